"""Plain text: the header is everything before the first sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qa.articles.decoding import decode
from qa.articles.exports import read_exports
from qa.articles.extract import Extract, Unusable
from qa.articles.header import read_header
from qa.articles.wikitext import is_wikitext, text_of_wiki
from qa.language.words import CARDINALS, word_set

__all__ = ["extract_from", "extracts_from", "read_letter", "read_plain"]

#: A word that is divided at a line's end, with the part that follows in the next line.
_DIVIDED = re.compile(
    r"\b(?P<left>[^\W\d_]+)[-\u2010\u00ad]\n"
    r"[ \t]*(?P<right>[^\W\d_]\w*)(?P<marks>[^\w\s]*)(?P<space>[ \t]*\n?)"
)
_HYPHEN_ENDS = ("-\n", "\u2010\n", "\u00ad\n")
_COMPOUND = re.compile(r"\b\w+-\w+\b")
#: A hyphen after these belongs to the word itself, wherever the line ends.
_KEEPS_ITS_HYPHEN = frozenset(CARDINALS) | word_set(
    "all anti co cross ex far full half high ill left long low mid non part post pre right second "
    "self semi short so third twenty thirty forty fifty sixty seventy eighty ninety vice well year"
)


def read_plain(content: bytes, declared: str | None = None) -> Iterator[Extract | Unusable]:
    """Read a text file; words that are divided at a line's end are joined again.

    A file that holds several articles, such as the export of a press archive, gives one for each.
    The source of a wiki's page is read without its markup.

    Args:
        content: The file's bytes.
        declared: The encoding named by what encloses the text, such as an e-mail.
    """
    text = decode(content, declared)
    yield from extracts_from(text_of_wiki(text) if is_wikitext(text) else _undivided(text))


def read_letter(content: bytes, declared: str | None = None) -> Iterator[Extract]:
    """Read a text that is one article, such as an e-mail, whatever lines divide it."""
    yield extract_from(_undivided(decode(content, declared)))


def extracts_from(text: str) -> Iterator[Extract | Unusable]:
    """Yield the articles of a text: those that an archive has put into it, or the text as one."""
    yield from read_exports(text) or [extract_from(text)]


def extract_from(text: str) -> Extract:
    """Return a text as an article, with what its header states."""
    header = read_header(text)
    return Extract(
        text=text,
        title=header.title,
        published=header.published,
        updated=header.updated,
        author=header.author,
        body=header.body(text),
    )


def _undivided(text: str) -> str:
    """Return a text in which words divided at a line's end are joined; the line ends after them."""
    if not any(end in text for end in _HYPHEN_ENDS):  # spares most texts a slow search
        return text
    compounds = {word.lower() for word in _COMPOUND.findall(text)}

    def whole(match: re.Match[str]) -> str:
        left, right = match["left"], match["right"]
        own = (
            not right[0].islower()
            or left.lower() in _KEEPS_ITS_HYPHEN
            or f"{left}-{right}".lower() in compounds
        )
        return f"{left}{'-' if own else ''}{right}{match['marks']}" + (
            "\n" if match["space"] else ""
        )

    return _DIVIDED.sub(whole, text)
