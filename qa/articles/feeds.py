"""XML files of articles: feeds, JATS and NITF, exports of MediaWiki and Evernote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from qa.articles.books import read_fictionbook
from qa.articles.dates import find_dates
from qa.articles.decoding import clean
from qa.articles.extract import Extract, Unusable
from qa.articles.header import read_header
from qa.articles.html import read_html
from qa.articles.numbering import attribute, child, local_name
from qa.articles.packages import parse_xml
from qa.articles.pagetree import shown_text, text_of_markup
from qa.articles.wikitext import text_of_wiki
from qa.errors import UnreadableArticleError
from qa.language.sentences import Offsets

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read_xml"]

#: Where the entries of feeds have their parts, the fullest first.
_CONTENT = ("encoded", "content", "description", "summary")
_PUBLISHED = ("pubDate", "published", "issued", "date", "created")
_UPDATED = ("updated", "modified")
_AUTHOR = ("creator", "author")
#: Elements of journal articles that are a paragraph each, and those without text to read.
_PARAGRAPHS = frozenset(
    {"p", "title", "tr", "article-title", "hedline", "hl1", "hl2", "verse-line"}
)
#: What stands before the note itself in the content of a note of Evernote.
_ENML_HEAD = re.compile(r"\A\s*(?:<\?xml[^>]*\?>\s*)?(?:<!DOCTYPE[^>]*>\s*)?")
_NO_TEXT = frozenset(
    {"ref-list", "xref", "table-wrap-foot", "tex-math", "alternatives", "object-id", "media"}
)


def read_xml(content: bytes) -> Iterator[Extract | Unusable]:
    """Read an XML file by its root element; each entry, article or page is an article.

    Raises:
        UnreadableArticleError: It is no XML, or of a kind that is not known.
    """
    try:
        root = parse_xml(content, broken=True)
    except Exception as error:  # untrusted bytes fail in ways that nobody has listed
        raise UnreadableArticleError("not well-formed XML", hint="Mend or remove it.") from error
    if root is None:
        raise UnreadableArticleError("not well-formed XML", hint="Mend or remove it.")
    kind = local_name(root).lower()
    if kind in ("rss", "rdf", "feed"):
        yield from _feed(root)
    elif kind == "mediawiki":
        yield from _wiki(root)
    elif kind == "fictionbook":
        yield from read_fictionbook(root)
    elif kind == "en-export":
        yield from _notes(root)
    elif kind == "html":
        yield from read_html(content)
    elif articles := _journal_articles(root):
        for number, article in enumerate(articles, start=1):
            yield _journal(article, f"article {number}" if len(articles) > 1 else None)
    else:
        raise UnreadableArticleError(
            f"XML of a kind that is not read (its root element is {local_name(root)})",
            hint="Save the article as text instead.",
        )


def _find(parent: _Element | None, *names: str) -> _Element | None:
    """Return the first descendant of one of these names, the first name being tried first."""
    if parent is not None:
        for name in names:
            for element in parent.iter():
                if local_name(element) == name:
                    return element
    return None


def _words(element: _Element | None) -> str | None:
    """Return an element's text on one line, or None if it has none."""
    return None if element is None else " ".join("".join(element.itertext()).split()) or None


def _day(stated: str | None) -> str | None:
    """Return the day of a date of XML or e-mail, as it is stated, whatever its time zone."""
    for day in find_dates(stated or ""):
        if day.iso:
            return day.iso
    try:
        return parsedate_to_datetime(stated or "").date().isoformat()
    except (TypeError, ValueError):
        return None


def _feed(root: _Element) -> Iterator[Extract | Unusable]:
    entries = [entry for entry in root.iter() if local_name(entry) in ("item", "entry")]
    for number, entry in enumerate(entries, start=1):
        part = f"entry {number}"
        title = _words(child(entry, "title"))
        text = max((_markup(child(entry, name)) for name in _CONTENT), key=len)
        if not text:
            yield Unusable(part, "states no text, only a title or an address")
            continue
        header = read_header(text)
        author = next(
            (child(entry, name) for name in _AUTHOR if child(entry, name) is not None), None
        )
        yield Extract(
            text=text,
            title=text_of_markup(title) if title else header.title,
            published=_first_day(entry, _PUBLISHED) or header.published,
            updated=_first_day(entry, _UPDATED) or header.updated,
            author=_words(_find(author, "name")) or _words(author),
            body=header.body(text),
            part=part,
        )


def _first_day(entry: _Element, names: tuple[str, ...]) -> str | None:
    days = (_day(_words(child(entry, name))) for name in names)
    return next((day for day in days if day), None)


