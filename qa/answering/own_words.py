"""Answers a question in the articles' own words: looked up, read, or weighed; without a model."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa.answering.catalogue import answer_from_index
from qa.answering.composing import compose
from qa.answering.day_reports import report_of_day
from qa.answering.drafts.draft import Draft, Rule
from qa.answering.lookups.headlines import of_headline
from qa.answering.named import doubted
from qa.answering.passages import described
from qa.answering.weighing import doubted_comparison, weighed
from qa.answering.whole_tables import of_whole_table
from qa.answers import REFUSAL, Timings, Turn
from qa.articles.language import SURE
from qa.language.abbreviations import in_full
from qa.language.alternatives import asked_alternatives
from qa.language.cataloguing import catalogue_question
from qa.language.compound import split
from qa.language.followups import continued
from qa.language.kinds import AnswerKind
from qa.language.topics import looks_english
from qa.notices import (
    filters_leave_nothing,
    part_unanswered,
    question_language,
    undated_left_out,
)
from qa.retrieval import Found, Question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from threading import Event

    from qa.answering.parts import Parts
    from qa.answers import Answer, Notice
    from qa.articles.language import LanguageDetector
    from qa.index import Filters, Snapshot
    from qa.language.alternatives import Alternatives
    from qa.retrieval import ArticleRetriever

__all__ = ["OwnWords", "Step", "completed"]

_LOG = logging.getLogger(__name__)

# No words answer questions of two of these kinds.
_KINDS_APART = frozenset({
    AnswerKind.DATE, AnswerKind.NUMBER, AnswerKind.PERSON, AnswerKind.PLACE,
})  # fmt: skip
# A question in ASCII letters counts as another language only from this probability on. "Is Russia
# mentioned?" is detected as Latin with .505, and "Wann endet der Abzug aus Afghanistan?" as German
# with .63.
_SURE_OF_ASCII = 0.6


@dataclass(frozen=True, slots=True)
class Step:
    """An answer that is still being made.

    Attributes:
        question: The question as it is understood so far.
        draft: The answer so far.
        notices: Notices about how the answer was found.
        took: Seconds that searching, reading and drafting took.
        began: When the question was asked, on the clock of `time.perf_counter`.
    """

    question: Question
    draft: Draft
    notices: Sequence[Notice]
    took: tuple[float, float, float]
    began: float


class OwnWords:
    """Answers questions in the articles' own words.

    Args:
        retriever: Finds passages in the index.
        parts: The parts that read passages and draft answers.
        languages: Detects the language of a question.
        remarks: Returns notices about the state of the index, which are added to every answer.
        stop: No further passage is read once it is set; then `StoppedError` is raised.
    """

    def __init__(
        self,
        retriever: ArticleRetriever,
        parts: Parts,
        languages: LanguageDetector,
        remarks: Callable[[Snapshot], Sequence[Notice]],
        stop: Event | None = None,
    ) -> None:
        self._retriever = retriever
        self._parts = parts
        self._languages = languages
        self._remarks = remarks
        self._stop = stop

    def answer(self, question: Question, view: Snapshot) -> Step:
        """Answer a question.

        Several questions asked as one are answered one by one; each is understood as a follow-up to
        the one before it.
        """
        asked = split(question.query_str)
        if len(asked) == 1:
            step = self._one(question, view)
            compared = asked_alternatives(question.query_str)
            return step if compared is None else self._weighed(compared, step, view)
        began = time.perf_counter()
        steps: list[Step] = []
        turns: list[Turn] = []
        for one in asked:
            part = replace(question, query_str=continued(one, turns), asked=one, plain=one)
            step = self._one(part, view)
            if any(_repeats(step, earlier) for earlier in steps):
                refusal = Draft(REFUSAL, step.draft.source_nodes, refused=True)
                step = replace(step, draft=refusal)
            steps.append(step)
            turns.append(completed(steps[-1], view, self._parts.settings_hash).as_turn())
        draft = Draft.joined([step.draft for step in steps])
        refused = [] if draft.refused else [one for one in steps if _leaves_open(one.draft, draft)]
        notices = dict.fromkeys(notice for step in steps for notice in step.notices)
        unanswered = [part_unanswered(step.question.query_str) for step in refused]
        search, read, drafting = map(sum, zip(*(step.took for step in steps), strict=True))
        return Step(question, draft, (*unanswered, *notices), (search, read, drafting), began)

    def _weighed(self, compared: Alternatives, step: Step, view: Snapshot) -> Step:
        """Answer which of two is more of something, by asking how much there is of each."""
        if step.draft.rule is not None:
            return step
        doubted = replace(step, draft=doubted_comparison(compared, step.draft))
        if not compared.first.question:
            return doubted
        began = time.perf_counter()
        sides = [
            self._one(replace(step.question, query_str=one.question), view)
            for one in (compared.first, compared.second)
        ]
        draft = weighed(compared, sides[0].draft, sides[1].draft, view)
        search, read, drafting = step.took
        took = (search, read, drafting + time.perf_counter() - began)
        return replace(doubted if draft is None else replace(step, draft=draft), took=took)

    def _one(self, question: Question, view: Snapshot) -> Step:
        began = time.perf_counter()
        spelled_out = in_full(question.query_str, lambda word: bool(view.keyword(word, 1)))
        if spelled_out != question.query_str:
            question = question.understood_as(spelled_out)
        catalogued = catalogue_question(question.query_str)
        if catalogued is not None:
            drafted = answer_from_index(catalogued, question, view, self._retriever)
        else:
            drafted = report_of_day(question, view)
        if drafted is not None:
            took = (0.0, 0.0, time.perf_counter() - began)
            return Step(question, drafted, tuple(self._remarks(view)), took, began)
        found, search, read = self.find(question, view)
        drafting = time.perf_counter()
        extractive = self._parts.extractive
        draft = extractive.synthesize(question, found.nodes)
        # Broad answers and decisions look at names anyway.
        if question.kind is not AnswerKind.OPEN and draft.rule is not Rule.DECISION:
            draft = of_whole_table(draft, question.query_str, view)
            draft = of_headline(draft, question, view)
            draft = doubted(draft, question.query_str, view, extractive.threshold)
        outcome = "refused" if draft.refused else "answered"
        _LOG.info(
            "%s with confidence %.2f after %.0f ms: %s",
            outcome, draft.confidence, 1000 * (time.perf_counter() - began), question,
        )  # fmt: skip
        took = (search, read, time.perf_counter() - drafting)
        return Step(question, draft, found.notices, took, began)

    def find(self, question: Question, view: Snapshot) -> tuple[Found, float, float]:
        """Find passages and read them; for a broad question, they are not read.

        Returns:
            What was found, and the seconds that searching and reading took.
        """
        _LOG.info("the question asks for: %s", question.kind.value)
        began = time.perf_counter()
        found = self._retriever.find(question, view)
        nodes = found.nodes
        search = time.perf_counter() - began
        _LOG.info("found %d passages in %.0f ms", len(nodes), 1000 * search)
        if question.kind is not AnswerKind.OPEN:
            reranker = self._parts.reranker.stopped_by(self._stop)
            nodes = reranker.postprocess_nodes(nodes, query_bundle=question)
        read = time.perf_counter() - began - search
        remarks = (*self._remarks(view), *self._doubts(question.query_str))
        remarks = (*self._nothing_left(question.filters, view), *remarks)
        return Found(nodes, (*found.notices, *remarks)), search, read

    @staticmethod
    def _nothing_left(filters: Filters, view: Snapshot) -> Iterator[Notice]:
        """Yield a notice if the filters leave no article, or leave some out that have no date."""
        articles = view.manifest.articles
        by_date = filters.since is not None or filters.until is not None
        chosen = articles if filters.articles is None else filters.articles & articles.keys()
        undated = sum(not articles[one].published for one in chosen) if by_date else 0
        if filters.allowed(view.manifest) == frozenset():
            yield filters_leave_nothing(len(articles), undated)
        elif undated:
            yield undated_left_out(undated)

    def _doubts(self, question: str) -> Iterator[Notice]:
        if looks_english(question):
            return
        sure = _SURE_OF_ASCII if question.isascii() else SURE
        language = self._languages.detect(question, sure)
        if language not in {"en", "und"}:
            yield question_language(language)


def completed(step: Step, view: Snapshot, settings_hash: str) -> Answer:
    """Return the answer of a step, with its quotes verified, its passages and its timings."""
    began = time.perf_counter()
    answer = compose(
        step.question,
        step.draft,
        view,
        notices=step.notices,
        settings_hash=settings_hash,
    )
    search, read, draft = step.took
    now = time.perf_counter()
    timings = Timings(search, read, answer=draft + now - began, total=now - step.began)
    passages = described(step.draft.source_nodes)
    return replace(answer, passages=passages, timings=timings)


def _repeats(step: Step, earlier: Step) -> bool:
    """Tell whether a question is answered by the words that answered another kind of question.

    "17 euros" says what a family pays; it does not say on which day the museum is shut.
    """
    kinds = {step.question.kind, earlier.question.kind}
    same = step.draft.response == earlier.draft.response
    return same and not step.draft.refused and len(kinds) == 2 and kinds <= _KINDS_APART


def _leaves_open(part: Draft, whole: Draft) -> bool:
    """Tell whether a part is refused and nothing that the whole answer shows may answer it."""
    near = part.nearest
    return part.refused and not (
        near is not None
        and any(near.overlaps(quote) for shown in whole.statements for quote in shown.quotes)
    )
