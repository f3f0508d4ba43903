"""Whether a sentence says plainly yes or no to a question. Pure functions."""

from __future__ import annotations

import re
from itertools import permutations
from typing import TYPE_CHECKING

from qa.answering.yes_or_no.clauses import clauses, in_short
from qa.answering.yes_or_no.whom import NAME, subject, whole_names
from qa.language.sentences import is_question
from qa.language.stems import irregular_base, opposites, stem, stems, telling_stems
from qa.language.values.names import is_role
from qa.language.words import ARTICLES, BE, CARDINALS, POSSESSIVES, PREPOSITIONS, word_set, words

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence, Set

__all__ = ["holds", "says", "wanted"]

_NEGATIONS = word_set(
    "cannot fail failed fails neither never no nobody none nor not nothing "
    "refuse refused refuses reject rejected rejects unable without"
)
_NEGATED = re.compile(r"n['’]t$")  # noqa: RUF001 - the apostrophe that papers print
# A clause with one of these does not say plainly that something is so.
_HEDGES = word_set(
    "advice advise advised advises aim aims alleged allegedly almost appear appears ask asked "
    "asks averted avoid avoided await awaiting awaits believed claim claimed claims could demand "
    "demanded demands doubt expected expects fear feared fears hope hoped hopes if intend intends "
    "likely may maybe might narrowly nearly need needed needs ought pending perhaps plan planned "
    "plans possible possibly prevent prevented prevents probably proposal propose proposed "
    "proposes recommend recommended recommends reportedly require required requires rumor rumors "
    "rumour rumours should suggest suggested suggestion suggestions suggests suspected threatened "
    "threatens unclear unless urge urged urges want wanted wants whether wish wished wishes would"
)
_WOULD = re.compile(r"['’]d$")  # noqa: RUF001 - "we'd add a lamp", and "he'd left"
_CALLS_FOR = re.compile(r"\bcall(?:s|ed|ing)? for\b", re.IGNORECASE)
# What somebody denies may be so all the same.
_DENIALS = word_set("denied denies deny denying disputed disputes dispute")
# Where these are denied, less may be so: "nobody was seriously hurt", "not all are closed".
_LIMITS = word_set(
    "all always badly completely critically directly entirely entire every everyone everything "
    "exactly fatally fully gravely immediately necessarily only severely seriously totally wholly"
)
# "A lift serves all floors except the attic." What stands behind these is not said to be so.
_UNSAID = re.compile(
    r"\b(?:except|apart from|excluding|other than|but not|save for|rather than|instead of|unlike"
    r"|far from|in case of|in the event of|as if|as though|like an?"
    r"|(?:accusation|allegation|chance|charge|danger|evidence|hint|idea|possibility|prospect|risk"
    r"|sign|suspicion|talk|theory|threat|trace|warning)s? (?:of|that)"
    r"|(?:accused|acquitted|cleared|suspected) of|charged with)\b.*",
    re.IGNORECASE,
)
# "The report rules out arson." Up to the next preposition stands what is ruled out.
_RULES_OUT = re.compile(r"\brul(?:e|es|ed|ing) out\b", re.IGNORECASE)
_OBJECT = re.compile(
    rf"^(?:(?!\b(?:{'|'.join(sorted(PREPOSITIONS | {'and'}))})\b).)*", re.IGNORECASE
)
_YET_TO = re.compile(r"\b(?:has|have|had|is|are|was|were) yet to\b", re.IGNORECASE)
_FUTURE = word_set("will shall soon going")
# "Has Pike resigned?" is left open by "asked Pike to resign", not by "Pike was forced to resign".
_PAST = word_set("did has have had")
_INFINITIVE = re.compile(r"\b(\w+) to ([a-z]+)(?<!s)\b")
_CARRIED_OUT = word_set("began begun continued forced had managed obliged started went")
# "Was it theft?" is decided by "it was theft", not by what merely speaks of theft.
_IS_IT = re.compile(
    r"(?:is|was|are|were) (?:it|this|that|these|those|he|she|they)\b"
    r"(?!.*\b(?:open|closed?|shut)\b)",
    re.IGNORECASE,
)
_FROM_BE = 4
# "Did she have a torch?" is decided by who had, carried or wore one.
_HAS_IT = re.compile(
    r"(?:do|does|did) (?:i|you|we|it|he|she|they) (?:have|own|carry)\b(?! to\b)", re.IGNORECASE
)
_HAVING = word_set(
    "bought brought carried carries carry carrying contains equipped fitted got had has have "
    "having held holds includes own owned owns possesses took with without wore wearing wears"
)
_MONTH = re.compile(r"(?<!^)\bMay\b")  # "in May" is no "may"
_GET = re.compile(
    r"\bget (?:\w+ed|hurt|shot|\w+en|lost|caught|paid|sold|built|sent)\b", re.IGNORECASE
)
# "The wife of Ida Pike resigned": those who are near to somebody, beside who speaks for him.
_NEAR = word_set(
    "allies ally aunt boyfriend brother brothers colleague colleagues cousin daughter daughters "
    "father friend friends girlfriend husband mother neighbour neighbours partner rival rivals "
    "sister sisters son sons supporters uncle widow widower wife"
)
# "Was Pike fired?" and "Did Pike get fired?" ask what was done to him.
_PASSIVE = re.compile(r"\W*(?:was|were|is|are)\b|.*\b(?:been|get)\b", re.IGNORECASE)
_GOT = word_set("get gets getting got gotten")
_OBJECT_STARTS = ARTICLES | POSSESSIVES | frozenset(CARDINALS)
_WORD = re.compile(r"[\w'’-]+")  # noqa: RUF001
# Words that say the same, the first two of what one may do.
_PAIRS = "bicycle bike; child kid; father dad; film movie; hurt injure; ill sick; mother mum"
_SAME = {"allow": word_set("permit admit"), "permit": word_set("allow admit")} | {
    stem(one): frozenset({stem(other)})
    for pair in _PAIRS.split("; ")
    for one, other in permutations(pair.split())
}


