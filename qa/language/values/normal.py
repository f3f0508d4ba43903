"""The plain form of a value: ISO dates, digits with a unit, names without titles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from qa.language.values.date_grammar import read_date
from qa.language.values.dates import DateRange, in_year
from qa.language.values.quantities import Quantity
from qa.language.values.value import Value, ValueKind
from qa.language.values.words import fold

__all__ = ["Days", "days", "normalised", "stated_days", "written_day"]

# A date without a year is taken to lie within so many days of its article's date.
_HALF_A_YEAR = 183


@dataclass(frozen=True, slots=True)
class Days:
    """The days that a value means.

    Attributes:
        start: The first day.
        end: The last day, inclusive.
        inferred: Whether they follow only from the article's date, as those of "Thursday" do.
    """

    start: date
    end: date
    inferred: bool = False

    @property
    def iso(self) -> str:
        """One ISO date, or two with a slash between them, as ISO 8601 writes intervals."""
        first, last = self.start.isoformat(), self.end.isoformat()
        return first if first == last else f"{first}/{last}"

    @property
    def words(self) -> str:
        """The days as people write them: ``8 July 2021``, ``5 July 2021 to 11 July 2021``."""
        first, last = written_day(self.start), written_day(self.end)
        return first if first == last else f"{first} to {last}"


def written_day(day: date) -> str:
    """Return a day as people write it: ``8 July 2021``."""
    return f"{day.day} {day:%B} {day.year}"


def days(value: Value, published: str | None = None, *, ahead: bool = False) -> Days | None:
    """Return the days that a value means, or None if it is no date or they are not known.

    A date without a year is given the year in which it is nearest to the article's date. Without an
    article's date, nothing is inferred.

    Args:
        value: A value that was parsed with the article's date.
        published: The article's date in ISO form.
        ahead: Whether a weekday is still to come, as in "will meet on Tuesday".
    """
    return stated_days(value.text, value.date, published, ahead=ahead)


def stated_days(
    text: str, found: DateRange | None, published: str | None, *, ahead: bool = False
) -> Days | None:
    """Return the days that a date means, as `days` does.

    Args:
        text: The words that state the date.
        found: The date that they state, read with the article's date.
        published: The article's date in ISO form.
        ahead: Whether a weekday is still to come.
    """
    if found is None or not found.resolved:
        return None
    if found.yearless:
        placed = _nearest(found, published)
        return Days(placed.start, placed.end, inferred=True) if placed else None
    alone = read_date(fold(text))
    inferred = not (alone and alone.resolved)
    if ahead and inferred and found.weekday is not None and _before(found, published):
        week = timedelta(days=7)
        if found.start + week <= found.latest:  # unlike "last Tuesday"
            return Days(found.start + week, found.end + week, inferred=True)
    return Days(found.start, found.end, inferred=inferred)


def _before(found: DateRange, published: str | None) -> bool:
    return published is not None and found.start.isoformat() < published


def _nearest(found: DateRange, published: str | None) -> DateRange | None:
    try:
        day = date.fromisoformat(published or "")
    except ValueError:
        return None
    placed = [in_year(found, year) for year in (day.year - 1, day.year, day.year + 1)]
    near = [one for one in placed if one and abs((one.start - day).days) <= _HALF_A_YEAR]
    return min(near, key=lambda one: abs((one.start - day).days), default=None)


def normalised(value: Value, published: str | None = None) -> str:
    """Return a value in plain form: ``2021-08-31``, ``28 people``, ``florence parly``."""
    found = days(value, published)
    if found is not None:
        return found.iso
    if value.kind is ValueKind.NUMBER and value.quantity:
        return _number(value.quantity)
    if value.kind is ValueKind.NAME:
        return "; ".join(" ".join(name.parts) for name in value.names)
    return " ".join(value.words)


def _number(quantity: Quantity) -> str:
    low, high = quantity.low * quantity.scale, quantity.high * quantity.scale
    amount = f"{low:.12g}" if low == high else f"{low:.12g} to {high:.12g}"
    bound = "" if quantity.bound.value == "exact" else f"{quantity.bound.value} "
    return f"{bound}{amount} {quantity.unit or ''}".strip()
