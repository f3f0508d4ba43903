from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa import Assistant, Citation, Turn
from qa.language.followups import continued, depends, standalone


def turn(question: str, text: str = "", quote: str = "", understood: str | None = None) -> Turn:
    """A turn whose answer is marked in its quote, where there is one."""
    start = quote.find(text)
    span = ((start, start + len(text)),) if text and start >= 0 else ()
    citation = Citation(1, "a", "A", None, "a.txt", (), None, quote, 0, len(quote), span)
    return Turn(question, understood or question, text, (citation,) if quote else ())


MINISTER = turn("Who is the finance minister of Norway?", "Anna Berg")
BRIDGE = turn("When was the Harbour Bridge opened?", "in 1932")


@pytest.mark.parametrize(
    ("history", "question", "expected"),
    [
        ([MINISTER], "When did she resign?", "When did Anna Berg resign?"),
        ([MINISTER], "Who is her deputy?", "Who is Anna Berg's deputy?"),
        ([MINISTER], "And what did she say?", "What did Anna Berg say?"),
        ([turn("Who is Carlos Reyes?", "a goalkeeper")], "Where was he born?",
         "Where was Carlos Reyes born?"),
        ([turn("who is carlos reyes")], "where was he born", "Where was carlos reyes born?"),
        ([BRIDGE], "Who designed it?", "Who designed the Harbour Bridge?"),
        ([turn("What did Anna Berg sign?", "a treaty")], "Who else signed it?",
         "Who else signed the treaty?"),
        ([turn("Which firms merged?", "Alfa and Beta")], "Where are they based?",
         "Where are Alfa and Beta based?"),
        ([turn("When did the flood in Texas begin?", "on Monday")], "How many people died there?",
         "How many people died in Texas?"),
        ([turn("Where did she speak?", "Geneva Club", "She spoke at the Geneva Club.")],
         "Who else spoke there?", "Who else spoke at the Geneva Club?"),
        ([turn("Which mission failed?", "Mission Orion")], "When did this mission begin?",
         "When did Mission Orion begin?"),
        ([turn("What is Orion?", "a rocket")], "How heavy is it?", "How heavy is Orion?"),
        ([turn("How much does a family pay at the zoo?", "9 euros")], "When is it shut?",
         "When is the zoo shut?"),
        ([turn("What does the visitor list show?", "names")], "How long is it?",
         "How long is the visitor list?"),
        ([turn("Which is longer, the Tern or the Gull?", "The Tern")],
         "Which of them is insured?", "Which is insured, the Tern or the Gull?"),
        ([turn("How much water was let out?", "9 litres")], "And over how long?",
         "Over how long was water let out?"),
        ([turn("How many ships did they lose?", "9")], "When?", "When did they lose ships?"),
    ],
)  # fmt: skip
def test_pronoun_is_replaced(history: list[Turn], question: str, expected: str) -> None:
    assert standalone(question, history) == expected


@pytest.mark.parametrize(
    ("history", "question", "expected"),
    [
        ([BRIDGE], "How long is the bridge?", "How long is the Harbour Bridge?"),
        ([turn("Which treaty ended the strike?", "the Oslo Accord")], "Who signed that treaty?",
         "Who signed the Oslo Accord?"),
        ([turn("When was Nordlys founded?", "in 1990")], "What does the company sell?",
         "What does the company (Nordlys) sell?"),
        ([turn("When did Norway join the pact?", "in 1949")], "Who was prime minister then?",
         "Who was prime minister in 1949?"),
        ([turn("When did Norway join the pact?", "4 April 1949")], "Who else joined that day?",
         "Who else joined on 4 April 1949?"),
        ([turn("Do otters eat fish?", "Yes, mostly")], "Where do they sleep?",
         "Where do otters sleep?"),
        ([turn("Is Nordlys profitable?", "Yes, since 2019")], "Who owns it?", "Who owns Nordlys?"),
        ([turn("Which ship sank?", "the Aurora")], "And what happened to it?",
         "What happened to the Aurora?"),
        ([turn("Where did France and Germany meet?", "in Bern")], "What did they sign?",
         "What did France and Germany sign?"),
        ([turn("Who led the Union of the Left?", "Anna Berg")], "When did it split?",
         "When did the Union of the Left split?"),
        ([turn("Who chairs the painters' guild?", "Anna Berg")], "How large is it?",
         "How large is the painters' guild?"),
        ([turn("What does the second article say about Nordlys?")], "Who owns it?",
         "Who owns Nordlys?"),
    ],
)  # fmt: skip
def test_what_was_spoken_of_is_found(history: list[Turn], question: str, expected: str) -> None:
    assert standalone(question, history) == expected


