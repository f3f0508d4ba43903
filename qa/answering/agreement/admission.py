"""Which answers of other articles may be set against the best one, or counted for it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from qa.answering.agreement.corrections import denies
from qa.answering.agreement.likeness import Likeness
from qa.answering.agreement.rivals import BESIDE
from qa.answering.agreement.said import ReadArticle, Said
from qa.answering.agreement.subjects import (
    days_apart,
    of_two_things,
    retold,
    same_story,
    share_asked_words,
    share_of_names,
    times,
)
from qa.answering.spans.rows import is_row
from qa.language.values import Relation, ValueKind, relation, same
from qa.language.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from qa.answering.agreement.rivals import Rival
    from qa.answering.spans.candidates import Candidate
    from qa.retrieval import Question, ReadNode

__all__ = ["LIKELY_ONE_THING", "Admission", "Contradiction"]

# If the reader doubts it, the two sentences must be this near in meaning: one number may well stand
# in two articles by chance. (Of 18 such pairs in 33 folders, four of the five below it were.)
_NEAR_IF_DOUBTED = 0.4
# An article's own answer is counted for the best one only from this probability on: less is enough
# if the two sentences are alike but for the answer.
_SURE = 0.25
_SURE_IF_RETOLD = 0.1
# So many other values of an article are looked at beside its own answer.
_OTHERS = 4
# Reports of one number may differ by so much: a toll grows tenfold as news comes in. Of 20 pairs of
# numbers said to differ about three folders of one place or one mission, six were further apart,
# such as the length of a river and the height of its flood; none of them was of one thing.
_MOST = 20.0
#: Two values are said to differ from this probability on; see `qa.answering.agreement.likeness`.
LIKELY_ONE_THING = 0.37
# From this one on, they are said to differ perhaps: of 34 such pairs in six folders that were not
# fitted on, 14 were of one thing.
_PERHAPS_ONE_THING = 0.22


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A value of another article that contradicts the best one.

    Attributes:
        candidate: The value.
        likely: Whether it is likely of the same thing; otherwise it may be.
    """

    candidate: Candidate
    likely: bool


