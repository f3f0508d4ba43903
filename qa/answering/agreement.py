"""Which articles give the same answer, and which give another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.language.values import contradicts, same

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qa.answering.candidates import Candidate

__all__ = ["Findings", "compare"]

# How far below "the passage answers" the gap of another article's span may lie to bear the answer
# out: it already means the same as the best one, so it may be a weaker reading.
_SLACK = 3.0
# How sure another article's own answer must be, as a share of how sure the best one is, before it
# is set beside it.
_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Findings:
    """The articles' answers side by side; the best candidate of each article at most.

    Attributes:
        supporting: The best candidate of all, then those that say the same.
        differing: Those that cannot be true together with the best one.
        reworded: Other likely answers that neither repeat nor contradict it.
    """

    supporting: tuple[Candidate, ...]
    differing: tuple[Candidate, ...]
    reworded: tuple[Candidate, ...]


def compare(candidates: Sequence[Candidate], probability: Callable[[Candidate], float]) -> Findings:
    """Compare the articles' answers with the best one.

    Args:
        candidates: Best first, at least one.
        probability: How likely a candidate is a right answer.
    """
    best = candidates[0]
    supporting = {best.article_id: best}
    leading: dict[str, Candidate] = {}
    for candidate in candidates:
        leading.setdefault(candidate.article_id, candidate)
        if (
            candidate.article_id not in supporting
            and candidate.gap >= min(best.gap, 0.0) - _SLACK
            and same(candidate.value, best.value)
        ):
            supporting[candidate.article_id] = candidate
    least = _SHARE * probability(best)
    others = [
        candidate
        for article_id, candidate in leading.items()
        if article_id not in supporting and probability(candidate) >= least
    ]
    differing = [one for one in others if contradicts(one.value, best.value)]
    reworded = [one for one in others if one not in differing]
    return Findings(tuple(supporting.values()), tuple(differing), tuple(reworded))
