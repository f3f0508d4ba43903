"""Answers that a language model writes, each sentence checked against the passages."""

from __future__ import annotations

import secrets
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING, Any

from qa.answering.draft import Draft, DraftStatement
from qa.answering.llm.passages import show
from qa.answering.llm.written import Sentence, Writing, is_refusal
from qa.answering.node_synthesizer import NodeSynthesizer
from qa.answers import REFUSAL
from qa.errors import LanguageModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from llama_index.core.schema import NodeWithScore, QueryBundle

    from qa.answering.llm.calling import LanguageModel
    from qa.answering.llm.passages import Shown
    from qa.answering.llm.support import SupportChecker
    from qa.prompts import Prompt

__all__ = ["LLMSynthesizer"]

# A model's own tokens are counted with another model's tokenizer: room for the difference.
_MARGIN = 1.15
# A model that goes on for longer, or says the same this often, is cut off.
_MOST_SENTENCES = 16
_MOST_REPEATED = 3
_FENCE_BYTES = 4


class LLMSynthesizer(NodeSynthesizer):
    """A LlamaIndex synthesizer that has a language model write and checks what it writes.

    Args:
        model: Writes.
        checker: Decides which passages bear a sentence out.
        prompt: The prompt ``answer``, or another with the same placeholders.
        count_tokens: Counts a text's tokens.
        passages: Most passages that the model is given.
        tokens: Longest answer, in tokens; kept free in the context window.
        keep_unsupported: Whether sentences that no passage supports are kept, marked.
    """

    def __init__(
        self,
        model: LanguageModel,
        checker: SupportChecker,
        prompt: Prompt,
        *,
        count_tokens: Callable[[str], int],
        passages: int = 8,
        tokens: int = 768,
        keep_unsupported: bool = False,
    ) -> None:
        super().__init__(llm=model.llm)
        self._model = model
        self._checker = checker
        self._prompt = prompt
        self._count_tokens = count_tokens
        self._passages = passages
        self._tokens = tokens
        self._keep_unsupported = keep_unsupported

    def synthesize(
        self,
        query: str | QueryBundle,
        nodes: list[NodeWithScore],
        additional_source_nodes: Sequence[NodeWithScore] | None = None,
        **response_kwargs: Any,
    ) -> Draft:
        """Return the last draft of `stream`."""
        del additional_source_nodes, response_kwargs
        question = query if isinstance(query, str) else query.query_str
        *_, draft = self.stream(question, nodes)
        return draft

    def stream(self, question: str, nodes: list[NodeWithScore]) -> Generator[Draft, None, None]:
        """Yield the draft as it grows, a sentence at a time; closing the iterator stops the model.

        Args:
            question: As it is understood.
            nodes: Passages, best first, read for this question.

        Yields:
            Drafts; the same one again is a sign of waiting. The last is complete.

        Raises:
            LanguageModelError: The model cannot be had, breaks off, or writes nothing.
        """
        shown, system, user = self._filled(question, nodes)
        prose = _Prose(question, shown.nodes, self._checker, keep=self._keep_unsupported)
        writing = Writing()
        with closing(self._model.stream(system, user)) as pieces:
            for piece in pieces:
                finished = writing.add(piece)
                for sentence in finished:
                    prose.take(sentence)
                if prose.runs_on:
                    break
                if finished or not piece:
                    yield prose.draft(nodes)
        for sentence in writing.finish():
            prose.take(sentence)
        if not prose.begun:
            raise LanguageModelError(
                "The language model wrote no sentence.",
                hint="Set QA_LLM_TOKENS higher if it is one that thinks first.",
            )
        yield prose.draft(nodes)

    def _filled(self, question: str, nodes: Sequence[NodeWithScore]) -> tuple[Shown, str, str]:
        """Fill the prompt with as many passages as fit into the context window."""
        fence = secrets.token_hex(_FENCE_BYTES)
        words = {"fence": fence, "question": question, "refusal": REFUSAL}
        empty = "\n".join(self._prompt.fill(passages="", **words))
        room = (self._model.context_window - self._tokens) / _MARGIN - self._count_tokens(empty)
        shown = show(
            nodes[: self._passages], fence, budget=int(room), count_tokens=self._count_tokens
        )
        if not shown.nodes:
            raise LanguageModelError(
                "No passage fits into the language model's context window.",
                hint="Set QA_LLM_CONTEXT higher, or QA_LLM_TOKENS lower.",
            )
        return shown, *self._prompt.fill(passages=shown.text, **words)


class _Prose:
    """The sentences so far, and what became of the others."""

    def __init__(
        self,
        question: str,
        nodes: Sequence[NodeWithScore],
        checker: SupportChecker,
        *,
        keep: bool,
    ) -> None:
        self._question = question
        self._nodes = nodes
        self._checker = checker
        self._keep = keep
        self._statements: list[DraftStatement] = []
        self._said: Counter[str] = Counter()
        self._unknown: list[int] = []
        self._unsupported = 0
        self._refused = False

    @property
    def begun(self) -> bool:
        """Whether the model has written a sentence."""
        return bool(self._said)

    @property
    def runs_on(self) -> bool:
        """Whether the model does not find an end."""
        repeated = max(self._said.values(), default=0)
        return len(self._said) > _MOST_SENTENCES or repeated > _MOST_REPEATED

    def take(self, sentence: Sentence) -> None:
        """Check a sentence; keep it where a passage bears it out."""
        self._said[sentence.text.casefold()] += 1
        if self._said[sentence.text.casefold()] > 1 or self.runs_on:
            return
        if is_refusal(sentence.text):
            self._refused = True
            return
        known = [number - 1 for number in sentence.numbers if 0 < number <= len(self._nodes)]
        self._unknown += [one for one in sentence.numbers if one - 1 not in known]
        quotes = self._checker.support(self._question, sentence.text, self._nodes, known)
        if quotes:
            self._statements.append(DraftStatement(sentence.text, quotes))
            return
        self._unsupported += 1
        if self._keep:
            self._statements.append(DraftStatement(sentence.text, (), supported=False))

    def draft(self, nodes: list[NodeWithScore]) -> Draft:
        """Return what there is, as a draft."""
        supported = [one for one in self._statements if one.supported]
        judged = len(supported) + self._unsupported
        return Draft(
            " ".join(one.text for one in self._statements) or None,
            nodes,
            statements=tuple(self._statements),
            confidence=len(supported) / judged if judged else 0.0,
            refused=not supported,
            notices=tuple(self._notices()),
        )

    def _notices(self) -> Iterator[str]:
        if self._refused:
            yield "The language model found no answer in the passages that it was given."
        if self._unsupported:
            many = self._unsupported > 1
            sentences = f"{self._unsupported} sentences" if many else "1 sentence"
            done = ("are" if many else "is") + (" marked" if self._keep else " left out")
            yield (
                f"{sentences} of the language model {done}: no passage supports "
                f"{'them' if many else 'it'}."
            )
        if self._unknown:
            numbers = ", ".join(map(str, dict.fromkeys(self._unknown)))
            yield f"The language model named sources that there are not ({numbers}); left out."
