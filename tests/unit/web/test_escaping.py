from __future__ import annotations

import html
import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from qa.web.rendering import escape

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](http://evil.example/x.png)",
    '<p style="background:url(http://evil.example/)">',
    '<form action="http://evil.example"><input name=a></form>',
    '<div style="position:fixed;inset:0">',
    '<iframe src="http://evil.example"></iframe>',
    "<svg onload=alert(1)>",
    '<img srcset="http://evil.example/x 2x">',
    "[x](javascript:alert(1)) <http://evil.example> http://evil.example www.evil.example",
    "# heading\n\n* item\n\n    code\n\n```\nfence\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |",
    "a\n\n---\n\n&lt;b&gt; &#60;i&#62; \\<u> $$x$$ `y` **z** _w_ ~~v~~",
    '" onmouseover="alert(1)',
]


class Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.tags.append("comment")


def shown_by_html(markup: str) -> Seen:
    seen = Seen()
    seen.feed(markup)
    seen.close()
    return seen


@given(st.text())
def test_html_shows_the_text_and_no_tag(text: str) -> None:
    seen = shown_by_html(f"<p>{escape(text)}</p>")
    assert seen.tags == ["p"]
    assert [
        "\ufffd"
        if unicodedata.category(sign) in {"Cc", "Cf", "Cs"} and sign not in "\n\t"
        else sign
        for sign in seen.text
    ] == [
        "\ufffd"
        if unicodedata.category(sign) in {"Cc", "Cf", "Cs"} and sign not in "\n\t"
        else sign
        for sign in text.replace("\r\n", "\n")
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_finds_nothing_in_it(text: str) -> None:
    markdown = MarkdownIt("gfm-like", {"html": True, "linkify": False}).enable("table")
    seen = shown_by_html(markdown.render(escape(text)))
    assert seen.tags == ["p"]
    assert " ".join(seen.text.split()) == " ".join(text.split())


@given(st.text())
def test_markdown_leaves_a_block_of_html_with_it_as_it_is(text: str) -> None:
    block = f"<div>{escape(text)}</div>"
    assert MarkdownIt("commonmark").render(block) == block


@given(st.text())
def test_an_attribute_cannot_be_left(text: str) -> None:
    seen = shown_by_html(f'<a title="{escape(text)}">x</a>')
    assert seen.tags == ["a"]
    assert seen.text == "x"


def test_writing_direction_and_terminal_controls_are_made_visible() -> None:
    assert html.unescape(escape("a\u202eb\x1b[31m\x00")) == "a\ufffdb\ufffd[31m\ufffd"
