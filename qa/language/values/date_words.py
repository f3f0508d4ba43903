"""The alphabet of dates: "Aug. 31st, 2021" is ``m8 31 2021``, "the second half" ``2 half``.

Months are ``m1`` to ``m12``, weekdays ``w0`` (Monday) to ``w6``, seasons ``s0`` (spring) to ``s3``;
the, of, on and similar words are dropped; synonyms become one word.
"""

from __future__ import annotations

import re
from functools import cache

from qa.language.words import CARDINALS, MONTH_FORMS, WEEKDAY_FORMS

__all__ = ["date_phrase", "split_time", "stands_alone"]

_SEASONS = ("spring", "summer", "autumn", "winter")
_ORDINALS = (
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
    "seventeenth", "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
_DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties",
            "nineties")  # fmt: skip
_DROPPED = (
    "the", "of", "on", "in", "at", "during", "ad", "ce", "gmt", "utc", "est", "edt", "et", "pt",
    "local", "time",
)  # fmt: skip
_KEPT = (
    "day", "week", "month", "year", "decade", "century", "half", "quarter", "early", "earlier",
    "mid", "late", "later", "start", "end", "ago", "last", "next", "this", "today", "yesterday",
    "tomorrow", "by", "until", "before", "after", "since", "from", "between", "to", "and",
    "about", "-",
)  # fmt: skip
_SYNONYMS = {
    "a": "1", "an": "1", "days": "day", "weeks": "week", "months": "month", "years": "year",
    "decades": "decade", "centuries": "century", "quarters": "quarter", "fall": "s2",
    "beginning": "start",
    "middle": "mid", "past": "last", "previous": "last", "coming": "next", "current": "this",
    "till": "until", "through": "to", "around": "about", "circa": "about", "roughly": "about",
    "approximately": "about", "nearly": "about", "almost": "about",
}  # fmt: skip


@cache
def _lexicon() -> dict[str, str]:
    lexicon = dict.fromkeys(_DROPPED, "") | {word: word for word in _KEPT} | _SYNONYMS
    lexicon |= {name: f"m{number}" for name, number in MONTH_FORMS.items()}
    lexicon |= {name: f"w{number}" for name, number in WEEKDAY_FORMS.items()}
    lexicon |= {name: f"s{number}" for number, name in enumerate(_SEASONS)}
    lexicon |= {name: f"{tens}0s" for tens, name in enumerate(_DECADES, start=2)}
    for numbers in (_ORDINALS, CARDINALS[:13]):
        lexicon |= {name: str(number) for number, name in enumerate(numbers)}
    return lexicon


_TOKEN = re.compile(
    r"\d{4}[/-]\d{1,2}[/-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{4}|q[1-4]\b|\d+(?:st|nd|rd|th|s)?\b|"
    r"[^\W\d_]+(?:'s)?|[^\s,.'()]"
)
_TIME = re.compile(
    r"(?:at )?\b(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))? ?(?P<half>[ap])\.?m\b\.?|"
    r"(?:at |t)?(?P<hour24>[01]?\d|2[0-3]):(?P<minute24>[0-5]\d)(?::\d\d)?z?\b|"
    r"(?:early |late )?\b(?P<part>morning|afternoon|evening|night|noon|midday|midnight)\b"
)
_NOT_ALONE = frozenset({"fall", "mar", "sat", "second", "spring", "sun", "wed"})
_CAPITALISED_ALONE = frozenset({"august", "march", "may"})


def stands_alone(text: str) -> bool:
    """Return whether a lone word may be a date: "May", but not "may", "sun" or "Sun"."""
    return text not in _CAPITALISED_ALONE and text.casefold() not in _NOT_ALONE


def split_time(text: str) -> tuple[str, str | None]:
    """Return the text without its time of the day, and that time."""
    text = text.replace("last night", "yesterday night").replace("tonight", "today night")
    text = re.sub(r"\bthis (?=morning|afternoon|evening)", "today ", text)
    match = _TIME.search(text)
    if match is None:
        return text, None
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    if match["part"]:
        return rest, match["part"]
    hour, minute = int(match["hour"] or match["hour24"]), match["minute"] or match["minute24"]
    if match["half"]:
        hour = hour % 12 + (12 if match["half"] == "p" else 0)
    return rest, f"{hour:02}:{minute or '00'}"


def date_phrase(text: str) -> str | None:
    """Return the text in the grammar's alphabet, or None where a word lies outside it."""
    if text == "9/11":  # the day that goes by its American date
        text = "september 11 2001"
    text = re.sub(r"\b(twenty|thirty)[- ](\w+)", _compound_ordinal, text)
    symbols = [_symbol(token) for token in _TOKEN.findall(text)]
    if None in symbols:
        return None
    phrase = " ".join(symbol for symbol in symbols if symbol)
    phrase = re.sub(r"\b(early|mid|late) - ", r"\1 ", phrase)
    return re.sub(r"\b(\d\d)(\d\d) - (\d\d)$", r"\1\2 - \1\3", phrase)


def _compound_ordinal(match: re.Match[str]) -> str:
    tens = {"twenty": 20, "thirty": 30}[match[1]]
    unit = _ORDINALS.index(match[2]) if match[2] in _ORDINALS[1:10] else None
    return match[0] if unit is None else f"{tens + unit}th"


def _symbol(token: str) -> str | None:
    if token[0] == "q" and token[1:].isdigit():
        return f"{token[1:]} quarter"
    if token[0].isdigit():
        return re.sub(r"(?:st|nd|rd|th)$", "", token)
    return _lexicon().get(token.removesuffix("'s"))
