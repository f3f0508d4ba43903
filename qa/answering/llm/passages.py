"""Passages as a language model is shown them: numbered, fenced, and no more than fit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from llama_index.core.schema import NodeWithScore

from qa.articles.passages import published_on
from qa.language.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Shown", "show"]

# Looks like a source's number: "[3]", "[1, 2]".
_NUMBER = re.compile(r"\[(\d[\d,;\s–-]*)\]")  # noqa: RUF001 - a dash between numbers
_LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Shown:
    """What a model is shown.

    Attributes:
        text: All passages, each between two lines that carry the fence.
        nodes: The passages; the n-th has the number n.
    """

    text: str
    nodes: tuple[NodeWithScore, ...]


def show(
    nodes: Sequence[NodeWithScore],
    fence: str,
    *,
    budget: int,
    count_tokens: Callable[[str], int],
    first: int = 1,
) -> Shown:
    """Number and fence the passages that fit.

    An article knows neither the fence, which is drawn anew for each request, nor can it bring a
    source's number along: ``[3]`` in its text becomes ``(3)``.

    Args:
        nodes: Best first; the worst are left out where not all fit. Of a first one that does not
            fit, only whole sentences are shown.
        fence: A word that nobody can guess.
        budget: Tokens that all of it may take.
        count_tokens: Counts a text's tokens.
        first: Number of the first passage.
    """
    parts: list[str] = []
    shown: list[NodeWithScore] = []
    for node in nodes:
        number = first + len(shown)
        part = _fenced(node, node.node.get_content(), number, fence)
        if not shown and count_tokens(part) > budget:
            part = _shortened(node, number, fence, budget, count_tokens)
        cost = count_tokens(part) if part else 0
        if not part or cost > budget:
            break
        budget -= cost
        parts.append(part)
        shown.append(node)
    return Shown("\n\n".join(parts), tuple(shown))


def _fenced(node: NodeWithScore, text: str, number: int, fence: str) -> str:
    metadata = node.node.metadata
    title = " ".join(str(metadata.get("title") or "").split())[:_LONGEST_TITLE]
    published = published_on(node.node)
    about = _harmless(f"{title} ({published})" if published else title, fence)
    return f"<passage [{number}] {fence}> {about}\n{_harmless(text, fence)}\n</passage {fence}>"


def _harmless(text: str, fence: str) -> str:
    return _NUMBER.sub(r"(\1)", text).replace(fence, "")


def _shortened(
    node: NodeWithScore, number: int, fence: str, budget: int, count_tokens: Callable[[str], int]
) -> str:
    """As many whole sentences as fit; empty where not even one does."""
    text = node.node.get_content()
    part = ""
    for _, end in sentences(text):
        longer = _fenced(node, text[:end], number, fence)
        if count_tokens(longer) > budget:
            break
        part = longer
    return part
