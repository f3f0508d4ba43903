"""Possible short answers: the reader's spans from all passages, ranked together."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from qa.answering.citations import quote_passage
from qa.articles.passages import published_on
from qa.language.kinds import AnswerKind
from qa.language.sentences import sentences
from qa.language.values import Value, parse, same
from qa.language.values.names import is_role
from qa.retrieval import GAP_WEIGHT, ReadNode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from llama_index.core.schema import NodeWithScore

    from qa.answering.citations import Quote

__all__ = ["TEMPERATURE", "Candidate", "candidates", "sentence_quote"]

#: A candidate's weight falls by a factor of e each time its score falls by this much.
TEMPERATURE = 0.1
# How many of the best candidates take part in the vote for the answer.
_ELECTORS = 10

_OPENING, _CLOSING = "\"'“‘«([", "\"'”’»)]"  # noqa: RUF001 - marks as articles print them
_LOOSE = ",;:.!?-–—"  # noqa: RUF001 - dashes as articles print them
_IN_NUMBERS = ".,"
# Endings of adjectives of origin, and some such adjectives that have none of these endings.
_ORIGIN = re.compile(r"(?:an|ese|ish|French|Dutch|Greek|Czech|Swiss|Iraqi|Israeli|Pakistani)$")
# A span that is part of a name has at most this many words.
_MOST_OF_A_NAME = 2
_WORD_BEHIND = re.compile(r"[\w-]+")
_SIGNS = "-−"  # noqa: RUF001 - hyphen and minus sign


@dataclass(frozen=True)
class Candidate:
    """One span that may answer the question.

    Attributes:
        node: The passage that was read.
        start: Character offset in the passage.
        end: Offset just after the last character.
        sentence: Offsets (start, end), in the passage, of the sentence that contains it.
        gap: The span's score minus the passage's null score. Above 0, the reader prefers the span
            to "no answer".
        score: The score by which candidates are ordered; it combines retrieval and reading.
    """

    node: ReadNode
    start: int
    end: int
    sentence: tuple[int, int]
    gap: float
    score: float

    @cached_property
    def value(self) -> Value:
        """The meaning of the span, computed when it is first needed."""
        return parse(self.text, published=published_on(self.node.node))

    @property
    def article_id(self) -> str:
        """The id of the article that contains the passage."""
        return str(self.node.node.metadata["article_id"])

    @property
    def text(self) -> str:
        """The text of the span."""
        return self.node.node.get_content()[self.start : self.end]


def candidates(
    nodes: Iterable[NodeWithScore], kind: AnswerKind = AnswerKind.TEXT
) -> list[Candidate]:
    """List the spans of all read passages, best first. The answer with the most support leads.

    Spans are widened to whole words, and loose punctuation is removed. If two spans are then equal,
    only the better one is kept. A span that continues into the next sentence is not an answer.
    Nodes that no reader has read have no candidates.

    Args:
        nodes: Passages, read for the question.
        kind: The kind of answer that the question asks for. If it asks for a person, a part of a
            name is widened to the whole name.
    """
    best: dict[tuple[str, int, int], Candidate] = {}
    for node in nodes:
        if not isinstance(node, ReadNode):
            continue
        text = node.node.get_content()
        bounds = sentences(text)
        for span in node.reading.spans:
            start, end = _tidy(text, span.start, span.end)
            sentence = next((one for one in bounds if one[0] <= start and end <= one[1]), None)
            if start >= end or sentence is None:
                continue
            if kind is AnswerKind.PERSON:
                start, end = _whole_name(text, start, end, sentence)
            key = (node.node.node_id, start, end)
            if key in best:
                continue
            gap = span.score - node.reading.null_score
            score = node.retrieved + GAP_WEIGHT * gap
            best[key] = Candidate(node, start, end, sentence, gap, score)
    ranked = sorted(best.values(), key=lambda candidate: -candidate.score)
    return _elected(ranked[:_ELECTORS]) + ranked[_ELECTORS:]


def _elected(ranked: list[Candidate]) -> list[Candidate]:
    """Put the answer with the most weight first; the spellings of one answer add their weights.

    Among ``Washington``, ``The United States and France`` and ``United States and France``, the
    last two are the same answer. With the first trained reader, this raised F1 from .378 to .390 on
    the even questions of NewsQA-A, and from .397 to .399 on the odd ones.
    """
    if not ranked:
        return []
    weights = [math.exp((one.score - ranked[0].score) / TEMPERATURE) for one in ranked]

    def backing(candidate: Candidate) -> float:
        return sum(
            weight
            for one, weight in zip(ranked, weights, strict=True)
            if one is candidate or same(one.value, candidate.value)
        )

    winner = max(ranked, key=backing)  # of equals, the first has the best score
    return [winner, *(one for one in ranked if one is not winner)]


def _whole_name(text: str, start: int, end: int, sentence: tuple[int, int]) -> tuple[int, int]:
    """Widen a span that is part of a person's name to the whole name in its sentence.

    The reader may mark "Florence" although the text says "Florence Parly". Titles ("Minister"),
    adjectives of origin ("American") and possessives ("CNN's") before a name are not part of it.
    Neither is the first word of a sentence, because it always has a capital letter.
    """
    first, last = sentence
    words = text[start:end].split(" ")
    if len(words) > _MOST_OF_A_NAME or not all(map(_is_name, words)):
        return start, end
    while start > first and text[start - 1] == " ":
        begin = text.rfind(" ", first, start - 1) + 1
        before = text[begin : start - 1]
        if begin <= first or not _is_name(before) or is_role(before) or _ORIGIN.search(before):
            break
        start = begin
    while text[end : end + 1] == " ":
        behind = _WORD_BEHIND.match(text, end + 1, last)
        if behind is None or not _is_name(behind[0]):
            break
        end = behind.end()
    return start, end


def _is_name(word: str) -> bool:
    """Tell whether a word may be part of a name: ``Parly``, ``Jean-Yves``, ``J.``."""
    initial = len(word) == 2 and word[1] == "."
    return word[:1].isupper() and (initial or word.replace("-", "").isalpha())


def sentence_quote(candidate: Candidate) -> Quote:
    """Quote the sentence that contains a candidate, with the candidate marked."""
    return quote_passage(candidate.node.node, *candidate.sentence, (candidate.start, candidate.end))


def _tidy(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span to whole words, then drop loose punctuation and unpaired quotation marks."""
    while start < end and _goes_on(text, start):
        start -= 1
    while start < end and _goes_on(text, end):
        end += 1
    while True:
        before = (start, end)
        while start < end and _loose(text[start]) and not _goes_on(text, start + 1):
            start += 1
        while start < end and _loose(text[end - 1]) and not _abbreviated(text, start, end):
            end -= 1
        start, end = _unquote(text, start, end)
        if (start, end) == before:
            return start, end


