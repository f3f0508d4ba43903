"""The application: Gradio's page, the plain pages beside it, and the access check before both."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr
from fastapi import FastAPI

from qa.web.conversations import Conversations
from qa.web.departures import Departures
from qa.web.guard import Guard
from qa.web.page import build_page
from qa.web.routes import add_routes
from qa.web.theme import theme

if TYPE_CHECKING:
    from gradio.mcp import GradioMCPServer
    from starlette.requests import Request
    from starlette.types import ASGIApp

    from qa.assistant import Assistant
    from qa.settings import Settings
    from qa.web.running import RunningAnswers
    from qa.web.users import Users

__all__ = ["build_application"]

_FILES = Path(__file__).resolve().parent / "files"
_BYTES_A_MEGABYTE = 1_000_000


def build_application(
    assistant: Assistant,
    settings: Settings,
    *,
    users: Users | None,
    mcp: bool,
    running: RunningAnswers,
) -> ASGIApp:
    """Build the complete application that the server runs.

    Args:
        assistant: Answers the questions.
        settings: Says what is allowed.
        users: Who may use it; None if no password is needed.
        mcp: Whether to offer the API as MCP tools too.
        running: Runs the answers, so that they can be stopped.
    """
    conversations = Conversations(settings.home / "chat.sqlite", assistant.status().folder)
    application = FastAPI(openapi_url=None)
    add_routes(application, assistant, conversations, _FILES)
    page = build_page(assistant, conversations, settings, running)
    gr.mount_gradio_app(
        application,
        page,
        path="/",
        # The guard has checked the password; Gradio receives the name of the user.
        auth_dependency=_user if users is not None else None,
        allowed_paths=[],
        show_error=False,
        enable_monitoring=False,
        max_file_size=int(settings.max_file_mb * _BYTES_A_MEGABYTE),
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        mcp_server=mcp,
        theme=theme(),
        css_paths=[_FILES / name for name in ("colours.css", "chat.css", "sidebyside.css")],
        head='<script src="/files/reading.js" defer></script>'
        '<script src="/files/chat.js" defer></script>',
    )
    if page.mcp_server_obj is not None:
        _answer_in_json(page.mcp_server_obj)
    return Guard(
        Departures(application, running),
        hosts=settings.hosts,
        users=users,
        largest_upload=int(settings.max_uploads_mb * _BYTES_A_MEGABYTE) if settings.upload else 0,
    )


def _answer_in_json(tools: GradioMCPServer) -> None:
    """Make MCP tools answer in JSON: Gradio 6 turns a result into text with Python's `str`."""
    written = tools.postprocess_output_data

    def postprocess(data: list[Any], root_url: str) -> Any:
        return written([json.dumps(one, ensure_ascii=False) for one in data], root_url)

    # Gradio creates this server object itself, so a subclass could not be passed in.
    tools.postprocess_output_data = postprocess  # type: ignore[method-assign]


def _user(request: Request) -> str:
    return str(request.state.user)
