"""Tells whether two passages have nearly the same text, as syndicated stories have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.language.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["clusters", "near_copies"]

# Two passages are copies if they share at least this much of all their runs of four words. Broder
# (1997), "On the resemblance of documents", compares documents by such runs (shingles).
_RESEMBLANCE = 0.7
_RUN = 4
# Shorter passages may be alike by chance.
_LEAST_WORDS = 12


def near_copies(a: str, b: str) -> bool:
    """Tell whether two passages have nearly the same text.

    >>> wire = "The company said that the new plant in Norvik will hire many workers soon."
    >>> near_copies(wire, wire + " Paper 2."), near_copies(wire, "It will rain in Norvik.")
    (True, False)
    """
    return _alike(_runs(a), _runs(b))


def clusters(texts: Iterable[str]) -> list[int]:
    """Return, for each text, the place of the first text that it is a near copy of.

    Args:
        texts: Passages in order; a passage that copies none before it gets its own place.
    """
    first: list[tuple[int, frozenset[tuple[str, ...]]]] = []
    found = []
    for place, text in enumerate(texts):
        runs = _runs(text)
        original = next((at for at, other in first if _alike(runs, other)), None)
        if original is None:
            first.append((place, runs))
        found.append(place if original is None else original)
    return found


def _alike(a: frozenset[tuple[str, ...]], b: frozenset[tuple[str, ...]]) -> bool:
    less, more = sorted((len(a), len(b)))
    if less <= _LEAST_WORDS - _RUN or less < _RESEMBLANCE * more:
        return False
    shared = len(a & b)
    return shared >= _RESEMBLANCE * (len(a) + len(b) - shared)


def _runs(text: str) -> frozenset[tuple[str, ...]]:
    found: Sequence[str] = words(text)
    return frozenset(tuple(found[at : at + _RUN]) for at in range(len(found) - _RUN + 1))
