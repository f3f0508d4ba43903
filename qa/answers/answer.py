"""The answer to one question, and the turn of a conversation that it becomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from qa.answers.citations import Citation, Passage
from qa.answers.groups import Agreement, Group
from qa.answers.notebook import answer_html
from qa.answers.plain import from_plain, to_plain
from qa.answers.remarks import Notice
from qa.answers.wording import counted

__all__ = ["Answer", "Statement", "Timings", "Turn"]

# "About as likely as not" begins here on the IPCC's likelihood scale (Mastrandrea et al. 2010).
_LEAST_TO_LEAD = 0.33


@dataclass(frozen=True, slots=True)
class Timings:
    """How long the steps of an answer took, in seconds.

    Attributes:
        search: Finding passages.
        read: Reading them.
        answer: Choosing the answer and checking its citations.
        total: From the question to this answer. It also contains what the other three do not, such
            as a language model's work.
    """

    search: float
    read: float
    answer: float
    total: float


@dataclass(frozen=True, slots=True)
class Statement:
    """A whole sentence of the answer with the numbers of the citations that support it.

    Attributes:
        citations: The numbers of the citations; empty if the sentence is not supported.
        supported: False for a language model's sentence that no passage supports. Such a sentence
            is only kept if the settings say that it is marked and not removed.
    """

    text: str
    citations: tuple[int, ...]
    supported: bool = True


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """The answer to one question. Printed, it is its text; a notebook shows its sources, too.

        >>> from qa import Assistant
        >>> with Assistant.open() as assistant:  # the two sample articles
        ...     answer = assistant.ask("When does the Afghanistan withdrawal end?")
        >>> print(answer)
        31 August
        >>> Answer.from_dict(answer.to_dict()) == answer
        True

    Attributes:
        question: The question as asked.
        text: The short answer, or `REFUSAL` if refused. It is empty while an unfinished answer has
            none.
        support: Whole sentences that support the answer, with their citation numbers.
        refused: True if the articles do not contain the answer. An unfinished answer is never a
            refusal.
        confidence: Probability in [0, 1] that the answer is correct.
        citations: The citations, numbered from 1 in the order in which the answer refers to them.
        related: If refused, the nearest passages, which are related but do not answer.
        notices: What a reader should see beside the answer, such as a disagreement between
            articles.
        settings_hash: Identifies the settings and models that gave this answer.
        standalone: A follow-up question, rewritten so that it can be understood alone. None if the
            question as asked can be understood alone.
        prose: Sentences that a language model wrote, each checked against the passages. It is empty
            if no model is set, and grows while the model writes.
        complete: False while a language model is still writing, and for an answer that was stopped
            early.
        passages: The passages that were found and read, best first.
        left_out: Sentences that a language model wrote, that no passage supports, and that are
            therefore not part of the answer.
        timings: How long it took; None if the answer was made from a dict. Two answers that differ
            only in their timings are equal.
        groups: The different answers that the articles give, the one of `text` first. There is one
            group if they agree, and none for a refusal or a summary.
        agreement: How these answers relate.

    Raises:
        ValueError: The answer is both unfinished and refused.
    """

    question: str
    text: str
    support: tuple[Statement, ...]
    refused: bool
    confidence: float
    citations: tuple[Citation, ...]
    related: tuple[Citation, ...]
    notices: tuple[Notice, ...]
    settings_hash: str
    standalone: str | None = None
    prose: tuple[Statement, ...] = ()
    complete: bool = True
    passages: tuple[Passage, ...] = ()
    left_out: tuple[str, ...] = ()
    timings: Timings | None = field(default=None, compare=False)
    groups: tuple[Group, ...] = ()
    agreement: Agreement = Agreement.SINGLE

    def __post_init__(self) -> None:
        if self.refused and not self.complete:
            raise ValueError("An unfinished answer cannot be a refusal.")

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        state = "" if self.complete else ", unfinished"
        return (
            f"<Answer {self.text!r}, confidence {self.confidence:.2f}, "
            f"{counted(len(self.citations), 'citation')}{state}>"
        )

    def _repr_html_(self) -> str:
        """Return the answer as a notebook shows it: with its sources, the answer marked in them."""
        return answer_html(self)

    @property
    def sentence_leads(self) -> bool:
        """Whether the first sentence should be shown with the short answer marked in it.

        That is so if the short answer is more likely wrong than right, so that it should not stand
        alone in bold type.
        """
        stands_in = any(self.text in one.text for one in self.support[:1])
        return self.complete and stands_in and self.confidence < _LEAST_TO_LEAD

    @property
    def in_sentences(self) -> bool:
        """Whether the short answer is one of its sentences, all of them, or the items of a list."""
        said = " ".join(self.text.split())
        sentences = [" ".join(one.text.split()) for one in self.support]
        items = "; ".join(one.text.removesuffix(".") for one in self.support)
        return self.text == items or said in {*sentences, " ".join(sentences)}

    def as_turn(self) -> Turn:
        """Return this question and its answer in the form that a follow-up question needs."""
        return Turn(
            question=self.question,
            understood=self.standalone or self.question,
            answer="" if self.refused else self.text,
            citations=self.citations,
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain JSON types; key order is the order of the fields.

        The timings are left out, so that the same answer always gives the same JSON.
        """
        plain = to_plain(self)
        del plain["timings"]
        return plain

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> Self:
        """Return the answer that `to_dict` wrote, also of an older version with fewer keys.

        Raises:
            ValueError: A key is missing or unknown, or a value has another type.
        """
        try:
            made = from_plain(cls, plain)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise ValueError(f"This is not an answer that to_dict() wrote: {error}") from error
        assert isinstance(made, cls)
        return made


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of a conversation, with what a follow-up question needs of its answer.

    `Answer.as_turn` creates it.

    Attributes:
        question: As it was asked.
        understood: The question, rewritten so that it can be understood alone.
        answer: The short answer; empty if there was none.
        citations: The citations of the answer.
    """

    question: str
    understood: str
    answer: str = ""
    citations: tuple[Citation, ...] = ()