class Admission:
    """Decides which other answers may be set against the best one, or counted for it.

    Args:
        question: The question as it was understood.
        candidates: All candidates, best first.
        probability: As for `qa.answering.agreement.between_articles.compare`.
        nearness: As for `compare`.

    Attributes:
        by_article: The candidates of each article, best first.
    """

    def __init__(
        self,
        question: Question,
        candidates: Sequence[Candidate],
        probability: Callable[[Candidate, Sequence[Candidate]], float],
        nearness: Callable[[str, str], float],
    ) -> None:
        self._question = question
        self._candidates = candidates
        self._best = candidates[0]
        self.by_article: dict[str, list[Candidate]] = {}
        for candidate in candidates:
            self.by_article.setdefault(candidate.article_id, []).append(candidate)
        self._probability = probability
        self._nearness = nearness
        self._known: dict[int, Said] = {}
        self._likely = self._own_probability(self._best)

    def compatible(self, candidate: Candidate) -> bool:
        """Tell whether a less or more exact answer is likely and about the same thing."""
        best, other = self._said(self._best), self._said(candidate)
        likely = min(self._likely, self._own_probability(candidate))
        if likely < (_SURE_IF_RETOLD if retold(best, other) else _SURE):
            return False
        if self._says_both(self._best, candidate) or self._says_both(candidate, self._best):
            return False
        asked = self._question.query_str
        return share_asked_words(asked, best, other) and self.of_one_story(candidate)

    def differing(self, rival: Rival) -> Contradiction | None:
        """Return the value of another article that contradicts the best one; None without one.

        It is the one of its `contenders` that is likeliest to be of the same thing.
        """
        found = self.contenders(rival)
        denied = next((one for one in found if self._denied(one)), None)
        if denied is not None:
            return Contradiction(denied, likely=True)
        likely = [(self._of_one_thing(one), -at, one) for at, one in enumerate(found)]
        probability, _, best = max(likely, default=(0.0, 0, None))
        if best is None or probability < _PERHAPS_ONE_THING:
            return None
        # A value of another kind than the question asks for is seldom of the same thing.
        fits = best.fits or not self._best.fits
        return Contradiction(best, likely=fits and probability >= LIKELY_ONE_THING)

    def contenders(self, rival: Rival) -> list[Candidate]:
        """List the values of another article that may contradict the best one.

        They are its own answer and, since the reader may have taken another value for that, some of
        its next ones.
        """
        own = self.by_article[rival.candidate.article_id]
        others = (
            one
            for one in own[: 2 * _OTHERS]
            if one is not rival.candidate
            and relation(one.value, self._best.value) is Relation.DIFFERENT
        )
        first = [rival.candidate] if rival.relation is Relation.DIFFERENT else []
        return [
            one for one in (*first, *itertools.islice(others, _OTHERS)) if self._can_differ(one)
        ]

    def likeness(self, candidate: Candidate) -> Likeness:
        """Return what speaks for and against a value of another article being of the same thing.

        Args:
            candidate: One of the `contenders`.
        """
        *_, likeness = self._ever_better_known(candidate)
        return likeness

    def _ever_better_known(self, candidate: Candidate) -> Iterator[Likeness]:
        """Yield the likeness as it becomes known; what is dear to find out comes last.

        Each is at least as probable as the next one: what is not known yet is taken for the best.
        """
        likeness = Likeness(
            likely=self._probability(candidate, self._candidates),
            times=times(self._best.value, candidate.value),
            days=days_apart(self._best.value, candidate.value),
        )
        yield likeness
        best, other = self._said(self._best), self._said(candidate)
        likeness = replace(
            likeness,
            names=share_of_names(best, other, self._beside(candidate)),
            both=self._says_both(self._best, candidate) or self._says_both(candidate, self._best),
        )
        yield likeness
        yield replace(likeness, sentences=self._nearness(self._best.told, candidate.told))

    def _of_one_thing(self, candidate: Candidate) -> float:
        """Return how likely a value is one of the same thing; 0 if that cannot be enough."""
        probability = 0.0
        for likeness in self._ever_better_known(candidate):
            probability = likeness.probability()
            if probability < _PERHAPS_ONE_THING:
                return 0.0
        return probability

    def _can_differ(self, candidate: Candidate) -> bool:
        """Tell whether two values can be set against each other.

        Not those of plainly two things, nor cells of a row, nor "25 million tano" and "$8 million".
        """
        best = self._best
        if _in_row(best, candidate) or _in_row(candidate, best):
            return False
        if of_two_things(self._question.query_str, self._said(best), self._said(candidate)):
            return False
        one, other = best.value.quantity, candidate.value.quantity
        if one is None or other is None:
            return True
        if one.unit and other.unit and one.measured != other.measured:
            return False
        return (times(best.value, candidate.value) or 1) <= _MOST

    def _own_probability(self, candidate: Candidate) -> float:
        return self._probability(candidate, self.by_article[candidate.article_id])

    def _denied(self, candidate: Candidate) -> bool:
        """Tell whether one article says that the other's number or time is wrong."""
        if not self._are_exact(candidate):
            return False
        both = (self._best, candidate)
        own, others = (_nodes(self.by_article[one.article_id]) for one in both)
        return denies(own, candidate) or denies(others, self._best)

    def _are_exact(self, candidate: Candidate) -> bool:
        """Tell whether both answers are numbers or times that can be set against each other."""
        one, other = self._best.value, candidate.value
        exact = one.kind is other.kind and one.kind in {ValueKind.DATE, ValueKind.NUMBER}
        return exact or bool(one.hours and other.hours)

    def agrees(self, candidate: Candidate) -> bool:
        """Tell whether an answer that means the same as the best one speaks of the same story."""
        best, other = self._said(self._best), self._said(candidate)
        likely = min(self._likely, self._own_probability(candidate))
        if likely < _SURE_IF_RETOLD and not retold(best, other):
            return False
        near = candidate.gap >= 0 or (
            self._nearness(self._best.told, candidate.told) >= _NEAR_IF_DOUBTED
        )
        return near and self.of_one_story(candidate)

    def of_one_story(self, candidate: Candidate) -> bool:
        """Tell whether an answer may be another wording of the best one."""
        best, other = self._said(self._best), self._said(candidate)
        return same_story(self._question.query_str, best, other, self._beside(candidate))

    def _beside(self, candidate: Candidate) -> list[str]:
        """Return what was read of the articles of neither answer."""
        both = {self._best.article_id, candidate.article_id}
        return [text for article_id, text in self._texts.items() if article_id not in both]

    @cached_property
    def _texts(self) -> dict[str, str]:
        """What was read of each article, in small letters."""
        return {
            article_id: "\n".join(_passages(own)).casefold()
            for article_id, own in self.by_article.items()
        }

    @cached_property
    def _articles(self) -> dict[str, ReadArticle]:
        """What was read of each article, below its title."""
        return {
            article_id: ReadArticle("\n".join((own[0].title, *_passages(own))))
            for article_id, own in self.by_article.items()
        }

    def _says_both(self, one: Candidate, other: Candidate) -> bool:
        """Tell whether the article of the first answer gives the second one as well."""
        return any(
            candidate.gap >= one.gap - BESIDE and same(candidate.value, other.value)
            for candidate in self.by_article[one.article_id]
        )

    def _said(self, candidate: Candidate) -> Said:
        if id(candidate) not in self._known:
            self._known[id(candidate)] = Said(candidate, self._articles[candidate.article_id])
        return self._known[id(candidate)]


def _in_row(one: Candidate, other: Candidate) -> bool:
    """Tell whether an answer is a cell of a row that holds the other answer as another cell.

    "Pinatubo was a 6" says nothing against the 850 dead of "Pinatubo | 1991 | 6 | 850".
    """
    cells = one.told.split("|") if is_row(one.told) else []
    # "Deaths: 850" is a cell with its column's name.
    held = [words(cell.rpartition(":")[2]) for cell in cells]
    return words(other.text) in held


def _passages(own: Sequence[Candidate]) -> list[str]:
    """Return the texts of the passages that were read of an article."""
    return [node.node.get_content() for node in _nodes(own)]


def _nodes(own: Sequence[Candidate]) -> list[ReadNode]:
    return list({one.node.node.node_id: one.node for one in own}.values())
