from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.lookups.locations import (
    asked_destination,
    asked_location,
    asked_origin,
    destination,
    location,
    origin,
)
from qa.answering.spans.candidates import candidates
from qa.retrieval import ReadNode


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Where is Grenval?", "Grenval"),
        ("Where exactly are the Faroe Islands located?", "the Faroe Islands"),
        ("Where is the meeting?", None),
        ("Where did Anna Berg live?", None),
    ],
)
def test_name_of_which_the_place_is_asked(question: str, name: str | None) -> None:
    assert asked_location(question) == name


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A slide buried part of the Swiss village of Grenval.", "Swiss village"),
        ("Grenval lies in Valais. It is old.", "in Valais"),
        ("Grenval, a village of 300 near Sembach, was hit.", "a village of 300 near Sembach"),
        ("The mayor of Grenval in Switzerland resigned.", "in Switzerland"),
        ("A concert in Bern for Grenval raised money.", None),
    ],
)
def test_words_that_say_where_it_lies(
    text: str, place: str | None, read_node: Callable[..., ReadNode]
) -> None:
    found = location("Grenval", candidates([read_node(text, (text.split()[0], 1.0))]))
    assert (found and found.text) == place


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Where is Carla Rosso from?", "Carla Rosso"),
        ("Where does Rosso come from?", "Rosso"),
        ("What country is Rosso from?", "Rosso"),
        ("Where is the player from?", None),
        ("Where is Carla Rosso?", None),
    ],
)
def test_name_of_which_the_origin_is_asked(question: str, name: str | None) -> None:
    assert asked_origin(question) == name


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Rosso wins a third Lakeside title. Italy's Carla Rosso beat Mina Sato.", "Italy"),
        ("Rosso, 29, from Bergamo, won.", "Bergamo"),
        ("Carla Rosso of New Zealand won.", "New Zealand"),
        ("Rosso, who won, comes from the coast.", None),
        ("Mina Sato of Japan met the coach's Rosso.", None),
    ],
)
def test_where_somebody_is_from(
    text: str, place: str | None, read_node: Callable[..., ReadNode]
) -> None:
    found = candidates([read_node(text, ("Rosso", 1.0))])
    from_where = origin("Carla Rosso", found)
    assert (from_where and from_where.text) == place


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ("Where was the ferry going?", "ferry"),
        ("where were the two lorries headed to", "two lorries"),
        ("Where is Ada Moy flying to?", "Ada Moy"),
        ("Where was the ferry built?", None),
        ("Where is the talk going on?", None),
    ],
)
def test_question_for_a_destination(question: str, what: str | None) -> None:
    assert asked_destination(question) == what


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The ferry, on its way from Elva to North Osby, stopped.", "North Osby"),
        ("The ferry was bound for Osby.", "Osby"),
        ("The ferry burned off Osby.", None),
        ("The train ran from Elva to Osby.", None),
    ],
)
def test_where_it_was_going(
    text: str, place: str | None, read_node: Callable[..., ReadNode]
) -> None:
    where = destination("ferry", candidates([read_node(text, (text[:3], 1.0))]))
    assert (where and where.text) == place
