"""Whether the span that a reader found may decide a yes-or-no question."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.answering.lookups.interviews import asker_goes_on
from qa.answering.spans.fitting import in_headline
from qa.answering.spans.rows import is_row
from qa.answering.yes_or_no.names_and_things import has_names, has_thing
from qa.language.sentences import is_question, sentences
from qa.language.stems import stems, telling_stems
from qa.language.tolls import HURT, KILLED, of_other_toll
from qa.language.words import words

if TYPE_CHECKING:
    from qa.answering.spans.candidates import Candidate

__all__ = ["denies_any", "may_decide"]

# A gap from which on the reader is trusted with another word for the thing asked about.
_SURE = 5.0
# A gap from which on it is trusted with a sentence far from the names of the question.
_KNOWS_NAMES = 3.0
# From this gap on, "Nobody was hurt." is about what "Was anybody hurt?" asks.
_MEANT = 2.0
_ANY = re.compile(r"\b(?:any|anybody|anyone|anything|ever)\b", re.IGNORECASE)
# "Did any cows die?" is not denied by "Nobody was killed."
_ANY_THING = re.compile(
    r"\bany (?!(?:casualties|deaths?|fatalities|injuries|people|person|victims)\b)[a-z]+",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"\b(?:nobody|no one)\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:no|not|never|nobody|nothing|none)\b|n['’]t\b", re.IGNORECASE)  # noqa: RUF001
# "Nobody was hurt", "There have been no deaths"; not "No doubt".
_NONE = re.compile(
    r"\W*(?:(?:but|and|so|luckily|fortunately),? )?"
    r"(?:nobody|no one|none|there (?:is|are|was|were|has been|have been) no(?:body|thing| one)?"
    r"|no(?! (?:doubt|less|longer|sooner)\b))\b"
    r"[^,;:.]*?(?= (?:but|although|though|because)\b|[,;:.]|$)",
    re.IGNORECASE,
)
_EXCEPT = re.compile(r"\b(?:apart from|except|other than|until|unless)\b", re.IGNORECASE)


def may_decide(question: str, candidate: Candidate) -> bool:
    """Tell whether the sentence of a span may decide a question that `decide` left open.

    Its passage holds all names, and it the thing that the question ends with, unless the reader is
    sure. It is no question itself, no headline, which names what the article says, and no row of a
    table: a row decides by a cell of yes or no. Nor is it what somebody adds to a question: "Does
    it fit? Mine broke.", nor "Nobody was killed." where the hurt are asked for.
    """
    text = candidate.told
    if is_question(text) or is_row(text) or in_headline(candidate.node.node, *candidate.sentence):
        return False
    if of_other_toll(question, text) or _is_told_by_asker(candidate):
        return False
    sure = candidate.gap >= _SURE  # "a deal" may be "an agreement"
    named = candidate.gap >= _KNOWS_NAMES or has_names(question, candidate.node)
    return named and (sure or has_thing(question, set(stems(f"{candidate.title} {text}"))))


def denies_any(question: str, candidate: Candidate) -> bool:
    """Tell whether the sentence of a span says that there was none of what a question asks for.

    "Nobody was killed." denies "Did anybody die?", not "Was anybody hurt?".

    Args:
        question: A yes-or-no question.
        candidate: The reader's best span.
    """
    none = _NONE.match(candidate.told)
    if none is None or candidate.gap < _MEANT:
        return False
    if not _ANY.search(question) or _DENIED.search(question) or _EXCEPT.search(candidate.told):
        return False
    if _ANY_THING.search(question) and _NOBODY.search(none[0]):
        return False
    asked, said = set(words(question)), set(words(none[0]))
    of_one_toll = any(
        not asked.isdisjoint(toll) and not said.isdisjoint(toll) for toll in (KILLED, HURT)
    )
    return of_one_toll or not set(telling_stems(question)).isdisjoint(stems(none[0]))


def _is_told_by_asker(candidate: Candidate) -> bool:
    """Tell whether a sentence stands behind a question, of which it answers nothing."""
    text, behind = candidate.node.node.get_content(), candidate.sentence
    *_, before = ((0, 0), *sentences(text, 0, behind[0]))
    return is_question(text[slice(*before)]) and asker_goes_on(text, before, behind)
