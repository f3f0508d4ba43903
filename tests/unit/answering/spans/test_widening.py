from __future__ import annotations

import pytest

from qa.answering.spans.widening import (
    denied,
    name_described,
    one_holder,
    player_of,
    tidy,
    whole_list,
    whole_title,
)


@pytest.mark.parametrize(
    ("text", "span", "whole"),
    [
        ("Troops of Chad, Mali and Niger came.", "Mali", "Chad, Mali and Niger"),
        ("On Monday, Chad and Mali signed.", "Chad", "Chad and Mali"),
        (
            "It was signed by France and the United States.",
            "France",
            "France and the United States",
        ),
        ("France signed, and Mali did not.", "Mali", "Mali"),
        ("It was shut by France, and Mali reopened it.", "Mali", "Mali"),
        ("It was shut by France, and Mali reopened it.", "France", "France"),
        ("It was shut by Chad, France, and Mali.", "Mali", "Chad, France, and Mali"),
        ("They want bread and peace.", "bread", "bread"),
    ],
)
def test_name_is_widened_to_its_list(text: str, span: str, whole: str) -> None:
    start = text.index(span)
    first, last = whole_list(text, start, start + len(span), (0, len(text)))
    assert text[first:last] == whole


@pytest.mark.parametrize(
    ("question", "denial"),
    [
        ("How many people did the fire kill?", "Nobody"),
        ("How many people did the fire hurt?", None),
    ],
)
def test_clause_that_says_nobody_answers_if_it_is_about_the_question(
    question: str, denial: str | None
) -> None:
    text = "Nobody was killed by the fire, which hurt four people."
    found = denied(question, text, text.index("four"), (0, len(text)))
    assert (found and text[slice(*found)]) == denial


@pytest.mark.parametrize(
    ("text", "span", "denial"),
    [
        ("The 214 who came to Elm Hall made sure that nobody sat alone.", "214", None),
        ("In Elm Hall, nobody sang, though 214 dined.", "214", None),
        ("At Elm Hall on Sunday nobody came to dine, though 214 had booked.", "214", "nobody"),
        ("Elm Hall fed nobody.", "nobody", "nobody"),
    ],
)
def test_nobody_answers_only_what_the_sentence_says_that_nobody_did(
    text: str, span: str, denial: str | None
) -> None:
    found = denied("How many people dined at Elm Hall?", text, text.index(span), (0, len(text)))
    assert (found and text[slice(*found)]) == denial


@pytest.mark.parametrize(
    ("text", "span", "whole"),
    [
        ('Monet\'s "Poppies near Vetheuil" was stolen.', "Poppies", "Poppies near Vetheuil"),
        ("Stolen: “Count Lepic and his Daughters,” too.", "Lepic", "Count Lepic and his Daughters"),
        ('"Bad enough," Nils said.', "Bad", "Bad"),
        ("Poppies near Vetheuil grow.", "Poppies", "Poppies"),
    ],
)
def test_part_of_a_quoted_title_is_widened_to_the_title(text: str, span: str, whole: str) -> None:
    start = text.index(span)
    first, last = whole_title(text, start, start + len(span), (0, len(text)))
    assert text[first:last] == whole


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("Who is the singer?", "Liv Roth"),
        ("Who are the singers?", "Liv Roth"),
        ("Who came?", "Liv Roth and guitarist Nils Berg"),
    ],
)
def test_holder_of_a_role_ends_before_that_of_another(question: str, whole: str) -> None:
    text = "Singer Liv Roth and guitarist Nils Berg came."
    span = "Liv Roth and guitarist Nils Berg"
    start = text.index(span)
    assert text[start : one_holder(question, text, start, start + len(span))] == whole


@pytest.mark.parametrize(
    ("question", "text", "span", "moved"),
    [
        ("Which body did she visit?", "She visited US Cyber Command, the army's cyber body, today.",
         "army's cyber body", "US Cyber Command"),
        ("Which body did she visit?", "She visited Navy Command, a cyber body.", "a cyber body",
         "Navy Command"),
        ("Which cyber body did she visit?", "She visited US Cyber Command, a cyber body.",
         "a cyber body", "US Cyber Command"),
        ("Which post has Roth?", "It was Liv Roth, the mayor of Elva, who won.",
         "the mayor of Elva", "the mayor of Elva"),
        # No description of that name, and a name that the question itself gives.
        ("What did she see?", "In Navy Command, the cyber body met the guard.", "the cyber body",
         "the cyber body"),
        ("What is Navy Command?", "She visited Navy Command, a cyber body.", "a cyber body",
         "a cyber body"),
        ("Who spoke?", "Then Liv Roth, Nils Berg, the mayor and others spoke.", "the mayor",
         "the mayor"),
    ],
)  # fmt: skip
def test_description_behind_a_name_gives_way_to_the_name(
    question: str, text: str, span: str, moved: str
) -> None:
    start = text.index(span)
    first, last = name_described(question, text, start, start + len(span))
    assert text[first:last] == moved


@pytest.mark.parametrize(
    ("text", "span", "whole"),
    [
        ("Write to info@mill.example today.", "info@mill", "info@mill.example"),
        ("Write to info@mill.example, please.", "mill", "info@mill.example"),
        ("See https://mill.example/hours?day=2.", "hours", "https://mill.example/hours?day=2"),
        ("Write to info@mill.example or call Ada.", "Ada", "Ada"),
        ("He said: info@ is wrong.", "info", "info"),
    ],
)
def test_address_is_never_cut(text: str, span: str, whole: str) -> None:
    start = text.index(span)
    first, last = tidy(text, start, start + len(span))
    assert text[first:last] == whole


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("Who plays Clara in the film?", "Bea Moy"),
        ("Who played Tom?", "Ru Lie"),
        ("Who starred as the old Dom?", "Kai Rey"),
        ("Who plays the piano?", "Ru Lie as Tom and Bea Moy"),
        ("Who directed it?", "Ru Lie as Tom and Bea Moy"),
    ],
)
def test_player_stands_before_the_part(question: str, who: str) -> None:
    text = "It stars Ru Lie as Tom and Bea Moy as Clara, and Kai Rey as the old Dom."
    start = text.index("Ru Lie")
    end = text.index(" as Clara")
    first, last = player_of(question, text, start, end, (0, len(text)))
    assert text[first:last] == who


@pytest.mark.parametrize("marked", ["**Ada Moe**", "Ada Moe**", "_Ada Moe_", "*Ada Moe"])
def test_marks_of_emphasis_are_no_part_of_a_span(marked: str) -> None:
    text = f"It was {marked} (1902 - 1979) who led it."
    start = text.index(marked)
    first, last = tidy(text, start, start + len(marked))
    assert text[first:last] == "Ada Moe"
