"""Lets a language model rewrite a follow-up question so that it can be understood alone."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from qa.answering.llm.prompts import draw_fence
from qa.answering.llm.written import without_reasoning
from qa.answers import REFUSAL
from qa.errors import StoppedError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from threading import Event

    from qa.answering.llm.calling import LanguageModel
    from qa.answering.llm.prompts import Prompt
    from qa.answers import Turn

__all__ = ["Condenser"]

# How many turns are shown to the model, and how many characters of each answer in them.
_TURNS = 4
_LONGEST_ANSWER = 400


class Condenser:
    """Lets a language model rewrite follow-up questions.

    Args:
        model: The language model.
        prompt: The prompt ``condense``.
        longest: The greatest length of a question, in characters.
    """

    def __init__(self, model: LanguageModel, prompt: Prompt, *, longest: int) -> None:
        self._model = model
        self._prompt = prompt
        self._longest = longest

    def condense(
        self, question: str, history: Sequence[Turn], stop: Event | None = None
    ) -> str | None:
        """Rewrite a question so that it can be understood alone.

        Args:
            question: A question that depends on earlier questions.
            history: Earlier turns, oldest first.
            stop: Once another thread sets it, the model is stopped at its next piece.

        Returns:
            The rewritten question, or None if the model did not write a question.

        Raises:
            LanguageModelError: The model cannot be reached or loaded.
            StoppedError: ``stop`` was set before the model was done.
        """
        fence = draw_fence()
        conversation = "\n".join(
            f"Question: {turn.understood}\nAnswer: {(turn.answer or REFUSAL)[:_LONGEST_ANSWER]}"
            for turn in history[-_TURNS:]
        ).replace(fence, "")
        system, user = self._prompt.fill(
            fence=fence,
            history=f"<conversation {fence}>\n{conversation}\n</conversation {fence}>",
            question=question,
        )
        pieces: list[str] = []
        with closing(self._model.stream(system, user)) as coming:
            for piece in coming:
                StoppedError.raise_if(stop)
                pieces.append(piece)
        written = without_reasoning("".join(pieces)).strip(" \n\"'`*")
        rewritten = written.removeprefix("Question:").strip()
        one_line = 0 < len(rewritten) <= self._longest and "\n" not in rewritten
        return rewritten if one_line and rewritten.endswith("?") else None
