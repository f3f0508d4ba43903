"""Answers "What happened to X?" with what a sentence says was done to X, or what X did."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.answering.lookups.table_cells import asked_cell
from qa.answering.spans.candidates import first_of_passages, first_stated
from qa.language.sentences import sentences
from qa.language.words import ARTICLES, FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answering.spans.candidates import Candidate

__all__ = ["asked_fate", "fate"]

_ASKED = re.compile(
    r"\W*(?:and |so )?what (?:has |had )?(?:happened to|happen to|become of|became of) "
    r"(?P<what>(?:[\w'’-]+ ?){1,5}?)(?: in the end| then| later| afterwards?)?\W*$",  # noqa: RUF001
    re.IGNORECASE,
)
_ASKED_LATER = re.compile(r"\b(?:after|when|before|since|during|if|in|on|at)\b", re.IGNORECASE)
_IRREGULAR = (
    "became began blew broke burnt came crashed died drowned fell flew fled froze got hit left lost"
    " ran sank sold split stood struck survived tore went won"
)
# The verb behind the noun, perhaps behind ", which" or words between commas. What somebody said or
# had does not tell what became of them.
_VERB = re.compile(
    r"(?: itself| himself| herself| themselves)?(?:,[^,;.]{2,60},)? (?P<verb>has been|have been"
    rf"|had been|was|were|is being|are being|will be|{'|'.join(_IRREGULAR.split())}"
    r"|(?!\w*(?:asked|called|added|denied|warned|worked|lived|wanted|needed|seemed|looked|used|red)\b)"
    r"[a-z]{2,}ed)\b"
)
# What is done to somebody or something.
_DONE_TO = (
    r"\b(?:abandoned|arrested|attacked|banned|bought|burned|buried|charged|cleared|closed|convicted"
    r"|demolished|destroyed|dismissed|dissolved|evacuated|expelled|fined|fired|freed|hired|jailed"
    r"|killed|moved|promoted|rebuilt|released|removed|renamed|replaced|rescued|restored|sacked"
    r"|sank|scrapped|sold|stole|suspended|towed|wounded)"
)
_RELATIVE = re.compile(r", (?:which|who)(?= )")
_END = re.compile(r"[.;!?]|, (?:but|and|while|although|whereas)\b")
_LEAST_WORDS = 2
_NO_NAMES = FUNCTION_WORDS - ARTICLES


def asked_fate(question: str) -> str | None:
    """Return what a question asks the fate of: ``church`` for "What happened to the church?"."""
    found = _ASKED.match(question)
    if found is None or _ASKED_LATER.search(found["what"]):
        return None
    said = [word for word in found["what"].split() if word.lower() not in ARTICLES]
    if not said or any(word.lower() in _NO_NAMES for word in said):
        return None
    return " ".join(said)


def fate(what: str, found: Sequence[Candidate]) -> Candidate | None:
    """Return what the articles say happened to somebody or something.

    Args:
        what: Of whom or what; as the question names it.
        found: All candidates, best first; their passages are searched.

    Returns:
        The clause from its verb on ("was taken apart last year"), or else the sentence of whoever
        did it ("The line has suspended the captain"), or a cell called "Fate", with the gap of the
        passage's first candidate; None if no sentence tells it.
    """
    done = re.compile(rf"{_DONE_TO} (?:the |an? )?{re.escape(what)}\b", re.IGNORECASE)
    return (
        _of_subject(what, found)
        or _whole(first_stated(done, found))
        or asked_cell(f"What is the fate of {what}?", found)
    )


def _whole(candidate: Candidate | None) -> Candidate | None:
    """Return a candidate that is a whole sentence, without its full stop."""
    if candidate is None:
        return None
    first, last = candidate.sentence
    text = candidate.node.node.get_content()[first:last]
    return replace(candidate, start=first, end=first + len(text.rstrip(".!")))


def _of_subject(what: str, found: Sequence[Candidate]) -> Candidate | None:
    """Return the clause whose subject is what the question names, from its verb on."""
    named = re.compile(rf"\b{re.escape(what)}\b", re.IGNORECASE)
    for candidate in first_of_passages(found):
        text = candidate.node.node.get_content()
        for first, last in sentences(text):
            for match in named.finditer(text, first, last):
                at = match.end()
                which = _RELATIVE.match(text, at, last)
                verb = _VERB.match(text, which.end() if which else at, last)
                if verb is None:
                    continue
                start = verb.start("verb")
                ending = _END.search(text, start, last)
                end = ending.start() if ending else last
                if len(text[start:end].split()) >= _LEAST_WORDS:
                    return replace(
                        candidate, start=start, end=end, sentence=(first, last), fits=True
                    )
    return None
