from __future__ import annotations

import pytest

from qa.articles.extract import Extract
from qa.articles.plain import read_plain


def read(text: str) -> Extract:
    (extract,) = read_plain(text.encode())
    return extract


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        ("The parlia-\nment sat until\nnoon.", "The parliament\nsat until\nnoon."),
        ("It was a disas-\n  ter. Few came.", "It was a disaster.\nFew came."),
        ("They met the ambas-\nsador", "They met the ambassador"),
        ("Anglo-\nDutch talks", "Anglo-Dutch\ntalks"),
        ("a long-\nterm lease", "a long-term\nlease"),
        ("twenty-\none boats", "twenty-one\nboats"),
        ("A sea-going tug and a sea-\ngoing barge", "A sea-going tug and a sea-going\nbarge"),
    ],
)
def test_words_that_a_lines_end_divides_are_made_whole(lines: str, whole: str) -> None:
    assert read(lines).text == whole


@pytest.mark.parametrize(
    "text", ["He left -\nor so they say.", "1990-\n2000", "Buy:\n- milk\n- eggs", "a-\n\nb"]
)
def test_other_dashes_at_a_lines_end_stay(text: str) -> None:
    assert read(text).text == text


def test_the_body_lies_in_the_text_as_it_was_made_whole() -> None:
    extract = read("Harbour news\n\n10 July 2021\n\nThe har-\nbour master left on\nFriday.")
    *_, (start, end) = extract.body
    assert extract.text[start:end].strip() == "The harbour\nmaster left on\nFriday."
    assert extract.published == "2021-07-10"
