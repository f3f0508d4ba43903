from __future__ import annotations

import pytest
from header_texts import BODY

from qa.articles.header import read_header
from qa.articles.mastheads import is_masthead, is_section, is_slug


@pytest.mark.parametrize(
    "line",
    [
        "OSBY GAZETTE",
        "Northern Shipping Quarterly",
        "ELVA BAY COURIER - SPORT",
        "TIMBER MONTHLY - March 2031 - MARKETS",
        "Channel 9 News | Money",
        "DAILY TORCH | TOWN | 04.05.31",
        "Elva TV > Harbours",
        "ANVIL // village forge news",
        "UNIVERSITY OF ELVA - PRESS OFFICE",
        "The Osby Star",
    ],
)
def test_names_of_papers_are_mastheads(line: str) -> None:
    assert is_masthead(line)


@pytest.mark.parametrize(
    "line",
    [
        "Fire at the mill - Osby Gazette",
        "Old Mill | Osby Pages",
        "Sun Sets On Osby Mill",
        "Times are hard for the mill",
        "Product Review - Drover 3",
        "Osby Post Office",
        "MILL BURNS DOWN - THREE HURT",
        "News",
    ],
)
def test_headlines_and_names_of_other_things_are_no_mastheads(line: str) -> None:
    assert not is_masthead(line)


def test_beside_a_day_a_name_may_have_a_word_with_other_meanings() -> None:
    assert is_masthead("Osby Review", dated=True)
    assert not is_masthead("Osby Review")


def test_what_agencies_write_above_a_story_is_a_slug() -> None:
    assert is_slug("URGENT - FLOOD - OSBY - 2ND LEAD")
    assert not is_slug("BREAKING - MILL BURNS DOWN")
    assert not is_slug("Fire - flood - urgent help")


@pytest.mark.parametrize(
    ("line", "belongs"),
    [
        ("Ships & Harbours", True),
        ("Your valley, your news", True),
        ("2031-05-04 // a closer look", True),
        ("Home > Business", True),
        ("Rovers win the cup at last", False),
        ("Mill burns - three hurt", False),
        ("It rained.", False),
        ("---", False),
    ],
)
def test_a_section_is_told_from_a_headline(line: str, belongs: bool) -> None:
    assert is_section(line) is belongs


@pytest.mark.parametrize(
    "sections", ["NEWS | FIRE", "SPO / ROWING / URGENT", "Home news // Page 3"]
)
def test_a_line_of_sections_is_no_title(sections: str) -> None:
    body = "The mill in Elva burned down on Monday. Nobody was hurt. It had stood since 1871.\n"
    text = f"{sections}\n\nMill burns down in Elva after storm\n\n{body * 3}"
    assert read_header(text).title == "Mill burns down in Elva after storm"


def test_a_title_with_a_section_beside_it_stays_where_there_is_no_other() -> None:
    body = "The mill in Elva burned down on Monday. Nobody was hurt. It had stood since 1871.\n"
    title = "Mill burns down in Elva | Home news"
    assert read_header(f"{title}\n\n{body * 3}").title == title


@pytest.mark.parametrize(
    ("lines", "title", "author"),
    [
        ("The Osby Messenger\n18 May 2023\n\nMan held over a fire", "Man held over a fire", None),
        ("OSBY EVENING POST\n18 May 2023\nSPORT\n\nA day to forget", "A day to forget", None),
        ("The Old Osby Post Office\n18 May 2023", "The Old Osby Post Office", None),
        (
            "Osby Gazette, Late Edition, 18 May 2023\n\nA day to forget\nBy Ada Moss",
            "A day to forget",
            "Ada Moss",
        ),
        (
            "The New Osby Gazette\n18 May 2023\n\nOut! Moss loses\nBy Per Aas",
            "Out! Moss loses",
            "Per Aas",
        ),
    ],
)
def test_the_name_of_a_paper_is_no_headline_and_no_author(
    lines: str, title: str, author: str | None
) -> None:
    text = f"{lines}\n\n{BODY}"
    header = read_header(text)
    assert (header.title, header.author, header.published) == (title, author, "2023-05-18")
    assert [text[slice(*span)].strip() for span in header.body(text)] == [title, BODY.strip()]


