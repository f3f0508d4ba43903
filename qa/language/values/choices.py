"""Words of which only one can be right: a leg is the left or the right one, a car red or blue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.language.words import word_set

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["choose_differently"]

_CHOICES = (
    word_set("left right"),
    word_set("upper lower"),
    word_set("north south east west"),
    word_set("northern southern eastern western"),
    word_set("first second third fourth fifth sixth seventh eighth ninth tenth"),
    word_set("black blue brown gray green orange pink purple red white yellow"),
)


def choose_differently(a: Collection[str], b: Collection[str]) -> bool:
    """Tell whether each of two answers holds one word of a choice, and they are not the same word.

    >>> choose_differently(["his", "right", "leg"], ["left", "lower", "leg"])
    True
    >>> choose_differently(["red", "and", "white"], ["white"])
    False
    """
    for choice in _CHOICES:
        of_a, of_b = choice.intersection(a), choice.intersection(b)
        if len(of_a) == len(of_b) == 1 and of_a != of_b:
            return True
    return False
