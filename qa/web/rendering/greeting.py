"""What stands where no conversation is yet."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from qa.web.rendering.escaping import escape

if TYPE_CHECKING:
    from qa.answers import Status

__all__ = ["greeting_html", "masthead_html"]


def greeting_html(status: Status) -> str:
    """Return the greeting: what this page does, and with what."""
    articles = f"{status.articles:,} article{'' if status.articles == 1 else 's'}"
    passages = f"{status.passages:,} passage{'' if status.passages == 1 else 's'}"
    return (
        '<div class="greeting"><h2>Ask the articles</h2>'
        "<p>You get a short answer and, beside it, the passages it stands in, word for word.</p>"
        f'<p class="corpus">{escape(articles)}, {escape(passages)} in {escape(status.folder)}</p>'
        "</div>"
    )


def masthead_html(status: Status) -> str:
    """Return the page's head: what is asked, and on a phone the way to the conversations."""
    return (
        f'<h1>qa <span class="folder">{escape(PurePath(status.folder).name)}</span></h1>'
        '<button type="button" class="menu" id="menu" aria-expanded="false">Conversations</button>'
    )
