"""Answers with the items of a list that an article prints: steps to follow, things to bring."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.answering.drafts.citations import quote_passage
from qa.language.headings import is_heading
from qa.language.kinds import AnswerKind, expected_kind
from qa.language.sentences import sentences
from qa.language.stems import stem, stems, telling_stems
from qa.language.words import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence, Set

    from llama_index.core.schema import NodeWithScore

    from qa.answering.drafts.citations import Quote
    from qa.answering.spans.candidates import Candidate

__all__ = [
    "BULLET",
    "ORDINALS",
    "items_below",
    "items_beside",
    "numbered_step",
    "quoted_items",
    "section",
    "steps",
]

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
#: The mark before an item of a list.
BULLET = re.compile(r"[-*+•‣▪]\s+")
_LEAST_STEPS = 2
#: The first ten, by which steps and places are named.
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
)  # fmt: skip
_ASKS_NUMBERED = re.compile(
    r"\bwhat(?:['’]s| is| are| was)? the "  # noqa: RUF001
    rf"(?P<which>{'|'.join(ORDINALS)}|last|\d{{1,2}}(?:st|nd|rd|th))"
    r" (?:step|item|point|rule|tip|stage|instruction)s?\b",
    re.IGNORECASE,
)
# The longest section and the longest list that are quoted whole, in characters.
_LONGEST_SECTION, _LONGEST_LIST = 500, 1_000
_LISTED = frozenset({AnswerKind.PERSON, AnswerKind.PLACE, AnswerKind.TEXT, AnswerKind.OPEN})
_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
# "Before you take it" says what to do before.
_ASIDE = re.compile(r"\b(?:before|after|without|when|if)\b", re.IGNORECASE)
# What is needed stands below a heading of its own.
_NEEDED = re.compile(
    r"(?:the )?(?:ingredients|materials|tools|equipment|requirements?|supplies|what to bring"
    r"|(?:things |what )?you(?:'ll| will)? need)(?: (?:needed|required))?",
    re.IGNORECASE,
)
_ASKS_NEED = re.compile(r"\b(?:need|needed|require|required|ingredients|buy)\b", re.IGNORECASE)
_NEED = frozenset(map(stem, word_set("need require ingredients ingredient make buy prepare")))
_NEEDS = frozenset(map(stem, word_set("ingredients materials tools equipment requirements need")))
_NEGATION = re.compile(r"\b(?:not|never|no|cannot)\b|n['’]t\b", re.IGNORECASE)  # noqa: RUF001
# Words above a list that a question for its items need not contain.
_OF_LISTS = frozenset(map(stem, word_set(
    "common complete detailed following full key list main overview possible several some these"
)))  # fmt: skip


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


def numbered_step(question: str, nodes: Sequence[NodeWithScore]) -> list[Quote]:
    """Return the step that a question asks for by its number: "What is the second step?".

    Args:
        question: The question as it was understood.
        nodes: Passages, best first.

    Returns:
        The step of the first article that has numbered steps and, with its title, all else that the
        question names; empty if there is none.
    """
    found = _ASKS_NUMBERED.search(question)
    if found is None:
        return []
    asked = set(telling_stems(_ASKS_NUMBERED.sub(" ", question)))
    for article in dict.fromkeys(hit.node.metadata["article_id"] for hit in nodes):
        own = [hit for hit in nodes if hit.node.metadata["article_id"] == article]
        texts = [str(own[0].node.metadata.get("title") or ""), *(h.node.get_content() for h in own)]
        items = _numbered(own) if asked <= set(stems(" ".join(texts))) else []
        place = len(items) if found["which"].lower() == "last" else _ordinal(found["which"])
        if 0 < place <= len(items):
            return [items[place - 1]]
    return []


def _ordinal(word: str) -> int:
    digits = re.match(r"\d+", word)
    return int(digits[0]) if digits else ORDINALS.index(word.lower()) + 1


def items_below(question: str, nodes: Sequence[NodeWithScore]) -> list[tuple[str, Quote]]:
    """Return the items of the list above which an article says what the question asks for.

    "Who should not take Veltorin?" is answered by the items below "Do not take Veltorin if you:",
    and "What is new in Kestrel 4?" by those below "New" in the notes on Kestrel 4.

    Args:
        question: The question as it was understood.
        nodes: Passages, best first.

    Returns:
        Each item with the quote that holds it; empty if no line above a list says what is asked,
        and nothing else.
    """
    asked = set(telling_stems(question))
    if not asked or expected_kind(question) not in _LISTED:
        return []
    needed = asked & _NEED if _ASKS_NEED.search(question) else None
    for hit in nodes:
        text = hit.node.get_content()
        title = set(stems(str(hit.node.metadata.get("title") or "")))
        lines = sentences(text)
        for place, (start, end) in enumerate(lines):
            above = text[start:end]
            announces = above.endswith(":") or is_heading(above.removesuffix("?"))
            if not announces or BULLET.match(above):
                continue
            announced = set(telling_stems(above))
            if needed is not None and _NEEDED.fullmatch(above.strip("#*: ")):
                announced |= needed
            if _names(announced, asked, title, slack=_OF_LISTS | _NEEDS) and bool(
                _NEGATION.search(above)
            ) == bool(_NEGATION.search(question)):
                items = _marked(text, lines[place + 1 :])
                if len(items) >= _LEAST_STEPS:
                    return quoted_items(hit, items)
    return []


def _names(line: set[str], asked: set[str], title: set[str], *, slack: Set[str]) -> bool:
    """Tell whether a line, with the title, names what is asked, and but for slack nothing else."""
    return bool(line & asked) and line - slack <= asked | title and asked <= line | title


def _marked(text: str, lines: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the offsets of the items, without their marks, at the beginning of some lines."""
    items: list[tuple[int, int]] = []
    for start, end in lines:
        mark = BULLET.match(text, start)
        if mark is None:
            break
        items.append((mark.end(), end))
    return items