def _markup(element: _Element | None) -> str:
    """Return the text of an element that holds HTML, as its content or as its text."""
    if element is None:
        return ""
    if len(element):
        from lxml import etree

        return text_of_markup(etree.tostring(element, encoding="unicode", with_tail=False))
    return text_of_markup(clean(element.text or "")).strip()


def _wiki(root: _Element) -> Iterator[Extract | Unusable]:
    for page in root.iter():
        if local_name(page) != "page":
            continue
        title = _words(child(page, "title")) or "a page"
        if _words(child(page, "ns")) not in (None, "0"):
            yield Unusable(title, "a page about the wiki, not an article")
        elif child(page, "redirect") is not None:
            yield Unusable(title, "leads to another page")
        else:
            revision = [element for element in page if local_name(element) == "revision"][-1:]
            source = next((child(one, "text") for one in revision), None)
            changed = next((_words(child(one, "timestamp")) for one in revision), None)
            text = text_of_wiki(clean("" if source is None else source.text or ""))
            body = ((0, len(text)),)
            yield Extract(text, title=title, updated=_day(changed), body=body, part=title)


def _notes(root: _Element) -> Iterator[Extract | Unusable]:
    """Yield the notes of an export of Evernote; the day of a clipping is not that of its text."""
    from lxml import html

    for number, note in enumerate([one for one in root if local_name(one) == "note"], start=1):
        part = f"note {number}"
        title = _words(child(note, "title"))
        source = child(note, "content")
        stated = _ENML_HEAD.sub("", (source.text if source is not None else "") or "")
        text = shown_text(html.fromstring(f"<div>{stated}</div>"))
        text = clean(text).strip()
        if not text:
            yield Unusable(part, "holds no text, only a title or a picture")
            continue
        header = read_header(text)
        yield Extract(
            text=text,
            title=title or header.title,
            published=header.published,
            updated=header.updated,
            author=_words(_find(child(note, "note-attributes"), "author")) or header.author,
            body=header.body(text),
            part=part,
        )


def _journal_articles(root: _Element) -> list[_Element]:
    """Return the articles of JATS and NITF files, which may hold several."""
    articles = [
        element
        for element in root.iter()
        if local_name(element) in ("article", "nitf")
        and (_find(element, "front", "body", "body.content") is not None)
    ]
    inner = {id(other) for article in articles for other in article.iter() if other is not article}
    return [article for article in articles if id(article) not in inner]


def _journal(article: _Element, part: str | None) -> Extract:
    front = _find(article, "article-meta", "front", "body.head", "head")
    title = _words(_find(front, "article-title", "hl1", "hedline", "title"))
    author = _find(front, "contrib-group", "byline")
    names = [
        " ".join(filter(None, (_words(_find(name, "given-names")), _words(_find(name, "surname")))))
        for name in (author.iter() if author is not None else ())
        if local_name(name) == "name"
    ]
    blocks = [title] if title else []
    for wanted in ("abstract", "body", "body.content"):
        found = _find(article if wanted != "abstract" else front, wanted)
        if found is not None and (wanted != "body" or _find(article, "body.content") is None):
            blocks += _paragraphs(found)
    text = clean("\n\n".join(blocks))
    clause: tuple[Offsets, ...] = ((0, len(title)),) if title and len(title.split()) > 3 else ()
    start = len(title) if title else 0
    return Extract(
        text=text,
        title=title,
        published=_journal_day(article, front),
        author=", ".join(filter(None, names)) or (_words(author) if not names else None),
        body=(*clause, (start, len(text))),
        part=part,
    )


def _paragraphs(parent: _Element) -> Iterator[str]:
    for element in parent:
        name = local_name(element)
        if name in _NO_TEXT or not name:
            continue
        if name == "tr":
            yield " | ".join(_words(cell) or "" for cell in element)
        elif name in _PARAGRAPHS:
            for inner in [one for one in element.iter() if local_name(one) in _NO_TEXT]:
                if local_name(inner) != "xref":
                    inner.clear(keep_tail=True)
            if text := _words(element):
                yield text
        else:
            yield from _paragraphs(element)


def _journal_day(article: _Element, front: _Element | None) -> str | None:
    """Return the earliest full date of publication."""
    days = []
    for stated in front.iter() if front is not None else ():
        if local_name(stated) == "pub-date":
            parts = [_words(child(stated, name)) or "" for name in ("year", "month", "day")]
            if all(re.fullmatch(r"\d{1,4}", value) for value in parts):
                try:
                    days.append(date(*map(int, parts)).isoformat())
                except ValueError:
                    continue
    if days:
        return min(days)
    for element in article.iter():
        if local_name(element) in ("date.issue", "pubdata"):
            norm = attribute(element, "norm") or attribute(element, "date.publication")
            if match := re.match(r"(\d{4})-?(\d{2})-?(\d{2})", norm):
                return "-".join(match.groups())
    return None
