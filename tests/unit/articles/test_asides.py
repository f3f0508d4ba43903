from __future__ import annotations

import pytest

from qa.articles.asides import read_asides
from qa.articles.header import read_header
from qa.articles.notes import Note

TOLD = "The pump of the market stopped on Monday. It had run for years."


@pytest.mark.parametrize(
    ("lines", "published", "updated", "author"),
    [
        (["Page owner: Ada Moss. Last updated 3 May 2031", TOLD], None, "2031-05-03", None),
        (["Page kept by the desk. Last changed: 3 May 2031.", TOLD], None, "2031-05-03", None),
        (["Date of issue: 3 May 2031. In force from 6 May 2031.", TOLD], "2031-05-03", None, None),
        (
            ["- Reference", "- B-12", "- Published", "- Saturday 3 May 2031", "- Last updated",
             "- 5 May 2031 (see below)", TOLD],
            "2031-05-03", "2031-05-05", None,
        ),
        ([TOLD, "By Ada Moss, Osby | 3 May 2031 | 4 min read", TOLD], "2031-05-03", None,
         "Ada Moss"),
        (["*Who is Who in Osby, volume 3. By Dr. Ada Moss.*", TOLD], None, None, "Dr. Ada Moss"),
    ],
)  # fmt: skip
def test_what_stands_beside_a_sentence_is_read(
    lines: list[str], published: str | None, updated: str | None, author: str | None
) -> None:
    assert read_asides(lines, "The pump of Osby") == Note(
        published=published, updated=updated, author=author
    )


@pytest.mark.parametrize(
    "lines",
    [
        ["Date", "3 May 2031", "Place", "Town hall"],
        ["3 May 2031", TOLD],
        ["Saturday 3 May 2031 - on the green, from 11 o'clock", TOLD],
        ["He left. By Ada Moss.", TOLD],
        ["From: https://osby.example/pumps", TOLD],
        ["<pre>", "From: Old Pumps of the North, entry 7", TOLD],
        ["The book was published 3 May 2031. It sold well.", TOLD],
        ["Published 3 May 2031 by a friend, the book sold well.", TOLD],
        ["In force from 3 May 2031.", TOLD],
        [TOLD * 4, "By Ada Moss, 3 May 2031"],
    ],
)
def test_what_is_told_states_nothing(lines: list[str]) -> None:
    assert read_asides(lines, "The pump of Osby") == Note()


def test_an_issue_is_dated_by_the_day_below_its_number() -> None:
    lines = ["Osby Workers, Branch 4", "*Saturday 3 May 2031 - please pin up*", TOLD]
    assert read_asides(lines, "BULLETIN No. 6") == Note(published="2031-05-03")
    assert read_asides(lines, "The pump of Osby") == Note()


def test_what_is_stated_beside_a_sentence_stays_in_the_text() -> None:
    text = f"The pump of Osby\n\nPage owner: Ada Moss. Last updated 3 May 2031\n\n{TOLD}\n"
    header = read_header(text)
    assert header.updated == "2031-05-03"
    assert "Page owner" in text[header.end :]
