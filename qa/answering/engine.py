"""The query engine: understands a question, searches, reads, answers, and verifies quotes."""

from __future__ import annotations

import asyncio
import copy
import logging
import math
import time
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.response.schema import Response
from llama_index.core.callbacks import CallbackManager

from qa.answering.catalogue import answer_from_index
from qa.answering.comparison import compare_articles, of_each_article
from qa.answering.composing import compose
from qa.answering.day_reports import report_of_day
from qa.answering.drafts.draft import Draft, Rule
from qa.answering.explaining import explain
from qa.answering.lookups.whole_tables import of_whole_table
from qa.answering.named import doubted
from qa.answering.passages import described
from qa.answering.weighing import doubted_comparison, weighed
from qa.answers import Agreement, Timings, Turn
from qa.articles.language import SURE
from qa.errors import LanguageModelError, StoppedError
from qa.index import Filters
from qa.language.abbreviations import in_full
from qa.language.agreeing import asked_of_each
from qa.language.alternatives import asked_alternatives
from qa.language.cataloguing import catalogue_question
from qa.language.compound import split
from qa.language.followups import REACH, depends, standalone
from qa.language.kinds import AnswerKind
from qa.language.topics import looks_english
from qa.notices import (
    filters_leave_nothing,
    model_failed,
    nothing_to_compare,
    part_unanswered,
    question_language,
    undated_left_out,
)
from qa.retrieval import Found, Question, Restriction, RetrievedNode
from qa.retrieval.question import cleaned

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence
    from threading import Event

    from llama_index.core.prompts.mixin import PromptMixinType
    from llama_index.core.schema import NodeWithScore, QueryBundle

    from qa.answering.comparison import Comparison
    from qa.answering.explaining import Explanation
    from qa.answering.parts import Parts
    from qa.answers import Answer, Notice
    from qa.articles.language import LanguageDetector
    from qa.index import IndexReader, Snapshot
    from qa.language.alternatives import Alternatives
    from qa.retrieval import ArticleRetriever

__all__ = ["ArticleQueryEngine"]

_LOG = logging.getLogger(__name__)

