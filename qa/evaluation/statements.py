# ruff: noqa: RUF001 - typographic punctuation is meant
"""Turns a statement into questions about one of its parts, by rules and without a parser.

"The bridge was opened in 1932 by the mayor" becomes "When was the bridge opened?". A rule that is
not sure of a sentence's parts proposes nothing: a question that nobody would ask costs the reader
more than one that is missing. Pure functions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from qa.language.capitals import is_title_case
from qa.language.followups.mentions import mentions
from qa.language.values.names import is_role
from qa.language.words import (
    BE,
    FUNCTION_WORDS,
    MONTH_FORMS,
    MONTHS,
    WEEKDAY_FORMS,
    WEEKDAYS,
    tokens,
    word_set,
)

if TYPE_CHECKING:
    from qa.language.words import Token

__all__ = ["Turned", "turn"]

_SHORTEST, _LONGEST = 40, 240
# A question with fewer words is not told from others; one with more holds several clauses.
_FEWEST_WORDS, _MOST_WORDS = 4, 18
# A name, as far as capitals show it.
_NAME = r"[A-Z][\w.'’-]*(?: (?:of |de |and |the |of the )?[A-Z][\w.'’-]*){0,4}"
_SAYING = "announced|believed|claimed|said|says|stated|told|thought|warned"
_VERB = (
    "was|were|is|are|has|have|had|will|would|can|could|[a-z]{2,}ed|said|told|won|led|met|made|gave"
    "|took|left|became|began|held|wrote|came|went|saw|spoke|built|died|sold|bought|found|lost|got"
    "|paid|sent|set|put|ran|grew|rose|fell|chose"
)
_SUBJECT = re.compile(
    rf"(?P<subject>(?:The |An? )?(?:[a-z][\w’'-]+ ){{0,3}}(?!The\b|An?\b){_NAME}"
    rf"|(?:The|An?)(?: [\w’'-]+){{1,4}}?) (?P<verb>{_VERB}) (?P<rest>.+)"
)
_AUXILIARIES = word_set("was were is are has have had will would can could")
_MONTH = "|".join(month.capitalize() for month in MONTHS)
_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTH})(?:,? \d{{4}})?"
    rf"|(?:{_MONTH}) \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|(?:{_MONTH})(?: \d{{4}})?"
    rf"|(?:{'|'.join(day.capitalize() for day in WEEKDAYS)})"
    r"(?: (?:morning|afternoon|evening|night))?|(?:1[5-9]|20)\d\d)"
)
_WHEN = re.compile(rf",? (?:on|in|since|until|from) (?P<answer>{_DATE})(?= |[,.]|$)")
_WHERE = re.compile(
    rf" (?:in|at|near) (?P<answer>(?!{_DATE}){_NAME}(?:, {_NAME}){{0,2}})(?=[,.]|$)"
)
_FIRST_WHEN = re.compile(rf"(?:On|In|Since|Until) (?P<answer>{_DATE}),? (?P<rest>\S.+)")
_NUMERAL = (
    r"(?:\d[\d,.]*\d|\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|"
    r"forty|fifty|sixty|seventy|eighty|ninety|hundreds of|thousands of)"
)
_COUNTED = re.compile(
    rf"(?:About |Around |Some |At least |More than )?(?P<answer>{_NUMERAL}) "
    rf"(?P<rest>(?:[a-z-]+ )??[a-z]+s (?:{_VERB}) [^,]+)",
    re.IGNORECASE,
)
_HAVING = re.compile(
    rf"(?P<answer>{_NUMERAL}) (?P<noun>[a-z]+(?: [a-z]+)??s)"
    r"(?P<rest>(?: (?:in|at|on|for|of|from|with|to) .*?)?)(?: and .*)?"
)
_HAVE = {"has": "does", "have": "do", "had": "did"}
# Only verbs whose participle is also their past.
_MADE_BY = re.compile(
    rf"(?P<verb>[a-z]{{2,}}ed|built|held|led|made|sold|won) by (?P<answer>{_NAME})"
    r"(?=,| (?:after|at|for|from|in|on)\b|$)"
)
_WHY = re.compile(r"(?P<left>[^,]+),? because (?P<answer>[^,]+)")
_WHO = re.compile(rf"(?P<name>{_NAME}), (?P<answer>(?:an?|the) [^,]+),")
# A sentence that begins like this is not understood without the one before it.
_LEANING = re.compile(
    r"^(?:He|She|It|They|We|I|You|This|That|These|Those|There|But|And|So|However|Also|His|Her|Its|"
    r"Their|Meanwhile|Then|Such|What|When|While|If|As|Although|After|Before|Instead|Still|Yet|Now|"
    r"Here|Today|Earlier|Later|Others?|Another|Both|Each|All|The (?:two|three|four|other|former|"
    r"latter|same|pair))\b"
)
# What a sentence says besides, which would only make a question long.
_ASIDE = re.compile(
    r", (?:which|who|whose) [^,]*,|,? (?:which|who|whose) .*|, (?:while|but|as|after) .*"
    rf"|, [^,]*\b(?:{_SAYING})(?: [A-Z]\w+)?$"
)
# A quotation, an insertion or a list is not turned into a question.
_BROKEN = re.compile(r"[\"“”«»;:()\[\]|…]|--|[–—]|\.\.")
# Words that point out of the sentence.
_POINTING = word_set(
    "ago another he her here him his i it its me my other others our she such their them then "
    "there these they this those today tomorrow tonight us we yesterday you your"
)
_OF_SUBJECT = word_set("his its their")
_BEFORE_OFFICE = word_set(
    "acting chief deputy defence defense finance foreign former general health interior junior "
    "late prime senior vice"
)
_LONGEST_DESCRIPTION = 12
_CLAUSES = word_set(
    "although as because before after how if since than that though unless until when where "
    "whether while why"
)
# With what a sentence goes on behind the words that are asked for, if its parts are whole.
_GOES_ON = re.compile(
    r"^$|^[,.]|^ (?:after|and|as|at|because|but|by|for|from|in|on|to|that|when|with)\b"
)
_KEPT = re.compile(r"^ (?:to|that) ")


@dataclass(frozen=True, slots=True)
class Turned:
    """A question made of a statement.

        >>> from qa.evaluation.statements import turn
        >>> [one.question for one in turn("The bridge was opened by the mayor in 1932.", {})]
        ['When was the bridge opened by the mayor?']

    Attributes:
        question: The question.
        answer: The words of the statement that answer it.
        kind: ``name``, ``date``, ``place``, ``number``, ``reason``,
            ``description`` or ``follow-up``.
        history: The question before a follow-up.
    """

    question: str
    answer: str
    kind: str
    history: tuple[str, ...] = ()


def turn(sentence: str, balance: Mapping[str, int]) -> Iterator[Turned]:
    """Yield questions about a sentence.

    Args:
        sentence: With single spaces.
        balance: What ``qa.language.capitals.capital_balance`` says of the words of all articles;
            it tells names from ordinary words at the beginning of a sentence.
    """
    if not _SHORTEST <= len(sentence) <= _LONGEST or not sentence.endswith("."):
        return
    if _LEANING.match(sentence) or _BROKEN.search(sentence) or is_title_case(tokens(sentence)):
        return
    plain = sentence.rstrip(".")
    for one in (*_who_is(plain, balance), *_of_statement(_ASIDE.sub("", plain), balance)):
        if _stands_alone(one) and one.answer.lower() not in one.question.lower():
            yield one


def _is_name(words: str, balance: Mapping[str, int]) -> bool:
    """Whether words that begin a sentence are a name, not words with a capital there."""
    parts = words.split()
    first = parts[0].lower()
    if first in FUNCTION_WORDS or parts[-1].lower() in MONTH_FORMS.keys() | WEEKDAY_FORMS.keys():
        return False
    known = balance.get(first, 0)
    return known > 0 or (len(parts) > 1 and (known == 0 or is_role(first)))


def _of_statement(plain: str, balance: Mapping[str, int]) -> Iterator[Turned]:
    if counted := _COUNTED.fullmatch(plain):
        yield Turned(f"How many {counted['rest']}?", counted["answer"], "number")
        return
    dated = _FIRST_WHEN.fullmatch(plain)
    match = _SUBJECT.fullmatch(dated["rest"][0].upper() + dated["rest"][1:] if dated else plain)
    if match is None:
        return
    subject, verb, rest = match["subject"], match["verb"], match["rest"]
    if not _is_subject(subject, verb, rest, balance):
        return
    if dated:
        if not _holds_clause(rest):
            yield Turned(_asked("When", subject, verb, rest), dated["answer"], "date")
        return
    yield from _who_did(subject, verb, rest)
    if verb in _AUXILIARIES and (why := _WHY.fullmatch(rest)) and not _holds_clause(why["left"]):
        yield Turned(_asked("Why", subject, verb, why["left"]), why["answer"], "reason")
    having = _HAVING.fullmatch(rest) if verb in _HAVE else None
    if having:
        asked = f"How many {having['noun']} {_HAVE[verb]} {_lowered(subject)} have{having['rest']}?"
        yield Turned(asked, having["answer"], "number")
        return
    yield from _when_or_where(subject, verb, rest)


def _who_did(subject: str, verb: str, rest: str) -> Iterator[Turned]:
    person = any(one.person for one in mentions(subject))
    if re.fullmatch(_NAME, subject) and (person or verb not in BE):
        yield Turned(f"Who {verb} {rest}?", subject, "name")
    if verb in BE and (made := _MADE_BY.match(rest)):
        yield Turned(f"Who {made['verb']} {_lowered(subject)}?", made["answer"], "name")


def _when_or_where(subject: str, verb: str, rest: str) -> Iterator[Turned]:
    for word, kind, pattern in (("When", "date", _WHEN), ("Where", "place", _WHERE)):
        if (cut := _cut(rest, verb, pattern)) is None:
            continue
        left, answer = cut
        yield Turned(_asked(word, subject, verb, left), answer, kind)
        if kind == "date" and re.fullmatch(_NAME, subject):
            yield Turned("And when was that?", answer, "follow-up", (f"Who {verb} {left}?",))


def _cut(rest: str, verb: str, pattern: re.Pattern[str]) -> tuple[str, str] | None:
    """Take the words that are asked for out of a sentence.

    Returns:
        What is left of the sentence behind its verb, and the words; None if they are not there or
        belong to a clause: what is said "that ... in May" was not said in May.
    """
    found = pattern.search(f" {rest}")
    if found is None or (pattern is _WHEN and verb in ("has", "have")):
        return None
    before, behind = f" {rest}"[: found.start()], f" {rest}"[found.end() :]
    if _holds_clause(before) or not _GOES_ON.match(behind):
        return None
    if re.fullmatch(_SAYING, verb) and (before or not _KEPT.match(behind)):
        return None
    left = (before + (behind if _KEPT.match(behind) else "")).strip(" ,")
    return (left, found["answer"]) if left else None


def _holds_clause(words: str) -> bool:
    """Whether words behind a verb hold another clause, to which what follows would belong."""
    inside = [word.word for word in tokens(words)]
    return bool(
        _CLAUSES.intersection(inside)
        or (BE | _AUXILIARIES - {"be", "been", "being"}).intersection(inside[1:])
        or re.search(rf",|\band (?:\w+ly )?(?:{_VERB})\b| (?:{_SAYING})\b", words)
    )


def _asked(word: str, subject: str, verb: str, left: str) -> str:
    if verb in _AUXILIARIES:
        return f"{word} {verb} {_lowered(subject)} {left}?"
    return f"{word} was it that {_lowered(subject)} {verb} {left}?"


def _is_subject(subject: str, verb: str, rest: str, balance: Mapping[str, int]) -> bool:
    first, _, others = subject.partition(" ")
    if first in ("The", "A", "An") and verb in _AUXILIARIES:
        return True
    if first in ("The", "A", "An"):
        # "The newly |elected| president": what follows a verb begins a phrase of its own.
        begins = tokens(rest)[0]
        return (
            begins.word in FUNCTION_WORDS
            or not begins.word.isalpha()
            or begins.capitalised
            or (
                _POINTING.isdisjoint(others.lower().split())
                and begins.word.endswith(("ed", "en", "ly"))
            )
        )
    return _is_name(subject, balance)


def _who_is(plain: str, balance: Mapping[str, int]) -> Iterator[Turned]:
    """Ask who somebody is whom the sentence introduces.

    It does so behind the name ("Maria Lopez, the head of the port, ...") or before it ("the former
    mayor Maria Lopez").
    """
    for found in _WHO.finditer(plain):
        words = found["answer"].split()
        role = any(is_role(word.lower()) for word in words)
        if role and len(found["name"].split()) > 1 and len(words) < _LONGEST_DESCRIPTION:
            yield Turned(f"Who is {found['name']}?", found["answer"], "description")
    words = tokens(plain)
    for place, word in enumerate(words):
        name = list(takewhile(_is_part_of_name, words[place + 1 : place + 5]))
        behind = words[place + 1 + len(name) :][:1]
        if not is_role(word.word.lower()) or word.text != word.bare or len(name) not in (2, 3):
            continue
        if any(one.capitalised for one in behind) or name[-1].text != name[-1].bare:
            continue  # the name goes on
        start = place
        while start and _describes(words[start - 1], balance, first=start == 1):
            start -= 1
        if start < place and not (start and words[start - 1].capitalised):
            called = plain[name[0].start : name[-1].end]
            yield Turned(f"Who is {called}?", plain[words[start].start : word.end], "description")


def _is_part_of_name(word: Token) -> bool:
    return word.capitalised and word.text.isalpha() and not is_role(word.word.lower())


def _describes(word: Token, balance: Mapping[str, int], *, first: bool) -> bool:
    """Whether a word before an office belongs to it: "the |French defence| minister"."""
    known = balance.get(word.word.lower(), 0) > 0
    return word.text == word.bare and (
        word.word in _BEFORE_OFFICE
        or is_role(word.word.lower())
        or (word.capitalised and (known if first else word.word not in FUNCTION_WORDS))
    )


def _stands_alone(one: Turned) -> bool:
    """Whether a question is understood by somebody who has not read the article."""
    asked = one.history[0] if one.history else one.question
    words = [token.word for token in tokens(asked.replace(" was it that ", " ")) if token.is_word]
    fewest = 3 if one.kind == "description" else _FEWEST_WORDS
    pointing = _POINTING.intersection((*words, *one.answer.lower().split()))
    if one.kind == "name" and words[1] not in BE:
        pointing -= _OF_SUBJECT  # "Who announced its withdrawal?"
    return fewest <= len(words) <= _MOST_WORDS and not pointing


def _lowered(subject: str) -> str:
    return re.sub(r"^(?:The|An?) ", lambda match: match[0].lower(), subject)
