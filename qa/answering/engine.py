"""A question's way through the house: understood, searched, read, answered, proven."""

from __future__ import annotations

import hashlib
from contextlib import closing
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from llama_index.core.schema import QueryBundle

from qa.answering import ExtractiveSynthesizer
from qa.answering.composing import compose
from qa.answering.confidence import load_calibration
from qa.answering.hybrid import HybridSynthesizer
from qa.answering.llm import (
    Condenser,
    LanguageModel,
    LLMSynthesizer,
    SummarySynthesizer,
    SupportChecker,
    Writer,
    build_llm,
    names_llm,
)
from qa.answering.llm.prompts import PLACEHOLDERS, load_prompt
from qa.articles.language import SURE
from qa.errors import LanguageModelError
from qa.language.followups import depends, standalone
from qa.language.kinds import AnswerKind, expected_kind
from qa.language.topics import looks_english
from qa.models import READER_SHA256, SpanReader, load_tokenizer, token_counter
from qa.retrieval import HybridRetriever, SpanReaderReranker, SurveyRetriever

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.llms.llm import LLM
    from llama_index.core.schema import NodeWithScore

    from qa.answering import Draft
    from qa.answers import Answer, Turn
    from qa.articles.language import LanguageDetector
    from qa.index import ArticleIndex, Filters, Fingerprint, Snapshot
    from qa.settings import Settings

__all__ = ["Pipeline"]

# Least probability of another language for a question in plain letters: "Is Russia mentioned?" is
# Latin with .505, "Wann endet der Abzug aus Afghanistan?" German with .63.
_SURE_OF_ASCII = 0.6

_Retriever = TypeVar("_Retriever", bound=HybridRetriever)


