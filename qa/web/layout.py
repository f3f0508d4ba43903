"""The components of the chat and their places on the page, without any behaviour.

What Gradio has and is not used here, and why. The chatbot's own buttons (like, retry, undo, edit)
name a message by its place, not the stored turn, and offer no menu for what is seldom used.
`gr.Sidebar` forgets whether it was folded when the page is loaded again. `gr.MultimodalTextbox`
attaches a file to one question, while a file that is dropped here becomes an article.
`gr.Dialogue` writes dialogues and `gr.Walkthrough` leads through steps; the page has neither.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from qa.web.chat import Session

__all__ = ["Sidebar", "Talk", "lay_out_sidebar", "lay_out_talk"]

# Markdown components show HTML that this package has escaped; they interpret nothing else.
_PLAIN: dict[str, Any] = {"latex_delimiters": [], "container": False}


@dataclass(frozen=True, slots=True)
class Sidebar:
    """The list of conversations, and the controls for the one shown."""

    new: gr.Button
    words: gr.Textbox
    listed: gr.Markdown
    current: gr.Group
    name: gr.Textbox
    export: gr.Markdown
    delete: gr.Button
    sure: gr.Group
    really: gr.Button
    keep: gr.Button


@dataclass(frozen=True, slots=True)
class Talk:
    """The conversation with its composer, and the sources beside it.

    The user does not see `command`, `ask`, `act` and `returned`. The page's script writes into
    `command` what is to be done, such as ``ask Who wrote it?`` or ``edit 7``. It then presses `ask`
    if that leads to an answer, else `act`. From `returned` it takes a question that was not
    answered. So the server never changes the text that somebody is typing.
    """

    session: gr.State
    thread: gr.Chatbot
    sources: gr.Markdown
    editing: gr.Row
    leave: gr.Button
    commenting: gr.Row
    comment: gr.Textbox
    send_comment: gr.Button
    no_comment: gr.Button
    filters: gr.Accordion
    articles: gr.Dropdown
    since: gr.DateTime
    until: gr.DateTime
    clear_filters: gr.Button
    filtered: gr.Markdown
    composer: gr.Textbox
    waiting: gr.Markdown
    returned: gr.Markdown
    command: gr.Textbox
    ask: gr.Button
    act: gr.Button


def lay_out_sidebar() -> Sidebar:
    """Build the list of conversations, the first column of the desk."""
    with gr.Column(elem_id="sidebar", scale=0, min_width=240):
        new = gr.Button("New conversation", variant="primary", elem_id="new")
        words = gr.Textbox(
            label="Search conversations", placeholder="Search", max_lines=1, elem_id="search-names"
        )
        listed = gr.Markdown(elem_id="conversations", **_PLAIN)
        with gr.Group(visible=False, elem_id="current") as current:
            name = gr.Textbox(label="Name of this conversation", max_lines=1, elem_id="name")
            export = gr.Markdown(elem_id="export", **_PLAIN)
            delete = gr.Button("Delete conversation", size="sm", elem_id="delete-conversation")
        with gr.Group(visible=False, elem_id="sure") as sure:
            really = gr.Button("Delete permanently", variant="stop", size="sm", elem_id="really")
            keep = gr.Button("Cancel", size="sm", elem_id="keep")
    return Sidebar(new, words, listed, current, name, export, delete, sure, really, keep)


def lay_out_talk() -> Talk:
    """Build the conversation and the sources, the desk's other columns."""
    session = gr.State(Session())
    with gr.Column(elem_id="talk", scale=3, min_width=320):
        thread = gr.Chatbot(
            label="Conversation",
            show_label=False,
            elem_id="thread",
            layout="panel",
            buttons=[],
            latex_delimiters=[],
            allow_tags=False,
            feedback_options=None,
            group_consecutive_messages=False,
            height=None,
        )
        with gr.Row(visible=False, elem_id="editing") as editing:
            gr.Markdown("You are editing an earlier question.", **_PLAIN)
            leave = gr.Button("Cancel", size="sm", scale=0, elem_id="leave")
        with gr.Row(visible=False, elem_id="commenting") as commenting:
            comment = gr.Textbox(
                label="What was good or bad about the answer? (optional; kept on this server)",
                max_lines=3,
                scale=4,
                elem_id="comment",
            )
            send_comment = gr.Button("Send comment", size="sm", scale=0, elem_id="send-comment")
            no_comment = gr.Button("No comment", size="sm", scale=0, elem_id="no-comment")
        filtered = gr.Markdown(visible=False, elem_id="filtered", **_PLAIN)
        waiting = gr.Markdown(visible=False, elem_id="waiting", **_PLAIN)
        composer = gr.Textbox(
            label="Question",
            show_label=False,
            placeholder="Ask the articles a question",
            lines=1,
            max_lines=6,
            autofocus=True,
            interactive=True,
            submit_btn="Ask",
            stop_btn=False,
            elem_id="composer",
        )
        with gr.Accordion("Filters", open=False, elem_id="filters") as filters:
            articles = gr.Dropdown(
                label="Only these articles", multiselect=True, elem_id="filter-articles"
            )
            with gr.Row():
                since = gr.DateTime(
                    label="Published from", include_time=False, type="string", elem_id="since"
                )
                until = gr.DateTime(
                    label="Published up to", include_time=False, type="string", elem_id="until"
                )
            clear = gr.Button("Clear filters", size="sm", elem_id="clear-filters")
    with gr.Column(elem_id="side", scale=2, min_width=300):
        sources = gr.Markdown(elem_id="sources", **_PLAIN)
    command = gr.Textbox(visible="hidden", elem_id="command", label="Command")
    returned = gr.Markdown(visible="hidden", elem_id="returned", **_PLAIN)
    ask = gr.Button("Ask", visible="hidden", elem_id="ask")
    act = gr.Button("Act", visible="hidden", elem_id="act")
    return Talk(
        session,
        thread,
        sources,
        editing,
        leave,
        commenting,
        comment,
        send_comment,
        no_comment,
        filters,
        articles,
        since,
        until,
        clear,
        filtered,
        composer,
        waiting,
        returned,
        command,
        ask,
        act,
    )
