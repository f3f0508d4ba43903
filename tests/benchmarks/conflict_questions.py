"""Questions of SQuAD's files, with the kind of value that answers each of them."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["MONTHS", "WORDS_FOR", "Asked", "mentions", "read_questions", "replaced"]

#: Names of the months, as a regular expression.
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
#: The numbers up to twelve in words, by their figures.
WORDS_FOR = {
    "1": "one", "2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven",
    "8": "eight", "9": "nine", "10": "ten", "11": "eleven", "12": "twelve",
}  # fmt: skip
_YEAR = re.compile(r"(?:in )?(?:1[0-9]{3}|20[0-2]\d)$")
_DAY = re.compile(rf"(?:\d{{1,2}} (?:{MONTHS})|(?:{MONTHS}) \d{{1,2}})(?:,? \d{{4}})?$")
_MONTH = re.compile(rf"(?:{MONTHS})(?: \d{{4}})?$")
_NUMBER = re.compile(
    r"(?P<before>[$£€]?)(?P<number>\d[\d,]*(?:\.\d+)?)(?P<behind>%| percent| million| billion|)$"
)
_WORDED = re.compile(rf"(?:{'|'.join([*WORDS_FOR.values()][1:])})$")
_NAME = re.compile(r"(?:the )?[A-Z][\w.'-]+(?: (?:of |the |de |van |von )?[A-Z][\w.'-]+){0,4}$")
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


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answer.

    Attributes:
        source: Name of the file that it comes from.
        title: Of the article.
        context: The paragraph that answers it.
        question: As asked.
        answer: The shortest of the answers, which can be replaced without a loss.
        answers: All of them, each once.
        kind: ``date``, ``number``, ``person``, ``place`` or ``organisation``; None for others.
        shape: How it is written, such as ``day with year``; only an answer of the same shape can
            stand for it.
    """

    source: str
    title: str
    context: str
    question: str
    answer: str
    answers: tuple[str, ...]
    kind: str | None
    shape: str


def read_questions(file: Path) -> Iterator[Asked]:
    """Read the questions of a file in SQuAD's format that have an answer.

    Of a SQuAD dev file, only the articles with an odd number are read, since the shipped reader was
    trained on some of the others.
    """
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
                yield Asked(
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


def mentions(value: str, text: str) -> bool:
    """Tell whether a text holds a value, and not as a part of a longer word or number."""
    return re.search(rf"(?<![\w,.$]){re.escape(value)}(?![\w])(?![.,]\d)", text, re.I) is not None


def replaced(text: str, old: str, new: str) -> str:
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
