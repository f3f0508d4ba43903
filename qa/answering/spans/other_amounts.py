"""Whether an amount is told of something else: a change, another's age, a number of things."""

# ruff: noqa: RUF001 - typographic punctuation is meant

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.language.values.names import is_role
from qa.language.words import CARDINALS, FUNCTION_WORDS, word_set, words

if TYPE_CHECKING:
    from qa.answering.spans.candidates import Candidate

__all__ = [
    "fills_packs",
    "is_age_in_passing",
    "is_no_age",
    "is_part_of_name",
    "of_another_age",
    "of_people_aged",
    "tells_change",
]

# "Fell by (nearly) |a third": so much less, and not so many.
_CHANGED_BY = re.compile(
    r"\b(?:up|down|(?:climb|cut|declin|decreas|drop|fall|fell|gr[eo]w|increas|lower|rais|reduc|ris"
    r"|rose|shr[aiu]nk|slash|soar|surg)\w*)\b[^.;]{0,80}? by (?:[a-z]+ ){0,2}$",
    re.IGNORECASE,
)
_ASKS_CHANGE = re.compile(
    r"\b(?:cut|declin|decreas|drop|fall|fell|fewer|gr[eo]w|increas|less|los[et]|lower|more|rais"
    r"|reduc|ris|rose|shr[aiu]nk|slash)",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:half|third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)s?$|%|\bper ?cent\b",
    re.IGNORECASE,
)
_SHARE_BEHIND = re.compile(r" ?(?:%|per ?cent\b)", re.IGNORECASE)
# "One (seat) too few" is how far a count was out, and no count.
_TOO_MANY = re.compile(r"(?: [a-z]+)? too (?:few|little|many|much)\b", re.IGNORECASE)
# A name that a number may belong to: "the Dovebake |450".
_NAME_BEFORE = re.compile(r"\b[A-Z][\w-]* $")
# "How old is Ada Moss?", but not "How old is Ada Moss's son?".
_ASKS_AGE_OF = re.compile(
    r"\W*(?:[Aa]nd |[Ss]o )?(?:[Hh]ow old (?:is|was) |[Ww]hat (?:is|was) the age of )"
    r"(?P<name>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4})\W*$"
)
_ASKS_PRESENT_AGE = re.compile(r"\bhow old (?:is|are)\b", re.IGNORECASE)
# "He has trained her since she was |nine."
_PAST_AGE = re.compile(
    r"\b(?:after|before|from|since|till|until|when) (?:he|she|they|it) (?:was|were|turned) "
    r"(?:only |just |about )?$",
    re.IGNORECASE,
)
# "Ada Moss, |44": whose age it is.
_AGE_BEHIND_NAME = re.compile(
    r"(?P<name>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,4})(?:, (?:aged )?|,? \((?:aged )?|,? aged )$"
)
# "her husband, |39, had set out"
_AGE_BETWEEN_COMMAS = re.compile(r"(?<=[A-Za-z], )\d{1,2}(?=, |\.(?: |$))")

_NUMBER = rf"(?:\d[\d,.]*\d|\d|{'|'.join(CARDINALS)})"
# Nobody grows older than so many years.
_OLDEST = 120
_HE_OR_SHE = word_set("he her him his she")
# "18 iron guns", "4,200 men" are no ages; "at 58", "turned 58" are.
_THINGS = re.compile(
    rf"(?<!\bat )(?<!\bis )(?<!\bwas )(?<!\baged )(?<!\bage of )(?<!\bturned )\b{_NUMBER}"
    r"(?: (?P<like>[a-z]+))?? (?P<things>men|women|people|children|[a-z]{3,}s)\b",
    re.IGNORECASE,
)
# "She has completed |40 years at the mill", "worked there for nearly |forty years".
_YEARS_SPENT = re.compile(
    r"\b(?:complet|serv|spen[dt]|work)\w*(?: [^,.;]{0,40}\bfor| for)?"
    r" (?:about |almost |more than |nearly |over |some )?$",
    re.IGNORECASE,
)
_YEARS = re.compile(rf"(?:{_NUMBER}|[a-z]+ty) years\b(?! old\b| of age\b)", re.IGNORECASE)
_AGES = word_set("days months weeks years")
_LONGEST_THINGS = 30
# "Children from |4 to 5 years", "adults over |65 years".
_PEOPLE = (
    r"\b(?:adults?|anybody|anyone|bab(?:y|ies)|boys?|child|children|everybody|everyone|girls?"
    r"|infants?|men|patients?|people|persons?|pupils?|teenagers?|those|toddlers?|women)"
)
_OF_AGE = re.compile(
    rf"{_PEOPLE} (?:aged|above|below|between|from|of|over|under|up to)(?: the age of)? "
    rf"(?:{_NUMBER}(?: years?| months?)? ?(?:to|and|or|[–-]) ?)?$",
    re.IGNORECASE,
)
_YEARS_OF_AGE = re.compile(
    rf"{_NUMBER}(?: ?(?:to|and|or|[–-]) ?{_NUMBER})?[ -](?:years?|months?)\b(?!['’])",
    re.IGNORECASE,
)
# "Packs of |10, 30 and 60" tells no price.
_PACKS_OF = re.compile(
    r"\b(?:bags?|bottles?|box(?:es)?|bunch(?:es)?|cartons?|cases?|class(?:es)?|crates?|crews?"
    r"|groups?|jars?|packages?|packets?|packs?|part(?:y|ies)|rolls?|sets?|sheets?|teams?|tins?)"
    rf" of (?:{_NUMBER},? (?:and |or )?)*$",
    re.IGNORECASE,
)


