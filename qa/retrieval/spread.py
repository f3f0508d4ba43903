"""Makes room among the passages to read if many of them are copies of one text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.articles.passages import published_on
from qa.language.copies import clusters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from llama_index.core.schema import NodeWithScore

__all__ = ["surplus_copies"]

# Of copies of one text, so many are read by score, and so many because they are the newest: each
# new version of a story is nearly a copy of the one before, but for a figure.
_BEST = 3
_NEWEST = 3


def surplus_copies(nodes: Sequence[NodeWithScore]) -> set[int]:
    """Return the places of the passages that need not be read, since enough copies of them are.

    Args:
        nodes: Passages, best first.
    """
    together: dict[int, list[int]] = {}
    for place, original in enumerate(clusters(one.node.get_content() for one in nodes)):
        together.setdefault(original, []).append(place)
    surplus: set[int] = set()
    for places in together.values():
        newest = sorted(places, key=lambda at: published_on(nodes[at].node) or "", reverse=True)
        surplus |= set(places) - set(places[:_BEST]) - set(newest[:_NEWEST])
    return surplus