@pytest.mark.parametrize(
    ("head", "title", "author", "published"),
    [
        (
            "OSBY GAZETTE\nSunday, May 4, 2031\n\nEmpty stalls as bakers go home\n"
            "Shoppers turned away on market day\n\nBy Ada Moss, Chief Reporter",
            "Empty stalls as bakers go home",
            "Ada Moss",
            "2031-05-04",
        ),
        (
            "Timber Trade Weekly\nMills & Markets\n\nSawmill cuts 40 jobs in Elva\n\n"
            "Posted: 4-May-2031 11:20 UTC\nAuthor: P. Aas",
            "Sawmill cuts 40 jobs in Elva",
            "P. Aas",
            "2031-05-04",
        ),
        (
            "NORWIRE 0405-0930\nURGENT - FLOOD - ELVA - 2ND LEAD\n\n"
            "River Elva breaks its banks; 300 flee\n\nBy Ada Moss",
            "River Elva breaks its banks; 300 flee",
            "Ada Moss",
            None,
        ),
        (
            "Elva Bay Courier - SPORT\n4 May 2031\n\nUNITED FIND THEIR KEEPER\n"
            "Moss signs for three years and brings her gloves\n\nPer Aas at Mill Park",
            "UNITED FIND THEIR KEEPER",
            "Per Aas",
            "2031-05-04",
        ),
        (
            "DAILY TORCH | TOWN | 04.05.31\n\nOURS AT LAST... AND FOR GOOD!\n"
            "Bakers buy back the old mill\n\nby Ada Moss",
            "OURS AT LAST... AND FOR GOOD!",
            "Ada Moss",
            None,
        ),
        (
            "TIMBER MONTHLY - March 2031 - MARKETS\n\nELVA: NEW SAW COMES FIRST\n(staff writer)",
            "ELVA: NEW SAW COMES FIRST",
            None,
            None,
        ),
        (
            "ANVIL // village forge news\n2031-05-04 // a closer look\n\n"
            "Elva forge: a loose bolt was to blame\nby p. aas",
            "Elva forge: a loose bolt was to blame",
            "p. aas",
            "2031-05-04",
        ),
        (
            "THE ELVA TIMES\nYour valley, your news\n4 May 2031\n\n"
            "BAKERS VOW TO STAY, COME WHAT MAY\nBy Ada Moss",
            "BAKERS VOW TO STAY, COME WHAT MAY",
            "Ada Moss",
            "2031-05-04",
        ),
        (
            "CHANNEL 9 NEWS | HEALTH\n\nNew cream heals burns in half the time\n\n"
            "Ada Moss, health correspondent\n4 May 2031",
            "New cream heals burns in half the time",
            "Ada Moss",
            "2031-05-04",
        ),
    ],
)
def test_the_headline_below_a_masthead_is_the_title(
    head: str, title: str, author: str | None, published: str | None
) -> None:
    text = f"{head}\n\n{BODY}"
    header = read_header(text)
    assert (header.title, header.author, header.published) == (title, author, published)
    *clauses, body = (text[slice(*span)].strip() for span in header.body(text))
    assert body == BODY.strip()
    assert len(clauses) == 1
    assert clauses[0].startswith(title)


@pytest.mark.parametrize(
    "head",
    [
        "Osby Times\n\nThe ferry has gone down.",
        "OSBY CHURCH NEWS\n\nFETE TIME AGAIN\nThe fete is held on the green on Friday, as ever.",
        "Osby Post Office\nMill Street\nOsby\n\nTo all customers of the branch",
        "Product Review\nDrover 3\n\nA bicycle for the long haul",
        "OSBY GAZETTE\nRovers win the cup at last\nIt took four years",
        "Roses are red\nViolets are blue\n\nBy Jane Doe",
    ],
)
def test_what_may_be_no_masthead_stays_in_the_passages(head: str) -> None:
    text = f"{head}\n\n{BODY}"
    kept = "".join(text[slice(*span)] for span in read_header(text).body(text))
    assert all(line in kept for line in head.split("\n")[1:])


