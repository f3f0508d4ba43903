from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from requirements import chromium

from qa.answers import Agreement, Group
from qa.errors import StorageError
from qa.evaluation import (
    About,
    GoldQuestion,
    GoldSet,
    Report,
    compare_reports,
    evaluate,
    make_report,
    render_page,
    write_page,
)
from qa.evaluation.page.markup import count, figure, mark, slug

QUOTE = ("harbour.txt", "The bridge opened in May 1932.")
HOSTILE = "<img src=x onerror=alert(1)></script><script>alert(2)</script>\"'&"


class Outline(HTMLParser):
    """Tags, ids and text of a page, and whether every tag is closed in order."""

    _VOID = frozenset({"meta", "input"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self._VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] not in {"script", "style"}:
            self.text.append(data)


@pytest.fixture
def report(
    assistant: Any, opened: GoldQuestion, absent: GoldQuestion, about: Callable[..., About]
) -> Report:
    hostile = replace(opened, id=HOSTILE, question=HOSTILE, kind=HOSTILE, history=("Which?",))
    assistant.will_answer(opened.question, "May 1932", [QUOTE])
    assistant.will_answer(hostile.question, HOSTILE, [QUOTE], confidence=0.6)
    assistant.will_answer(absent.question, "Sir Ada Grey", [QUOTE], confidence=0.1)
    assistant.will_find(opened.question, [QUOTE])
    records = evaluate(GoldSet("g", (opened, absent, hostile)), assistant, threshold=0.5)
    return make_report(records, about(gold=HOSTILE, folder=HOSTILE), resamples=20)


def test_every_question_stands_on_the_page_with_both_sides(report: Report) -> None:
    outline = Outline(render_page(report))
    text = " ".join(outline.text)
    assert sum(tag == "article" for tag, _ in outline.tags) == 3
    for told in ("When did the bridge open?", "in May 1932", "Withheld: Sir Ada Grey", "Which?"):
        assert told in text
    assert text.count("harbour.txt") >= 4  # cited three times, evidence twice


def test_answers_of_the_articles_stand_in_groups(
    report: Report, about: Callable[..., About]
) -> None:
    groups = (
        Group("54 <dead>", "54 people", None, False, "2021-12-05", (1, 3)),
        Group("28", "28 people", None, False, "2021-12-03", (2,)),
    )
    first = replace(report.records[0], agreement=Agreement.DIFFERENT, groups=groups)
    page = render_page(make_report([first], about(), resamples=10))
    assert "The articles' answers: different" in page.replace("&#39;", "'")
    assert "54 &lt;dead&gt; (2021-12-05) [1][3]" in page
    assert "28 (2021-12-03) [2]" in page


def test_text_of_questions_and_articles_stays_text(report: Report) -> None:
    page = render_page(report, compare_reports(report, report, resamples=5))
    outline = Outline(page)
    assert "<img" not in page
    assert sum(tag == "script" for tag, _ in outline.tags) == 1
    assert not any(name.startswith("on") for _, attrs in outline.tags for name in attrs)
    assert HOSTILE in "".join(outline.text)


def test_the_page_loads_nothing(report: Report) -> None:
    page = render_page(report)
    outline = Outline(page)
    assert not any(name in {"src", "href", "action"} for _, attrs in outline.tags for name in attrs)
    assert not re.search(r"url\(|@import|https?:", page)
    policies = [attrs for tag, attrs in outline.tags if tag == "meta" and "http-equiv" in attrs]
    assert "default-src 'none'" in str(policies[0]["content"])


def test_a_comparison_is_shown_where_given(report: Report, about: Callable[..., About]) -> None:
    old = make_report(
        [replace(record, cause=None, answer="before") for record in report.records],
        about(),
        resamples=5,
    )
    text = " ".join(Outline(render_page(report, compare_reports(old, report, resamples=5))).text)
    assert "3 questions asked in both: 1 broken, 0 fixed, 1 changed." in text
    assert "Since the earlier run" not in " ".join(Outline(render_page(report)).text)


def test_a_run_without_questions_or_answers_has_a_page(
    assistant: Any, opened: GoldQuestion, about: Callable[..., About]
) -> None:
    Outline(render_page(make_report([], about())))
    refused = evaluate(GoldSet("g", (opened,)), assistant)
    assert "nothing to draw" in render_page(make_report(refused, about(), resamples=5))


def test_the_page_is_written_whatever_it_holds(report: Report, tmp_path: Path) -> None:
    odd = replace(report, about=replace(report.about, folder="\ud800 é"))
    file = write_page(odd, tmp_path / "new")
    assert "? é" in file.read_text(encoding="utf-8")
    with pytest.raises(StorageError):
        write_page(report, file)


@given(
    st.text(max_size=30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=4)
)
def test_marks_change_no_text(text: str, spans: list[tuple[int, int]]) -> None:
    marked = mark(text, spans)
    assert marked.replace("<mark>", "").replace("</mark>", "") == html.escape(text)
    assert marked.count("<mark>") == marked.count("</mark>")


def test_marks_wrap_their_spans() -> None:
    assert mark("a<b>c", [(1, 4)]) == "a<mark>&lt;b&gt;</mark>c"
    assert mark("abcd", [(0, 2), (1, 3)]) == "<mark>ab</mark><mark>c</mark>d"


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [(0.8849, "share", "0.885"), (0.25, "seconds", "250 ms"), (2.5, "seconds", "2.50 s")],
)
def test_figures(value: float, unit: str, text: str) -> None:
    assert figure(value, unit) == text
    assert figure(None, unit) == "n/a"


def test_words() -> None:
    assert (count(1, "question"), count(1200, "question")) == ("1 question", "1,200 questions")
    assert slug("Retrieved, but not read!") == "retrieved-but-not-read"


@pytest.fixture
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield opened
        opened.close()


def test_the_filters_work_and_nothing_is_requested(
    report: Report, tmp_path: Path, browser: Any
) -> None:
    file = write_page(report, tmp_path)
    page = browser.new_page(viewport={"width": 380, "height": 800})
    requests: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: faults.append(dialog.message))
    page.goto(file.as_uri())
    assert page.locator(".question:visible").count() == 3
    page.fill("#find", "PAINTS bridge")
    assert page.locator(".question:visible").count() == 1
    assert page.text_content("#shown") == "1 of 3 questions"
    page.fill("#find", "")
    page.select_option("#outcome", "right")
    assert page.locator(".question:visible").count() == 2
    page.click("[data-show=wrong-span]")
    assert page.locator(".question:visible").count() == 1
    page.fill("#find", "no such words")
    assert page.text_content("#shown") == "0 of 3 questions"
    assert page.evaluate("document.documentElement.scrollWidth") <= 380
    assert requests == [file.as_uri()]
    assert faults == []