def tells_change(candidate: Candidate, question: str) -> bool:
    """Tell whether an amount is that by which something grew, shrank or was out: it counts nobody.

    "Deaths fell by a third" does not say how many died, but says how many fewer; nor does "the
    paper counted one too few".
    """
    passage = candidate.node.node.get_content()
    out = _TOO_MANY.search(candidate.text) or _TOO_MANY.match(passage, candidate.end)
    if out and " too " not in question:
        return True
    if _ASKS_CHANGE.search(question) or passage.startswith(" of ", candidate.end):
        return False
    if not (_PART.search(candidate.text) or _SHARE_BEHIND.match(passage, candidate.end)):
        return False
    own = len("by ") if candidate.text.lower().startswith("by ") else 0
    before = passage[candidate.sentence[0] : candidate.start + own]
    return bool(_CHANGED_BY.search(before))


def of_another_age(candidate: Candidate, question: str) -> bool:
    """Tell whether an age stands behind the name of somebody else than the question names.

    "Tom Arden and Ada Moss, 44, came" does not say how old Tom Arden is, nor does an age of years
    ago: "since she was nine".
    """
    asked = _ASKS_AGE_OF.match(question)
    before = candidate.node.node.get_content()[candidate.sentence[0] : candidate.start]
    if _ASKS_PRESENT_AGE.search(question) and _PAST_AGE.search(before):
        return True
    told = _AGE_BEHIND_NAME.search(before)
    # "Arden, a baker from Osby, 44": the age is of whom the words between commas are about.
    if asked is None or told is None or f"{asked['name'].split()[-1]}," in before[: told.start()]:
        return False
    return set(words(asked["name"])).isdisjoint(words(told["name"]))


def is_no_age(candidate: Candidate, question: str) -> bool:
    """Tell whether a number cannot be the age that a question asks for.

    It counts things or people ("4,200 men"), or years for which somebody has done something ("forty
    years at the mill"), or it is greater than the age of any person, where the question speaks of
    "he" or "she" or of somebody's office.
    """
    passage = candidate.node.node.get_content()
    if _YEARS_SPENT.search(passage[candidate.sentence[0] : candidate.start]) and _YEARS.match(
        passage, candidate.start
    ):
        return True
    behind = candidate.end + _LONGEST_THINGS
    things = _THINGS.search(passage, candidate.start, min(behind, candidate.sentence[1]))
    if things is not None and things.start() < candidate.end:
        like, counted = things["like"], things["things"].lower()
        if counted not in FUNCTION_WORDS | _AGES and like not in FUNCTION_WORDS | _AGES:
            return True
    quantity = candidate.value.quantity
    asked = words(question)
    person = not _HE_OR_SHE.isdisjoint(asked) or any(map(is_role, asked))
    return person and quantity is not None and not quantity.measured and quantity.low > _OLDEST


def is_age_in_passing(candidate: Candidate) -> bool:
    """Tell whether a number is somebody's age between commas: "her husband, 39, had set out"."""
    passage = candidate.node.node.get_content()
    age = _AGE_BETWEEN_COMMAS.match(passage, candidate.start)
    return age is not None and age.end() == candidate.end


def of_people_aged(candidate: Candidate) -> bool:
    """Tell whether years are the age of those who are spoken of: "adults over 65 years"."""
    passage = candidate.node.node.get_content()
    years = _YEARS_OF_AGE.search(passage, candidate.start, candidate.sentence[1])
    if years is None or years.start() >= candidate.end:
        return False
    return bool(_OF_AGE.search(passage[candidate.sentence[0] : years.start()]))


def is_part_of_name(candidate: Candidate) -> bool:
    """Tell whether a number belongs to a name in the article's title: "The Dovebake 450"."""
    before = candidate.node.node.get_content()[candidate.sentence[0] : candidate.start]
    name = _NAME_BEFORE.search(before)
    return name is not None and f"{name[0]}{candidate.text}" in candidate.title


def fills_packs(candidate: Candidate) -> bool:
    """Tell whether a number is that of the things in a pack or a group: "boxes of 12"."""
    before = candidate.node.node.get_content()[candidate.sentence[0] : candidate.start]
    return bool(_PACKS_OF.search(before))
