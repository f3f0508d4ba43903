"""A question that a scripted language model answers, and what tests read of the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa import Answer

QUESTION = "When does the Afghanistan withdrawal end?"
PROSE = "The US military presence in Afghanistan will cease on August 31 [1]."
KEY = "k-very-secret-123"


def texts(answer: Answer) -> list[str]:
    return [statement.text for statement in answer.prose]


def notices(answer: Answer) -> str:
    return " ".join(notice.text for notice in answer.notices)


def assert_short_answer(answer: Answer) -> None:
    assert answer.text == "31 August"
    assert answer.citations
    assert not answer.refused
