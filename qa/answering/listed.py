"""Answers with the items of a list that an article prints: steps to follow, things to bring."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.answering.citations import quote_passage
from qa.language.sentences import sentences
from qa.language.stems import stems, telling_stems

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from llama_index.core.schema import NodeWithScore

    from qa.answering.candidates import Candidate
    from qa.answering.citations import Quote

__all__ = ["items_beside", "steps"]

_ASKS_HOW = re.compile(
    r"\W*(?:and |so |please )?"
    r"(?:how (?:do|can|should|would|could) (?:i|you|we|one|people)\b|how to\b"
    r"|(?:what|which) (?:are the |steps\b)|(?:list|give me|tell me|show me) the )",
    re.IGNORECASE,
)
# Words of such a question that the title of the article need not contain.
_SLACK = frozenset(
    stems("steps instructions way properly best how take do make give list tell show")
)
_NUMBER = re.compile(r"(\d{1,2})[.)]\s+")
_BULLET = re.compile(r"[-*+•‣▪]\s+")
_LEAST_STEPS = 2


def steps(question: str, nodes: Sequence[NodeWithScore]) -> list[Quote]:
    """Return the numbered steps of the article whose title says how to do what is asked.

    "How do I bleed a radiator?" is answered by the steps of "How to bleed a radiator".

    Args:
        question: The question as it was understood.
        nodes: Passages, best first.

    Returns:
        The steps from the first one on, as far as the passages hold them without a gap; empty if
        the question does not ask for steps, or no title contains its words.
    """
    asked = set(telling_stems(question)) - _SLACK
    if not asked or not _ASKS_HOW.match(question):
        return []
    for hit in nodes:
        article = hit.node.metadata["article_id"]
        if asked <= set(stems(str(hit.node.metadata.get("title") or ""))):
            return _numbered([one for one in nodes if one.node.metadata["article_id"] == article])
    return []


def items_beside(candidate: Candidate) -> list[Quote]:
    """Return all items of the list with marks in which a candidate stands; empty if it is alone."""
    text = candidate.node.node.get_content()
    run: list[tuple[int, int]] = []
    held = False
    for start, end in sentences(text):
        marked = _BULLET.match(text, start)
        if marked is None:
            if held:
                break
            run = []
            continue
        run.append((marked.end(), end))
        held = held or start <= candidate.start < end
    return [_quoted(candidate.node, *item) for item in run] if held and len(run) > 1 else []


def _numbered(nodes: Sequence[NodeWithScore]) -> list[Quote]:
    """Return the items 1, 2, 3 ... of an article's passages, up to a gap."""
    found: dict[int, Quote] = {}
    for hit in sorted(nodes, key=lambda one: one.node.start_char_idx or 0):  # type: ignore[attr-defined]
        for number, start, end in _numbered_items(hit.node.get_content()):
            found.setdefault(number, _quoted(hit, start, end))
    whole = [found[number] for number in range(1, len(found) + 1) if number in found]
    return whole if len(whole) == len(found) >= _LEAST_STEPS else []


def _numbered_items(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield the number of each item and its offsets, to the end of its paragraph or line."""
    number, start, last = 0, 0, 0
    for first, end in sentences(text):
        marked = _NUMBER.match(text, first)
        apart = "\n" in text[last:first]
        if number and (marked or apart):
            yield number, start, last
            number = 0
        if marked:
            number, start = int(marked[1]), first
        last = end
    if number:
        yield number, start, last


def _quoted(hit: NodeWithScore, start: int, end: int) -> Quote:
    return quote_passage(hit.node, start, end, (start, end))
