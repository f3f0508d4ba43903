"""Saved web pages: trafilatura separates the article from menus and advertisements.

Nothing is downloaded: trafilatura works on the page's bytes alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from qa.articles.dates import date_in_name
from qa.articles.decoding import clean, decode, repaired
from qa.articles.extract import Extract
from qa.articles.header import read_header
from qa.articles.notes import names_role
from qa.articles.pagedata import PageData, day_of_masthead, page_data, without_site
from qa.articles.pagetree import (
    TITLE_PARTS,
    is_document,
    one_line,
    prepare_tree,
    shown_text,
    text_of_markup,
)
from qa.errors import UnreadableArticleError
from qa.language.sentences import Offsets

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from trafilatura.settings import Document

__all__ = ["read_html", "read_webarchive"]

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
#: Where a page declares its encoding, in bytes: the HTML standard asks for the first 1,024.
_DECLARATION = 1024
#: A browser's note of where a page that it saved comes from.
_SAVED_FROM = re.compile(r"<!--[^>]{0,200}?(?:saved from url=\(\d+\)|\burl:)\s*(\S{8,500})")
_SAVED_WITHIN = 3000
#: The visible text is only a teaser or a caption if the text in the page's data is this much
#: longer.
_TEASER = 1.5
#: Share of the paragraphs of an extraction without headings that one with headings has to hold.
_MOST_KEPT = 0.85
#: A heading of this many words is a headline, whatever the page's title says.
_SURELY_HEADLINE = 5
#: Above its headline, a text has at most this many characters, and the headline's length.
_MOST_ABOVE = 200
# The most words in an author's name.
_LONGEST_NAME = 4
#: What begins the place from where somebody writes, set apart from the name before it.
_PLACE = re.compile(r"(?:in|at) [A-Z]", re.IGNORECASE)
#: A page of at most this many characters that says one of these is a notice, not an article.
_LONGEST_WALL = 800
#: What a text has at least besides such a notice if it is an article, in words.
_LEAST_WORDS = 20
_TEMPLATE = re.compile(r"\{\{[^{}]+\}\}.*\{\{[^{}]+\}\}", re.DOTALL)
_OF_NOTICES = re.compile(r"cookie|consent|javascript|privacy|preferences|partners", re.IGNORECASE)
_WALLS = (
    (r"(?:enable|turn on|requires?) javascript|javascript is (?:disabled|required)",
     "a page that asks for JavaScript: the article was not saved with it"),
    (r"\b(?:accept|manage|reject|we use|use of)\b[^.]{0,40}\bcookies\b",
     "a notice about cookies: the article was not saved with it"),
)  # fmt: skip


def read_webarchive(content: bytes) -> Iterator[Extract]:
    """Read a page that Safari has saved: a property list that holds the page and its parts.

    Raises:
        UnreadableArticleError: It is damaged, or the page holds no article.
    """
    import plistlib

    try:
        page = plistlib.loads(content)["WebMainResource"]
        data, encoding = bytes(page["WebResourceData"]), page.get("WebResourceTextEncodingName")
    except Exception as error:  # untrusted bytes fail in ways that nobody has listed
        raise UnreadableArticleError(
            "no web archive of Safari", hint="Save the page again, or save it as HTML."
        ) from error
    yield from read_html(data, encoding if isinstance(encoding, str) else None)


def read_html(content: bytes, declared: str | None = None) -> Iterator[Extract]:
    """Read a saved web page; its text is the article that trafilatura finds in it.

    The text begins with the headline, even if the page shows it apart from the article. If the page
    shows only a teaser and its data hold the whole article, the data are read. Items of numbered
    lists begin with their number.

    Args:
        content: The file's bytes.
        declared: The encoding named by what encloses the page, such as an e-mail.

    Raises:
        UnreadableArticleError: No article is found, or only a notice in place of one.
    """
    # Imported here: it takes most of a second, and a folder of text files never needs it.
    from trafilatura import load_html

    in_page = _CHARSET.search(content[:_DECLARATION])
    page = decode(content, declared or (in_page.group(1).decode() if in_page else None))
    tree = load_html(page)
    stated, headlines, in_head, others = PageData(), list[str](), list[str](), list[str]()
    printed = None
    if tree is not None:
        stated = page_data(tree)
        headlines = [line for h1 in tree.iter("h1") if (line := one_line(h1.text_content()))]
        others = [one_line(heading.text_content()) for heading in tree.iter("h2", "h3")]
        in_head = [one_line(title.text_content()) for title in tree.iter("title")]
        printed = day_of_masthead(tree)
        prepare_tree(tree)
    found = _article_of(page if tree is None else tree, others)
    text = _spaced(found.text or "")
    in_data = _spaced(text_of_markup(repaired(stated.text)))
    if _is_teaser(text, in_data):
        text = in_data
    if tree is not None and is_document(tree):
        text = shown_text(tree.find("body") if tree.find("body") is not None else tree)
    if not text:
        raise UnreadableArticleError(
            "no article is found in the page", hint="Save the article as text instead."
        )
    text = _without_walls(text)
    inner = found.title in others and not any(in_head) and not text.startswith(found.title or "")
    named = None if inner else found.title  # a heading further down is not the title
    title = _title([named, stated.headline, *in_head], found.sitename, [*headlines, *others])
    headline = next((line for line in headlines if _is_headline(line, in_head, title)), None)
    if headline is None and title in headlines and in_head:  # that is the site's name
        title = without_site(in_head[0], title, [])
    if headline and headline not in text[: 2 * len(headline) + _MOST_ABOVE]:
        text = f"{headline}\n\n{text}"
    header = read_header(text, headline=_place(headline, text) if headline else None)
    yield Extract(
        text=text,
        title=title or header.title,
        published=stated.published
        or found.date
        or header.published
        or _by_address(page)
        or printed,
        updated=stated.updated or header.updated,
        author=_named(found.author) or header.author,
        body=header.body(text),
    )


def _article_of(page: str | HtmlElement, headings: Sequence[str]) -> Document:
    """Return what trafilatura finds in a page; an empty document if it finds nothing.

    Of a page that does not mark its article, it takes the paragraphs alone: an FAQ then lacks its
    questions, and a notice its lists. If no heading is found, a second extraction leaves out less,
    and counts if it holds most of the headings and nearly all paragraphs of the first.
    """
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    def extract(*, leave_out_less: bool = False) -> Document:
        found = bare_extraction(
            page,  # which it leaves as it is
            include_comments=False,
            with_metadata=True,
            # Only a date that the page states; by default trafilatura guesses one from addresses
            # and text.
            date_extraction_params={"extensive_search": False, "original_date": True},
            favor_recall=leave_out_less,
        )
        return found if isinstance(found, Document) else Document()

    found = extract()
    text = found.text or ""
    if not text or not headings or any(heading in text for heading in headings):
        return found
    whole = extract(leave_out_less=True)
    longer = whole.text or ""
    held = sum(heading in longer for heading in headings)
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    kept = sum(line in longer for line in lines)
    enough = held > len(headings) / 2 and kept >= _MOST_KEPT * len(lines)
    return whole if enough else found


def _spaced(text: str) -> str:
    """Separate paragraphs, which trafilatura puts on one line each, by empty lines.

    The rows of a table stay together, and each names its columns by the table's head.
    """
    lines = (re.sub(r"^- (?=\d{1,3}\. )", "", line.strip()) for line in clean(text).split("\n"))
    filled = (line for line in lines if line)
    return "\n\n".join(
        block
        for in_table, group in groupby(filled, lambda line: line.startswith("|"))
        for block in ([_table(list(group))] if in_table else group)
    )


def _table(lines: list[str]) -> str:
    """Return the rows of a table, which trafilatura writes as in Markdown."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    rules = [all(set(cell) <= set("-:") and cell for cell in row) for row in rows]
    head = rows[0] if len(rows) > 2 and rules[1] else []
    shown = []
    for number, row in enumerate(rows):
        if rules[number] or (head and number == 0):
            continue
        if len(row) == len(head) > 1:
            named = zip(head, row, strict=True)
            row = [f"{name}: {cell}" if name and cell else cell for name, cell in named]
        if any(row):
            shown.append(" | ".join(row))
    return "\n".join(shown)


