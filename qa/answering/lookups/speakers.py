"""Answers "Who said that ...?" with the one to whom an article gives the words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.answering.lookups.identifying import in_full
from qa.answering.spans.candidates import first_of_passages
from qa.language.sentences import sentences
from qa.language.stems import stems, telling_stems
from qa.language.values.names import is_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answering.spans.candidates import Candidate
    from qa.language.sentences import Offsets

__all__ = ["asked_speaker", "speaker"]

_VERBS = (
    "said says say claimed claims argued argues warned warns complained complains insisted insists"
    " promised promises predicted predicts suggested suggests thinks believes hopes fears"
)
_ASKED = re.compile(
    rf"(?:and |so )?who(?: else| was it that)? (?:has |had )?(?:(?:{'|'.join(_VERBS.split())})"
    r" (?:that )?(?P<that>.{8,})"
    r"|(?:called|calls) (?P<name>.+ (?:an?|the) .+)|(?:described|describes) (?P<as>.+ as .+))",
    re.IGNORECASE,
)
_SAID = (
    r"(?:said|says|added|adds|told|tells|stated|states|explained|explains|argued|argues|claimed"
    r"|claims|warned|warns|insisted|insists|wrote|writes|tweeted|noted|notes|recalled|complained"
    r"|complains|replied|admitted|concluded|remarked|commented|joked|called|calls|described"
    r"|describes|promised|promises|predicted|predicts|suggested|suggests|thinks|believes|hopes"
    r"|fears|finds)"
)
_NAME = r"[A-Z][\w'’-]+(?:\.? (?:(?:al|de|van|von|bin) )?[A-Z][\w'’-]+)*"  # noqa: RUF001
_ROLE = r"(?:[Tt]he |[Aa]n? )(?:[a-z'’-]+ ){0,3}[a-z'’-]+"  # noqa: RUF001
_SPEAKER = (
    re.compile(rf"[,”\"] {_SAID} (?:the |an? )?(?:[a-z-]+ ){{0,3}}(?P<who>{_NAME})"),
    re.compile(rf"\b[Aa]ccording to (?:the |an? )?(?:[a-z-]+ ){{0,3}}(?P<who>{_NAME})"),
    re.compile(rf"(?P<who>{_NAME})(?: \(\d+\))?(?:, [^,;“”\"]{{2,80}},)? (?:has |had )?{_SAID}\b"),
    re.compile(rf"(?P<who>{_ROLE}) (?:has |had )?{_SAID}\b"),
)
_BY_PRONOUN = re.compile(rf"\b[Hh]e {_SAID}|\b[Ss]he {_SAID}|\b{_SAID} (?:he|she)\b")
_PERSON = re.compile(_NAME)
_POSSESSIVE = re.compile(r"(?:['’]s?)?$")  # noqa: RUF001
_LEAST_COVERED = 0.6
# A pronoun means somebody of one of so many sentences before.
_NEAR = 2
_NO_SPEAKERS = frozenset({"It", "He", "She", "They", "We", "I", "You", "This", "That", "There"})


def asked_speaker(question: str) -> frozenset[str] | None:
    """Return the stems of the words whose speaker a question asks for; None for other questions.

    "Who said that the dam was safe?" asks for one, and "Who called the dam a time bomb?"; "Who
    called the police?" does not.
    """
    found = _ASKED.fullmatch(question.strip(" ?"))
    if found is None:
        return None
    said = frozenset(telling_stems(next(filter(None, found.groups()))))
    return said if len(said) > 1 else None


def speaker(said: frozenset[str], found: Sequence[Candidate]) -> Candidate | None:
    """Return who said it: the name beside "said", or the one whom "he said" means.

    Args:
        said: Stems of the words.
        found: All candidates, best first; their passages are searched.

    Returns:
        The speaker, with the sentences that show it, in the passage where most of the words are
        said, and with the gap of its first candidate; None if nobody is said to say them.
    """
    best: tuple[float, Candidate] | None = None
    for candidate in first_of_passages(found):
        text = candidate.node.node.get_content()
        told = sentences(text)
        for at, bounds in enumerate(told):
            covered = len(said & set(stems(text[slice(*bounds)]))) / len(said)
            if covered < _LEAST_COVERED or (best is not None and covered <= best[0]):
                continue
            who = _speaker(text, told, at)
            if who is not None:
                start, end = who
                end -= len(_POSSESSIVE.search(text[start:end])[0])  # type: ignore[index]
                first = min(start, bounds[0])
                first = next(one[0] for one in told if one[0] <= first < one[1])
                fact = replace(
                    candidate, start=start, end=end, sentence=(first, bounds[1]), fits=True
                )
                best = covered, in_full(fact, found) or fact
    return None if best is None else best[1]


def _speaker(text: str, told: Sequence[Offsets], at: int) -> Offsets | None:
    """Return the offsets of the one who says a sentence."""
    bounds = told[at]
    if _BY_PRONOUN.search(text, *bounds):
        for before in reversed(told[max(0, at - _NEAR) : at]):
            named = [one for one in _PERSON.finditer(text, *before) if _is_speaker(one[0])]
            if named:
                return named[0].span()
        return None
    for pattern in _SPEAKER:
        for match in pattern.finditer(text, *bounds):
            if _is_speaker(match["who"]):
                return match.span("who")
    return None


def _is_speaker(name: str) -> bool:
    first = name.split()[0]
    return first not in _NO_SPEAKERS and not (name[0].isupper() and is_role(name.lower()))
