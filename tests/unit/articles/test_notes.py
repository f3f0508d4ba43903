# ruff: noqa: RUF001 - typographic punctuation is meant

from __future__ import annotations

import pytest
from header_texts import BODY, HEADLINE

from qa.articles.header import read_header


@pytest.mark.parametrize(
    ("lead", "published"),
    [
        ("PARIS, July 10, 2021 (Reuters) - ", "2021-07-10"),
        ("Paris, 10 July 2021 -- ", "2021-07-10"),
        ("St. Louis, Jul. 10, 2021 – ", "2021-07-10"),
        ("10 July 2021. ", "2021-07-10"),
        ("(2021-07-10) - ", "2021-07-10"),
        ("PARIS, July 10 (Reuters) - ", None),
        ("On 10 July 2021 the pact ended. ", None),
        ("Paris fell on 14 June 1940. ", None),
    ],
)
def test_day_of_a_dateline_is_that_of_publication(lead: str, published: str | None) -> None:
    text = f"{HEADLINE}\n\n{lead}{BODY}"
    header = read_header(text)
    assert header.published == published
    assert text[header.end :].strip() == lead + BODY.strip()


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("From Ada Moss at Elva Crown Court", "Ada Moss"),
        ("Ada Moss reports from Elva", "Ada Moss"),
        ("Our political editor, Ada Moss", "Ada Moss"),
        ("By our Harbour Correspondent, Ada Moss", "Ada Moss"),
        ("Staff reporter", None),
        ("Reviewed by Ada Moss, The Elva Letter, 18 May 2023", "Ada Moss"),
        ("posted by ada_moss, 18 May 2023", "ada_moss"),
        ("Radio Elva - updates by the newsroom, Thursday 18 May 2023", None),
        ("The Elva Quill, 18 May 2023, Science page", None),
    ],
)
def test_who_wrote_it_is_no_part_of_the_text(line: str, author: str | None) -> None:
    text = f"Elva floods again\n{line}\n\n{BODY}"
    header = read_header(text)
    assert (header.title, header.author) == ("Elva floods again", author)
    assert [text[slice(*span)].strip() for span in header.body(text)] in (
        [BODY.strip()], ["Elva floods again", BODY.strip()],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("10 July 2021 • 2:30pm", None),
        ("Posted by J. Doe on July 10, 2021", "J. Doe"),
        ("Sat, 10 Jul 2021 14:30:00 +0000", None),
        ("PUBLISHED: July 10, 2021 at 6:00 a.m. | UPDATED: July 11, 2021 at 7:00 a.m.", None),
        ("By Jane Doe | jdoe@example.org | PUBLISHED: July 10, 2021 | UPDATED: July 12, 2021",
         "Jane Doe"),
        ("2021年7月10日", None),
        ("2021年7月10日（土）14時30分", None),
        ("公開日：2021年7月10日", None),
        ("2021년 7월 10일", None),
        ("10. Juli 2021", None),
        ("Samstag, 10. Juli 2021, 14:30 Uhr", None),
        ("Veröffentlicht am 10. Juli 2021 um 14:30 Uhr", None),
        ("Stand: 10.07.2021 14:30 Uhr", None),
        ("Von Hans Vogt, 10. Juli 2021", "Hans Vogt"),
        ("Publié le 10 juillet 2021 à 14h30, mis à jour le 12 juillet 2021 à 9h00", None),
        ("Par Claire Fontaine, le 10 juillet 2021", "Claire Fontaine"),
        ("Le Monde avec AFP, 10/07/2021 à 14:30", None),
        ("Publicado el 10 de julio de 2021", None),
        ("sabato 10 luglio 2021", None),
        ("lördag 10 juli 2021", None),
        ("July 10, 2021 / 2:30 PM / CBS News", None),
        ("Story by Jane Doe • 2h ago • July 10, 2021", "Jane Doe"),
        ("Posted on 10 July 2021 in News", None),
        ("Filed under: News — July 10, 2021", None),
        ("For immediate release: July 10, 2021", None),
        ("Reuters | Jul 10, 2021, 14:30 IST", None),
        ("[10 July 2021]", None),
    ],
)  # fmt: skip
def test_dates_as_news_sites_print_them(line: str, author: str | None) -> None:
    text = f"A pact is signed\n\n{line}\n\nThe pact was signed on Friday. It helps both sides."
    header = read_header(text)
    assert (header.title, header.published, header.author) == (
        "A pact is signed",
        "2021-07-10",
        author,
    )
    assert text[header.end :].strip() == "The pact was signed on Friday. It helps both sides."


@pytest.mark.parametrize(
    ("line", "updated"),
    [
        ("Published: 14:30, 10 July 2021 | Updated: 16:02, 11 July 2021", "2021-07-11"),
        ("Updated: July 12, 2021; Published: July 10, 2021", "2021-07-12"),
        ("Publié le 10 juillet 2021, mis à jour le 12 juillet 2021", "2021-07-12"),
        ("10 July 2021", None),
    ],
)
def test_the_day_of_the_last_change_stands_beside_that_of_publication(
    line: str, updated: str | None
) -> None:
    header = read_header(f"A pact is signed\n\n{line}\n\nThe pact was signed on Friday. It holds.")
    assert (header.published, header.updated) == ("2021-07-10", updated)


def test_byline_in_italics_is_a_byline() -> None:
    header = read_header("New museum for Lund\n\n*By Jens Holm, 12 March 2022*\n\nIt opened today.")
    assert (header.author, header.published) == ("Jens Holm", "2022-03-12")


