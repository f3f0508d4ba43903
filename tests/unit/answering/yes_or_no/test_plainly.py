from __future__ import annotations

import pytest

from qa.answering.yes_or_no.plainly import says
from qa.language.stems import telling_stems


def said(question: str, sentence: str) -> str:
    return says(question, telling_stems(question), sentence)


@pytest.mark.parametrize(
    ("question", "sentence", "verdict"),
    [
        ("Did Berg resign?", "The minister who met Berg did not resign.", ""),
        ("Did the minister resign?", "The minister who met Berg did not resign.", "No"),
        ("Did the minister meet Berg?", "The minister who met Berg did not resign.", ""),
        ("Did the team beat Berg?", "The team which Berg beat did not win.", ""),
        ("Is the nurse ill?", "The cook who said the nurse was ill is well.", ""),
        ("Does the cook own a kite?", "The clerk who saw the cook does not own a kite.", ""),
        ("Is the tall cook ill?", "The tall cook who came on Monday is not ill.", "No"),
    ],
)
def test_what_stands_behind_who_only_says_who_is_meant(
    question: str, sentence: str, verdict: str
) -> None:
    assert said(question, sentence) == verdict


@pytest.mark.parametrize(
    ("question", "sentence", "verdict"),
    [
        ("Did the clerk resign?", "The mayor resigned; the clerk did not.", "No"),
        ("Did the clerk resign?", "The mayor resigned, but the clerk did not.", "No"),
        ("Did the mayor resign?", "The mayor resigned, but the clerk did not.", "Yes"),
        ("Did the cook resign?", "The mayor resigned, but the clerk did not.", ""),
        ("Did the clerk resign?", "The mayor resigned; the old clerk did not.", ""),
        ("Did the clerk resign in May?", "The mayor resigned; the clerk did not.", ""),
        ("Did the clerk resign?", "The mayor did not resign, but the clerk did.", "Yes"),
        ("Has the clerk resigned?", "The mayor has resigned, but the clerk hasn't.", "No"),
        ("Did the clerk resign?", "The mayor may resign, the clerk will not.", ""),
        ("Will the clerk resign?", "The mayor will resign, the clerk won't.", "No"),
        ("Did the mayor not resign?", "The mayor resigned; the clerk did not.", ""),
    ],
)
def test_a_clause_may_leave_its_verb_to_the_one_before(
    question: str, sentence: str, verdict: str
) -> None:
    assert said(question, sentence) == verdict


@pytest.mark.parametrize(
    ("question", "sentence", "verdict"),
    [
        ("Did they take the ring?", "They took the coins, but not the ring.", "No"),
        ("Did they take the coins?", "They took the coins, but not the ring.", "Yes"),
        ("Did they take the gold ring?", "They took the gold coins but not the ring.", ""),
        ("Did they take the ring?", "They took the ring but not far.", "Yes"),
        ("Will the mill open in July?", "The mill will open, but not until July.", ""),
        ("Did the ferry stop in May?", "The ferry stopped, but not in May.", ""),
    ],
)
def test_of_two_things_one_may_be_denied(question: str, sentence: str, verdict: str) -> None:
    assert said(question, sentence) == verdict


@pytest.mark.parametrize(
    ("question", "sentence", "verdict"),
    [
        ("Did Ida Pike resign?", "Ida Pike's brother resigned.", ""),
        ("Did Ida Pike resign?", "The brother of Ida Pike resigned.", ""),
        ("Did Ida Pike resign?", "Ida Pike's brother said that Pike resigned.", "Yes"),
        ("Did Ida Pike resign?", "The resignation of Ida Pike was accepted.", "Yes"),
        ("Did the minister resign?", "The minister's wife did not resign.", ""),
        ("Was Pike's brother hurt?", "Pike's brother was hurt.", "Yes"),
    ],
)
def test_what_others_did_is_not_said_of_one(question: str, sentence: str, verdict: str) -> None:
    assert said(question, sentence) == verdict


@pytest.mark.parametrize(
    ("question", "sentence", "verdict"),
    [
        ("Was Otto fired?", "Otto fired the cook.", ""),
        ("Was Otto fired?", "Otto was fired on Monday.", "Yes"),
        ("Was Otto fired?", "The council fired Otto.", "Yes"),
        ("Was the ferry sold?", "The ferry sold two thousand tickets.", ""),
        ("Was the school told to close?", "The council told the school to close.", "Yes"),
        ("Did Otto get paid?", "Otto paid the cook.", ""),
        ("Did Otto get hurt?", "Otto was hurt by a goat.", "Yes"),
        ("Did Ilse get married?", "Ilse never married.", "No"),
        ("Did Otto get the sack?", "Otto left with the sack.", ""),
    ],
)
def test_what_somebody_did_to_others_was_not_done_to_him(
    question: str, sentence: str, verdict: str
) -> None:
    assert said(question, sentence) == verdict


def test_what_happened_in_june_did_not_happen_in_may() -> None:
    assert said("Did the dam break in May?", "The dam broke in June.") == ""
    assert said("Did the dam break in May?", "The dam broke in May.") == "Yes"


@pytest.mark.parametrize(
    ("question", "sentence", "verdict"),
    [
        ("Was the guard hurt?", "The guard was not injured.", "No"),
        ("Was the movie shot in Ostby?", "The film was shot in Ostby.", "Yes"),
        ("Was the sick goat sold?", "The ill goat was sold.", "Yes"),
        ("Was the guard hurt?", "The guard dog was found.", ""),
        ("Did the mayor admit the theft?", "The mayor allowed the theft.", ""),
    ],
)
def test_two_words_may_say_the_same(question: str, sentence: str, verdict: str) -> None:
    assert said(question, sentence) == verdict
