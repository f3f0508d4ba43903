"""The parts that read passages and write answers, built when they are first needed."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING

from qa.answering.confidence import load_calibration
from qa.answering.extractive import ExtractiveSynthesizer
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
from qa.answering.llm.prompts import ANSWERING, draw_fence, load_prompt
from qa.answering.llm.written import without_reasoning
from qa.errors import LanguageModelError
from qa.models import SpanReader, load_tokenizer, reader_digest, token_counter
from qa.retrieval import SpanReaderReranker

if TYPE_CHECKING:
    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.llms.llm import LLM

    from qa.index import Fingerprint
    from qa.settings import Settings

__all__ = ["Parts"]


class Parts:
    """The parts that the engine answers with. Each part is shared by all questions.

    Args:
        settings: Say how the parts are built.
        embed_model: The embedding model that the index was made with.
        fingerprint: The fingerprint of the index.
        llm: The language model that writes prose and rewrites follow-up questions. If it is None,
            the language model of the settings is used.

    Attributes:
        settings_hash: Identifies the settings and models that give an answer.
    """

    def __init__(
        self,
        settings: Settings,
        embed_model: BaseEmbedding,
        fingerprint: Fingerprint,
        llm: LLM | None = None,
    ) -> None:
        self._settings = settings
        self._embed_model = embed_model
        self._llm = llm
        self._calibration = load_calibration(settings.reader)
        identity = settings.digest() + fingerprint.digest() + reader_digest(settings.reader)
        identity += repr(self._calibration)
        if self.has_model:
            self._prompts = {name: load_prompt(name, settings.prompts) for name in ANSWERING}
            identity += repr(self._prompts)
        if llm is not None:
            identity += self._model.name
        self.settings_hash = hashlib.sha256(identity.encode()).hexdigest()[:16]

    @property
    def has_model(self) -> bool:
        """Whether there is a language model."""
        return self._llm is not None or names_llm(self._settings)

    @property
    def prose_alone(self) -> bool:
        """Whether the answer is the language model's prose alone, without the short answer."""
        return self.has_model and self._settings.llm_mode == "alone"

    @cached_property
    def reranker(self) -> SpanReaderReranker:
        """The reranker that reads the passages."""
        return SpanReaderReranker(self._reader, read=self._settings.read)

    @cached_property
    def extractive(self) -> ExtractiveSynthesizer:
        """The synthesizer that answers in the articles' own words."""
        return ExtractiveSynthesizer(
            self._embed_model, threshold=self._settings.threshold, calibration=self._calibration
        )

    @cached_property
    def hybrid(self) -> HybridSynthesizer:
        """The synthesizer that adds a language model's prose."""
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
            self.extractive,
            LLMSynthesizer(writer, prompts["answer"]),
            SummarySynthesizer(writer, prompts["summarise"], prompts["combine"]),
            self._reader,
            alone=self.prose_alone,
        )

    @cached_property
    def condenser(self) -> Condenser:
        """The part that lets a language model rewrite follow-up questions."""
        longest = self._settings.max_question
        return Condenser(self._model, self._prompts["condense"], longest=longest)

    def write(self, prompt: str, **values: str) -> str:
        """Return what the language model writes to a prompt.

        Args:
            prompt: Name of the prompt.
            values: Its placeholders, apart from the fence.

        Raises:
            LanguageModelError: There is no model, or it did not answer.
        """
        if not self.has_model:
            raise LanguageModelError(
                "There is no language model that could write this.",
                hint="Set QA_LLM_URL and QA_LLM_MODEL, or give llm= to Assistant.open.",
            )
        fence = draw_fence()
        bare = {name: value.replace(fence, "") for name, value in values.items()}
        filled = load_prompt(prompt, self._settings.prompts).fill(fence=fence, **bare)
        return without_reasoning("".join(self._model.stream(*filled))).strip()

    def close(self) -> None:
        """Cancel all requests to the language model."""
        if "_model" in self.__dict__:
            self._model.close()

    @cached_property
    def _reader(self) -> SpanReader:
        return SpanReader(self._settings.threads, folder=self._settings.reader)

    @cached_property
    def _model(self) -> LanguageModel:
        llm = self._llm or build_llm(self._settings)
        assert llm is not None
        settings = self._settings
        return LanguageModel(llm, timeout=settings.llm_timeout, retries=settings.llm_retries)
