"""What a web page states about its article outside the visible text: text, title and days.

Pages state this in their head (``<meta>``), in attributes of elements (microdata) and in data for
search engines (JSON-LD). Nothing here reads the visible text of the article.
"""

# ruff: noqa: RUF001 - typographic punctuation is meant

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

from qa.articles.dates import date_in_name, find_dates
from qa.articles.pagetree import site_names

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["PageData", "day_of_masthead", "page_data", "without_site"]

#: A day as machines write it: 2021-07-10 or 20210710, perhaps with a time after it.
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
#: Names of attributes that state the days, the surest first.
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "dcterms.issued",
    "citation_publication_date",
)
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified")
#: What separates the parts of a page's title: "Mayor elected | Politics | The Gazette".
_TITLE_PARTS = re.compile(r"\s+(\||»|::|-|–|—|·)\s+")
_MASTHEAD_PARTS = re.compile(r"\s+[|·•–—]\s+")
#: After these comes the name of a section or of the site, never a part of the headline.
_BEFORE_SITE = ("|", "»", "::")
#: A title of this many words is a headline rather than the name of a site or of a section.
_HEADLINE = 4
_NO_TITLE = frozenset({"default", "document", "home", "index", "untitled", "untitled document"})
#: A page's address in the place of a title: "how-to-bake-bread-2018".
_SLUG = re.compile(r"[a-z\d.]+(?:[-_][a-z\d.]+){3,}")


class PageData(NamedTuple):
    """What a page states about its article.

    Attributes:
        text: The longest text in the data for search engines; it may hold markup.
        headline: The headline that goes with this text.
        published: ISO date of publication.
        updated: ISO date of the last change.
    """

    text: str = ""
    headline: str | None = None
    published: str | None = None
    updated: str | None = None


def page_data(tree: HtmlElement) -> PageData:
    """Read what a page states about its article."""
    objects = [item for data in _data(tree) for item in _objects(data)]
    articles = [item for item in objects if isinstance(item.get("articleBody"), str)]
    longest = max(articles, key=lambda item: len(item["articleBody"]), default={})
    of_article = [longest, *(item for item in objects if isinstance(item.get("headline"), str))]
    named = _named(tree)
    return PageData(
        longest.get("articleBody", ""),
        headline if isinstance(headline := longest.get("headline"), str) else None,
        _first_day([named.get(name) for name in _PUBLISHED])
        or _first_day(item.get("datePublished") for item in of_article),
        _first_day([named.get(name) for name in _UPDATED])
        or _first_day(item.get("dateModified") for item in objects),
    )


def _named(tree: HtmlElement) -> dict[str, str]:
    """Map the names of days, in lower case, to the first value that a page gives each of them."""
    found: dict[str, str] = {}
    for element in tree.iter("meta", "time", "span"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        value = element.get("content") or element.get("datetime")
        if name and value and name.lower() in (*_PUBLISHED, *_UPDATED):
            found.setdefault(name.lower(), value)
    return found


def _first_day(stated: Iterable[object]) -> str | None:
    for value in stated:
        if isinstance(value, str) and (day := _DAY.match(value.strip())):
            return date_in_name("-".join(day.groups()))
    return None


def _data(tree: HtmlElement) -> Iterator[Any]:
    """Yield a page's data for search engines (JSON-LD), parsed; broken ones are passed over."""
    for script in tree.iter("script"):
        if "ld+json" in script.get("type", ""):
            try:
                yield json.loads(script.text_content(), strict=False)
            except (ValueError, RecursionError):
                continue


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of JSON data, including nested ones; the data may be nested deeply."""
    waiting = [data]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            yield item
            waiting += item.values()
        elif isinstance(item, list):
            waiting += item


def without_site(title: str | None, site: str | None, headings: Sequence[str]) -> str | None:
    """Return a page's title without the names of section and site; None if nothing is left.

    The site's name may come first ("Ministry | New prices") or last. What the page also shows as a
    heading is the headline, unless another part of the title is longer by far.

    Args:
        title: The title, on one line.
        site: The site's name, if it is known.
        headings: The page's headings, each on one line.
    """
    title = title or ""
    if _SLUG.fullmatch(title):
        return None
    title = _shown(title, headings) or _after_site(title, site, headings)
    while parts := list(_TITLE_PARTS.finditer(title)):
        last = parts[-1]
        before, behind = title[: last.start()], title[last.end() :]
        of_site = behind.casefold() == (site or "").casefold() or last[1] in _BEFORE_SITE
        if not of_site and before not in headings:
            break
        title = before
    return None if title.casefold() in _NO_TITLE else title or None


def _shown(title: str, headings: Sequence[str]) -> str | None:
    """Return the longest headline of a page that its title begins or ends with."""
    whole = title.casefold()
    found = [
        heading
        for heading in headings
        if len(heading.split()) >= _HEADLINE
        and (whole.startswith(heading.casefold()) or whole.endswith(heading.casefold()))
    ]
    return max(found, key=len, default=None)


def _after_site(title: str, site: str | None, headings: Sequence[str]) -> str:
    """Return a title without the site's name before it."""
    first = _TITLE_PARTS.search(title)
    if first is None:
        return title
    before, behind = title[: first.start()], title[first.end() :]
    own = {_letters(site or "")} | {_letters(heading) for heading in headings[:1]}
    rest = _TITLE_PARTS.split(behind)[0]
    is_headline = len(rest.split()) >= _HEADLINE > len(before.split())
    shown = any(rest.casefold() in heading.casefold() for heading in headings)
    if is_headline and _letters(before) in own:
        return behind
    return behind if shown and len(rest.split()) > len(before.split()) else title


def day_of_masthead(tree: HtmlElement) -> str | None:
    """Return the day beside the site's name above the headline, as on a printed page.

    "OSBY POST · Monday, 3 May 2031" is such a line. A day alone, or behind other words, may be that
    on which somebody looked at the page.
    """
    headline = next(tree.iter("h1"), None)
    sites = set(map(_letters, site_names(tree)))
    if headline is None or not sites:
        return None
    above = takewhile(lambda one: one is not headline, tree.iter("div", "header", "p", "h1"))
    for element in above:
        name, *others = _MASTHEAD_PARTS.split(" ".join(element.text_content().split()))
        if _letters(name) in sites and others:
            return next((day.iso for day in find_dates(others[-1])), None)
    return None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
