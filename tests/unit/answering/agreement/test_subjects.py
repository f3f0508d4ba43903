from __future__ import annotations

from collections.abc import Callable

import pytest
from fakes import nearness_in_meaning

from qa.answering.agreement.between_articles import compare
from qa.answering.agreement.said import ReadArticle, Said
from qa.answering.agreement.subjects import same_story, share_of_names
from qa.answering.spans.candidates import candidates
from qa.retrieval import Question, ReadNode

MakeNode = Callable[..., ReadNode]
ASKED = "How many people died in the flood?"


def differ(question: str, a: Said, b: Said) -> bool:
    """Tell whether two answers, both likely, are said to differ."""
    found = compare(
        Question(question), [a.candidate, b.candidate], lambda *_: 0.7, nearness_in_meaning
    )
    return bool(found.differing)


@pytest.fixture
def said(read_node: MakeNode) -> Callable[..., Said]:
    def make(text: str, answer: str, title: str = "", article: str = "a") -> Said:
        node = read_node(text, (answer, 8.0), article=article)
        node.node.metadata["title"] = title
        (candidate,) = candidates([node])
        return Said(candidate, ReadArticle(f"{title}\n{text}"))

    return make


def test_reports_in_other_words_on_one_event(said: Callable[..., Said]) -> None:
    a = said("At least 28 people died in the Nordlys disaster, the guard said.", "28", "Ferry")
    b = said("The disaster of the Nordlys cost 54 people their lives.", "54", "Divers", "b")
    assert differ("How many people died in the Nordlys disaster?", a, b)


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
    assert differ(ASKED, a, b) is expected


def test_name_of_the_question_that_only_one_article_has(said: Callable[..., Said]) -> None:
    a = said("In Karsa, 12 people died in the flood.", "12")
    b = said("There, 40 people died in the flood.", "40", article="b")
    assert not differ("How many people died in the flood of Karsa?", a, b)


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        ("Mr Ostrander", True),
        ("Councillor Ostrander", False),  # a word before the name that may be a given name
        ("Judge Ostrander", True),
        ("Walter Ostrander", False),
        ("Walter Ostrander, no relation of Mr Ostrander,", False),
    ],
)
def test_person_of_the_question_whom_one_article_calls_by_the_family_name(
    named: str, expected: bool, said: Callable[..., Said]
) -> None:
    asked = "How many cows does Hilda Ostrander keep on Tarn Fell?"
    a = said("Hilda Ostrander keeps 40 cows on Tarn Fell beside Lake Quenby and Wexmoor.", "40")
    b = said(
        f"{named} is old. The 65 cows graze on Tarn Fell, between Lake Quenby and Wexmoor.", "65",
        article="b",
    )  # fmt: skip
    assert differ(asked, a, b) is expected


def test_part_of_a_place_name_is_no_family_name(said: Callable[..., Said]) -> None:
    a = said("In North Wexmoor, 40 people keep cows.", "40")
    b = said("In Wexmoor, 65 people keep cows.", "65", article="b")
    assert not differ("How many people keep cows in North Wexmoor?", a, b)


@pytest.mark.parametrize(
    ("asked", "told", "other"),
    [
        (
            "What was the turnout?",
            "The turnout was {} percent",
            "At dawn the voters came; {} percent did",
        ),
        ("How many people were aboard?", "There were {} people aboard", "On board {} souls sang"),
    ],
)
def test_articles_exchange_words_of_one_meaning(
    asked: str, told: str, other: str, said: Callable[..., Said]
) -> None:
    a = said(f"{told.format(41)}, said Hilda Ostrander of Wexmoor and Tarn Fell.", "41")
    b = said(f"{other.format(37)}. Hilda Ostrander left Wexmoor for Tarn Fell.", "37", article="b")
    assert differ(asked, a, b)


