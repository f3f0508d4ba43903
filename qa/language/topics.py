"""What a question is about: its content words, and the share that a text holds. Pure functions."""

from __future__ import annotations

import re

from qa.language.kinds import NEWS
from qa.language.words import STOP_WORDS, word_set, words

__all__ = ["content_words", "coverage", "looks_english", "topic", "without_stop_words"]

# Words that ask for an account of something, by their first five letters.
_TELLING = word_set(
    """
    artic compa contr descr detai diffe disag discu docum expla facts findi folde give ideas
    impor infor main menti news outli overv paper piece point repor repos say says simil sourc
    state stori story summa takea talk tell text texts theme topic write writt wrote
    """
)
# Words that say how long the account should be.
_AMOUNTS = word_set(
    "all both brief briefly each every everything key list most please quick short some two"
)
# Stop words that also occur in other languages: German "was", Spanish "has", Polish "to".
_SHARED = word_set(
    """
    a also am an are as at be been but by can do for had has have he her i if in into is it may me
    must my no not of on or so such to was we will
    """
)
_LEAD = re.compile(rf"^\W*(?:{NEWS})")
# Number of letters compared: "withdrawal" and "withdraws" share their first five.
_STEM = 5
# The last letter of Unicode's block Latin Extended-B: other scripts begin after it.
_LAST_LATIN = "\u024f"


def content_words(question: str) -> list[str]:
    """List the words of a question that are not stop words, in lower case and in order."""
    return [word for word in words(question) if word not in STOP_WORDS]


def without_stop_words(question: str) -> str:
    """Return the question's content words as a query; the question itself if it has none."""
    return " ".join(content_words(question)) or question


def topic(question: str) -> str:
    """Return what a broad question is about: its content words, in lower case and in order.

    Words that only ask for an account ("What do the articles say about ...", "Summarise ...")
    do not belong to the topic. The list is empty if the question has no other words.
    """
    return " ".join(
        word
        for word in content_words(_LEAD.sub("", question.casefold()))
        if word not in _AMOUNTS | {"agree"} and word[:_STEM] not in _TELLING
    )


def coverage(question: str, text: str) -> float:
    """Return the share of the question's content words that a text holds, in [0, 1].

    Words are compared by their first five letters, so that inflected forms match. The share is 0
    for a question without content words.
    """
    asked = {word[:_STEM] for word in content_words(question)}
    if not asked:
        return 0.0
    held = {word[:_STEM] for word in content_words(text)}
    return len(asked & held) / len(asked)


def looks_english(question: str) -> bool:
    """Say whether a question holds a word that only English has, or is too short to tell.

    A question in another script is never too short.
    """
    asked = words(question)
    if any(word in STOP_WORDS - _SHARED for word in asked):
        return True
    return len(asked) < 3 and not any(
        letter.isalpha() and letter > _LAST_LATIN for letter in question
    )
