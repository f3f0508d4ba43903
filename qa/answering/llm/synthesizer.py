"""Answers that a language model writes from the passages read for a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.answering.drafts.node_synthesizer import StreamingSynthesizer
from qa.answering.llm.prompts import draw_fence
from qa.answers import REFUSAL

if TYPE_CHECKING:
    from collections.abc import Generator

    from llama_index.core.schema import NodeWithScore

    from qa.answering.drafts.draft import Draft
    from qa.answering.llm.prompts import Prompt
    from qa.answering.llm.writer import Writer
    from qa.retrieval import Question

__all__ = ["LLMSynthesizer"]

_DIFFER = (
    "The passages contradict each other on this. Give every answer that they state, each with the "
    "date of its article, the newest first."
)


class LLMSynthesizer(StreamingSynthesizer):
    """A LlamaIndex synthesizer that gets the answer from a language model in one request.

    Args:
        writer: Calls the model and checks what it writes.
        prompt: The prompt ``answer``, or another with the same placeholders.
    """

    def __init__(self, writer: Writer, prompt: Prompt) -> None:
        super().__init__(llm=writer.model.llm)
        self._writer = writer
        self._prompt = prompt

    def write(
        self, question: Question, nodes: list[NodeWithScore], *, differ: bool = False
    ) -> Generator[Draft, None, None]:
        """Yield the draft sentence by sentence; closing the iterator stops the model.

        Args:
            question: The question that the passages were read for.
            nodes: The passages that were read for this question, best first.
            differ: Whether the articles are known to contradict each other. The model is then told
                so; their words are not repeated, since they must not be taken for instructions.

        Raises:
            LanguageModelError: The model cannot be reached, stops early, or writes nothing.
        """
        asked = f"{question.query_str}\n\n{_DIFFER}" if differ else question.query_str
        words = {"fence": draw_fence(), "question": asked, "refusal": REFUSAL}
        shown = self._writer.show(nodes, self._prompt, words)
        prose = self._writer.prose(question.query_str, shown.nodes)
        filled = self._prompt.fill(passages=shown.text, **words)
        yield from self._writer.write(*filled, prose, nodes)
        yield prose.draft(nodes, complete=True)