class Pipeline:
    """Answers questions from an index. Safe for many threads.

    Args:
        index: What is asked.
        embed_model: What it was made with.
        fingerprint: Of the index.
        settings: How it is asked.
        languages: Tells the language of a question.
        llm: Writes prose and understands follow-up questions; without one, that of the settings.
        remarks: What else is to be said about a state of the index, beside any answer from it.
    """

    def __init__(
        self,
        index: ArticleIndex,
        embed_model: BaseEmbedding,
        fingerprint: Fingerprint,
        settings: Settings,
        *,
        languages: LanguageDetector,
        llm: LLM | None = None,
        remarks: Callable[[Snapshot], Sequence[str]] = lambda _: (),
    ) -> None:
        self._index = index
        self._embed_model = embed_model
        self._settings = settings
        self._languages = languages
        self._remarks = remarks
        self._llm = llm
        self._calibration = load_calibration()
        told = settings.digest() + fingerprint.digest() + READER_SHA256 + repr(self._calibration)
        if self._writes:
            self._prompts = {name: load_prompt(name, settings.prompts) for name in PLACEHOLDERS}
            told += repr(self._prompts)
        if llm is not None:
            told += self._model.name
        self._settings_hash = hashlib.sha256(told.encode()).hexdigest()[:16]

    def answers(
        self,
        question: str,
        asked: str,
        history: Sequence[Turn],
        restrict: Callable[[Snapshot], Filters],
    ) -> Generator[Answer, None, None]:
        """Yield the answer as it grows; the last one is complete.

        Args:
            question: As asked.
            asked: The same, cleaned.
            history: Earlier turns, oldest first.
            restrict: Makes the filters for a state of the index.
        """
        with (
            self._index.snapshot() as view,
            closing(self._drafts(asked, history, view, restrict)) as drafts,
        ):
            for understood, draft, notices in drafts:
                yield compose(
                    question,
                    draft,
                    view,
                    notices=notices,
                    settings_hash=self._settings_hash,
                    standalone=understood if understood != asked else None,
                )

    def search(self, query: str) -> list[NodeWithScore]:
        """Find passages, best first, in the order in which a question's are read."""
        with self._index.snapshot() as view:
            return self._retriever(view, None, HybridRetriever).retrieve(query)

    def read(self, question: str, restrict: Callable[[Snapshot], Filters]) -> list[NodeWithScore]:
        """Find passages and read them: `ReadNode`s, best first."""
        with self._index.snapshot() as view:
            return self._found(question, view, restrict)[0]

    def close(self) -> None:
        """End what a language model is asked."""
        if "_model" in self.__dict__:
            self._model.close()

    # The parts, each built when it is first needed and then shared by all questions.

    @cached_property
    def _reader(self) -> SpanReader:
        return SpanReader(self._settings.threads)

    @cached_property
    def _reranker(self) -> SpanReaderReranker:
        return SpanReaderReranker(self._reader, read=self._settings.read)

    @cached_property
    def _own(self) -> ExtractiveSynthesizer:
        return ExtractiveSynthesizer(
            self._embed_model, threshold=self._settings.threshold, calibration=self._calibration
        )

    @property
    def _writes(self) -> bool:
        """Whether there is a language model."""
        return self._llm is not None or names_llm(self._settings)

    @cached_property
    def _model(self) -> LanguageModel:
        llm = self._llm or build_llm(self._settings)
        assert llm is not None
        settings = self._settings
        return LanguageModel(llm, timeout=settings.llm_timeout, retries=settings.llm_retries)

    @cached_property
    def _hybrid(self) -> HybridSynthesizer:
        settings, prompts = self._settings, self._prompts
        writer = Writer(
            self._model,
            SupportChecker(self._embed_model, self._reader),
            count_tokens=token_counter(load_tokenizer()),
            passages=settings.llm_passages,
            tokens=settings.llm_tokens,
            keep_unsupported=settings.unsupported == "mark",
        )
        return HybridSynthesizer(
            self._own,
            LLMSynthesizer(writer, prompts["answer"]),
            SummarySynthesizer(writer, prompts["summarise"], prompts["combine"]),
            self._reader,
            alone=settings.llm_mode == "alone",
        )

    @cached_property
    def _condenser(self) -> Condenser:
        longest = self._settings.max_question
        return Condenser(self._model, self._prompts["condense"], longest=longest)

    def _drafts(
        self,
        asked: str,
        history: Sequence[Turn],
        view: Snapshot,
        restrict: Callable[[Snapshot], Filters],
    ) -> Generator[tuple[str, Draft, list[str]], None, None]:
        """Yield how the question is understood, the draft as it grows, and what else to say."""
        understood = standalone(asked, history)
        nodes, notices = self._found(understood, view, restrict)
        own = self._own.synthesize(understood, nodes)
        follows = bool(history) and (understood != asked or depends(asked))
        if not self._writes or follows or self._settings.llm_mode == "hybrid":
            yield understood, own, notices
        if not self._writes:
            return
        # Only now is the model's library imported: the answer above has not waited for it.
        if follows:
            try:
                rewritten = self._condenser.condense(asked, history)
            except LanguageModelError as error:
                yield understood, own, [f"{error} {error.hint}", *notices]
                return
            if rewritten and rewritten != understood:
                understood = rewritten
                nodes, notices = self._found(understood, view, restrict)
                own = self._own.synthesize(understood, nodes)
        with closing(self._hybrid.stream(understood, nodes, own)) as drafts:
            for draft in drafts:
                yield understood, draft, notices

    def _retriever(
        self,
        view: Snapshot,
        filters: Filters | None,
        kind: type[_Retriever],
        limit: int | None = None,
    ) -> _Retriever:
        return kind(
            view,
            self._embed_model,
            candidates=self._settings.candidates,
            keyword_weight=self._settings.keyword_weight,
            filters=filters,
            limit=limit,
        )

    def _found(
        self, question: str, view: Snapshot, restrict: Callable[[Snapshot], Filters]
    ) -> tuple[list[NodeWithScore], list[str]]:
        """Retrieve passages and read them; say what is to be said about how they were found."""
        if expected_kind(question) is AnswerKind.OPEN:
            survey = self._retriever(view, restrict(view), SurveyRetriever)
            nodes = survey.retrieve(question)
            left_out = [_not_all(survey)] if survey.left_out else []
            return nodes, [*left_out, *self._told(question, view, survey)]
        read = self._settings.read
        retriever = self._retriever(view, restrict(view), HybridRetriever, limit=read)
        retrieved = retriever.retrieve(question)
        nodes = self._reranker.postprocess_nodes(retrieved, query_bundle=QueryBundle(question))
        return nodes, self._told(question, view, retriever)

    def _told(self, question: str, view: Snapshot, retriever: HybridRetriever) -> list[str]:
        notices = [*self._remarks(view), *self._doubts(question)]
        if retriever.keywords_alone:
            notices.insert(
                0,
                "The index is damaged: this answer was found by keywords alone. "
                f"Rebuild it: qa index --rebuild {view.manifest.folder}",
            )
        return notices

    def _doubts(self, question: str) -> Iterator[str]:
        if looks_english(question):
            return
        sure = _SURE_OF_ASCII if question.isascii() else SURE
        language = self._languages.detect(question, sure)
        if language not in {"en", "und"}:
            yield (
                f"The question seems to be in another language ({language}); the models know "
                "English: ask in English for a better answer."
            )


def _not_all(survey: SurveyRetriever) -> str:
    return (
        f"Not all articles were looked at: {survey.left_out:,} were left out. Name a topic, or "
        "choose articles or dates."
    )
