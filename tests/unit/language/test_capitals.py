from __future__ import annotations

import pytest

from qa.language.capitals import capital_balance, capital_is_due, is_title_case
from qa.language.words import tokens


def test_only_capitals_inside_sentences_count() -> None:
    balance = capital_balance(
        [
            "Work on the dam began in Ravna. “Work must go on,” Berg said: Work first.",
            "What We Know About Work In The Valley\n\nThe people of Ravna want work.",
            "ALL ABOUT WORK.",
        ]
    )
    assert (balance["ravna"], balance["berg"]) == (2, 1)
    assert balance["work"] == -1
    assert balance["valley"] == 0


@pytest.mark.parametrize(
    ("sentence", "word", "due"),
    [
        ("Work began.", "Work", True),
        ("He said: Work began.", "Work", True),
        ('He said "Work began" there.', "Work", True),
        ('"We left," Berg said.', "Berg", False),
        ("“We left,” Berg said.", "Berg", False),
        ("• Work began.", "Work", True),
        ("The mayor of Ravna left.", "Ravna", False),
    ],
)
def test_where_any_word_has_a_capital(sentence: str, word: str, due: bool) -> None:
    assert capital_is_due(sentence, sentence.index(word)) is due


def test_a_heading_has_capitals_throughout_and_no_full_stop() -> None:
    assert is_title_case(tokens("What We Know About the Dam"))
    assert not is_title_case(tokens("Ships left for Ormsvik."))
    assert not is_title_case(tokens("The dam of Ravna is full of water"))
