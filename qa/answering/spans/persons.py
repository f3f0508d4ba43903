"""Whether a span says who: a name, a body or a group that the question does not rule out."""

from __future__ import annotations

import re
from itertools import dropwhile
from typing import TYPE_CHECKING

from qa.language.datelines import dateline_end
from qa.language.sentences import is_question, sentences
from qa.language.stems import stem, stems
from qa.language.values.names import is_role
from qa.language.words import DETERMINERS, FUNCTION_WORDS, names_inside, word_set, words

if TYPE_CHECKING:
    from qa.answering.spans.candidates import Candidate

__all__ = ["is_named", "is_somebody", "says_who"]

_AGE = re.compile(r"\d+-year-olds?$|\d+$")
# One person without a name, and no manner: "gardener", "heiress".
_SOMEBODY = re.compile(r"[a-z]{2,}(?:er|or|ess|ist|ian|man|woman|ant)")
_NO_PERSONS = word_set(
    "paper water weather matter number order power river either never under over"
)
# Words that say where somebody is from, and not who it is.
_ORIGINS = word_set(
    "afghan albanian algerian american arab argentine argentinian australian austrian belgian "
    "bolivian brazilian briton british bulgarian canadian chilean chinese colombian croat "
    "croatian cuban czech dane danish dutch dutchman egyptian emirati englishman estonian "
    "ethiopian european filipino finn finnish french frenchman frenchwoman german ghanaian greek "
    "hungarian indian indonesian iranian iraqi irish irishman israeli italian jamaican japanese "
    "jordanian kenyan korean kurd kuwaiti latvian lebanese libyan lithuanian malaysian malian "
    "mexican moroccan nigerian norwegian pakistani palestinian peruvian pole polish portuguese "
    "romanian russian saudi scot scotsman scottish senegalese serb serbian slovak somali spaniard "
    "spanish swede swedish swiss syrian taiwanese texan thai tunisian turk turkish ukrainian "
    "venezuelan vietnamese welsh welshman yemeni zimbabwean"
)
_VAGUE = word_set(
    "man woman boy girl person people someone somebody men women boys girls victim suspect winner "
    "others other one ones"
)
_ANYBODY = word_set("somebody someone anybody anyone whoever")
_ROLE_OF = re.compile(r"\b(\w+) of (?:the )?$")
_ASKS_WHO = re.compile(r"\W*who(?:m|se)?\b", re.IGNORECASE)
_ASKS_NAME_OF_HIS = re.compile(r"\bname of [^?]*['’]s [a-z]", re.IGNORECASE)  # noqa: RUF001
# Whoever is asked for may bear the same name.
_ASKS_RELATIVE = re.compile(
    r"\b(?:husband|wife|spouse|sons?|daughters?|child|children|brothers?|sisters?|siblings?|twins?"
    r"|father|mother"
    r"|parents?|uncle|aunt|cousin|nephew|niece|widow(?:er)?|heir|famil(?:y|ies)|marr(?:y|ied))\b",
    re.IGNORECASE,
)
# "Selling her house" is what somebody does; "whose neck was a cable" or "neck was a cable" is told
# of somebody. "Whoever was there" and "the boys they had met" are people.
_NO_SUBJECT = r"(?<!\bhe)(?<!\bshe)(?<!\bthey)(?<!\bit)(?<!\bI)(?<!\bwe)(?<!\byou)"
_DOING = re.compile(
    r"(?:by )?[a-z]{2,}ing (?:an?|the|his|her|its|their|my|our|your|it|them|him)\b"
    r"|(?:who|whom|whose|which) "
    r"|(?!.*\b(?:who|whom|whoever|whose|that|which|where)\b)[a-z][\w' -]*"
    rf"{_NO_SUBJECT} (?:is|was|are|were|has|had) "
)
# Characters between somebody and what is said of them: "Moss, 61, who ran the town until 2015".
_NEAR = 60
_ASKS_WINNER = re.compile(
    r"\b(?:who|which|what)\b[^?]* (?:won|wins?|winners?|champions?|victors?|triumphed)\b",
    re.IGNORECASE,
)
_BEATEN = re.compile(
    r"\b(?:beat|beats|beaten|beating|defeat|defeats|defeated|defeating|overcame|thrash(?:ed|ing)"
    r"|edged|outplayed|(?:victory|win|triumph) (?:over|against)|ahead of) (?:the )?$",
    re.IGNORECASE,
)
# "Who is the chief executive of Moy Ltd?", "Who is the finance minister?".
_ROLE_ELSEWHERE = re.compile(
    r"^\W*[Ww]ho(?:['’]s| is| was) (?:now )?the (?:[a-z-]+ ){1,3}(?:of|at) (?:the )?"  # noqa: RUF001
    r"([A-Z][\w&'’-]*(?: [A-Z][\w&'’-]*)*)"  # noqa: RUF001
)
_ROLE_OF_A_KIND = re.compile(
    r"^\W*[Ww]ho(?:['’]s| is| was) (?:now )?the ([a-z-]+) (?:minister|chief|secretary|commissioner"  # noqa: RUF001
    r"|editor|coach|inspector)\b"
)
# "Who is the mayor?", "Who is now the mayor of Alta?".
_ASKS_HOLDER = re.compile(r"\W*who(?:['’]s| is) (?:now )?the \w+", re.IGNORECASE)  # noqa: RUF001
# "Who will succeed Peel as chairman?"
_ASKS_AS = re.compile(r"\bas (?:the |its |their |an? )?(?:new |next )?(?:[a-z-]+ )?([a-z]+)\W*$")
_FORMER = re.compile(
    r"\b(?:former|formerly|ex-\w+|then-\w+|outgoing|predecessor|previous)\b"
    r"|\buntil (?:1[89]|20)\d\d\b",
    re.IGNORECASE,
)
# "Who scored for Corran?"
_ASKS_SCORER = re.compile(r"\bwho\b[^?]* (?:scored|scores|netted|headed)\b", re.IGNORECASE)
_PLAYS = re.compile(r" (?:beat|defeated|drew|held|lost|play(?:ed)?|won)\b")
# "Ada Moss talks to the coxswain": below the title of an interview, and of few other texts.
_INTERVIEWS = re.compile(
    r" (?:asks|interviews|meets|sits down with|(?:speaks|talks) (?:to|with))\b"
)
_OF_INTERVIEW = re.compile(r"\b(?:ask|interview|meet|speak|talk)", re.IGNORECASE)
_LEAST_QUESTIONS = 2
# "Who is Ada Moss?"
_ASKS_ABOUT = re.compile(
    r"\W*[Ww]ho(?:['’]s| is| was) ([A-Z][\w'’.-]*(?: [A-Z][\w'’.-]*)*)\W*$"  # noqa: RUF001
)
_DEPUTY = re.compile(r"\b(?:assistant|deput(?:y|ies)|vice)\b", re.IGNORECASE)


