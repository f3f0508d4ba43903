"""The whole page, put together from its parts."""

from __future__ import annotations

import inspect
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

import gradio as gr

from qa.web.api import add_api
from qa.web.documents import DocumentsTab
from qa.web.drawing import Drawing
from qa.web.events import Events
from qa.web.layout import lay_out_sidebar, lay_out_talk
from qa.web.overview import Overview
from qa.web.rendering import render
from qa.web.sidebyside import CompareTab, TimelineTab
from qa.web.suggestions import Suggestions
from qa.web.uploads import Uploads

if TYPE_CHECKING:
    from qa.assistant import Assistant
    from qa.settings import Settings
    from qa.web.conversations import Conversations
    from qa.web.running import RunningAnswers

__all__ = ["build_page"]

# Limit on the questions that wait; if there are more, the chat answers that it is busy.
_WAITING = 64
# Questions answered at the same time. Most of them wait for a language model: `RunningAnswers` lets
# fewer read at once.
_ANSWERS = 32
# Other requests at the same time.
_AT_ONCE = 4
# Pages and callers of the API whose state Gradio keeps, at 150 kB each; its own limit is 10,000.
_SESSIONS = 2_000
# Files that were uploaded but never indexed are deleted after an hour.
_CACHE_SECONDS = 3_600


def build_page(
    assistant: Assistant,
    conversations: Conversations,
    settings: Settings,
    running: RunningAnswers,
) -> gr.Blocks:
    """Build the page.

    Args:
        assistant: Answers the questions.
        conversations: Stores the conversations.
        settings: Says what is allowed.
        running: Runs the answers, so that they can be stopped.
    """
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    with gr.Blocks(
        title="qa",
        analytics_enabled=False,
        fill_width=True,
        delete_cache=(_CACHE_SECONDS, _CACHE_SECONDS),
    ) as page:
        add_api(assistant, running, answers=_ANSWERS)
        gr.Markdown(
            render("masthead", folder=PurePath(assistant.status().folder).name),
            elem_id="masthead",
            container=False,
        )
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab("Chat", id="chat") as chat, gr.Row(elem_id="desk", equal_height=False):
                sidebar = lay_out_sidebar()
                talk = lay_out_talk()
            with gr.Tab("Documents", id="documents") as documents:
                uploads = Uploads(assistant, settings) if settings.upload else None
                tab = DocumentsTab(assistant, uploads, settings.max_file_mb)
            with gr.Tab("Timeline", id="timeline") as when:
                timeline = TimelineTab(assistant)
            with gr.Tab("Compare", id="compare"):
                CompareTab(assistant)
        folder = Path(assistant.status().folder)
        suggestions = Suggestions(assistant, folder, running.rest)
        drawing = Drawing(assistant, sidebar, talk, Overview(assistant), suggestions)
        events = Events(
            assistant,
            conversations,
            sidebar,
            talk,
            drawing,
            running,
            suggestions,
            answers=_ANSWERS,
        )
        # What takes time comes after what is there at once. The questions are tried only once, so
        # a second page that waits for them takes no other page's turn.
        trying: dict[str, Any] = quiet | {
            "outputs": [talk.thread, talk.articles],
            "concurrency_id": "trying",
            "concurrency_limit": 2,
        }
        opened = page.load(events.open, outputs=drawing.outputs, **quiet)
        opened.then(events.asking.suggest_first, **trying)
        page.unload(events.leave_page)
        chosen = chat.select(events.greet, outputs=drawing.outputs, **quiet)
        chosen.then(events.asking.suggest_first, **trying)
        gr.on([page.load, documents.select], tab.show, outputs=tab.outputs, **quiet)
        when.select(timeline.show, timeline.inputs, timeline.outputs, **quiet)
        _keep_signatures(page)
    # No request can bypass the queue and its limits: one that tries is refused.
    page.queue(max_size=_WAITING, default_concurrency_limit=_AT_ONCE, api_open=False)
    page.state_session_capacity = _SESSIONS
    built: gr.Blocks = page
    return built


def _keep_signatures(page: gr.Blocks) -> None:
    """Let Python keep the signatures of the components' classes.

    For every new page and every call of the API, Gradio asks for the signature of each component.
    To find them takes longer than all else that it does then.
    """
    for kind in {type(block) for block in page.blocks.values()}:
        kind.__init__.__signature__ = inspect.signature(kind.__init__)  # type: ignore[attr-defined]
