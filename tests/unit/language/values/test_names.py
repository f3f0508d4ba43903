from __future__ import annotations

from pathlib import Path

import pytest

from qa.language.values import ValueKind, contradicts, parse, same

SEEDS = Path(__file__).parents[4] / "seeds" / "articles"
FIRST, SECOND = sorted(SEEDS.glob("*.txt"))

# (as the first article has it, as the second has it, one answer?)
ACROSS_ARTICLES = [
    ("on 31 August", "on August 31", True),
    ("Florence Parly", "French Defense Minister Florence Parly", True),
    ("The French defence minister, Florence Parly", "Parly", True),
    ("her US counterpart, Lloyd Austin", "her counterpart Lloyd Austin", True),
    ("Pentagon spokesman Anton Semelroth", "Lieutenant Colonel Anton Semelroth", True),
    ("Joe Biden", "President Joe Biden", True),
    ("Emmanuel Macron", "French President Emmanuel Macron", True),
    ("The United States", "the US", True),
    ("Africa's Sahel region", "Africa\u2019s Sahel region", True),
    ("counter-terrorism", "counter-terrorism", True),
    ("two countries", "nine European and African countries", False),
    ("Joe Biden", "Emmanuel Macron", False),
    ("Operation Takuba", "the Atlantic Council", False),
    ("in the second half of 2021", "by the end of the year", False),
    ("Washington", "Pentagon", False),
]


@pytest.mark.parametrize(("first", "second", "one"), ACROSS_ARTICLES)
def test_answers_of_the_sample_articles(first: str, second: str, one: bool) -> None:
    assert first in FIRST.read_text(encoding="utf-8")
    assert second in SECOND.read_text(encoding="utf-8")
    a, b = parse(first), parse(second, published="2021-07-10")
    assert same(a, b) is one
    assert not contradicts(a, b) or first == "two countries"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Mr. Biden", "Joe Biden"),
        ("J. Biden", "Joe Biden"),
        ("Gen. Mark A. Milley", "Mark Milley"),
        ("J.K. Rowling", "J. K. Rowling"),
        ("Osama bin Laden", "bin Laden"),
        ("CNN's Anderson Cooper", "Anderson Cooper"),
        ("Martin Luther King Jr.", "Martin Luther King"),
        ("King", "Martin Luther King"),
        ("Emmanuel Macron, President of France", "Macron"),
        ("Secretary of State Antony Blinken", "Blinken"),
        ("Jos\u00e9 Ram\u00edrez", "Jose Ramirez"),
        ("FLORENCE PARLY", "Florence Parly"),
        ("Lloyd Austin (left)", "Lloyd Austin"),
        ("World Health Organization (WHO)", "WHO"),
        ("North Atlantic Treaty Organization", "NATO"),
        ("the U.K.", "Britain"),
        ("Al Qaida", "al-Qaeda"),
        ("Paris, France", "Paris"),
        ("UK, US and France", "France, the United States and Britain"),
        ("the Islamic State", "Islamic state"),
        ("Theresa May", "May"),
        ("Col. Oliver North", "North"),
    ],
)
def test_one_name(a: str, b: str) -> None:
    assert same(parse(a), parse(b))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Florence", "Florence Parly"),
        ("Joe Biden", "Hunter Biden"),
        ("H. Biden", "Joe Biden"),
        ("South Korea", "North Korea"),
        ("Korea", "South Korea"),
        ("the White House", "House"),
        ("Paris, France", "Paris, Texas"),
        ("United States", "President of the United States"),
        ("South Africa", "President of South Africa"),
        ("Africa", "President of South Africa"),
        ("France and Mali", "France"),
        ("Atlantic Council", "Council"),
        ("Sub-Saharan Africa", "Africa"),
        ("World War II", "World War III"),
        ("Pope John Paul II", "Pope John Paul I"),
        ("St. Louis", "Cardinal Glennon Medical Center in St. Louis"),
    ],
)
def test_two_names(a: str, b: str) -> None:
    assert not same(parse(a), parse(b))
    assert not contradicts(parse(a), parse(b))


@pytest.mark.parametrize(
    "span",
    [
        "the French defence minister",
        "Pentagon spokesman",
        "President of the United States",
        "Mali's army",
        "Parly said the force was a model",
    ],
)
def test_a_description_is_not_a_name(span: str) -> None:
    assert parse(span).kind is ValueKind.TEXT
