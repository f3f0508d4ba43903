from __future__ import annotations

import pytest

from qa.answering.yes_or_no.opening_days import asked_days, open_on


def test_days_are_asked_for_where_something_may_be_open() -> None:
    assert asked_days("Is the forge open on Tuesdays?") == {1}
    assert asked_days("Are you open at the weekend?") == {5, 6}
    assert asked_days("Did it open on Tuesday?") == set()


@pytest.mark.parametrize(
    ("day", "sentence", "said"),
    [
        ("on Mondays", "The forge is open every day except Monday.", "No"),
        ("on Tuesdays", "The forge is open every day except Monday.", "Yes"),
        ("at the weekend", "The forge is open every day except Monday.", "Yes"),
        ("on Wednesdays", "The forge is open Tuesday to Saturday.", "Yes"),
        ("on Mondays", "The forge is open Tuesday – Saturday.", "No"),  # noqa: RUF001
        ("on Mondays", "The forge is open Saturday to Monday.", "Yes"),
        ("on Saturdays", "Noon to two on weekdays; the forge also opens on Saturdays.", "Yes"),
        ("on Sundays", "Noon to two on weekdays; the forge also opens on Saturdays.", ""),
        ("at the weekend", "Noon to two on weekdays; the forge also opens on Saturdays.", ""),
        ("on Sundays", "The forge is closed on Sundays.", "No"),
        ("on Fridays", "The forge is closed on Sundays.", ""),
        ("on Sundays", "The forge is open on weekdays, but the mill is open on Sundays.", "No"),
        ("on Mondays", "From May, the forge is open every day.", ""),
        ("on Mondays", "The forge is open on the first Monday of the month.", ""),
        ("on Mondays", "The mill is open every day.", ""),
        ("on Mondays in July", "The forge is open every day from May to October.", "Yes"),
        ("on Mondays in April", "The forge is open every day from May to October.", ""),
        ("on Mondays in January", "From November to March the forge is open every day.", "Yes"),
    ],
)
def test_open_or_not_is_said_of_all_days_asked_for(day: str, sentence: str, said: str) -> None:
    assert open_on(f"Is the forge open {day}?", sentence, set()) == said


def test_the_title_names_what_is_open() -> None:
    assert open_on("Is the forge open on Mondays?", "Open Tuesday to Sunday.", {"forg"}) == "No"


@pytest.mark.parametrize(
    ("question", "sentence", "said"),
    [
        ("Is the forge closed on Mondays?", "The forge is open every day except Monday.", "Yes"),
        ("Is the forge shut on Fridays?", "The forge is open every day except Monday.", "No"),
        ("Is the forge closed on Mondays?", "The forge is closed on Mondays.", "Yes"),
        ("Can the public visit the forge on a Sunday?", "The forge is open on Sundays.", "Yes"),
        ("Can I visit the forge on a Sunday?", "The forge is closed on Sundays.", "No"),
        ("Can I visit the forge with a dog on Sunday?", "The forge is open on Sundays.", ""),
    ],
)
def test_what_is_closed_or_may_be_visited(question: str, sentence: str, said: str) -> None:
    assert open_on(question, sentence, set()) == said
