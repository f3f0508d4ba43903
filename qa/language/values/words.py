"""Words in comparable form: case, accents, punctuation, spelling and plural do not matter.

Every rule is applied to both sides of a comparison and its result is never shown. So a rule may
produce a non-word ("genre" -> "gener" would be harmless) as long as no two words with different
meanings become the same.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from qa.language.words import ARTICLES, CARDINALS, LIGHT_PREPOSITIONS, WORD

__all__ = [
    "comparable",
    "compared_words",
    "fold",
    "plain",
    "surface_tokens",
]

_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){1,}[^\W\d_]\b\.?|\b(?:[^\W\d_]\.){2,}")
_VULGAR = re.compile(r"(\d{0,9}) ?([\u00bc-\u00be\u2150-\u215e])")  # 2 1/2 as one character
#: Unlike the tokenizer of questions, this splits compounds and keeps numbers whole.
_TOKEN = re.compile(rf"\d+(?:,\d{{3}})+(?:\.\d+)?|\d+\.\d+|{WORD}|%")

_SMALL_NUMBERS = {name: str(number) for number, name in enumerate(CARDINALS[:13])}

_WHOLE_WORDS = {
    **_SMALL_NUMBERS,
    "%": "percent",
    "aeroplane": "airplane",
    "ageing": "aging",
    "aluminium": "aluminum",
    "children": "child",
    "grey": "gray",
    "jewellery": "jewelry",
    "judgement": "judgment",
    "manoeuvre": "maneuver",
    "men": "man",
    "persons": "people",
    "person": "people",
    "plough": "plow",
    "programme": "program",
    "sceptic": "skeptic",
    "towards": "toward",
    "women": "woman",
}

# British to American. What must stand before keeps short words apart: "four" is not "for".
_AMERICAN = {
    "or": r"(?<=\w{3})our(?=(?:able|ed|er|ful|hood|ing|ite|less|ly)?$)",  # colour, neighbourhood
    "er": r"(?<=\w{2}[bt])re$",  # centre, fibre
    "ic": r"(?<=\bpract)is(?=e|ing)",
    "iz": r"(?<=\w{4})is(?=(?:e|ed|er|ing|ation)$)",  # organisation
    "yz": r"(?<=\w{2}[ay]l)ys(?=(?:e|ed|er|ing)$)",  # analyse
    "ense": r"(?:(?<=\bdef)|(?<=\boff)|(?<=\blic)|(?<=\bpret))ence",  # defence
    "l": r"(?<=[aeiou][^aeiou][aeiou])ll(?=(?:ed|er|ing|or)$)",  # travelled
    "og": r"(?<=\w{2})ogue$",  # dialogue
}
_BRITISH = re.compile("|".join(f"(?P<{ending}>{form})" for ending, form in _AMERICAN.items()))


def fold(text: str) -> str:
    """Return the text with uniform compatibility forms, quotes, dashes and white space.

    Case is kept. NFKC turns full-width digits, ligatures and no-break spaces into plain ones.
    """
    text = _VULGAR.sub(_decimal, text)
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"[\u2018\u2019\u02bc`\u00b4]", "'", text)
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text)
    return " ".join(text.split())


def _decimal(match: re.Match[str]) -> str:
    return f"{int(match[1] or 0) + unicodedata.numeric(match[2]):g}"


def surface_tokens(text: str) -> list[str]:
    """Return words and numbers of folded text, case kept; "U.S." is "US", "Mali's" "Mali"."""
    joined = _INITIALS.sub(lambda match: match[0].replace(".", ""), text)
    return [re.sub(r"'s?$", "", token, flags=re.IGNORECASE) for token in _TOKEN.findall(joined)]


@lru_cache(maxsize=16384)
def plain(token: str) -> str:
    """Return one token in lower case, without accents, in American spelling; numbers are kept."""
    word = token.casefold()
    if not word.isascii():
        decomposed = unicodedata.normalize("NFKD", word)
        word = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _BRITISH.sub(lambda match: str(match.lastgroup), word)


@lru_cache(maxsize=16384)  # the words of all passages are compared, most of them often
def comparable(token: str) -> str:
    """Return one token in comparable form: plain, singular, small numbers in digits.

    The plural rule is the S stemmer of Harman (1991), "How effective is suffixing?", JASIS 42(1),
    with "-es" dropped whole after a sibilant.
    """
    word = plain(token)
    word = plain(_singular(_WHOLE_WORDS.get(word, word.replace(",", ""))))
    return _WHOLE_WORDS.get(word, word)


def compared_words(text: str) -> tuple[str, ...]:
    """Return folded text as comparable words, without articles and outer prepositions."""
    text = re.sub(r"\bper cent\b", "percent", text, flags=re.IGNORECASE)
    words = [comparable(token) for token in surface_tokens(text)]
    while words and words[0] in LIGHT_PREPOSITIONS | ARTICLES:
        words.pop(0)
    while words and words[-1] in LIGHT_PREPOSITIONS:
        words.pop()
    return tuple(word for word in words if word not in ARTICLES)


def _singular(word: str) -> str:
    if word.endswith("ies") and not word.endswith(("eies", "aies")) and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if word.endswith("es") and not word.endswith(("aes", "ees", "oes")) and len(word) > 3:
        return word[:-1]
    if word.endswith("s") and not word.endswith(("us", "ss")) and len(word) > 3:
        return word[:-1]
    return word
