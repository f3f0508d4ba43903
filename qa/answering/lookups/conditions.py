"""Answers "What if ...?" with the sentence that says what follows in that case."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.answering.spans.candidates import first_of_passages
from qa.language.sentences import is_question, sentences
from qa.language.stems import stems, telling_stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answering.spans.candidates import Candidate

__all__ = ["asked_case", "consequence"]

_ASKED = re.compile(
    r"(?:and |but |so )?what (?:if|(?:happens|(?:will|would) happen"
    r"|(?:should|do|can|must) (?:i|we|you|one) do) (?:if|when|in case)) (?P<case>.+)",
    re.IGNORECASE,
)
# The clause that states a case: up to the next comma, or to the end of the sentence.
_CASE = re.compile(r"\b(?:if|when|in case|unless) (?P<case>[^,;:.]+)", re.IGNORECASE)
# Of the words of the case that is asked about, a clause holds at least this share.
_LEAST_SHARED = 0.6


def asked_case(question: str) -> str | None:
    """Return the case that a question supposes: "it rains" for "What happens if it rains?"."""
    found = _ASKED.fullmatch(question.strip(" ?"))
    return found["case"] if found else None


def consequence(case: str, found: Sequence[Candidate]) -> Candidate | None:
    """Return the sentence that says what follows in a case, as a span.

    Args:
        case: What `asked_case` returned.
        found: All candidates, best first; their passages are searched.

    Returns:
        The sentence whose "if ..." holds most words of the case; None if none holds enough.
    """
    wanted = set(telling_stems(case))
    best, most = None, _LEAST_SHARED
    for candidate in first_of_passages(found) if wanted else ():
        text = candidate.node.node.get_content()
        for start, end in sentences(text):
            if is_question(text[start:end]):  # a list of questions asks the same
                continue
            for stated in _CASE.finditer(text, start, end):
                shared = len(wanted & set(stems(stated["case"]))) / len(wanted)
                if shared > most or (shared == most and best is None):
                    most = shared
                    best = replace(
                        candidate, start=start, end=end, sentence=(start, end), fits=True
                    )
    return best
