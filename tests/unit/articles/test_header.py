from __future__ import annotations

import re

import pytest
from header_texts import BODY, HEADLINE
from hypothesis import given
from hypothesis import strategies as st

from qa.articles.header import Header, read_header
from qa.resources import seeds_folder

#: Header shapes: text before the body, then title, date and author that it states.
HEADERS = {
    "headline": (f"{HEADLINE}\n\n", HEADLINE, None, None),
    "headline in capitals": ("FRANCE AND US SIGN PACT\n\n", "FRANCE AND US SIGN PACT", None, None),
    "headline, byline and date on lines of their own": (
        f"{HEADLINE}\nBy Jane Doe\nJuly 10, 2021\n\n",
        HEADLINE,
        "2021-07-10",
        "Jane Doe",
    ),
    "title and date, the body on the next line": (
        f"{HEADLINE}\n10 July 2021\n",
        HEADLINE,
        "2021-07-10",
        None,
    ),
    "title and date on the next line": (
        f"{HEADLINE}\n2021-07-10\n\n",
        HEADLINE,
        "2021-07-10",
        None,
    ),
    "labelled date": (
        f"{HEADLINE}\n\nPublished: 10 July 2021\n\n",
        HEADLINE,
        "2021-07-10",
        None,
    ),
    "date and time": (f"{HEADLINE}\n\nJuly 10, 2021 | 12:30\n\n", HEADLINE, "2021-07-10", None),
    "date with weekday, time and zone": (
        f"Saturday, 10 July 2021, 12:30 p.m. GMT\n\n{HEADLINE}\n\n",
        HEADLINE,
        "2021-07-10",
        None,
    ),
    "published and updated": (
        f"{HEADLINE}\n\nUpdated 12 July 2021 · Published 10 July 2021 · 3 min read\n\n",
        HEADLINE,
        "2021-07-10",
        None,
    ),
    "updated only": (f"{HEADLINE}\n\nLast updated: 12 July 2021\n\n", HEADLINE, None, None),
    "ambiguous date": (f"{HEADLINE}\n\nPublished 07/10/2021\n\n", HEADLINE, None, None),
    "byline and date in one": (
        f"{HEADLINE}\n\nBy Jane Doe and J. K. van der Berg | July 10, 2021\n\n",
        HEADLINE,
        "2021-07-10",
        "Jane Doe and J. K. van der Berg",
    ),
    "three authors": (
        f"{HEADLINE}\n\nJane Doe, J. K. Berg and Ada van der Moy\n\n",
        HEADLINE,
        None,
        "Jane Doe, J. K. Berg and Ada van der Moy",
    ),
    "three full names": (
        f"{HEADLINE}\n\nJane Doe, Pal Berg, Ada B. Moy\n\n",
        HEADLINE,
        None,
        "Jane Doe, Pal Berg, Ada B. Moy",
    ),
    "label beside the date": (
        f"{HEADLINE}\n\nMatch report, 18 October 2020, by Dan Pym\n\n",
        HEADLINE,
        "2020-10-18",
        "Dan Pym",
    ),
    "name and paper beside the date": (
        f"{HEADLINE}\n\nElise Brandt, Evening Post, 11 September 2020\n\n",
        HEADLINE,
        "2020-09-11",
        "Elise Brandt",
    ),
    "place and agency beside the date": (
        f"{HEADLINE}\n\nNew York, Reuters, 11 September 2020\n\n",
        HEADLINE,
        "2020-09-11",
        None,
    ),
    "agency beside the date": (
        f"{HEADLINE}\n\nBBC News, 10 July 2021\n\n",
        HEADLINE,
        "2021-07-10",
        None,
    ),
    "named fields": (
        f"Title: {HEADLINE}\nDate: 2021-07-10T08:00:00Z\nAuthor: Jane Doe\nSource: Reuters\n"
        "URL: https://example.com/a?b=c\n\n",
        HEADLINE,
        "2021-07-10",
        "Jane Doe",
    ),
    "kicker before the headline": (f"WORLD NEWS\n\n{HEADLINE}\n\n", HEADLINE, None, None),
    "standfirst before the headline, caption behind it": (
        "The two countries have signed an agreement in Washington to coordinate their special "
        f"forces in the fight against jihadism\n\n{HEADLINE}\n\natalayar_eeuu francia\n\n",
        HEADLINE,
        None,
        None,
    ),
    "standfirst behind the headline": (
        f"{HEADLINE}\n\nTheir special forces will work together in the Sahel\n\n",
        HEADLINE,
        None,
        None,
    ),
    "photo credit": (f"{HEADLINE}\n\nPhoto: AFP/Getty\n\n", HEADLINE, None, None),
    "address": (f"https://example.com/2020/01/02/a.html\n\n{HEADLINE}\n\n", HEADLINE, None, None),
    "labelled date that runs on": ("Published 10 July 2021 - ", None, "2021-07-10", None),
    "label and date run on": (" date 2021-07-10 ", None, "2021-07-10", None),
    "indented": (f"   {HEADLINE}   \n   By Jane Doe\n\n   ", HEADLINE, None, "Jane Doe"),
}


