"""The templates of the page, filled."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from qa.answers import UPLOADED
from qa.templates import templates
from qa.web.rendering.escaping import escape

if TYPE_CHECKING:
    from qa.templates import Environment

__all__ = ["counted", "file_name", "render"]


def render(name: str, **values: Any) -> str:
    """Fill a template; every text in it goes through `escape`.

    Args:
        name: The template's file without ``.html``.
        values: What the template names.
    """
    return _page().get_template(f"{name}.html").render(**values)


@functools.cache
def _page() -> Environment:
    environment = templates("qa.web", escape)
    environment.filters |= {"counted": counted, "file_name": file_name}
    return environment


def counted(number: int, noun: str) -> str:
    """Return ``1 article``, ``2 articles``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def file_name(path: str) -> str:
    """Return an article's file as it is shown; an uploaded file is called so."""
    if path.startswith(UPLOADED):
        return f"{path.removeprefix(UPLOADED)} (uploaded)"
    return path
