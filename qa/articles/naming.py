"""Names an article that states no title by its first sentence."""

# ruff: noqa: RUF001 - typographic punctuation is meant

from __future__ import annotations

import re

from qa.articles.extract import Extract
from qa.language.datelines import dateline_end
from qa.language.sentences import sentences

__all__ = ["first_sentence"]

#: Longest name, in characters, and how much of the body is searched for its first sentence.
_LONGEST = 100
_SAMPLE = 1000
_LEAST_WORDS = 3
#: Markup and bullets at the beginning of a line, and emphasis or links inside.
_MARKS = re.compile(r"^[#>*+•\s-]+|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}|!?\[([^\]]*)\]\([^)]*\)")


def first_sentence(extract: Extract) -> str | None:
    """Return the first sentence of an article, without its dateline, shortened to fit.

    Returns None if the article has no sentence of three words.
    """
    for start, end in extract.body:
        for first, last in sentences(extract.text, start, min(end, start + _SAMPLE)):
            sentence = _MARKS.sub(r"\1", " ".join(extract.text[first:last].split()))
            sentence = sentence[dateline_end(sentence) :].strip()
            if len(sentence.split()) >= _LEAST_WORDS and any(map(str.isalpha, sentence)):
                return _shortened(sentence)
    return None


def _shortened(sentence: str) -> str:
    sentence = sentence.removesuffix(".")
    if len(sentence) <= _LONGEST:
        return sentence
    return sentence[: _LONGEST - 1].rsplit(maxsplit=1)[0].rstrip(",;:—–-") + "…"
