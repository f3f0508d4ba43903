"""What a sentence says plainly of a question, read with its title, its heading and what is before.

Each kind of question has its rules: opening days, what is allowed, and all others.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.answering.yes_or_no.opening_days import asked_days, open_on
from qa.answering.yes_or_no.plainly import says
from qa.answering.yes_or_no.pronouns import with_name
from qa.answering.yes_or_no.rewordings import reworded
from qa.answering.yes_or_no.rules import asks_for_rule, ruled
from qa.answering.yes_or_no.sparing import spared
from qa.language.stems import stems
from qa.language.topics import looks_english

if TYPE_CHECKING:
    from collections.abc import Collection

    from qa.answering.yes_or_no.rating import RatedSentence

__all__ = ["says_in_context"]

_WE = re.compile(r"\W*we\b", re.IGNORECASE)
_HOME = re.compile(r"\b(?:the|our|this) ([a-z]+)\b", re.IGNORECASE)


def says_in_context(question: str, asked: Collection[str], sentence: RatedSentence) -> str:
    """Return "Yes" or "No" if a sentence says so plainly, else nothing.

    Args:
        question: In plain words.
        asked: Stems of its words that tell something.
        sentence: May say so.
    """
    # The rules know English alone: "Was" begins a German question for a thing.
    if not looks_english(sentence.node.node.get_content()):
        return ""
    text = " ".join(sentence.text.split())  # lines break anywhere
    if asked_days(question):
        place = sentence.about | _ours(sentence) if _WE.match(text) else sentence.about
        said = open_on(question, text, place)
        if said or asks_for_rule(question) is None:
            return said
    if asks_for_rule(question) is not None:
        said = ruled(question, text, sentence.before, sentence.about)
    else:
        title, earlier = _told_before(sentence)
        said = says(question, asked, with_name(question, title, earlier, text))
        said = said or spared(question, text, sentence.about | set(stems(earlier)))
    return said or reworded(question, text, sentence.about, _ours(sentence))


def _told_before(sentence: RatedSentence) -> tuple[str, str]:
    """Return the title of a sentence's article, and its paragraph up to the sentence."""
    node = sentence.node.node
    *_, before = node.get_content()[: sentence.span[0]].split("\n\n")
    return str(node.metadata.get("title") or ""), before


def _ours(sentence: RatedSentence) -> set[str]:
    """Return stems of what a passage calls "the mill" or "our mill", where "we" may be at home."""
    return set(stems(" ".join(_HOME.findall(sentence.node.node.get_content()))))
