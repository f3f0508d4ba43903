"""Answers "Who is X?" and "What is X?" with the words by which an article introduces X."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.answering.spans.candidates import first_of_passages
from qa.language.sentences import sentences
from qa.language.values.names import is_role
from qa.language.words import ARTICLES, FUNCTION_WORDS, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qa.answering.spans.candidates import Candidate

__all__ = ["introduced", "introduction"]

_WORD = r"[\w'’.-]+"  # noqa: RUF001 - the apostrophe that papers print
_ASKED = re.compile(
    r"(?:and |so )?(?P<word>who|what)(?: exactly)? (?:is|are|was|were) "
    rf"(?P<name>{_WORD}(?: {_WORD}){{0,4}})",
    re.IGNORECASE,
)
_RUNS = r"[^,.;:()“”\"]{3,120}"
# "a former pilot" of "The minister met a former pilot, Ada Moe", but "the head of the navy".
_BEGINS = (
    r"(?<!\b(?:at|by|in|of|on|to) )(?<!\bfor )(?<!\b(?:from|with) )"
    r"\b(?:an?|the|her|his|its|my|our|their)\b"
)
_ONE_PHRASE = rf"{_BEGINS} (?:(?!{_BEGINS})[^,.;:()“”\"]){{3,120}}"
_DASH = r" ?(?:--?|[–—]) ?"  # noqa: RUF001 - as articles print it
# How well a kind of introduction says who somebody is: "X is a ...", "X, the ...", "the pilot X",
# "the pilot, X". What begins with "his" or "her" says less.
_IS, _APPOSED, _TITLED, _NAMED = 4, 3, 2, 1
# "Claudia Rey's successor".
_OWNER = r"(?-i:(?:[A-Z][\w.-]+ ){0,3}[A-Z][\w.-]+)['’]s"  # noqa: RUF001
_ROLE = (
    r"(?:aide|boss|brother|chief|daughter|deputy|father|heir|husband|mother|partner|predecessor"
    r"|rival|sister|son|spokes\w+|successor|widow|wife)"
)
# "Suger, friend and confidant of the kings", but not "Suger, speaking of the kings".
_FRIEND_OF = re.compile(r"(?![a-z]+(?:ing|ed|en)\b)[a-z]{4,}(?: and [a-z]{4,})? (?:of|at|to) ")
# "Bettina Cross, who runs the Blue Door cafe", but not "who spoke".
_DOES = (
    r"(?:chairs|coaches|coordinates|directs|edits|founded|heads|invented|leads|lives|manages|owns"
    r"|plays|represents|runs|studies|teaches|works|writes"
    r"|has (?:chaired|coached|coordinated|directed|edited|headed|led|managed|owned|played"
    r"|represented|run|taught|worked)) "
)
_WHO_DOES = re.compile(rf"who {_DOES}")
_SCHOLAR = re.compile(r"[a-z]+(?:ologist|ographer|ogist|icist|omist|ician|iatrist|ecturer)s?")
_OF_THE_WORD = re.compile(r"an? (?:[\w-]+ )?(?:word|term|name|expression|phrase) (?:for|from)\b")
_RELATIVE = re.compile(r"(?:his|her|its|their|my|our)\b", re.IGNORECASE)
_MOST_TITLE_WORDS = 7
# Of two introductions of one kind, that with more words says more, up to this many.
_TELLING_WORDS = 3
_TITLE_WORD = re.compile(r"[\w'’-]+")  # noqa: RUF001
# "civil protection chief": so many words without a capital belong to a role, verbs do not.
_SMALL_WORDS = 2
_VERB = re.compile(r"(?:\w+(?:ed|ly)|said|says|told|tells|met|meets|saw|won|when|as)")
# Roles that only relate somebody to somebody else, and forms of address.
_NO_TITLES = word_set("counterpart dr mr mrs ms mx sir")


def introduced(question: str) -> str | None:
    """Return the name of which a question asks who or what it is.

    ``Lindsey Vonn`` for "Who is Lindsey Vonn?"; None for "Who is the mayor of Elva?", which gives a
    description and asks for a name.
    """
    found = _ASKED.fullmatch(question.strip(" ?"))
    if found is None:
        return None
    name = found["name"].split()
    if found["word"].lower() == "what" and name[0].lower() in ARTICLES:
        name = name[1:]
    if not name or any(part.lower() in FUNCTION_WORDS or is_role(part) for part in name[:1]):
        return None
    capitals = [
        part[:1].isupper() for part in name if part.lower() not in {"of", "the", "de", "al"}
    ]
    typed_small = not any(capitals) and found["word"].lower() == "who" and len(name) in {2, 3}
    if typed_small and any(part in FUNCTION_WORDS for part in name):
        return None
    return " ".join(name) if all(capitals) or typed_small else None


def introduction(name: str, found: Sequence[Candidate]) -> Candidate | None:
    """Return where an article introduces somebody or something.

    Args:
        name: The name, as the question writes it.
        found: All candidates, best first; their passages are searched. Where one gives the name in
            full, a later sentence may begin with the last word of it.

    Returns:
        The best introduction, with the gap of the first candidate; of equals, the one in the
        passage that was found first. None if there is none.
    """
    best: tuple[tuple[int, int], Candidate] | None = None
    surname = name.split()[-1]
    for candidate in first_of_passages(found):
        text = candidate.node.node.get_content()
        for bounds in sentences(text):
            named = name in text[: bounds[0]] and text.startswith(surname, bounds[0])
            for worth, start, end in _introductions(surname if named else name, text, bounds):
                rank = worth, min(_TELLING_WORDS, text[start:end].count(" "))
                if best is None or rank > best[0]:
                    fact = replace(candidate, start=start, end=end, sentence=bounds, fits=True)
                    best = rank, fact
    return None if best is None else best[1]


def _introductions(
    name: str, text: str, sentence: tuple[int, int]
) -> Iterator[tuple[int, int, int]]:
    """Yield the worth of each introduction in a sentence, and its offsets in the text."""
    offset, said = sentence[0], text[slice(*sentence)]
    called = rf"{re.escape(name)}(?: \([^()]*\d[^()]*\))?"  # perhaps with the years of a life
    patterns = (
        (_IS, rf"\b{called},? (?:is|was|are|were) (?P<as>(?:an?|the|one of) {_RUNS})"),
        (_APPOSED, rf"\b{called} ?[,(] ?(?P<as>(?:(?:an?|the|one of|who|which) )?{_RUNS})[,.;)]"),
        (_APPOSED, rf"\b{called}{_DASH}(?P<as>(?:an?|the) {_RUNS}?)(?={_DASH}|[,.;])"),
        (_NAMED, rf"\b{called} (?P<as>{_DOES}{_RUNS})"),
        (_NAMED, rf"\b{called}, \d{{1,3}}, (?P<as>(?!(?:is|was|had|has) ){_RUNS})"),
        (_NAMED, rf"\b(?P<as>an? {_RUNS}),? (?:called|known as|named) (?:an? |the )?{called}\b"),
        (_NAMED, rf"\b(?P<as>{_ONE_PHRASE}), {called}\b"),
        (_NAMED, rf"\b(?P<as>{_OWNER} (?:[\w-]+ ){{0,3}}{_ROLE}), {called}\b"),
    )
    for worth, pattern in patterns:
        for match in re.finditer(pattern, said, re.IGNORECASE):
            described = match["as"].strip()
            begin = match.start("as") + match["as"].index(described)
            if worth == _APPOSED and not _describes(described):
                continue
            if _OF_THE_WORD.match(described):  # it explains the word, and not the thing
                continue
            less = bool(_RELATIVE.match(described)) + 2 * described.isdigit()  # her age, not who
            yield worth - less, offset + begin, offset + begin + len(described)
    for match in re.finditer(rf"\b{re.escape(name)}\b", said, re.IGNORECASE):
        title = _title_before(said, match.start(), surname=" " not in name)
        if title is not None:
            yield _TITLED, offset + title[0], offset + title[1]


def _describes(text: str) -> bool:
    """Tell whether the words after a name describe it: "a pilot", "47", "mayor of Elva"."""
    first = text.split(" ", 1)[0].lower()
    if first in {"a", "an", "the", "one"} or re.fullmatch(r"\d{1,3}|\d+-year-old\b.*", text):
        return True
    if _FRIEND_OF.match(text) or _WHO_DOES.match(text):
        return True
    return first not in FUNCTION_WORDS and any(
        is_role(word) or _SCHOLAR.fullmatch(word) for word in text.split()[:4] if word[:1].islower()
    )


def _title_before(said: str, at: int, *, surname: bool) -> tuple[int, int] | None:
    """Return the title directly before a name: "US Secretary of Defense", "the young pilot".

    Args:
        said: A sentence.
        at: Offset of the name.
        surname: Whether the name is one word, so that a given name may stand before it.
    """
    words = [(match.start(), match[0]) for match in re.finditer(r"\S+", said[:at])]
    before = words[-_MOST_TITLE_WORDS:]
    if surname and before and before[-1][1][:1].isupper() and not is_role(before[-1][1].lower()):
        at = before.pop()[0]
    start, small_words = None, 0
    for begin, word in reversed(before):
        plain = word.lower()
        if plain in {"the", "a", "an"} and start is not None:
            start = begin
            break
        small = plain in {"of", "for"}
        if not _TITLE_WORD.fullmatch(word) or (plain in FUNCTION_WORDS and not small):
            break
        if plain not in _NO_TITLES and is_role(plain):
            start = begin
        elif start is not None and word[:1].isupper():
            start = begin  # "French Defense Minister"
        elif start is not None and small_words < _SMALL_WORDS and not _VERB.fullmatch(word):
            start = begin  # "civil protection chief"
            small_words += 1
        elif not word[:1].isupper() and not small:
            break
    return None if start is None else (start, at - 1)
