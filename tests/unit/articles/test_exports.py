from __future__ import annotations

import pytest

from qa.articles.exports import read_exports
from qa.articles.extract import Extract, Unusable

NEXIS_NEW = """\
Lind wins rowing race
The Valley Courier
August 5, 2019 Monday

Copyright 2019 Courier Press All Rights Reserved

Section: SPORT; Pg. 3
Length: 45 words
Byline: Sven Holm

Body


Maja Lind won the rowing race of Torne on Sunday before some eight hundred people.
She rowed alone.

Load-Date: August 6, 2019


End of Document


Brewery of Torne sold to a farmer
The Valley Courier
September 14, 2019 Saturday

Copyright 2019 Courier Press All Rights Reserved

Length: 40 words

Body


Per Falk bought the old brewery of Torne for three million crowns on Friday.

Load-Date: September 15, 2019


End of Document
"""

FACTIVA = """\
Lind wins rowing race in Torne
By Sven Holm
45 words
5 August 2019
The Valley Courier
VALCOU
3
English
(c) 2019 Courier Press. All rights reserved.

Maja Lind won the rowing race of Torne on Sunday before some eight hundred people. She rowed alone.

Document VALCOU0020190805ef850001x

Brewery sold
40 words
14 September 2019
The Valley Courier
VALCOU
English
(c) 2019 Courier Press. All rights reserved.

Per Falk bought the old brewery of Torne for three million crowns on Friday.

Document VALCOU0020190914ef9e0002a
"""

FACTIVA_TAGS = """\
HD Lind wins rowing race
BY Sven Holm
WC 45 words
PD 5 August 2019
SN The Valley Courier
SC VALCOU
LA English
CY (c) 2019 Courier Press
LP
Maja Lind won the rowing race of Torne on Sunday before some eight hundred people.

TD
She rowed alone.
NS gspo : Sports
RE swed : Sweden
AN Document VALCOU0020190805ef850001x

HD Brewery sold
WC 40 words
PD 14 September 2019
SN The Valley Courier
LA English
LP
Per Falk bought the old brewery of Torne for three million crowns on Friday.
AN Document VALCOU0020190914ef9e0002a
"""

PROQUEST = """\
____________________________________________________________

Document 1 of 2

Lind wins rowing race

Author: Holm, Sven

Publication info: The Valley Courier ; Torne [Torne]05 Aug 2019: 3.

http://example.org/docview/1

Abstract: None available.

Links: http://example.org/link

Full text: Maja Lind won the rowing race of Torne on Sunday before some eight hundred people.
She rowed alone.

The wind was weak.

Subject: Sailing; Races;

Location: Torne Sweden

Title: Lind wins rowing race

Publication title: The Valley Courier

Pages: 3

Publication year: 2019

Publication date: Aug 5, 2019

Language of publication: English

ProQuest document ID: 12345

Copyright: (Copyright , Courier Press. 2019)

____________________________________________________________

Document 2 of 2

Brewery sold

Author: Berg, Ida

Publication info: The Valley Courier ; Torne [Torne]14 Sep 2019: 1.

Full text: Per Falk bought the old brewery of Torne for three million crowns on Friday.

Publication title: The Valley Courier

Publication date: Sep 14, 2019

ProQuest document ID: 12346
"""

NEXIS_OLD = """\
                              1 of 2 DOCUMENTS

                              The Valley Courier

                            August 5, 2019 Monday

Lind wins rowing race

BYLINE: Sven Holm

SECTION: SPORT; Pg. 3

LENGTH: 45 words

Maja Lind won the rowing race of Torne on Sunday before some eight hundred people.

LOAD-DATE: August 6, 2019

LANGUAGE: ENGLISH

                 Copyright 2019 Courier Press
                              All Rights Reserved


                              2 of 2 DOCUMENTS

                              The Valley Courier

                           September 14, 2019 Saturday

Brewery sold

BYLINE: Ida Berg

LENGTH: 40 words

Per Falk bought the old brewery of Torne for three million crowns on Friday.

LOAD-DATE: September 15, 2019
"""

