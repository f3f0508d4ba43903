from __future__ import annotations

import pytest

from qa.answering.yes_or_no.pronouns import with_name

NAMED, LEFT = "Ada Moss never married.", "She never married."


@pytest.mark.parametrize(
    ("question", "title", "before", "expected"),
    [
        ("Was Ada Moss ever married?", "Ada Moss, painter of boats", "", NAMED),
        ("Was Ada Moss ever married?", "ADA MOSS, PAINTER OF BOATS", "", NAMED),
        ("Was Ada Moss ever married?", "ADA MOSS AND IDA PIKE, PAINTERS", "", LEFT),
        ("Was Ada Moss ever married?", "ADA MOSS MEETS IDA PIKE", "", LEFT),
        ("Was Ada Moss ever married?", "Ada Moss", "She lived in Ostby.", NAMED),
        ("Was Ada Moss ever married?", "Ada Moss", "Moss lived with Ida Pike.", LEFT),
        ("Was Ada Moss ever married?", "Ada Moss", "Her sister stayed. She was shy.", LEFT),
        ("Was Ada Moss ever married?", "Ada Moss and Ida Pike", "", LEFT),
        ("Was Ada Moss ever married?", "Ada Moss moves to East Elva: a visit", "", NAMED),
        ("Was Ada Moss ever married?", "Ida Pike, painter", "", LEFT),
        ("Was Ada Moss ever married?", "A painter of boats", "", LEFT),
        ("Was Ada Moss's sister married?", "Ada Moss", "", LEFT),
        ("Was the painter married?", "Ada Moss", "", LEFT),
    ],
)
def test_she_is_who_the_article_is_about(
    question: str, title: str, before: str, expected: str
) -> None:
    assert with_name(question, title, before, LEFT) == expected


def test_a_first_name_is_enough() -> None:
    assert with_name("Was Ada married?", "Ada Moss, painter", "", LEFT) == "Ada never married."