def _loose(character: str) -> bool:
    return character in _LOOSE or character.isspace()


def _goes_on(text: str, at: int) -> bool:
    """Tell whether an offset cuts a word or a number: ``with|drawal``, ``12|,500``, ``-|40``.

    The model reads the parts of a number as words, but if the text says 12,500, then 500 is not an
    answer.
    """
    if not 0 < at < len(text):
        return False
    before, behind = text[at - 1], text[at]
    if behind in _IN_NUMBERS:
        return before.isdigit() and text[at + 1 : at + 2].isdigit()
    earlier = text[at - 2 : at - 1] if at > 1 else ""
    if before in _IN_NUMBERS:
        return behind.isdigit() and earlier.isdigit()
    if before in _SIGNS:
        return behind.isdigit() and not earlier.strip()
    return before.isalnum() and behind.isalnum()


def _abbreviated(text: str, start: int, end: int) -> bool:
    """Tell whether the span's final full stop is part of an abbreviation (``U.S.``, ``p.m.``)."""
    return end - start > 2 and text[end - 3] == text[end - 1] == "." and text[end - 2].isalpha()


def _unquote(text: str, start: int, end: int) -> tuple[int, int]:
    """Remove a quotation mark or bracket whose partner is not in the span."""
    if start < end and text[start] in _OPENING:
        partner = _CLOSING[_OPENING.index(text[start])]
        if partner not in text[start + 1 : end]:
            start += 1
    if start < end and text[end - 1] in _CLOSING:
        partner = _OPENING[_CLOSING.index(text[end - 1])]
        if partner not in text[start : end - 1]:
            end -= 1
    return start, end
