"""Where sentences begin and end: rules for news prose, linear in the length of the text.

The words directly before and after a full stop decide whether it ends a sentence; nothing is
learnt from the text. If in doubt, the rules do not split: two sentences in one harm a reader less
than a sentence cut in half.
"""

# ruff: noqa: RUF001 - the marks of many scripts are this module's subject

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from qa.language.remembering import remembered
from qa.language.words import MONTH_FORMS, MONTHS, WEEKDAY_FORMS, WEEKDAYS, word_set

__all__ = ["Offsets", "ends_with_stop", "is_question", "paragraphs", "sentences"]

#: Character offsets (start, end); the end is exclusive.
Offsets = tuple[int, int]


_CJK_STOPS = "。！？｡"
#: One or several full stops, a footnote's number, and the marks that close what they end. Besides
#: Latin and CJK stops: Urdu, Arabic, Devanagari, Armenian, Ethiopic, Burmese, Khmer.
_STOP = re.compile(
    rf"(?:\.(?: \.){{2,}}|[.!?…‼⁇⁈⁉{_CJK_STOPS}؟۔।॥։።፧။។]+)(?:\[\d{{1,3}}\])*"
    r"[\"'”’»›)\]}」』）】*_]*"
)
#: What a field of a data sheet begins with: "Group size: ", "**2021:** ", "weight: ". A label of
#: several words has a capital, since any line of prose may hold a colon.
_FIELD = r"\**(?:[^\W_a-z][^\n:|.!?]{0,59}|[a-z][\w-]{0,29})(?::\**|\**:) (?=\S)"
#: An empty line; the start of a Markdown heading or list item; the start of a numbered item, but
#: not a line that happens to begin with a number ("August\n31. The"); the end of a heading; the
#: start of a table's row ("Town: Elva | 2021: 66.9"); the line break between two fields of a data
#: sheet ("Weight: 9 kg"); the end of a short line without a stop that begins a paragraph and is
#: followed by a long one, as headings of leaflets are; the end of a line of capitals that begins a
#: paragraph, above a line that is not all capitals ("BUS 47").
_BREAK = re.compile(
    r"\n[^\S\n]*(?=\n)|\n(?=[^\S\n]*(?:#{1,6} |[-*+•‣▪] ))"
    r"|(?<=[\n.:;!?])\n(?=[^\S\n]*\d{1,3}[.)] )|^[^\S\n]*#{1,6} [^\n]*\n"
    r"|\n(?=[^\n:|]{1,80}: [^\n|]{1,200} \| )"
    rf"|^{_FIELD}[^\n|]*\n(?={_FIELD})"
    r"|(?:\A|(?<=\n\n))(?:\d{1,2}[.)] )?[A-Z][^\n.!?,;:|\d]{2,34}[^\W\d_]\n(?=[A-Z\"“][^\n]{40})"
    r"|(?:\A|(?<=\n\n))[A-Z][A-ZÀ-ÖØ-Þ\d ,&/()'’\"“”–-]{2,60}\n"
    r"(?=[A-Z\"“\d][^\n]{0,20}[a-z][^\n]{20})",
    re.MULTILINE,
)
#: The empty head of a table in Markdown, with the rule below it; each row then is a fact by itself.
_HEADLESS = re.compile(r"\|(?:[ \t]*\|)+[ \t]*\n\|[ \t:|-]+(?:\n|$)")
_SPACE = re.compile(r"\s*")

#: How far to look for a word on either side of a stop, in characters; this keeps time linear.
_WINDOW = 24
_LAST_TOKEN = re.compile(r"[^\s\"“”„«»‘(\[—–/]+$")
_NEXT_WORD = re.compile(r"[\"“”„«»‘’'(\[¿¡]*([^\W_]+(?:['’][^\W_]+)?)")

