from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from qa.articles.extract import Extract
from qa.articles.sources import read_asciidoc, read_latex, read_org, read_restructured

PROSE = "Sphagnum holds twenty times its weight in water. It grows in bogs.\n"


@pytest.mark.parametrize(
    ("reader", "source"),
    [
        (read_org, "#+TITLE: Field guide\n#+AUTHOR: Ada Quist\n#+DATE: [2022-04-09 Sat]\n\n{}"),
        (read_org, "#+title: Field guide\n#+date: 9 April 2022\n#+author: Ada Quist\n* One\n{}"),
        (
            read_restructured,
            "===========\nField guide\n===========\n\n:Author: Ada Quist\n:Date: 2022-04-09\n\n{}",
        ),
        (
            read_restructured,
            "Field guide\n-----------\n:Author: Ada Quist\n:Date: 9 April 2022\n\n{}",
        ),
        (read_asciidoc, "= Field guide\nAda Quist <ada@example.org>\nv1.0, 2022-04-09\n\n{}"),
        (
            read_latex,
            "\\documentclass{{article}}\n\\title{{Field guide}}\n\\author{{Ada~Quist}}\n"
            "\\date{{9 April 2022}}\n\\begin{{document}}\n\\maketitle\n{}\\end{{document}}\n",
        ),
    ],
)
def test_the_markup_states_title_author_and_date(
    reader: Callable[[bytes], Iterator[Extract]], source: str
) -> None:
    source = source.format(PROSE)
    (extract,) = reader(source.encode())
    assert extract.text == source
    assert (extract.title, extract.author, extract.published) == (
        "Field guide",
        "Ada Quist",
        "2022-04-09",
    )
    bodies = "".join(source[slice(*span)] for span in extract.body)
    assert PROSE.strip() in bodies
    assert "Quist" not in bodies


@pytest.mark.parametrize("reader", [read_org, read_restructured, read_asciidoc, read_latex])
def test_prose_without_markup_is_read_whole(reader: Callable[[bytes], Iterator[Extract]]) -> None:
    (extract,) = reader(PROSE.encode())
    assert extract.text[slice(*extract.body[-1])] == PROSE


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("* Field guide\n\nBirds and more.\n\n** Birds\n\nThey sing.\n** Fish\n", "Field guide"),
        ("* Birds\n\nThey sing aloud here.\n\n* Fish\n\nThey swim.\n", None),
    ],
)
def test_the_heading_above_all_others_is_the_title_of_an_org_file(
    source: str, title: str | None
) -> None:
    (extract,) = read_org(source.encode())
    assert (extract.title == "Field guide") is (title is not None)
