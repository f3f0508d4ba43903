"""The draft that a synthesizer returns: an answer, and the quotes proposed for it."""

from __future__ import annotations

from dataclasses import dataclass

from llama_index.core.base.response.schema import Response

from qa.answering.citations import Quote
from qa.answers import Notice

__all__ = ["Draft", "DraftStatement"]


@dataclass(frozen=True, slots=True)
class DraftStatement:
    """A sentence with the quotes that should support it.

    Attributes:
        supported: False for a sentence that is shown although nothing supports it.
    """

    text: str
    quotes: tuple[Quote, ...]
    supported: bool = True


@dataclass
class Draft(Response):
    """A LlamaIndex response whose quotes have not been verified yet.

    Attributes:
        statements: Whole sentences. Their quotes are cited in this order.
        confidence: Probability in [0, 1] that the answer is correct.
        refused: True if the passages do not give the answer; then ``response`` is
            `qa.answers.REFUSAL`.
        notices: What a reader should see beside the answer.
        prose: Sentences that a language model wrote beside the answer.
        complete: False while the draft is still growing.
    """

    statements: tuple[DraftStatement, ...] = ()
    confidence: float = 0.0
    refused: bool = False
    notices: tuple[Notice, ...] = ()
    prose: tuple[DraftStatement, ...] = ()
    complete: bool = True
