"""Questions whether the articles agree, which are answered by what each of them says."""

from __future__ import annotations

import re

from qa.language.kinds import AnswerKind, expected_kind
from qa.language.words import AUXILIARIES, QUESTION_WORDS

__all__ = ["asked_of_each"]

_AGREE = re.compile(
    r"(?:and |so |but )?(?:do|does|did|in what do|how do|where do) (?:the |these |both |all |two )*"
    r"(?:articles?|reports?|texts?|stor(?:y|ies)|sources?|documents?|papers?) (?:all |both )?"
    r"(?:agree|disagree|differ|contradict each other|say the same(?: thing)?) "
    r"(?:about|on|over|as to|regarding|in) (?P<matter>.+)",
    re.IGNORECASE,
)


def asked_of_each(question: str) -> str:
    """Return the question that every article is to answer; any other question as it is.

    It stays as it is, too, if it names no fact, as in "Do the articles agree about the bridge?".

    >>> asked_of_each("Do the articles agree about the cost of the repairs?")
    'What is the cost of the repairs?'
    >>> asked_of_each("Do the reports agree on how many people died?")
    'How many people died?'
    """
    found = _AGREE.fullmatch(question.strip(" ?"))
    if found is None:
        return question
    matter = found["matter"]
    first, *rest = matter.lower().split()
    if first not in QUESTION_WORDS:
        asked = f"What is {matter}?"
        return asked if expected_kind(asked) is not AnswerKind.TEXT else question
    # "when the bridge opened" is no question by itself; "how many people died" is one.
    asks = first in {"who", "what", "which", "how"} or (rest and rest[0] in AUXILIARIES)
    return f"{matter[0].upper()}{matter[1:]}?" if asks else question
