r"""Decodes bytes to text: byte order marks, UTF-8, UTF-16, then the older encodings.

The text keeps every decoded character, with three exceptions. Line ends become ``\n``. Characters
that no store accepts (NUL, lone surrogates) become U+FFFD. UTF-8 that was once saved as if it were
Windows-1252 is repaired. Offsets refer to the result.
"""

# ruff: noqa: RUF001 - characters of misread text are meant

from __future__ import annotations

import codecs
import re

from qa.errors import UnreadableArticleError

__all__ = ["clean", "decode", "repaired"]

#: UTF-32 comes first, since its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: Control characters that do not occur in text; tabs, form feeds and escapes may occur.
_CONTROL = re.compile(rb"[\x00-\x06\x0e-\x1a\x7f]")
#: The escape sequence that begins Japanese in ISO-2022-JP; the rest of such a file is ASCII.
_ISO_2022_JP = re.compile(rb"\x1b\$[@B]")
#: How much of a file is examined to tell its kind, in bytes.
_SAMPLE = 65_536
#: What UTF-8 looks like if it was read as Windows-1252: ``Ã©`` for ``é``.
_MISREAD = re.compile(r"[ÂÃÐÑâï][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
#: If a file has this many valid UTF-8 sequences for each broken one, it is UTF-8 with an error.
_SOUND_TO_BROKEN = 10
#: Python also has codecs that are not character sets; some of them are slow on hostile bytes.
_DECLARABLE = ("iso8859", "cp", "koi8", "gb", "big5", "euc", "shift_jis", "iso2022", "mac", "tis")


def decode(content: bytes, declared: str | None = None) -> str:
    """Decode a file.

    Args:
        content: The file's bytes.
        declared: The encoding that the file itself names, as a web page does. It is used if the
            bytes have no byte order mark and are not UTF-8.

    Raises:
        UnreadableArticleError: The bytes are not text, or their encoding cannot be determined.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return clean(content[len(mark) :].decode(encoding, "replace"))
    if wide := _utf_16(content):
        return clean(content.decode(wide, "replace"))
    if _ISO_2022_JP.search(content):
        return clean(content.decode("iso2022_jp", "replace"))
    sample = content[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > 2 + len(sample) / 100:
        raise UnreadableArticleError("not a text file", hint="Remove it, or convert it to text.")
    text = _utf_8(content)
    if text is None:
        text = _declared(content, declared)
    return clean(repaired(_older(content) if text is None else text))


def clean(text: str) -> str:
    r"""Return the text with ``\n`` line ends, NUL and lone surrogates replaced by U+FFFD."""
    return _UNSTORABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def repaired(text: str) -> str:
    """Return a text whose lines of misread UTF-8 are repaired, as ftfy does it."""
    if not _MISREAD.search(text):
        return text
    # Imported here: few texts need it.
    from ftfy import fix_encoding

    # Line by line, since pages are often pasted together from correct and from misread pieces.
    lines = text.split("\n")
    return "\n".join(fix_encoding(line) if _MISREAD.search(line) else line for line in lines)


def _utf_16(content: bytes) -> str | None:
    """Recognise UTF-16 without a mark: in most scripts, every other byte is often zero."""
    sample = content[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _utf_8(content: bytes) -> str | None:
    """Decode UTF-8 that may have a few broken sequences: a file cut short, a pasted byte."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(1 for character in text if character > "\x7f") - broken
    return text if sound >= _SOUND_TO_BROKEN * broken else None


def _declared(content: bytes, declared: str | None) -> str | None:
    try:
        encoding = codecs.lookup(declared or "").name
        if not encoding.startswith(_DECLARABLE):
            return None
        return content.decode(_filled(encoding))
    except (LookupError, ValueError):
        return None


def _older(content: bytes) -> str:
    """Decode a file without mark, UTF-8 or declaration, in the encoding that chardet detects."""
    # Imported here: a folder of UTF-8 files never needs it.
    from chardet import EncodingEra, detect

    found = detect(
        content,
        encoding_era=EncodingEra.ALL & ~EncodingEra.MAINFRAME,  # no article is in EBCDIC
        prefer_superset=False,  # it would take ISO 8859-2 for Windows-1250, where letters differ
        compat_names=False,
    )["encoding"]
    if not found:
        raise UnreadableArticleError("its encoding cannot be found out", hint="Save it as UTF-8.")
    return content.decode(_filled(found), "replace")


def _filled(encoding: str) -> str:
    """Return Windows-1252 for Latin-1, whose gaps it fills, as the HTML standard requires."""
    return "cp1252" if codecs.lookup(encoding).name == "iso8859-1" else encoding
