from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.candidates import candidates
from qa.answering.subjects import Said, same_subject
from qa.retrieval import ReadNode

MakeNode = Callable[..., ReadNode]
ASKED = "How many people died in the flood?"


@pytest.fixture
def said(read_node: MakeNode) -> Callable[..., Said]:
    def make(text: str, answer: str, title: str = "", article: str = "a") -> Said:
        node = read_node(text, (answer, 8.0), article=article)
        node.node.metadata["title"] = title
        (candidate,) = candidates([node])
        return Said(candidate, f"{title}\n{text}")

    return make


def test_reports_in_other_words_on_one_event(said: Callable[..., Said]) -> None:
    a = said("At least 28 people died in the Nordlys disaster, the guard said.", "28", "Ferry")
    b = said("The disaster of the Nordlys cost 54 people their lives.", "54", "Divers", "b")
    assert same_subject("How many people died in the Nordlys disaster?", a, b)


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (("Flood in Karsa", "Flood in Elva"), False),
        (("Flood in Karsa", "Flood in Karsa"), True),
        (("Flood in Karsa", "The river rises"), True),
        (("Flood Hits Town", "River Kills Many"), True),  # capitals of a title are no names
    ],
)
def test_titles_that_name_other_places(
    titles: tuple[str, str], expected: bool, said: Callable[..., Said]
) -> None:
    told = "At least {} people died in the flood, the rescue service said."
    a = said(told.format(12), "12", titles[0])
    b = said(told.format(40), "40", titles[1], "b")
    assert same_subject(ASKED, a, b) is expected


def test_name_of_the_question_that_only_one_article_has(said: Callable[..., Said]) -> None:
    a = said("In Karsa, 12 people died in the flood.", "12")
    b = said("There, 40 people died in the flood.", "40", article="b")
    assert not same_subject("How many people died in the flood of Karsa?", a, b)


def test_two_stories_that_share_only_the_agency(said: Callable[..., Said]) -> None:
    a = said(
        "Cairo (CNN) -- Six people were killed on Friday. Mubarak spoke in Cairo to Suleiman.",
        "Six",
        "Clashes in Cairo",
    )
    b = said(
        "Jakarta (CNN) -- A plane crashed, and 98 people were killed. Sulistyo flew to Java.",
        "98",
        "Plane crash on Java",
        "b",
    )
    assert not same_subject("how many people killed?", a, b)
