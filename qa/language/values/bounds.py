"""How a date or a number is limited: exactly, about, from, up to, above, below."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Bound", "agree"]


class Bound(StrEnum):
    """The relation between what is stated and the date or number it is stated with.

    Members:
        EXACT: "on 31 August", "30 people".
        ABOUT: "around 1990", "nearly 30", "dozens".
        FROM: "since 2001", "at least 30".
        UP_TO: "by 31 August", "up to 30".
        ABOVE: "after 31 August", "more than 30".
        BELOW: "before 31 August", "fewer than 30".
    """

    EXACT = "exact"
    ABOUT = "about"
    FROM = "from"
    UP_TO = "up to"
    ABOVE = "above"
    BELOW = "below"


def agree(a: Bound, b: Bound) -> bool:
    """Return whether two statements with one date or number can be the same answer.

    A bound that includes its end agrees with the bare end ("by 31 August" with "31 August", "at
    least 30" with "30"), since writers leave it out freely; opposite bounds never agree, and one
    that excludes its end ("before 31 August", "over 30") agrees only with itself.
    """
    pair = {a, b}
    return (
        a is b
        or pair <= {Bound.EXACT, Bound.ABOUT, Bound.FROM}
        or pair <= {Bound.EXACT, Bound.ABOUT, Bound.UP_TO}
    )