def gaps(header: Header, text: str) -> list[tuple[int, int]]:
    """Return what is kept out of the passages."""
    bounds = [0, *(bound for span in header.body(text) for bound in span), len(text)]
    return list(zip(bounds[::2], bounds[1::2], strict=True))


@pytest.mark.parametrize(("head", "title", "published", "author"), HEADERS.values(), ids=HEADERS)
def test_a_header_is_told_from_the_text_and_read(
    head: str, title: str | None, published: str | None, author: str | None
) -> None:
    text = head + BODY
    header = read_header(text)
    assert text[header.end :].lstrip() == BODY
    assert (header.title, header.published, header.author) == (title, published, author)


#: Texts without a header, or whose header cannot be told from text: all of it stays.
WITHOUT_HEADER = {
    "prose": BODY,
    "dateline with agency": "WASHINGTON (CNN) -- " + BODY,
    "dateline on a line of its own": "WASHINGTON (AP) —\n" + BODY,
    "prose wrapped by hand": (
        "The French defence minister and her American counterpart Lloyd Austin\n"
        "Have agreed to intensify cooperation between France and the United States\n"
        "on counter-terrorism. They said so on Friday.\n"
    ),
    "a sentence that begins with a date": "July 10, 2021 was the day it ended. " + BODY,
    "a sentence that begins with a label": "Published 10 July 2021 by Gallimard, it sold. " + BODY,
    "a sentence that begins with by": "By Friday the troops had left. " + BODY,
    "a wrapped line that is a date": "It was signed on\n10 July 2021\nin Washington. " + BODY,
    "poem": "Tyger Tyger burning bright\nIn the forests of the night\nWhat immortal hand or eye",
    "poem in stanzas": (
        "Roses are red\nViolets are blue\n\nSugar is sweet\nAnd so are you\n\nThe end is near\n"
    ),
    "poem with a line a paragraph": "Roses are red\n\nViolets are blue\n\nAnd so are you.",
    "list": "Milk\n\nEggs\n\nBread\n\nButter\n\nSalt",
    "bulleted list": "- milk\n- eggs\n- bread\n",
    "numbered list": "1. Leave Bagram\n2. Leave Kabul\n",
    "facts, one a line": (
        "Name: Kevin Evans\n\nWeight in 1994: 315 pounds\n\nCurrent weight: 215 pounds\n\n"
        "Size: 32\n\nHeight: 6 feet\n\nHome: Ohio\n"
    ),
    "one line": "Withdrawal",
    "one line that is a date": "no date here 2021",
    "a quotation": "> Quoted words\n\n" + BODY,
    "a first line that goes on": "According to the Pentagon,\n\n" + BODY,
    "a paragraph that goes on below": "The pact was signed by\n\nthe two ministers. " + BODY,
    "a salutation": "Dear Sir,\n\n" + BODY,
    "no punctuation anywhere": "so we went there and\n\nthen we came back and\n\nnobody knew",
    "question as headline": "Who won the war?\n\n" + BODY,
    "two sentences in a line": "They left. Nobody stayed\n\n" + BODY,
    "empty": "",
    "blank": " \n\n\t",
}


