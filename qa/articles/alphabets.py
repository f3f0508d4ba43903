"""Telling 8-bit encodings apart by the alphabets of languages.

Bytes that are Polish in Windows-1250 are readable characters in Windows-1252 as well, but letters
of no one language: ``rodz¹ siê`` for ``rodzą się``. So an encoding is the right one when nearly
all letters beside ASCII belong to the alphabet of a single language.
"""

# ruff: noqa: RUF001 - letters of many alphabets are meant

from __future__ import annotations

from collections import Counter

__all__ = ["encoding_by_alphabet"]

#: Letters beside ASCII by encoding and language. Where two encodings fit alike, the first counts.
_ALPHABETS = {
    "cp1252": (
        "áèéêëíïñóöüçàäâåô",  # English, of loan words and names
        "àâæçèéêëîïôùûüÿœ",  # French
        "äöüßé",  # German
        "áéíñóúüºª",  # Spanish
        "áâãàçéêíóôõúºª",  # Portuguese; its former ü would take Hungarian in
        "àèéìíîòóùú",  # Italian
        "àçèéíïòóúü·",  # Catalan
        "áèéêëíïóöúü",  # Dutch
        "æøåéèêóòôäö",  # Danish, Norwegian
        "åäöéüà",  # Swedish, Finnish
        "áðéíóúýþæö",  # Icelandic
    ),
    "cp1250": (
        "ąćęłńóśźż",  # Polish
        "áčďéěíňóřšťúůýž",  # Czech
        "áäčďéíĺľňóôŕšťúýž",  # Slovak
        "áéíóöőúüű",  # Hungarian
        "čćđšž",  # Croatian, Slovene
        "ăâîşţ",  # Romanian
    ),
    "cp1254": ("çğıöşüâîûİ",),  # Turkish
    "cp1257": (
        "ąčęėįšųūž",  # Lithuanian
        "āčēģīķļņšūž",  # Latvian
        "äõöüšž",  # Estonian
    ),
}
#: The same languages in the ISO encoding, where letters lie at other places.
_ALPHABETS["iso8859_2"] = _ALPHABETS["cp1250"]
#: Signs of any language.
_SIGNS = frozenset("€‚„…‹‘’“”•–—™›\u00a0¡¢£§©«®°·»½¿†‡\u00ad")
#: Hebrew has no capitals, which fill the places before, and no vowels, which Russian has after.
_HEBREW = range(0xE0, 0xFB)
_LEAST_HEBREW = 0.97
#: Least share of letters in one alphabet: names from elsewhere occur in every text.
_LEAST = 0.9
#: Letters beside ASCII are at most this share; in Cyrillic or Greek bytes they would be most.
_MOST_ACCENTED = 0.3


def encoding_by_alphabet(content: bytes) -> str | None:
    """Return the encoding of 8-bit text in Latin or Hebrew script, or None where none fits well."""
    counts = Counter(content)
    plain = sum(counts[byte] for byte in range(128) if chr(byte).isalpha())
    beyond = {byte: count for byte, count in counts.items() if byte > 127}
    every = sum(beyond.values())
    if every > _MOST_ACCENTED * (plain + every):
        hebrew = sum(beyond.get(byte, 0) for byte in _HEBREW)
        return "cp1255" if hebrew > _LEAST_HEBREW * every else None
    shares = {encoding: _share(beyond, encoding) for encoding in _ALPHABETS}
    best = max(shares, key=lambda encoding: shares[encoding])
    return best if shares[best] >= _LEAST else None


def _share(beyond: dict[int, int], encoding: str) -> float:
    """Return the largest share of the characters beside ASCII that one language accounts for."""
    letters: Counter[str] = Counter()
    for byte, count in beyond.items():
        letter = bytes([byte]).decode(encoding, "replace")
        if letter not in _SIGNS:
            letters[letter] += count
    every = sum(letters.values())
    if not every:
        return 1.0
    known = (
        sum(count for letter, count in letters.items() if letter in told or letter.lower() in told)
        for told in _ALPHABETS[encoding]
    )
    return max(known) / every
