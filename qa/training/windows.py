"""From an example to what the model is shown: token ids of a window, and where the answer lies."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from qa.training.examples import Example

__all__ = ["Window", "WindowMaker"]

_MOST_QUESTION = 48
_MOST_TITLE = 24
# Longest answer, in tokens, that the reader gives (`qa.models.reader`).
_MOST_ANSWER = 30
# Room for a passage, in tokens: passages are of at most 160, and a reader should not mind.
_LEAST_ROOM, _MOST_ROOM = 80, 200
_MOST_INPUT = 232
# [CLS], and the [SEP] behind the question and behind the passage.
_MARKS = 3
# Share of questions whose mark is left out: people who search do not write it.
_WITHOUT_MARK = 0.12
# Share of passages that are shown below their article's title, half of them with a date: a reader
# is then at home with a heading and without one.
_WITH_HEADING = 0.4
_WITH_DATE = 0.5
# Share of answerable questions that are shown a part of their passage without the answer, which
# has to be at least so many tokens away from one of the ends.
_WITHOUT_ANSWER = 0.1
_FAR = 60


@dataclass(frozen=True, slots=True)
class Window:
    """One input of the model: ``[CLS] question [SEP] heading passage [SEP]``.

    Attributes:
        ids: Token ids.
        second: Position of the first token behind the question's ``[SEP]``.
        body: Position of the passage's first token, behind the heading: spans may begin from here.
        start: Position of the answer's first token; 0, which is ``[CLS]``, where there is none.
        end: Position of its last token; 0 likewise.
    """

    ids: tuple[int, ...]
    second: int
    body: int
    start: int
    end: int


class WindowMaker:
    """Cuts windows out of examples, at random places around the answer.

    Args:
        tokenizer: The model's; it must neither truncate nor pad.
        chance: Draws the places.
    """

    def __init__(self, tokenizer: Tokenizer, chance: random.Random) -> None:
        self._tokenizer = tokenizer
        self._chance = chance
        # What the tokenizer puts around an empty text.
        self._cls, self._sep = tokenizer.encode("").ids

    def make_all(self, example: Example) -> list[Window]:
        """Cut a window of an example and of each that is read beside it; none if it has none."""
        first = self.make(example)
        if first is None:
            return []
        return [first, *(window for one in example.others if (window := self.make(one)))]

    def make(self, example: Example) -> Window | None:
        """Cut a window; None where the answer does not fit into a span of the model."""
        question = example.question
        if self._chance.random() < _WITHOUT_MARK:
            question = question.rstrip("? ")
        asked = self._ids(question)[:_MOST_QUESTION]
        heading = self._heading(example.title)
        encoding = self._tokenizer.encode(example.passage, add_special_tokens=False)
        answer = _tokens_of(encoding.offsets, example) if example.answerable else None
        if example.answerable and answer is None:
            return None
        room = self._chance.randint(_LEAST_ROOM, _MOST_ROOM)
        room = min(room, _MOST_INPUT - _MARKS - len(asked) - len(heading))
        first, last, answer = self._cut(len(encoding.ids), room, answer)
        body = len(asked) + 2 + len(heading)
        start, end = (0, 0) if answer is None else (body + at - first for at in answer)
        return Window(
            (self._cls, *asked, self._sep, *heading, *encoding.ids[first:last], self._sep),
            len(asked) + 2,
            body,
            start,
            end,
        )

    def _cut(
        self, tokens: int, room: int, answer: tuple[int, int] | None
    ) -> tuple[int, int, tuple[int, int] | None]:
        """Choose the first token, the one behind the last, and what is left of the answer."""
        if tokens <= room:
            return 0, tokens, answer
        if answer is None:
            first = self._chance.randint(0, tokens - room)
            return first, first + room, None
        start, end = answer
        before, behind = start > _FAR, tokens - end > _FAR
        if (before or behind) and self._chance.random() < _WITHOUT_ANSWER:
            if before and (not behind or self._chance.random() < 0.5):
                return max(0, start - room), start, None
            return end + 1, min(tokens, end + 1 + room), None
        least, most = max(0, end - room + 1), min(start, tokens - room)
        first = self._chance.randint(min(least, most), max(least, most))
        return first, first + room, answer

    def _heading(self, title: str) -> list[int]:
        if not title or self._chance.random() >= _WITH_HEADING:
            return []
        ids = self._ids(title)[:_MOST_TITLE]
        if self._chance.random() < _WITH_DATE:
            day = date.fromordinal(self._chance.randint(726_000, 740_000))  # 1988 to 2027
            ids += self._ids(self._chance.choice([f"({day:%d %B %Y})", f"({day})"]))
        return [*ids, *self._ids(":")]

    def _ids(self, text: str) -> list[int]:
        return list(self._tokenizer.encode(text, add_special_tokens=False).ids)


def _tokens_of(offsets: list[tuple[int, int]], example: Example) -> tuple[int, int] | None:
    """Return the first and the last token that hold the answer; None where it is too long."""
    held = [
        number
        for number, (start, end) in enumerate(offsets)
        if start < example.end and end > example.start
    ]
    if not held or len(held) > _MOST_ANSWER:
        return None
    return held[0], held[-1]