#: Titles: they are always followed by the name they belong to.
_TITLES = word_set(
    "adm attn brig capt cmdr col cpl det dr fr gen gov hon insp lt maj messrs mgr mr mrs ms msgr "
    "mt pfc prof pres rep reps rev sen sens sgt supt"
)
_NEVER_LAST = word_set("cf e.g i.e viz vs")
_FULL_NAMES = {*MONTHS, *WEEKDAYS}
#: Abbreviations if a number follows ("No. 3", "Jan. 5", "p. 4"), else words that may end a
#: sentence.
_BEFORE_A_NUMBER = word_set("art ca ch chap eq fig figs no nos nr p para pp sec sect v ver vol") | (
    (MONTH_FORMS.keys() | WEEKDAY_FORMS.keys()) - _FULL_NAMES
)
#: These may be inside a sentence or end it: the next word decides.
_EITHER = word_set(
    "ala approx apt ariz ark assn assoc ave bldg blvd bros calif cent cie co colo conn corp dept "
    "dist div etc ext fla ft ga gmbh govt ill inc inst intl jr kan ky la ltd mass md mfg mich "
    "min minn miss mo mont natl neb nev okla ore pa penn ph.d plc rd rel sq sr st ste tel tenn "
    "tex univ va vt wash wis wyo"
)
#: Those of the above that are abbreviations in lower case too ("ill." is not).
_ALSO_SMALL = word_set(
    "approx art ca ch etc ext fig figs min no nos p para pp sec sect sq tel v ver vol"
)
#: Words that open sentences and are hardly ever part of a name.
_OPENERS = word_set(
    "a according after all also although an and another any are as asked at because before both "
    "but by can did do does during each either even every few for from he her here his how "
    "however i if in instead is it it's its last later many meanwhile more moreover most my "
    "neither no none nor not nothing now of on once one only or other our over several she since "
    "so some still such that that's the their then there there's these they this those though "
    "three through thus to today two under until was we were what when where whether which while "
    "who whoever why will with without yesterday yet you your"
)
#: Words that follow "5 p.m." within its sentence: days, months, time zones.
_AFTER_CLOCK = (
    MONTH_FORMS.keys()
    | WEEKDAY_FORMS.keys()
    | word_set(
        "et est edt ct cst cdt mt mst mdt pt pst pdt gmt utc bst "
        "cet cest eastern pacific central local"
    )
)
#: ``"What next?" Lloyd Austin asked``: the sentence continues after the question mark.
_ATTRIBUTION = re.compile(
    r"(?:[A-Z][\w'’.-]*\s+){1,4}(?:added|asked|asks|cried|exclaimed|joked|replied|responded|said"
    r"|says|shouted|told|tweeted|wondered|wrote)\b"
)
#: "U.S", or an initial.
_LETTERS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
#: What may come before a full stop without a space after it: a word, a year, a bracket.
_ENDING = re.compile(r"(?:[^\W\d_]{2}|\d{2}%?|\))$")

_PAIRS = {"“": "”", "„": "“", "«": "»", "「": "」", "『": "』"}
_QUOTATION_MARK = re.compile('["“”„«»「」『』]')
#: A quotation longer than this, in characters, is cut where its sentences end.
_LONGEST_QUOTATION = 320


@remembered(256)
def sentences(text: str, start: int = 0, end: int | None = None) -> tuple[Offsets, ...]:
    """Return the spans of the sentences of ``text[start:end]``, in order.

    Every character that is not whitespace lies in exactly one span; no span begins or ends with
    whitespace. The end of a paragraph always ends a sentence; a single line break does not. A short
    quotation is kept whole, together with the sentence that it belongs to.

    Args:
        text: Any text.
        start: Offset of the first character to read.
        end: Offset just after the last one; the end of the text by default.

    Returns:
        Offsets into ``text``.
    """
    return tuple(
        sentence
        for paragraph in paragraphs(text, start, end)
        for sentence in _of_paragraph(text, *paragraph)
    )


def paragraphs(text: str, start: int = 0, end: int | None = None) -> list[Offsets]:
    """Return the spans of the paragraphs of ``text[start:end]``, without surrounding whitespace.

    An empty line ends a paragraph; a Markdown heading, an item of a list and a row of a table
    without a head are paragraphs of their own.
    """
    stop = len(text) if end is None else end
    cuts = [start, *(match.end() for match in _BREAK.finditer(text, start, stop)), stop]
    spans = (_strip(text, first, last) for first, last in pairwise(cuts))
    return [
        part for first, last in spans if first < last for part in _without_head(text, first, last)
    ]


def ends_with_stop(text: str) -> bool:
    """Tell whether a line ends like a sentence: with a stop, perhaps followed by closing marks."""
    return any(match.end() == len(text) for match in _STOP.finditer(text))


def is_question(sentence: str) -> bool:
    """Tell whether a sentence ends with a question mark, perhaps inside marks: "**Why?**"."""
    return sentence.rstrip("*_\"'”’»)] ").endswith("?")


