# ruff: noqa: RUF001 - typographic punctuation is meant

from __future__ import annotations

import json
import logging
from dataclasses import replace

import pytest

from qa.articles.extract import Extract
from qa.articles.html import read_html
from qa.articles.pagetree import text_of_markup
from qa.errors import UnreadableArticleError

PARAGRAPHS = [
    "The two countries signed a pact on Friday in Washington, officials said. It helps both.",
    "The U.S. withdrawal ends on August 31, President Biden said. Nothing else was agreed upon.",
    "Parly’s visit to the café in Orléans was cancelled, according to the Pentagon’s spokesman.",
]
PAGE = """<!doctype html><html lang="en"><head>{head}<title>A pact is signed | News</title></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>A pact is signed</h1><p>By Jane Doe</p>{paragraphs}</article>
<script>document.write("never")</script><footer>Terms and conditions</footer></body></html>"""
DATED = (
    '<meta charset="{charset}">'
    '<meta property="article:published_time" content="2021-07-10T08:00:00+00:00">'
    '<meta property="article:modified_time" content="2021-07-12T08:00:00+00:00">'
    '<meta name="author" content="Jane Doe">'
)


def page(head: str = DATED.format(charset="utf-8")) -> str:
    return PAGE.format(
        head=head, paragraphs="".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    )


def read(content: bytes) -> Extract:
    (extract,) = read_html(content)
    return extract


def body(extract: Extract) -> str:
    *_, (start, end) = extract.body
    return extract.text[start:end].strip()


def test_a_saved_news_page() -> None:
    extract = read(page().encode())
    assert (extract.title, extract.published, extract.author) == (
        "A pact is signed",
        "2021-07-10",
        "Jane Doe",
    )
    assert body(extract) == "\n\n".join(PARAGRAPHS)
    assert "Home" not in extract.text
    assert "never" not in extract.text


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "utf-16"])
def test_the_declared_charset_is_used(charset: str) -> None:
    encoding = "cp1252" if charset == "iso-8859-1" else charset
    content = page(DATED.format(charset=charset)).encode(encoding)
    assert body(read(content)) == "\n\n".join(PARAGRAPHS)


def test_a_page_without_a_date_has_none() -> None:
    assert read(page("").encode()).published is None


def test_entities_and_nul_do_not_bring_unstorable_characters() -> None:
    text = read(page().replace("Friday", "&#xD800;Friday&#0;\0").encode()).text
    assert "Friday" in text
    assert "\0" not in text
    text.encode()


@pytest.mark.parametrize(
    "content",
    [b"<html></html>", b"<!-- -->", b"<" * 10_000, b"<div>" * 5_000, b"<p " + b'a="b" ' * 10_000],
)
def test_a_page_without_an_article_gives_its_reason_and_no_noise(
    content: bytes, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.CRITICAL)
    with pytest.raises(UnreadableArticleError, match="no article is found in the page"):
        read(content)
    assert capfd.readouterr() == ("", "")


PROSE = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
BODY = "\n\n".join(PARAGRAPHS)


def test_the_article_is_taken_from_the_pages_data_where_the_page_shows_a_teaser() -> None:
    data = {
        "@graph": [
            {"@type": "WebSite", "name": "The Tide"},
            {
                "@type": ["NewsArticle"],
                "headline": "A pact is signed",
                "datePublished": "2021-07-10T08:00:00Z",
                "articleBody": "\n".join(PARAGRAPHS),
            },
        ]
    }
    teaser = "<p>Two countries have signed a pact. Subscribe to read the rest of this story.</p>"
    extract = read(
        "<html><head><title>A pact is signed</title>"
        f'<script type="application/ld+json">{json.dumps(data)}</script></head>'
        f"<body><article><h1>A pact is signed</h1>{teaser}</article></body></html>".encode()
    )
    assert extract.text == f"A pact is signed\n\n{BODY}"
    assert (extract.title, extract.published) == ("A pact is signed", "2021-07-10")


def test_the_pages_data_do_not_replace_an_article_that_is_shown() -> None:
    data = json.dumps({"@type": "Article", "articleBody": "Only a summary of it all."})
    extract = read(page(f'<script type="application/ld+json">{data}</script>').encode())
    assert body(extract) == BODY


@pytest.mark.parametrize("data", ["{", "[" * 50_000, '"x"', '{"articleBody": 3}'])
def test_broken_data_do_no_harm(data: str) -> None:
    extract = read(page(f'<script type="application/ld+json">{data}</script>').encode())
    assert body(extract) == BODY


def outside(title: str, headline: str = "<h1>Lars Moe wins the vote</h1>") -> Extract:
    return read(
        f"<html><head><title>{title}</title></head><body><header>{headline}</header>"
        f"<main><div class='article-body'>{PROSE}</div></main></body></html>".encode()
    )


