"""Splits the streamed text of a language model into sentences with their source numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile

from qa.answers import REFUSAL
from qa.language.sentences import sentences

__all__ = ["Sentence", "Writing", "is_refusal", "without_reasoning"]

_NUMBERS = re.compile(r"\s*\[\s*(?:passages?\s*)?\d[\d,;\s–-]*\]", re.IGNORECASE)  # noqa: RUF001
# Numbers after a full stop belong to the sentence before it: "It ended. [1] Then ...".
_LEADING_NUMBERS = re.compile(rf"(?:{_NUMBERS.pattern})+[.,;]?\s*", re.IGNORECASE)
_REASONING = re.compile(r"\s*<think>.*?(?:</think>\s*|\Z)", re.DOTALL | re.IGNORECASE)
_MARKUP = re.compile(r"^(?:#{1,6}\s+|[-*+•]\s+|\d{1,2}[.)]\s+|>\s+)+|\*\*|__|`")
_DOES_NOT_SAY = re.compile(
    r"(?:the |these |this |provided |given |quoted )*"
    r"(?:articles?|passages?|texts?|sources?|context) "
    r"(?:provided |given )?(?:do|does) not "
    r"(?:say|mention|state|contain|provide|specify|answer|include|give|address|indicate)\b",
    re.IGNORECASE,
)
_LONGEST_NUMBER = 3


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as the model wrote it.

    Attributes:
        text: The sentence without source numbers and without Markdown.
        numbers: The numbers of the passages that it names, in order, each only once.
    """

    text: str
    numbers: tuple[int, ...]


class Writing:
    """Collects pieces of text and returns the sentences that are complete."""

    def __init__(self) -> None:
        self._text = ""

    def add(self, piece: str) -> list[Sentence]:
        """Add a piece and return the sentences that it completes.

        The last sentence is held back until more text follows: only then are its numbers complete.
        """
        self._text += piece
        text = without_reasoning(self._text)
        spans = _spans(text)
        # The text that has begun after it may still become the numbers of that sentence.
        waiting = 2 if spans and text[spans[-1][0]] == "[" else 1
        whole = list(takewhile(lambda span: _closed(text[slice(*span)]), spans[:-waiting]))
        if whole:
            self._text = text[whole[-1][1] :]
        return _given(text, whole)

    def finish(self) -> list[Sentence]:
        """Return the remaining sentences when no more text comes."""
        text, self._text = without_reasoning(self._text), ""
        return _given(text, _spans(text))


def without_reasoning(text: str) -> str:
    """Remove the reasoning from ``<think>`` to ``</think>``, or to the end of the text."""
    return _REASONING.sub("", text)


def is_refusal(text: str) -> bool:
    """Tell whether a sentence only says that the articles do not give the answer."""
    said = text.strip(" \"'“”*.")
    return said.casefold() == REFUSAL.rstrip(".").casefold() or bool(_DOES_NOT_SAY.match(said))


def _spans(text: str) -> list[tuple[int, int]]:
    """Return the spans of the sentences, each with the numbers after its full stop."""
    spans: list[tuple[int, int]] = []
    for start, end in sentences(text):
        numbers = _LEADING_NUMBERS.match(text, start, end)
        if numbers and spans:
            spans[-1] = (spans[-1][0], numbers.end())
            start = numbers.end()
        if start < end:
            spans.append((start, end))
    return spans


def _closed(text: str) -> bool:
    """Tell whether every quotation is closed, so that none can continue after the full stop."""
    return text.count("“") <= text.count("”") and text.count('"') % 2 == 0


def _given(text: str, spans: list[tuple[int, int]]) -> list[Sentence]:
    found = [_sentence(text[start:end]) for start, end in spans]
    return [sentence for sentence in found if any(map(str.isalnum, sentence.text))]


def _sentence(text: str) -> Sentence:
    named = (
        int(number)
        for marked in _NUMBERS.findall(text)
        for number in re.findall(r"\d+", marked)
        if len(number) <= _LONGEST_NUMBER
    )
    words = _NUMBERS.sub("", text)
    words = " ".join(_MARKUP.sub("", words.strip()).split())
    return Sentence(re.sub(r"\s+([.,;:!?])", r"\1", words), tuple(dict.fromkeys(named)))
