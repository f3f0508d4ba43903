"""Whether a rule plainly allows, forbids or demands what a question asks for. Pure functions.

A rule is worded unlike news: "You may not park here" forbids, where "the dam may not hold" leaves
everything open, and "There is no need to book" says what one does not have to do.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from qa.answering.yes_or_no.clauses import CONJUNCTIONS
from qa.language.stems import stem, stems, telling_stems
from qa.language.words import MONTH_FORMS, PREPOSITIONS, WEEKDAY_FORMS, word_set, words

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

__all__ = ["Asked", "asks_for_rule", "is_rule", "ruled"]


class Asked(StrEnum):
    """What a question wants to know of a rule.

    Members:
        LEAVE: Whether something is allowed: "Can I bring my dog?".
        DUTY: Whether something must be done: "Do I have to book?".
    """

    LEAVE = "leave"
    DUTY = "duty"


_WHO = r"(?:i|we|you|one|people|anyone|anybody|someone)"
_LEAVE = re.compile(
    rf"\W*(?:(?:can|may|could) {_WHO}|(?:am|are|is) {_WHO} (?:allowed|permitted|free) to"
    r"|is it (?:ok|okay|fine|alright|all right|allowed|permitted|possible|legal)"
    r"(?: (?:for (?:me|us|people) )?to| if i| if we)?)\b",
    re.IGNORECASE,
)
_DUTY = re.compile(
    rf"\W*(?:(?:do|does|will|would) {_WHO} (?:really |still )?(?:have|need) to"
    rf"|(?:must|need) {_WHO}|(?:am|are) {_WHO} (?:required|obliged) to|is it necessary to)\b",
    re.IGNORECASE,
)
# Words that say little by themselves, or that other words can stand for: "bring", "take along".
_LIGHT = word_set(
    "any anything bring come do get give go have keep let make need new put really some still take "
    "there use want"
)
_NOT = r"(?:n['’]t| not| never)"  # noqa: RUF001 - the apostrophe that papers print
# Who may or must, in front of the verb. Of others, "Staff may not park here", nothing is said.
_READER = word_set("anybody anyone everybody everyone guests nobody one people visitors we you")
_NO_NEED = re.compile(
    rf"\b(?:no need (?:for you )?to"
    rf"|(?P<who>\w+) (?:need{_NOT}|(?:do|does|will|would){_NOT} (?:have|need) to)"
    r"|not (?:necessary|required|obliged) to|not (?:compulsory|obligatory|required))\b",
    re.IGNORECASE,
)
_MUST = re.compile(
    r"\b(?:(?P<who>\w+) (?:must|has to|have to|needs? to)|required to|obliged to"
    r"|compulsory|mandatory|obligatory)\b",
    re.IGNORECASE,
)
_FORBIDS = re.compile(
    rf"\b(?:(?P<who>\w+) (?:(?:may|must|can|could|shall){_NOT}|cannot)"
    rf"|(?:is|are|be){_NOT}(?: be)? (?:allowed|permitted|admitted|accepted|possible)"
    r"|forbidden|prohibited|banned)\b|^\W*(?:please )?(?:do not|don['’]t|never)\b",  # noqa: RUF001
    re.IGNORECASE,
)
_ALLOWS = re.compile(
    r"\b(?:(?P<who>\w+) (?:may|can)|(?:is|are|be) (?:always |also )?(?:allowed|permitted|admitted"
    r"|accepted|welcome))\b",
    re.IGNORECASE,
)
# "No bonfires on the allotments."
_NONE = re.compile(r"^\W*no (?!need\b|longer\b|one\b)(\w+)", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|do|does|did|will|would|can|may|must|\w+ed)\b"
)
# What a rule may add without holding for less.
_SMALL = word_set("advance also anything anywhere ever extra here please simply whatsoever")
_CONDITION = re.compile(r"\b(?:if|unless|provided|as long as|so long as)\b", re.IGNORECASE)
# Under these a rule holds for some, or now and then.
_LIMITED = re.compile(
    r"\b(?:only|except|until|than|all|always|usually|normally|otherwise|other|else|just|should)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"n['’]t\b|\b(?:not|no|never|nor|cannot|nobody|without)\b", re.IGNORECASE)  # noqa: RUF001
# A label belongs to what follows it: "Mobile phones: no claims".
_CLAUSE = re.compile(rf"[,;–—]\s|\b(?:and|{CONJUNCTIONS})\b")  # noqa: RUF001
_BEFORE_VERB = word_set("may must need needn't not to")
# What the sentence before named: "give it up"; or nothing at all: "There is no need to book."
_ELLIPTIC = re.compile(r"\b(?:it|them|this|these|one)\b", re.IGNORECASE)

# "Jugs may be washed in the sink; pans must not."
_MODAL = re.compile(r"\b(?:must|may|can|could)(?: be)? ", re.IGNORECASE)
_CUT_SHORT = re.compile(r"\b(?:(?:must|may|can) not|(?:mus|ca)n['’]t|cannot)\W*$", re.IGNORECASE)  # noqa: RUF001
# What is never allowed is not allowed on Fridays.
_NEVER = re.compile(r"\bnever\b", re.IGNORECASE)
_TIMES = frozenset(
    map(stem, {*WEEKDAY_FORMS, *MONTH_FORMS, *word_set("weekend night morning evening afternoon")})
)
# "In the barn or the yard": a second article keeps what stands before the one from the other.
_ONE_OR = re.compile(
    rf"\b(?:an?|any|the|our) (?:(?!(?:{'|'.join(sorted(PREPOSITIONS))})\b)[\w-]+ ){{1,3}}or "
    r"(?=(?:an?|any|the|our)\b)"
)
_OR_ONE = re.compile(r" or (?:an?|any|the|our) [\w-]+(?: [\w-]+)?(?=\W*$)")


def asks_for_rule(question: str) -> Asked | None:
    """Return what a question wants to know of a rule, if it asks for one.

    >>> asks_for_rule("Do I have to book?").value
    'duty'
    >>> asks_for_rule("Can a dam break?") is None
    True
    """
    if _LEAVE.match(question):
        return Asked.LEAVE
    return Asked.DUTY if _DUTY.match(question) else None


def is_rule(sentence: str) -> bool:
    """Tell whether a sentence allows, forbids or demands something, or says that it need not be."""
    return any(bool(one.search(sentence)) for one in (_NO_NEED, _MUST, _FORBIDS, _ALLOWS, _NONE))


def ruled(question: str, sentence: str, before: Set[str], about: Set[str]) -> str:
    """Return "Yes" or "No" if a rule says so plainly of just what is asked, else nothing.

    >>> ruled("Do I have to book the tour?", "There is no need to book.", {"tour"}, set())
    'No'
    >>> ruled("Can I bring a dog?", "Large dogs are not admitted.", set(), set())
    ''

    Args:
        question: In plain words; `asks_for_rule` knows what it asks for.
        sentence: What may be such a rule.
        before: Stems of the sentence before, which "it" refers to.
        about: Stems of the title and the heading: the place where the rule holds.
    """
    kind = asks_for_rule(question)
    verb, asked = _asked(question)
    if kind is None or not asked or _NEGATED.search(question) or _CONDITION.search(sentence):
        return ""
    earlier = ""
    for clause in _CLAUSE.split(sentence):
        held = set(stems(clause))
        missing = {one for one in asked if one not in held | about}
        if missing and _is_elliptic(clause, verb):
            missing -= before
        if missing and _NEVER.search(clause):
            missing -= _TIMES
        missing -= _taken_over(clause, earlier, {*asked, *about})
        earlier = clause
        starts = asked[0] in held or verb in held
        if not starts or missing or not any(_extras(one, asked) <= about for one in _each(clause)):
            continue
        return _of_leave(clause, asked) if kind is Asked.LEAVE else _of_duty(clause, asked)
    return ""


def _asked(question: str) -> tuple[str, list[str]]:
    """Return the stem of the verb, and those of what is asked about, in order.

    A verb that says much is the first of them: "feed", but not "take".
    """
    rest = question
    for frame in (_LEAVE, _DUTY):
        rest = frame.sub("", rest)
    said = words(rest)
    kept = " ".join(word for word in said if word not in PREPOSITIONS | _LIGHT)
    verb = next((stem(word) for word in said if word != "to"), "")
    return verb, telling_stems(kept)


def _is_elliptic(clause: str, verb: str) -> bool:
    """Tell whether a clause leaves it to the sentence before what it is about."""
    said = words(clause)
    if len(said) > 1 and stem(said[-1]) == verb and said[-2] in _BEFORE_VERB:
        return True
    return bool(_ELLIPTIC.search(clause))


def _taken_over(clause: str, earlier: str, known: Set[str]) -> set[str]:
    """Return the stems that a clause without a verb takes from the one before it.

    "Jugs may be washed in the sink; pans must not." The clause before may say no more than is
    known, apart from whom it speaks of and its verb.
    """
    *_, told = _MODAL.split(earlier)
    if not _CUT_SHORT.search(clause) or told == earlier:
        return set()
    verb, *rest = telling_stems(told) or [""]
    return {verb, *rest} if known >= set(rest) else set()


def _each(clause: str) -> list[str]:
    """Return a clause, and where it forbids one thing or another, it with either of them.

    >>> _each("Goats are not allowed in the barn or the yard")[1:]
    ['Goats are not allowed in the yard', 'Goats are not allowed in the barn']
    """
    if not _NEGATED.search(clause):
        return [clause]
    return [clause, _ONE_OR.sub("", clause), _OR_ONE.sub("", clause)]


def _extras(clause: str, asked: Sequence[str]) -> set[str]:
    """Return what narrows a rule down to less than is asked: "large" dogs, "after six"."""
    bare = clause
    for frame in (_NO_NEED, _MUST, _FORBIDS, _ALLOWS):
        bare = frame.sub(" ", bare)
    kept = " ".join(word for word in words(bare) if word not in PREPOSITIONS | _LIGHT | _SMALL)
    return set(telling_stems(kept)) - set(asked)


def _of_leave(clause: str, asked: Sequence[str]) -> str:
    forbids, allows, none = (one.search(clause) for one in (_FORBIDS, _ALLOWS, _NONE))
    if _LIMITED.search(clause) or _NO_NEED.search(clause):
        return ""
    if forbids is not None:
        rest = clause[: forbids.start()] + clause[forbids.end() :]
        return "No" if _speaks_to_reader(forbids, asked) and not _NEGATED.search(rest) else ""
    if none is not None and stem(none[1].lower()) in asked and not _VERB.search(clause):
        return "No"
    if allows is None:
        return ""
    if _NEGATED.search(clause):
        nobody = (allows["who"] or "").lower() == "nobody"
        return "No" if nobody and len(_NEGATED.findall(clause)) == 1 else ""
    return "Yes" if _speaks_to_reader(allows, asked) else ""


def _of_duty(clause: str, asked: Sequence[str]) -> str:
    no_need, must = _NO_NEED.search(clause), _MUST.search(clause)
    if _LIMITED.search(clause):
        return ""
    if no_need is not None:
        return "No" if _speaks_to_reader(no_need, asked) else ""
    if must is None or _NEGATED.search(clause):
        return ""
    return "Yes" if _speaks_to_reader(must, asked) else ""


def _speaks_to_reader(rule: re.Match[str], asked: Sequence[str]) -> bool:
    """Tell whether a rule is for whoever reads it, or for the thing that is asked about."""
    who = rule["who"]
    return who is None or who.lower() in _READER or stem(who.lower()) in asked
