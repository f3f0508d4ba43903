"""Answers broad questions: takes notes from all passages and combines the notes into one text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qa.answering.drafts.node_synthesizer import StreamingSynthesizer
from qa.answering.llm.prompts import draw_fence
from qa.answers import REFUSAL
from qa.notices import model_reads

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from llama_index.core.schema import NodeWithScore

    from qa.answering.drafts.draft import Draft
    from qa.answering.llm.prompts import Prompt
    from qa.answering.llm.prose import Prose
    from qa.answering.llm.writer import Writer
    from qa.retrieval import Question

__all__ = ["SummarySynthesizer"]


class SummarySynthesizer(StreamingSynthesizer):
    """Lets a language model take notes from the passages, part by part, and combine them.

    If all passages fit into one request, the notes are the answer. Otherwise, only notes that a
    passage supports are combined, and each sentence of the combined text is checked again.

    Args:
        writer: Calls the model and checks what it writes.
        notes_prompt: The prompt ``summarise``, which turns passages into notes.
        combine_prompt: The prompt ``combine``, which turns notes into one text.
    """

    def __init__(self, writer: Writer, notes_prompt: Prompt, combine_prompt: Prompt) -> None:
        super().__init__(llm=writer.model.llm)
        self._writer = writer
        self._notes_prompt = notes_prompt
        self._combine_prompt = combine_prompt

    def write(self, question: Question, nodes: list[NodeWithScore]) -> Generator[Draft, None, None]:
        """Yield the draft as it grows; closing the iterator stops the model.

        Args:
            question: The question that the passages were found for.
            nodes: Passages, best first.

        Yields:
            Drafts that say how far the model has read, and then drafts that contain its text,
            sentence by sentence.

        Raises:
            LanguageModelError: The model cannot be reached, stops early, or writes nothing.
        """
        read: list[NodeWithScore] = []
        notes: list[Prose] = []
        while len(read) < len(nodes):
            words = {"fence": draw_fence(), "question": question.query_str, "refusal": REFUSAL}
            shown = self._writer.show(nodes[len(read) :], self._notes_prompt, words, len(read) + 1)
            read += shown.nodes
            notes.append(self._writer.prose(question.query_str, tuple(read)))
            filled = self._notes_prompt.fill(passages=shown.text, **words)
            for draft in self._writer.write(*filled, notes[-1], nodes):
                alone = len(read) == len(nodes) == len(shown.nodes)
                yield draft if alone else _reading(draft, len(read), len(nodes))
        if len(notes) == 1:
            yield notes[0].draft(nodes, complete=True)
            return
        prose = self._writer.prose(question.query_str, tuple(read))
        lines = [line for one in notes for line in one.lines()]
        if lines:
            yield from self._writer.write(*self._combined(question, lines), prose, nodes)
        else:
            prose.refuse()
        yield prose.draft(nodes, complete=True)

    def _combined(self, question: Question, lines: Sequence[str]) -> tuple[str, str]:
        """Fill the prompt with as many notes as fit, from the first one on."""
        words = {"fence": draw_fence(), "question": question.query_str}
        room = self._writer.room(self._combine_prompt, notes="", **words)
        listed = self._writer.fitting(lines, room)
        fence = words["fence"]
        return self._combine_prompt.fill(
            notes=f"<notes {fence}>\n{listed}\n</notes {fence}>", **words
        )


def _reading(draft: Draft, done: int, of: int) -> Draft:
    """Return a draft that says how many passages have been read, without the notes."""
    return replace(
        draft, response=None, statements=(), refused=True, notices=(model_reads(done, of),)
    )
