"""Moves a span to the number that is asked for, where a sentence gives one to each of several.

In "The Greens won 12 seats, the Liberals nine", each party has its own; in "36 of the 41 hives", a
part and the whole have theirs.
"""

from __future__ import annotations

import re

from qa.answering.spans.amount_patterns import NUMBERS
from qa.answering.spans.dimensions import lengths, of_another_dimension
from qa.language.stems import stems, telling_stems
from qa.language.words import LIGHT_PREPOSITIONS

__all__ = ["ASKED_YEAR", "number_of_asked", "portion"]

# Whose number it is, without the verb: "The Greens won 12 seats, the Liberals nine, the Left 31".
_WITHOUT_VERB = re.compile(
    rf"(?:[,;]|\b(?:and|but|while)\b) +(?:and |but )?(?P<whose>[^,;.\d]{{2,40}}?) "
    rf"(?:only |just |about |some |nearly |almost )?(?P<number>[$£€¥]?{NUMBERS.pattern}%?)"
    r"(?=\s*(?:[,;]|and\b|but\b|while\b|per ?cent\b|\.?$))",
    re.IGNORECASE,
)
# "It will cut 120 of its 4,300 jobs".
_PART_OF = re.compile(
    rf"(?P<part>{NUMBERS.pattern}) of (?:its|the|their|his|her|our|all) (?:\w+ )?"
    rf"(?P<whole>{NUMBERS.pattern})",
    re.IGNORECASE,
)
# "400 of them from France and Belgium", "of whom nineteen are women".
_OF_THEM = re.compile(
    rf"(?:(?P<part>{NUMBERS.pattern}) of (?:them|whom|which|these|those)"
    rf"|\bof (?:whom|which|these|those) (?P<other>{NUMBERS.pattern}))"
    r" (?P<which>(?:[\w'’-]+ ?){1,8})",  # noqa: RUF001
    re.IGNORECASE,
)
# "Of 140 parking places on the street, 65 will go".
_OF_ALL = re.compile(
    rf"Of (?:the |all |its |some |about )?(?P<whole>{NUMBERS.pattern}) "
    r"(?P<thing>[^,.;\d]{3,60}), "
    rf"(?:only |about |some |just )?(?P<part>{NUMBERS.pattern})"
)
#: A year that a question may name.
ASKED_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_NAMED = re.compile(r"\b[A-Z][\w-]+\b")
# "210 million euros", "11 hours and 20 minutes", "£4".
_AMOUNT = re.compile(
    rf"(?P<amount>(?P<sign>[$£€¥₹₽])?{NUMBERS.pattern}"
    rf"(?: (?P<unit>(?!(?:{'|'.join(sorted(LIGHT_PREPOSITIONS))}|and|or|a|an|the)\b)[a-z]+)"
    rf"(?: and {NUMBERS.pattern} [a-z]+)?)?)",
    re.IGNORECASE,
)
# What stands between a name and its own amount: "the Pixor's 14 hours", "Austria with 160 million",
# "the Pixor, with its steel frame, weighs 204 grams".
_HAS_AMOUNT = re.compile(
    r"(?: [A-Z\d]\w*)?(?:['’]s|, [^,;.\d]{3,40},)?(?: (?!and\b|or\b|to\b|than\b)[a-z]+){0,3} "  # noqa: RUF001
    + _AMOUNT.pattern
)
_FOR_WHAT = re.compile(
    rf"{_AMOUNT.pattern} (?:on|for|from|to) (?:the |an? )?(?P<what>[\w-]+(?: [a-z-]+)?)",
    re.IGNORECASE,
)
_SHARE = re.compile(r"%|\bper ?cent\b", re.IGNORECASE)


def portion(text: str, start: int, sentence: tuple[int, int]) -> str | None:
    """Tell whether a number is a part of another one, or the whole of which that is a part.

    Args:
        text: The passage.
        start: Offset of the number's first character.
        sentence: Offsets of its sentence.

    Returns:
        ``part`` for the 36 and ``whole`` for the 41 of "36 of the 41 hives" and of "of the 41
        hives, 36"; None for any other number.
    """
    for pattern in (_PART_OF, _OF_ALL):
        for match in pattern.finditer(text, *sentence):
            for name in ("part", "whole"):
                if match.start(name) <= start < match.end(name):
                    return name
    return None


def number_of_asked(
    question: str, text: str, start: int, end: int, sentence: tuple[int, int]
) -> tuple[int, int]:
    """Return the offsets of the number of the part, name, thing, year or length asked about.

    Args:
        question: The question.
        text: The passage.
        start: Offset of the span's first character.
        end: Offset just after its last.
        sentence: Offsets of the sentence with the span.

    Returns:
        The offsets of the span itself if no other number in the sentence is plainly the one.
    """
    for moved in _MOVES:
        start, end = moved(question, text, start, end, sentence)
    return start, end


def _part_asked(
    question: str, text: str, start: int, end: int, sentence: tuple[int, int]
) -> tuple[int, int]:
    """Move a span from the whole to the part if the question holds the part's verb.

    "How many jobs will be cut?" is answered by "120" where the text says "cut 120 of its 4,300
    jobs".
    """
    asked = set(telling_stems(question))
    for match in _PART_OF.finditer(text, *sentence):
        verb = stems(text[sentence[0] : match.start()])[-2:]
        if match.start("whole") <= start < match.end("whole") and not asked.isdisjoint(verb):
            return match.span("part")
    return start, end


