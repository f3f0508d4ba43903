"""What happened to one question: the answer given, what was found, how it scored, what failed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from qa.answers import Citation
from qa.evaluation.gold import GoldQuestion

__all__ = ["Cause", "JudgedCitation", "QuestionRecord"]


class Cause(StrEnum):
    """Why a question failed: the first thing to mend on the way from question to answer."""

    NOT_RETRIEVED = "not retrieved"
    NOT_READ = "retrieved but not read"
    WRONG_SPAN = "wrong span"
    WRONGLY_REFUSED = "wrongly refused"
    WRONGLY_ANSWERED = "wrongly answered"
    CITED_WRONGLY = "cited wrongly"

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
}


@dataclass(frozen=True, slots=True)
class JudgedCitation:
    """A citation and what is to be said of it.

    Attributes:
        citation: As the assistant gave it.
        verbatim: Whether the quote stands in the article at the offsets given.
        right: Whether it overlaps gold evidence; None where the gold row has no evidence.
    """

    citation: Citation
    verbatim: bool
    right: bool | None


@dataclass(frozen=True, slots=True)
class QuestionRecord:
    """One gold question after the run.

    Attributes:
        gold: The question and what counts as right.
        answer: What was answered. Where refused: what would have been answered at a lower
            threshold, empty where there was nothing.
        refused: Whether the answer is that the articles do not say.
        confidence: Probability in [0, 1] that ``answer`` is right.
        seconds: From question to answer; earlier questions of the conversation not counted.
        citations: Those of ``answer``, refused or not.
        notices: As shown beside the answer.
        searched: Whether retrieval is scored: not for an unanswerable question, nor for a
            follow-up, which cannot be searched for as it stands.
        passage_hits: Ranks, from 1, of the passages found that lie in a gold article and wholly
            hold a gold answer; of any article where the row has no evidence.
        article_hits: Ranks of the gold articles among the distinct articles found.
        gold_articles: How many articles hold evidence.
        exact_match: 0 or 1; a refused question counts as the empty answer.
        f1: Token F1 in [0, 1], likewise.
        right: Whether ``answer`` is right, refused or not; False where unanswerable.
        answer_cited: Whether a cited quote holds a gold answer.
        citation_precision: None where there is no evidence to score against.
        citation_recall: As above.
        citation_f1: As above.
        cause: Why it failed; None where it did not.
    """

    gold: GoldQuestion
    answer: str
    refused: bool
    confidence: float
    seconds: float
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
