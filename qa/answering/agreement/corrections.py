"""Lets a correction win over what is corrected: at the end of an article, or where it denies."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qa.language.values import Relation, Value, relation
from qa.language.words import MONTHS, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qa.answering.spans.candidates import Candidate
    from qa.retrieval import ReadNode

__all__ = ["corrected", "denies"]

_CORRECTION = re.compile(
    r"(?:^|\n|[.!?][\"”’)]*\s+)\W*(?=(?:corrections?|clarifications?|corrects?"  # noqa: RUF001
    r"|editor['’]s note)\b\W"  # noqa: RUF001
    r"|(?:an?|the) (?:earlier|previous|original|first) version of (?:this|the) "
    r"(?:article|story|report|piece|text)"
    r"|this (?:article|story|report|piece) (?:originally|previously|incorrectly|wrongly|mistakenly"
    r"|has been (?:corrected|amended|updated))"
    r"|(?:originally|previously), this (?:article|story|report))",
    re.IGNORECASE,
)
# So is an article that is called so.
_TITLED = re.compile(
    r"\b(?:corrections?|corrected|clarifications?|erratum|errata|got (?:it )?wrong)\b",
    re.IGNORECASE,
)
# A sentence with these words tells what was wrong.
_WRONG = re.compile(
    r"\b(?:(?:earlier|previous|original|first) version|originally|previously|incorrectly|wrongly"
    r"|mistakenly|misstated|in error|due to an error|erroneously)\b",
    re.IGNORECASE,
)
# Within a correction, so does one with these: "We wrote above that nine were hurt. It was seven."
_PRINTED = re.compile(
    r"\b(?:we|our (?:\w+ ){1,3}|the (?:article|caption|headline|(?:press )?release|report|story)) "
    r"(?:above |also |first |had |then )*(?:gave|printed|put|reported|said|stated|wrote)\b",
    re.IGNORECASE,
)
# What follows these words is wrong; before them stands what is right.
_NOT = re.compile(r",? (?:and )?not |\binstead of |\brather than ", re.IGNORECASE)
# What follows these words in a sentence is right.
_RIGHT = re.compile(
    r"; (?:it|they|he|she|the|in fact)\b|\b(?:in fact|should (?:be|have been|have said|read)"
    r"|the correct|the (?:right|true) (?:age|date|figure|name|number|place|sum|total|year)\b"
    r"|has been (?:corrected|amended) to|it is|it was|they are)\b",
    re.IGNORECASE,
)
# "We gave the number of dead as four. The correct number is three."
_GAVE = re.compile(
    r"\b(?P<wrong>(?:gave|put|reported|said|stated|wrote)\b[^.!?\n]*)[.!?]\s+"
    r"(?:The (?:correct|right|true) [a-z]+ (?:is|are|was|were)\b"
    r"|[A-Z][\w ]{1,30} now (?:gives?|puts?) the (?:figure|number|toll|total) (?:as|at)\b)"
)
# What was said and is denied, wherever it stands: "It will not be on 26 May as printed", "You may
# have heard that it shut on Sunday. That is not right", "We said that it would come in May. It came
# in June", "The first estimate was 340. It has since gone up to 365".
_DENIED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:\bnot|n['’]t)\b(?P<wrong>[^.!?\n]*\bas (?:\w+ ){0,3}"  # noqa: RUF001
        r"(?:advertised|announced|given|planned|printed|promised|published|reported|stated"
        r"|written)\b[^.!?\n]*)",
        r"\b(?:may|might|will|must)(?: well)? have (?P<wrong>(?:heard|read|seen)\b[^.!?\n]*)"
        r"[.!?]\s+(?:that|this|it|the (?:report|story|rumour)) (?:is|was) (?:not "
        r"(?:right|true|correct|so)\b|a mistake|false|incorrect|untrue|wrong)\b",
        r"\bwe (?:had )?(?P<wrong>(?:announced|expected|hoped|promised|said|told you|wrote)\b"
        r"[^.!?\n]*\bwould\b[^.!?\n]*)[.!?]\s+(?:but|in fact|in the end|instead|it|they)\b",
        r"\b(?:earlier|first|initial|original|previous) (?:count|date|estimate|figure|number|price)"
        r"\b(?P<wrong>[^.!?\n]*)[.!?]\s+[^.!?\n]*\b(?:has|have|is|was) (?:since |now |later )?"
        r"(?:been )?(?:changed|corrected|cut|fallen|gone|grown|moved|raised|revised|risen)\b",
    )
)
# "It weighed 469 kilos and not the 487 that they shouted", "283 coins, not 287"; but "not until 26
# May" denies no day, nor does "not only 26" a number.
_NOT_THAT = re.compile(
    r"\bnot (?!(?:after|all|before|even|fewer|just|less|more|only|over|than|till|under|until)\b)"
    r"(?:(?:about|at|by|for|from|in|on|the) ){0,2}(?P<wrong>[^.,;:!?\s]+(?: [^.,;:!?\s]+){0,2})",
    re.IGNORECASE,
)
# "The fee was raised from 30 to 40 euros".
_CHANGED = re.compile(
    r"\b(?:brought forward|changed|corrected|cut|increased|lowered|moved|postponed|put back|raised"
    r"|reduced|revised)\b[^.!?\n]{0,40}? from (?P<wrong>[^.,;!?\n]{1,30}?) to\b",
    re.IGNORECASE,
)
_TELLING = re.compile(rf"\d[\d,.]*(?<![,.])|\b(?:{'|'.join(MONTHS)})\b", re.IGNORECASE)
# Most words of a date or an amount: "one hundred and twelve".
_LONGEST_VALUE = 4
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*(?=\s|$)")  # noqa: RUF001


@dataclass(frozen=True, slots=True)
class _Correction:
    """A correction in a passage.

    Attributes:
        node: The passage.
        start: Where it begins.
        wrong: The stretches that tell what was wrong.
        right: The one that tells what is right; without it, all others do.
    """

    node: ReadNode
    start: int
    wrong: tuple[tuple[int, int], ...]
    right: tuple[int, int] | None = None

    def is_right(self, candidate: Candidate) -> bool:
        """Tell whether a candidate stands in this correction as what is right."""
        if not self._holds(candidate) or self.is_wrong(candidate):
            return False
        if self.right is None:
            return True
        start, end = self.right
        return start <= candidate.start and candidate.end <= end

    def is_wrong(self, candidate: Candidate) -> bool:
        """Tell whether a candidate stands in this correction as what was wrong."""
        return self._holds(candidate) and any(
            start <= candidate.start and candidate.end <= end for start, end in self.wrong
        )

    def instead_of(self, wrong: Candidate) -> Candidate | None:
        """Return the value that the sentence behind gives in the place of a wrong one.

        The reader seldom marks "243" in "The number given by both sides is 243" for a question that
        the sentence before repeats. None if there is no such value, or more than one.
        """
        text = self.node.node.get_content()
        before = _end(text, wrong.end)
        start = len(text) - len(text[before:].lstrip())
        end = _end(text, start)
        found = [token for token in tokens(text[start:end]) if token.is_word]
        spans = [
            (start + found[first].start, start + found[last].end)
            for first in range(len(found))
            for last in range(first, min(len(found), first + _LONGEST_VALUE))
        ]
        others = [replace(wrong, start=a, end=b, sentence=(start, end)) for a, b in spans]
        others = [one for one in others if relation(one.value, wrong.value) is Relation.DIFFERENT]
        first = min((one.start for one in others), default=0)
        begun = [one for one in others if one.start == first]
        longest = max(begun, key=lambda one: one.end, default=None)
        if longest is None or any(one.start >= longest.end for one in others):
            return None
        return longest

    def denies(self, candidate: Candidate) -> bool:
        """Tell whether the words of a candidate are among what was wrong."""
        text = self.node.node.get_content()
        told = rf"(?<!\w){re.escape(candidate.text)}(?!\w)"
        return any(re.search(told, text[start:end], re.IGNORECASE) for start, end in self.wrong)

    def _holds(self, candidate: Candidate) -> bool:
        own = candidate.node.node.node_id == self.node.node.node_id
        return own and candidate.start >= self.start


def corrected(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Remove candidates that a correction of the same article says are wrong.

    The correct value takes their place: it gets the best score among those that it replaces. An
    article without a correction keeps its candidates as they are.

    Args:
        candidates: Candidates, best first.
    """
    corrections: dict[str, list[_Correction]] = {}
    for node in {id(one.node): one.node for one in candidates}.values():
        if found := _corrections(node):
            corrections.setdefault(str(node.node.metadata["article_id"]), []).extend(found)
    if not corrections:
        return list(candidates)
    kept: list[Candidate] = []
    for candidate in candidates:
        own = corrections.get(candidate.article_id, [])
        if not any(one.is_wrong(candidate) or one.denies(candidate) for one in own):
            kept.append(candidate)
            continue
        instead = (one.instead_of(candidate) for one in own if one.is_wrong(candidate))
        kept += [one for one in instead if one is not None and not _is_among(one, candidates)]
    return sorted(
        (_raised(one, candidates, corrections.get(one.article_id, ())) for one in kept),
        key=lambda candidate: -candidate.score,
    ) or list(candidates)


