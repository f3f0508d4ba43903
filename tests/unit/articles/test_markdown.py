from __future__ import annotations

import pytest

from qa.articles.extract import Extract
from qa.articles.markdown import read_markdown

PROSE = "The two countries signed a pact on Friday. It will *help* both.\n\n## Next\n\nThe end.\n"


STORY = "The mill has stood still since the flood. It will grind again in May, the owner said."


def read(text: str) -> Extract:
    (extract,) = read_markdown(text.encode())
    assert extract.text == text
    return extract


def body(extract: Extract) -> str:
    return "".join(extract.text[start:end] for start, end in extract.body).lstrip()


def test_the_front_matter_states_title_date_and_author() -> None:
    extract = read(
        '---\ntitle: "France: a pact"\ndate: 2021-07-10T08:00:00Z\nauthor: [Jane Doe]\n'
        "tags:\n  - sahel\n- mali\n# comment\n---\n\n" + PROSE
    )
    assert (extract.title, extract.published, extract.author) == (
        "France: a pact",
        "2021-07-10",
        "Jane Doe",
    )
    assert body(extract) == PROSE


def test_a_front_matter_in_toml() -> None:
    extract = read("+++\ntitle = 'A pact'\ndate = 2021-07-10\n+++\n" + PROSE)
    assert (extract.title, extract.published, body(extract)) == ("A pact", "2021-07-10", PROSE)


def test_prose_between_two_rules_is_no_front_matter() -> None:
    text = "---\nThe pact was signed on Friday.\n---\n" + PROSE
    assert body(read(text)) == text.removeprefix("---\n")


@pytest.mark.parametrize(
    "heading",
    ["# A pact\n\n", "# A pact #\n", "A pact\n======\n\n", "\n\n# A pact\nBy Jane Doe\n\n"],
)
def test_the_first_heading_is_the_title_and_kept_out(heading: str) -> None:
    extract = read(heading + PROSE)
    assert (extract.title, body(extract)) == ("A pact", PROSE)


def test_a_date_below_the_heading_is_read() -> None:
    extract = read("# A pact\n\nPublished: 10 July 2021\n\n" + PROSE)
    assert (extract.title, extract.published, body(extract)) == ("A pact", "2021-07-10", PROSE)


def test_the_front_matter_is_stronger_than_the_heading() -> None:
    extract = read("---\ntitle: Front\n---\n# Heading\n\n" + PROSE)
    assert (extract.title, body(extract)) == ("Front", PROSE)


def test_a_heading_further_down_stays() -> None:
    text = "Some words come first. Then more.\n\n# A heading\n\n" + PROSE
    assert body(read(text)) == text


def test_a_heading_that_reads_like_a_clause_stays_in_the_passages() -> None:
    extract = read("# France and Mali sign a pact\n\n" + PROSE)
    assert extract.title == "France and Mali sign a pact"
    assert body(extract) == f"{extract.title}\n\n{PROSE}"


@pytest.mark.parametrize("text", ["---\n", "---\ntitle: x\n", "#", "# ", "+++\n+++", "---\n---\n"])
def test_beginnings_without_an_end_are_text(text: str) -> None:
    read(text)


@pytest.mark.parametrize(
    "source",
    [
        "## Field guide\n\nBirds sing in the morning.\n",
        "---\ndate: 2022-04-09\n---\n```bash\npip install birds\n```\n## Field guide\n\nSongs.\n",
    ],
)
def test_the_first_heading_of_any_of_the_upper_levels_is_the_title(source: str) -> None:
    (extract,) = read_markdown(source.encode())
    assert extract.title == "Field guide"


def test_authors_may_be_listed_as_links_to_notes() -> None:
    source = 'title: The otter\nauthor:\n  - "[[Pia Moe]]"\n  - Jon Ek\ntags:\n  - "clippings"\n'
    (extract,) = read_markdown(f"---\n{source}---\nAn otter was seen.\n".encode())
    assert extract.author == "Pia Moe, Jon Ek"


@pytest.mark.parametrize(
    "above",
    [
        "Osby News > Fires",
        "### OSBY DAILY\n#### Mills | Small & large",
        "**Anvil** — Forges / Mills",
        "*Osby Herald* - 10 July 2021",
    ],
)
def test_the_first_heading_of_the_highest_level_is_the_title_below_a_masthead(above: str) -> None:
    title = "The mill burns down again"
    extract = read(f"{above}\n\n# {title}\n\nBy Jane Doe\n10 July 2021\n\n{PROSE}")
    assert (extract.title, extract.author, extract.published) == (title, "Jane Doe", "2021-07-10")
    assert body(extract) == f"{title}\n\n{PROSE}"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Notes on birds\n\n# Introduction\n\n", "Notes on birds"),
        ("My pages\n\n# First of my posts\n\nA word.\n\n# Second of my posts\n\n", "My pages"),
        ("## The birds of the old harbour\n\n# Part one\n\n", "The birds of the old harbour"),
    ],
)
def test_a_heading_below_a_title_is_no_headline(text: str, title: str) -> None:
    extract = read(text + PROSE)
    assert extract.title == title
    assert text.split("\n\n")[1] in body(extract)


@pytest.mark.parametrize(
    ("above", "day"),
    [
        ("# OSBY PACKET\n### Town edition · Tuesday, 3 June 2031 · page 4\n\n", "2031-06-03"),
        ("# Moss & Arden Mills — PRESS RELEASE\n\n**Press office:** Ada Moss\n\n", None),
        ("## Dale News Round-up · June 2031\n\n#", None),
    ],
)
def test_the_only_heading_below_the_name_of_a_paper_is_the_headline(
    above: str, day: str | None
) -> None:
    text = f"{above}## The old mill will grind again\n\n{STORY}\n"
    extract = read(text)
    assert (extract.title, extract.published) == ("The old mill will grind again", day)


@pytest.mark.parametrize(
    "text",
    [
        "# Osby Mill\n\n## How the mill was built\n\n{0}\n\n## Who works there\n\n{0}\n",
        "# Osby Rowing Club\n\n## Minutes of the summer meeting\n\n{0}\n",
        "# Osby Mill\n\n{0}\n\n## How the mill was built\n\n{0}\n",
        "# Mill Days\n\n## Osby, 5-9 June 2031\n\n{0}\n",
    ],
)
def test_a_name_above_sections_is_the_title(text: str) -> None:
    extract = read(text.format(STORY))
    assert extract.title == text.partition("\n")[0].removeprefix("# ")


def test_the_headline_stands_below_a_name_in_bold() -> None:
    text = "**OSBY MILLS LTD**\n\n# Two words were wrong in our notice\n\n*Osby, 3 May 2031*\n\n"
    extract = read(f"{text}The mill is not for sale. It never was.\n")
    assert extract.title == "Two words were wrong in our notice"
    assert extract.published == "2031-05-03"


@pytest.mark.parametrize(
    "above", ["**The mill burns again**", "**Osby Mills.**", "**Osby Mills** Ltd"]
)
def test_what_is_no_name_in_bold_stays_above_the_headline(above: str) -> None:
    extract = read(f"{above}\n\n# Two words were wrong\n\nThe mill is not for sale, we hear.\n")
    assert above in "".join(extract.text[start:end] for start, end in extract.body)