@pytest.mark.parametrize(
    ("line", "published", "author"),
    [
        ("By Ada Moss — *The Weekly Ledger*, 16 October 2021", "2021-10-16", "Ada Moss"),
        ("*Osby Herald · 12 April 2023 · Ingrid Sol*", "2023-04-12", "Ingrid Sol"),
        ("The Osby Echo & Sport, 2 February 2020", "2020-02-02", None),
        ("**University of Osby, press office, 4 September 2019**", "2019-09-04", None),
        ("By our correspondent Per Aas", None, "Per Aas"),
        ("By Rosa Acht, court reporter", None, "Rosa Acht"),
        ("By Tom Fair, Health Editor", None, "Tom Fair"),
        ("By Mick Donn at Mill Park", None, "Mick Donn"),
        ("From Hanna Weiss in Aldermoor", None, "Hanna Weiss"),
        ("National Courier, p. 7", None, None),
        ("*Osby Town Council news, 5 November 2024*", "2024-11-05", None),
        ("Newsletter no. 6, Friday 24 May 2024", "2024-05-24", None),
        ("Tuesday, 12 March 2024, 7.00 p.m., Guildhall, Council Chamber", "2024-03-12", None),
        ("From: Ada Moss <ada@moss.example>", None, "Ada Moss"),
        ("Sent: Thu, 17 Oct 2024 16:42", "2024-10-17", None),
        ("Posted by Ada Moss on 17 October 2024 in Osby Dale", "2024-10-17", "Ada Moss"),
        ("*posted by Ada on 17 October 2024 in: boats, not funny*", "2024-10-17", "Ada"),
        ("By Ada Moss, Per Aas, Osby", None, "Ada Moss, Per Aas"),
        ("Author of the entry: Dr. Ada Moss", None, "Dr. Ada Moss"),
        ("Embargoed until 00.01 on Thursday 17 October 2024", "2024-10-17", None),
    ],
)
def test_a_line_of_names_is_kept_out_and_says_who_wrote_it(
    line: str, published: str | None, author: str | None
) -> None:
    text = f"The mill of Osby burns down\n\n{line}\n\n{BODY}"
    header = read_header(text)
    assert (header.published, header.author) == (published, author)
    assert text[header.end :].strip() == BODY.strip()


@pytest.mark.parametrize(
    "line",
    [
        "By Elva on 4 May 2021 in the rain",
        "By Elva on 4 May 2021 in: he sat down.",
        "Two dead, several hurt, 4 May 2021",
        "From Here to Eternity in Paris",
        "From the river rose",
    ],
)
def test_a_line_that_tells_something_is_no_byline(line: str) -> None:
    text = f"The mill of Osby burns down\n\n{line}\n\n{BODY}"
    assert line in "".join(text[start:end] for start, end in read_header(text).body(text))


def test_the_subject_of_a_mail_is_its_title_without_its_marks_of_a_reply() -> None:
    head = "Subject: Re: AW: Move of the mill\nFrom: Ada Moss\nTo: Per Aas; Rosa Acht"
    header = read_header(f"{head}\n\n{BODY}")
    assert (header.title, header.author) == ("Move of the mill", "Ada Moss")


def test_a_dateline_in_bold_dates_its_article() -> None:
    header = read_header(f"The mill of Osby burns down\n\n**Osby, 12 May 2022** – {BODY}")
    assert header.published == "2022-05-12"


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Ada Moss, health correspondent", "Ada Moss"),
        ("**Ada Moss**, Senior Editor", "Ada Moss"),
        ("Words: Ada Moss and Per Aas", "Ada Moss and Per Aas"),
        ("Report: Ada Moss", "Ada Moss"),
        ("by a. moss", "a. moss"),
        ("Osby Herald, Sunday 4 May 2031\nby Ada Moss", "Ada Moss"),
        ("(Staff writer)", None),
        ("Ada Moss in Elva", "Ada Moss"),
        ("By Ada Moss at the Elva Bridge", "Ada Moss"),
        ("By Ada Moss, Arts Editor, in Elva, Norway", "Ada Moss"),
        ("EXCLUSIVE by Ada Moss, Travel Correspondent | 4 May 2031", "Ada Moss"),
        ("*Reported by Ada Moss | 4 May 2031 | Elva*", "Ada Moss"),
        ("**Special report** / *Osby Herald*, 4 May 2031", None),
    ],
)
def test_signatures_below_a_headline(line: str, author: str | None) -> None:
    text = f"The mill of Osby burns down\n\n{line}\n\n{BODY}"
    header = read_header(text)
    assert header.author == author
    assert text[header.end :].strip() == BODY.strip()


@pytest.mark.parametrize(
    "head",
    [
        "Ada Moss, health correspondent",
        "The people of the mill\n\nAda Moss, editor\nPer Aas, writer",
        "The mill of Osby burns down\n\nFatal Crash at Mill Park\nBy Jane Doe",
        "MILL BURNS DOWN AGAIN\n\nFatal Crash at Mill Park",
        "The mill of Osby burns down\n\nWords: few and far between",
    ],
)
def test_lines_like_signatures_may_be_something_else(head: str) -> None:
    text = f"{head}\n\n{BODY}"
    header = read_header(text)
    assert header.author in (None, "Jane Doe")
    kept = "".join(text[slice(*span)] for span in header.body(text))
    names = [line for line in head.split("\n") if line and not line.startswith("By ")]
    assert all(line in kept for line in names)