@pytest.mark.parametrize(
    ("other", "answer", "expected"),
    [
        ("Hilda Ostrander lost 4 of her 60 lambs on Tarn Fell in the snow.", "60", False),
        ("Of the 52 lambs of Hilda Ostrander on Tarn Fell, 11 were black.", "11", True),
    ],
)
def test_a_part_is_not_compared_with_a_whole(
    other: str, answer: str, expected: bool, said: Callable[..., Said]
) -> None:
    a = said("Of the 52 lambs of Hilda Ostrander on Tarn Fell, 9 were black.", "9")
    b = said(other, answer, article="b")
    asked = "How many of the lambs of Hilda Ostrander on Tarn Fell were black?"
    assert differ(asked, a, b) is expected


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
    assert not differ("how many people killed?", a, b)


def test_names_that_all_news_of_a_country_hold_do_not_make_one_story(
    said: Callable[..., Said],
) -> None:
    asked = "How many militants attacked?"
    a = said(
        "Hundreds of militants attacked posts in Pakistan near Mohmand, the ministry in Islamabad "
        "said.", "Hundreds", "Posts attacked"
    )  # fmt: skip
    b = said(
        "Four militants attacked a mosque in Pakistan at Rawalpindi, the ministry in Islamabad "
        "said.", "Four", "Mosque stormed", "b"
    )  # fmt: skip
    others = ["pakistan's government in islamabad resigned", "islamabad is in pakistan"]
    assert share_of_names(a, b, others) < 0.2
    assert not same_story(asked, a, b, others)


def test_one_value_in_two_stories_is_no_agreement(said: Callable[..., Said]) -> None:
    asked = "How many people were wounded in the attack?"
    a = said("Four more people were wounded in the attack, Binghamton's mayor said.", "Four")
    b = said("In Kabul, four people were wounded, a Rabbani adviser said.", "four", article="b")
    assert not same_story(asked, a, b)


def test_a_name_of_the_question_in_both_sentences_is_enough_to_agree(
    said: Callable[..., Said],
) -> None:
    asked = "Who is the Argentine coach?"
    a = said("Argentine coach Diego Maradona urged Carlos Tevez to go to Italy.", "Diego Maradona")
    b = said(
        "Nelspruit saw the Argentine coach, Diego Maradona, tour the country.", "Diego Maradona",
        article="b",
    )  # fmt: skip
    assert same_story(asked, a, b)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("Grenval", "Claudia Rey", "Sembach", "Brunn"), 0.5),
        (("Paris", "Barack Obama", "Lyon", "Rome"), 0.0),
    ],
)
def test_rare_names_count_though_all_articles_of_a_folder_hold_them(
    names: tuple[str, str, str, str], expected: float, said: Callable[..., Said]
) -> None:
    town, woman, other, third = names
    a = said(f"They count eleven destroyed houses. {woman} of {other} saw {town}.", "eleven")
    b = said(f"Seven houses were destroyed. {woman} left {town} for {third}.", "Seven", "", "b")
    others = [f"{woman} of {other} {did} {town}" for did in ("saw", "left", "knows")]
    assert share_of_names(a, b, [one.lower() for one in others]) == expected


@pytest.mark.parametrize(
    ("other", "answer", "expected"),
    [
        (
            "The panel was out for nine hours before it cleared Ada Moss of theft.",
            "nine hours",
            True,
        ),
        ("Ada Moss stole nine cars, the panel found.", "nine", False),  # something else is counted
    ],
)
def test_amounts_of_one_event_are_about_one_thing_in_any_words(
    other: str, answer: str, expected: bool, said: Callable[..., Said]
) -> None:
    names = " Judge Rolf Lund had asked Otto Berg to speak."
    a = said(
        f"The jury deliberated for eleven hours before Ada Moss was cleared.{names}",
        "eleven hours",
        "Baker is cleared",
    )
    b = said(other + names, answer, "Verdict after long trial", "b")
    assert differ("How long did the jury deliberate?", a, b) is expected