@pytest.mark.parametrize("question", ["Which is deeper?", "Which lake is deeper?"])
def test_comparison_names_both(question: str) -> None:
    history = [
        turn("How deep is Lake Vener?", "106 metres"),
        turn("How deep is Lake Mjosa?", "453"),
    ]
    assert depends(question)
    assert standalone(question, history) == f"{question[:-1]}, Lake Vener or Lake Mjosa?"


def test_comparison_with_one_thing_says_than() -> None:
    history = [turn("How deep is Lake Vener?", "106 metres")]
    assert standalone("Is Lake Mjosa deeper?", history) == "Is Lake Mjosa deeper than Lake Vener?"


@pytest.mark.parametrize(
    ("earlier", "question", "expected"),
    [
        ("When was the old bridge of Oslo opened?", "When was the new one closed?",
         "When was the new bridge of Oslo closed?"),
        ("Which novel by Anna Berg won the prize?", "Which one was filmed?",
         "Which novel by Anna Berg was filmed?"),
        ("Who trained the first team of Norway?", "And the second one?",
         "Who trained the second team of Norway?"),
    ],
)  # fmt: skip
def test_one_stands_for_a_noun(earlier: str, question: str, expected: str) -> None:
    assert standalone(question, [turn(earlier, "nobody")]) == expected


@pytest.mark.parametrize(
    ("earlier", "question", "expected"),
    [
        ("Who won the final in Oslo?", "And who lost?", "Who lost the final in Oslo?"),
        ("Did Norway leave the pact?", "When?", "When did Norway leave the pact?"),
        (
            "Who won the men's race in Oslo?",
            "And the women's?",
            "Who won the women's race in Oslo?",
        ),
        ("What did Norway earn in 2010?", "And in 2019?", "What did Norway earn in 2019?"),
        ("Who is the king of Norway?", "And the queen?", "Who is the queen of Norway?"),
        ("Does salt harm dogs?", "And sand?", "Does sand harm dogs?"),
        ("How many bears are in the park?", "How many wolves?", "How many wolves are in the park?"),
        ("How many boats were lost?", "Who did it?", "By whom were boats lost?"),
        (
            "Why did the ferry line go bankrupt?",
            "Who wants to buy it?",
            "Who wants to buy the ferry line?",
        ),
        ("When did Mount Orn erupt?", "Was anybody hurt?", "Was anybody hurt (Mount Orn)?"),
        ("When did Mount Orn erupt?", "Was anybody in Elva hurt?", "Was anybody in Elva hurt?"),
        ("How many boats were lost?", "How many people died?", "How many people died?"),
        (
            "How many were hurt when the bridge collapsed?",
            "Was anybody killed?",
            "Was anybody killed (the bridge)?",
        ),
    ],
)
def test_the_rest_of_the_question_is_kept(earlier: str, question: str, expected: str) -> None:
    assert standalone(question, [turn(earlier, "nobody")]) == expected


def test_what_was_asked_is_kept_behind_a_preposition() -> None:
    history = [turn("Who won the race in Oslo?", "Ada Moe")]
    asked = "In what time was it that Ada Moe won the race in Oslo?"
    assert standalone("In what time?", history) == asked


def test_anybody_is_nobody_to_refer_to() -> None:
    history = [turn("How many were hurt when the bridge collapsed?", "12")]
    history.append(turn("Was anybody killed (the bridge)?", "No"))
    assert standalone("When was it built?", history) == "When was the bridge built?"


def test_an_office_is_held_in_a_body_and_not_in_what_it_does() -> None:
    history = [turn("What did the union demand?", "a pay rise of 12 percent")]
    assert standalone("Who is its chairman?", history) == "Who is the union's chairman?"


def test_second_question_is_about_what_the_first_one_is_about() -> None:
    history = [turn("Who won the lantern festival?", "the choir")]
    asked = "How many people came (the lantern festival)?"
    assert continued("How many people came?", history) == asked
    assert continued("Who wrote the article?", history) == "Who wrote the article?"
    assert continued("How many came to Oslo?", history) == "How many came to Oslo?"
    assert continued("When did it end?", history) == standalone("When did it end?", history)


def test_she_is_the_woman_of_the_two() -> None:
    history = [turn("Who is the rival of Laura Chen?", "Peter Novak")]
    assert standalone("What did she say?", history) == "What did Laura Chen say?"
    assert standalone("What did he say?", history) == "What did Peter Novak say?"


def test_two_pronouns_are_not_the_same() -> None:
    history = [turn("What did Laura Chen say about Iceland?", "nothing new")]
    assert standalone("What did she tell them?", history) == "What did Laura Chen tell Iceland?"


def test_somebody_named_earlier_goes_before_a_country_named_last() -> None:
    history = [MINISTER, turn("When will Norway vote?", "in May")]
    assert standalone("When did she resign?", history) == "When did Anna Berg resign?"


