"""Pairs of articles that contradict each other, and pairs that do not, made from SQuAD's files.

A pair is a paragraph, and a copy of it that is worded and cut differently. In a conflict, the
copy states another value of the same kind, taken from another question of the file. In a control,
a reader should see no conflict: the copy states the same value; the question has several right
answers, of which each article gives some; or the copy is about another year, place or person.
Nothing here uses the rules that are measured.
"""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from conflict_questions import MONTHS, WORDS_FOR, Asked, mentions, read_questions, replaced
from retelling import told_again

__all__ = ["CONTROLS", "KINDS", "Pair", "make_pairs"]

KINDS = ("date", "number", "person", "place", "organisation")
CONTROLS = ("same value", "plain copy", "list", "different entity", "unrelated")
SEED = 11

_SEVERAL = re.compile(
    r"\b(?:what (?:are|were)|who (?:are|were|attended|joined|visited)|(?:which|what) \w+s\b|names? "
    r"(?:some|the|two|three)|what (?:two|three|four|other) |who all )",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles and a question.

    Attributes:
        name: Identifies the pair; its files begin with it.
        half: ``build`` or ``measure``; all pairs of one source article are in the same half.
        kind: A member of `KINDS` or `CONTROLS`.
        conflict: Whether the articles contradict each other.
        question: The question that both articles answer.
        values: The wordings of the value in the first article, and those in the second.
        texts: The two articles, each with its title and, for half of the pairs, a date.
    """

    name: str
    half: str
    kind: str
    conflict: bool
    question: str
    values: tuple[tuple[str, ...], tuple[str, ...]]
    texts: tuple[str, str]


def make_pairs(files: Sequence[Path], half: str, conflicts: int, controls: int) -> list[Pair]:
    """Make pairs from files in SQuAD's format; the same arguments give the same pairs.

    Args:
        files: The files; of a SQuAD dev file, only the articles with an odd number are used, since
            the shipped reader was trained on some of the others.
        half: ``build`` or ``measure``.
        conflicts: How many pairs with a conflict at most, taken evenly from the files and kinds.
        controls: How many controls at most, likewise.
    """
    rng = random.Random(SEED)
    asked = [one for file in files for one in read_questions(file)]
    rng.shuffle(asked)
    pool: dict[tuple[str | None, str], list[Asked]] = {}
    for one in asked:
        pool.setdefault((one.kind, one.shape), []).append(one)
    chosen = [one for one in asked if _half(one) == half]
    made = [_conflict(one, pool, rng) for one in chosen]
    found = _evenly([one for one in made if one], conflicts)
    quiet = [maker(one, pool, asked, rng) for maker in _CONTROL_MAKERS for one in chosen]
    return found + _evenly([one for one in quiet if one], controls)


def _half(asked: Asked) -> str:
    return "measure" if zlib.crc32(asked.title.encode()) % 2 else "build"


def _evenly(pairs: list[Pair], most: int) -> list[Pair]:
    """Take pairs from all kinds in turn, at most two from one text."""
    by_kind: dict[str, list[Pair]] = {}
    texts: dict[tuple[str, str], int] = {}
    for pair in pairs:
        key = (pair.kind, pair.texts[0][-200:])
        texts[key] = texts.get(key, 0) + 1
        if texts[key] <= 1:
            by_kind.setdefault(pair.kind, []).append(pair)
    taken: list[Pair] = []
    while len(taken) < most and any(by_kind.values()):
        for left in by_kind.values():
            if left and len(taken) < most:
                taken.append(left.pop())
    return taken


def _conflict(
    one: Asked, pool: dict[tuple[str | None, str], list[Asked]], rng: random.Random
) -> Pair | None:
    if one.kind is None or _SEVERAL.search(one.question):
        return None
    other = _other_value(one, pool, rng)
    if other is None:
        return None
    planted = replaced(one.context, one.answer, other)
    if planted == one.context:
        return None
    copy = told_again(planted, other, rng)
    return _pair(one, one.kind, True, copy, (other,), rng)


def _other_value(
    one: Asked, pool: dict[tuple[str | None, str], list[Asked]], rng: random.Random
) -> str | None:
    others = pool.get((one.kind, one.shape), [])
    for _ in range(20):
        other = rng.choice(others).answer
        parts = [part for part in re.findall(r"\w+", other) if len(part) > 2 or part.isdigit()]
        if not any(mentions(part, f"{one.context} {one.question}") for part in parts):
            return other
    return None


def _same_value(one: Asked, _pool: object, _asked: object, rng: random.Random) -> Pair | None:
    if one.kind is None or _SEVERAL.search(one.question):
        return None
    other = _other_wording(one)
    copy = told_again(replaced(one.context, one.answer, other), other, rng)
    return _pair(one, "same value", False, copy, (one.answer, other), rng)


def _other_wording(one: Asked) -> str:
    answer = one.answer
    day = re.match(rf"(\d{{1,2}}) ({MONTHS})(,? \d{{4}})?$", answer)
    if day:
        year = f", {day[3].strip(', ')}" if day[3] else ""
        return f"{day[2]} {day[1]}{year}"
    day = re.match(rf"({MONTHS}) (\d{{1,2}})(,? \d{{4}})?$", answer)
    if day:
        return f"{day[2]} {day[1]}{(day[3] or '').replace(',', '')}"
    if answer in WORDS_FOR:
        return WORDS_FOR[answer]
    spelt = {word: digits for digits, word in WORDS_FOR.items()}
    if answer in spelt:
        return spelt[answer]
    if answer.endswith("%"):
        return f"{answer[:-1]} percent"
    if one.kind == "person":
        return answer.split()[-1]
    return answer


def _plain_copy(one: Asked, _pool: object, _asked: object, rng: random.Random) -> Pair | None:
    if rng.random() > 0.3:
        return None
    return _pair(one, "plain copy", False, one.context, one.answers, rng)


def _list(one: Asked, _pool: object, _asked: object, rng: random.Random) -> Pair | None:
    """Leave a part of the answers out of one article, and the others out of the other one."""
    whole = max(one.answers, key=len)
    parts = [part.strip() for part in re.split(r",? and |, ", whole) if part.strip()]
    if (
        len(parts) < 2
        or len(whole) > 90
        or whole not in one.context
        or not _SEVERAL.search(one.question)
    ):
        return None
    first, rest = parts[0], " and ".join(parts[1:])
    texts = [one.context.replace(whole, part) for part in (first, rest)]
    return _pair(
        one, "list", False, told_again(texts[1], rest, rng), (rest,), rng, texts[0], (first,)
    )


def _different_entity(
    one: Asked,
    pool: dict[tuple[str | None, str], list[Asked]],
    _asked: object,
    rng: random.Random,
) -> Pair | None:
    """Put another year or name for one that the question mentions, and another value."""
    if one.kind is None:
        return None
    named = re.findall(
        r"\b(?:1[0-9]{3}|20[0-2]\d)\b|(?<=\w )[A-Z][a-z]{3,}(?: [A-Z][a-z]+)*", one.question
    )
    named = [
        name for name in named if mentions(name, one.context) and not mentions(name, one.answer)
    ]
    value = _other_value(one, pool, rng)
    if not named or value is None:
        return None
    name = max(named, key=lambda found: (found[0].isdigit(), len(found)))
    if name[0].isdigit():
        other: str | None = str(int(name) + rng.choice((-7, -4, 4, 7)))
    else:
        places = pool.get(("place", "2" if " " in name else "1"), [])
        names = [found.answer for found in places if not mentions(found.answer, one.context)]
        other = rng.choice(names) if names else None
    if other is None or mentions(other, one.context):
        return None
    copy = replaced(replaced(one.context, one.answer, value), name, other)
    title = one.title.replace(name, other)
    return _pair(
        one, "different entity", False, told_again(copy, value, rng), (value,), rng, title=title
    )


def _unrelated(one: Asked, _pool: object, asked: list[Asked], rng: random.Random) -> Pair | None:
    """Take another paragraph of the same article, or another story, instead of a copy."""
    if one.kind is None or rng.random() > 0.5:
        return None
    beside = [
        other
        for other in rng.sample(asked, min(len(asked), 3000))
        if other.context != one.context
        and other.source == one.source
        and (other.title == one.title or other.source.startswith("dev-a"))
        and other.kind == one.kind
        and not any(mentions(answer, other.context) for answer in one.answers)
    ]
    if not beside:
        return None
    return _pair(one, "unrelated", False, beside[0].context, (), rng, title=beside[0].title)


_CONTROL_MAKERS = (_same_value, _plain_copy, _list, _different_entity, _unrelated)


def _pair(
    one: Asked,
    kind: str,
    conflict: bool,
    copy: str,
    values: tuple[str, ...],
    rng: random.Random,
    first: str | None = None,
    stated: tuple[str, ...] | None = None,
    title: str | None = None,
) -> Pair:
    dates = [
        ("", ""),
        ("\n3 December 2021\n", "\n5 December 2021\n"),
        ("\n5 December 2021\n", "\n3 December 2021\n"),
    ][rng.randrange(3)]
    texts = (
        f"{one.title}\n{dates[0]}\n{first or one.context}\n",
        f"{title or one.title}\n{dates[1]}\n{copy}\n",
    )
    key = zlib.crc32(repr((one.question, one.context, kind, values)).encode())
    name = f"{kind.replace(' ', '-')}-{key:08x}"
    return Pair(
        name, _half(one), kind, conflict, one.question, (stated or one.answers, values), texts
    )
