"""Jinja2 templates, which lie in a folder ``templates`` beside the code that fills them."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup

__all__ = ["Environment", "templates"]


def templates(package: str, escape: Callable[[str], str] = html.escape) -> Environment:
    """Return the templates of a package.

    Whatever a template prints is escaped, unless it is HTML already (`markupsafe.Markup`). A name
    that is not defined is an error. A line break between two tags is not part of the result, and
    any other line break is a single space there, so that a template may be laid out for its reader.

    Args:
        package: Dotted name, such as ``qa.web``.
        escape: Turns text into HTML that shows it.

    Example:
        >>> templates("qa.web").from_string("<b>{{ text }}</b>").render(text="1 < 2")
        '<b>1 &lt; 2</b>'
    """

    def as_html(value: Any) -> Any:
        # Jinja's own escaping is fixed, and leaves alone what this has made.
        return value if hasattr(value, "__html__") else Markup(escape(str(value)))

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=as_html,
        loader=PackageLoader(package),
        extensions=[_Layout],
    )
    environment.filters |= {"escape": as_html, "e": as_html}
    return environment


class _Layout(Extension):
    """Takes the line breaks of a template out of what it gives."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 - Jinja's signature
        return re.sub(r"\n\s*", " ", re.sub(r"(?<=[>}])\n\s*(?=[<{])", "", source.strip()))
