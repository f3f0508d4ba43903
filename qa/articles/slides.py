"""Presentations (PPTX): a deck is an article, and each slide is a page of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from qa.articles.decoding import clean
from qa.articles.extract import Extract, Unusable
from qa.articles.header import read_header
from qa.articles.numbering import attribute, child, local_name
from qa.articles.packages import Package
from qa.errors import UnreadableArticleError
from qa.language.sentences import Offsets

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["read_pptx"]

_KIND = "a presentation in PPTX form"
#: Placeholders that repeat on every slide.
_RUNNING = ("dt", "ftr", "sldNum", "hdr", "sldImg")


def read_pptx(content: bytes) -> Iterator[Extract | Unusable]:
    """Read a presentation: the text of each slide, row by row for tables, then its notes.

    The title is that of the first slide that has one. A damaged slide is an empty page.

    Raises:
        UnreadableArticleError: It, or each of its slides, is damaged or locked with a password.
    """
    package = Package(content, _KIND)
    try:
        names = list(_names(package))
    except UnreadableArticleError:
        raise
    except Exception as error:  # untrusted bytes fail in ways that nobody has listed
        raise _damaged(error) from error
    slides: list[list[tuple[str, bool]]] = []
    errors: list[UnreadableArticleError] = []
    for number, name in enumerate(names, start=1):
        blocks: list[tuple[str, bool]] = []
        try:
            blocks.extend(_slide(package, name))  # what comes before the damage is kept
        except Exception as error:
            errors.append(_damaged(error))
            yield Unusable(f"slide {number}", str(errors[-1]))
        slides.append(blocks)
    if errors and not any(slides):
        raise errors[0]
    text, pages, headline = "", list[Offsets](), None
    for slide in slides:
        start = len(text) + 2 if text else 0
        for block, is_title in slide:
            text += f"\n\n{block}" if text else block
            if is_title and headline is None:
                headline = (len(text) - len(block), len(text))
        pages.append((min(start, len(text)), len(text)))
    header = read_header(text, headline=headline)
    yield Extract(
        text=text,
        title=header.title or (text[slice(*headline)] if headline else None),
        published=header.published,
        updated=header.updated,
        author=header.author,
        body=header.body(text),
        pages=tuple(pages),
    )


def _damaged(error: Exception) -> UnreadableArticleError:
    if isinstance(error, UnreadableArticleError):
        return error
    return UnreadableArticleError(
        f"{_KIND} that cannot be read ({type(error).__name__})", hint="Save it again."
    )


def _names(package: Package) -> Iterator[str]:
    """Yield the names of the slides in their order; hidden ones are shown too."""
    main = next(iter(_related(package, "", "officeDocument").values()), "ppt/presentation.xml")
    by_id = _related(package, main, "slide")
    for element in package.xml(main).iter():
        if local_name(element) == "sldId":
            name = by_id.get(attribute_of_relation(element))
            if name is not None:
                yield name


def attribute_of_relation(element: _Element) -> str:
    """Return the id of a relation, which is the attribute "id" in a namespace."""
    return next(
        (str(value) for key, value in element.attrib.items() if str(key).endswith("}id")), ""
    )


def _related(package: Package, name: str, kind: str) -> dict[str, str]:
    """Return the parts of a kind that a part refers to, by the ids of the relations."""
    folder, _, file = name.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels".lstrip("/")
    if relations not in package.names:
        return {}
    found = {
        attribute(relation, "Id"): package.beside(name, attribute(relation, "Target"))
        for relation in package.xml(relations)
        if attribute(relation, "Type").endswith(f"/{kind}")
    }
    return {key: part for key, part in found.items() if part in package.names}


def _slide(package: Package, name: str) -> Iterator[tuple[str, bool]]:
    yield from _shapes(package.xml(name))
    for notes in _related(package, name, "notesSlide").values():
        yield from ((block, False) for block, _ in _shapes(package.xml(notes)))


def _shapes(slide: _Element) -> Iterator[tuple[str, bool]]:
    """Yield the text of each shape and table, and whether it is the slide's title."""
    for element in slide.iter():
        if local_name(element) == "sp":
            kind = _placeholder(element)
            blocks = [] if kind in _RUNNING else list(_paragraphs(child(element, "txBody")))
            if kind in ("title", "ctrTitle"):
                blocks = [" ".join(blocks)] if blocks else []
            for block in blocks:
                yield block, kind in ("title", "ctrTitle")
        elif local_name(element) == "tbl":
            rows = (row for row in element if local_name(row) == "tr")
            lines = [
                " | ".join(
                    " ".join(_paragraphs(child(cell, "txBody")))
                    for cell in row
                    if local_name(cell) == "tc"
                )
                for row in rows
            ]
            yield "\n".join(lines), False


def _placeholder(shape: _Element) -> str:
    properties = child(child(shape, "nvSpPr"), "nvPr")
    placeholder = child(properties, "ph")
    return "" if placeholder is None else attribute(placeholder, "type")


def _paragraphs(body: _Element | None) -> Iterator[str]:
    for paragraph in () if body is None else body:
        if local_name(paragraph) == "p":
            text = "".join(
                "\n" if local_name(part) == "br" else part.text or ""
                for part in paragraph.iter()
                if local_name(part) in ("t", "br")
            )
            if text := clean(text).strip():
                yield text
