"""Tells whether a question may have several right answers: "Who attended?"."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.language.values.words import comparable, fold, plain, surface_tokens
from qa.language.words import AUXILIARIES, FUNCTION_WORDS, word_set

__all__ = ["asks_for_several"]

# Verbs whose subject or object is often one of many: several people attend, say or visit.
_SHARED_ACTIONS = word_set(
    "attend attended belong belonged comment commented criticise criticised criticize criticized "
    "join joined participate participated play played praise praised recommend say said speak "
    "spoke support supported supports sponsor sponsored visit visited witness witnessed work worked"
)
# Behind a plural noun stands a verb: an auxiliary, or one in the past tense.
_PAST = re.compile(
    r"ed$|^(?:became|began|came|fought|gave|had|held|joined|kept|left|lost|made|met|said|sent|"
    r"took|went|won)$"
)
_WHAT = r"\b(?:what|which|who)"
_NAMING = re.compile(
    r"\b(?:name|list|give) (?:an?|one|some|all|several|two|three|four|five|examples?)\b"
    r"|\bwho (?:all|else)\b|\b(?:besides|other than|apart from|in addition to)\b"
    rf"|{_WHAT} (?:is|was|are|were) (?:one|some|another|an example) of\b"
    rf"|{_WHAT} (?:is|was) an?(?:nother)? (?:\w+ )?(?:example|kind|type|member|part|form|reason)\b"
    rf"|{_WHAT} (?:other|another)\b"
)
# One answer in the plural: from when to when something is open.
_OPENING_HOURS = re.compile(r" (?:business|office|opening|visiting|working) (?:hours|times)\b")


@lru_cache(maxsize=64)  # each span is widened as the question asks
def asks_for_several(question: str) -> bool:
    """Tell whether a question may have several right answers, judged by its words.

    >>> asks_for_several("Which countries sent troops?"), asks_for_several("Who is the mayor?")
    (True, False)
    """
    text = fold(question).casefold()
    if _NAMING.search(text):
        return True
    words = [plain(word) for word in surface_tokens(text)]
    for at, word in enumerate(words):
        if word in {"which", "what"}:
            return _asks_for_plural(words[at + 1 :])
        if word in {"who", "whom"}:
            rest = words[at + 1 : at + 3]
            plural = rest[:1] in (["are"], ["were"]) and rest[1:] != ["you"]
            return plural or any(one in _SHARED_ACTIONS for one in words[at + 1 :])
    return False


def _asks_for_plural(words: list[str]) -> bool:
    """Tell whether the noun after "which" or "what" is plural: "what | two European countries"."""
    if words[:1] and words[0] in {"are", "were"}:
        return _OPENING_HOURS.search(" ".join(words)) is None
    for at, word in enumerate(words[:4]):
        if word in FUNCTION_WORDS - {"other"}:
            return False
        plural = comparable(word) != plain(word) and word.endswith("s")
        if plural and not word.endswith(("ss", "us", "is")):
            # "which European countries sent", but "what organization runs the agency"
            behind = words[at + 1 : at + 2]
            return at == 0 or any(one in AUXILIARIES or _PAST.search(one) for one in behind)
    return False
