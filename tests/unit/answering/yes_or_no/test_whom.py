from __future__ import annotations

import pytest

from qa.answering.yes_or_no.whom import first_name, subject, whole_name, whole_names


@pytest.mark.parametrize(
    ("question", "name", "asked_of"),
    [
        ("Was Ada Moss ever married?", "Ada Moss", "Moss"),
        ("Was Ada's brother hurt?", None, None),
        ("Was Ada Moss's brother hurt?", None, None),
        ("Did the mayor meet Jon Berg?", None, "mayor"),
        ("Did her brother resign?", None, "brother"),
        ("Did it rain?", None, None),
    ],
)
def test_whom_a_question_asks_about(question: str, name: str | None, asked_of: str | None) -> None:
    assert (whole_name(question), subject(question)) == (name, asked_of)


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Did Jon Berg meet the mayor?", "berg"),
        ("Didn't the Oslo train stop?", "oslo"),
        ("Did the mayor meet Jon Berg?", ""),
        ("Did the UK leave?", ""),
        ("Did the French leave?", ""),
    ],
)
def test_first_name_is_behind_the_auxiliary(question: str, begins: str) -> None:
    assert first_name(question) == begins


def test_names_of_several_words_are_whole() -> None:
    assert whole_names("Did Ada Moss of Elva meet Jon Berg?") == ["Ada Moss", "Jon Berg"]