def _by_address(page: str) -> str | None:
    """Return the day in the address that a browser writes into the page that it saves."""
    address = _SAVED_FROM.search(page, 0, _SAVED_WITHIN)
    return date_in_name(address[1]) if address else None


def _title(stated: Iterable[str | None], site: str | None, headings: list[str]) -> str | None:
    """Return the first of the stated titles that is one, without the site's name."""
    titles = (without_site(one_line(title or ""), site, headings) for title in stated)
    return next(filter(None, titles), None)


def _is_headline(heading: str, in_head: list[str], title: str | None) -> bool:
    """Tell a headline from the site's name: by the heading's length and the page's title."""
    if len(heading.split()) >= _SURELY_HEADLINE:
        return heading == title
    parts = {part.casefold() for stated in in_head for part in TITLE_PARTS.split(stated)[:1]}
    return heading.casefold() in (parts or {(title or "").casefold()})


def _place(headline: str, text: str) -> Offsets | None:
    """Return where a headline stands at the beginning of a text, in a line of its own."""
    line = re.compile(rf"^{re.escape(headline)}$", re.MULTILINE)
    found = line.search(text, 0, 2 * len(headline) + _MOST_ABOVE)
    return found.span() if found else None


def _is_teaser(shown: str, stated: str) -> bool:
    """Tell whether a page shows less than its data hold, or the same text without paragraphs."""
    if len(stated) > _TEASER * len(shown):
        return True
    return len(stated) > len(shown) / _TEASER and one_line(stated) in one_line(shown)


def _without_walls(text: str) -> str:
    """Return a short text without the notices of a site that stand beside the article.

    Raises:
        UnreadableArticleError: There is nothing besides such a notice, or it is a template.
    """
    if len(text) > _LONGEST_WALL:
        return text
    if _TEMPLATE.search(text):
        raise UnreadableArticleError(
            "a template, which a browser has not filled", hint="Save the article as text instead."
        )
    for pattern, reason in _WALLS:
        wall = re.compile(pattern, re.IGNORECASE | re.DOTALL)
        if not wall.search(text):
            continue
        blocks = [block for block in text.split("\n\n") if not wall.search(block)]
        told = [block for block in blocks if not _OF_NOTICES.search(block)]
        if wall.search("\n\n".join(blocks)) or len(" ".join(told).split()) < _LEAST_WORDS:
            raise UnreadableArticleError(reason, hint="Save the article as text instead.")
        text = "\n\n".join(blocks)
    return text


def _named(author: str | None) -> str | None:
    """Return the authors that were found if they can be names; a row of links has more words.

    Neither what they are ("Ada Moss; Chief Reporter") nor where they write from ("Ada Moss; In
    Osby; Elva") belongs to their names.
    """
    stated = [part.strip() for part in re.split(r";", author or "") if part.strip()]
    placed = (at for at, part in enumerate(stated) if at and _PLACE.match(part))
    people = [part for part in stated[: next(placed, None)] if not names_role(part)]
    names = [name for name in re.split(r"[;,]| and ", ";".join(people)) if name.strip()]
    told = names and all(len(name.split()) <= _LONGEST_NAME for name in names)
    return "; ".join(people) if told else None