def says_who(question: str, candidate: Candidate) -> bool:
    """Tell whether a span says who.

    An age, an origin or a role alone does not ("Briton", "97-year-old", "the minister"), nor what
    somebody does or what is told of them ("selling her house"), the place in a dateline, what a
    role is held of ("mayor of Alta"), the one whom the question names, another name where it is
    asked who somebody is, a former holder where the present one is asked for, the loser where the
    winner is, the team where the scorer is, whoever leads an interview, or the holder of another
    role, or of the same one elsewhere ("Tell the secretary, Nell Orr").

    Args:
        question: The question as it was understood.
        candidate: The span.
    """
    return (
        _names_somebody(candidate.text)
        and not is_somebody(candidate.text)
        and not _DOING.match(candidate.text)
        and not _is_place(candidate)
        and not is_named(candidate.text, question)
        and not _is_somebody_else(candidate.text, question)
        and not _held_before(candidate, question)
        and not _lost(candidate, question)
        and not _is_team(candidate, question)
        and not _interviews(candidate, question)
        and not _is_above_the_deputy(candidate, question)
        and _holds_the_role(candidate, question)
        and not _has_another_role(candidate, question)
    )


def is_somebody(text: str) -> bool:
    """Tell whether a span is a bare word for a person, as headlines have it: "heiress"."""
    return bool(_SOMEBODY.fullmatch(text)) and text not in _NO_PERSONS


def _names_somebody(text: str) -> bool:
    """Tell whether a span says who: a name, a body, a group; not only an age, origin or role."""
    parts = [word for word in re.findall(r"[\w'’.-]+", text) if word.lower() not in DETERMINERS]  # noqa: RUF001
    if parts and parts[0].lower() in _ANYBODY:
        return False
    if not parts or all(part.lower() in FUNCTION_WORDS for part in parts):
        return bool(parts) and parts[0].lower() in {"nobody", "none", "no"}
    return not all(
        is_role(part.lower().removeprefix("ex-"))
        or part.lower() in _VAGUE
        or _AGE.match(part)
        or part.lower().removesuffix("s") in _ORIGINS
        or part.lower() in FUNCTION_WORDS
        for part in parts
    )