def _without_head(text: str, start: int, end: int) -> Iterator[Offsets]:
    """Yield the rows of a table that has no head, or the paragraph as it is."""
    head = _HEADLESS.match(text, start, end)
    if head is None:
        yield start, end
        return
    cuts = [start, head.end()]
    while (cut := text.find("\n", cuts[-1], end) + 1) > 0:
        cuts.append(cut)
    for first, last in pairwise([*cuts, end]):
        first, last = _strip(text, first, last)
        if first < last:
            yield first, last


def _of_paragraph(text: str, start: int, end: int) -> Iterator[Offsets]:
    quotations = iter(_quotations(text, start, end))
    quotation = next(quotations, None)
    for stop in _STOP.finditer(text, start, end):
        while quotation is not None and quotation[1] <= stop.end():
            quotation = next(quotations, None)
        within = quotation is not None and quotation[0] < stop.end()
        if not within and _ends_sentence(text, start, stop, end):
            yield start, stop.end()
            start = _skip_space(text, stop.end(), end)
    if start < end:
        yield start, end


def _ends_sentence(text: str, start: int, stop: re.Match[str], end: int) -> bool:
    """Tell whether the sentence that begins at ``start`` ends with this stop."""
    mark = stop.group()
    after = _skip_space(text, stop.end(), end)
    if after == end or mark[0] in _CJK_STOPS:
        return True
    if text[after].islower() or text[after] in ",;:)":
        return False
    before = _LAST_TOKEN.search(text, max(start, stop.start() - _WINDOW), stop.start())
    token = before.group() if before else ""
    if after == stop.end() and not _lacks_space(text, after, token):
        return False
    if mark[0] in "?!" and len(mark) > 1 and _ATTRIBUTION.match(text, after, end):
        return False
    if not mark.startswith(".") or mark.startswith(("..", ". .")):
        return True
    if token.isdigit() and before is not None and before.start() == start:
        return len(token) > 3  # "1. Introduction" numbers an item of a list
    word = _NEXT_WORD.match(text, after, min(end, after + _WINDOW))
    return _is_full_stop(token, word.group(1) if word else "")


def _is_full_stop(token: str, following: str) -> bool:
    """Tell whether the full stop between these two words ends a sentence or an abbreviation."""
    word, after = token.lower(), following.lower()
    if word in ("a.m", "p.m"):
        return after not in _AFTER_CLOCK
    if word in _NEVER_LAST:
        return False
    if _LETTERS.fullmatch(token):
        return after in _OPENERS
    if word == token and word not in _ALSO_SMALL:
        return True
    if word in _TITLES:
        return False
    if word in _BEFORE_A_NUMBER:
        return not (after[:1].isdigit() or after in _AFTER_CLOCK)
    return word not in _EITHER or after in _OPENERS


def _lacks_space(text: str, after: int, token: str) -> bool:
    """Tell "cooperation.On Friday" from "U.S.Army", "System.Out.print" and addresses."""
    if not _ENDING.search(token) or re.search(r"[.@:\\]", token):
        return False
    if text[after] in "“„«¿¡":
        return True
    word = _NEXT_WORD.match(text, after)
    if word is None or not text[after].isupper():
        return False
    first = word.group(1)
    capitalised = first[1:].islower() or first in ("A", "I")
    return (
        capitalised
        and first not in ("Com", "Net", "Org")
        and text[word.end() : word.end() + 1] not in tuple(".@_/(\\")
    )


def _quotations(text: str, start: int, end: int) -> list[Offsets]:
    """Return the spans of the short quotations that are properly closed, without the marks.

    A quotation counts as unclosed if another opens before it is closed, as in ``“One. “Two.”``.
    """
    spans: list[Offsets] = []
    closer, opened = "", start
    for match in _QUOTATION_MARK.finditer(text, start, end):
        mark, at = match.group(), match.start()
        if mark == closer:
            if at - opened <= _LONGEST_QUOTATION:
                spans.append((opened, at))
            closer = ""
        elif mark in _PAIRS:
            closer, opened = _PAIRS[mark], at + 1
        elif mark == '"' and (at == start or not re.match(r"[\w.,!?]", text[at - 1])):
            closer, opened = '"', at + 1
    return spans


def _strip(text: str, start: int, end: int) -> Offsets:
    start = _skip_space(text, start, end)
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _skip_space(text: str, start: int, end: int) -> int:
    match = _SPACE.match(text, start, end)
    return match.end() if match else start
