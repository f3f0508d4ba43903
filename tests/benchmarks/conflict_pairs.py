"""Pairs of articles that contradict each other, and pairs that do not, made from SQuAD's files.

A pair is a paragraph, and a copy of it that is worded and cut differently. In a conflict, the
copy states another value of the same kind, taken from another question of the file. In a control,
a reader should see no conflict: the copy states the same value; the question has several right
answers, of which each article gives some; or the copy is about another year, place or person.
Nothing here uses the rules that are measured.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["CONTROLS", "KINDS", "Pair", "make_pairs"]

KINDS = ("date", "number", "person", "place", "organisation")
CONTROLS = ("same value", "plain copy", "list", "different entity", "unrelated")
SEED = 11

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_YEAR = re.compile(r"(?:in )?(?:1[0-9]{3}|20[0-2]\d)$")
_DAY = re.compile(rf"(?:\d{{1,2}} (?:{_MONTHS})|(?:{_MONTHS}) \d{{1,2}})(?:,? \d{{4}})?$")
_MONTH = re.compile(rf"(?:{_MONTHS})(?: \d{{4}})?$")
_NUMBER = re.compile(
    r"(?P<before>[$£€]?)(?P<number>\d[\d,]*(?:\.\d+)?)(?P<behind>%| percent| million| billion|)$"
)
_WORDED = re.compile(r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)$")
_NAME = re.compile(r"(?:the )?[A-Z][\w.'-]+(?: (?:of |the |de |van |von )?[A-Z][\w.'-]+){0,4}$")
_WORDS_FOR = dict(
    zip(
        ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"],
        [
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ],
        strict=True,
    )
)
# Bodies and offices, whose names look like persons'.
_NO_PERSON = re.compile(
    r"\b(?:Army|Board|Chancellor|Club|College|Commission|Company|Council|Empire|Foundation|General|"
    r"Government|Governor|Guard|Institute|League|Minister|Navy|Officer|Party|President|School|Sejm|"
    r"State|Team|Tribe|Union|University)\b"
)
_PERSON = re.compile(
    r"(?:who|whom|which (?:\w+ )?(?:person|king|president|minister|actor))\b", re.I
)
_PLACE = re.compile(
    r"(?:where|(?:in )?(?:what|which) (?:\w+ )?(?:city|country|state|town|county|nation|region|"
    r"province|island|place|village|location))\b",
    re.I,
)
_BODY = re.compile(
    r"(?:what|which) (?:\w+ )?(?:company|organi[sz]ation|team|party|group|university|school|band|"
    r"agency|network|newspaper|church|club|league|bank|institution|college)\b",
    re.I,
)
_SEVERAL = re.compile(
    r"\b(?:what (?:are|were)|who (?:are|were|attended|joined|visited)|(?:which|what) \w+s\b|names? "
    r"(?:some|the|two|three)|what (?:two|three|four|other) |who all )",
    re.I,
)
# Each way of saying something, and another; applied in both directions where both make sense.
_REWORDINGS = (
    ("approximately", "about"), ("in order to", "to"), ("however", "yet"), ("began", "started"),
    ("large", "big"), ("many", "a great number of"), ("although", "though"),
    ("because", "since"), ("such as", "for example"), ("usually", "mostly"),
    ("often", "frequently"), ("several", "a number of"), ("located", "situated"),
    ("during", "in the course of"), ("important", "notable"), ("also", "as well"),
    ("used", "employed"), ("known as", "called"), ("became", "turned into"),
    ("additionally", "besides"), ("was created", "was made"), ("received", "got"),
    ("according to", "in the words of"), ("said", "stated"), ("killed", "left dead"),
    ("announced", "made known"), ("major", "main"), ("primarily", "mainly"), ("due to", "owing to"),
    ("built", "erected"), ("main", "chief"), ("whilst", "while"), ("around", "about"),
    ("city", "town"), ("children", "youngsters"), ("people", "persons"), ("near", "close to"),
)  # fmt: skip
_OPENING = re.compile(
    r"^(In|On|By|During|After|Before) ((?:\w+[ -]?){1,4}), (\w)(.*?)([.!?])$", re.S
)
_SENTENCE = re.compile(r"(?<=[a-z0-9)\"”]{2}[.!?])\s+(?=[A-Z\"“(])|\n\s*\n\s*")


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


@dataclass(frozen=True, slots=True)
class _Asked:
    source: str
    title: str
    context: str
    question: str
    answer: str
    answers: tuple[str, ...]
    kind: str | None
    shape: str


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
    asked = [one for file in files for one in _load(file)]
    rng.shuffle(asked)
    pool: dict[tuple[str | None, str], list[_Asked]] = {}
    for one in asked:
        pool.setdefault((one.kind, one.shape), []).append(one)
    chosen = [one for one in asked if _half(one) == half]
    made = [_conflict(one, pool, rng) for one in chosen]
    found = _evenly([one for one in made if one], conflicts)
    quiet = [maker(one, pool, asked, rng) for maker in _CONTROL_MAKERS for one in chosen]
    return found + _evenly([one for one in quiet if one], controls)


def _half(asked: _Asked) -> str:
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


def _load(file: Path) -> Iterator[_Asked]:
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8") as stream:
        articles = json.load(stream)["data"]
    for number, article in enumerate(articles):
        if file.name.startswith("dev-v") and number % 2 == 0:
            continue
        title = " ".join(article["title"].replace("_", " ").split())
        for paragraph in article["paragraphs"]:
            for one in paragraph["qas"]:
                answers = tuple(
                    dict.fromkeys(answer["text"].strip(" .,") for answer in one["answers"])
                )
                if not answers:
                    continue
                # Of several annotators' answers, the shortest can be replaced without a loss.
                answer = min(answers, key=len)
                question = one["question"].strip()
                kind, shape = _kind_of(answer, question)
                yield _Asked(
                    file.name,
                    title[:60],
                    paragraph["context"],
                    question,
                    answer,
                    answers,
                    kind,
                    shape,
                )


def _kind_of(answer: str, question: str) -> tuple[str | None, str]:
    for shape, pattern in (("year", _YEAR), ("day", _DAY), ("month", _MONTH)):
        if pattern.match(answer) and re.match(
            r"(?:in |on |during )?(?:when|what|which)\b", question, re.I
        ):
            dated = "with year" if re.search(r"\d{4}", answer) else "without year"
            return "date", f"{shape} {dated}"
    number = _NUMBER.match(answer)
    if number and not _YEAR.match(answer):
        size = len(number["number"].replace(",", "").partition(".")[0])
        return "number", f"{number['before']}{number['behind']} {min(size, 4)}"
    if _WORDED.match(answer) and "how many" in question.lower():
        return "number", "word"
    if not _NAME.match(answer):
        return None, ""
    words = answer.split()
    named = len(words) in {2, 3} and words[0] != "the" and not _NO_PERSON.search(answer)
    if _PERSON.match(question) and named:
        return "person", "full name"
    if _PLACE.match(question):
        return "place", str(min(len(words), 2))
    if _BODY.match(question):
        return "organisation", str(min(len(words), 2))
    return None, ""


def _mentions(value: str, text: str) -> bool:
    return re.search(rf"(?<![\w,.$]){re.escape(value)}(?![\w])(?![.,]\d)", text, re.I) is not None


def _replaced(text: str, old: str, new: str) -> str:
    """Put the new value for the old one everywhere; a person's family name alone, too."""
    text = re.sub(rf"(?<![\w,.$]){re.escape(old)}(?![\w])(?![.,]\d)", lambda _: new, text)
    if (
        len(old.split()) > 1
        and len(new.split()) > 1
        and old[0].isupper()
        and not re.search(r"\d", old)
    ):
        text = re.sub(rf"\b{re.escape(old.split()[-1])}\b", lambda _: new.split()[-1], text)
    return text


