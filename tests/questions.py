"""Questions that several tests ask, and what answers them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa import Answer

TREATY = "Vienna treaty\n\nThe treaty was signed in Vienna in 1961. It had forty parties then."
WHEN = "When does the Afghanistan withdrawal end?"
CEASES = "When will the US military presence in Afghanistan cease?"
WHERE = "Where was the treaty signed?"
#: The sample article that states a date.
DATED = "001_4c3023bb4e6f2f62.txt"


def paths(answer: Answer) -> set[str]:
    return {citation.path for citation in (*answer.citations, *answer.related)}
