from __future__ import annotations

import pytest

from qa.articles.header import read_header
from qa.articles.mastheads import is_masthead, is_section, is_slug


@pytest.mark.parametrize(
    "line",
    [
        "OSBY GAZETTE",
        "Northern Shipping Quarterly",
        "ELVA BAY COURIER - SPORT",
        "TIMBER MONTHLY - March 2031 - MARKETS",
        "Channel 9 News | Money",
        "DAILY TORCH | TOWN | 04.05.31",
        "Elva TV > Harbours",
        "ANVIL // village forge news",
        "UNIVERSITY OF ELVA - PRESS OFFICE",
        "The Osby Star",
    ],
)
def test_names_of_papers_are_mastheads(line: str) -> None:
    assert is_masthead(line)


@pytest.mark.parametrize(
    "line",
    [
        "Fire at the mill - Osby Gazette",
        "Old Mill | Osby Pages",
        "Sun Sets On Osby Mill",
        "Times are hard for the mill",
        "Product Review - Drover 3",
        "Osby Post Office",
        "MILL BURNS DOWN - THREE HURT",
        "News",
    ],
)
def test_headlines_and_names_of_other_things_are_no_mastheads(line: str) -> None:
    assert not is_masthead(line)


def test_beside_a_day_a_name_may_have_a_word_with_other_meanings() -> None:
    assert is_masthead("Osby Review", dated=True)
    assert not is_masthead("Osby Review")


def test_what_agencies_write_above_a_story_is_a_slug() -> None:
    assert is_slug("URGENT - FLOOD - OSBY - 2ND LEAD")
    assert not is_slug("BREAKING - MILL BURNS DOWN")
    assert not is_slug("Fire - flood - urgent help")


@pytest.mark.parametrize(
    ("line", "belongs"),
    [
        ("Ships & Harbours", True),
        ("Your valley, your news", True),
        ("2031-05-04 // a closer look", True),
        ("Home > Business", True),
        ("Rovers win the cup at last", False),
        ("Mill burns - three hurt", False),
        ("It rained.", False),
        ("---", False),
    ],
)
def test_a_section_is_told_from_a_headline(line: str, belongs: bool) -> None:
    assert is_section(line) is belongs


@pytest.mark.parametrize(
    "sections", ["NEWS | FIRE", "SPO / ROWING / URGENT", "Home news // Page 3"]
)
def test_a_line_of_sections_is_no_title(sections: str) -> None:
    body = "The mill in Elva burned down on Monday. Nobody was hurt. It had stood since 1871.\n"
    text = f"{sections}\n\nMill burns down in Elva after storm\n\n{body * 3}"
    assert read_header(text).title == "Mill burns down in Elva after storm"


def test_a_title_with_a_section_beside_it_stays_where_there_is_no_other() -> None:
    body = "The mill in Elva burned down on Monday. Nobody was hurt. It had stood since 1871.\n"
    title = "Mill burns down in Elva | Home news"
    assert read_header(f"{title}\n\n{body * 3}").title == title