@pytest.mark.parametrize("text", WITHOUT_HEADER.values(), ids=WITHOUT_HEADER)
def test_text_is_not_taken_for_a_header(text: str) -> None:
    header = read_header(text)
    assert not any(text[start:end].strip() for start, end in gaps(header, text))
    assert header.published is None


def test_a_date_is_kept_out_of_a_text_that_is_no_prose() -> None:
    text = "10 July 2021\n\nroses are red\nviolets are blue\n"
    header = read_header(text)
    assert (header.end, header.published) == (12, "2021-07-10")


def test_the_seed_with_standfirst_headline_and_caption() -> None:
    text = (seeds_folder() / "articles" / "000_c0918e3aed85c93e.txt").read_text("utf-8")
    header = read_header(text)
    assert text[header.end :].lstrip().startswith("The French defence minister, Florence Parly,")
    assert header.title == (
        "The United States and France strengthen their counter-terrorism cooperation"
    )
    assert header.published is None
    kept = text[slice(*header.clauses[0])]
    assert kept.startswith("The two countries have signed an agreement in Washington")
    assert kept.endswith("strengthen their counter-terrorism cooperation")
    assert "atalayar" not in "".join(text[start:end] for start, end in header.body(text))


def test_the_seed_whose_date_runs_on() -> None:
    text = (seeds_folder() / "articles" / "001_4c3023bb4e6f2f62.txt").read_text("utf-8")
    header = read_header(text)
    first = "The United States and France are increasing their cooperation in special forces"
    assert text[header.end :].startswith(f"{first}.")
    assert (header.title, header.published) == (first, "2021-07-10")


PIECES = st.sampled_from(
    [
        HEADLINE,
        "Roses are red",
        "By Jane Doe",
        "10 July 2021",
        "Published: 10 July 2021",
        "OSBY GAZETTE",
        "OSBY GAZETTE | SPORT",
        "UNIVERSITY OF OSBY",
        "PRESS OFFICE",
        "For immediate release",
        "AT LAST: THE MILL IS OURS!",
        "GOTCHA!",
        "date 2021-07-10 They signed it.",
        "They left.",
        "“We will stay,” she said. “Nobody knows.”",
        "WASHINGTON (CNN) -- It is over.",
        "the minister said",
        "Is it over?",
        "- milk",
        "Source: they said so.",
        "Title: x",
        "caption_file.jpg",
        "一二三。",
        "",
    ]
)


@given(st.lists(st.tuples(PIECES, st.sampled_from(["\n", "\n\n", " "])), max_size=12))
def test_whatever_is_kept_out_holds_no_end_of_a_sentence(parts: list[tuple[str, str]]) -> None:
    text = "".join(piece + gap for piece, gap in parts)
    header = read_header(text)
    kept_out = "\n".join(text[start:end] for start, end in gaps(header, text))
    # A title is what its field says it is, even where that is a sentence.
    kept_out = re.sub("(?m)^ *Title: .*", "", kept_out)
    assert not any(mark in kept_out for mark in (". ", ".\n", "?", "。", "!", "”"))
    assert not kept_out.rstrip().endswith(".")


@given(st.text())
def test_any_text_has_a_header_within_it(text: str) -> None:
    assert 0 <= read_header(text).end <= len(text)


def test_a_sentence_before_a_date_is_not_kept_out() -> None:
    text = "Source: they said so. 10 July 2021\n\nThe ferry was sold on Monday, they said."
    header = read_header(text)
    assert "they said so" not in "".join(text[start:end] for start, end in gaps(header, text))
