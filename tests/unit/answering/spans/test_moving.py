from __future__ import annotations

import pytest

from qa.answering.spans.moving import number_of_asked, portion


@pytest.mark.parametrize(
    ("question", "text", "span", "moved"),
    [
        ("How many jobs will be cut?", "It cuts 120 of its 4,300 jobs.", "4,300", "120"),
        ("How many cooks come from Mali?", "It has 23 cooks, 4 of them from Mali.", "23", "4"),
        ("How much went on tulips?", "He spent £31 on cakes and £40 on tulips.", "£31", "£40"),
        ("How long is it?", "It is 5 metres wide and 9 metres long.", "5 metres", "9 metres"),
        ("How many jobs are there?", "It cuts 120 of its 4,300 jobs.", "4,300", "4,300"),
    ],
)
def test_span_is_moved_to_the_number_of_what_is_asked_about(
    question: str, text: str, span: str, moved: str
) -> None:
    start = text.index(span)
    first, last = number_of_asked(question, text, start, start + len(span), (0, len(text)))
    assert text[first:last] == moved


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("It cut 120 of its 4,300 jobs.", "120", "part"),
        ("It cut 120 of its 4,300 jobs.", "4,300", "whole"),
        ("Of the 52 lambs, 9 were black.", "9", "part"),
        ("Of the 52 lambs, 9 were black.", "52", "whole"),
        ("It bought 52 lambs and 9 goats.", "9", None),
    ],
)
def test_number_that_is_a_part_of_another_one(text: str, number: str, expected: str | None) -> None:
    assert portion(text, text.index(number), (0, len(text))) == expected
