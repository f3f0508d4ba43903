# ruff: noqa: RUF001 - typographic punctuation is meant

from __future__ import annotations

import pytest

from qa.articles.extract import Extract
from qa.articles.naming import first_sentence


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The mill was sold on Monday. It is old.", "The mill was sold on Monday"),
        ("OSBY, Sweden, May 4 (Reuters) -- The mill was sold. It is old.", "The mill was sold"),
        ("OSBY (AP) — The mill was sold. It is old.", "The mill was sold"),
        ("Osby (AFP) - The mill was sold. It is old.", "The mill was sold"),
        ("WASHINGTON – The mill was sold. It is old.", "The mill was sold"),
        ("The mayor - a farmer - was sold. He is old.", "The mayor - a farmer - was sold"),
        ("Anna Berg — the mayor — has left. She is old.", "Anna Berg — the mayor — has left"),
        (
            "## *Mill sold*\n\nThe mill was **sold** on [Monday](x.md).",
            "The mill was sold on Monday",
        ),
        ("Who bought the mill? Nobody knows.", "Who bought the mill?"),
    ],
)
def test_an_article_is_named_by_its_first_sentence(text: str, name: str) -> None:
    assert first_sentence(Extract(text, body=((0, len(text)),))) == name


def test_a_long_sentence_is_cut_after_a_word() -> None:
    text = "The mill " + "of the old town " * 20 + "was sold."
    name = first_sentence(Extract(text, body=((0, len(text)),))) or ""
    assert len(name) <= 100
    assert name.endswith("…")
    assert text.startswith(name[:-1])
    assert text[len(name) - 1] == " "


def test_what_is_no_part_of_the_body_names_nothing() -> None:
    text = "10 July 2021\n\nThe mill was sold."
    assert first_sentence(Extract(text, body=((14, len(text)),))) == "The mill was sold"
    assert first_sentence(Extract("7 4 12 3", body=((0, 8),))) is None
