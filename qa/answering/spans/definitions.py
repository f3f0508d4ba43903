"""Whether a span says what something is, or how it is done, and not only what it is like."""

# ruff: noqa: RUF001 - typographic punctuation is meant

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa.answering.spans.candidates import Candidate

__all__ = ["asks_what_is", "is_likened", "tells_means", "tells_no_content"]

# "What is the Long Frost?", "Who is Ada Moss?", but not "Who is the mayor of Elva?".
_ASKS_WHAT_IS = re.compile(
    r"\W*(?:[Aa]nd |[Ss]o )?[Ww](?:hat|ho) (?:is|are|was|were) (?:the )?"
    r"[A-Z][\w'’-]*(?: (?:of (?:the )?)?[A-Z][\w'’-]*){0,4}\W*$"
)
# "As big as |a fridge", "|about the size of a shoebox".
_LIKENED = re.compile(
    r"(?:(?:about|roughly|nearly|almost) )?(?:as [a-z]+ as|the (?:size|height|weight|length) of) "
)
_BEFORE_LIKENED = re.compile(
    r"\b(?:is|are|was|were|each|about|roughly|nearly|almost) "
    r"(?:as [a-z]+ as|the (?:size|height|weight|length) of)(?: an?| the| one)? $",
    re.IGNORECASE,
)
_ASKS_LIKENESS = re.compile(
    r"\b(?:as|big|compar\w+|height|high|large|length|like(?:ned)?|long|resembl\w+|sizes?|small|tall"
    r"|than|weights?|weighs?)\b",
    re.IGNORECASE,
)
# "What is Salt Road about?", but not "What was the row about?".
_ASKS_CONTENT = re.compile(
    r"\W*(?:[Aa]nd |[Ss]o )?[Ww]hat(?:['’]s| is| was| are| were) "
    r"(?:the (?:book|exhibition|film|movie|novel|opera|play|poem|programme|series|show|song"
    r"|story) )?[\"“‘']?[A-Z\d][^?]* about\W*$"
)
_TELLS_CONTENT = re.compile(
    r"\b(?:about|ask(?:s|ed)|celebrat\w+|chronicl\w+|concern\w*|cover(?:s|ed|ing)|deal(?:s|t|ing)"
    r"|depict\w*|describ\w+|discuss\w*|examin\w+|explain\w*|explor\w+|follow(?:s|ed|ing)"
    r"|inspired by|looks? at|plot|portray\w*|portrait|recount\w*|set (?:in|on)|show(?:s|ed|ing)"
    r"|stor(?:y|ies)|subject|tale|tells?|telling|theme|told|topic|trac(?:es|ed|ing)|tribute)\b",
    re.IGNORECASE,
)
# What a way or a means begins with.
_WAYS = r"\b(?:after|as|by|from|how|in|on|through|using|uses?|via|with|without)\b"
_MEANS = re.compile(_WAYS, re.IGNORECASE)
_BEFORE_MEANS = re.compile(rf"{_WAYS}(?: an?| the)? $", re.IGNORECASE)


def asks_what_is(question: str) -> bool:
    """Tell whether a question asks who or what a name is.

    >>> asks_what_is("What is the Long Frost?"), asks_what_is("Who is the mayor of Elva?")
    (True, False)
    """
    return bool(_ASKS_WHAT_IS.match(question))


def is_likened(candidate: Candidate, question: str) -> bool:
    """Tell whether a span is only what something is as big or as old as, which is not asked for.

    "Each lamp is as big as a pear" does not say what the lamps are for.
    """
    likened = _LIKENED.match(candidate.text) or _BEFORE_LIKENED.search(_before(candidate))
    return bool(likened) and not _ASKS_LIKENESS.search(question)


def tells_no_content(candidate: Candidate, question: str) -> bool:
    """Tell whether a question asks what a work is about, and the sentence of a span does not say.

    "Salt Road wins the Silver Heron" does not, nor does "Salt Road opens at the Rex"; "Salt Road
    follows a man and his camel" does.
    """
    return bool(_ASKS_CONTENT.match(question)) and not _TELLS_CONTENT.search(candidate.told)


def tells_means(candidate: Candidate) -> bool:
    """Tell whether a span holds a way or a means, or one begins before it: "by |boat"."""
    return bool(_MEANS.search(candidate.text) or _BEFORE_MEANS.search(_before(candidate)))


def _before(candidate: Candidate) -> str:
    """Return what the sentence of a span says before it."""
    return candidate.node.node.get_content()[candidate.sentence[0] : candidate.start]
