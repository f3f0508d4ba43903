"""The parts of a web page: its text as a browser shows it, and its tree made ready for reading."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from qa.articles.decoding import clean
from qa.language.sentences import ends_with_stop
from qa.language.words import word_set

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = [
    "TITLE_PARTS",
    "is_document",
    "one_line",
    "prepare_tree",
    "shown_text",
    "site_names",
    "text_of_markup",
]

#: What a page hides; newsletters hide what mailboxes show in their lists.
_HIDDEN = re.compile(r"display:\s*none|visibility:\s*hidden", re.IGNORECASE)
#: The class of what Substack offers to readers.
_OFFER = "subscription-widget"
#: Links by which a newsletter is looked at elsewhere or ended, and the longest text around one.
_OF_MAILING = re.compile(
    r"(?:click here to )?(?:unsubscribe(?: here)?|(?:view|read|open|see) (?:this |the |it )?"
    r"(?:e-?mail |newsletter |message )?(?:in|on) (?:your |a |the )?(?:web ?)?browser"
    r"|manage (?:your )?(?:e-?mail )?(?:preferences|subscriptions?)|view online)[.!]?",
    re.IGNORECASE,
)
_LONGEST_OFFER = 200
#: A document has at most this share of its text in links.
_MOST_LINKED = 0.2
#: Space, and the characters that XML does not allow.
_UNSHOWN = re.compile(r"[\s\x00-\x1f\ud800-\udfff\ufffe\uffff]+")
_MARKUP = re.compile(r"</?(?:a|b|br|div|em|h[1-6]|i|img|li|ol|p|span|strong|ul)\b[^<>]*>", re.I)
_ENTITY = re.compile(r"&(?:amp|apos|gt|lt|nbsp|quot|[lr][sd]quo|#\d{2,5}|#x[\da-f]{2,5});", re.I)
#: What may stand above a headline and be no part of the article.
_ABOVE = frozenset({"div", "header", "ol", "p", "section", "ul"})
#: Fewest links of a menu, most words of one, and most characters of a word on cookies.
_LEAST_LINKS, _MOST_OF_LINK, _LONGEST_NOTICE = 3, 5, 300
#: What separates the parts of a page's title, of which the site's name is mostly the last.
TITLE_PARTS = re.compile(r"\s+(?:\||»|::|-|–|—|·)\s+")  # noqa: RUF001 - so pages write it
#: Marks a numbered list whose numbers were written into its items.
_NUMBERED = "data-numbered"
_BLOCKS = word_set(
    "address article blockquote dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr "
    "li main ol p pre section table ul"
)


def text_of_markup(text: str) -> str:
    """Return a text as a browser shows it, if it holds HTML; else the text itself."""
    if not _MARKUP.search(text):
        return _unescaped(text) if _ENTITY.search(text) else text
    from lxml import html

    return shown_text(html.fromstring(f"<div>{text}</div>"))


def shown_text(tree: HtmlElement) -> str:
    """Return the text of a part of a page as a browser shows it; the part is changed."""
    for element in list(tree.iter("head", "script", "style", "template")):
        element.drop_tree()
    _drop_offers(tree)
    for element in tree.xpath(".//*[@style]"):
        if _HIDDEN.search(element.get("style")):
            element.drop_tree()
    for element in tree.iter():
        element.text = _UNSHOWN.sub(" ", element.text) if element.text else element.text
        element.tail = _UNSHOWN.sub(" ", element.tail) if element.tail else element.tail
    _number_lists(tree)
    _unwrap_layout(tree)
    _space_cells(tree)
    for table in tree.iter("table"):
        _write_rows(list(table.iter("tr")))
    for element in tree.iter():
        if element.tag == "br":
            element.tail = "\n" + (element.tail or "").lstrip()
        elif element.tag in _BLOCKS:
            element.text = "\n\n" + (element.text or "").lstrip()
            element.tail = "\n\n" + (element.tail or "").lstrip()
    shown = re.sub(r"[ \t\xa0]+", " ", clean(str(tree.text_content())))
    return re.sub(r" *\n[ \n]*\n *", "\n\n", shown).strip()


def _write_rows(rows: list[HtmlElement]) -> None:
    """Make each row of a table a line; the rows stay together, and name their columns by a head."""
    texts = [
        [one_line(cell.text_content()) for cell in row.iterchildren("td", "th")] for row in rows
    ]
    marked = len(rows) > 1 and rows[0].find("th") is not None and rows[0].find("td") is None
    head = texts[0] if marked else []
    for number, (row, cells) in enumerate(zip(rows, texts, strict=True)):
        for cell in list(row):
            row.remove(cell)
        row.tail = ""
        if head and number == 0:
            row.text = ""
            continue
        if len(cells) == len(head):
            named = zip(head, cells, strict=True)
            cells = [f"{name}: {cell}" if name and cell else cell for name, cell in named]
        row.text = "\n" + " | ".join(cells)


def prepare_tree(tree: HtmlElement) -> None:
    """Change a page so that no part of its text loses its meaning when the article is taken out."""
    _drop_site_above(tree)
    _number_lists(tree)
    _mark_heads(tree)
    _unwrap_layout(tree)
    _space_cells(tree)
    _drop_offers(tree)


def is_document(tree: HtmlElement) -> bool:
    """Tell whether a page is a text that a word processor has saved: it has no parts of a site."""
    if (
        next(tree.iter("nav", "header", "footer", "aside", "form", "article", "main"), None)
        is not None
    ):
        return False
    shown = len(one_line(tree.text_content()))
    linked = sum(len(one_line(link.text_content())) for link in tree.iter("a"))
    return linked <= _MOST_LINKED * shown


def site_names(tree: HtmlElement) -> set[str]:
    """Return what ends a page's titles behind the headline, which is mostly the site's name."""
    titles = [one_line(title.text_content()) for title in tree.iter("title")]
    return {part for title in titles for part in TITLE_PARTS.split(title)[1:][-1:]}


def one_line(text: str) -> str:
    """Return a text on one line."""
    return " ".join(clean(text).split())


def _unescaped(text: str) -> str:
    import html

    return html.unescape(text).replace("\xa0", " ")


def _number_lists(tree: HtmlElement) -> None:
    """Write the numbers of numbered lists, which a browser would count, into their items."""
    for numbered in tree.iter("ol"):
        if numbered.get(_NUMBERED):
            continue
        numbered.set(_NUMBERED, "yes")
        start = numbered.get("start", "")
        first = int(start) if start.isdecimal() else 1
        for number, item in enumerate(numbered.findall("li"), start=first):
            holder = item[0] if len(item) and not (item.text or "").strip() else item
            holder.text = f"{number}. {(holder.text or '').lstrip()}"


def _mark_heads(tree: HtmlElement) -> None:
    """Leave as heads of tables only rows of heads: a head beside cells names its row."""
    for row in tree.iter("tr"):
        if row.find("td") is not None:
            for head in row.findall("th"):
                head.tag = "td"


def _unwrap_layout(tree: HtmlElement) -> None:
    """Make tables that lay out a page, as in newsletters, into blocks: their cells hold blocks."""
    for table in list(tree.iter("table")):
        sections = [table, *table.iterchildren("tbody", "thead", "tfoot")]
        rows = [row for section in sections for row in section.iterchildren("tr")]
        cells = [cell for row in rows for cell in row.iterchildren("td", "th")]
        if any(map(_lays_out, cells)):
            for element in (*sections, *rows, *cells):
                element.tag = "div"
        else:  # word processors set each cell's text as a paragraph
            for paragraph in [one for cell in cells for one in cell.iterchildren("p")]:
                paragraph.drop_tag()


def _space_cells(tree: HtmlElement) -> None:
    """Put spaces between the lines of a cell, which becomes one line of text."""
    for cell in tree.iter("td", "th"):
        for element in cell.iter("br", *_BLOCKS):
            if element is not cell:
                element.tail = f" {element.tail or ''}"


def _lays_out(cell: HtmlElement) -> bool:
    """Tell whether a cell holds several blocks, a heading or a list, rather than a value."""
    if next(cell.iter("h1", "h2", "h3", "h4", "table"), None) is not None:
        return True
    return len(list(cell.iter("p"))) > 1


def _drop_site_above(tree: HtmlElement) -> None:
    """Take out what a site has above the headline: name and motto, menus, a word on cookies.

    All of it would open the text of a page that does not mark where its article begins.
    """
    headline = next(tree.iter("h1"), None)
    if headline is None:
        return
    sites = site_names(tree)
    holding = set(headline.iterancestors())
    for element in list(takewhile(lambda one: one is not headline, tree.iter())):
        if element.tag not in _ABOVE or element in holding or element.getparent() is None:
            continue
        if _is_menu(element) or _is_notice(element) or _names_site(element, sites):
            element.drop_tree()


def _is_menu(element: HtmlElement) -> bool:
    """Tell whether a row or a list holds nothing but links of a few words."""
    links = [one_line(link.text_content()) for link in element.iter("a")]
    linked = sum(map(_count_letters, links))
    return (
        len(links) >= _LEAST_LINKS
        and linked == _count_letters(element.text_content())
        and all(len(link.split()) <= _MOST_OF_LINK and not ends_with_stop(link) for link in links)
    )


def _is_notice(element: HtmlElement) -> bool:
    """Tell whether a block asks with buttons whether a site may keep cookies."""
    if next(element.iter("button"), None) is None:
        return False
    shown = one_line(element.text_content())
    return len(shown) <= _LONGEST_NOTICE and "cookies" in shown.lower()


def _names_site(element: HtmlElement, sites: set[str]) -> bool:
    """Tell whether a block begins with the site's name, and holds at most a motto below it."""
    lines = [line for one in element.itertext() if (line := one_line(one))]
    return bool(lines) and lines[0] in sites and len(lines) <= 2 and not ends_with_stop(lines[-1])


def _count_letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _drop_offers(tree: HtmlElement) -> None:
    """Take out what newsletters offer to their readers in the middle of an article."""
    for element in tree.xpath(".//*[contains(@class, $offer)]", offer=_OFFER):
        element.drop_tree()
    for link in list(tree.iter("a")):
        if _OF_MAILING.fullmatch(one_line(link.text_content())):
            block = next((one for one in link.iterancestors("p", "td", "div", "li")), link)
            dropped = block if len(one_line(block.text_content())) <= _LONGEST_OFFER else link
            if dropped.getparent() is not None:
                dropped.drop_tree()