def _conflict(
    one: _Asked, pool: dict[tuple[str | None, str], list[_Asked]], rng: random.Random
) -> Pair | None:
    if one.kind is None or _SEVERAL.search(one.question):
        return None
    other = _other_value(one, pool, rng)
    if other is None:
        return None
    planted = _replaced(one.context, one.answer, other)
    if planted == one.context:
        return None
    copy = _told_again(planted, other, rng)
    return _pair(one, one.kind, True, copy, (other,), rng)


def _other_value(
    one: _Asked, pool: dict[tuple[str | None, str], list[_Asked]], rng: random.Random
) -> str | None:
    others = pool.get((one.kind, one.shape), [])
    for _ in range(20):
        other = rng.choice(others).answer
        parts = [part for part in re.findall(r"\w+", other) if len(part) > 2 or part.isdigit()]
        if not any(_mentions(part, f"{one.context} {one.question}") for part in parts):
            return other
    return None


def _same_value(one: _Asked, _pool: object, _asked: object, rng: random.Random) -> Pair | None:
    if one.kind is None or _SEVERAL.search(one.question):
        return None
    other = _other_wording(one)
    copy = _told_again(_replaced(one.context, one.answer, other), other, rng)
    return _pair(one, "same value", False, copy, (one.answer, other), rng)


