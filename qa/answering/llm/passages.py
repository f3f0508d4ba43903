"""Prepares passages for a language model: numbered, fenced, and only as many as fit."""

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

# Text that looks like a source number: "[3]", "[1, 2]".
_NUMBER = re.compile(r"\[(\d[\d,;\s–-]*)\]")  # noqa: RUF001 - a dash between numbers
_LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Shown:
    """The passages as a model is shown them.

    Attributes:
        text: All passages, each between two lines that contain the fence.
        nodes: The passages. The n-th passage has the number n.
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

    An article cannot imitate the fence, because the fence is a new random word for each request.
    It cannot imitate a source number either: ``[3]`` in its text becomes ``(3)``.

    Args:
        nodes: Passages, best first. If not all fit, the worst are left out. If not even the first
            one fits, as many of its whole sentences are shown as fit.
        fence: A word that nobody can guess.
        budget: The largest number of tokens that the whole text may have.
        count_tokens: Counts the tokens of a text.
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
    """Return as many whole sentences as fit; empty if not even one fits."""
    text = node.node.get_content()
    part = ""
    for _, end in sentences(text):
        longer = _fenced(node, text[:end], number, fence)
        if count_tokens(longer) > budget:
            break
        part = longer
    return part
