"""Collects and checks the sentences of a language model, and turns them into a draft."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from qa.answering.drafts.draft import Draft, DraftStatement
from qa.answering.llm.written import is_refusal
from qa.answers import REFUSAL
from qa.notices import model_found_nothing, unknown_sources, unsupported_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from llama_index.core.schema import NodeWithScore

    from qa.answering.llm.support import SupportChecker
    from qa.answering.llm.written import Sentence
    from qa.answers import Notice

__all__ = ["Prose"]

# A model is stopped if it writes more than this, or repeats the same sentence this often.
_MOST_SENTENCES = 16
_MOST_REPEATED = 3


class Prose:
    """The sentences written so far, and counts of those that were removed.

    Args:
        question: The question that the passages were read for.
        nodes: The passages that the model was shown. The n-th passage has the number n.
        checker: Decides which of the passages support a sentence.
        keep: Whether sentences that no passage supports are kept and marked.
    """

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
        self._lines: list[str] = []
        self._said: Counter[str] = Counter()
        self._unknown: list[int] = []
        self._unsupported = 0
        self._left_out: list[str] = []
        self._refused = False

    @property
    def begun(self) -> bool:
        """Whether the model has written a sentence."""
        return bool(self._said)

    @property
    def runs_on(self) -> bool:
        """Whether the model keeps writing or repeats itself, and should be stopped."""
        repeated = max(self._said.values(), default=0)
        return len(self._said) > _MOST_SENTENCES or repeated > _MOST_REPEATED

    def take(self, sentence: Sentence) -> None:
        """Check a sentence; keep it if a passage supports it."""
        self._said[sentence.text.casefold()] += 1
        if self._said[sentence.text.casefold()] > 1 or self.runs_on:
            return
        if is_refusal(sentence.text):
            self.refuse()
            return
        known = [number - 1 for number in sentence.numbers if 0 < number <= len(self._nodes)]
        self._unknown += [one for one in sentence.numbers if one - 1 not in known]
        quotes = self._checker.support(self._question, sentence.text, self._nodes, known)
        if quotes:
            self._statements.append(DraftStatement(sentence.text, quotes))
            self._lines.append(" ".join([sentence.text, *(f"[{one + 1}]" for one in known)]))
            return
        self._unsupported += 1
        if self._keep:
            self._statements.append(DraftStatement(sentence.text, (), supported=False))
        else:
            self._left_out.append(sentence.text)

    def refuse(self) -> None:
        """Record that the passages do not give the answer."""
        self._refused = True

    def lines(self) -> list[str]:
        """Return the supported sentences, each with the numbers that the model gave it."""
        return list(self._lines)

    def draft(self, nodes: list[NodeWithScore], *, complete: bool = False) -> Draft:
        """Return the sentences so far as a draft.

        Args:
            nodes: All passages that were found.
            complete: Whether the model has finished.
        """
        supported = [one for one in self._statements if one.supported]
        judged = len(supported) + self._unsupported
        return Draft(
            " ".join(one.text for one in self._statements) or (REFUSAL if complete else None),
            nodes,
            statements=tuple(self._statements),
            confidence=len(supported) / judged if judged else 0.0,
            refused=not supported,
            notices=tuple(self._notices()),
            left_out=tuple(self._left_out),
            complete=complete,
        )

    def _notices(self) -> Iterator[Notice]:
        if self._refused:
            yield model_found_nothing()
        if self._unsupported:
            yield unsupported_sentences(self._unsupported, kept=self._keep)
        if self._unknown:
            yield unknown_sources(list(dict.fromkeys(self._unknown)))
