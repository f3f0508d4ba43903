"""Questions for the holder of an office, and the words by which an article may speak of it."""

# ruff: noqa: RUF001 - typographic punctuation is meant

from __future__ import annotations

import re
from functools import cache

from qa.language.stems import stem

__all__ = ["asked_office"]

# Offices and professions whose holder an article hardly ever names without one of these words. They
# are few: an article may speak of a leader, an owner or a founder in too many ways.
_SPOKEN_OF = """
agent: represents representative representing negotiates adviser advisor
king queen monarch emperor empress: reign reigned crown crowned throne royal ruler ruled sovereign
vicar rector priest pastor parson curate: reverend rev chaplain church congregation sermon
bishop archbishop: diocese cathedral
editor: edits edited editing
treasurer: treasury
referee umpire: refereed whistle officiated official
goalkeeper keeper: goal goals saved
pilot: fly flew flown flying flight cockpit captain aviator landed crew
lawyer attorney solicitor barrister: counsel advocate represents representing defended defends law
coach: manager trainer train trained training boss
ambassador: envoy consul diplomat embassy
judge magistrate: justice court tribunal sentenced ruled
architect: designed designer drew plans built
composer: composed wrote written music
photographer: photo photograph photographed picture
"""
_ASKED = re.compile(
    r"\W*who(?:['’]s| is| was| are| were) (?:now |currently |then )?"
    r"(?:the |an? |(?:[\w.'’-]+ ){0,3}?[\w.-]+['’]s )?"
    r"(?:(?!(?:the|an?|[a-z]+ing) )[a-z-]+ ){0,2}?(?P<office>[a-z]+)"
    r"(?= (?:of|at|for|in|during|when|while|on|under|after|before|to|who|that)\b|\W*$)",
    re.IGNORECASE,
)


def asked_office(question: str) -> frozenset[str]:
    """Return the stems by which an article may speak of the office whose holder is asked for.

    Empty if a question asks for something else, or for an office that may be spoken of in any way.

    >>> sorted(asked_office("Who was treasurer in 1867?"))
    ['treasur', 'treasuri']
    >>> asked_office("Who is the leader of the band?")
    frozenset()
    """
    found = _ASKED.match(question)
    return _spoken_of().get(stem(found["office"].lower()), frozenset()) if found else frozenset()


@cache
def _spoken_of() -> dict[str, frozenset[str]]:
    """Return what each office, as a stem, may be spoken of by."""
    told: dict[str, frozenset[str]] = {}
    for line in _SPOKEN_OF.strip().splitlines():
        offices, _, others = line.partition(":")
        all_stems = frozenset(map(stem, f"{offices} {others}".split()))
        told.update({stem(office): all_stems for office in offices.split()})
    return told
