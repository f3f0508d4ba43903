"""The record of one question: its answer, the passages found, its scores, and any failure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from qa.answers import Agreement, Citation, Group
from qa.evaluation.gold import GoldQuestion

__all__ = ["Cause", "JudgedCitation", "JudgedProse", "QuestionRecord"]


class Cause(StrEnum):
    """Why a question failed: the first step on the way to the answer that went wrong."""

    NOT_RETRIEVED = "not retrieved"
    NOT_READ = "retrieved but not read"
    WRONG_SPAN = "wrong span"
    WRONGLY_REFUSED = "wrongly refused"
    WRONGLY_ANSWERED = "wrongly answered"
    CITED_WRONGLY = "cited wrongly"
    EXPECTATION_MISSED = "expectation missed"

    @property
    def meaning(self) -> str:
        """One sentence that says what happened."""
        return _MEANINGS[self]


_MEANINGS = {
    Cause.NOT_RETRIEVED: "No passage found holds a gold answer; mend passages or retrieval.",
    Cause.NOT_READ: "A passage that holds the answer ranks below those that are read.",
    Cause.WRONG_SPAN: "The reader read a passage that holds the answer, and chose other words.",
    Cause.WRONGLY_REFUSED: "A passage that holds the answer was read; confidence was too low.",
    Cause.WRONGLY_ANSWERED: "The articles do not say, and an answer was given all the same.",
    Cause.CITED_WRONGLY: "The answer is right, but no citation rests on gold evidence, or a "
    "quote is not verbatim.",
    Cause.EXPECTATION_MISSED: "The answer is right, but a notice or words that the gold row "
    "expects are missing.",
}


@dataclass(frozen=True, slots=True)
class JudgedCitation:
    """A citation and how it was judged.

    Attributes:
        citation: The citation that the assistant gave.
        verbatim: Whether the article contains the quote at the given offsets.
        right: Whether it overlaps gold evidence; None if the gold row has no evidence.
    """

    citation: Citation
    verbatim: bool
    right: bool | None


@dataclass(frozen=True, slots=True)
class JudgedProse:
    """The sentences that a language model wrote, and how they were judged.

    Attributes:
        text: The sentences.
        sentences: How many there are.
        supported: How many of them a passage supports.
        holds_answer: Whether the text contains a gold answer.
        citation_precision: Share of the cited passages that overlap gold evidence; None if there is
            no evidence to compare.
        citation_recall: Share of the gold articles that are rightly cited.
        similarity: Cosine of the text and the nearest gold answer; None if it was not computed.
    """

    text: str
    sentences: int
    supported: int
    holds_answer: bool
    citation_precision: float | None
    citation_recall: float | None
    similarity: float | None = None


@dataclass(frozen=True, slots=True)
class QuestionRecord:
    """One gold question after the run.

    Attributes:
        gold: The question and its correct answers.
        answer: The answer that was given. If refused, the answer that a lower threshold would have
            given; empty if there is none.
        refused: Whether the question was refused.
        confidence: Probability in [0, 1] that ``answer`` is correct; None if another system gave
            none.
        seconds: Time from question to answer, without earlier questions of the conversation; None
            if it is not known.
        citations: The citations of ``answer``, whether refused or not.
        notices: The notices shown beside the answer.
        searched: Whether retrieval is scored. It is not scored for an unanswerable question, nor
            for a follow-up question, which cannot be searched for as it is written.
        passage_hits: Ranks, from 1, of the passages found that are in a gold article and contain a
            whole gold answer. If the row has no evidence, any article counts.
        article_hits: Ranks of the gold articles among the distinct articles found.
        gold_articles: How many articles contain evidence.
        exact_match: 0 or 1; a refused question counts as an empty answer.
        f1: Token F1 in [0, 1]; a refused question counts as an empty answer.
        right: Whether ``answer`` is correct, even if refused; False for an unanswerable question.
        answer_cited: Whether a cited quote contains a gold answer.
        citation_precision: Precision of the citations; None if there is no evidence to compare.
        citation_recall: Recall of the citations; None if there is no evidence to compare.
        citation_f1: F1 of the citations; None if there is no evidence to compare.
        cause: Why it failed; None if it did not fail.
        asked: False if passages were only searched, and no answer was asked for.
        missed: What the gold row expects and the answer lacks.
        prose: The sentences of a language model, as they were judged; None if there are none.
        judged: Whether a language model found the answer right; None if it was not asked.
        agreement: How the articles' answers relate.
        groups: The different answers that the articles give, the one of ``answer`` first.
    """

    gold: GoldQuestion
    answer: str
    refused: bool
    confidence: float | None
    seconds: float | None
    citations: tuple[JudgedCitation, ...]
    notices: tuple[str, ...]
    searched: bool
    passage_hits: tuple[int, ...]
    article_hits: tuple[int, ...]
    gold_articles: int
    exact_match: float
    f1: float
    right: bool
    answer_cited: bool
    citation_precision: float | None
    citation_recall: float | None
    citation_f1: float | None
    cause: Cause | None
    asked: bool = True
    missed: tuple[str, ...] = ()
    prose: JudgedProse | None = None
    judged: bool | None = None
    agreement: Agreement = Agreement.SINGLE
    groups: tuple[Group, ...] = ()

    @property
    def what_happened(self) -> str:
        """One line: what was answered, or would have been, and what is right."""
        right = self.gold.answers[0] if self.gold.answers else "nothing"
        if not self.asked:
            return f"searched for: {right}"
        answer = " ".join(self.answer.split())
        sure = "" if self.confidence is None else f", confidence {self.confidence:.2f}"
        if not self.refused:
            said = f"answered “{answer}”{sure}"
        elif answer:
            said = f"refused, and would have said “{answer}”{sure}"
        else:
            said = "refused, without any proposal"
        missed = f"; missing: {', '.join(self.missed)}" if self.missed else ""
        return f"{said}; right: {right}{missed}"
