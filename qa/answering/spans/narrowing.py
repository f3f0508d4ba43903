"""Narrows a span with several numbers to the number that is asked for, or moves it there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.answering.spans.amounts import MONEY, lengths, of_another_dimension
from qa.language.stems import stem, stems, telling_stems
from qa.language.words import CARDINALS, LIGHT_PREPOSITIONS, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["counts_another_thing", "number_asked_for", "portion"]

_COUNTED = re.compile(r"\bhow many ([a-z]+)", re.IGNORECASE)
_NUMBERS = re.compile(
    # Not the 6 of "6.42am"
    rf"\b(?:(?:\d[\d,.]*\d|\d)(?![.:]?\d)|{'|'.join(CARDINALS)})"
    r"(?: (?:hundred|thousand|million|billion))?\b",
    re.IGNORECASE,
)
_NOUN_BEHIND = re.compile(r" ([a-z]{3,}s)\b(?! of\b)")
# Characters of an adjective that may stand between a number and what is counted.
_ADJECTIVE = 20
# Whose number it is, without the verb: "The Greens won 12 seats, the Liberals nine, the Left 31".
_WITHOUT_VERB = re.compile(
    rf"(?:[,;]|\b(?:and|but|while)\b) +(?:and |but )?(?P<whose>[^,;.\d]{{2,40}}?) "
    rf"(?:only |just |about |some |nearly |almost )?(?P<number>[$£€¥]?{_NUMBERS.pattern}%?)"
    r"(?=\s*(?:[,;]|and\b|but\b|while\b|per ?cent\b|\.?$))",
    re.IGNORECASE,
)
_ABOUT = (
    r"(?:(?:about|around|almost|nearly|over|under|up to|at (?:least|most)|(?:more|less) than) )?"
)
# "It will cut 120 of its 4,300 jobs".
_PART_OF = re.compile(
    rf"(?P<part>{_NUMBERS.pattern}) of (?:its|the|their|his|her|our|all) (?:\w+ )?"
    rf"(?P<whole>{_NUMBERS.pattern})",
    re.IGNORECASE,
)
# "400 of them from France and Belgium", "of whom nineteen are women".
_OF_THEM = re.compile(
    rf"(?:(?P<part>{_NUMBERS.pattern}) of (?:them|whom|which|these|those)"
    rf"|\bof (?:whom|which|these|those) (?P<other>{_NUMBERS.pattern}))"
    r" (?P<which>(?:[\w'’-]+ ?){1,8})",  # noqa: RUF001
    re.IGNORECASE,
)
# "Of 140 parking places on the street, 65 will go".
_OF_ALL = re.compile(
    rf"Of (?:the |all |its |some |about )?(?P<whole>{_NUMBERS.pattern}) "
    r"(?P<thing>[^,.;\d]{3,60}), "
    rf"(?:only |about |some |just )?(?P<part>{_NUMBERS.pattern})"
)
_PRICE = re.compile(
    rf"{_ABOUT}(?:(?:\b[A-Z]{{1,2}})?[$£€¥₹₽] ?\d[\d,.]*|\b{_NUMBERS.pattern} (?:{MONEY})\b)",
    re.IGNORECASE,
)
_ASKS_PRICE = re.compile(r"\bhow much\b|\bwhat (?:is|was|were|are) the (?:price|cost|fee|fare)\b")
_ASKED_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_NAMED = re.compile(r"\b[A-Z][\w-]+\b")
# "210 million euros", "11 hours and 20 minutes", "£4".
_AMOUNT = re.compile(
    rf"(?P<amount>(?P<sign>[$£€¥₹₽])?{_NUMBERS.pattern}"
    rf"(?: (?P<unit>(?!(?:{'|'.join(sorted(LIGHT_PREPOSITIONS))}|and|or|a|an|the)\b)[a-z]+)"
    rf"(?: and {_NUMBERS.pattern} [a-z]+)?)?)",
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
_ASKS_HOW_OFTEN = re.compile(r"\bhow (?:often|frequently)\b", re.IGNORECASE)
_RECURRENCE = re.compile(
    rf"\b(?:(?:once|twice|thrice|{_NUMBERS.pattern} times|several times)"
    r"(?:,? (?:an?|each|every|per) (?:hour|day|week|month|year|night|season))?"
    rf"|every (?:other |second |few )?(?:{_NUMBERS.pattern} (?:(?:to|or) {_NUMBERS.pattern} )?)?"
    r"(?!to\b|or\b)\w+"
    r"|(?:half-)?hourly|daily|weekly|fortnightly|monthly|quarterly|yearly|annually)\b",
    re.IGNORECASE,
)
# A number with the words that belong to it: "more than 40", "as many as £3".
_LED_NUMBER = re.compile(
    r"(?:\b(?:about|around|almost|nearly|roughly|over|under|only|just|some|minus|between|within"
    r"|up to|at (?:least|most)|(?:more|less|fewer) than|as (?:many|much) as|an estimated|every) )?"
    rf"[$£€¥₹₽]?{_NUMBERS.pattern}",
    re.IGNORECASE,
)
# "The new rule cut thefts by |nearly a third".
_SHARE_LAST = re.compile(
    r"\b(?:(?:about|almost|around|nearly|over|roughly|(?:more|less) than) )*"
    r"(?:half|(?:an?|one) (?:half|third|quarter|fifth|tenth))$",
    re.IGNORECASE,
)
_PARTS = word_set("half third thirds quarter quarters most majority none all nobody each every")
_LOWER_BOUND = re.compile(
    rf"(?P<range>(?:\bbetween [$£€¥]?{_NUMBERS.pattern} and"
    r"|(?<!from )(?<![\w.,$£€¥])[$£€¥]?\d[\d,.]* ?(?:to|[-–])) ?)[$£€¥]?$",  # noqa: RUF001
    re.IGNORECASE,
)
_LONGEST_BOUND = 40
# "The period has been raised from 30 to 90 days."
_CHANGED = re.compile(
    r"\b(?:raised?|rais(?:es|ing)|rose|risen|increased?|lifted|cut|reduced|lowered|fell|fallen"
    r"|dropped|shortened|extended|changed|grew|grown|up|down|went)\b[^.;,]{0,12}? "
    rf"(?P<from>from [$£€¥]?{_NUMBERS.pattern}(?: [a-z]+| ?%)?) to "
    rf"(?P<to>[$£€¥]?{_NUMBERS.pattern})",
    re.IGNORECASE,
)
_ASKS_BEFORE = re.compile(
    r"\b(?:before|earlier|previous(?:ly)?|formerly|old|used to|by how much"
    r"|how much (?:more|less))\b",
    re.IGNORECASE,
)
_A_THING = re.compile(r" an? [a-z]+")
_COMPOUND = re.compile(r"(?:the|an?) (?P<compound>\d[\d,.]*-[a-z]+)", re.IGNORECASE)
# Fewer words before a number are part of how it is said: "a magnitude 6.3".
_LEAST_LEAD = 3
_SHARE = re.compile(r"%|\bper ?cent\b", re.IGNORECASE)


def counts_another_thing(question: str, spans: Sequence[tuple[str, int, int]]) -> list[bool]:
    """Tell of each number whether something else is counted, where another one counts the thing.

    Of "over two hundred instruments" and "26 cellos", the first counts no cellos. A number with
    another word behind it ("31,000 turned out to be affected") may count anything.

    Args:
        question: The question as it was understood.
        spans: The text of each passage, with the offsets of a span in it.
    """
    asked = _COUNTED.search(question)
    if asked is None:
        return [False] * len(spans)
    thing = stem(asked[1].lower())
    counted = [_counted_thing(*span) for span in spans]
    if thing not in counted:
        return [False] * len(spans)
    return [bool(noun) and noun != thing for noun in counted]


def _counted_thing(text: str, start: int, end: int) -> str:
    """Return the stem of the noun behind the last number of a span; empty if there is none."""
    *_, last = (0, *(number.end() for number in _NUMBERS.finditer(text, start, end)))
    noun = _NOUN_BEHIND.match(text, last)
    return stem(noun[1].lower()) if last and noun else ""


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


def number_asked_for(
    question: str, text: str, start: int, end: int, sentence: tuple[int, int]
) -> tuple[int, int]:
    """Return the offsets of the number in or beside a span that a question asks for.

    Args:
        question: The question.
        text: The passage.
        start: Offset of the span's first character.
        end: Offset just after its last.
        sentence: Offsets of the sentence with the span.

    Returns:
        The offsets of the span itself if no number in the sentence is plainly the one asked for.
    """
    start, end = _counted(question, text, start, end)
    start, end = _part_asked(question, text, start, end, sentence)
    start, end = _of_them_asked(question, text, start, end, sentence)
    start, end = _of_whom_asked(question, text, start, end, sentence)
    start, end = _of_name_asked(question, text, start, end, sentence)
    start, end = _of_what_asked(question, text, start, end, sentence)
    start, end = _of_year_asked(question, text, start, end, sentence)
    start, end = _of_dimension_asked(question, text, start, end, sentence)
    start, end = _recurring(question, text, start, end)
    start, end = _priced(question, text, start, end)
    start, end = _after_change(question, text, start, end)
    start = _without_lead(text, start, end)
    return _whole_range(text, start, end), _with_its_thing(text, start, end)


def _counted(question: str, text: str, start: int, end: int) -> tuple[int, int]:
    """Narrow a span with several numbers to the number of what the question counts.

    "How many cars does it carry?" is answered by "40" where the span is "120 passengers and 40".
    """
    asked = _COUNTED.search(question)
    if asked is None or len(_NUMBERS.findall(text, start, end)) < 2:
        return start, end
    noun = re.escape(asked[1].lower().removesuffix("s"))
    named = re.compile(rf"({_NUMBERS.pattern})(?= (?:[\w-]+ )?{noun}s?\b)", re.IGNORECASE)
    found = list(named.finditer(text, start, end + len(asked[1]) + _ADJECTIVE))
    return found[0].span(1) if len(found) == 1 and found[0].end(1) <= end else (start, end)


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


def _unit(amount: re.Match[str]) -> str:
    """Return the sign or the word behind a number; pounds are "£" and "pounds"."""
    return (amount["sign"] or amount["unit"] or "").lower().removesuffix("s")


def _recurring(question: str, text: str, start: int, end: int) -> tuple[int, int]:
    """Narrow an answer to "how often" to the words that say it: "twice", "every two hours"."""
    if not _ASKS_HOW_OFTEN.search(question):
        return start, end
    found = list(_RECURRENCE.finditer(text, start, end))
    return found[0].span() if len(found) == 1 else (start, end)


def _of_year_asked(
    question: str, text: str, start: int, end: int, sentence: tuple[int, int]
) -> tuple[int, int]:
    """Move a span to the number of the year that the question names.

    "What was the turnout in 2021?" is answered by "64.8 percent" where the reader chose "61.3" in
    "It was 61.3 percent, down from 64.8 percent in 2021".
    """
    years = _ASKED_YEAR.findall(question)
    if len(years) != 1 or years[0] in text[start:end]:
        return start, end
    number = rf"(?P<number>[$£€¥]?{_NUMBERS.pattern}(?:%| per ?cent| \w+)?)"
    of_year = re.compile(rf"{number} (?:in|for|of|during) {years[0]}\b", re.IGNORECASE)
    found = list(of_year.finditer(text, *sentence))
    if not found and _SHARE.search(text, start, end):
        # "12 percent of the market by 2030, up from 1 percent"
        share = rf"(?P<number>{_NUMBERS.pattern}(?:%| per ?cent))(?: of [^\d,;.]{{3,40}})?"
        by_year = re.compile(rf"{share} (?:by|in|during) {years[0]}\b", re.IGNORECASE)
        found = list(by_year.finditer(text, *sentence))
    return found[0].span("number") if len(found) == 1 else (start, end)


def _without_lead(text: str, start: int, end: int) -> int:
    """Return where the number begins in "the flood in Karsa stands at 12" or "the 31-metre"."""
    if (compound := _COMPOUND.fullmatch(text, start, end)) is not None:
        return compound.start("compound")
    found = list(_LED_NUMBER.finditer(text, start, end))
    share = _SHARE_LAST.search(text, start, end)
    if not found and share and len(text[start : share.start()].split()) >= _LEAST_LEAD:
        return share.start()
    if len(found) != 1 or len(_NUMBERS.findall(text, start, end)) != 1:
        return start
    lead = text[start : found[0].start()].lower().split()
    counts = not _PARTS.isdisjoint(lead)  # "half of the 12 towns"
    return start if len(lead) < _LEAST_LEAD or counts else found[0].start()


def _after_change(question: str, text: str, start: int, end: int) -> tuple[int, int]:
    """Narrow "30 to 90 days" to what holds now, "90 days", where it "was raised from 30"."""
    lead = max(0, start - _LONGEST_BOUND)
    for change in _CHANGED.finditer(text, lead, end):
        if change.start("from") <= start < change.end() and not _ASKS_BEFORE.search(question):
            return change.start("to"), max(end, change.end())
    return start, end


def _whole_range(text: str, start: int, end: int) -> int:
    """Return the beginning of the range that a span ends: "between 1.8 and |3.5 million"."""
    lower = _LOWER_BOUND.search(text, max(0, start - _LONGEST_BOUND), start)
    return lower.start("range") if lower and _NUMBERS.search(text[start:end]) else start


def _with_its_thing(text: str, start: int, end: int) -> int:
    """Return the end of "half a tablet" where the span is "half"."""
    thing = _A_THING.match(text, end)
    return thing.end() if thing and text[start:end].lower() in _PARTS else end


def _priced(question: str, text: str, start: int, end: int) -> tuple[int, int]:
    """Cut what stands before the price in a span such as "50 minutes and cost €6.40"."""
    if not _ASKS_PRICE.search(question.lower()):
        return start, end
    found = list(_PRICE.finditer(text, start, end))
    if len(found) != 1 or "(" in text[start : found[0].start()]:  # "25 million crowns ($8 million)"
        return start, end
    return found[0].start(), end