def test_a_headline_outside_the_article_opens_the_text() -> None:
    extract = outside("Lars Moe wins the vote - The Tide")
    assert extract.text == f"Lars Moe wins the vote\n\n{BODY}"
    assert [extract.text[slice(*span)].strip() for span in extract.body] == [
        "Lars Moe wins the vote",
        BODY,
    ]


def test_a_heading_with_the_sites_name_does_not() -> None:
    assert outside("Lars Moe wins the vote", "<h1>The Tide of Moss</h1>") == replace(
        outside("Lars Moe wins the vote", ""), title="Lars Moe wins the vote"
    )


def test_items_of_a_numbered_list_keep_their_numbers() -> None:
    items = "<ol start='2'><li>Boil the <b>tar</b> slowly.</li><li><p>Brush it on.</p></li></ol>"
    extract = read(f"<html><body><article>{PROSE}{items}</article></body></html>".encode())
    assert extract.text == f"{BODY}\n\n2. Boil the tar slowly.\n\n3. Brush it on."


@pytest.mark.parametrize(
    ("shown", "reason"),
    [
        ("You need to enable JavaScript to run this site, dear reader of it.", "JavaScript"),
        ("We use cookies to give you the best experience. Accept all cookies.", "cookies"),
        ("{{ article.title }} is what happened today. {{ article.text }} and more.", "template"),
    ],
)
def test_what_stands_in_an_articles_place_is_named(shown: str, reason: str) -> None:
    with pytest.raises(UnreadableArticleError, match=reason):
        read(f"<html><body><main><p>{shown}</p></main></body></html>".encode())


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<p>The <b>mill</b>\nwas sold.</p><p>For 2&nbsp;million.</p>",
         "The mill was sold.\n\nFor 2 million."),
        ("Fish &amp; chips &#8211; again", "Fish & chips \u2013 again"),
        ("One<br/>two<script>x()</script>", "One\ntwo"),
        ("<ol><li>Wash.</li><li>Dry.</li></ol>", "1. Wash.\n\n2. Dry."),
        ("2 < 3 and 5 > 4", "2 < 3 and 5 > 4"),
        ("AT&T", "AT&T"),
    ],
)  # fmt: skip
def test_markup_is_shown_as_a_browser_does(markup: str, shown: str) -> None:
    assert text_of_markup(markup) == shown


@pytest.mark.parametrize(
    "stated",
    [
        '<meta property="article:modified_time" content="2021-07-12T09:00:00Z">',
        '<script type="application/ld+json">{"@graph": [{"dateModified": "2021-07-12"}]}</script>',
        '<script type="application/ld+json">{"dateModified": 4}</script>'
        '<meta itemprop="dateModified" content="2021-07-12">',
    ],
)
def test_the_day_of_the_last_change_is_read(stated: str) -> None:
    prose = "<p>The old mill of the town was sold to a group of farmers on Monday.</p>" * 4
    page = f"<html><head>{stated}</head><body><article>{prose}</article></body></html>"
    (extract,) = read_html(page.encode())
    assert extract.updated == "2021-07-12"


TABLE_PAGE = """<html><body><article><h1>Prices of the market in Torne</h1>
<p>The prices of the market have gone up again this summer, since the rain spoiled the harvest.</p>
<table>{rows}</table>
<p>The growers hope for a dry autumn, but the weather office has little hope for them.</p>
</article></body></html>"""


def cells(kind: str, *texts: str) -> str:
    return "".join(f"<{kind}>{text}</{kind}>" for text in texts)


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        (
            [
                cells("th", "Fruit", "2021", "2022"),
                cells("td", "Plums", "9", "12"),
                cells("td", "Pears", "", "15"),
            ],
            "Fruit: Plums | 2021: 9 | 2022: 12\nFruit: Pears |  | 2022: 15",
        ),
        ([cells("td", "Plums", "9"), cells("td", "Pears", "15")], "Plums | 9\nPears | 15"),
        (
            [cells("th", "Office") + cells("td", "4 Main street"), cells("td", "Phone", "48 11")],
            "Office | 4 Main street\nPhone | 48 11",
        ),
    ],
)
def test_the_rows_of_a_table_stay_together_with_its_head(rows: list[str], shown: str) -> None:
    page = TABLE_PAGE.format(rows="".join(f"<tr>{row}</tr>" for row in rows))
    (extract,) = read_html(page.encode())
    assert shown in extract.text.split("\n\n")


