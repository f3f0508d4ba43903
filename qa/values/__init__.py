"""What an answer span means: dates, numbers, names; when two mean the same; pure, no dependencies.

The same fact reads differently in every article ("31 August", "Aug. 31st, 2021"), and two articles
may state different facts ("9 countries", "11 countries"). :func:`same` and :func:`contradicts` tell
both, conservatively: where the words leave it open, neither holds.
"""

from __future__ import annotations

from qa.values.bounds import Bound
from qa.values.dates import DateRange
from qa.values.names import Name
from qa.values.quantities import Quantity
from qa.values.questions import AnswerKind, expected_kind
from qa.values.value import Kind, Value, contradicts, parse, same

__all__ = [
    "AnswerKind",
    "Bound",
    "DateRange",
    "Kind",
    "Name",
    "Quantity",
    "Value",
    "contradicts",
    "expected_kind",
    "parse",
    "same",
]
