"""What is shown of the passages that do not answer a question: the near ones, cut short. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from string import ascii_lowercase
from typing import TYPE_CHECKING

from qa.assistant import nearest_sentence

if TYPE_CHECKING:
    from qa.answers import Answer, Citation

__all__ = ["Near", "near_passages"]


@dataclass(frozen=True, slots=True)
class Near:
    """A sentence that is near a question without answering it.

    Attributes:
        letter: What it is called, since numbers are for sources of an answer.
        citation: The passage, cut to that sentence.
    """

    letter: str
    citation: Citation


def near_passages(answer: Answer) -> list[Near]:
    """Return the sentences nearest to a refused question; none if no passage is near it."""
    question = answer.standalone or answer.question
    cut: dict[tuple[str, int], Citation] = {}
    for one in answer.related:
        sentence = nearest_sentence(question, one.quote)
        if sentence is not None:
            start, end = sentence
            short = replace(
                one,
                quote=one.quote[start:end],
                start=one.start + start,
                end=one.start + end,
                spans=(),
            )
            # Neighbouring passages share a sentence.
            cut.setdefault((one.article_id, short.start), short)
    return [Near(letter, one) for letter, one in zip(ascii_lowercase, cut.values(), strict=False)]
