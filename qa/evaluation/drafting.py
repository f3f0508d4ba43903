# ruff: noqa: RUF001 - typographic punctuation is meant
"""Proposes gold rows for a folder by rules; a person keeps, mends or drops each of them.

The rules turn a statement into a question about one of its parts: who did it, when, where, how
many. They need no parser, so they only use sentences of a simple form, and a question may sound
stiff. Every answer and every quote stands verbatim in an article. The rows are marked as drafts,
and drafts are never scored.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from typing import Any

from qa.language.sentences import sentences
from qa.language.words import MONTHS, WEEKDAYS

__all__ = ["DraftedRow", "draft_rows"]

_SHORTEST, _LONGEST = 40, 240
_NAME = r"[A-Z][\w.'’-]*(?: (?:of |de |and the |of the )?[A-Z][\w.'’-]*){0,4}"
_SUBJECT = re.compile(
    rf"(?P<subject>(?:The |An? )?(?:[a-z][\w’'-]+ ){{0,3}}{_NAME}"
    r"|(?:The|An?)(?: [\w’'-]+){1,4}?) "
    r"(?P<verb>was|were|is|are|has|have|had|will|would|can|could|[a-z]{2,}ed|said|told|won|led|met"
    r"|made|gave|took|left|became|began|held|wrote|came|went|saw|spoke|built|died|sold|bought|found"
    r"|lost|got|paid|sent|set|put|ran|grew|rose|fell|chose) "
    r"(?P<rest>.+)"
)
_AUXILIARIES = frozenset(
    {"was", "were", "is", "are", "has", "have", "had", "will", "would", "can", "could"}
)
_MONTH = "|".join(month.capitalize() for month in MONTHS)
_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTH})(?:,? \d{{4}})?"
    rf"|(?:{_MONTH}) \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|(?:{_MONTH})(?: \d{{4}})?"
    rf"|(?:{'|'.join(day.capitalize() for day in WEEKDAYS)})|(?:1[5-9]|20)\d\d)"
)
_WHEN = re.compile(rf",? (?:on|in|by|since|until|from) (?P<answer>{_DATE})(?= |[,.]|$)")
_WHERE = re.compile(rf" (?:in|at|near) (?P<answer>(?!{_DATE}){_NAME}(?:, {_NAME})?)(?=[,.]|$)")
_NUMERAL = (
    r"(?:\d[\d,.]*\d|\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|"
    r"forty|fifty|sixty|seventy|eighty|ninety|hundreds of|thousands of)"
)
_COUNTED = re.compile(
    rf"(?:About |Around |Some |At least |More than )?(?P<answer>{_NUMERAL}) (?P<rest>[a-z]+s .+)",
    re.IGNORECASE,
)
_HAVING = re.compile(
    rf"(?P<answer>{_NUMERAL}) (?P<noun>[a-z]+(?: [a-z]+)??s)"
    r"(?P<rest>(?: (?:in|at|on|for|of|from|with|to) .*?)?)(?: and .*)?"
)
_HAVE = {"has": "does", "have": "do", "had": "did"}
# A sentence that begins or goes on like this is not understood without the one before it.
_LEANING = re.compile(
    r"^(?:He|She|It|They|We|I|You|This|That|These|Those|There|But|And|So|However|Also|His|Her|Its|"
    r"Their|Meanwhile|Then|Such|What|When|While|If|As|Although|After|Before)\b"
)
# What a sentence says besides, which would only make a question long.
_ASIDE = re.compile(
    r", (?:which|who|whose) [^,]*,|, (?:while|but|which|who|whose|as|after) .*"
    r"|, [^,]*\b(?:said|says)(?: [A-Z]\w+)?$"
)
_NO_NAME = re.compile(rf"^(?:On|In|At|By|The|A|An|For|From|With|But|And)\b|\b{_DATE}\b")
_QUOTATION = re.compile(r"[\"“”«»]")


@dataclass(frozen=True, slots=True)
class DraftedRow:
    """A proposed gold row.

    Attributes:
        question: The question.
        answers: Its right answers; empty if the articles should not answer it.
        path: The article that the row was made from.
        quote: The sentence that the row was made from, verbatim.
        kind: ``name``, ``date``, ``place``, ``number``, ``follow-up`` or ``near-miss``.
        history: The question before a follow-up.
        expect: Kinds of notices that an answer should have.
    """

    question: str
    answers: tuple[str, ...]
    path: str
    quote: str
    kind: str
    history: tuple[str, ...] = ()
    expect: tuple[str, ...] = ()

    def to_row(self, number: int) -> dict[str, Any]:
        """Return the row for a gold file, marked as a draft."""
        row: dict[str, Any] = {"id": f"draft-{number}", "question": self.question}
        if self.answers:
            row["answers"] = list(self.answers)
            row["evidence"] = [{"path": self.path, "quote": self.quote}]
        else:
            row["answerable"] = False
        row["kind"] = self.kind
        if self.history:
            row["history"] = list(self.history)
        if self.expect:
            row["expect"] = list(self.expect)
        return row | {"draft": True}

    def to_line(self, number: int) -> str:
        """Return the row as a line of a JSON Lines file."""
        return json.dumps(self.to_row(number), ensure_ascii=False)


def draft_rows(
    articles: Sequence[tuple[str, str]],
    count: int,
    *,
    seed: int = 0,
    differs: Callable[[str], bool] | None = None,
) -> tuple[DraftedRow, ...]:
    """Propose gold rows, with kinds and articles mixed.

    Args:
        articles: Path and text of each article, without its header.
        count: How many rows at most; fewer if the articles have too few simple sentences.
        seed: The same seed proposes the same rows.
        differs: Tells whether the articles differ in the answer to a question. Such rows expect
            the notice ``disagreement``.
    """
    generator = random.Random(seed)
    by_kind: dict[str, list[DraftedRow]] = {}
    for path, text in articles:
        for row in _rows_of(path, text):
            by_kind.setdefault(row.kind, []).append(row)
    asked = [row for kind in by_kind.values() for row in kind if row.kind != "follow-up"]
    by_kind["near-miss"] = list(_near_misses(asked, articles, generator))
    for rows in by_kind.values():
        generator.shuffle(rows)
        rows.sort(key=_turn_of(rows))
    chosen: dict[str, DraftedRow] = {}
    for kind in cycle(sorted(by_kind)):
        if len(chosen) >= count or not any(by_kind.values()):
            break
        if by_kind[kind]:
            row = by_kind[kind].pop(0)
            chosen.setdefault(" ".join((*row.history, row.question)), row)
    return tuple(
        replace(row, expect=("disagreement",))
        if differs and row.answers and not row.history and differs(row.question)
        else row
        for row in chosen.values()
    )


def _turn_of(rows: Sequence[DraftedRow]) -> Callable[[DraftedRow], int]:
    """Return a sort key by which the articles take turns."""
    seen: dict[str, int] = {}
    turns: dict[int, int] = {}
    for row in rows:
        turns[id(row)] = seen[row.path] = seen.get(row.path, 0) + 1
    return lambda row: turns[id(row)]


def _rows_of(path: str, text: str) -> Iterator[DraftedRow]:
    for start, end in sentences(text):
        quote = text[start:end].strip()
        plain = " ".join(quote.split())
        if not _SHORTEST <= len(plain) <= _LONGEST or not plain.endswith("."):
            continue
        if _LEANING.match(plain) or _QUOTATION.search(plain):
            continue
        for question, answer, kind, history in _questions(plain.rstrip(".")):
            if answer in quote and answer.lower() not in question.lower():
                yield DraftedRow(question, (answer,), path, quote, kind, history)


def _questions(plain: str) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Yield question, answer, kind and history for a sentence without its full stop."""
    plain = _ASIDE.sub("", plain)
    if counted := _COUNTED.fullmatch(plain):
        yield f"How many {counted['rest']}?", counted["answer"], "number", ()
        return
    match = _SUBJECT.fullmatch(plain)
    if match is None:
        return
    subject, verb, rest = match["subject"], match["verb"], match["rest"]
    who = ""
    if re.fullmatch(_NAME, subject):
        who = f"Who {verb} {rest}?"
        yield who, subject, "name", ()
    having = _HAVING.fullmatch(rest) if verb in _HAVE else None
    if having:
        noun, behind = having["noun"], having["rest"]
        asked = f"How many {noun} {_HAVE[verb]} {_lowered(subject)} have{behind}?"
        yield asked, having["answer"], "number", ()
        return
    for word, kind, pattern in (("When", "date", _WHEN), ("Where", "place", _WHERE)):
        found = pattern.search(f" {rest}")
        # What stands in a clause ("announced that ... in May") is not when or where it was said.
        if not found or " that " in f" {rest}"[: found.start() + 1]:
            continue
        left = f" {rest}"[: found.start()] + f" {rest}"[found.end() :]
        left = left.strip(" ,")
        if verb in _AUXILIARIES:
            yield f"{word} {verb} {_lowered(subject)} {left}?", found["answer"], kind, ()
        else:
            yield (
                f"{word} was it that {_lowered(subject)} {verb} {left}?",
                found["answer"],
                kind,
                (),
            )
        if who and kind == "date":
            yield "And when was that?", found["answer"], "follow-up", (f"Who {verb} {left}?",)


def _lowered(subject: str) -> str:
    return re.sub(r"^(?:The|An?) ", lambda match: match[0].lower(), subject)


def _near_misses(
    rows: Sequence[DraftedRow], articles: Sequence[tuple[str, str]], generator: random.Random
) -> Iterator[DraftedRow]:
    """Ask about another name of the articles that is not in the sentence of the question."""
    full = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)+\b(?!\w)")
    found = {name for _, text in articles for name in full.findall(text)}
    names = sorted(name for name in found if not _NO_NAME.search(name))
    for row in rows:
        inside = [name for name in full.findall(row.question) if name in row.quote]
        others = [name for name in names if name not in row.quote]
        if inside and others:
            swapped = row.question.replace(inside[0], generator.choice(others))
            yield replace(row, question=swapped, answers=(), kind="near-miss")
