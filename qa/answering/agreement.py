"""Find which articles give the same answer as the best one, and which give a different one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.language.values import contradicts, same

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qa.answering.candidates import Candidate

__all__ = ["Findings", "compare"]

# A span of another article may support the answer although its gap is this far below the point
# where the passage counts as answering. It already means the same as the best span, so a weaker
# reading is enough.
_SLACK = 3.0
# A different answer from another article is shown beside the best one only if its probability is
# at least this share of the best one's probability.
_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Findings:
    """The articles' answers side by side, with at most one candidate (the best) per article.

    Attributes:
        supporting: The best candidate of all, followed by those that give the same answer.
        differing: Candidates that contradict the best one.
        reworded: Other likely answers that neither repeat nor contradict the best one.
    """

    supporting: tuple[Candidate, ...]
    differing: tuple[Candidate, ...]
    reworded: tuple[Candidate, ...]


def compare(candidates: Sequence[Candidate], probability: Callable[[Candidate], float]) -> Findings:
    """Compare the articles' answers with the best one.

    Args:
        candidates: At least one candidate, best first.
        probability: Gives the probability that a candidate is a correct answer.
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
