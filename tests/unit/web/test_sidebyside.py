from __future__ import annotations

from dataclasses import replace
from html import unescape

from qa.answers import Citation
from qa.assistant import (
    ComparedArticle,
    Comparison,
    Mark,
    Timeline,
    TimelineDay,
    TimelineEntry,
)
from qa.web.rendering.sidebyside import comparison_html, timeline_html


def test_timeline_says_what_was_worked_out_and_escapes_the_text(citation: Citation) -> None:
    entry = TimelineEntry("It fell on <b>Thursday</b>.", "Thursday", True, (citation,))
    later = TimelineEntry("It was built again.", "2022", False, (citation,))
    escaped = timeline_html(
        Timeline(
            (
                TimelineDay("2021-07-08", "2021-07-08", (entry,)),
                TimelineDay("2022-01-01", "2022-12-31", (later,)),
            ),
            undated=2,
        )
    )
    html = unescape(escaped)
    assert html.index("2021-07-08") < html.index("<h2>2022</h2>")
    assert html.count("worked out from “Thursday”") == 1
    assert "<b>" not in escaped
    assert "2 articles without a date" in html


def test_long_timeline_is_cut(citation: Citation) -> None:
    entry = TimelineEntry("It rained.", "1 May", False, (citation,))
    day = TimelineDay("2021-05-01", "2021-05-01", (entry,))
    assert "1 more day not shown" in timeline_html(Timeline((day,) * 301))


def test_comparison_has_a_column_for_each_article(citation: Citation) -> None:
    first = ComparedArticle("45", "45", None, False, 0.9, Mark.ANSWER, citation)
    second = replace(first, text="12", mark=Mark.DIFFERENT)
    html = comparison_html(Comparison("How many?", (first, second), ("Another bridge",)))
    assert html.index("45") < html.index("12")
    assert html.count('class="card') == 2
    assert "different" in html
    assert "Another bridge" in html


def test_nothing_found_is_said() -> None:
    assert "No article answers" in comparison_html(Comparison("How many?", (), ()))
    assert "No statements" in timeline_html(Timeline(()))
