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
#: Longest line that is not taken for one of hand-wrapped prose, in characters.
_LONGEST_LINE = 60
#: Markup and bullets at the beginning of a line, and emphasis or links inside.
_MARKS = re.compile(r"^[#>*+•\s-]+|[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}|!?\[([^\]]*)\]\([^)]*\)")


def first_sentence(extract: Extract) -> str | None:
    """Return the first sentence of an article, without its dateline, shortened to fit.

    Of lines that do not belong together, such as a title and what stands below it, it is the first.

    Returns None if the article has no sentence of three words.
    """
    for start, end in extract.body:
        for first, last in sentences(extract.text, start, min(end, start + _SAMPLE)):
            sentence = _first_line(extract.text[first:last])
            sentence = _MARKS.sub(r"\1", " ".join(sentence.split()))
            sentence = sentence[dateline_end(sentence) :].strip()
            if len(sentence.split()) >= _LEAST_WORDS and any(map(str.isalpha, sentence)):
                return _shortened(sentence)
    return None


def _first_line(sentence: str) -> str:
    """Return the first of several lines, if prose would not have been broken there."""
    line, _, below = sentence.strip().partition("\n")
    apart = len(line) <= _LONGEST_LINE and below.lstrip()[:1].isupper()
    return line if apart and len(line.split()) >= _LEAST_WORDS else sentence


def _shortened(sentence: str) -> str:
    sentence = sentence.removesuffix(".")
    if len(sentence) <= _LONGEST:
        return sentence
    return sentence[: _LONGEST - 1].rsplit(maxsplit=1)[0].rstrip(",;:—–-") + "…"
