"""What an answer span means (dates, numbers, names) and when two mean the same. Pure functions.

The same fact is written differently in every article ("31 August", "Aug. 31st, 2021"), and two
articles may state different facts ("9 countries", "11 countries"). :func:`same` and
:func:`contradicts` tell these cases apart. They are cautious: if the words leave it open, both are
false.
"""

from __future__ import annotations

from qa.language.values.bounds import Bound
from qa.language.values.date_search import DateMention, date_mentions, looks_ahead
from qa.language.values.dates import DateRange
from qa.language.values.names import Name
from qa.language.values.normal import Days, days, normalised, written_day
from qa.language.values.quantities import Quantity
from qa.language.values.relation import Relation, relation
from qa.language.values.value import Value, ValueKind, contradicts, parse, same

__all__ = [
    "Bound",
    "DateMention",
    "DateRange",
    "Days",
    "Name",
    "Quantity",
    "Relation",
    "Value",
    "ValueKind",
    "contradicts",
    "date_mentions",
    "days",
    "looks_ahead",
    "normalised",
    "parse",
    "relation",
    "same",
    "written_day",
]
