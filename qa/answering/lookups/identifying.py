"""Finds the name of somebody whom an article first describes, and the description of a name."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.answering.spans.widening import is_name, whole_name
from qa.language.sentences import sentences
from qa.language.values.names import FULL_NAME, is_role
from qa.language.words import DETERMINERS, FUNCTION_WORDS, word_set, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qa.answering.spans.candidates import Candidate

__all__ = ["described", "identified", "in_full"]

# "Graham Pell, 58, of Quay Lane", "police named him as Graham Pell".
_AGED = re.compile(rf"({FULL_NAME}), (?:aged )?\d{{1,3}},")
_NAMED = re.compile(rf"\b(?:identified|named)(?: \w+){{0,4}} as ({FULL_NAME})")
# "A former treasurer who stole ...": up to the word that goes on.
_DESCRIBED = re.compile(
    r"An? (?:[a-z\d][\w-]* ){0,5}?[a-z\d][\w-]*(?= (?:who|was|were|is|has|had)\b)"
)
# A name follows the description within so many sentences.
_NEAR = 5
_PEOPLE = word_set(
    "baby bishop boy boys brother child children colleague couple daughter driver father friend "
    "girl girls guard husband man men mother neighbour neighbor nurse people person pilot "
    "policeman policewoman sister soldier son student suspect teacher teenager toddler victim "
    "wife woman women worker"
)


def in_full(candidate: Candidate, found: Sequence[Candidate]) -> Candidate | None:
    """Return where the same article gives the whole name of a person; None if it is whole already.

    Args:
        candidate: A candidate that may be only a surname ("Parly").
        found: All candidates; their passages are searched, in the order of the text.
    """
    if " " in candidate.text or not is_name(candidate.text):
        return None
    for one, bounds in _sentences_of(candidate, found):
        text = one.node.node.get_content()
        for match in re.finditer(rf"\b{re.escape(candidate.text)}\b", text[slice(*bounds)]):
            at = bounds[0] + match.start()
            start, end = whole_name(text, at, at + len(candidate.text), bounds)
            if " " in text[start:end]:
                return replace(one, start=start, end=end, sentence=bounds)
    return None


def identified(candidate: Candidate, found: Sequence[Candidate]) -> Candidate | None:
    """Return where an article names the person whom its sentence before only described.

    News often begins with "A former treasurer was jailed on Friday" and goes on with "Graham Pell,
    58, of Quay Lane". The description must begin its sentence, which must speak of nobody else, and
    the next sentences must name one person so.

    Args:
        candidate: A candidate that may be a description.
        found: All candidates; their passages are searched.

    Returns:
        The name, in its own sentence; None where the candidate is a name already, or where it is
        not plain who is meant.
    """
    if not _describes_alone(candidate):
        return None
    at = _place(candidate, candidate.start)
    behind = [
        (one, bounds)
        for one, bounds in _sentences_of(candidate, found)
        if _place(one, bounds[0]) > at
    ]
    named = [
        replace(one, start=match.start(1), end=match.end(1), sentence=bounds)
        for one, bounds in behind[:_NEAR]
        for match in (
            _AGED.match(one.node.node.get_content(), *bounds),
            _NAMED.search(one.node.node.get_content(), *bounds),
        )
        if match is not None
    ]
    return named[0] if len({one.text for one in named}) == 1 else None


def described(name: str, found: Sequence[Candidate]) -> Candidate | None:
    """Return how an article describes somebody whom it names only later, with the age.

    The reverse of `identified`: "Who is Graham Pell?" is answered by "A former treasurer".

    Args:
        name: The name, as the question writes it; an article may give it in full.
        found: All candidates, best first; the passages of their articles are searched.
    """
    for article in dict.fromkeys(one.article_id for one in found):
        first = next(one for one in found if one.article_id == article)
        told = list(_sentences_of(first, found))
        for at, (one, bounds) in enumerate(told):
            named = _AGED.match(one.node.node.get_content(), *bounds)
            if named is None or name.split()[-1] != named[1].split()[-1]:
                continue
            for before, lead in reversed(told[max(0, at - _NEAR) : at]):
                text = before.node.node.get_content()
                who = _DESCRIBED.match(text, *lead)
                if who is None:
                    continue
                span = replace(before, start=who.start(), end=who.end(), sentence=lead, fits=True)
                named_by = identified(span, found)
                if named_by is not None and named_by.text == named[1]:
                    return span
    return None


def _describes_alone(candidate: Candidate) -> bool:
    """Tell whether a span is a description that begins its sentence and the only one in it."""
    text = candidate.node.node.get_content()
    first, last = candidate.sentence
    lead = words(text[first : candidate.start])
    said = candidate.text.split()
    own = said if lead else said[1:]  # the first word of a sentence has a capital anyway
    if any(word not in DETERMINERS for word in lead) or any(word[:1].isupper() for word in own):
        return False
    rest = words(text[candidate.end : last])
    return _is_person(words(candidate.text)) and not any(_is_person([word]) for word in rest)


def _is_person(said: Sequence[str]) -> bool:
    return any(
        is_role(word) or word in _PEOPLE or word.endswith("-year-old")
        for word in said
        if word not in FUNCTION_WORDS
    )


def _sentences_of(
    candidate: Candidate, found: Sequence[Candidate]
) -> Iterator[tuple[Candidate, tuple[int, int]]]:
    """Yield the sentences of the candidate's article in the passages found, in their order."""
    passages = {
        one.node.node.node_id: replace(candidate, node=one.node)
        for one in found
        if one.article_id == candidate.article_id
    }
    for one in sorted(passages.values(), key=lambda one: _place(one, 0)):
        for bounds in sentences(one.node.node.get_content()):
            yield one, bounds


def _place(candidate: Candidate, offset: int) -> int:
    """Return the place of an offset of a passage in its article."""
    return (candidate.node.node.start_char_idx or 0) + offset  # type: ignore[attr-defined]
