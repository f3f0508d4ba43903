from __future__ import annotations

from qa.answering.reporting import group_notices
from qa.answers import Agreement, Group, NoticeKind


def group(value: str, published: str | None, *citations: int, date: str | None = None) -> Group:
    return Group(value, value, date, date is not None, published, citations)


def told(*groups: Group, agreement: Agreement, articles: int = 9) -> list[str]:
    return [str(notice) for notice in group_notices(groups, agreement, articles)]


def test_newest_goes_first_and_what_was_before_follows() -> None:
    groups = (group("54", "2021-12-05", 1), group("28", "2021-12-03", 2))
    (notice,) = group_notices(groups, Agreement.DIFFERENT, 2)
    assert notice.kind is NoticeKind.DISAGREEMENT
    assert notice.text == (
        "The articles differ: 54 (5 December 2021) [1]; before that: 28 (3 December 2021) [2]."
    )


def test_undated_articles_are_set_side_by_side() -> None:
    groups = (group("28", None, 1), group("54", "2021-12-05", 2, 3))
    assert told(*groups, agreement=Agreement.DIFFERENT) == [
        "The articles differ: 28 [1], 54 (5 December 2021) [2][3]."
    ]


def test_what_may_be_two_things_is_said_with_that_doubt() -> None:
    groups = (group("54", None, 1), group("28", "2021-12-03", 2))
    (notice,) = group_notices(groups, Agreement.UNCLEAR, 2)
    assert notice.kind is NoticeKind.POSSIBLE_DISAGREEMENT
    assert notice.text == (
        "The articles may differ: 54 [1], 28 (3 December 2021) [2]. "
        "Read both: they may speak of different things."
    )


def test_both_articles_say_the_same() -> None:
    one = group("31 August", None, 1, 2)
    assert told(one, agreement=Agreement.SAME, articles=2) == [
        "Both articles say 31 August [1][2]."
    ]
    assert told(one, agreement=Agreement.SAME) == ["Two articles say 31 August [1][2]."]


def test_relative_day_is_told_with_its_source() -> None:
    one = group("Thursday", "2021-07-10", 1, date="2021-07-08")
    assert told(one, agreement=Agreement.SINGLE) == [
        "“Thursday” is 8 July 2021, worked out from the article's date, 10 July 2021."
    ]


def test_single_answer_needs_no_notice() -> None:
    assert told(group("28", "2021-12-05", 1), agreement=Agreement.SINGLE) == []