def _other_wording(one: _Asked) -> str:
    answer = one.answer
    day = re.match(rf"(\d{{1,2}}) ({_MONTHS})(,? \d{{4}})?$", answer)
    if day:
        year = f", {day[3].strip(', ')}" if day[3] else ""
        return f"{day[2]} {day[1]}{year}"
    day = re.match(rf"({_MONTHS}) (\d{{1,2}})(,? \d{{4}})?$", answer)
    if day:
        return f"{day[2]} {day[1]}{(day[3] or '').replace(',', '')}"
    if answer in _WORDS_FOR:
        return _WORDS_FOR[answer]
    spelt = {word: digits for digits, word in _WORDS_FOR.items()}
    if answer in spelt:
        return spelt[answer]
    if answer.endswith("%"):
        return f"{answer[:-1]} percent"
    if one.kind == "person":
        return answer.split()[-1]
    return answer


def _plain_copy(one: _Asked, _pool: object, _asked: object, rng: random.Random) -> Pair | None:
    if rng.random() > 0.3:
        return None
    return _pair(one, "plain copy", False, one.context, one.answers, rng)


def _list(one: _Asked, _pool: object, _asked: object, rng: random.Random) -> Pair | None:
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
        one, "list", False, _told_again(texts[1], rest, rng), (rest,), rng, texts[0], (first,)
    )


def _different_entity(
    one: _Asked,
    pool: dict[tuple[str | None, str], list[_Asked]],
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
        name for name in named if _mentions(name, one.context) and not _mentions(name, one.answer)
    ]
    value = _other_value(one, pool, rng)
    if not named or value is None:
        return None
    name = max(named, key=lambda found: (found[0].isdigit(), len(found)))
    if name[0].isdigit():
        other: str | None = str(int(name) + rng.choice((-7, -4, 4, 7)))
    else:
        places = pool.get(("place", "2" if " " in name else "1"), [])
        names = [found.answer for found in places if not _mentions(found.answer, one.context)]
        other = rng.choice(names) if names else None
    if other is None or _mentions(other, one.context):
        return None
    copy = _replaced(_replaced(one.context, one.answer, value), name, other)
    title = one.title.replace(name, other)
    return _pair(
        one, "different entity", False, _told_again(copy, value, rng), (value,), rng, title=title
    )


def _unrelated(one: _Asked, _pool: object, asked: list[_Asked], rng: random.Random) -> Pair | None:
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
        and not any(_mentions(answer, other.context) for answer in one.answers)
    ]
    if not beside:
        return None
    return _pair(one, "unrelated", False, beside[0].context, (), rng, title=beside[0].title)


_CONTROL_MAKERS = (_same_value, _plain_copy, _list, _different_entity, _unrelated)


def _pair(
    one: _Asked,
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


def _told_again(text: str, value: str, rng: random.Random) -> str:
    """Word and cut a text differently; the sentences with the value are kept."""
    sentences = [one for one in _SENTENCE.split(text) if one and one.strip()]
    kept = [
        one
        for one in sentences
        if _mentions(value, one) or rng.random() < 0.7 or len(sentences) < 3
    ]
    return " ".join(_reworded(one, value, rng) for one in kept)


def _reworded(sentence: str, value: str, rng: random.Random) -> str:
    opening = _OPENING.match(sentence)
    if opening and rng.random() < 0.6 and not opening[2][0].isspace():
        first = (
            opening[3]
            if opening[3].isupper() and not opening[4].startswith(("he ", "t "))
            else opening[3].upper()
        )
        sentence = f"{first}{opening[4]} {opening[1].lower()} {opening[2]}{opening[5]}"
    for words in rng.sample(_REWORDINGS, len(_REWORDINGS)):
        old, new = words if rng.random() < 0.7 else words[::-1]
        if rng.random() < 0.6 and old not in value and new not in value:
            sentence = re.sub(rf"\b{old}\b", new, sentence)
    return sentence
