from __future__ import annotations

import json

import pytest
from lxml import html

from qa.articles.pagedata import PageData, day_of_masthead, page_data, without_site


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Lars Moe wins the vote - The Tide", "Lars Moe wins the vote"),
        ("Lars Moe wins the vote | Politics | The Tide", "Lars Moe wins the vote"),
        ("Lars Moe wins the vote :: The Tide", "Lars Moe wins the vote"),
        ("The Tide - Lars Moe wins the vote", "Lars Moe wins the vote"),
        ("Lars Moe - the man who won", "Lars Moe - the man who won"),
    ],
)
def test_a_title_loses_the_sites_name(title: str, kept: str) -> None:
    assert without_site(title, "the tide", ["Another headline"]) == kept


@pytest.mark.parametrize(
    ("title", "headings", "kept"),
    [
        (
            "Engineering Blog | Choosing a Queue for Jobs",
            ["Choosing a Queue for Jobs", "Redis first"],
            "Choosing a Queue for Jobs",
        ),
        (
            "Ministry | Fairness in price changes",
            ["Ministry of Justice", "Consumers: Fairness in price changes"],
            "Fairness in price changes",
        ),
        (
            "Harbour-Law » May a harbour refuse a ship?",
            ["Harbour-Law", "17.7.11"],
            "May a harbour refuse a ship?",
        ),
        (
            "Tide | The coast's news: Actor looks stunning in new photos",
            ["Actor looks stunning in new photos"],
            "Actor looks stunning in new photos",
        ),
        ("Storm hits the coast | News | The Tide", ["The Tide", "News"], "Storm hits the coast"),
    ],
)
def test_the_part_of_a_title_that_the_page_shows_is_the_headline(
    title: str, headings: list[str], kept: str
) -> None:
    assert without_site(title, None, headings) == kept


@pytest.mark.parametrize(
    "title", ["index", "Untitled Document", "Home", "child-seat-test-autumn-2018", "", None]
)
def test_what_says_nothing_is_no_title(title: str | None) -> None:
    assert without_site(title, None, []) is None


def data_of(head: str) -> PageData:
    return page_data(html.fromstring(f"<html><head>{head}</head><body><p>Text.</p></body></html>"))


@pytest.mark.parametrize(
    "head",
    [
        "<meta name='date' content='2020-01-06T09:22:36Z'>"
        "<meta property='article:published_time' content='2020-01-03T09:48:24Z'>"
        "<meta property='article:modified_time' content='2020-01-06T09:22:36Z'>",
        "<meta name='revision_date' content='2020-01-06'>"
        "<meta property='og:article:published_time' content='2020-01-03T12:25:36Z'>"
        "<meta property='og:updated_time' content='2020-01-06'>",
        "<script type='application/ld+json'>"
        + json.dumps(
            {
                "headline": "Goats",
                "datePublished": "20200103T055000+0900",
                "dateModified": "2020-01-06",
            }
        )
        + "</script>",
    ],
)
def test_the_day_of_publication_is_not_that_of_a_change(head: str) -> None:
    found = data_of(head)
    assert (found.published, found.updated) == ("2020-01-03", "2020-01-06")


def test_a_day_that_does_not_exist_is_passed_over() -> None:
    assert data_of("<meta itemprop='datePublished' content='2020-13-45'>").published is None


@pytest.mark.parametrize(
    ("above", "day"),
    [
        ("<div><b>OSBY POST</b> &middot; For both shores &middot; Monday, 3 May 2032</div>", True),
        ("<p>The Osby Post | 3 May 2032</p>", False),
        ("<div>Monday, 3 May 2032</div>", False),
        ("<div>Log in &middot; Monday, 3 May 2032</div>", False),
        ("<div>Osby Post &middot; Since 3 May 1907 &middot; For both shores</div>", False),
    ],
)
def test_the_day_beside_a_sites_name_is_that_of_its_page(above: str, day: bool) -> None:
    tree = html.fromstring(
        f"<html><head><title>The ferry is late | Osby Post</title></head><body>{above}"
        "<h1>The ferry is late</h1><div>Osby Post · 4 May 2032</div></body></html>"
    )
    assert day_of_masthead(tree) == ("2032-05-03" if day else None)
