# ruff: noqa: RUF001 - typographic punctuation is meant

from __future__ import annotations

import pytest

from qa.articles.asides import read_asides
from qa.articles.header import read_header
from qa.articles.imprints import read_imprint
from qa.articles.notes import Note

TOLD = "The pump of the market stopped on Monday. It had run for years."


@pytest.mark.parametrize(
    ("line", "published", "updated", "author"),
    [
        ("*Osby Gazette, market notes, 3 May 2031*", "2031-05-03", None, None),
        ("**Osby Post — Saturday, 3rd May 2031**", "2031-05-03", None, None),
        ("Osby Post, 3 May 2031", "2031-05-03", None, None),
        ("**Osby Pumps** | Press desk | Issued 3 May 2031, 14:00", "2031-05-03", None, None),
        ("**Issued by Osby Council, 3 May 2031, 11.00**", "2031-05-03", None, None),
        ("Founded 1888          Saturday 3 May 2031          £1.40", "2031-05-03", None, None),
        ("By the Osby news desk. Saturday 3 May 2031, 13:05", "2031-05-03", None, None),
        ("*3 May 2031*", "2031-05-03", None, None),
        ("Words by Ada Moss. Photographs by Per Aas.", None, None, "Ada Moss"),
        ("Tested by Ada Moss · Pictures: Per Aas · 3 May 2031", "2031-05-03", None, "Ada Moss"),
        ("Posted 3 May 2031 by Ada Moss on *Pumps*", "2031-05-03", None, "Ada Moss"),
        ("*3 May 2031, by Ada Moss*", "2031-05-03", None, "Ada Moss"),
        ("*Posted by Ada Moss, honorary clerk, 3 May 2031*", "2031-05-03", None, "Ada Moss"),
        ("Osby Post, Saturday 3 May 2031. By Ada Moss", "2031-05-03", None, "Ada Moss"),
        ("Osby Post · words: Ada Moss · 17/05/2031", "2031-05-17", None, "Ada Moss"),
        ("Minutes of the meeting held on 3 May 2031 at 7.30 pm", "2031-05-03", None, None),
        ("| **Published** | 3 May 2031 |", "2031-05-03", None, None),
        ("**Report published:** 3 May 2031", "2031-05-03", None, None),
        ("*Osby Pumps Ltd. Page last updated: 3 May 2031*", None, "2031-05-03", None),
        ("Written up by Ada Moss, deputy clerk", None, None, "Ada Moss"),
        ("by Dr Ada Moss, *Pumps Review*, no. 12", None, None, "Dr Ada Moss"),
        ("by Ada Moss (second alto)", None, None, "Ada Moss"),
        ("*Pumps and People, issue 8. Letter from Osby, by Ada Moss*", None, None, "Ada Moss"),
    ],
)
def test_day_and_author_beside_a_name_are_read(
    line: str, published: str | None, updated: str | None, author: str | None
) -> None:
    assert read_imprint(line) == Note(published=published, updated=updated, author=author)


@pytest.mark.parametrize(
    "line",
    [
        "3 May 2031",
        "Saturday 3 May 2031",
        "**3 May 2031**",
        "By Ada Moss. She left.",
        "## Saturday 3 May 2031 – on the green",
        "## 3.0.0 - 2031-05-03",
        "Town hall, 3 May 2031, 7.30 pm",
        "*Osby Museum, 3 May to 9 June 2031*",
        "*Osby Pumps Ltd. In force from 3 May 2031.*",
        "*Registered charity no. 109. Year ended 3 May 2031.*",
        "Date of the accident: 3 May 2031",
        "Moss v Aas (High Court, judgment 3 May 2031)",
        "Ada Moss, born 3 May 1931; died 9 June 2031",
        "The pump was started by Ada Moss, 3 May 2031.",
        "The pump of the market, built by Ada Moss",
        "| Portal opens | from 3 May 2031 |",
    ],
)
def test_day_of_anything_else_is_not(line: str) -> None:
    assert read_imprint(line) == Note()


def test_a_line_that_goes_on_is_prose() -> None:
    lines = ["Osby Post, 3 May 2031", "was called the day of the pump.", TOLD]
    assert read_asides(lines, "The pump of Osby").published is None


def test_imprint_below_a_title_is_read_and_stays_out_of_the_title() -> None:
    text = f"The pump of Osby runs again\n\nPosted 3 May 2031 by Ada Moss on *Pumps*\n\n{TOLD}\n"
    header = read_header(text)
    stated = (header.title, header.published, header.author)
    assert stated == ("The pump of Osby runs again", "2031-05-03", "Ada Moss")
