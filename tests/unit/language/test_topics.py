from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language.topics import content_words, coverage, looks_english, topic, without_stop_words

texts = st.text(max_size=100)
words = st.lists(st.from_regex(r"[bcdfgkmprt]{4,9}", fullmatch=True), min_size=1, max_size=8)


def test_content_words_are_what_is_left_without_stop_words_in_order() -> None:
    question = "When does the Afghanistan withdrawal end?"
    assert content_words(question) == ["afghanistan", "withdrawal", "end"]


def test_numbers_and_what_hangs_together_are_kept() -> None:
    assert content_words("Was bridge number 3 closed?") == ["bridge", "number", "3", "closed"]
    assert content_words("Who led the coup d'état?") == ["led", "coup", "d'état"]
    assert content_words("Who is al-Qaeda's leader?") == ["al-qaeda's", "leader"]


def test_query_is_the_content_words_or_else_the_whole_question() -> None:
    assert without_stop_words("Who signed the agreement?") == "signed agreement"
    assert without_stop_words("Who is it?") == "Who is it?"


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("What do they say about the Sahel?", "sahel"),
        ("Summarise everything on Russia and China", "russia china"),
        ("What do the articles say about the agreement?", "agreement"),
        ("Summarise the articles", ""),
        ("Please give me a short summary of the two reports.", ""),
        ("What are the main points?", ""),
        ("How do the articles differ?", ""),
    ],
)
def test_topic_is_what_is_left_without_the_words_that_ask(question: str, about: str) -> None:
    assert topic(question) == about


@pytest.mark.parametrize(
    ("question", "text", "share"),
    [
        ("Who signed the agreement?", "They signed an agreement.", 1.0),
        ("Who signed the agreement?", "The agreement stands.", 0.5),
        ("Who signed the agreement?", "It rained.", 0.0),
        ("Who withdraws?", "After the withdrawal of troops", 1.0),
        ("Who SIGNED?", "signed", 1.0),
        ("Who is it?", "Who is it?", 0.0),
        ("Who signed?", "", 0.0),
    ],
)
def test_coverage_is_the_share_of_content_words_held(
    question: str, text: str, share: float
) -> None:
    assert coverage(question, text) == share


@given(texts, texts)
def test_coverage_is_a_share(question: str, text: str) -> None:
    assert 0 <= coverage(question, text) <= 1


@given(words, words)
def test_coverage_grows_with_the_text_and_is_whole_on_the_question(
    asked: list[str], told: list[str]
) -> None:
    question, text = " ".join(asked), " ".join(told)
    assert coverage(question, text) <= coverage(question, f"{text} {asked[0]}")
    assert coverage(question, question) == 1


@given(texts)
def test_query_is_never_empty_for_a_question_that_is_not(question: str) -> None:
    assert bool(without_stop_words(question)) == bool(question)


@pytest.mark.parametrize(
    "question",
    [
        "When does the Afghanistan withdrawal end?",
        "who signed the agreement",
        "Why did Macron say so?",
        "Austin",  # too short to tell
        "Takuba task?",
    ],
)
def test_english_looks_english(question: str) -> None:
    assert looks_english(question)


@pytest.mark.parametrize(
    "question",
    [
        "Wann endet der Abzug aus Afghanistan?",
        "Was hat die Ministerin in Washington unterschrieben?",
        "Wie is de minister van defensie?",
        "Quand le retrait d'Afghanistan se termine-t-il ?",
        "Qui a signé l'accord ?",
        "¿Qué ha dicho la ministra a los periodistas?",
        "Kto to podpisał do Waszyngtonu?",
        "Когда закончится вывод войск?",
        "阿富汗撤军何时结束",
    ],
)
def test_other_languages_do_not_though_they_share_short_words(question: str) -> None:
    assert not looks_english(question)
