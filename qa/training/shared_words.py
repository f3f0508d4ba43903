"""How well passages match a question by the words they share with it; pure."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["SharedWords"]


class SharedWords:
    """Scores passages by the summed inverse document frequency of the words they share.

    >>> passages = SharedWords([["the", "old", "mill"], ["the", "old", "bridge"], ["a", "cat"]])
    >>> {number: round(score, 2) for number, score in sorted(passages.scores({"mill"}).items())}
    {0: 1.39}

    Args:
        passages: The words of each passage, or their stems.
    """

    def __init__(self, passages: Iterable[Iterable[str]]) -> None:
        self._holding: defaultdict[str, list[int]] = defaultdict(list)
        count = 0
        for number, passage in enumerate(passages):
            count += 1
            for word in set(passage):
                self._holding[word].append(number)
        self._worth = {word: math.log1p(count / len(held)) for word, held in self._holding.items()}

    def scores(self, wanted: Iterable[str]) -> dict[int, float]:
        """Return the score of each passage, by its number, that has one of the wanted words."""
        scores: defaultdict[int, float] = defaultdict(float)
        for word in set(wanted) & self._worth.keys():
            for number in self._holding[word]:
                scores[number] += self._worth[word]
        return dict(scores)