def _of_them_asked(
    question: str, text: str, start: int, end: int, sentence: tuple[int, int]
) -> tuple[int, int]:
    """Move a span to the number of those of whom the question says what the text says of them.

    "How many engineers come from France?" is answered by "400" where the reader chose "2,300" in
    "About 2,300 engineers are at work, 400 of them from France".
    """
    asked = set(telling_stems(question))
    of_all = _OF_ALL.match(text, *sentence)
    if of_all is not None and start < of_all.end("whole"):
        thing = set(telling_stems(of_all["thing"]))
        return of_all.span("part") if asked & thing and asked - thing else (start, end)
    for match in _OF_THEM.finditer(text, *sentence):
        which = set(telling_stems(match["which"]))
        if which and which <= asked and start < match.start():
            return match.span("part" if match["part"] else "other")
    return start, end


def _of_whom_asked(
    question: str, text: str, start: int, end: int, sentence: tuple[int, int]
) -> tuple[int, int]:
    """Move a span to the number of the one whom the question names.

    "How many seats did the Liberals win?" is answered by "nine" where the reader chose "12" in "The
    Greens won 12 seats, the Liberals nine and the Left 31".
    """
    asked = set(telling_stems(question))
    found = [
        match
        for match in _WITHOUT_VERB.finditer(text, *sentence)
        if (whose := set(telling_stems(match["whose"]))) and whose <= asked
    ]
    if len(found) != 1 or found[0].start() < start:
        return start, end
    if set(telling_stems(text[sentence[0] : start])) <= asked:
        return start, end  # the span is the number of the one asked about already
    return found[0].span("number")


def _of_name_asked(
    question: str, text: str, start: int, end: int, sentence: tuple[int, int]
) -> tuple[int, int]:
    """Move a span to the amount of the name that the question gives, if it has one of its own.

    "How heavy is the Pixor?" is answered by "204 grams" where the reader chose "171 grams" in "It
    weighs 171 grams; the Pixor, with its steel frame, weighs 204 grams".
    """
    own = _AMOUNT.match(text, start, sentence[1])
    asked = {name.group() for name in _NAMED.finditer(question, 1)}
    if own is None or not asked:
        return start, end
    held = [
        (name, amount)
        for name in _NAMED.finditer(text, *sentence)
        if (amount := _HAS_AMOUNT.match(text, name.end(), sentence[1]))
    ]
    of_asked = [
        amount for name, amount in held if name.group() in asked and _unit(amount) == _unit(own)
    ]
    before = [name.group() for name in _NAMED.finditer(text, sentence[0], start)]
    if len(of_asked) != 1 or (before and before[-1] in asked):
        return start, end
    return of_asked[0].span("amount")


def _of_what_asked(
    question: str, text: str, start: int, end: int, sentence: tuple[int, int]
) -> tuple[int, int]:
    """Move a span to the amount for what the question gives, where each thing has its own.

    "How much was spent on flowers?" is answered by "£40" in "He spent £31 on cakes and £40 on
    flowers".
    """
    asked = set(telling_stems(question))
    own = list(_FOR_WHAT.finditer(text, *sentence))
    meant = [match for match in own if not asked.isdisjoint(telling_stems(match["what"]))]
    here = [match for match in own if match.start("amount") <= start < match.end("amount")]
    if len(meant) != 1 or len(here) != 1 or _unit(meant[0]) != _unit(here[0]):
        return start, end
    return (start, end) if meant[0] is here[0] else meant[0].span("amount")


def _unit(amount: re.Match[str]) -> str:
    """Return the sign or the word behind a number; pounds are "£" and "pounds"."""
    return (amount["sign"] or amount["unit"] or "").lower().removesuffix("s")


def _of_year_asked(
    question: str, text: str, start: int, end: int, sentence: tuple[int, int]
) -> tuple[int, int]:
    """Move a span to the number of the year that the question names.

    "What was the turnout in 2021?" is answered by "64.8 percent" where the reader chose "61.3" in
    "It was 61.3 percent, down from 64.8 percent in 2021".
    """
    years = ASKED_YEAR.findall(question)
    if len(years) != 1 or years[0] in text[start:end]:
        return start, end
    number = rf"(?P<number>[$£€¥]?{NUMBERS.pattern}(?:%| per ?cent| \w+)?)"
    of_year = re.compile(rf"{number} (?:in|for|of|during) {years[0]}\b", re.IGNORECASE)
    found = list(of_year.finditer(text, *sentence))
    if not found and _SHARE.search(text, start, end):
        # "12 percent of the market by 2030, up from 1 percent"
        share = rf"(?P<number>{NUMBERS.pattern}(?:%| per ?cent))(?: of [^\d,;.]{{3,40}})?"
        by_year = re.compile(rf"{share} (?:by|in|during) {years[0]}\b", re.IGNORECASE)
        found = list(by_year.finditer(text, *sentence))
    return found[0].span("number") if len(found) == 1 else (start, end)


def _of_dimension_asked(
    question: str, text: str, start: int, end: int, sentence: tuple[int, int]
) -> tuple[int, int]:
    """Move a span from a height to the only length of the sentence where a length is asked for.

    "How long is the river?" is answered by "164 kilometres" where the reader chose "712 metres" in
    "It rises 712 metres above sea level and flows 164 kilometres to the sea".
    """
    told = lengths(text, *sentence)
    chosen = [one for one in told if one[0] < end and start < one[1]]
    if not any(of_another_dimension(question, text, one) for one in chosen):
        return start, end
    meant = [one for one in told if not of_another_dimension(question, text, one)]
    return meant[0] if len(meant) == 1 else (start, end)


# What one of them finds, the next one may move further.
_MOVES = (
    _part_asked,
    _of_them_asked,
    _of_whom_asked,
    _of_name_asked,
    _of_what_asked,
    _of_year_asked,
    _of_dimension_asked,
)
