# ruff: noqa: RUF001 - typographic punctuation is meant
"""Tells names from ordinary words that only their place in the text gives a capital.

Any word has a capital at the beginning of a sentence, of a quotation or of an item in a list, and
most words have one in a heading. Only a word that keeps its capital inside sentences is a name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from qa.language.sentences import sentences
from qa.language.words import FUNCTION_WORDS, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.language.words import Token

__all__ = ["capital_balance", "capital_is_due", "is_title_case"]

# Marks behind which a sentence, a quotation or an item begins.
_OPENING = frozenset("“„«‘:;?!•*·|/([{—–-#>")
_STRAIGHT_QUOTES = ("'", '"')
# A line of which so many words have a capital is a heading.
_MOST_CAPITALS = 0.6
_FEWEST_WORDS = 3


def capital_balance(texts: Iterable[str]) -> Counter[str]:
    """Count how often words have a capital inside sentences, less how often they have none.

    Args:
        texts: Whole texts; the more of them, the surer is the result.

    Returns:
        The balance by the word in lower case: above 0 for names, below 0 for ordinary words, and 0
        for words that were only seen where any word has a capital.

    Example:
        >>> from qa.language.capitals import capital_balance
        >>> balance = capital_balance(["Work on the dam began in Ravna. Is it hard work?"])
        >>> balance["ravna"], balance["work"], balance["is"]
        (1, -1, 0)
    """
    balance: Counter[str] = Counter()
    for text in texts:
        for start, end in sentences(text):
            sentence = text[start:end]
            words = tokens(sentence)
            if sentence.isupper() or is_title_case(words):
                continue
            for word in words:
                if word.is_word and not capital_is_due(sentence, word.start):
                    balance[word.word.lower()] += 1 if word.capitalised else -1
    return balance


def capital_is_due(sentence: str, start: int) -> bool:
    """Whether any word would have a capital at this place of a sentence."""
    if sentence[:start].endswith(_STRAIGHT_QUOTES):
        return True  # a closing one would be followed by a space
    before = sentence[:start].rstrip()
    return not before or before[-1] in _OPENING


def is_title_case(words: Sequence[Token]) -> bool:
    """Whether so many words have a capital that it says nothing: "What We Know About the Dam".

    A line with a full stop is a sentence.
    """
    if words and words[-1].text == ".":
        return False
    content = [
        one for one in words if one.is_word and (one.capitalised or one.word not in FUNCTION_WORDS)
    ]
    if len(content) < _FEWEST_WORDS:
        return False
    return sum(one.capitalised for one in content) > _MOST_CAPITALS * len(content)
