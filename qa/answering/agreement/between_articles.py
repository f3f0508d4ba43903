"""Find which articles give the same answer as the best one, and which give a different one.

Each article is asked for its own best answer, since an article that contradicts the others must not
be judged by what the others say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.answering.agreement.admission import Admission
from qa.answering.agreement.rivals import Rival, rival_of
from qa.language.several import asks_for_several
from qa.language.values import Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qa.answering.spans.candidates import Candidate
    from qa.retrieval import Question

__all__ = ["Findings", "compare"]

# Another likely answer that neither repeats nor contradicts the best one is shown only if its
# probability is at least this share of the best one's probability.
_SHARE = 0.6
# It may be of another story only where the best one is not likely: of six such answers to 1,326
# questions, four were right.
_UNSURE = 0.4


@dataclass(frozen=True, slots=True)
class Findings:
    """The articles' answers side by side, with at most one candidate (the best) per article.

    Attributes:
        supporting: The best candidate of all, followed by those that give the same answer.
        compatible: Candidates that are less or more exact than the best one, but do not
            contradict it.
        differing: Candidates that contradict the best one: two dates, numbers or names that cannot
            both be right. Other text is never said to contradict, since two wordings can mean the
            same; it is in ``reworded``.
        unclear: Candidates that contradict the best one if they are of the same thing, which is
            not likely enough to say so.
        reworded: Other likely answers of which it is not known how they relate to the best one.
        listing: Candidates that differ from the best one, if the question may have several right
            answers.
    """

    supporting: tuple[Candidate, ...]
    compatible: tuple[Candidate, ...]
    differing: tuple[Candidate, ...]
    reworded: tuple[Candidate, ...]
    unclear: tuple[Candidate, ...] = ()
    listing: tuple[Candidate, ...] = ()


def compare(
    question: Question,
    candidates: Sequence[Candidate],
    probability: Callable[[Candidate, Sequence[Candidate]], float],
    nearness: Callable[[str, str], float],
) -> Findings:
    """Compare the articles' answers with the best one.

    Args:
        question: The question as it was understood.
        candidates: At least one candidate, best first.
        probability: Gives the probability that a candidate is a correct answer, judged among the
            candidates given.
        nearness: Gives how near two texts are in meaning, as a cosine.
    """
    best = candidates[0]
    admission = Admission(question, candidates, probability, nearness)
    supporting, compatible = [best], []
    differing: list[Candidate] = []
    unclear: list[Candidate] = []
    rivals: list[Rival] = []
    for article_id, own in admission.by_article.items():
        if article_id == best.article_id:
            continue
        rival = rival_of(own, best)
        if rival.relation is Relation.SAME:
            if admission.agrees(rival.candidate):
                supporting.append(rival.candidate)
            continue
        rivals.append(rival)
        if rival.relation is Relation.COMPATIBLE:
            if admission.compatible(rival.candidate):
                compatible.append(rival.candidate)
        elif (other := admission.differing(rival)) is not None:
            (differing if other.likely else unclear).append(other.candidate)
    likely = probability(best, candidates)
    least = _SHARE * likely
    told = {one.article_id for one in (*compatible, *differing, *unclear)}
    # A value that differs, but is not about the same thing, is no other wording of the answer, nor
    # is a span of another kind than the question asks for.
    reworded = [
        one.candidate
        for one in rivals
        if one.relation is not Relation.DIFFERENT
        and one.candidate.article_id not in told
        and one.candidate.fits >= best.fits
        and probability(one.candidate, candidates) >= least
        and (likely < _UNSURE or admission.of_one_story(one.candidate))
    ]
    listed = asks_for_several(question.query_str)
    return Findings(
        tuple(supporting),
        tuple(compatible),
        () if listed else tuple(differing),
        tuple(reworded),
        () if listed else tuple(unclear),
        tuple(differing) if listed else (),
    )
