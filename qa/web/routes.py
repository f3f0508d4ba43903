"""Plain pages beside the chat: whole articles, exported conversations, the page's own files."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, Response
from fastapi.staticfiles import StaticFiles

from qa.assistant import Assistant
from qa.errors import QAError
from qa.web.conversations import Conversations
from qa.web.export import to_markdown
from qa.web.failures import describe_failure
from qa.web.rendering import article_page

__all__ = ["add_routes"]


def add_routes(
    application: FastAPI, assistant: Assistant, conversations: Conversations, files: Path
) -> None:
    """Add the pages to an application.

    Args:
        application: Gets the routes.
        assistant: Gives the articles.
        conversations: Gives the conversations.
        files: Folder with the page's style and script.
    """
    folder = assistant.status().folder

    @application.get("/articles/{article_id}")
    def article(article_id: str, quote: str = "", span: str = "") -> Response:
        """Show a whole article; ``quote`` and ``span`` are offsets such as ``12-40``."""
        try:
            found = assistant.article(article_id)
        except QAError as error:
            failure = describe_failure(error)
            return PlainTextResponse(f"{failure.message}\n{failure.hint}\n", 404)
        return HTMLResponse(article_page(found, _offsets(quote), _offsets(span)))

    @application.get("/conversations/{conversation_id}.md")
    def conversation(conversation_id: str, request: Request, turn: int | None = None) -> Response:
        """Return a conversation as Markdown, or only the turn with that number."""
        kept = conversations.of(request.state.user)
        found = kept.get(conversation_id)
        if found is None:
            return PlainTextResponse("There is no such conversation.\n", 404)
        turns = [one for one in kept.turns(found.id) if turn in {None, one.id}]
        text = to_markdown(found.name, folder, turns)
        name = "".join(sign if sign.isalnum() else " " for sign in found.name)
        file = f"{' '.join(name.split()) or 'conversation'}.md"
        return Response(
            text.encode("utf-8", "replace"),
            media_type="text/markdown; charset=utf-8",
            headers={"content-disposition": f"attachment; filename*=UTF-8''{quote(file, safe='')}"},
        )

    application.mount("/files", StaticFiles(directory=files))


def _offsets(text: str) -> tuple[int, int] | None:
    start, _, end = text.partition("-")
    return (int(start), int(end)) if start.isdecimal() and end.isdecimal() else None
