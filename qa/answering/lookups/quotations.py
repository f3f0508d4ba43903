"""Answers "What did X say about Y?" with what an article says that X said."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa.answering.spans.candidates import first_of_passages
from qa.language.leaning import refers_back
from qa.language.sentences import sentences
from qa.language.stems import stems, telling_stems

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qa.answering.spans.candidates import Candidate

__all__ = ["Saying", "asked_saying", "saying"]

_ABOUT = r"about|of|on|regarding|concerning|to|in|at|after|when|during|recently|today|yesterday"
_ASKED = re.compile(
    r"(?:and |so )?what (?:else )?(?:did|does|do|has|have) (?P<who>[^?]{2,60}?)"
    rf" (?:say|said|tell|told|state|stated)(?P<rest>|,? (?:{_ABOUT})\b.*)",
    re.IGNORECASE,
)
_SAID = (
    r"(?:said|says|say|saying|told|tells|added|adds|stated|states|explained|explains|argued|argues"
    r"|claimed|claims|warned|warns|insisted|wrote|writes|tweeted|noted|notes|recalled|recalls"
    r"|complained|replied|admitted|concluded|remarked|commented|joked)"
)
_SPEECH = re.compile(rf"\b{_SAID}\b", re.IGNORECASE)
_QUOTE = re.compile(r"[\"“](?P<words>[^\"“”]{8,}?)[,.!?]?[\"”]")
# "Berg said (on Monday) that the dam would hold."
_REPORTED = re.compile(
    rf"\b{_SAID}(?: (?:\w+ ){{0,4}}?that)? (?P<words>(?!(?:on|in|at|to|during)\b)[^\"“”]{{8,}}?)"
    r"(?=[.!?]?$)",
    re.IGNORECASE,
)
# "The dam would hold, Berg said."
_REPORTED_FIRST = re.compile(
    r"(?P<words>[^\"“”]*?\b(?:is|are|was|were|will|would|has|have|had|can|could|may|might|should"
    rf"|must|did|does|\w+ed)\b[^\"“”]*?), (?:[\w.’'-]+ ){{1,6}}?{_SAID}\b"  # noqa: RUF001
)
_LEAST_COVERED = 0.5


@dataclass(frozen=True, slots=True)
class Saying:
    """What a question asks: whose words, and on what.

    Attributes:
        who: Stems of what names the speaker: of a name the last word, of a description all words.
        named: Whether it is a name. A description ("the minister") fits somebody in every story.
        about: Stems of the words that name the topic; empty if the question names none.
    """

    who: frozenset[str]
    named: bool
    about: frozenset[str]


def asked_saying(question: str) -> Saying | None:
    """Return whose words on what a question asks for; None if it asks for something else.

    "What did Rey say about the dam?" does; "What did Rey say was broken?" asks for what is broken.
    """
    found = _ASKED.fullmatch(question.strip(" ?"))
    if found is None:
        return None
    who = telling_stems(found["who"])
    named = any(word[:1].isupper() for word in found["who"].split())
    if not who:
        return None
    about = frozenset(telling_stems(found["rest"]))
    return Saying(frozenset(who[-1:] if named else who), named, about)


def saying(asked: Saying, found: Sequence[Candidate]) -> Candidate | None:
    """Return the words of a speaker on a topic: a quotation, or what follows "said that".

    Args:
        asked: Whose words, and on what.
        found: All candidates, best first; their passages are searched.

    Returns:
        The words in the sentence that holds most of the topic, with the gap of the passage's first
        candidate; of equals, the one in the passage that was found first. Somebody who is only
        described is looked for in the article of the best candidate. None if the speaker is not
        quoted on the topic.
    """
    best: tuple[float, Candidate] | None = None
    for candidate in first_of_passages(found):
        if not asked.named and candidate.article_id != found[0].article_id:
            continue
        for bounds, words, covered in _sayings(asked, candidate.node.node.get_content()):
            if covered >= _LEAST_COVERED and (best is None or covered > best[0]):
                start, end = words
                fact = replace(candidate, start=start, end=end, sentence=bounds, fits=True)
                best = covered, fact
    return None if best is None else best[1]


def _sayings(asked: Saying, text: str) -> Iterator[tuple[tuple[int, int], tuple[int, int], float]]:
    """Yield the sentences in which the speaker is quoted, the words, and the share of the topic."""
    before: set[str] = set()
    for first, last in sentences(text):
        sentence = text[first:last]
        held = set(stems(sentence))
        speaks = asked.who <= held or (asked.who <= before and refers_back(sentence))
        if speaks and _SPEECH.search(sentence):
            words = next(
                filter(None, (p.search(sentence) for p in (_QUOTE, _REPORTED, _REPORTED_FIRST))),
                None,
            )
            if words is not None:
                known = held | before
                covered = len(asked.about & known) / len(asked.about) if asked.about else 1.0
                start, end = words.span("words")
                yield (first, last), (first + start, first + end), covered
        before = held
