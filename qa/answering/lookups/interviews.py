"""Answers a question that an article itself asks, as interviews and lists of questions do."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from qa.answering.lookups.listed import BULLET
from qa.answering.spans.candidates import first_of_passages
from qa.language.sentences import Offsets, is_question, sentences
from qa.language.stems import stem, stems, telling_stems
from qa.language.words import ARTICLES, AUXILIARIES, QUESTION_WORDS, names_inside, word_set, words

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from qa.answering.spans.candidates import Candidate

__all__ = ["answered_in_article", "asker_goes_on"]

# "Q:", "A:", "**Q.**", the marks of a heading, and the line below one that underlines it.
_MARK = re.compile(r"(?:[-=~^*]{3,}\n+)?(?:[-•] +)?(?:[#*_]+ *)?(?:[QA] ?[:.] *)?(?:[*_]+ *)?")
# Who is asked: "Dr Haddad, when did you ...?"
_VOCATIVE = re.compile(r"^\W*(?:[A-Z][\w.]*,? ){1,3}(?<=, )(?=[a-z])")
# "Does anybody know whether it fits? Mine broke.": who asks goes on, and answers nothing.
_ASKS_AROUND = re.compile(
    r"\b(?:any|some)(?:body|one)(?: here| else| out there)? "
    r"(?:advise|explain|got|had|have|help|heard|knows?|say|seen|tell|tried)\b",
    re.IGNORECASE,
)
_HOW = re.compile(r"\W*how (\w+)", re.IGNORECASE)
_I = word_set("i i'd i'll i'm i've me mine my myself")
_YOU = word_set("you your yours yourself")
_IT = word_set("he it she they")
_LEAST_ASKED = 3
# The article's question may hold so many words that are not in the reader's question.
_MORE = 1
_LONGEST_QUOTE = 400
# An answer of so few words ("A: Yes.") takes the sentence behind it.
_MORE_FOLLOWS = 3
# "That's a good question." and "The register gives one answer." do so, too.
_PUTS_OFF = re.compile(
    r"\b(?:good|fair|hard|tricky) question\b|\b(?:an?|one|the)(?: \w+)? answer\b", re.IGNORECASE
)


def answered_in_article(question: str, found: Sequence[Candidate]) -> Candidate | None:
    """Return what an article says at once behind the same question: "Where were they sold?".

    It is the same if it begins with the same word, and what the reader's question holds beyond it
    ("the kettles") is in the article's title or in the passage, or if it has "it" for a name that
    stands before. Of several, it is the one that shares most words, and of a list behind it, the
    item that does. What the asker adds ("Does anybody know? Mine broke.") answers nothing.

    Args:
        question: The question as it was understood.
        found: All candidates, best first; their passages are searched.

    Returns:
        The best span of the sentence behind the question, or the whole sentence; its quote holds
        the article's question too. None if no passage asks the same.
    """
    asked = set(telling_stems(question))
    best: tuple[int, Candidate] | None = None
    for candidate in first_of_passages(found):
        bounds = _told(candidate.node.node.get_content())
        for at in range(len(bounds) - 1):
            shared = _asks_the_same(question, asked, candidate, bounds[at : at + 2])
            if shared > (best[0] if best else 0):
                said = _behind(question, asked, candidate, bounds[at:], found)
                best = best if said is None else (shared, said)
    return None if best is None else best[1]


def _told(text: str) -> list[Offsets]:
    """Return the sentences that hold a word; the line that underlines a heading holds none."""
    return [one for one in sentences(text) if words(text[slice(*one)])]


def _asks_the_same(
    question: str, asked: Set[str], candidate: Candidate, bounds: Sequence[Offsets]
) -> int:
    """Return how many words a sentence that asks the same shares with a question; else 0."""
    text = candidate.node.node.get_content()
    heading, behind = (text[slice(*one)] for one in bounds)
    heading = _VOCATIVE.sub("", heading)
    if not is_question(heading) or is_question(behind) or _opening(heading) != _opening(question):
        return 0
    if asker_goes_on(text, *bounds):
        return 0
    if names := _asked_of_it(question, heading):
        return len(names) if names <= set(stems(f"{candidate.title} {text[: bounds[0][0]]}")) else 0
    same = set(telling_stems(heading))
    held = len(same - asked) <= _MORE and asked - same <= set(stems(candidate.context))
    if same - asked and same & asked <= _measure(question):
        return 0  # "How long will it last?" is not "How long must I boil it?"
    return len(same & asked) if held else 0


def _measure(question: str) -> set[str]:
    """Return the stem of what is behind the "how" of a question: "long", "many"."""
    found = _HOW.match(question)
    return {stem(found[1].lower())} if found else set()


def _asked_of_it(question: str, heading: str) -> set[str]:
    """Return the stems of the name for which an article's question has "it": "What is it about?".

    Empty unless the two ask the same but for that; "Who is she?" would ask it of anybody.
    """
    names = {name.lower() for name in names_inside(question)}
    heads = words(heading)
    asked = [word for word in words(question) if word not in names | ARTICLES]
    said = [word for word in heads if word not in _IT]
    same = asked == said and len(said) < len(heads) and len(said) >= _LEAST_ASKED
    return set(map(stem, names)) if same else set()


def asker_goes_on(text: str, asking: Offsets, behind: Offsets) -> bool:
    """Tell whether the asker goes on behind a question, in the same line and without any mark.

    So it is where the question asks around, or where "I" follows and the question is not put to
    "you": "When did you start? I was nine." has two speakers.
    """
    marked = _MARK.match(text, *asking)[0] or _MARK.match(text, *behind)[0]  # type: ignore[index]
    if marked or "\n" in text[asking[1] : behind[0]] or text[asking[1] - 1] in "*_":
        return False
    asked, said = (
        {word.replace("’", "'") for word in words(text[slice(*one)])}  # noqa: RUF001
        for one in (asking, behind)
    )
    own_words = not _I.isdisjoint(said) and _YOU.isdisjoint(asked)
    return own_words or bool(_ASKS_AROUND.search(text, *asking))


def _behind(
    question: str,
    asked: Set[str],
    candidate: Candidate,
    bounds: Sequence[Offsets],
    found: Sequence[Candidate],
) -> Candidate | None:
    """Return what stands behind the first of some sentences; None if no item of a list fits."""
    text = candidate.node.node.get_content()
    (first, last), (start, end), *_ = bounds
    if BULLET.match(text, start) and not asked <= set(stems(text[first:last])):
        item = _item_asked(text, bounds[1:], asked)
        if item is None:
            return None
        start, end = item
    own = (one for one in found if one.node is candidate.node and one.fits)
    inside = next((one for one in own if start <= one.start < end), None)
    begin = first if end - first <= _LONGEST_QUOTE else start
    # "Yes, twice, unless ..." is an answer; "twice" would be half of it.
    if inside is not None and _opening(question) not in AUXILIARIES:
        return replace(inside, sentence=(begin, end))
    said = text[start:end]
    more = len(words(said)) <= _MORE_FOLLOWS or _PUTS_OFF.search(said)
    if more and len(bounds) > 2:  # "Yes. Bring a towel."
        following = bounds[2]
        end = following[1] if "\n" not in text[end : following[0]] else end
    begins = start + len(_MARK.match(text, start, end)[0])  # type: ignore[index]
    return replace(candidate, start=begins, end=end, sentence=(begin, end), fits=True)


def _item_asked(text: str, bounds: Sequence[Offsets], asked: Set[str]) -> Offsets | None:
    """Return the item of a list that holds most words of a question; None if none holds any."""
    items = takewhile(lambda one: BULLET.match(text, *one), bounds)
    held = {one: len(asked & set(stems(text[slice(*one)]))) for one in items}
    best = max(held, key=held.__getitem__)
    return best if held[best] else None


def _opening(question: str) -> str | None:
    """Return the word that makes it a question: "where", "did"; an interviewer asks "do you"."""
    found = next((word for word in words(question) if word in QUESTION_WORDS | AUXILIARIES), None)
    return {"does": "do", "are": "is", "were": "was", "have": "has"}.get(found or "", found)