@pytest.mark.parametrize(
    ("author", "kept"),
    [
        ("Kari Dal", "Kari Dal"),
        ("Authority control databases National France Japan", None),
        ("Kari Dal; Per Aas", "Kari Dal; Per Aas"),
        ("Kari Dal; Deputy Editor", "Kari Dal"),
        ("Kari Dal; In Osby; Elva", "Kari Dal"),
    ],
)
def test_only_people_are_authors_and_no_row_of_links(author: str, kept: str | None) -> None:
    page = (
        f'<html><head><title>Heron</title><meta name="author" content="{author}"></head><body>'
        "<article><h1>Heron</h1><p>The heron is a bird that stands in the water for hours and "
        "waits for fish, frogs and other small animals to come near.</p></article></body></html>"
    )
    (article,) = read_html(page.encode())
    assert isinstance(article, Extract)
    assert article.author == kept


def test_a_document_of_a_word_processor_is_read_whole() -> None:
    extract = read(
        b"<html><head><title></title></head><body><p class='title'><span>Minutes of the society"
        b"</span></p><p>12 May 2023</p><h2>Water</h2><ul><li><span>The pump costs 640 pounds."
        b"</span></li><li><span>Mrs Okafor orders it.</span></li></ul><table><tr><td><p>"
        b"Full plot</p></td><td><p>58 pounds</p></td></tr><tr>"
        b"<td><p>Half plot</p></td><td><p>31 pounds</p></td></tr></table>"
        b"<p>The next meeting is on 9 June.</p></body></html>"
    )
    assert extract.text.split("\n\n") == [
        "Minutes of the society",
        "12 May 2023",
        "Water",
        "The pump costs 640 pounds.",
        "Mrs Okafor orders it.",
        "Full plot | 58 pounds\nHalf plot | 31 pounds",
        "The next meeting is on 9 June.",
    ]
    assert (extract.title, extract.published) == ("Minutes of the society", "2023-05-12")


def test_a_table_that_lays_out_a_newsletter_is_no_table() -> None:
    extract = read(
        b"<html><body><div style='display: none'>Only in the list of mails</div><table><tr><td>"
        b"<h1>Harbour Weekly</h1><p>The harbour reopened on Monday after nine days.</p>"
        b"<p>Repairs cost 3.4 million kroner, she said.</p></td></tr></table></body></html>"
    )
    assert extract.text.split("\n\n") == [
        "Harbour Weekly",
        "The harbour reopened on Monday after nine days.",
        "Repairs cost 3.4 million kroner, she said.",
    ]


def test_what_a_newsletter_offers_is_no_text_and_a_later_heading_no_title() -> None:
    extract = read(
        b"<p>After eleven years in Leeds I moved to a village of 212 people. The rent fell.</p>"
        b"<h2>What I miss</h2><p>I miss the cinema on Vicar Lane most of all.</p>"
        b"<div class='subscription-widget-wrap'><p>Thanks! Subscribe for free.</p></div>"
    )
    assert "Subscribe" not in extract.text
    assert "What I miss" in extract.text
    assert extract.title is None


@pytest.mark.parametrize(
    "comment",
    [
        "<!--\n Page saved with SingleFile \n url: https://news.example/2023/06/01/otters \n-->",
        "<!-- saved from url=(0042)https://news.example/2023/06/01/otters -->",
    ],
)
def test_a_saved_page_has_the_day_in_its_address(comment: str) -> None:
    page = f"<!doctype html><html>{comment}<body><article>{PROSE}</article></body></html>"
    assert read(page.encode()).published == "2023-06-01"


def test_a_plain_page_counts_each_item_of_a_numbered_list_once() -> None:
    source = (
        "<html><body><h1>Baking bread</h1><p>Three steps lead to bread.</p><ol><li>Mix flour and "
        "water.</li><li><b>Wait</b> for a day.</li><li>Bake it.</li></ol></body></html>"
    )
    text = read(source.encode()).text
    for line in ("1. Mix flour and water.", "2. Wait for a day.", "3. Bake it."):
        assert f"\n{line}" in text


def test_lines_of_a_cell_stay_apart() -> None:
    source = (
        "<html><body><h1>Ships</h1><p>The ships of the line.</p><table><tr><th>Ship</th><th>Ports"
        "</th></tr><tr><td>Ada<br><small>(1911)</small></td><td><ul><li>Torne</li><li>Lund</li>"
        "</ul></td></tr></table></body></html>"
    )
    assert "Ship: Ada (1911) | Ports: Torne Lund" in read(source.encode()).text


def test_links_that_only_a_mailing_has_are_left_out() -> None:
    source = (
        "<html><body><table><tr><td><a href='x'>View in browser</a></td></tr><tr><td><h1>Ferry sold"
        "</h1><p>The ferry was sold on Monday.</p><p>The crew stays aboard.</p></td></tr><tr><td>"
        "<p>You get this since you asked for it. <a href='y'>Unsubscribe</a></p></td></tr></table>"
        "</body></html>"
    )
    assert text_of_page(source) == (
        "Ferry sold\n\nThe ferry was sold on Monday.\n\nThe crew stays aboard."
    )


