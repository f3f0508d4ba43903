"""What a sentence denies or affirms in other words than those of the question. Pure functions.

Fares that "stay as they are" do not rise, a hall with "no car park" has nowhere to park, and nobody
pays for what "is free".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.answering.yes_or_no.clauses import CONJUNCTIONS, STOP
from qa.language.stems import telling_stems
from qa.language.words import word_set

if TYPE_CHECKING:
    from collections.abc import Set

__all__ = ["reworded"]

_CLAUSE = re.compile(rf"{STOP}|\b(?:{CONJUNCTIONS}|so (?!do\b|does\b|did\b|will\b))\b")
# Under these it is not plain, or not of all, or not for long.
_OPEN = re.compile(
    r"\b(?:if|unless|until|except|only|apart|other|yet|longer|may|might|could|should|would|whether"
    r"|hope\w*|want\w*|likely|probably|perhaps|almost|nearly|usually|normally|mostly|said|says|not"
    r"|never|nor|no)\b|n['’]t\b",  # noqa: RUF001
    re.IGNORECASE,
)
_PAST = word_set("did had has have was were")
# What may stand beside any noun and says nothing of it.
_SMALL = word_set("all also any anywhere at ever here just really still there yet")

# "Will fares go up?"
_CHANGES = re.compile(
    r"\b(?:chang(?:e|es|ed|ing)|ris(?:e|es|en|ing)|(?:go|gone|going|went) (?:up|down)"
    r"|(?:in|de)creas(?:e|es|ed|ing)|fall(?:s|en|ing)?|drop(?:s|ped|ping)?|grow(?:n|ing)?"
    r"|rais(?:e|ed|ing)|put up)\b",
    re.IGNORECASE,
)
_SAME = r"(?:as (?:it|they) (?:is|are|was|were)|(?:exactly |just )?the same|unchanged)"
# "They stay as they are": the verb tells when. "And so do the fees" says the same of the fees.
_STAYS = re.compile(
    rf"(?P<what>.+?) (?P<verb>(?:will |would )?(?:stay|remain)(?:s|ed)?|is|are|was|were) {_SAME}"
    r"(?P<rest>.*?)(?:,? and so (?P<again>do|does|did|will) (?P<too>.+))?",
    re.IGNORECASE,
)
_AT = re.compile(r"^ at [^ ]*\d.*$")

# "Is there parking for cars?", "Do you have a pool?"
_IS_THERE = re.compile(
    r"\W*(?:(?P<be>is|are|was|were) there|(?P<do>do|does|did) (?:you|they|it|we|the [\w-]+) have)"
    r"\b(?! to\b)(?P<what>.+)",
    re.IGNORECASE,
)
_NO = re.compile(
    r"\W*(?:there (?P<be>is|are|was|were)|(?:we|they|it|the [\w-]+) (?P<have>have|has|had)) no "
    r"(?!longer\b|more\b)(?P<what>.+)",
    re.IGNORECASE,
)
_WE = re.compile(r"\W*we have no\b", re.IGNORECASE)

# "Does it come with a lock?"
_COMES_WITH = re.compile(
    r"\W*(?:do|does) (?:(?P<who>it|they|this|the [\w-]+) (?:come with|include)(?P<what>.+)"
    r"|(?P<thing>.+) come with (?:it|them|this))\W*",
    re.IGNORECASE,
)
_SUPPLIED = re.compile(
    r"(?P<what>.+?) (?:is|are) (?:(?P<no>not )?(?:included|supplied)|(?P<apart>sold separately))"
    r"(?P<rest>.*)",
    re.IGNORECASE,
)

# "Do I have to pay to get in?"
_PAYS = re.compile(
    r"\W*(?:(?:do|does|will) (?:i|we|you|one|people|visitors) (?:have|need) to|must (?:i|we|you))"
    r" pay (?:for|to) (?P<what>.+)",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"(?P<what>.+?) (?:is|are) (?:always |completely |absolutely |entirely )?free(?: of charge)?"
    r"(?P<rest>.*)|there is no (?:charge|fee) for (?P<thing>.+)",
    re.IGNORECASE,
)
_ENTRY = re.compile(
    r"\b(?:admission|entry|entrance|enter|(?:get|go|come) in(?:to|side)?|visit)\b", re.IGNORECASE
)


def reworded(question: str, sentence: str, about: Set[str], ours: Set[str] = frozenset()) -> str:
    """Return "Yes" or "No" if a sentence says so in other words, else nothing.

    >>> reworded("Will fares go up?", "The fares stay as they are.", set())
    'No'
    >>> reworded("Is there parking for cars?", "We have no car park, but a bay for vans.", set())
    'No'

    Args:
        question: In plain words.
        sentence: May say so.
        about: Stems of the title and the heading, which the sentence need not repeat.
        ours: Stems of what the passage calls "the mill", which "we" need not repeat.
    """
    if re.search(r" or | not |n['’]t ", question):  # noqa: RUF001
        return ""
    for clause in _CLAUSE.split(sentence.rstrip(".!")):
        for rule in (_unchanged, _none, _supplied, _free):
            place = about | ours if _WE.match(clause) else about
            if said := rule(question, clause.strip(), place):
                return said
    return _unchanged(question, sentence.rstrip(".!"), about)


def _is_just(told: str, asked: str, about: Set[str]) -> bool:
    """Tell whether some words speak of just what is asked about, as far as no title says it."""
    said, needed = _stems(told), _stems(asked)
    return bool(said & needed) and needed - about <= said and said - needed <= about


def _stems(text: str) -> set[str]:
    return set(telling_stems(" ".join(w for w in text.split() if w.lower() not in _SMALL)))


def _unchanged(question: str, clause: str, about: Set[str]) -> str:
    """Return "No" if something stays as it is of which a question asks whether it changes."""
    found = _STAYS.fullmatch(clause)
    if found is None or not _CHANGES.search(question) or _OPEN.search(clause):
        return ""
    asked = _CHANGES.sub(" ", question)
    past = question.split()[0].lower() in _PAST
    verb = found["verb"].lower()
    rest = _AT.sub("", found["rest"])
    if found["too"]:
        same_time = past == (found["again"].lower() == "did")
        return "No" if same_time and _is_just(found["too"], asked, about) else ""
    same_time = past == (verb.endswith("ed") or verb in _PAST)
    return "No" if same_time and _is_just(found["what"] + rest, asked, about) else ""


def _none(question: str, clause: str, about: Set[str]) -> str:
    """Return "No" if a place has none of what a question asks whether there is some."""
    asked, found = _IS_THERE.match(question), _NO.fullmatch(clause)
    if asked is None or found is None or _OPEN.search(found["what"]):
        return ""
    past = (asked["be"] or asked["do"]).lower() in _PAST
    same_time = past == ((found["be"] or found["have"]).lower() in {"was", "were", "had"})
    return "No" if same_time and _is_just(found["what"], asked["what"], about) else ""


def _supplied(question: str, clause: str, about: Set[str]) -> str:
    """Tell whether a thing comes with something: it "is included" or "is sold separately"."""
    asked, found = _COMES_WITH.fullmatch(question), _SUPPLIED.fullmatch(clause)
    if asked is None or found is None or _OPEN.search(found["what"] + found["rest"]):
        return ""
    thing = asked["what"] or asked["thing"]
    if not _is_just(found["what"] + found["rest"], f"{thing} {asked['who'] or ''}", about):
        return ""
    return "No" if found["no"] or found["apart"] else "Yes"


def _free(question: str, clause: str, about: Set[str]) -> str:
    """Return "No" if something is free for which a question asks whether one has to pay."""
    asked, found = _PAYS.match(question), _FREE.fullmatch(clause)
    if (
        asked is None
        or found is None
        or _OPEN.search((found["what"] or "") + (found["rest"] or ""))
    ):
        return ""
    told = found["thing"] or found["what"] + found["rest"]
    return "No" if _is_just(_entered(told), _entered(asked["what"]), about) else ""


def _entered(text: str) -> str:
    """Return a text with one word for getting in: "admission", "to get in"."""
    return _ENTRY.sub("entry", text)
