from __future__ import annotations

import textwrap

import pytest
from header_texts import BODY, HEADLINE

from qa.articles.header import read_header
from qa.resources import seeds_folder


@pytest.mark.parametrize(
    ("head", "stays"),
    [
        (f"{HEADLINE}\n\n", [HEADLINE]),
        (f"WORLD NEWS\n\n{HEADLINE}\nBy Jane Doe\n10 July 2021\n\n", [HEADLINE]),
        (
            f"{HEADLINE}\n\nA standfirst of five words\n\n",
            [f"{HEADLINE}\n\nA standfirst of five words"],
        ),
        (
            f"{HEADLINE}\n10 July 2021\nA standfirst of five words\n\n",
            [HEADLINE, "A standfirst of five words"],
        ),
        (f"{HEADLINE}\n\natalayar_eeuu francia antiterrorismo accord\n\n", [HEADLINE]),
        (f"Photo: two ministers in Washington\n\n{HEADLINE}\n\n", [HEADLINE]),
        (f"Title: {HEADLINE}\nDate: 2021-07-10\n\n", []),
        ("Pact signed\n\n", []),
    ],
)
def test_headings_that_read_like_a_clause_stay_in_the_passages(head: str, stays: list[str]) -> None:
    text = head + BODY
    *clauses, (start, end) = read_header(text).body(text)
    assert [text[first:last] for first, last in clauses] == stays
    assert text[start:end].lstrip() == BODY


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"{HEADLINE}.\n\n{BODY}", HEADLINE),
        (f"Who won the war?\n\n{BODY}", "Who won the war?"),
        ("Shopping list\n\n- milk\n- eggs\n", "Shopping list"),
        (BODY, None),
        ("It was signed on Friday. Nobody came.\n\n" + BODY, None),
        ("Withdrawal", None),
        ("The minister said on Friday\nthat it was over.\n\n" + BODY, None),
    ],
)
def test_a_short_first_paragraph_is_the_title_and_stays(text: str, title: str | None) -> None:
    header = read_header(text)
    assert (header.title, header.end) == (title, 0)


FIELDS = "Country: Torvia\nLength: 88 km\nSource: Lake Imme, Grey Fells\nMouth: Bay of Osby"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (f"Velm\n\n{FIELDS}", "Velm"),
        (FIELDS, None),
        ("Part of: the Salt War\nDate: 3 May 1802\nResult: Torvian victory", None),
        ("Where: Osby town hall\nWhen: Monday, 7 pm\nTickets: £5", None),
    ],
)
def test_data_beside_a_text_is_no_title_and_stays(head: str, title: str | None) -> None:
    text = f"{head}\n\n{BODY}"
    header = read_header(text)
    assert (header.title, header.published, header.end) == (title, None, 0)


def test_a_title_right_above_data_is_a_title() -> None:
    header = read_header(f"River Velm\n{FIELDS}\n\n{BODY}")
    assert (header.title, header.end) == ("River Velm", 0)


@pytest.mark.parametrize(
    "head",
    [
        "Exclusive: mayor quits over bins\nDate: 4 May 2021\nSource: Reuters",
        "Velm floods: three hurt",
    ],
)
def test_a_headline_may_have_a_colon(head: str) -> None:
    assert read_header(f"{head}\n\n{BODY}").title == head.partition("\n")[0]


@pytest.mark.parametrize("headline", ["Who won the war?", "Moss out. Now comes the hard part"])
def test_a_headline_that_reads_like_a_sentence_stays_above_its_byline(headline: str) -> None:
    text = f"{headline}\nBy Jane Doe\n10 July 2021\n\n{BODY}"
    header = read_header(text)
    assert header.title == headline
    assert (header.published, header.author) == ("2021-07-10", "Jane Doe")
    assert [text[slice(*span)].strip() for span in header.body(text)] == [headline, BODY.strip()]


@pytest.mark.parametrize("width", range(20, 140, 7))
def test_prose_wrapped_by_hand_loses_nothing(width: int) -> None:
    seed = (seeds_folder() / "articles" / "000_c0918e3aed85c93e.txt").read_text("utf-8")
    body = seed[seed.index("The French defence minister") :].split("\n\n")
    text = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in body)
    header = read_header(text)
    assert (header.end, header.title, header.published) == (0, None, None)


@pytest.mark.parametrize(
    "head",
    [
        "Review: The Salt Road, Lyceum Theatre\nThree stars\nBy Dominic Farr, 5 April 2025",
        "The salt road is a muddle\nA thrilling first half\nThree stars\nBy Dominic Farr",
    ],
)
def test_a_byline_below_lines_without_a_gap_is_read_and_kept_out(head: str) -> None:
    body = "Nadia Rahman's new play about a family of smugglers has a thrilling first half."
    text = f"{head}\n\n{body}"
    header = read_header(text)
    assert header.author == "Dominic Farr"
    assert header.title == head.partition("\n")[0]
    kept = "".join(text[start:end] for start, end in header.body(text))
    assert "Farr" not in kept
    assert "Three stars" in kept


def test_a_headline_may_end_with_a_small_word() -> None:
    text = f"The opposition leads as city votes come in\n\nOSBY, Oct. 11, 2021 (TPA) — {BODY}"
    header = read_header(text)
    assert header.title == "The opposition leads as city votes come in"
    assert header.published == "2021-10-11"


@pytest.mark.parametrize("version", ["v2.0.1 (3 May 2031)", "2.0 - 2031-05-03", "v2.1"])
def test_the_heading_of_a_version_is_no_part_of_the_header(version: str) -> None:
    text = f"News of Lantern\n\n{version}\n\n{BODY}"
    header = read_header(text)
    assert header.title == "News of Lantern"
    assert any(version in text[start:end] for start, end in header.body(text))


def test_a_headline_may_begin_with_a_number() -> None:
    header = read_header(f"2.1 million cross the bridge\n\n{BODY}")
    assert header.title == "2.1 million cross the bridge"


@pytest.mark.parametrize("headline", ["THE MILL IS OURS!", "WHO SET FIRE TO THE MILL?", "GOTCHA!"])
def test_a_headline_in_capitals_may_end_with_a_mark_and_stays(headline: str) -> None:
    text = f"{headline}\n\nBy Jane Doe\n\n{BODY}"
    header = read_header(text)
    assert (header.title, header.author) == (headline, "Jane Doe")
    assert text[slice(*header.clauses[0])] == headline
