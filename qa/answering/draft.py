"""What a synthesizer hands on: an answer in words, and the quotes it proposes for it."""

from __future__ import annotations

from dataclasses import dataclass

from llama_index.core.base.response.schema import Response

from qa.answering.citations import Quote
from qa.answers import Notice

__all__ = ["Draft", "DraftStatement"]


@dataclass(frozen=True, slots=True)
class DraftStatement:
    """A sentence with the quotes that are to support it.

    Attributes:
        supported: False for one that is to be shown although nothing supports it.
    """

    text: str
    quotes: tuple[Quote, ...]
    supported: bool = True


@dataclass
class Draft(Response):
    """A LlamaIndex response whose claims are still to be verified.

    Attributes:
        statements: Whole sentences; the quotes they name are cited in this order.
        confidence: Probability in [0, 1] that the answer is right.
        refused: True where the passages do not say; ``response`` is `qa.answers.REFUSAL` then.
        notices: What a reader should see beside the answer.
        prose: Sentences that a language model wrote beside the answer.
        complete: False while more is to come.
    """

    statements: tuple[DraftStatement, ...] = ()
    confidence: float = 0.0
    refused: bool = False
    notices: tuple[Notice, ...] = ()
    prose: tuple[DraftStatement, ...] = ()
    complete: bool = True
