"""Finds the same sentence in another article, and what stands there in the place of the answer.

Papers print a story again with a new figure in an old sentence. Then the sentence itself shows
which words to compare, even if the reader prefers other words of the other article.
"""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from qa.language.sentences import sentences
from qa.language.values.clock import find_hours
from qa.language.values.words import comparable
from qa.language.words import FUNCTION_WORDS, Token, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qa.answering.spans.candidates import Candidate
    from qa.retrieval import ReadNode

__all__ = ["counterpart", "hours_beside"]

# The shorter sentence shares at least this much of its content words with the other one.
_ALIKE = 0.6
# The words in the place of the answer are at most so many more than those of the answer.
_LONGER = 3


def counterpart(best: Candidate, own: Sequence[Candidate]) -> Candidate | None:
    """Return what another article says in the place of the answer, in the same sentence.

    Args:
        best: The answer of one article.
        own: The candidates of the other article, best first; its read passages are searched.

    Returns:
        The words between the same neighbours in the most similar sentence, as a candidate with the
        gap of the article's best one. None if no sentence is similar enough.
    """
    text = best.node.node.get_content()
    first, last = best.sentence
    before, answer, behind = (
        [token for token in tokens(text[start:end]) if token.is_word]
        for start, end in ((first, best.start), (best.start, best.end), (best.end, last))
    )
    content = _content((*before, *behind))
    if len(content) < 2:
        return None
    likeness, node, sentence = max(
        (
            (_likeness(content, node.node.get_content()[start:end]), node, (start, end))
            for node in {id(one.node): one.node for one in own}.values()
            for start, end in sentences(node.node.get_content())
        ),
        key=lambda found: found[0],
        default=(0.0, own[0].node, (0, 0)),
    )
    if likeness < _ALIKE:
        return None
    place = _place(before, answer, behind, node, sentence)
    if place is None:
        return None
    start, end = place
    return replace(own[0], node=node, start=start, end=end, sentence=sentence)


def hours_beside(best: Candidate, own: Sequence[Candidate]) -> Candidate | None:
    """Return the hours in the sentence of another article's answer, where the best answer is hours.

    "Open from |10am until 4pm|, seven days a week", though the reader chose "seven days a week".

    Args:
        best: The answer of one article.
        own: The candidates of the other article, best first.
    """
    first = own[0]
    if best.value.hours is None or first.value.hours is not None:
        return None
    found = find_hours(first.node.node.get_content(), *first.sentence)
    if len(found) != 1:
        return None
    ((start, end),) = found
    return replace(first, start=start, end=end)


def _content(found: Iterable[Token]) -> set[str]:
    return {comparable(token.bare) for token in found if token.word.lower() not in FUNCTION_WORDS}


def _likeness(content: set[str], sentence: str) -> float:
    other = _content(token for token in tokens(sentence) if token.is_word)
    return len(content & other) / max(2, min(len(content), len(other)))


def _place(
    before: Sequence[Token],
    answer: Sequence[Token],
    behind: Sequence[Token],
    node: ReadNode,
    sentence: tuple[int, int],
) -> tuple[int, int] | None:
    """Return the offsets, in the passage, of the words between the answer's neighbours."""
    start, end = sentence
    other = [token for token in tokens(node.node.get_content()[start:end]) if token.is_word]
    words = [comparable(token.bare) for token in (*before, *answer, *behind)]
    matcher = SequenceMatcher(None, words, [comparable(one.bare) for one in other], autojunk=False)
    to = {
        block.a + at: block.b + at
        for block in matcher.get_matching_blocks()
        for at in range(block.size)
    }
    first, last = len(before), len(before) + len(answer)
    begins = to.get(first - 1, None if before else -1)
    ends = to.get(last, None if behind else len(other))
    if begins is None or ends is None:
        return None
    if not 0 < ends - begins - 1 <= len(answer) + _LONGER:
        return None
    # Bare stems end before a possessive ending, as the answer itself may.
    final = other[ends - 1]
    return start + other[begins + 1].start, start + final.start + len(final.bare)
