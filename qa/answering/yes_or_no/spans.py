"""Whether the span that a reader found may decide a yes-or-no question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.answering.lookups.interviews import asker_goes_on
from qa.answering.spans.fitting import in_headline
from qa.answering.spans.rows import is_row
from qa.answering.yes_or_no.names_and_things import has_names, has_thing
from qa.language.sentences import is_question, sentences
from qa.language.stems import stems

if TYPE_CHECKING:
    from qa.answering.spans.candidates import Candidate

__all__ = ["may_decide"]

# A gap from which on the reader is trusted with another word for the thing asked about.
_SURE = 5.0
# A gap from which on it is trusted with a sentence far from the names of the question.
_KNOWS_NAMES = 3.0


def may_decide(question: str, candidate: Candidate) -> bool:
    """Tell whether the sentence of a span may decide a question that `decide` left open.

    Its passage holds all names, and it the thing that the question ends with, unless the reader is
    sure. It is no question itself, no headline, which names what the article says, and no row of a
    table: a row decides by a cell of yes or no. Nor is it what somebody adds to a question: "Does
    it fit? Mine broke."
    """
    text = candidate.told
    if is_question(text) or is_row(text) or in_headline(candidate.node.node, *candidate.sentence):
        return False
    if _is_told_by_asker(candidate):
        return False
    sure = candidate.gap >= _SURE  # "a deal" may be "an agreement"
    named = candidate.gap >= _KNOWS_NAMES or has_names(question, candidate.node)
    return named and (sure or has_thing(question, set(stems(f"{candidate.title} {text}"))))


def _is_told_by_asker(candidate: Candidate) -> bool:
    """Tell whether a sentence stands behind a question, of which it answers nothing."""
    text, behind = candidate.node.node.get_content(), candidate.sentence
    *_, before = ((0, 0), *sentences(text, 0, behind[0]))
    return is_question(text[slice(*before)]) and asker_goes_on(text, before, behind)
