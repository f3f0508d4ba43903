"""What is asked, checked before anything is searched: the question's text and its filters."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from qa.errors import FilterError, QuestionError
from qa.index import Filters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qa.index import Snapshot

__all__ = ["cleaned", "filters"]

_CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+"
)
_WORD = re.compile(r"\w")


def cleaned(question: str, longest: int) -> str:
    """Free a question of control characters and surplus blanks.

    Args:
        question: As asked.
        longest: How many characters it may have.

    Raises:
        QuestionError: It is longer, or holds no word.
    """
    if len(question) > longest:
        raise QuestionError(
            f"The question has {len(question):,} characters; at most {longest:,} are read.",
            hint="Ask in a sentence or two.",
        )
    plain = " ".join(_CONTROL.sub(" ", question).split())
    if not _WORD.search(plain):
        raise QuestionError("The question is empty.", hint='Ask in words, such as "Who was there?"')
    return plain


def filters(
    view: Snapshot,
    articles: Iterable[str] | None,
    since: str | date | None,
    until: str | date | None,
) -> Filters:
    """Make a search's filters of what a caller names.

    Args:
        view: The state of the index that is asked.
        articles: Ids or paths; None: all.
        since: Earliest day of publication (ISO date); None: no bound.
        until: Latest day; None: no bound.

    Raises:
        FilterError: No live article is called so, or a date is none.
    """
    return Filters(
        None if articles is None else frozenset(_article_id(view, one) for one in articles),
        _day(since),
        _day(until),
    )


def _article_id(view: Snapshot, named: str) -> str:
    records = view.manifest.articles
    if named in records:
        return named
    for record in records.values():
        if named == record.path or named in record.also_in:
            return record.article_id
    raise FilterError(
        f"No article is called {named!r}.", hint="See which articles there are: qa status"
    )


def _day(day: str | date | None) -> int | None:
    if day is None:
        return None
    try:
        found = date.fromisoformat(day) if isinstance(day, str) else day
    except ValueError as error:
        raise FilterError(f"{day!r} is no date.", hint="Write it as 2021-07-10.") from error
    return int(found.strftime("%Y%m%d"))