# A question in ASCII letters counts as another language only from this probability on. "Is Russia
# mentioned?" is detected as Latin with .505, and "Wann endet der Abzug aus Afghanistan?" as German
# with .63.
_SURE_OF_ASCII = 0.6
# The cosine from which on a passage is near to words that it does not hold. In the sample articles,
# the best passage has at most .09 for made-up words ("zzzqq", "xyzzy plugh") and at most .11 for
# other matters ("football", "sweet potatoes"), but .16 for "planes" and .30 for "espionage".
_NEAR = 0.13
# The fields of an answer that a LlamaIndex response contains in addition to its text.
_METADATA = (
    "refused", "confidence", "citations", "related", "support", "prose", "notices", "standalone",
    "settings_hash", "groups", "agreement",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Step:
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


class ArticleQueryEngine(BaseQueryEngine):
    """A LlamaIndex query engine that answers from an index. Many threads may use it at once.

    `Assistant.as_query_engine` creates it:

        >>> from qa import Assistant
        >>> with Assistant.open() as assistant:  # the two sample articles
        ...     engine = assistant.as_query_engine()
        ...     response = engine.query("When does the Afghanistan withdrawal end?")
        >>> print(response, response.metadata["refused"])
        31 August False

    ``response.metadata`` holds ``refused``, ``confidence``, ``citations`` and the other fields of
    `qa.Answer`, in the form of `qa.Answer.to_dict`; ``response.source_nodes`` are the passages that
    were read.

    Args:
        index: The index that is asked.
        retriever: Finds passages in the index.
        parts: The parts that read passages and write answers.
        longest: The greatest length of a question, in characters.
        languages: Detects the language of a question.
        remarks: Returns notices about the state of the index, which are added to every answer.
    """

    def __init__(
        self,
        index: IndexReader,
        retriever: ArticleRetriever,
        parts: Parts,
        *,
        longest: int,
        languages: LanguageDetector,
        remarks: Callable[[Snapshot], Sequence[Notice]] = lambda _: (),
    ) -> None:
        super().__init__(CallbackManager())
        self._index = index
        self._retriever = retriever
        self._parts = parts
        self._longest = longest
        self._languages = languages
        self._remarks = remarks
        self._restriction = Restriction()
        self._stop: Event | None = None

    @property
    def has_model(self) -> bool:
        """Whether there is a language model."""
        return self._parts.has_model

    def write(self, prompt: str, **values: str) -> str:
        """Return what the language model writes to a prompt; see `Parts.write`."""
        return self._parts.write(prompt, **values)

    @property
    def answers_in_prose(self) -> bool:
        """Whether the answer is a language model's text alone, without a short answer."""
        return self._parts.prose_alone

    def restricted(self, restriction: Restriction) -> ArticleQueryEngine:
        """Return an engine like this one that answers from only some of the articles."""
        engine = copy.copy(self)
        engine._restriction = restriction
        return engine

    def stopped_by(self, stop: Event | None) -> ArticleQueryEngine:
        """Return an engine like this one that gives a question up once an event is set.

        It stops between two passages that it reads, or at the language model's next piece, and
        raises `StoppedError`.
        """
        engine = copy.copy(self)
        engine._stop = stop
        return engine

    def stream(
        self, asked: str, history: Sequence[Turn | str] = ()
    ) -> Generator[Answer, None, None]:
        """Yield the answer as it grows; only the last answer is complete.

        Args:
            asked: The question as asked.
            history: Earlier turns, oldest first; see `qa.Assistant.ask`.

        Raises:
            QuestionError: The question is empty or too long.
            FilterError: The restriction matches no article, or contains an invalid date.
        """
        plain = cleaned(asked, self._longest)
        with self._index.snapshot() as view:
            question = self._question(asked, plain, view)
            with closing(self._steps(question, history, view)) as steps:
                for step in steps:
                    yield self._answer(step, view)

    def search(self, query: str) -> list[NodeWithScore]:
        """Find passages, best first, in the order in which they are read for a question.

        None are returned if no passage holds one of the words or is near to their meaning.
        """
        plain = cleaned(query, self._longest)
        with self._index.snapshot() as view:
            question = Question(plain, filters=self._restriction.filters(view))
            nodes = self._retriever.rank(question, view).nodes
        return nodes if any(_is_near(node) for node in nodes) else []

    def read(self, asked: str) -> list[NodeWithScore]:
        """Find passages and read them; return `ReadNode` objects, best first."""
        plain = cleaned(asked, self._longest)
        with self._index.snapshot() as view:
            question = Question(plain, filters=self._restriction.filters(view))
            return self._found(question, view)[0].nodes

    def explain(self, asked: str) -> Explanation:
        """Answer in the articles' own words, and say why the answer is what it is."""
        plain = cleaned(asked, self._longest)
        with self._index.snapshot() as view:
            question = self._question(asked, plain, view)
            step = self._in_own_words(question, view)
            found = step.draft.source_nodes
            if question.kind is not AnswerKind.OPEN:
                found = self._retriever.rank(question, view).nodes
            answer = self._answer(step, view)
            return explain(question, found, step.draft, answer, self._parts.extractive)

    def compare(self, asked: str) -> Comparison:
        """Ask each article for its own answer; see `qa.Assistant.compare`."""
        plain = cleaned(asked, self._longest)
        parts = self._parts
        with self._index.snapshot() as view:
            question = self._question(asked, plain, view)
            ranked = self._retriever.rank(question, view).nodes
            reranker = parts.reranker.model_copy(update={"most_gap": math.inf})
            nodes = reranker.postprocess_nodes(of_each_article(ranked), query_bundle=question)
            calibration, threshold = parts.extractive.calibration, parts.extractive.threshold
            return compare_articles(question, nodes, view, calibration, threshold)

    def close(self) -> None:
        """Cancel all requests to the language model."""
        self._parts.close()

    # The methods of LlamaIndex's interface.

    def _query(self, query_bundle: QueryBundle) -> Response:
        plain = cleaned(query_bundle.query_str, self._longest)
        with self._index.snapshot() as view:
            question = replace(Question.of(query_bundle), query_str=plain, plain=plain)
            if question.filters == Filters():
                question = replace(question, filters=self._restriction.filters(view))
            *_, step = self._steps(question, (), view)
            answer = self._answer(step, view).to_dict()
        metadata = {key: answer[key] for key in _METADATA}
        return Response(answer["text"], step.draft.source_nodes, metadata)

    async def _aquery(self, query_bundle: QueryBundle) -> Response:
        return await asyncio.to_thread(self._query, query_bundle)

    def _get_prompt_modules(self) -> PromptMixinType:
        return {}

    # The steps from a question to its answer.

    def _question(self, asked: str, plain: str, view: Snapshot) -> Question:
        """Return a question as asked, and cleaned, with the filters of this engine."""
        return Question(plain, asked=asked, plain=plain, filters=self._restriction.filters(view))

    def _answer(self, step: _Step, view: Snapshot) -> Answer:
        began = time.perf_counter()
        answer = compose(
            step.question,
            step.draft,
            view,
            notices=step.notices,
            settings_hash=self._parts.settings_hash,
        )
        search, read, draft = step.took
        now = time.perf_counter()
        timings = Timings(search, read, answer=draft + now - began, total=now - step.began)
        passages = described(step.draft.source_nodes)
        return replace(answer, passages=passages, timings=timings)

    def _steps(
        self, question: Question, history: Sequence[Turn | str], view: Snapshot
    ) -> Generator[_Step, None, None]:
        parts = self._parts
        began = time.perf_counter()
        turns = self._turns(question.plain, history, view)
        question = replace(question, before=_answering(history))
        alone = standalone(question.plain, turns)
        understood = asked_of_each(alone)
        step = self._in_own_words(question.understood_as(understood), view)
        step = replace(step, began=began)
        if understood != alone and _says_one(step.draft):
            step = replace(step, notices=(nothing_to_compare(), *step.notices))
        if not parts.has_model:
            yield step
            return
        # The model's library is imported only now, so the answer above did not wait for it.
        first = Draft(None, step.draft.source_nodes) if parts.prose_alone else step.draft
        yield replace(step, draft=replace(first, complete=False))
        if turns:
            try:
                rewritten = parts.condenser.condense(question.plain, turns, self._stop)
            except LanguageModelError as error:
                yield replace(step, notices=(model_failed(error), *step.notices))
                return
            if rewritten and rewritten != step.question.query_str:
                step = self._in_own_words(step.question.understood_as(rewritten), view)
                step = replace(step, began=began)
        nodes = step.draft.source_nodes
        with closing(parts.hybrid.stream(step.question, nodes, own=step.draft)) as drafts:
            for draft in drafts:
                StoppedError.raise_if(self._stop)
                yield replace(step, draft=draft)

    def _in_own_words(self, question: Question, view: Snapshot) -> _Step:
        """Answer in the articles' own words, without a language model.

        Several questions asked as one are answered one by one; each is understood as a follow-up to
        the one before it.
        """
        asked = split(question.query_str)
        if len(asked) == 1:
            step = self._one_in_own_words(question, view)
            compared = asked_alternatives(question.query_str)
            return step if compared is None else self._weighed(compared, step, view)
        began = time.perf_counter()
        steps: list[_Step] = []
        turns: list[Turn] = []
        for one in asked:
            part = replace(question, query_str=standalone(one, turns), asked=one, plain=one)
            steps.append(self._one_in_own_words(part, view))
            turns.append(self._answer(steps[-1], view).as_turn())
        draft = Draft.joined([step.draft for step in steps])
        refused = [] if draft.refused else [one for one in steps if _leaves_open(one.draft, draft)]
        notices = dict.fromkeys(notice for step in steps for notice in step.notices)
        unanswered = [part_unanswered(step.question.query_str) for step in refused]
        search, read, drafting = map(sum, zip(*(step.took for step in steps), strict=True))
        return _Step(question, draft, (*unanswered, *notices), (search, read, drafting), began)

    def _weighed(self, compared: Alternatives, step: _Step, view: Snapshot) -> _Step:
        """Answer which of two is more of something, by asking how much there is of each."""
        if step.draft.rule is not None:
            return step
        doubted = replace(step, draft=doubted_comparison(compared, step.draft))
        if not compared.first.question:
            return doubted
        began = time.perf_counter()
        sides = [
            self._one_in_own_words(replace(step.question, query_str=one.question), view)
            for one in (compared.first, compared.second)
        ]
        draft = weighed(compared, sides[0].draft, sides[1].draft, view)
        search, read, drafting = step.took
        took = (search, read, drafting + time.perf_counter() - began)
        return replace(doubted if draft is None else replace(step, draft=draft), took=took)

    def _one_in_own_words(self, question: Question, view: Snapshot) -> _Step:
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
            return _Step(question, drafted, tuple(self._remarks(view)), took, began)
        found, search, read = self._found(question, view)
        drafting = time.perf_counter()
        extractive = self._parts.extractive
        draft = extractive.synthesize(question, found.nodes)
        # Broad answers and decisions look at names anyway.
        if question.kind is not AnswerKind.OPEN and draft.rule is not Rule.DECISION:
            draft = of_whole_table(draft, question.query_str, view)
            draft = doubted(draft, question.query_str, view, extractive.threshold)
        outcome = "refused" if draft.refused else "answered"
        _LOG.info(
            "%s with confidence %.2f after %.0f ms: %s",
            outcome, draft.confidence, 1000 * (time.perf_counter() - began), question,
        )  # fmt: skip
        took = (search, read, time.perf_counter() - drafting)
        return _Step(question, draft, found.notices, took, began)

    def _found(self, question: Question, view: Snapshot) -> tuple[Found, float, float]:
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

    def _turns(self, asked: str, history: Sequence[Turn | str], view: Snapshot) -> Sequence[Turn]:
        """Return the turns needed to understand a question; none if it can be understood alone.

        If an earlier question is given without its answer, it is answered again in the articles'
        own words, but only if a later question depends on it.
        """
        turns: list[Turn] = []
        needed = _needed(asked, history)
        for place, earlier in enumerate(history):
            if place not in needed:
                continue
            turns.append(earlier if isinstance(earlier, Turn) else self._turn(earlier, turns, view))
        return turns

    def _turn(self, asked: str, before: Sequence[Turn], view: Snapshot) -> Turn:
        plain = cleaned(asked, self._longest)
        question = Question(standalone(plain, before), asked=asked, plain=plain)
        return self._answer(self._in_own_words(question, view), view).as_turn()


def _leaves_open(part: Draft, whole: Draft) -> bool:
    """Tell whether a part is refused and nothing that the whole answer shows may answer it."""
    near = part.nearest
    return part.refused and not (
        near is not None
        and any(near.overlaps(quote) for shown in whole.statements for quote in shown.quotes)
    )


def _says_one(draft: Draft) -> bool:
    """Tell whether an answer was found that is set beside no other article's."""
    return not draft.refused and draft.agreement is Agreement.SINGLE


def _is_near(node: NodeWithScore) -> bool:
    """Tell whether a passage has to do with the words that were searched."""
    assert isinstance(node, RetrievedNode)
    return node.keyword > 0 or node.cosine >= _NEAR


def _answering(history: Sequence[Turn | str]) -> frozenset[str]:
    """Return the ids of the articles that answered the last question that was answered."""
    for turn in reversed(history[-REACH:]):
        if isinstance(turn, Turn) and turn.citations:
            return frozenset(citation.article_id for citation in turn.citations)
    return frozenset()


def _needed(asked: str, history: Sequence[Turn | str]) -> set[int]:
    """Return the indexes of the turns that a question, or one of these turns, depends on."""
    bare = [one if isinstance(one, Turn) else Turn(one, one) for one in history]
    needed = _places_before(len(history)) if _follows(asked, bare) else set()
    for place in range(len(history) - 1, -1, -1):
        earlier = history[place]
        if place in needed and isinstance(earlier, str) and _follows(earlier, bare[:place]):
            needed |= _places_before(place)
    return needed


def _follows(asked: str, before: Sequence[Turn]) -> bool:
    """Tell whether a question depends on the questions before it."""
    return bool(before) and (depends(asked) or standalone(asked, before) != asked)


def _places_before(place: int) -> set[int]:
    return set(range(max(0, place - REACH), place))