def text_of_page(source: str) -> str:
    return read(source.encode()).text


def test_a_notice_beside_an_article_is_left_out() -> None:
    source = (
        "<html><head><title>Lake rescue</title></head><body><div>We use cookies. Accept all.</div>"
        "<h1>Two saved from lake</h1><p>Two children were saved from Lake Orne on Friday. Swimmer "
        "Ida Vik pulled them out after four minutes.</p><p>Both of them are well.</p></body></html>"
    )
    text = text_of_page(source)
    assert text.startswith("Two saved from lake")
    assert text.endswith("Both of them are well.")
    assert "cookies" not in text


def test_a_template_is_refused_whatever_stands_beside_its_fields() -> None:
    fields = "<p>{{ page.title }} {{ page.author }}</p>"
    source = f"<html><body><h1>Editor</h1>{fields}<p>{'Open the advanced mode. ' * 12}</p></body>"
    with pytest.raises(UnreadableArticleError, match="template"):
        text_of_page(source)


def test_a_page_that_does_not_mark_its_article_keeps_its_headings_and_lists() -> None:
    content = (
        "<html><head><title>Questions about the mill</title></head><body>"
        '<nav><a href="/">Home</a> | <a href="/shop">Shop</a></nav><h1>Questions and answers</h1>'
        f"<h2>When is the mill open?</h2><p>{PARAGRAPHS[0]}</p>"
        f"<h2>May I bring my dog?</h2><p>{PARAGRAPHS[1]}</p>"
        "<ul><li>Puppies and all dogs of visitors stay outside the mill.</li>"
        "<li>Dogs of those who work there may lie in the yard.</li></ul>"
        f"<h2>Who pays for the roof?</h2><p>{PARAGRAPHS[2]}</p>"
        "<footer>Terms and conditions</footer></body></html>"
    )
    text = read(content.encode()).text
    asked = ("When is the mill open?", "May I bring my dog?", "Who pays for the roof?")
    order = [text.index(part) for pair in zip(asked, PARAGRAPHS, strict=True) for part in pair]
    assert order == sorted(order)
    assert "Dogs of those who work there may lie in the yard." in text
    assert "Shop" not in text
    assert "Terms" not in text


ABOVE = {
    "menu": '<ul><li><a href="#">Home</a></li><li><a href="#">Farms &amp; fields</a></li>'
    '<li><a href="#">Log in</a></li></ul>',
    "row of links": '<div><a href="/">Osby Bay Online</a> · <a href="/on">What is on</a> · '
    '<a href="/s">Buy and sell</a></div>',
    "name and motto": "<div><h2>Osby Bay Online</h2><p>Read on both shores since 1903</p></div>",
    "cookies": "<div>We use cookies. <button>Accept</button> <button>Settings</button></div>",
    "crumbs": "<div>Home &gt; Sea &gt; Ferries</div>",
}
FERRY = """<html><head><title>The ferry is late again - Osby Bay Online</title></head><body>{above}
<h1>The ferry is late again</h1><p>Posted by Ada Moss</p>
<p>The ferry from Elva came four hours late on Monday, and nobody at the quay knew why.</p>
<h3>Engine</h3><p>A pump had stopped, the captain said later. He had it mended in Osby.</p>
<p>The next crossing is on Friday, and the fare is 40 crowns as it has been for years.</p>
</body></html>"""


@pytest.mark.parametrize("above", [*ABOVE.values(), "".join(ABOVE.values())])
def test_what_a_site_has_above_the_headline_does_not_come_into_the_text(above: str) -> None:
    extract = read(FERRY.format(above=above).encode())
    first = "The ferry from Elva came four hours late on Monday"
    assert body(extract).startswith(first)
    told = [extract.text[start:end].strip() for start, end in extract.body[:-1]]
    assert [part for part in told if part] == ["The ferry is late again"]
    assert (extract.title, extract.author) == ("The ferry is late again", "Ada Moss")


@pytest.mark.parametrize(
    "above",
    [
        "<p>Six people had to wait on the quay all night.</p>",
        '<p>Six people wait all night on a cold quay in <a href="/o">Osby</a>, '
        '<a href="/e">Elva</a> and <a href="/l">Lund</a></p>',
    ],
)
def test_what_is_told_above_the_headline_stays(above: str) -> None:
    extract = read(FERRY.format(above=above).encode())
    kept = "".join(extract.text[start:end] for start, end in extract.body)
    assert "Six people" in kept


def test_headings_beside_an_article_do_not_come_into_it() -> None:
    content = page().replace(
        "<footer>", "<aside><h3>Most read today</h3><p>A cat was saved.</p></aside><footer>"
    )
    assert "Most read" not in read(content.encode()).text
