"""Names of papers: "The Osby Messenger", "Daily Torch", "Channel 6 News"."""

# ruff: noqa: RUF001 - typographic punctuation is meant

from __future__ import annotations

import re

from qa.language.words import word_set

__all__ = ["OF_PAPERS", "ends_like_paper", "is_paper", "names_paper"]

#: Words that names of papers hold, and no person's name.
OF_PAPERS = word_set(
    "advertiser agency argus beacon bugle chronicle clarion courier daily despatch dispatch echo "
    "enquirer evening examiner express gazette guardian herald independent inquirer institute "
    "journal ledger letter magazine mail messenger monitor news observer office post press record "
    "register review sentinel standard star sun telegraph the times tribune university weekly"
)
#: Words that end the name of a paper, and seldom anything else: "Osby Shipping Monthly".
_LAST = word_set(
    "advertiser argus chronicle courier daily echo examiner gazette herald inquirer journal "
    "magazine messenger monthly news newspaper newswire quarterly radio sentinel telegraph times "
    "tribune tv weekly"
)
#: Words that begin a short one: "Daily Torch", "Radio Elva", "Channel 6".
_FIRST = word_set("channel daily evening morning radio sunday weekly")
#: Most words of such a name.
_MOST_WORDS = 3
_WORD = r"[A-Z][\w.'’-]*"
_SMALL = "and|&|of|the|avec|mit"
_NAME = rf"{_WORD}(?: (?:{_SMALL}|{_WORD})){{0,4}}"
#: "Channel 6 News".
_NAME_WITH_FIGURES = rf"{_WORD}(?: (?:{_SMALL}|\d+|{_WORD})){{0,4}}"


def is_paper(line: str) -> bool:
    """Tell whether a line may be the name of a paper: "The Osby Messenger"."""
    named = re.fullmatch(_NAME, line.title() if line.isupper() else line)
    return named is not None and not (OF_PAPERS - {"the"}).isdisjoint(line.lower().split())


def names_paper(name: str, *, dated: bool) -> bool:
    """Tell whether a name is a paper's: "Osby Gazette", but not "Sun Sets On Osby".

    Args:
        name: A name without what stands beside it.
        dated: Whether a day stands beside it. Then "Osby Review" is a paper's as well.
    """
    if not re.fullmatch(_NAME_WITH_FIGURES, name.title() if name.isupper() else name):
        return False
    words = name.lower().split()
    article = words[0] == "the"
    if len(words) < 2 + article:
        return False
    if words[-1] in _LAST:
        return True
    begun = words[article] in _FIRST and len(words) <= _MOST_WORDS + article
    return (dated or article) and (begun or words[-1] in OF_PAPERS)


def ends_like_paper(words: str) -> bool:
    """Tell whether words end like the name of a paper, whatever stands before: "village news"."""
    return words.lower().split()[-1] in _LAST
