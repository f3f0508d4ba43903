"""Answers a question that an article itself asks, as interviews and lists of questions do."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.answering.spans.candidates import first_of_passages
from qa.language.sentences import is_question, sentences
from qa.language.stems import stems, telling_stems
from qa.language.words import AUXILIARIES, QUESTION_WORDS, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answering.spans.candidates import Candidate

__all__ = ["answered_in_article"]

# "Q:", "A:", "**Q.**", and the marks of a heading.
_MARK = re.compile(r"(?:[#*_]+ *)?(?:[QA] ?[:.] *)?(?:[*_]+ *)?")
# Who is asked: "Dr Haddad, when did you ...?"
_VOCATIVE = re.compile(r"^\W*(?:[A-Z][\w.]*,? ){1,3}(?<=, )(?=[a-z])")
# The article's question may hold so many words that are not in the reader's question.
_MORE = 1
_LONGEST_QUOTE = 400


def answered_in_article(question: str, found: Sequence[Candidate]) -> Candidate | None:
    """Return what an article says at once behind the same question: "Where were they sold?".

    It is the same if it begins with the same word, and what the reader's question holds beyond it
    ("the kettles") is in the article's title or in the passage.

    Args:
        question: The question as it was understood.
        found: All candidates, best first; their passages are searched.

    Returns:
        The best span of the sentence behind the question, or the whole sentence; its quote holds
        the article's question too. None if no passage asks the same.
    """
    opening, asked = _opening(question), set(telling_stems(question))
    for candidate in first_of_passages(found):
        text = candidate.node.node.get_content()
        known = set(stems(candidate.context))
        bounds = sentences(text)
        for (first, last), (start, end) in itertools.pairwise(bounds):
            heading = _VOCATIVE.sub("", text[first:last])
            if not is_question(heading) or is_question(text[start:end]):
                continue
            same = set(telling_stems(heading))
            if not same & asked or len(same - asked) > _MORE or not asked - same <= known:
                continue
            if _opening(heading) != opening:
                continue
            inside = next(
                (
                    one
                    for one in found
                    if one.node is candidate.node and start <= one.start < end and one.fits
                ),
                None,
            )
            begin = first if end - first <= _LONGEST_QUOTE else start
            # "Yes, twice, unless ..." is an answer; "twice" would be half of it.
            if inside is not None and opening not in AUXILIARIES:
                return replace(inside, sentence=(begin, end))
            said = start + len(_MARK.match(text, start, end)[0])  # type: ignore[index]
            return replace(candidate, start=said, end=end, sentence=(begin, end), fits=True)
    return None


def _opening(question: str) -> str | None:
    """Return the word that makes it a question: "where", "did"; an interviewer asks "do you"."""
    found = next((word for word in words(question) if word in QUESTION_WORDS | AUXILIARIES), None)
    return {"does": "do", "are": "is", "were": "was", "have": "has"}.get(found or "", found)