def section(question: str, nodes: Sequence[NodeWithScore]) -> list[Quote]:
    """Return what an article says below the heading that names what the question asks for.

    "How do I upgrade Kestrel?" is answered by the paragraphs below "Upgrading" in its manual.

    Args:
        question: The question as it was understood.
        nodes: Passages, best first.

    Returns:
        The paragraphs up to the next heading, or the first if all are long; empty if the question
        does not ask how to do something, or if no heading names it.
    """
    asked = set(telling_stems(question))
    if not asked or not _ASKS_HOW.match(question):
        return []
    for hit in nodes:
        text = hit.node.get_content()
        title = set(stems(str(hit.node.metadata.get("title") or "")))
        for start, end in sentences(text):
            heading = set(telling_stems(text[start:end]))
            if (
                is_heading(text[start:end])
                and _names(heading, asked, title, slack=_OF_LISTS)
                and not _ASIDE.search(text, start, end)
            ):
                return _below(hit, end)
    return []


def _below(hit: NodeWithScore, end: int) -> list[Quote]:
    """Return the paragraphs from an offset to the next heading."""
    text = hit.node.get_content()
    found: list[Quote] = []
    length = 0
    for paragraph in _PARAGRAPH.finditer(text, end):
        length += len(paragraph[0])
        if is_heading(paragraph[0]) or length > _LONGEST_SECTION:
            break
        found.append(_quoted(hit, *paragraph.span()))
    return found


def items_beside(candidate: Candidate) -> list[tuple[str, Quote]]:
    """Return all items of the list with marks in which a candidate stands, each with its quote.

    Empty if the candidate stands in no list, or alone in one.
    """
    text = candidate.node.node.get_content()
    run: list[tuple[int, int]] = []
    held = False
    for start, end in sentences(text):
        marked = BULLET.match(text, start)
        if marked is None:
            if held:
                break
            run = []
            continue
        run.append((marked.end(), end))
        held = held or start <= candidate.start < end
    return quoted_items(candidate.node, run) if held and len(run) > 1 else []


def quoted_items(hit: NodeWithScore, places: Sequence[tuple[int, int]]) -> list[tuple[str, Quote]]:
    """Return items with their quote: one for all, in which each is marked, or one for each."""
    text = hit.node.get_content()
    first, last = places[0][0], places[-1][1]
    whole = quote_passage(hit.node, first, last, *places)
    shared = last - first <= _LONGEST_LIST
    return [(text[slice(*at)], whole if shared else _quoted(hit, *at)) for at in places]


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
