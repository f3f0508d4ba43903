"""What an answer span means: dates, numbers, names; when two mean the same; pure, no dependencies.

The same fact reads differently in every article ("31 August", "Aug. 31st, 2021"), and two articles
may state different facts ("9 countries", "11 countries"). :func:`same` and :func:`contradicts` tell
both, conservatively: where the words leave it open, neither holds.
"""

from __future__ import annotations

from qa.language.values.bounds import Bound
from qa.language.values.dates import DateRange
from qa.language.values.names import Name
from qa.language.values.quantities import Quantity
from qa.language.values.value import Value, ValueKind, contradicts, parse, same

__all__ = [
    "Bound",
    "DateRange",
    "Name",
    "Quantity",
    "Value",
    "ValueKind",
    "contradicts",
    "parse",
    "same",
]
