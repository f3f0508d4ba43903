"""Answers from the sections of a changelog: when a version appeared, what it changed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from qa.answering.lookups.listed import BULLET, quoted_items
from qa.answering.spans.candidates import first_of_passages
from qa.language.sentences import sentences
from qa.language.stems import name_stems, stem, stems, telling_stems
from qa.language.values import ValueKind, parse
from qa.language.words import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from llama_index.core.schema import NodeWithScore

    from qa.answering.drafts.citations import Quote
    from qa.answering.spans.candidates import Candidate

__all__ = ["asked_release", "asked_version", "changes", "release_day", "version_of_change"]

_NUMBER = r"\d+(?:\.\d+)*"
# The heading of a section: "## [3.0.0] - 2024-03-19", "v1.2 (3 May 2023)", "Version 7".
_VERSION = re.compile(
    rf"(?=#|[Vv]|Release|\[?\d+\.\d)(?P<level>#{{0,6}}) *\[?(?:[A-Z]\w+ |version )?v?"
    rf"(?P<number>{_NUMBER})\]?"
    r"(?:(?:\W+|, released )(?P<day>(?=[^\n]*\d{4})\w[^\n()]{2,30}?))?\)?[ *]*(?:\n[-=]+)?"
)
_ASKS_RELEASE = re.compile(
    rf"\b(?:when|what (?:date|day)|date)\b.*?\b(?:v|version |release )?(?P<number>{_NUMBER})\b",
    re.IGNORECASE,
)
_APPEAR = frozenset(map(stem, word_set("appear come issue launch publish release ship")))
_ASKS_CHANGES = re.compile(
    r"\W*(?:what|which)\b(?P<what>.+) (?:in|with|by) (?:the )?(?:version |release )?"
    rf"(?:[A-Z]\w+ )?v?(?P<number>{_NUMBER})\W*",
    re.IGNORECASE,
)
_ASKS_VERSION = re.compile(
    r"\W*(?:(?:in|since|with|from|by) )?(?:which|what) (?:version|release)\b(?P<what>.+)",
    re.IGNORECASE,
)
# What changelogs call a change, each line one kind.
_KINDS = tuple(
    frozenset(map(stem, word_set(kind)))
    for kind in (
        "new add introduce", "fix correct repair solve", "remove drop delete",
        "change modify",
    )
)  # fmt: skip
# Words of a question that an item of a changelog need not contain.
_SLACK = frozenset(
    map(stem, word_set("bug change feature improvement issue problem thing version"))
)


class _Item(NamedTuple):
    """An item of a section: where it stands, and the stems of the heading above it."""

    hit: NodeWithScore
    start: int
    end: int
    under: frozenset[str]

    @property
    def said(self) -> list[str]:
        return stems(self.hit.node.get_content()[self.start : self.end])


@dataclass(slots=True)
class _Section:
    """What a changelog says of one version, as far as the passages hold it without a gap."""

    hit: NodeWithScore
    heading: re.Match[str]
    items: list[_Item] = field(default_factory=list)

    @property
    def number(self) -> tuple[str, ...]:
        return _parts(self.heading["number"])


def asked_release(question: str) -> str | None:
    """Return the question if it asks when a version appeared: "When was version 3.1 released?"."""
    found = _ASKS_RELEASE.search(question)
    return question if found and not _APPEAR.isdisjoint(stems(question)) else None


def release_day(question: str, found: Sequence[Candidate]) -> Candidate | None:
    """Return the day in the heading of a version.

    Args:
        question: What `asked_release` returned.
        found: All candidates, best first; their passages are searched.
    """
    asked = _ASKS_RELEASE.search(question)
    for section, candidate in _of_candidates(found, question):
        day = section.heading["day"]
        dated = bool(day) and parse(day).kind is ValueKind.DATE
        if asked is not None and dated and section.number == _parts(asked["number"]):
            return _in_heading(candidate, section, "day")
    return None


def asked_version(question: str) -> str | None:
    """Return what a question asks the version of: "Since which version does it read CSV?"."""
    found = _ASKS_VERSION.match(question)
    return found["what"] if found else None


def version_of_change(change: str, found: Sequence[Candidate]) -> Candidate | None:
    """Return the number of the version of which one item says all words of a change.

    Args:
        change: What `asked_version` returned.
        found: All candidates, best first; their passages are searched.
    """
    wanted = set(telling_stems(change)) - _SLACK
    for section, candidate in _of_candidates(found, ""):
        if wanted and any(_tells(item, wanted) for item in section.items):
            return _in_heading(candidate, section, "number")
    return None


def changes(question: str, nodes: Sequence[NodeWithScore]) -> list[tuple[str, Quote]]:
    """Return what a changelog lists of a version: "What was fixed in 2.6?", "What is new in 3.0?".

    Args:
        question: The question as it was understood.
        nodes: Passages, best first.

    Returns:
        Each item with the quote that holds it: those below a heading such as "Fixed", else those
        that hold the words of the question. Empty if no section on that version has such items.
    """
    asked = _ASKS_CHANGES.fullmatch(question)
    wanted = set(telling_stems(asked["what"])) - _SLACK if asked else set()
    if asked is None or not wanted:
        return []
    for section in _sections(nodes):
        if section.number == _parts(asked["number"]):
            below = [one for one in section.items if any(_is_kind(one.under, w) for w in wanted)]
            items = below if len(wanted) == 1 else []
            items = items or [one for one in section.items if _tells(one, wanted)]
            if items:
                return _quoted(items)
    return []


def _quoted(items: Sequence[_Item]) -> list[tuple[str, Quote]]:
    hits = dict.fromkeys(id(item.hit) for item in items)
    runs = [[item for item in items if id(item.hit) == hit] for hit in hits]
    return [one for run in runs for one in quoted_items(run[0].hit, [item[1:3] for item in run])]


def _tells(item: _Item, wanted: set[str]) -> bool:
    """Tell whether an item, with the heading above it, holds all words that are asked for."""
    held = item.under.union(item.said)
    return all(word in held or _is_kind(item.under | {*item.said[:1]}, word) for word in wanted)


def _is_kind(words: frozenset[str], asked: str) -> bool:
    """Tell whether words name the kind of change that is asked for: "Added" for "new"."""
    return asked in words or any(asked in kind and not kind.isdisjoint(words) for kind in _KINDS)


def _of_candidates(
    found: Sequence[Candidate], question: str
) -> Iterator[tuple[_Section, Candidate]]:
    """Yield the sections of the passages with candidates, of articles with all names asked for."""
    by_node = {one.node.node.node_id: one for one in first_of_passages(found)}
    names = name_stems(question)
    for section in _sections([one.node for one in by_node.values()]):
        candidate = by_node[section.hit.node.node_id]
        own = [one for one in by_node.values() if one.article_id == candidate.article_id]
        path = candidate.node.node.metadata.get("path") or ""
        if names <= set(stems(f"{path} {' '.join(one.context for one in own)}")):
            yield section, candidate


def _in_heading(candidate: Candidate, section: _Section, group: str) -> Candidate:
    start, end = section.heading.span(group)
    return replace(candidate, start=start, end=end, sentence=section.heading.span(), fits=True)


def _sections(nodes: Sequence[NodeWithScore]) -> Iterator[_Section]:
    """Yield the sections on versions of each article, the article of the best passage first."""
    for article in dict.fromkeys(hit.node.metadata["article_id"] for hit in nodes):
        own = [hit for hit in nodes if hit.node.metadata["article_id"] == article]
        own.sort(key=lambda hit: hit.node.start_char_idx or 0)  # type: ignore[attr-defined]
        yield from _of_article(own)


def _of_article(nodes: Sequence[NodeWithScore]) -> Iterator[_Section]:
    section: _Section | None = None
    under: frozenset[str] = frozenset()
    end = 0
    for hit in nodes:
        offset = hit.node.start_char_idx or 0  # type: ignore[attr-defined]
        if section is not None and offset > end + len("\n\n"):  # a passage between was not read
            yield section
            section = None
        text = hit.node.get_content()
        for first, last in sentences(text):
            if offset + last <= end:  # a passage may repeat the end of the one before
                continue
            heading = _VERSION.fullmatch(text, first, last)
            closes = heading or (section and _closes(text[first:last], section))
            if closes:
                if section is not None:
                    yield section
                section, under = (_Section(hit, heading) if heading else None), frozenset()
            elif section is not None and (bullet := BULLET.match(text, first, last)):
                section.items.append(_Item(hit, bullet.end(), last, under))
            else:
                under = frozenset(stems(text[first:last]))
        end = offset + len(text)
    if section is not None:
        yield section


def _closes(line: str, section: _Section) -> bool:
    """Tell whether a line is a heading of the level of a section, or of a higher one."""
    level = len(line) - len(line.lstrip("#"))
    return 0 < level <= len(section.heading["level"])


def _parts(number: str) -> tuple[str, ...]:
    """Return the parts of a version's number without zeros at the end: "3" is "3.0.0"."""
    return tuple(re.sub(r"(?:\.0+)+$", "", number).split("."))
