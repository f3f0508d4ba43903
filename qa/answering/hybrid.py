"""Gives the short answer in the articles' own words, then a language model's prose below it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.answering.drafts.draft import Draft
from qa.answering.drafts.node_synthesizer import StreamingSynthesizer
from qa.answers import Agreement
from qa.errors import LanguageModelError
from qa.language.kinds import AnswerKind
from qa.language.values import parse, same
from qa.language.values.words import comparable, fold, surface_tokens
from qa.notices import model_failed, model_waits, prose_beside_refusal, prose_differs

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from llama_index.core.schema import NodeWithScore

    from qa.answering.drafts.citations import Quote
    from qa.answering.extractive import ExtractiveSynthesizer
    from qa.answering.llm import LLMSynthesizer, SummarySynthesizer
    from qa.answers import Notice
    from qa.models import SpanReader
    from qa.retrieval import Question

__all__ = ["HybridSynthesizer"]

# Kinds of answers in whole sentences. Prose may use other words without contradicting them.
_IN_SENTENCES = frozenset({AnswerKind.OPEN, AnswerKind.REASON, AnswerKind.MANNER})


class HybridSynthesizer(StreamingSynthesizer):
    """A LlamaIndex synthesizer that answers at once and then lets a language model write.

    If the model fails, the answer in the articles' own words is still given, with a notice.

    Args:
        extractive: Answers in the articles' own words.
        written: Lets the model answer.
        summary: Lets the model answer broad questions.
        reader: Finds the answer in the prose, to compare it with the short answer.
        alone: Give only the prose, and the articles' own words only if the model fails.
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

    def write(
        self, question: Question, nodes: list[NodeWithScore], own: Draft | None = None
    ) -> Generator[Draft, None, None]:
        """Yield the answer as it grows: the articles' own words, then the prose by sentence.

        Args:
            question: The question that the passages were read for.
            nodes: Passages, best first.
            own: The answer in the articles' own words, if it has been given already.

        Yields:
            Drafts; only the last is complete.
        """
        known, own = own, own or self._extractive.synthesize(question, nodes)
        if not nodes:  # there is nothing to give to a model
            yield own
            return
        if known is None and not self._alone:
            yield replace(own, complete=False)
        draft = None
        try:
            with closing(self._writing(question, nodes, own)) as drafts:
                for draft in drafts:
                    if not draft.complete:
                        yield self._growing(own, draft)
        except LanguageModelError as error:
            yield self._failed(own, draft, error)
            return
        assert draft is not None  # a stream ends with the complete draft
        if self._alone:
            # A disagreement between the articles is told, whatever the model makes of it.
            yield replace(draft, groups=own.groups, agreement=own.agreement)
            return
        differences = self._differences(question, own, draft)
        notices = (*own.notices, *draft.notices, *differences)
        yield replace(own, prose=draft.statements, left_out=draft.left_out, notices=notices)

    def _writing(
        self, question: Question, nodes: list[NodeWithScore], own: Draft
    ) -> Generator[Draft, None, None]:
        """Let the model write, and tell it if the articles contradict each other."""
        if question.kind is AnswerKind.OPEN:
            return self._summary.stream(question, nodes)
        if own.agreement is not Agreement.DIFFERENT:
            return self._written.stream(question, nodes)
        cited = [quote for group in own.groups for quote in group.quotes[:1]]
        differing = [node for node in nodes if any(_holds(node, quote) for quote in cited)]
        rest = [node for node in nodes if node not in differing]
        return self._written.stream(question, [*differing, *rest], differ=True)

    def _growing(self, own: Draft, draft: Draft) -> Draft:
        """Put the prose so far below the answer. With `alone`, it finally replaces the answer."""
        waiting = () if draft.statements or draft.notices else (model_waits(),)
        before = Draft(None, own.source_nodes) if self._alone else own
        notices = (*before.notices, *draft.notices, *waiting)
        return replace(
            before,
            prose=draft.statements,
            left_out=draft.left_out,
            notices=notices,
            complete=False,
        )

    def _failed(self, own: Draft, draft: Draft | None, error: LanguageModelError) -> Draft:
        prose = draft.statements if draft and not self._alone else ()
        left = "What it wrote so far is shown." if prose else "The articles' own words are shown."
        return replace(own, prose=prose, notices=(*own.notices, model_failed(error, left)))

    def _differences(self, question: Question, own: Draft, draft: Draft) -> Iterator[Notice]:
        """Yield a notice if the answer and the prose disagree."""
        prose = " ".join(one.text for one in draft.statements if one.supported)
        if own.refused and prose:
            yield prose_beside_refusal()
        elif not own.refused and prose and not self._agree(question, str(own.response), prose):
            yield prose_differs()

    def _agree(self, question: Question, answer: str, prose: str) -> bool:
        if question.kind in _IN_SENTENCES or _words(answer) <= _words(prose):
            return True
        (reading,) = self._reader.read(question.query_str, [prose])
        found = [parse(prose[span.start : span.end]) for span in reading.spans]
        return any(same(parse(answer), value) for value in found)


def _holds(node: NodeWithScore, quote: Quote) -> bool:
    """Tell whether a passage contains a quote."""
    start = getattr(node.node, "start_char_idx", None) or 0
    own = node.node.metadata.get("article_id") == quote.article_id
    return own and start <= quote.start < start + len(node.node.get_content())


def _words(text: str) -> set[str]:
    return {comparable(token) for token in surface_tokens(fold(text))}
