from __future__ import annotations

import pytest

from qa.answering.spans.times import time_asked_for, without_time


@pytest.mark.parametrize(
    ("question", "text", "span", "narrowed"),
    [
        ("When was Ola Dahl born?", "Ola Dahl (3 May 1911 - 19 August 1994) drew.",
         "3 May 1911 - 19 August 1994", "3 May 1911"),
        ("When did Ola Dahl die?", "Ola Dahl (3 May 1911 - 19 August 1994) drew.",
         "3 May 1911", "19 August 1994"),
        ("When did Ola Dahl die?", "Ola Dahl (1911-1994) drew.", "1911", "1994"),
        ("When was he born?", "Dahl (May 3, 1911 - August 19, 1994) drew.", "1994", "May 3, 1911"),
        ("When did Ola Dahl live?", "Ola Dahl (1911-1994) drew.", "1911-1994", "1911-1994"),
        ("When was Ola Dahl born?", "Ola Dahl (1911-1994) drew in 1950.", "1950", "1950"),
        ("When is it open on Friday?", "It is open Monday from 9 to 5 and Friday from 10 to 4.",
         "Monday", "10 to 4"),
        ("When is it open on Friday?", "Monday: 9 a.m. Fridays: 10 a.m. to noon.", "9 a.m.",
         "10 a.m. to noon"),
        ("When does it close on Friday?", "Monday: 9 a.m. Fridays: 10 a.m. to noon.", "9 a.m.",
         "noon"),
        ("What time does the hall open?", "Hours: 10:15-16:30 (till noon in May).",
         "10:15-16:30 (till noon in May)", "10:15"),
        ("When did the hall open?", "It opened in 1903.", "1903", "1903"),
        ("When did it rain on Sunday?", "It was Sunday, 14 May.", "14 May", "14 May"),
        ("When did it open?", "It opened on Monday at 9 and Friday at 10.", "Monday", "Monday"),
        ("When is it open on Sunday?", "It is open on Friday at 10.", "Friday", "Friday"),
    ],
)  # fmt: skip
def test_day_of_birth_or_death_and_hours_of_a_weekday(
    question: str, text: str, span: str, narrowed: str
) -> None:
    start = text.index(span)
    first, last = time_asked_for(question, text, start, start + len(span), (0, len(text)))
    assert text[first:last] == narrowed


@pytest.mark.parametrize(
    ("span", "place"),
    [
        ("Bergen on 3 and 4 February", "Bergen"),
        ("the hall in May", "the hall"),
        ("Elva, on Monday", "Elva"),
        ("the market in Elva", "the market in Elva"),
        ("in Elva", "in Elva"),
    ],
)
def test_place_without_the_time_behind_it(span: str, place: str) -> None:
    text = f"It was held {span}."
    start = text.index(span)
    assert text[start : without_time(text, start, start + len(span))] == place
