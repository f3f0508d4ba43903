"""What the rules about follow-ups need beside the words that every part knows."""

from __future__ import annotations

from qa.language.words import (
    AUXILIARIES,
    BE,
    CLAUSE_OPENERS,
    DETERMINERS,
    FUNCTION_WORDS,
    PLACE_PREPOSITIONS,
    PREPOSITIONS,
    QUESTION_WORDS,
    Token,
    tokens,
    word_set,
)

__all__ = [
    "ADVERBIAL",
    "AUXILIARIES",
    "BE",
    "CLAUSE_OPENERS",
    "DETERMINERS",
    "FUNCTION_WORDS",
    "PLACE_PREPOSITIONS",
    "PREPOSITIONS",
    "QUESTION_WORDS",
    "Token",
    "finished",
    "tokens",
    "word_set",
]

#: Question words that stand for no part of the sentence's core: what is left without them is whole.
ADVERBIAL = word_set("how when where why")


def finished(text: str) -> str:
    """Write words as a question: capitalised, with one question mark."""
    bare = text.strip(" \t,;:.!?…-–—")  # noqa: RUF001 - dashes as people type them
    return f"{bare[:1].upper()}{bare[1:]}?"