def test_many_mastheads_are_no_trouble() -> None:
    assert read_header("OSBY NEWS\n\n" * 5000).end >= 0


@pytest.mark.parametrize(
    ("above", "headline"),
    [
        (
            "LAKE ELVA FILM DAYS\nPress release 4 / For immediate release\n3 June 2031",
            "Jury splits",
        ),
        ("ELVA VALLEY WATER BOARD\nPUBLIC NOTICE 31/7      Issued: 2031-06-03", "Taps run dry"),
        ("OSBY BAY STAR\nServing the harbour since 1907\nTuesday 3 June 2031\nTown", "Ship sinks"),
        ("Evening Packet\nOSBY AND THE DALE          Tuesday 3 June 2031", "Strike ends"),
        ("Osby Packet\nTuesday 3 June 2031", "Strike ends"),
        ("THE OSBY DESPATCH\nTuesday 3 June 2031" + " " * 70 + "Page 2", "Strike ends"),
        ("THE OSBY DESPATCH\nEst. 1888        Tuesday 3 June 2031        £1.40", "Strike ends"),
        ("THE OSBY COURIER\nFounded 1887 * Late Edition\nTuesday 3 June 2031", "Strike ends"),
        (
            "OSBY HERALD\nTuesday 3 June 2031        Serving the bay and the isles since 1861",
            "Strike ends",
        ),
        ("O S B Y   B E A C O N\nElva" + " " * 60 + "3 June 2031 - Late edition", "Strike ends"),
    ],
)
def test_a_headline_is_found_below_who_printed_it_and_when(above: str, headline: str) -> None:
    headline = f"{headline} on the third day"
    header = read_header(f"{above}\n\n{headline}\n\nBy Ada Moss\n\n{BODY}")
    assert (header.title, header.published, header.author) == (headline, "2031-06-03", "Ada Moss")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "THE MILLRACE\nMonthly journal of the Mill Union\nJune 2031\n\n"
            "Saw or stone: which mills pay?\n\nBy Ada Moss",
            "Saw or stone: which mills pay?",
        ),
        (
            "THE OSBY MAGAZINE                 July/August 2031\n\n"
            "THREE MILLS, TWO SAWS, ONE SHED\nThe Osby Choir in Elva\n\nby Ada Moss (alto)",
            "THREE MILLS, TWO SAWS, ONE SHED",
        ),
        (
            "OSBY UNIVERSITY\nSTUDENT OFFICE\nFees: what they are (leaflet 7, June 2031)\n\n"
            "What are the fees for a student?",
            "Fees: what they are (leaflet 7, June 2031)",
        ),
    ],
)
def test_the_name_of_a_magazine_with_its_month_is_no_title(head: str, title: str) -> None:
    assert read_header(f"{head}\n\n{BODY}").title == title


@pytest.mark.parametrize(
    "text",
    [
        "Osby Rowing Club\nMinutes of the meeting\n3 June 2031\n\nThe chair opened the meeting\n\n",
        "Four Days On Elva\n3 June 2031\n\nThe boat was late and so were we\n\n",
    ],
)
def test_a_title_with_its_day_stays_the_title(text: str) -> None:
    assert read_header(text + BODY).title == text.partition("\n")[0]


def test_letters_that_are_set_apart_make_no_name_of_what_they_list() -> None:
    text = "A B C\nD E F\n\nThese are the first letters\n\n" + BODY
    assert read_header(text).title != "These are the first letters"


def test_a_letter_has_no_headline() -> None:
    text = f"Osby Water Board\n12 High Street\n3 June 2031\n\nDear customer of the board,\n\n{BODY}"
    assert "Dear" not in (read_header(text).title or "")