def holds(held: Set[str], asked: str) -> bool:
    """Tell whether stems hold an asked one, another word for it, or its opposite."""
    return _is_said(held, asked) or not opposites(asked).isdisjoint(held)


def _is_said(held: Set[str], asked: str) -> bool:
    return asked in held or not _SAME.get(asked, frozenset()).isdisjoint(held)


def _given_names(question: str, clause: str) -> set[str]:
    """Return the stems of given names that a clause need not repeat: it says "Rey" or "Mr Rey"."""
    given: set[str] = set()
    for name in whole_names(question):
        *first, last = name.split()
        alone = re.search(rf"(?:(\w+) )?\b{re.escape(last)}\b", clause)
        before = alone[1] if alone else None
        if alone and (not before or not before[0].isupper() or is_role(before.lower())):
            given.update(stem(one.lower()) for one in first)
    return given


def says(question: str, asked: Collection[str], sentence: str) -> str:
    """Return "Yes" or "No" if one clause of a sentence says so plainly, else nothing."""
    opened = words(question)
    if _NEGATED.search(opened[0]) or "not" in opened or is_question(sentence):
        return ""
    asked = _without_get(question, asked)
    for clause in clauses(sentence, asked):
        if _MONTH.search(question) and not _MONTH.search(clause):
            continue
        said = words(_MONTH.sub(" ", clause))
        held = {stem(word) for word in said}
        needed = set(asked) - _given_names(question, clause)
        if not all(holds(held, one) for one in needed):
            continue
        if _is_left_open(question, asked, needed, clause):
            return ""
        turned = [one for one in needed if not _is_said(held, one)]
        meant = set(asked).union(*map(opposites, turned))
        rest = [word for word in said if stem(word) not in meant]
        if not _DENIALS.isdisjoint(rest):
            return ""
        negated = sum(word in _NEGATIONS or bool(_NEGATED.search(word)) for word in rest)
        negated -= "nor" in rest and negated > 1  # "neither A nor B" denies once
        if negated and not _LIMITS.isdisjoint(rest):
            return ""
        if _RULES_OUT.search(clause) and "rule" not in asked:
            return "No" if not negated and not turned and _is_ruled_out(needed, clause) else ""
        if not _says_it_of_one(question, needed, said) or _of_another(question, asked, clause):
            return ""
        negated += len(_YET_TO.findall(clause))
        return "No" if (len(turned) + negated) % 2 else "Yes"
    return _says_in_short(question, set(asked), sentence)


def _without_get(question: str, asked: Collection[str]) -> list[str]:
    """Return the asked words without "get" before a verb: "Did she get married?"."""
    found = _GET.search(question)
    return [one for one in asked if found is None or one != "get"]


def _says_in_short(question: str, asked: Set[str], sentence: str) -> str:
    """Return "Yes" or "No" if a clause without a verb says so: "but the clerk did not"."""
    opened, *_ = words(question)
    if _MONTH.search(question) and not _MONTH.search(sentence):
        return ""
    for who, verb, denied, before in in_short(sentence):
        of_one, had = set(telling_stems(who)), set(stems(before))
        if verb != opened and not {verb, opened} <= _PAST:
            continue
        if of_one and of_one <= asked <= of_one | had and not of_one <= had:
            return "No" if denied else "Yes"
    return ""


