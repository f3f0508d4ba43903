# ruff: noqa: RUF001 - typographic punctuation is meant

from __future__ import annotations

import logging

import pytest

from qa.articles.extract import Extract
from qa.articles.html import read_html
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