def test_what_happened_can_be_referred_to() -> None:
    history = [turn("When will Norway close its embassy?", "in May")]
    expected = "Who announced that Norway will close its embassy?"
    assert standalone("Who announced that?", history) == expected
    assert standalone("Who announced it?", history) == expected
    assert standalone("Why did that happen?", history) == "Why will Norway close its embassy?"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Why?", "Why will Norway close its embassy in Mali?"),
        ("And where?", "Where will Norway close its embassy in Mali?"),
        ("And Sweden?", "When will Sweden close its embassy in Mali?"),
        ("What about Sweden?", "When will Sweden close its embassy in Mali?"),
        ("And in Chad?", "When will Norway close its embassy in Chad?"),
    ],
)
def test_ellipsis_takes_the_rest_from_the_last_question(question: str, expected: str) -> None:
    history = [turn("When will Norway close its embassy in Mali?", "in May")]
    assert standalone(question, history) == expected


def test_ellipsis_after_a_question_for_its_subject() -> None:
    history = [turn("Who signed the treaty?", "Anna Berg")]
    assert standalone("Where?", history) == "Where was it that Anna Berg signed the treaty?"
    assert standalone("Who else?", history) == "Who else signed the treaty?"
    assert standalone("And the letter?", history) == "Who signed the letter?"


@pytest.mark.parametrize(
    ("first", "answer", "question", "expected"),
    [
        ("How many trams will be sold?", "12", "by what date", "By what date will trams be sold?"),
        ("Which ships were lost?", "two", "and at what place?", "At what place were ships lost?"),
        ("How many eels did they mark?", "9", "in which pond", "In which pond did they mark eels?"),
        ("How long did it last?", "a day", "in which year", "In which year did it last?"),
        ("Who was sent home?", "Ann Lee", "what for?", "Why was Ann Lee sent home?"),
        ("Who was jailed?", "Ann Lee", "for how long", "For how long was Ann Lee jailed?"),
    ],
)  # fmt: skip
def test_ellipsis_with_a_preposition_keeps_what_was_asked_about(
    first: str, answer: str, question: str, expected: str
) -> None:
    assert standalone(question, [turn(first, answer)]) == expected


def test_person_takes_the_place_of_a_person() -> None:
    history = [turn("What did Laura Chen say about Iceland?", "nothing new")]
    assert standalone("And Norway?", history) == "What did Laura Chen say about Norway?"
    assert standalone("And Anna Berg?", history) == "What did Anna Berg say about Iceland?"


def test_another_one_takes_the_place_of_the_adjective() -> None:
    history = [turn("Who is the French defence minister?", "Jeanne Roux")]
    assert standalone("And the German one?", history) == "Who is the German defence minister?"
    assert standalone("And Spain?", history) == "Who is Spain's defence minister?"


def test_entities_are_carried_over_several_turns() -> None:
    first = turn("What is Orion?", "a rocket")
    second = turn("How heavy is it?", "nine tonnes", understood="How heavy is Orion?")
    third = turn("Who built it?", "Boeing", understood="Who built Orion?")
    assert standalone("When was it launched?", [first, second]) == "When was Orion launched?"
    assert standalone("Why?", [first, second, third]) == "Why was it that Boeing built Orion?"


@pytest.mark.parametrize(
    "question",
    [
        "Who is the president of France?",
        "What did Laura Chen say about her visit?",
        "After his visit, what did Carlos Reyes say?",
        "Why did Norway say it would leave?",
        "Which two countries are strengthening their cooperation?",
        "Who lost his job?",
        "Who is Laura Chen and is she hurt?",
        "What is Nordlys and how does it work?",
        "When she was a girl, where did Laura Chen live?",
        "Which banks closed and why did they do it?",
        "Who designed the bridge over the Glomma?",
        "Where is the company that makes ferries?",
        "What did the president of Chile say?",
        "How long does it take to cross the Glomma?",
        "Was it Laura Chen who resigned?",
        "How often does it rain in Bergen?",
        "What is the weather like?",
        "Is it true that Norway is leaving?",
        "How cold did it get outside?",
        "What time is it?",
        "How many languages are there?",
        "Is there a treaty?",
        "What do they say about Norway?",
        "Summarise the articles",
        "Which minister said that Norway is leaving?",
        "What is the name of the measure that helped farmers?",
        "What happened this week?",
        "And who is the president of France?",
        "treaty Norway embassy",
    ],
)
def test_question_that_stands_alone_is_not_rewritten(question: str) -> None:
    assert not depends(question)
    assert standalone(question, [MINISTER, BRIDGE]) == question


def test_first_question_is_never_rewritten() -> None:
    assert standalone("Why?", []) == "Why?"


def test_unexplained_pronoun_stays() -> None:
    assert standalone("When did she resign?", [BRIDGE]) == "When did she resign?"


