"""Rich text (RTF), as many word processors save it."""

from __future__ import annotations

from collections.abc import Iterator

from qa.articles.decoding import clean
from qa.articles.extract import Extract, Unusable
from qa.articles.plain import extracts_from
from qa.errors import UnreadableArticleError

__all__ = ["read_rtf"]


def read_rtf(content: bytes) -> Iterator[Extract | Unusable]:
    """Read an RTF file; a paragraph's end becomes an empty line, as in text files."""
    # Imported here: most folders hold no RTF.
    from striprtf.striprtf import rtf_to_text

    if not content.lstrip().startswith(b"{\\rtf"):
        content = b"{\\rtf1 " + content + b"}"  # a part of a file; of several groups, all are read
    try:
        text = str(rtf_to_text(content.decode("latin-1"), errors="replace"))  # type: ignore[no-untyped-call]
    except Exception as error:  # untrusted bytes fail in ways that nobody has listed
        raise UnreadableArticleError(
            f"an RTF file that cannot be read ({type(error).__name__})",
            hint="Open it in a word processor and save it again.",
        ) from error
    lines = (line.strip() for line in clean(text).split("\n"))
    yield from extracts_from("\n\n".join(line for line in lines if line))
