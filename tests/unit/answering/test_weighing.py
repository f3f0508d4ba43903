from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from qa.answering.drafts.citations import Quote
from qa.answering.drafts.draft import Draft, DraftStatement, Rule
from qa.answering.weighing import doubted_comparison, weighed
from qa.answers import REFUSAL, Agreement
from qa.language.alternatives import asked_alternatives
from qa.language.sentences import sentences


def view(text: str) -> Any:
    article = SimpleNamespace(published="2024-05-04")
    return SimpleNamespace(text=lambda _: text, manifest=SimpleNamespace(articles={"a": article}))


def answered(text: str, words: str, **other: Any) -> Draft:
    """An answer marked in its sentence."""
    at = text.index(words)
    start, end = next(one for one in sentences(text) if one[0] <= at < one[1])
    quote = Quote("a", text[start:end], start, ((at, at + len(words)),))
    said = {"confidence": 0.6, **other}
    return Draft(words, [], statements=(DraftStatement(quote.text, (quote,)),), **said)


def decided(question: str, text: str, first: str, second: str) -> str | None:
    asked = asked_alternatives(question)
    assert asked is not None
    draft = weighed(asked, answered(text, first), answered(text, second), view(text))
    return None if draft is None else draft.response


KETTLE = "Which is cheaper, the kettle or the pan?"
PRICES = "The kettle costs 40 euros. The pan is sold for 35 euros."


@pytest.mark.parametrize(
    ("question", "text", "first", "second", "more"),
    [
        (KETTLE, PRICES, "40 euros", "35 euros", "The pan"),
        (KETTLE, "The pan came first. It costs 52 euros. The kettle is at 49 euros.",
         "49 euros", "52 euros", "The kettle"),
        ("Which carried more guns, the Sula or the Tern?",
         "Guns: Sula 14 guns; Tern 22 guns", "14 guns", "22 guns", "The Tern"),
        ("Which roams further, cats or foxes?",
         "Cats roam up to two miles. Foxes roam up to five miles.",
         "up to two miles", "up to five miles", "Foxes"),
        ("Which opened first, the bridge or the tunnel?",
         "The bridge opened in 1932. The tunnel opened on 4 May 1988.",
         "1932", "4 May 1988", "The bridge"),
        ("Which is faster, the tram or the bus?",
         "The tram takes 20 minutes. The bus takes an hour and needs 60 minutes.",
         "20 minutes", "60 minutes", "The tram"),
    ],
)  # fmt: skip
def test_two_figures_decide(question: str, text: str, first: str, second: str, more: str) -> None:
    assert decided(question, text, first, second) == more


@pytest.mark.parametrize(
    ("question", "text", "first", "second"),
    [
        # The figure is that of the other, of something else, or of no one that is named.
        (KETTLE, "The kettle costs 40 euros. The kettle of 35 euros is sold with no pan.",
         "40 euros", "35 euros"),
        (KETTLE, "The kettle costs 40 euros. The lid is 35 euros.", "40 euros", "35 euros"),
        # They are in different units, equal, or too rough.
        (KETTLE, "The kettle costs 40 euros. The pan costs 35 pounds.", "40 euros", "35 pounds"),
        (KETTLE, "The kettle costs 40 euros. The pan costs 40.00 euros.",
         "40 euros", "40.00 euros"),
        (KETTLE, "The kettle costs about 40 euros. The pan costs 35 euros.",
         "about 40 euros", "35 euros"),
        (KETTLE, "The kettle costs up to 40 euros. The pan costs 35 euros.",
         "up to 40 euros", "35 euros"),
        # How far both are apart is not what one costs.
        (KETTLE, "The kettle costs 40 euros. The pan costs 5 euros more.",
         "40 euros", "5 euros"),
        ("Which is taller, the mast or the tower?",
         "The mast is 90 metres tall. The tower is 12 metres taller than the church.",
         "90 metres", "12 metres"),
        # A year is no age.
        ("Who is older, Ada Moss or Ben Tait?",
         "Ada Moss was born in 1950. Ben Tait was born in 1940.", "1950", "1940"),
        # Both in one sentence, the figures before the names.
        (KETTLE, "It is 40 euros for the kettle, 35 euros for the pan.", "40 euros", "35 euros"),
    ],
)  # fmt: skip
def test_other_figures_decide_nothing(question: str, text: str, first: str, second: str) -> None:
    assert decided(question, text, first, second) is None


def test_both_sentences_are_cited_that_of_the_answer_first() -> None:
    asked = asked_alternatives(KETTLE)
    assert asked is not None
    sides = answered(PRICES, "40 euros", confidence=0.5), answered(PRICES, "35 euros")

    draft = weighed(asked, *sides, view(PRICES))

    assert draft is not None
    assert [one.text for one in draft.statements] == [
        "The pan is sold for 35 euros.",
        "The kettle costs 40 euros.",
    ]
    assert (draft.confidence, draft.stated, draft.rule) == (0.5, True, Rule.COMPARISON)


@pytest.mark.parametrize(
    "other",
    [
        {"confidence": 0.2},
        {"agreement": Agreement.DIFFERENT},
        {"refused": True},
    ],
)
def test_a_figure_that_is_not_sure_decides_nothing(other: dict[str, Any]) -> None:
    asked = asked_alternatives(KETTLE)
    assert asked is not None
    sides = answered(PRICES, "40 euros"), answered(PRICES, "35 euros", **other)

    assert weighed(asked, *sides, view(PRICES)) is None


def test_an_answer_from_a_sentence_of_one_alone_is_doubted() -> None:
    asked = asked_alternatives(KETTLE)
    assert asked is not None
    one = "The kettle is sold in blue."
    both = "The kettle is cheaper than the pan."

    assert doubted_comparison(asked, answered(one, "kettle", confidence=0.9)).confidence < 0.33
    assert doubted_comparison(asked, answered(both, "kettle", confidence=0.9)).confidence == 0.9
    assert doubted_comparison(asked, Draft(REFUSAL, [], refused=True)).refused


def test_words_that_name_both_choose_none() -> None:
    asked = asked_alternatives("Which weighs more, the Tern 20 or the Gull 30?")
    assert asked is not None
    text = "The lid fits Tern 20 and Gull 30. Tern 20 is heavier than Gull 30."
    assert doubted_comparison(asked, answered(text, "Tern 20 and Gull 30")).refused
    told = answered(text, "Tern 20 is heavier than Gull 30")
    assert doubted_comparison(asked, told) is told
