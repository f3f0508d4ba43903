"""Calls a language model within its token limits, and checks what it writes."""

from __future__ import annotations

import time
from contextlib import closing
from typing import TYPE_CHECKING

from qa.answering.llm.passages import show
from qa.answering.llm.prose import Prose
from qa.answering.llm.written import Writing
from qa.errors import LanguageModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from llama_index.core.schema import NodeWithScore

    from qa.answering.drafts.draft import Draft
    from qa.answering.llm.calling import LanguageModel
    from qa.answering.llm.passages import Shown
    from qa.answering.llm.prompts import Prompt
    from qa.answering.llm.support import SupportChecker

__all__ = ["Writer"]

# Tokens are counted with another model's tokenizer, so some are kept free for the difference.
_MARGIN = 1.15
# Seconds after which the same draft is given again while a sentence is being written.
_LONGEST_SILENCE = 1.5


class Writer:
    """Calls a language model and checks each sentence. It is safe to use from many threads.

    Args:
        model: The language model.
        checker: Decides which passages support a sentence.
        count_tokens: Counts the tokens of a text.
        passages: The greatest number of passages that the model is given at once.
        tokens: The greatest length of an answer, in tokens. This many are kept free in the
            context window.
        keep_unsupported: Whether sentences that no passage supports are kept and marked.

    Attributes:
        model: The language model.
    """

    def __init__(
        self,
        model: LanguageModel,
        checker: SupportChecker,
        *,
        count_tokens: Callable[[str], int],
        passages: int = 8,
        tokens: int = 768,
        keep_unsupported: bool = False,
    ) -> None:
        self.model = model
        self._checker = checker
        self._count_tokens = count_tokens
        self._passages = passages
        self._tokens = tokens
        self._keep_unsupported = keep_unsupported

    def write(
        self, system: str, user: str, prose: Prose, nodes: list[NodeWithScore]
    ) -> Generator[Draft, None, None]:
        """Call the model and check its sentences as they arrive.

        Args:
            system: Tells the model its role and how to answer.
            user: Asks the model.
            prose: Collects the sentences.
            nodes: All passages, for the drafts.

        Yields:
            A draft after each sentence; the same draft again where a sentence takes long, so that
            whoever closes the iterator stops the model soon.

        Raises:
            LanguageModelError: The model cannot be reached, stops early, or writes nothing.
        """
        writing, shown_at = Writing(), time.monotonic()
        with closing(self.model.stream(system, user)) as pieces:
            for piece in pieces:
                finished = writing.add(piece)
                for sentence in finished:
                    prose.take(sentence)
                if prose.runs_on:
                    break
                if finished or not piece or time.monotonic() - shown_at > _LONGEST_SILENCE:
                    yield prose.draft(nodes)
                    shown_at = time.monotonic()
        for sentence in writing.finish():
            prose.take(sentence)
        if not prose.begun:
            raise LanguageModelError(
                "The language model wrote no sentence.",
                hint="Set QA_LLM_TOKENS higher if it is one that thinks first.",
            )

    def prose(self, question: str, nodes: Sequence[NodeWithScore]) -> Prose:
        """Return a `Prose` that has no sentences yet.

        Args:
            question: The question that the passages were read for.
            nodes: The passages that the model is shown.
        """
        return Prose(question, nodes, self._checker, keep=self._keep_unsupported)

    def show(
        self, nodes: Sequence[NodeWithScore], prompt: Prompt, words: dict[str, str], first: int = 1
    ) -> Shown:
        """Prepare as many passages as fit into the context window together with the prompt.

        Args:
            nodes: Best first.
            prompt: The prompt that the passages are for.
            words: The values of its other placeholders, including the fence.
            first: Number of the first passage.

        Raises:
            LanguageModelError: Not even one passage fits.
        """
        shown = show(
            nodes[: self._passages],
            words["fence"],
            budget=self.room(prompt, passages="", **words),
            count_tokens=self._count_tokens,
            first=first,
        )
        if not shown.nodes:
            raise LanguageModelError(
                "No passage fits into the language model's context window.",
                hint="Set QA_LLM_CONTEXT higher, or QA_LLM_TOKENS lower.",
            )
        return shown

    def room(self, prompt: Prompt, **words: str) -> int:
        """Return how many tokens a filled prompt and its answer leave in the context window."""
        taken = self._count_tokens("\n".join(prompt.fill(**words)))
        return int((self.model.context_window - self._tokens) / _MARGIN - taken)

    def fitting(self, lines: Sequence[str], room: int) -> str:
        """Join as many of the first lines as fit into `room` tokens, as a list."""
        listed = ""
        for line in lines:
            longer = f"{listed}\n- {line}".strip()
            if self._count_tokens(longer) > room:
                break
            listed = longer
        return listed
