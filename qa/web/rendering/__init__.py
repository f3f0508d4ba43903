"""Turns answers and articles into HTML in which text from outside is never read as markup."""

from __future__ import annotations

from qa.web.rendering.article import article_page
from qa.web.rendering.escaping import escape
from qa.web.rendering.sources import sources_html
from qa.web.rendering.templates import render
from qa.web.rendering.thread import messages

__all__ = ["article_page", "escape", "messages", "render", "sources_html"]