def test_what_was_said_long_ago_is_no_longer_meant() -> None:
    history = [MINISTER, *[turn("How many bridges fell?", "nine")] * 5]
    assert standalone("When did she resign?", history) == "When did she resign?"


def test_gold_questions_without_history_stand_alone(seed_rows: list[dict[str, Any]]) -> None:
    history = [MINISTER, BRIDGE]
    alone = [row["question"] for row in seed_rows if not row["history"]]
    assert len(alone) > 100
    assert [q for q in alone if standalone(q, history) != q] == []


def test_rows_that_stand_alone_are_not_rewritten() -> None:
    lines = (Path(__file__).parents[3] / "gold" / "followups.jsonl").read_text("utf-8").splitlines()
    rows = [row for line in lines if (row := json.loads(line))["kind"].startswith("alone")]
    assert len(rows) >= 50
    rewritten = [
        row["id"]
        for row in rows
        if standalone(
            row["question"], [turn(one["question"], one["answer"]) for one in row["history"]]
        )
        != row["question"]
    ]
    assert rewritten == []


_QUESTIONS = st.one_of(
    st.text(max_size=80),
    st.lists(
        st.sampled_from(
            # Words that the rules look at, in every order.
            (
                "And",
                "What",
                "Why",
                "Who",
                "did",
                "is",
                "was",
                "will",
                "it",
                "she",
                "their",
                "that",
                "there",
                "the",
                "a",
                "minister",
                "Norway",
                "of",
                "in",
                "say",
                "one",
                "else",
                "?",
                ",",
            )
        ),
        max_size=9,
    ).map(" ".join),
)
_TURNS = st.builds(turn, _QUESTIONS.filter(str.strip), _QUESTIONS, _QUESTIONS)


@settings(max_examples=60)
@given(_QUESTIONS, st.lists(_TURNS, max_size=3))
def test_any_question_after_any_conversation_gives_words(
    question: str, history: Sequence[Turn]
) -> None:
    rewritten = standalone(question, history)
    assert rewritten == question or (rewritten.endswith("?") and rewritten.strip(" ?"))


@settings(max_examples=60)
@given(_QUESTIONS, st.lists(_TURNS, max_size=3))
def test_only_a_question_that_depends_is_rewritten(question: str, history: Sequence[Turn]) -> None:
    if not depends(question):
        assert standalone(question, history) == question


def test_assistant_understands_a_follow_up_and_says_how(seeds: Assistant) -> None:
    first = seeds.ask("Who is the French defence minister?")
    assert first.standalone is None
    second = seeds.ask("Who is her US counterpart?", [first.as_turn()])
    assert second.question == "Who is her US counterpart?"
    assert second.standalone == "Who is Florence Parly's US counterpart?"


def test_somebody_who_was_only_described_is_a_person() -> None:
    history = [turn("Who found the comet?", "A retired postman")]
    assert standalone("When did he find it?", history) == (
        "When did the retired postman find the comet?"
    )


def test_what_joins_a_question_to_the_last_one_is_not_repeated() -> None:
    history = [turn("And who won the race?", "Anna Berg")]
    assert standalone("When did that happen?", history) == (
        "When was it that Anna Berg won the race?"
    )


def test_a_pronoun_goes_on_standing_for_the_same_person() -> None:
    history = [
        turn("Who won the cup?", "Carla Rosso"),
        Turn("Who did she beat?", "Who did Carla Rosso beat?", "Mina Sato"),
        turn("How long did the match last?", "two hours"),
    ]
    assert standalone("How old is she?", history) == "How old is Carla Rosso?"
    history.append(turn("Who was the umpire?", "Liv Roth"))
    assert standalone("How old is she?", history) == "How old is Liv Roth?"


def test_holder_of_an_office_is_no_other_person_than_the_office() -> None:
    history = [turn("Who was jailed?", "Graham Pell"), turn("Who was the judge?", "Helena Marsh")]
    assert standalone("How old is he?", history) == "How old is Graham Pell?"


@pytest.mark.parametrize(
    ("earlier", "answer", "question", "expected"),
    [
        ("Who was jailed?", "Graham Pell", "For how long?", "For how long was Graham Pell jailed?"),
        (
            "How much did the Iron Bridge cost?",
            "two crowns",
            "Who apologised?",
            "Who apologised (the Iron Bridge)?",
        ),
    ],
)
def test_a_question_of_two_words_after_one_of_another_kind(
    earlier: str, answer: str, question: str, expected: str
) -> None:
    assert standalone(question, [turn(earlier, answer)]) == expected


def test_an_earlier_question_is_understood_in_plain_form() -> None:
    before = turn("Who's the mayor of Elva?", "Ada Moss")

    assert standalone("Where does she live?", [before]) == "Where does Ada Moss live?"