def denies(nodes: Iterable[ReadNode], candidate: Candidate) -> bool:
    """Tell whether an article says that a number or a time is wrong: "283 coins, not 287".

    Args:
        nodes: The passages of the article that were read.
        candidate: The number or the time of another article; its figures and its month have to be
            denied.
    """
    parts = _TELLING.findall(candidate.text) or [_in_figures(candidate)]
    told = [
        re.compile(rf"(?<![\w,.]){re.escape(one)}(?!\w|[,.]\d)", re.IGNORECASE) for one in parts
    ]
    return any(
        all(one.search(node.node.get_content(), *stretch) for one in told)
        for node in nodes
        for stretch in _denied(node)
    )


def _in_figures(candidate: Candidate) -> str:
    """Return a number in words as figures: "forty-two" as "42"."""
    quantity = candidate.value.quantity
    if quantity is None or quantity.low != quantity.high or quantity.low % 1:
        return candidate.text
    return f"{quantity.low:.0f}"


def _denied(node: ReadNode) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a passage that tell what is wrong."""
    text = node.node.get_content()
    for pattern in (_NOT_THAT, _CHANGED):
        yield from (one.span("wrong") for one in pattern.finditer(text))
    for correction in _corrections(node):
        yield from correction.wrong


def _is_among(candidate: Candidate, others: Sequence[Candidate]) -> bool:
    return any(
        one.node is candidate.node and one.start < candidate.end and candidate.start < one.end
        for one in others
    )


def _raised(
    candidate: Candidate, candidates: Sequence[Candidate], corrections: Sequence[_Correction]
) -> Candidate:
    """Give a correct value the score of the wrong value that it replaces."""
    told = [one for one in corrections if one.is_right(candidate)]
    replaced = [
        other
        for other in candidates
        if other.article_id == candidate.article_id
        and any(one.is_wrong(other) or one.denies(other) for one in told)
        and _of_one_kind(other.value, candidate.value)
    ]
    if not replaced:
        return candidate
    best = max(replaced, key=lambda other: other.score)
    return replace(
        candidate, score=max(candidate.score, best.score), gap=max(candidate.gap, best.gap)
    )


def _of_one_kind(a: Value, b: Value) -> bool:
    return relation(a, b) is not Relation.UNKNOWN


def _corrections(node: ReadNode) -> list[_Correction]:
    """Return the corrections in a passage."""
    text = node.node.get_content()
    found = [
        _Correction(
            node, one.start(), (one.span("wrong"),), (one.end("wrong"), _end(text, one.end()))
        )
        for one in _GAVE.finditer(text)
    ]
    found += [
        _Correction(node, one.start(), (one.span("wrong"),))
        for denied in _DENIED
        for one in denied.finditer(text)
    ]
    match = _CORRECTION.search(text)
    if match is None and not _TITLED.search(str(node.node.metadata.get("title") or "")):
        return found
    wrong = []
    begin = start = match.end() if match else 0
    for end in (*(stop.end() for stop in _SENTENCE_END.finditer(text, start)), len(text)):
        denied = _NOT.search(text, start, end)
        told = _WRONG.search(text, start, end) or _PRINTED.search(text, start, end)
        if denied:
            wrong.append((denied.end(), end))
        elif told:
            right = _RIGHT.search(text, told.end(), end)
            wrong.append((told.start(), right.start() if right else end))
        start = end
    return [*found, _Correction(node, begin, tuple(wrong))]


def _end(text: str, start: int) -> int:
    """Return where the sentence ends that an offset lies in."""
    stop = _SENTENCE_END.search(text, start)
    return stop.end() if stop else len(text)
