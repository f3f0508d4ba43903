"""Widens the reader's spans to whole words, whole names and whole lists."""

from __future__ import annotations

import re

from qa.language.stems import stem, stems, telling_stems
from qa.language.values.names import is_role
from qa.language.words import (
    FUNCTION_WORDS,
    MONTH_FORMS,
    WEEKDAY_FORMS,
    words,
)

__all__ = [
    "ORIGIN",
    "denied",
    "is_name",
    "name_described",
    "one_holder",
    "tidy",
    "whole_list",
    "whole_name",
    "whole_term",
    "whole_title",
    "with_negation",
]

_OPENING, _CLOSING = "\"'“‘«([", "\"'”’»)]"  # noqa: RUF001 - marks as articles print them
# Punctuation and marks of emphasis ("**Ada Moe**").
_LOOSE = ",;:.!?-–—*_"  # noqa: RUF001 - dashes as articles print them
_IN_NUMBERS = ".,"
#: Endings of adjectives of origin, and some such adjectives that have none of these endings.
ORIGIN = re.compile(r"(?:an|ese|ish|French|Dutch|Greek|Czech|Swiss|Iraqi|Israeli|Pakistani)s?$")
# A span that is part of a name has at most this many words.
_MOST_OF_A_NAME = 2
_PRAISED = re.compile(r"an? (?:[a-z-]+ ){1,3}(?=[A-Z][\w'’-]+ [A-Z])")  # noqa: RUF001
# "Doherty and guitarist Tom Akers".
_AND_ANOTHER = re.compile(r" and (?:the )?[a-z]+ (?=[A-Z])")
_LONGEST_ROLE = 30
# "US Cyber Command, the Pentagon's cyber warfare organization": a name, and what it is.
_NAME_BEFORE = re.compile(
    r"(?<!, )\b((?:[A-Z][\w'’&-]* ){1,4}[A-Z][\w'’&-]*), (?:(?:the|an?) )?$"  # noqa: RUF001
)
_DESCRIPTION = re.compile(r", (?:the|an?) (?:[A-Z][\w-]*['’]s )?[a-z]")  # noqa: RUF001
_LONGEST_NAME = 80
_PLAYS = re.compile(
    r"\bwho (?:plays?|played|is playing|stars? as|starred as|appears as) (?:the )?"
    r"(?P<role>[\w'’-]+(?: (?-i:[A-Z])[\w'’-]+)*)",  # noqa: RUF001
    re.IGNORECASE,
)
_WORD_BEHIND = re.compile(r"[\w-]+")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]*[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE
)
_LONGEST_ADDRESS = 100
_SIGNS = "-−"  # noqa: RUF001 - hyphen and minus sign
_CURRENCIES = "$£€¥"
# "nobody", "no one", "none of them", "no people".
_DENIAL = re.compile(
    r"\b(?:nobody|no one|no-one|none(?: of (?:the |them|his |her |their )?\w+)?"
    r"|no (?:people|person|deaths?|injur(?:y|ies)|casualt(?:y|ies)|victims?|[a-z]+s))\b",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(r"\b(?:not|never|hardly|barely)\s$", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“]([^\s\"“”]+(?: [^\s\"“”]+){1,7} ?)[\"”]")
_CLAUSE_END = re.compile(r"[,;:]|\b(?:but|which|while|although|who)\b")
_DAYS = WEEKDAY_FORMS.keys() | MONTH_FORMS.keys()
_CAPITAL = r"[A-Z](?:[\w'’&-]|\.(?=\w))*"  # noqa: RUF001
_ITEM = rf"(?:the )?{_CAPITAL}(?: (?:(?:of|the|de|la|and the) )?{_CAPITAL})*"
_BEHIND_ITEM = re.compile(rf"(?:,? and |, )(?:in |of |from |to )?{_ITEM}")
_BEFORE_ITEM = re.compile(
    rf"(?:the )?{_CAPITAL}(?: {_CAPITAL})*(?:,? and |, )(?:in |of |from |to )?$"
)


def whole_list(text: str, start: int, end: int, sentence: tuple[int, int]) -> tuple[int, int]:
    """Widen a name to the list of names that it is part of: ``Chad, Mali and Niger``."""
    if not text[start:end].removeprefix("the ")[:1].isupper():
        return start, end
    first, last = sentence
    while (behind := _BEHIND_ITEM.match(text, end, last)) is not None:
        if behind[0].startswith(", and ") and "," not in text[start:end]:
            break  # "by Ada Moe, and Tom Lie built it": a clause follows
        end = behind.end()
    while (before := _BEFORE_ITEM.search(text[first:start])) is not None:
        said = words(before[0])
        if said[0] in FUNCTION_WORDS or not _DAYS.isdisjoint(said):  # "On Monday, Chad and Mali"
            break
        further = text[first : first + before.start()].endswith(", ")
        if before[0].endswith(", and ") and not further and "," not in text[start:end]:
            break
        start = first + before.start()
    return start, end


def denied(
    question: str, text: str, start: int, sentence: tuple[int, int]
) -> tuple[int, int] | None:
    """Return where a sentence says that nobody did what the question asks about.

    In "Nobody was killed by the fire, which hurt four people", the answer to "How many people did
    the fire kill?" is not "four", because the clause with "nobody" contains more of the question's
    words than the clause with "four". What nobody did stands behind "nobody", unless the clause
    ends there: "The thousand on Elm Hill made sure that nobody slept" does not say how many were on
    Elm Hill.
    """
    found = _DENIAL.search(text, *sentence)
    if found is None:
        return None
    asked = set(telling_stems(question))
    clause = _clause(text, found.start(), sentence)
    _, nobody, behind = clause.partition(found[0])
    if stems(behind) and asked.isdisjoint(stems(nobody + behind)):
        return None
    denial = len(asked & set(stems(clause)))
    if found.start() <= start < found.end():
        return found.span() if denial else None
    return (
        found.span() if denial > len(asked & set(stems(_clause(text, start, sentence)))) else None
    )


def _clause(text: str, at: int, sentence: tuple[int, int]) -> str:
    """Return the clause of a sentence that contains an offset."""
    first, last = sentence
    for stop in _CLAUSE_END.finditer(text, *sentence):
        if stop.end() <= at:
            first = stop.end()
        elif stop.start() > at:
            last = stop.start()
            break
    return text[first:last]


def whole_name(text: str, start: int, end: int, sentence: tuple[int, int]) -> tuple[int, int]:
    """Widen a span that is part of a person's name to the whole name in its sentence.

    The reader may mark "Florence" although the text says "Florence Parly". Titles ("Minister"),
    adjectives of origin ("American") and possessives ("CNN's") before a name are not part of it.
    Neither is the first word of a sentence, because it always has a capital letter, nor the praise
    in "a superb Imelda Crane".
    """
    first, last = sentence
    praised = _PRAISED.match(text, start, end)
    if praised is not None and not any(map(is_role, praised[0].split())):
        return praised.end(), end
    words = text[start:end].split(" ")
    if len(words) > _MOST_OF_A_NAME or not all(map(is_name, words)):
        return start, end
    while start > first and text[start - 1] == " ":
        begin = text.rfind(" ", first, start - 1) + 1
        before = text[begin : start - 1]
        if begin <= first or not is_name(before) or is_role(before) or ORIGIN.search(before):
            break
        start = begin
    while text[end : end + 1] == " ":
        behind = _WORD_BEHIND.match(text, end + 1, last)
        if behind is None or not is_name(behind[0]):
            break
        end = behind.end()
    return start, end


def one_holder(question: str, text: str, start: int, end: int) -> int:
    """Return where the name of the one whose role is asked for ends: before "and guitarist ...".

    "Who is the singer?" is answered by "Maeve Doherty" where the text says "Singer Maeve Doherty
    and guitarist Tom Akers".
    """
    before = words(text[max(0, start - _LONGEST_ROLE) : start])
    other = _AND_ANOTHER.search(text, start, end)
    if other is None or not before or stem(before[-1]) not in telling_stems(question):
        return end
    return other.start()


def player_of(
    question: str, text: str, start: int, end: int, sentence: tuple[int, int]
) -> tuple[int, int]:
    """Move a span to the name before "as", where the question gives the name behind it.

    "Who plays Clara?" is answered by "Beatriz Sa" in "with Rui Antunes as Tomas and Beatriz Sa as
    Clara".
    """
    asked = _PLAYS.search(question)
    if asked is None or " as " not in text[sentence[0] : sentence[1]]:
        return start, end
    plays = re.compile(
        rf"(?P<who>{_CAPITAL}(?: {_CAPITAL})*) as (?:the )?(?:\w+ )?{re.escape(asked['role'])}\b"
    )
    found = list(plays.finditer(text, *sentence))
    return found[0].span("who") if len(found) == 1 else (start, end)


def name_described(question: str, text: str, start: int, end: int) -> tuple[int, int]:
    """Move a span from a description to the name that stands before it.

    "Which organisation did she visit?" is answered by "US Cyber Command" where the reader chose
    "the Pentagon's cyber warfare organization" in "She visited US Cyber Command, the Pentagon's
    cyber warfare organization, on Friday". A name of the question itself is no answer.
    """
    named = _NAME_BEFORE.search(text, max(0, start - _LONGEST_NAME), start)
    closed = text[end : end + 1] in {",", ".", ")", ";", ""}
    if named is None or not closed or not _DESCRIPTION.match(text, named.end(1), end):
        return start, end
    return (start, end) if stems(named[1])[-1] in telling_stems(question) else named.span(1)


def whole_title(text: str, start: int, end: int, sentence: tuple[int, int]) -> tuple[int, int]:
    """Widen a span that is part of a title in quotation marks to the whole title.

    The reader may mark "Poppies" where the text says “Poppies near Vetheuil”. Words in quotation
    marks are a title, and not speech, if at least two of them have a capital letter.
    """
    for found in _QUOTED.finditer(text, *sentence):
        inside, title = found.span(1), found[1].rstrip(_LOOSE)
        capitals = sum(word[:1].isupper() for word in title.split())
        if inside[0] <= start and end <= inside[1] and capitals > 1 and found[1][-1] not in ".!?":
            return inside[0], inside[0] + len(title)
    return start, end


def whole_term(text: str, start: int, end: int, sentence: tuple[int, int]) -> tuple[int, int]:
    """Widen a span that begins inside a name to the whole name: "Slim |Jim beef jerky".

    The first word of a sentence is no part of it, nor are roles and adjectives of origin.
    """
    while text[start : start + 1].isupper() and text[start - 1 : start] == " ":
        begin = text.rfind(" ", sentence[0], start - 1) + 1
        before = text[begin : start - 1]
        if begin <= sentence[0] or not is_name(before) or is_role(before.lower()):
            break
        if ORIGIN.search(before) or before.lower() in FUNCTION_WORDS | _DAYS:
            break
        start = begin
    return start, end


def is_name(word: str) -> bool:
    """Tell whether a word may be part of a name: ``Parly``, ``Jean-Yves``, ``J.``."""
    initial = len(word) == 2 and word[1] == "."
    return word[:1].isupper() and (initial or word.replace("-", "").isalpha())


def tidy(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span to whole words, then drop loose punctuation and unpaired quotation marks."""
    while start < end and _goes_on(text, start):
        start -= 1
    while start < end and _goes_on(text, end):
        end += 1
    if start < end < len(text) and text[end] == "." and _abbreviated(text, start, end + 1):
        end += 1  # the model often leaves out the last full stop of "8:30 p.m."
    while True:
        before = (start, end)
        while start < end and _loose(text[start]) and not _goes_on(text, start + 1):
            start += 1
        while start < end and _loose(text[end - 1]) and not _abbreviated(text, start, end):
            end -= 1
        start, end = _unquote(text, start, end)
        if (start, end) == before:
            return _whole_address(text, start, _close(text, start, end))


def with_negation(text: str, start: int, sentence: tuple[int, int]) -> int:
    """Return where a span begins with the word that denies it: "|Not everything works"."""
    found = _NOT_BEFORE.search(text, sentence[0], start)
    return found.start() if found else start


def _whole_address(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span that cuts an address for mail or of a page: "hr@mill|.example"."""
    for found in _ADDRESS.finditer(text, max(0, start - _LONGEST_ADDRESS)):
        if found.start() >= end:
            break
        if found.end() > start:
            start, end = min(start, found.start()), max(end, found.end())
    return start, end


def _loose(character: str) -> bool:
    return character in _LOOSE or character.isspace()


def _goes_on(text: str, at: int) -> bool:
    """Tell whether an offset cuts a word or a number: ``with|drawal``, ``12|,500``, ``$|40``.

    The model reads the parts of a number as words, but if the text says 12,500, then 500 is not an
    answer.
    """
    if not 0 < at < len(text):
        return False
    before, behind = text[at - 1], text[at]
    if behind in _IN_NUMBERS:
        return before.isdigit() and text[at + 1 : at + 2].isdigit()
    earlier = text[at - 2 : at - 1] if at > 1 else ""
    if before in _IN_NUMBERS:
        return behind.isdigit() and earlier.isdigit()
    if before in _CURRENCIES or behind == "%":
        return (behind if before in _CURRENCIES else before).isdigit()
    if before in _SIGNS:
        return behind.isdigit() and not earlier.strip()
    return before.isalnum() and behind.isalnum()


def _abbreviated(text: str, start: int, end: int) -> bool:
    """Tell whether the final full stop belongs to an abbreviation (``U.S.``, ``p.m.``, ``Jr.``)."""
    if text[end - 1] == "." and re.search(
        r"\b(?:Jr|Sr|Inc|Ltd|Co|Corp|Bros)$", text[start : end - 1]
    ):
        return True
    return end - start > 2 and text[end - 3] == text[end - 1] == "." and text[end - 2].isalpha()


def _close(text: str, start: int, end: int) -> int:
    """Return the end of a span that takes in the mark which closes a quotation inside it."""
    for opening, closing in zip("“«(", "”»)", strict=True):
        after = end + (text[end : end + 1] in set(".,!?"))
        if text.count(opening, start, end) > text.count(closing, start, end):
            return after + 1 if text[after : after + 1] == closing else end
    return end


def _unquote(text: str, start: int, end: int) -> tuple[int, int]:
    """Remove a quotation mark or bracket whose partner is not in the span."""
    if start < end and text[start] in _OPENING:
        partner = _CLOSING[_OPENING.index(text[start])]
        if partner not in text[start + 1 : end]:
            start += 1
    if start < end and text[end - 1] in _CLOSING:
        partner = _OPENING[_CLOSING.index(text[end - 1])]
        if partner not in text[start : end - 1]:
            end -= 1
    return start, end
