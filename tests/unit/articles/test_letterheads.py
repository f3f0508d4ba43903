from __future__ import annotations

import pytest

from qa.articles.header import read_header

BODY = (
    "The pump in the market square stopped on Monday, and the water rose. It fell again on "
    "Tuesday, when the pump was mended.\n\nNobody was hurt, and the shops have opened.\n"
)


@pytest.mark.parametrize(
    ("head", "title", "published"),
    [
        ("UNIVERSITY OF OSBY\nPRESS OFFICE\n\n{}", "OLD PUMP FAILS AT LAST", None),
        (
            "University of Osby\nPress Office\n\nEmbargoed until 10.00 on Friday 4 May 2035\n\n{}",
            "Old pump fails at last",
            "2035-05-04",
        ),
        ("ELVA FIRE SERVICE\nStation Lund\n{}", "LOG OF OPERATION No. 2035-04", None),
        ("LUND COLLEGE\nLIBRARY SERVICES\n{}", "Pumps: what readers ask (leaflet 3)", None),
        (
            "OSBY PUMPS LTD\nNews release 4/2035\n\nFor immediate release\n\n{}",
            "Osby Pumps to mend the pump",
            None,
        ),
        ("Lund Museum of Old Pumps\nLearning Department\n\n{}", "For pupils and teachers", None),
    ],
)
def test_the_title_stands_below_a_letterhead(head: str, title: str, published: str | None) -> None:
    text = f"{head.format(title)}\n\n{BODY}"
    header = read_header(text)
    assert (header.title, header.published) == (title, published)
    kept = "".join(text[slice(*span)] for span in header.body(text))
    assert kept.strip().endswith(BODY.strip())
    assert head.split("\n")[0] not in kept


@pytest.mark.parametrize(
    "head",
    [
        "Osby City Museum\n\nHow it was built",
        "Osby City Museum\nHow it was built over time",
        "OSBY WATER COMPANY\nCUSTOMER SERVICE\n\nDear customer of the company,",
        "OSBY WATER COMPANY\nCUSTOMER SERVICE\n3 Hill Road, Osby",
        "OSBY WATER COMPANY\nCUSTOMER SERVICE\n\nThe water is off today.",
        "College Students Leave\nPress Office\n\nThe dean is not amused at all",
        "Hospital of the hill\nRescue service\n\nA poem in two parts",
    ],
)
def test_what_may_be_no_letterhead_stays_in_the_text(head: str) -> None:
    text = f"{head}\n\n{BODY}"
    header = read_header(text)
    kept = "".join(text[slice(*span)] for span in header.body(text))
    assert head.split("\n")[0] in f"{header.title} {kept}"


def test_a_letterhead_alone_is_no_trouble() -> None:
    assert read_header("UNIVERSITY OF OSBY\nPRESS OFFICE").end >= 0
    assert read_header("UNIVERSITY OF OSBY\nPRESS OFFICE\n" * 3000).end >= 0
