from __future__ import annotations

import calendar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language import words
from qa.language.words import MONTH_FORMS, WEEKDAY_FORMS, tokens


def test_words_and_punctuation_marks_are_told_apart() -> None:
    text = "Did the U.S. tell Mali's Anglo-American R&D team?"
    found = [(token.text, token.is_word) for token in tokens(text)]
    assert found == [
        ("Did", True),
        ("the", True),
        ("U.S", True),
        (".", False),
        ("tell", True),
        ("Mali's", True),
        ("Anglo-American", True),
        ("R&D", True),
        ("team", True),
        ("?", False),
    ]


def test_an_apostrophe_behind_a_plural_belongs_to_it_and_a_quotation_mark_does_not() -> None:
    found = [(token.text, token.word) for token in tokens("The miners' pay; 'no miners'.")]
    assert found[1] == ("miners'", "miners")
    assert [text for text, _ in found[4:]] == ["'", "no", "miners", "'", "."]


def test_a_word_is_looked_up_without_its_possessive_and_in_lower_case_unless_an_acronym() -> None:
    assert [token.word for token in tokens("Mali's US Troops")] == ["mali", "US", "troops"]


def test_in_a_question_in_capitals_no_word_is_an_acronym() -> None:
    assert [token.word for token in tokens("WHO LEFT US")] == ["who", "left", "us"]


@given(st.text())
def test_tokens_stand_where_they_say(text: str) -> None:
    for token in tokens(text):
        assert text[token.start : token.end] == token.text


@given(st.text())
def test_words_are_the_tokens_that_are_words(text: str) -> None:
    assert list(words.words(text)) == [t.text.lower() for t in tokens(text) if t.is_word]


@pytest.mark.parametrize("number", range(1, 13))
def test_months_bear_the_numbers_of_the_calendar(number: int) -> None:
    assert MONTH_FORMS[calendar.month_name[number].lower()] == number
    assert MONTH_FORMS[calendar.month_abbr[number].lower()] == number


@pytest.mark.parametrize("number", range(7))
def test_weekdays_bear_the_numbers_of_the_calendar(number: int) -> None:
    assert WEEKDAY_FORMS[calendar.day_name[number].lower()] == number
    assert WEEKDAY_FORMS[calendar.day_abbr[number].lower()] == number


def test_what_a_search_leaves_out_holds_lucenes_stop_words() -> None:
    lucene = """a an and are as at be but by for if in into is it no not of on or such that the
    their then there these they this to was will with"""  # EnglishAnalyzer.ENGLISH_STOP_WORDS_SET
    assert set(lucene.split()) <= words.STOP_WORDS


def test_a_word_class_holds_whole_words_in_lower_case() -> None:
    for word in words.FUNCTION_WORDS | words.STOP_WORDS:
        assert word.isalpha()
        assert word.islower()
