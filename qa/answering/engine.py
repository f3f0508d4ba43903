"""The query engine: understands a question, and has it answered, by a model too if there is one."""

from __future__ import annotations

import asyncio
import copy
import math
import time
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.response.schema import Response
from llama_index.core.callbacks import CallbackManager

from qa.answering.comparison import compare_articles, of_each_article
from qa.answering.drafts.draft import Draft
from qa.answering.explaining import explain
from qa.answering.own_words import OwnWords, Step, completed
from qa.answers import Agreement, Turn
from qa.errors import LanguageModelError, StoppedError
from qa.index import Filters
from qa.language.agreeing import asked_of_each
from qa.language.followups import REACH, depends, standalone
from qa.language.kinds import AnswerKind
from qa.notices import model_failed, nothing_to_compare
from qa.retrieval import Question, Restriction, RetrievedNode
from qa.retrieval.question import cleaned

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence
    from threading import Event

    from llama_index.core.prompts.mixin import PromptMixinType
    from llama_index.core.schema import NodeWithScore, QueryBundle

    from qa.answering.comparison import Comparison
    from qa.answering.explaining import Explanation
    from qa.answering.parts import Parts
    from qa.answers import Answer, Notice
    from qa.articles.language import LanguageDetector
    from qa.index import IndexReader, Snapshot
    from qa.retrieval import ArticleRetriever

__all__ = ["ArticleQueryEngine"]

# The cosine from which on a passage is near to words that it does not hold. In the sample articles,
# the best passage has at most .09 for made-up words ("zzzqq", "xyzzy plugh") and at most .11 for
# other matters ("football", "sweet potatoes"), but .16 for "planes" and .30 for "espionage".
_NEAR = 0.13
# The fields of an answer that a LlamaIndex response contains in addition to its text.
_METADATA = (
    "refused", "confidence", "citations", "related", "support", "prose", "notices", "standalone",
    "settings_hash", "groups", "agreement",
)  # fmt: skip


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
                    yield self._completed(step, view)

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
            return self._own_words.find(question, view)[0].nodes

    def explain(self, asked: str) -> Explanation:
        """Answer in the articles' own words, and say why the answer is what it is."""
        plain = cleaned(asked, self._longest)
        with self._index.snapshot() as view:
            question = self._question(asked, plain, view)
            step = self._own_words.answer(question, view)
            found = step.draft.source_nodes
            if question.kind is not AnswerKind.OPEN:
                found = self._retriever.rank(question, view).nodes
            answer = self._completed(step, view)
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
            answer = self._completed(step, view).to_dict()
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

    def _completed(self, step: Step, view: Snapshot) -> Answer:
        return completed(step, view, self._parts.settings_hash)

    @property
    def _own_words(self) -> OwnWords:
        return OwnWords(self._retriever, self._parts, self._languages, self._remarks, self._stop)

    def _steps(
        self, question: Question, history: Sequence[Turn | str], view: Snapshot
    ) -> Generator[Step, None, None]:
        parts = self._parts
        began = time.perf_counter()
        turns = self._turns(question.plain, history, view)
        question = replace(question, before=_answering(history))
        alone = standalone(question.plain, turns)
        understood = asked_of_each(alone)
        step = self._own_words.answer(question.understood_as(understood), view)
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
                step = self._own_words.answer(step.question.understood_as(rewritten), view)
                step = replace(step, began=began)
        nodes = step.draft.source_nodes
        with closing(parts.hybrid.stream(step.question, nodes, own=step.draft)) as drafts:
            for draft in drafts:
                StoppedError.raise_if(self._stop)
                yield replace(step, draft=draft)

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
        return self._completed(self._own_words.answer(question, view), view).as_turn()


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
