"""What a number means, as a range of a unit; when two are the same, and when they contradict."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from qa.language.values.bounds import Bound, agree

__all__ = ["Quantity", "quantities_exclude", "same_quantities"]

ABOUT = 0.25
"""How far "about" may reach, as a share of the number: wide on purpose, since only ranges that do
not meet are ever called contradictory."""

STEPS = 2
"""How far "about" may reach at most, in steps of the number's scale: who says "about 4,200" rounds
to hundreds, or fifties, and does not mean 3,800. That round numbers have such a scale: Krifka
(2007); the two steps are a choice."""

ROUNDING = 0.1
"""How far a round number may stand for other numbers, as a share of itself."""

# Nobody rounds so few: ten days are not nine.
_COUNTED = 10


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or a range of numbers of something.

    Attributes:
        low: The number as stated, or the lower end of the range as stated.
        high: The same number, or the upper end.
        floor: The least that the words can mean, with bound, rounding and vagueness included.
        ceiling: The most that they can mean.
        bound: The words that limit it: "at least", "about" and similar words.
        unit: Canonical unit ("month", "dollar", "percent") or what is counted ("country").
        measured: Whether ``unit`` is a unit of measurement and not what is counted.
        scale: How many canonical units make one of those stated: 12 for "20 years".
        qualifiers: The other content words ("European", "killed"), in comparable form.
    """

    low: float
    high: float
    floor: float
    ceiling: float
    bound: Bound = Bound.EXACT
    unit: str | None = None
    measured: bool = False
    scale: float = 1.0
    qualifiers: frozenset[str] = frozenset()

    @classmethod
    def of(cls, low: float, high: float | None = None) -> Quantity:
        """Return a number, or a range of numbers, that is no more exact than it looks.

        "3 million" may be 2.9 or 3.2, "9" is 9: a number may stand for any other that rounds to it,
        at most a tenth away; up to ten, people count. That round numbers are read as approximate:
        Krifka (2007), "Approximate interpretation of number words"; the tenth is a choice.
        """
        high = low if high is None else high
        return cls(low, high, low - _slack(low), high + _slack(high))

    @classmethod
    def share(cls, part: float) -> Quantity:
        """Return "a third" as a rough percentage; ``part`` lies in [0, 1]."""
        percent = 100 * part
        return cls(percent, percent, (1 - ROUNDING) * percent, (1 + ROUNDING) * percent)

    def bounded(self, bound: Bound) -> Quantity:
        """Return this quantity limited by a bound."""
        floor, ceiling = self.floor, self.ceiling
        if bound is Bound.ABOUT:
            floor, ceiling = floor - _reach(self.low), ceiling + _reach(self.high)
        if bound in {Bound.UP_TO, Bound.BELOW}:
            floor = -math.inf
        if bound in {Bound.FROM, Bound.ABOVE}:
            ceiling = math.inf
        return replace(self, floor=floor, ceiling=ceiling, bound=bound)


def same_quantities(a: Quantity, b: Quantity) -> bool:
    """Return whether two quantities are the same in number, in what is counted, and in bound.

    What is counted may be missing on one side ("9" is "nine countries", the question being the
    same), and so may qualifiers ("nine European countries").
    """
    if a.unit != b.unit and None not in (a.unit, b.unit):
        return False
    in_a, in_b = (a.scale, b.scale) if a.unit == b.unit else (1.0, 1.0)
    return (
        math.isclose(a.low * in_a, b.low * in_b)
        and math.isclose(a.high * in_a, b.high * in_b)
        and agree(a.bound, b.bound)
        and (a.qualifiers <= b.qualifiers or b.qualifiers <= a.qualifiers)
    )


def quantities_exclude(a: Quantity, b: Quantity) -> bool:
    """Return whether no number can be meant by both, for exactly the same thing.

    If one number is a thousand, a million, ... times the other, this is not called a contradiction:
    in "$15 to $15.5 million" or a table's cell the scale is written elsewhere.

    Of two rough numbers, one must lie within the reach of the other: "about 30" and "about 40" can
    be one number, "about 300" and "about 450" cannot, although some number lies near to both.
    """
    if a.unit != b.unit or a.qualifiers != b.qualifiers or _scale_missing(a, b):
        return False
    if a.bound is b.bound is Bound.ABOUT:
        return _out_of_reach(a, b) and _out_of_reach(b, a)
    return a.ceiling * a.scale < b.floor * b.scale or b.ceiling * b.scale < a.floor * a.scale


def _out_of_reach(a: Quantity, b: Quantity) -> bool:
    """Tell whether the number that one quantity states is none that the other can mean."""
    return a.high * a.scale < b.floor * b.scale or b.ceiling * b.scale < a.low * a.scale


def _scale_missing(a: Quantity, b: Quantity) -> bool:
    less, more = sorted((abs(a.high), abs(b.high)))
    return any(math.isclose(less * scale, more) for scale in (1e3, 1e6, 1e9, 1e12))


def _slack(number: float) -> float:
    """Return how far a number may stand for others: nearly half a unit of its last digit used."""
    digit = _last_digit(number)[1]
    if abs(number) <= _COUNTED:
        digit = min(digit, 1.0)
    return min(0.49 * digit, ROUNDING * abs(number))


def _reach(number: float) -> float:
    """Return how far "about" reaches from a number; a final 5 is a step as well: "about 25"."""
    digit, unit = _last_digit(number)
    return min(STEPS * unit * (5 if digit == 5 else 1), ABOUT * abs(number))


def _last_digit(number: float) -> tuple[int, float]:
    """Return the last digit of a number that is not 0, and what one of it is worth."""
    digits, _, exponent = f"{abs(number):.12e}".partition("e")
    used = digits.replace(".", "").rstrip("0")
    return (int(used[-1]), 10.0 ** (int(exponent) + 1 - len(used))) if used else (0, 0.0)
