"""A conversation as Markdown, with its citations. Pure functions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.assistant import likelihood
from qa.web.rendering.answers import UNSUPPORTED, WRITTEN, says_itself

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qa.answers import Citation
    from qa.web.records import StoredTurn

__all__ = ["to_markdown"]

# What Markdown reads as structure anywhere in a line (CommonMark), and at a line's beginning.
_INLINE = re.compile(r"([\\`*_\[\]<>&~|!$])")
_LEADING = re.compile(r"^(\s*(?:\d+(?=[.)]))?)([#+\-=:.)])", re.MULTILINE)


def to_markdown(name: str, folder: str, turns: Sequence[StoredTurn]) -> str:
    """Write a conversation as Markdown: each question, its answer, and the quotes that support it.

    Text from users and articles is escaped: it is shown unchanged and is never read as Markdown.

    Args:
        name: The conversation's name.
        folder: Where the articles lie.
        turns: Oldest first.
    """
    lines = [f"# {_line(name)}", "", f"Asked of {_line(folder)}", ""]
    for turn in turns:
        lines += _turn(turn)
    return "\n".join(lines)


def _turn(turn: StoredTurn) -> Iterator[str]:
    answer = turn.answer
    yield from (f"## {_line(turn.question)}", "")
    if answer.text and not says_itself(answer):
        yield from (f"**{_line(answer.text)}**", "")
    for statement in answer.support:
        numbers = "".join(f"\\[{number}\\]" for number in statement.citations)
        yield from (f"{_line(statement.text)} {numbers}", "")
    if answer.prose:
        yield from (WRITTEN, "")
    for statement in answer.prose:
        numbers = "".join(f"\\[{number}\\]" for number in statement.citations)
        yield from (f"{_line(statement.text)} {numbers or f'*({UNSUPPORTED})*'}", "")
    yield from _outcome(turn)
    for notice in answer.notices:
        yield from (f"Note: {_line(notice.text)}", "")
    for citation in answer.citations:
        yield from _citation(citation)
    if answer.related:
        yield from ("Related, but not an answer:", "")
    for citation in answer.related:
        yield from _citation(citation)


def _outcome(turn: StoredTurn) -> Iterator[str]:
    """Say what was searched in vain, or how sure the answer is and if it is complete."""
    answer = turn.answer
    if answer.refused:
        yield from (f"Searched {_line(turn.scope.words())}.", "")
    elif answer.text and (likely := likelihood(answer)):
        yield from (f"*{likely[1]}.*", "")
    if not answer.complete:
        yield from ("This answer is unfinished.", "")


def _citation(citation: Citation) -> Iterator[str]:
    page = f", page {citation.page}" if citation.page else ""
    where = ", ".join((citation.path, *citation.also_in))
    yield (
        f"{citation.number}. {_line(citation.title)} ({citation.published or 'undated'}), "
        f"{_line(where)}{page}, characters {citation.start}-{citation.end}"
    )
    yield ""
    for line in citation.quote.splitlines():
        # Spaces at its beginning would turn a line into a block of code.
        yield f"   > {_escape(line.strip())}".rstrip()
    yield ""


def _line(text: str) -> str:
    return _escape(" ".join(text.split()))


def _escape(text: str) -> str:
    return _LEADING.sub(r"\1\\\2", _INLINE.sub(r"\\\1", text))
