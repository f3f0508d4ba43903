r"""Bytes to text: byte order marks, UTF-8, UTF-16, then the older encodings.

Text keeps every character it was decoded to, with two exceptions: line ends become ``\n``, and
what no store accepts (NUL, lone surrogates) becomes U+FFFD. Offsets count the result.
"""

from __future__ import annotations

import codecs
import re

from qa.errors import UnreadableArticleError

__all__ = ["clean", "decode"]

#: UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Control characters that text does not hold; form feed, escape and friends may occur.
_BINARY = re.compile(rb"[\x00-\x06\x0e-\x1a\x7f]")
_LARGEST_BINARY_SHARE = 0.01
#: How much of a file is looked at to tell its encoding, in bytes.
_SAMPLE = 65_536
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
#: A file with at least this many sound UTF-8 sequences to a broken one is broken UTF-8.
_SOUND_TO_BROKEN = 10


def decode(content: bytes, declared: str | None = None) -> str:
    """Decode a file.

    Args:
        content: The file's bytes.
        declared: The encoding that the file names itself, as a web page does; it is used where
            the bytes are neither marked nor UTF-8.

    Raises:
        UnreadableArticleError: The bytes are no text, or in no encoding that can be told.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return clean(content[len(mark) :].decode(encoding, "replace"))
    if wide := _utf_16(content):
        return clean(content.decode(wide, "replace"))
    if len(_BINARY.findall(content[:_SAMPLE])) > _LARGEST_BINARY_SHARE * len(content[:_SAMPLE]):
        raise UnreadableArticleError("not a text file", hint="Remove it, or convert it to text.")
    return clean(_utf_8(content) or _declared(content, declared) or _older(content))


def clean(text: str) -> str:
    r"""Return the text with ``\n`` line ends, NUL and lone surrogates replaced by U+FFFD."""
    return _UNSTORABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def _utf_16(content: bytes) -> str | None:
    """Tell UTF-16 without a mark: in most scripts' text every other byte is often zero."""
    sample = content[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _utf_8(content: bytes) -> str | None:
    """Decode UTF-8, with a few broken sequences if need be: a file cut short, a pasted byte."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(1 for character in text if character > "\x7f") - broken
    return text if sound >= _SOUND_TO_BROKEN * broken else None


def _declared(content: bytes, encoding: str | None) -> str | None:
    if encoding is None:
        return None
    try:
        return content.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        return None


def _older(content: bytes) -> str:
    # Imported here: a folder of UTF-8 files never needs it.
    from charset_normalizer import from_bytes

    best = from_bytes(content).best()
    if best is None:
        raise UnreadableArticleError("its encoding cannot be told", hint="Save it as UTF-8.")
    return str(best)