RACE = "Maja Lind won the rowing race of Torne on Sunday before some eight hundred people."
SALE = "Per Falk bought the old brewery of Torne for three million crowns on Friday."


def body(extract: Extract) -> str:
    return " ".join(" ".join(extract.text[start:end] for start, end in extract.body).split())


def articles(text: str) -> list[Extract]:
    found = read_exports(text)
    assert all(isinstance(one, Extract) for one in found)
    return [one for one in found if isinstance(one, Extract)]


@pytest.mark.parametrize(
    "export",
    [
        pytest.param(NEXIS_OLD, id="Nexis, older"),
        pytest.param(NEXIS_NEW, id="Nexis Uni"),
        pytest.param(FACTIVA, id="Factiva"),
        pytest.param(FACTIVA_TAGS, id="Factiva with codes"),
        pytest.param(PROQUEST, id="ProQuest"),
    ],
)
def test_each_article_of_an_archive_has_its_own_title_day_and_text(export: str) -> None:
    first, second = articles(export)
    assert (first.title or "").startswith("Lind wins rowing race")
    assert (second.title or "").startswith("Brewery")
    assert (first.published, second.published) == ("2019-08-05", "2019-09-14")
    assert set((first.author or "").replace(",", "").split()) == {"Sven", "Holm"}
    assert (first.part, second.part) == ("article 1", "article 2")
    assert RACE in body(first)
    assert body(second).endswith(SALE)
    for extract in (first, second):
        assert extract.text in export
        read = body(extract)
        assert not any(word in read for word in ("LENGTH", "Load", "words", "Courier", "Document"))


def test_one_article_of_an_archive_is_freed_from_its_fields() -> None:
    (extract,) = articles(NEXIS_OLD.partition("2 of 2")[0].replace("of 2", "of 1"))
    assert (extract.title, extract.published, extract.part) == (
        "Lind wins rowing race",
        "2019-08-05",
        None,
    )
    assert body(extract) == f"Lind wins rowing race {RACE}"


def test_a_list_before_the_first_article_is_named_and_not_read() -> None:
    note, first, second = read_exports("Results of a search for: Torne\n\n" + NEXIS_OLD)
    assert isinstance(note, Unusable)
    assert isinstance(first, Extract)
    assert isinstance(second, Extract)


@pytest.mark.parametrize("between", ["=" * 20, "-" * 8, "*****", "_" * 60, "#####"])
def test_texts_with_a_line_between_them_are_articles(between: str) -> None:
    text = f"Race won\n5 August 2019\n\n{RACE}\n\n{between}\n\nBy Ida Berg\n\n{SALE}\n"
    first, second = articles(text)
    assert (first.title, first.published) == ("Race won", "2019-08-05")
    assert (second.author, second.published) == ("Ida Berg", None)
    assert (body(first), body(second)) == (RACE, SALE)


def test_the_same_fields_above_each_text_divide_a_file() -> None:
    second = f"Title: Brewery sold\nBy Ida Berg\n\n{SALE}"
    text = f"Title: Race won\nDate: 5 August 2019\n\n{RACE}\n\n{second}"
    race, sale = articles(text)
    assert (race.title, race.published) == ("Race won", "2019-08-05")
    assert (sale.title, sale.author) == ("Brewery sold", "Ida Berg")


@pytest.mark.parametrize(
    "text",
    [
        f"The brewery\n10 July 2021\n\n{SALE}\n\n-----\n\n{RACE}\n\n-----\n\n{SALE} Page 1 of 2\n",
        f"Brewery\n=======\n10 July 2021\n\n{SALE}\n\nRace\n------\n5 May 2019\n\n{RACE}",
        f"{SALE}\n\n1 of 2\n\n{RACE}\n\n2 of 2\n\n{SALE}",
        f"Title: Race won\n\n{RACE} The sign says:\n\n  Title: none",
        f"{RACE}\n\n* * *\n\n{SALE}",
        "=====\n=====\n",
        "",
    ],
)
def test_sections_of_one_article_stay_together(text: str) -> None:
    assert read_exports(text) == []
