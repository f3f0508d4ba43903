"""Says which articles agree and which differ, once the quotes are verified and numbered."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from qa.answers import Agreement, Group
from qa.language.values import parse, written_day
from qa.notices import (
    articles_agree,
    articles_differ,
    articles_may_differ,
    day_worked_out,
    not_equally_exact,
    several_answers,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qa.answering.drafts.draft import DraftGroup
    from qa.answers import Citation, Notice

__all__ = ["cited_groups", "group_notices"]

# The greatest number of other answers that a notice lists.
_MOST_LISTED = 6


def cited_groups(groups: Sequence[DraftGroup], citations: Sequence[Citation]) -> tuple[Group, ...]:
    """Return the groups with the numbers of their citations, without those that lost all quotes."""
    numbers = {(one.article_id, one.start, one.quote): one.number for one in citations}
    kept = []
    for group in groups:
        cited = tuple(
            dict.fromkeys(
                numbers[key]
                for quote in group.quotes
                if (key := (quote.article_id, quote.start, quote.text)) in numbers
            )
        )
        if cited:
            kept.append(
                Group(
                    value=group.value,
                    normalised=group.normalised,
                    date=group.date,
                    inferred=group.inferred,
                    published=group.published,
                    citations=cited,
                    copies=group.copies,
                )
            )
    return tuple(kept)


def group_notices(groups: Sequence[Group], agreement: Agreement, articles: int) -> Iterator[Notice]:
    """Yield what a reader should know of the groups.

    Args:
        groups: The groups, that of the short answer first.
        agreement: How they relate.
        articles: How many articles there are in the index.
    """
    if not groups:
        return
    dated = agreement in {Agreement.DIFFERENT, Agreement.UNCLEAR}
    told = [_told(group, dated=dated) for group in groups]
    if len(groups) == 1:
        count = len(groups[0].citations)
        if agreement is Agreement.SAME and count > 1:
            yield articles_agree(told[0], count, all_articles=articles == count)
    elif agreement is Agreement.DIFFERENT:
        yield articles_differ(told[: 1 + _MOST_LISTED], by_date=_newest_first(groups))
    elif agreement is Agreement.UNCLEAR:
        yield articles_may_differ(told[: 1 + _MOST_LISTED])
    elif agreement is Agreement.COMPATIBLE:
        yield not_equally_exact(told[: 1 + _MOST_LISTED])
    elif agreement is Agreement.LIST:
        yield several_answers(told[: 1 + _MOST_LISTED])
    yield from _worked_out(groups)


def _told(group: Group, *, dated: bool) -> str:
    """Return a group as a notice lists it: ``28 (3 December 2021) [1][2]``."""
    written = f" ({_written(group.published)})" if dated and group.published else ""
    return f"{group.value}{written} {''.join(f'[{number}]' for number in group.citations)}"


def _newest_first(groups: Sequence[Group]) -> bool:
    dates = [group.published for group in groups if group.published]
    return len(dates) == len(groups) and len(set(dates)) > 1 and dates == sorted(dates)[::-1]


def _worked_out(groups: Sequence[Group]) -> Iterator[Notice]:
    """Yield the days that words such as "Thursday" mean. A missing year alone is not told."""
    for group in groups:
        if group.inferred and group.date and group.published:
            value = parse(group.value, published=group.published)
            if value.date is not None and not value.date.yearless:
                yield day_worked_out(group.value, _days(group.date), _written(group.published))


def _days(iso: str) -> str:
    return " to ".join(map(_written, iso.split("/")))


def _written(published: str) -> str:
    return written_day(date.fromisoformat(published))
