"""Proposes gold rows for a folder by rules; a person keeps, mends or drops each of them.

The rules turn a statement into a question about one of its parts: who did it, when, where, how
many. They need no parser, so they only use sentences of a simple form, and a question may sound
stiff. Every answer and every quote stands verbatim in an article. The rows are marked as drafts,
and drafts are never scored.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from typing import Any

from qa.evaluation.statements import turn
from qa.language.capitals import capital_balance
from qa.language.datelines import dateline_end
from qa.language.followups.mentions import mentions
from qa.language.sentences import sentences
from qa.language.values.names import is_role

__all__ = ["ArticleAnswer", "DraftedRow", "draft_rows"]

# A near miss names another person by the whole name.
_FULL_NAME_PARTS = range(2, 4)


@dataclass(frozen=True, slots=True)
class ArticleAnswer:
    """What another article answers to a drafted question.

    Attributes:
        answer: Its answer.
        path: The article.
        quote: The sentence that gives the answer, verbatim.
    """

    answer: str
    path: str
    quote: str


@dataclass(frozen=True, slots=True)
class DraftedRow:
    """A proposed gold row.

    Attributes:
        question: The question.
        answers: Its right answers; empty if the articles should not answer it.
        path: The article that the row was made from.
        quote: The sentence that the row was made from, verbatim.
        kind: ``name``, ``date``, ``place``, ``number``, ``reason``, ``description``, ``follow-up``
            or ``near-miss``.
        history: The question before a follow-up.
        expect: Kinds of notices that an answer should have.
        others: What articles answer that differ from this one; these answers are right as well.
    """

    question: str
    answers: tuple[str, ...]
    path: str
    quote: str
    kind: str
    history: tuple[str, ...] = ()
    expect: tuple[str, ...] = ()
    others: tuple[ArticleAnswer, ...] = ()

    def to_row(self, number: int) -> dict[str, Any]:
        """Return the row for a gold file, marked as a draft."""
        row: dict[str, Any] = {"id": f"draft-{number}", "question": self.question}
        if self.answers:
            row["answers"] = [*self.answers, *(one.answer for one in self.others)]
            row["evidence"] = [
                {"path": self.path, "quote": self.quote},
                *({"path": one.path, "quote": one.quote} for one in self.others),
            ]
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
    differs: Callable[[str], Sequence[ArticleAnswer]] | None = None,
) -> tuple[DraftedRow, ...]:
    """Propose gold rows, with kinds and articles mixed.

    Args:
        articles: Path and text of each article, without its header.
        count: How many rows at most; fewer if the articles have too few simple sentences.
        seed: The same seed proposes the same rows.
        differs: Returns the different answers that the articles give to a question; none if they
            agree. Such rows come first: they hold all these answers, and expect the notice
            ``disagreement``. Twice as many questions as wanted are compared.
    """
    generator = random.Random(seed)
    by_kind: dict[str, list[DraftedRow]] = {}
    balance = capital_balance(text for _, text in articles)
    for path, text in articles:
        for row in _rows_of(path, text, balance):
            by_kind.setdefault(row.kind, []).append(row)
    asked = [row for kind in by_kind.values() for row in kind if row.kind != "follow-up"]
    by_kind["near-miss"] = list(_near_misses(asked, articles, generator))
    for rows in by_kind.values():
        generator.shuffle(rows)
        rows.sort(key=_turn_of(rows))
    chosen: dict[str, DraftedRow] = {}
    wanted = 2 * count if differs else count
    for kind in cycle(sorted(by_kind)):
        if len(chosen) >= wanted or not any(by_kind.values()):
            break
        if by_kind[kind]:
            row = by_kind[kind].pop(0)
            chosen.setdefault(" ".join((*row.history, row.question)), row)
    if differs is None:
        return tuple(chosen.values())
    rows = [
        row if row.history or not row.answers else _with_others(row, differs(row.question))
        for row in chosen.values()
    ]
    return tuple(sorted(rows, key=lambda row: not row.expect)[:count])


def _with_others(row: DraftedRow, others: Sequence[ArticleAnswer]) -> DraftedRow:
    further = tuple(one for one in others if one.answer not in row.answers and one.path != row.path)
    return replace(row, others=further, expect=("disagreement",)) if further else row


def _turn_of(rows: Sequence[DraftedRow]) -> Callable[[DraftedRow], int]:
    """Return a sort key by which the articles take turns."""
    seen: dict[str, int] = {}
    turns: dict[int, int] = {}
    for row in rows:
        turns[id(row)] = seen[row.path] = seen.get(row.path, 0) + 1
    return lambda row: turns[id(row)]


def _rows_of(path: str, text: str, balance: Mapping[str, int]) -> Iterator[DraftedRow]:
    for start, end in sentences(text):
        start = dateline_end(text, start)
        quote = text[start:end].strip()
        for one in turn(" ".join(quote.split()), balance):
            if one.answer in quote:
                yield DraftedRow(one.question, (one.answer,), path, quote, one.kind, one.history)


def _near_misses(
    rows: Sequence[DraftedRow], articles: Sequence[tuple[str, str]], generator: random.Random
) -> Iterator[DraftedRow]:
    """Ask about another person of the articles, who is not in the sentence of the question."""
    people = sorted({name for _, text in articles for name in _people(text)})
    for row in rows:
        inside = [name for name in people if name in row.question and name in row.quote]
        others = [name for name in people if name not in row.quote]
        if inside and others and row.kind != "description":
            swapped = row.question.replace(inside[0], generator.choice(others))
            yield replace(row, question=swapped, answers=(), kind="near-miss")


def _people(text: str) -> Iterator[str]:
    """Yield the full names of the persons that a text mentions."""
    for start, end in sentences(text):
        for one in mentions(" ".join(text[dateline_end(text, start) : end].split())):
            parts = one.text.split()
            if one.name and one.person and len(parts) in _FULL_NAME_PARTS and _is_whole(parts):
                yield one.text


def _is_whole(parts: Sequence[str]) -> bool:
    return all(part.istitle() and part.isalpha() and not is_role(part.lower()) for part in parts)