def _is_place(candidate: Candidate) -> bool:
    """Tell whether a span stands in a dateline or behind a role: "the mayor of Alta"."""
    text = candidate.node.node.get_content()
    before = _ROLE_OF.search(text, candidate.sentence[0], candidate.start)
    held = before is not None and is_role(before[1].lower())
    return held or candidate.end <= dateline_end(text, candidate.sentence[0])


def is_named(text: str, question: str) -> bool:
    """Tell whether a span is whom the question names: "Who will succeed Moss?" - "Ada Moss".

    So it is where the name of somebody's child or ship is asked for.
    """
    asks = _ASKS_WHO.match(question) or _ASKS_NAME_OF_HIS.search(question)
    if not asks or _ASKS_RELATIVE.search(question):
        return False
    named = {word for name in names_inside(question) for word in words(name)}
    last = words(text)[-1:]
    return not named.isdisjoint(last) and not {*words(text)} <= named


def _is_somebody_else(text: str, question: str) -> bool:
    """Tell whether a span is but another name: "Who is Ada Moss?" - "Tom Lie"."""
    asked = _ASKS_ABOUT.match(question)
    parts = [part for part in text.split() if not is_role(part.lower())]
    return (
        asked is not None
        and len(parts) > 1
        and all(part[0].isupper() for part in parts)
        and set(words(asked[1])).isdisjoint(words(text))
    )


def _held_before(candidate: Candidate, question: str) -> bool:
    """Tell whether somebody is called a former holder where the present one is asked for."""
    if not _ASKS_HOLDER.match(question) or _FORMER.search(question):
        return False
    first, last = candidate.sentence
    near = slice(max(first, candidate.start - _NEAR), min(last, candidate.end + _NEAR))
    return bool(_FORMER.search(candidate.node.node.get_content()[near]))


def _holds_the_role(candidate: Candidate, question: str) -> bool:
    """Tell whether the role asked about may be that of the sentence, or of the one before it.

    "Who is the finance minister?" is not answered by the minister of the interior, nor "Who is the
    head of Moy Ltd?" by a passage that names Moy in other sentences alone.
    """
    elsewhere = _ROLE_ELSEWHERE.search(question)
    asked = elsewhere or _ROLE_OF_A_KIND.search(question)
    text = candidate.node.node.get_content()
    if asked is None or (elsewhere and set(stems(elsewhere[1])).isdisjoint(stems(text))):
        return True
    before = sentences(text, 0, candidate.sentence[0])
    start = before[-1][0] if before else candidate.sentence[0]
    told = stems(f"{candidate.title} {text[start : candidate.sentence[1]]}")
    return not set(stems(asked[1])).isdisjoint(told)


def _has_another_role(candidate: Candidate, question: str) -> bool:
    """Tell whether somebody is called by a role in a sentence that lacks the one asked about.

    "Who will succeed Peel as chairman?" is not answered by "Please tell the secretary, Nell Orr".
    """
    asked = _ASKS_AS.search(question)
    if asked is None or not is_role(asked[1]) or stem(asked[1]) in stems(candidate.told):
        return False
    text = candidate.node.node.get_content()
    named = text[candidate.sentence[0] : candidate.end].replace(",", " ").split()
    before = dropwhile(lambda word: word[0].isupper() and not is_role(word.lower()), named[::-1])
    return is_role(next(before, "").lower())


def _lost(candidate: Candidate, question: str) -> bool:
    """Tell whether a span is the loser where the winner is asked for: "Corran beat Dunmere"."""
    before = candidate.node.node.get_content()[candidate.sentence[0] : candidate.start]
    return bool(_ASKS_WINNER.search(question) and _BEATEN.search(before))


def _is_team(candidate: Candidate, question: str) -> bool:
    """Tell whether a span is a team where a scorer is asked for: "Corran beat Dunmere"."""
    text = candidate.node.node.get_content()
    before = text[candidate.sentence[0] : candidate.start]
    plays = _PLAYS.match(text, candidate.end) or _BEATEN.search(before)
    return bool(_ASKS_SCORER.search(question) and plays)


def _interviews(candidate: Candidate, question: str) -> bool:
    """Tell whether a span is who leads an interview, which a question does not speak of."""
    text = candidate.node.node.get_content()
    if not _INTERVIEWS.match(text, candidate.end) or _OF_INTERVIEW.search(question):
        return False
    asked = sum(is_question(text[slice(*one)]) for one in sentences(text))
    return asked >= _LEAST_QUESTIONS


def _is_above_the_deputy(candidate: Candidate, question: str) -> bool:
    """Tell whether a deputy is asked for in a sentence that speaks of none."""
    return bool(_DEPUTY.search(question)) and not _DEPUTY.search(candidate.told)
