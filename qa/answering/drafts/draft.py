"""The draft that a synthesizer returns: an answer, and the quotes proposed for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from llama_index.core.base.response.schema import Response

from qa.answering.drafts.citations import Quote
from qa.answers import REFUSAL, Agreement, Notice

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Draft", "DraftGroup", "DraftStatement", "Rule"]


class Rule(StrEnum):
    """What gave an answer that is not the reader's best span."""

    INDEX = "what the index records of the articles"
    DECISION = "the sentence that contains the words of the question, and whether it denies them"
    INTRODUCTION = "the words by which an article introduces the name"
    DAY = "the sentences that state the day"
    CONDITION = "the sentence that says what follows in the case that the question supposes"
    ATTENDANCE = "the line of the minutes that lists who attended, or who was absent"
    RESULT = "the result of a match, as the article prints it"
    HEADCOUNT = "the words by which an article says how many took part"
    FATE = "what the article says happened to it"
    SAYING = "what the article says that they said"
    INTERVIEW = "what an article says behind the same question"
    CELL = "the cell of a table in the row and column that the question names"
    LABEL = "what stands behind a label that the question names"
    ROWS = "the rows of tables that are as the question says"
    LIST = "the items of a list that the article prints"
    DOER = "the name of whom a clause says that they did it"
    COMPARISON = "what articles say of the two that the question compares"
    RELEASE = "the heading of a version in a changelog"
    ROLE = "the name that an article puts beside the role"
    UNKNOWN = "the sentence that says that it is not known"
    SEVERAL = "the answers to each of the questions that it joins"


@dataclass(frozen=True, slots=True)
class DraftStatement:
    """A sentence with the quotes that should support it.

    Attributes:
        supported: False for a sentence that is shown although nothing supports it.
    """

    text: str
    quotes: tuple[Quote, ...]
    supported: bool = True


@dataclass(frozen=True, slots=True)
class DraftGroup:
    """One of the answers that the articles give, with quotes that have not been verified yet.

    The other attributes are those of `qa.answers.Group`.

    Attributes:
        quotes: The sentences that give this answer.
    """

    value: str
    normalised: str
    date: str | None
    inferred: bool
    published: str | None
    quotes: tuple[Quote, ...]
    copies: tuple[str, ...] = ()


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
        left_out: Sentences of the language model that no passage supports and that are not shown.
        complete: False while the draft is still growing.
        stated: True if the program itself states the response ("No", or a date that the index
            records), so that no sentence needs to contain it.
        parts: The drafts of the questions that the question joins; empty for a single question.
        rule: What gave the answer if it is not the reader's best span, for an explanation.
        groups: The different answers that the articles give, that of ``response`` first.
        agreement: How these answers relate.
        nearest: Of a refusal, the sentence that was likeliest to answer.
    """

    statements: tuple[DraftStatement, ...] = ()
    confidence: float = 0.0
    refused: bool = False
    notices: tuple[Notice, ...] = ()
    prose: tuple[DraftStatement, ...] = ()
    left_out: tuple[str, ...] = ()
    complete: bool = True
    stated: bool = False
    parts: tuple[Draft, ...] = ()
    rule: Rule | None = None
    groups: tuple[DraftGroup, ...] = ()
    agreement: Agreement = Agreement.SINGLE
    nearest: Quote | None = None

    @classmethod
    def joined(cls, parts: Sequence[Draft]) -> Draft:
        """Join the drafts of several questions that were asked as one.

        The confidence is the lowest of those that have an answer.
        """
        answered = [part for part in parts if not part.refused]
        return cls(
            "; ".join(dict.fromkeys(str(part) for part in answered)) or REFUSAL,
            list({node.node_id: node for part in parts for node in part.source_nodes}.values()),
            statements=tuple(one for part in answered for one in part.statements),
            confidence=min((part.confidence for part in answered or parts), default=0.0),
            refused=not answered,
            notices=tuple(notice for part in parts for notice in part.notices),
            parts=tuple(answered),
            rule=Rule.SEVERAL,
        )
