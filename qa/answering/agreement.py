"""Which articles give the same answer, and which give another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.values import contradicts, same

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answering.candidates import Candidate

__all__ = ["Findings", "compare"]

# Least gap at which another article's span counts as bearing the answer out. It already means the
# same as the best one, so it may be a weaker reading.
_SUPPORT_GAP = -2.0
# Least gap at which another article's span counts as a different answer: the reader must be sure.
_DIFFER_GAP = 3.0


@dataclass(frozen=True, slots=True)
class Findings:
    """The articles' answers side by side.

    Attributes:
        supporting: The best candidate and, of each other article that says the same, its best.
        differing: Of each article whose own best answer contradicts, that candidate.
    """

    supporting: tuple[Candidate, ...]
    differing: tuple[Candidate, ...]


def compare(candidates: Sequence[Candidate]) -> Findings:
    """Compare the articles' answers with the best one.

    Args:
        candidates: Best first, at least one.
    """
    best = candidates[0]
    supporting = {best.article_id: best}
    leading: dict[str, Candidate] = {}
    for candidate in candidates:
        leading.setdefault(candidate.article_id, candidate)
        if (
            candidate.article_id not in supporting
            and candidate.gap >= _SUPPORT_GAP
            and same(candidate.value, best.value)
        ):
            supporting[candidate.article_id] = candidate
    differing = tuple(
        candidate
        for article_id, candidate in leading.items()
        if article_id not in supporting
        and candidate.gap >= _DIFFER_GAP
        and contradicts(candidate.value, best.value)
    )
    return Findings(tuple(supporting.values()), differing)
