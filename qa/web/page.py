"""The page: its parts put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import gradio as gr

from qa.web.drawing import Drawing
from qa.web.events import Events
from qa.web.layout import lay_out_sidebar, lay_out_talk
from qa.web.rendering.greeting import masthead_html

if TYPE_CHECKING:
    from qa.assistant import Assistant
    from qa.settings import Settings
    from qa.web.conversations import Conversations

__all__ = ["build_page"]

_WAITING = 64
_ANSWERS = 4


def build_page(assistant: Assistant, conversations: Conversations, settings: Settings) -> gr.Blocks:
    """Build the page.

    Args:
        assistant: Answers.
        conversations: Keeps what was asked.
        settings: Say what is allowed.
    """
    with gr.Blocks(title="qa", analytics_enabled=False, fill_width=True) as page:
        gr.Markdown(masthead_html(assistant.status()), elem_id="masthead", container=False)
        with (
            gr.Tabs(elem_id="tabs"),
            gr.Tab("Chat", id="chat"),
            gr.Row(elem_id="desk", equal_height=False),
        ):
            sidebar = lay_out_sidebar()
            talk = lay_out_talk(settings.max_question)
        drawing = Drawing(assistant, sidebar, talk)
        events = Events(assistant, conversations, sidebar, talk, drawing, answers=_ANSWERS)
        page.load(
            events.open,
            outputs=drawing.outputs,
            show_progress="hidden",
            api_visibility="private",
        )
    page.queue(max_size=_WAITING, default_concurrency_limit=_ANSWERS)
    built: gr.Blocks = page
    return built
