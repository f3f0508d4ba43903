"""The short answer in the articles' own words at once, and a language model's prose below it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.answering.node_synthesizer import StreamingSynthesizer
from qa.errors import LanguageModelError
from qa.language.kinds import AnswerKind, expected_kind
from qa.language.values import parse, same
from qa.language.values.words import comparable, fold, surface_tokens

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from llama_index.core.schema import NodeWithScore

    from qa.answering.draft import Draft
    from qa.answering.extractive import ExtractiveSynthesizer
    from qa.answering.llm import LLMSynthesizer, SummarySynthesizer
    from qa.models import SpanReader

__all__ = ["HybridSynthesizer"]

_WAITING = "The language model has not begun to write yet."
# Answers in whole sentences: prose may put them differently without contradicting them.
_IN_SENTENCES = frozenset({AnswerKind.OPEN, AnswerKind.REASON, AnswerKind.MANNER})


class HybridSynthesizer(StreamingSynthesizer):
    """A LlamaIndex synthesizer that answers at once and then has a language model write.

    Whatever happens to the model, the answer in the articles' own words is there, with a notice.

    Args:
        extractive: Answers in the articles' own words.
        written: Has the model answer.
        summary: Has the model answer broad questions.
        reader: Reads what the prose answers, to compare the two.
        alone: Give the prose only, and the articles' own words only where the model fails.
    """

    def __init__(
        self,
        extractive: ExtractiveSynthesizer,
        written: LLMSynthesizer,
        summary: SummarySynthesizer,
        reader: SpanReader,
        *,
        alone: bool = False,
    ) -> None:
        super().__init__(llm=written.llm)
        self._extractive = extractive
        self._written = written
        self._summary = summary
        self._reader = reader
        self._alone = alone

    def stream(
        self, question: str, nodes: list[NodeWithScore], own: Draft | None = None
    ) -> Generator[Draft, None, None]:
        """Yield the answer as it grows: the articles' own words, then sentence after sentence.

        Args:
            question: As it is understood.
            nodes: Passages, best first, read for this question.
            own: The answer in the articles' own words, where it has been given already.
        """
        known, own = own, own or self._extractive.synthesize(question, nodes)
        if not nodes:  # nothing that a model could be given
            yield own
            return
        if known is None and not self._alone:
            yield own
        broad = expected_kind(question) is AnswerKind.OPEN
        writing = self._summary if broad else self._written
        draft, failure = None, ""
        try:
            with closing(writing.stream(question, nodes)) as drafts:
                for draft in drafts:
                    yield self._joined(own, draft)
        except LanguageModelError as error:
            failure = f"{error} {error.hint}"
        if failure:
            yield self._failed(own, draft, failure)
        elif draft is not None and not self._alone:
            notices = self._differences(question, own, draft)
            whole = self._joined(own, draft)
            yield replace(whole, notices=(*whole.notices, *notices))

    def _joined(self, own: Draft, draft: Draft) -> Draft:
        """Put the prose so far below the answer."""
        waiting = () if draft.statements or draft.notices else (_WAITING,)
        if self._alone:
            return draft
        return replace(
            own, prose=draft.statements, notices=(*own.notices, *draft.notices, *waiting)
        )

    def _failed(self, own: Draft, draft: Draft | None, failure: str) -> Draft:
        prose = draft.statements if draft and not self._alone else ()
        left = "What it wrote so far is shown." if prose else "The articles' own words are shown."
        return replace(own, prose=prose, notices=(*own.notices, f"{failure} {left}"))

    def _differences(self, question: str, own: Draft, draft: Draft) -> Iterator[str]:
        """Say where the answer and the prose disagree."""
        prose = " ".join(one.text for one in draft.statements if one.supported)
        if own.refused and prose:
            yield (
                "No passage answers the question by itself with enough certainty; the language "
                "model's sentences are borne out by the passages cited, but may not answer it."
            )
        elif not own.refused and prose and not self._agree(question, str(own.response), prose):
            yield "The short answer and the language model's text differ; compare their sources."

    def _agree(self, question: str, answer: str, prose: str) -> bool:
        if expected_kind(question) in _IN_SENTENCES or _words(answer) <= _words(prose):
            return True
        (reading,) = self._reader.read(question, [prose])
        found = [parse(prose[span.start : span.end]) for span in reading.spans]
        return any(same(parse(answer), value) for value in found)


def _words(text: str) -> set[str]:
    return {comparable(token) for token in surface_tokens(fold(text))}