def _of_another(question: str, asked: Collection[str], clause: str) -> bool:
    """Tell whether a clause says of another what is asked of somebody, or that he did it himself.

    "Pike's brother resigned" says nothing of Pike, and "Pike fired the cook" not that he was fired.
    """
    asked_of = subject(question)
    if asked_of is not None:
        name = re.escape(asked_of)
        every = re.findall(rf"\b{name}\b", clause, re.IGNORECASE)
        owned = re.findall(rf"\b{name}['’]s? (?!own\b)\w+", clause, re.IGNORECASE)  # noqa: RUF001
        near = re.findall(rf"\b(\w+) of (?:the |an? |{NAME} )*{name}\b", clause)
        if every and len(every) == len(owned) + sum(is_role(one) or one in _NEAR for one in near):
            return True
    return _PASSIVE.match(question) is not None and _does_it(asked, _WORD.findall(clause))


def _is_past(word: str) -> bool:
    return word.endswith("ed") or irregular_base(word) is not None


def _does_it(asked: Collection[str], said: Sequence[str]) -> bool:
    """Tell whether words say that somebody did an asked thing to another: "Pike fired the cook"."""
    for at, word in enumerate(said[:-1]):
        if stem(word.lower()) not in asked or not _is_past(word.lower()):
            continue
        before = {one.lower() for one in said[max(0, at - 3) : at]}
        behind = said[at + 1 : at + 5]
        takes = behind[0][0].isupper() or behind[0][0].isdigit() or behind[0] in _OBJECT_STARTS
        if (
            takes
            and before.isdisjoint(BE | _GOT)
            and {stem(one.lower()) for one in behind}.isdisjoint(asked)
        ):
            return True
    return False


def _is_left_open(question: str, asked: Collection[str], needed: Set[str], clause: str) -> bool:
    """Tell whether a clause does not say plainly that something is so, or is not so."""
    opened, *_ = words(question)
    said = words(_MONTH.sub(" ", clause))
    others = [word for word in said if stem(word) not in asked]
    if not _HEDGES.isdisjoint(others) or any(_WOULD.search(word) for word in others):
        return True
    if _CALLS_FOR.search(clause) and "call" not in asked:
        return True
    if opened not in _FUTURE | {"would"} and not _FUTURE.isdisjoint(said):
        return True
    if opened in _FUTURE and _YET_TO.search(clause):
        return True
    if opened in _PAST and _only_wanted(needed, question, clause):
        return True
    unsaid = _UNSAID.search(clause)
    return unsaid is not None and not needed.isdisjoint(stems(unsaid[0]))


def _says_it_of_one(question: str, needed: Set[str], said: Sequence[str]) -> bool:
    """Tell whether words say of something that it is, or has, what is asked of "it" or "them"."""
    if _IS_IT.match(question):
        at = [place for place, word in enumerate(said) if stem(word) in needed]
        behind = said[max(0, min(at) - _FROM_BE) : min(at)] if at else said
        return any(word in BE or word.endswith(("n't", "'s", "n’t", "’s")) for word in behind)  # noqa: RUF001
    if _HAS_IT.match(question):
        return any(word in _HAVING for word in said) or {"there", "no"} & set(said[:4]) != set()
    return True


def _is_ruled_out(needed: Set[str], clause: str) -> bool:
    """Tell whether all that is needed is what a clause rules out: "Arson was ruled out"."""
    before, behind = _RULES_OUT.split(clause, maxsplit=1)
    passive = words(before)[-1:] and words(before)[-1] in BE
    found = _OBJECT.match(before if passive else behind.lstrip())
    return found is not None and needed <= set(stems(found[0]))


def _only_wanted(asked: Set[str], question: str, clause: str) -> bool:
    """Tell whether a clause has an asked verb, or its opposite, as what somebody is to do."""
    asked_for = {stem(verb) for _, verb in _INFINITIVE.findall(question)}
    to_do = wanted(clause)
    return any(holds(to_do, one) for one in asked - asked_for)


def wanted(clause: str) -> set[str]:
    """Return the stems of what somebody is to do, as far as nothing says that they did it."""
    return {
        stem(verb)
        for before, verb in _INFINITIVE.findall(clause)
        if before.lower() not in _CARRIED_OUT | _NEGATIONS | {"yet"}
    }
