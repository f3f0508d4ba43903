"""The tabs "Timeline" and "Compare": what happened when, and each article's own answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import gradio as gr

from qa.web.handlers import Updates, handler
from qa.web.rendering.sidebyside import comparison_html, timeline_html

if TYPE_CHECKING:
    from qa.assistant import Assistant

__all__ = ["CompareTab", "TimelineTab"]

_PLAIN: dict[str, Any] = {"latex_delimiters": [], "container": False}


class TimelineTab:
    """Builds the tab inside the open page, and handles its events.

    Args:
        assistant: Reads the articles.
    """

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        with gr.Column(elem_id="timeline"):
            self._words = gr.Textbox(
                label="Only statements about",
                placeholder="Words, or nothing for all statements with a date",
                max_lines=1,
                submit_btn="Show",
                elem_id="timeline-words",
            )
            with gr.Row():
                self._since = gr.DateTime(
                    label="From", include_time=False, type="string", elem_id="timeline-since"
                )
                self._until = gr.DateTime(
                    label="Up to", include_time=False, type="string", elem_id="timeline-until"
                )
            self._days = gr.Markdown(elem_id="timeline-days", **_PLAIN)
        asked = [self._words, self._since, self._until]
        common: dict[str, Any] = {"outputs": [self._days], "api_visibility": "private"}
        for event in (self._words.submit, self._since.change, self._until.change):
            event(self.show, asked, **common)

    @property
    def inputs(self) -> list[Any]:
        """The components that `show` reads."""
        return [self._words, self._since, self._until]

    @property
    def outputs(self) -> list[Any]:
        """The components that `show` fills."""
        return [self._days]

    @handler
    def show(self, words: str, since: str | None, until: str | None) -> Iterator[Updates]:
        """Show the dated statements."""
        found = self._assistant.timeline(
            words or "", since=(since or "")[:10] or None, until=(until or "")[:10] or None
        )
        yield {self._days: timeline_html(found)}


class CompareTab:
    """Builds the tab inside the open page, and handles its events.

    Args:
        assistant: Asks the articles.
    """

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        with gr.Column(elem_id="compare"):
            self._question = gr.Textbox(
                label="Question to each article",
                placeholder="How many people were hurt?",
                max_lines=1,
                submit_btn="Compare",
                elem_id="compare-question",
            )
            self._answers = gr.Markdown(elem_id="compare-answers", **_PLAIN)
        self._question.submit(
            self.show, self._question, outputs=[self._answers], api_visibility="private"
        )

    @handler
    def show(self, question: str) -> Iterator[Updates]:
        """Show each article's own answer, the newest article first."""
        if question.strip():
            found = self._assistant.compare(question)
            yield {self._answers: comparison_html(found)}
