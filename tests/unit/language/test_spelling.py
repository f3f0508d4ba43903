from __future__ import annotations

import pytest

from qa.language.spelling import in_plain_form


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("Who's Ada Moss?", "Who is Ada Moss?"),
        ("who’s the mayor", "who is the mayor"),  # noqa: RUF001
        ("whats the cause of the flood", "what is the cause of the flood"),
        ("hows the patient?", "how is the patient?"),
        ("wheres it kept?", "where is it kept?"),
        ("When's the bridge opening?", "When is the bridge opening?"),
        ("Why's she had to resign?", "Why has she had to resign?"),
        ("Who's been hurt and what's the damage?", "Who has been hurt and what is the damage?"),
        ("What's it cost?", "What does it cost?"),
        ("What's the mast worth, and when's it due?",
         "What is the mast worth, and when is it due?"),
        ("Who won and which team's he on?", "Who won and which team is he on?"),
        ("Tell me who's in charge", "Tell me who is in charge"),
        ("Who's car was stolen?", "Whose car was stolen?"),
        ("What're the fees?", "What are the fees?"),
        ("Who'll pay for it?", "Who will pay for it?"),
        ("How'd they get in?", "How did they get in?"),
        ("why didnt the siren sound", "why didn't the siren sound"),
        ("Didnt it ring?", "Didn't it ring?"),
        ("can I park there if im early", "can I park there if I am early"),
        ("May I leave if I’ve paid and they're late?",  # noqa: RUF001
         "May I leave if I have paid and they are late?"),
    ],
)  # fmt: skip
def test_a_question_is_spelled_out(typed: str, plain: str) -> None:
    assert in_plain_form(typed) == plain


@pytest.mark.parametrize(
    "typed",
    [
        "Who is Ada Moss?",
        "Who edits Who's Who?",
        "Who's Who is printed where?",
        "Who starred in What's Up, Doc?",
        "Whose car was stolen?",
        "What did the mayor's brother say?",
        "Which team's coach resigned?",
        "Who owns Dont & Sons?",
        "Was Mr Hows there?",
        "Who were we?",
        "the bridge",
        "Summarise the report.",
        "And France?",
    ],
)
def test_other_words_stay_as_they_are(typed: str) -> None:
    assert in_plain_form(typed) == typed
