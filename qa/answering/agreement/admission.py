"""Which answers of other articles may be set against the best one, or counted for it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from qa.answering.agreement.corrections import denies
from qa.answering.agreement.rivals import BESIDE
from qa.answering.agreement.said import Said
from qa.answering.agreement.subjects import (
    of_two_things,
    retold,
    same_story,
    same_subject,
    same_unit,
    share_asked_words,
)
from qa.answering.spans.rows import is_row
from qa.language.values import Relation, ValueKind, same
from qa.language.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from qa.answering.agreement.rivals import Rival
    from qa.answering.spans.candidates import Candidate
    from qa.retrieval import Question, ReadNode

__all__ = ["Admission"]

# If the reader doubts it, the two sentences must be this near in meaning: one number may well stand
# in two articles by chance. (Of 18 such pairs in 33 folders, four of the five below it were.)
_NEAR_IF_DOUBTED = 0.4
# An article's own answer is set against the best one only from this probability on: less is enough
# if the two sentences are alike but for the answer.
_SURE = 0.25
_SURE_IF_RETOLD = 0.1
_SURE_IF_PLACED = 0.2
# Two answers that are both this likely are about one thing if their sentences, and their passages,
# are this near in meaning (the mean of two cosines), in whatever words: "We began in 2012" and
# "founded in 2011". Amounts of one unit need not be as likely, if their sentences share a word with
# the question. (Of 500 questions about 319 news stories asked together, a few more are then said to
# have two answers wrongly.)
_BOTH_SURE, _BOTH_SURE_IF_AMOUNTS, _NEAR = 0.65, 0.4, 0.48
# Numbers and times need not even be that likely if their sentences, and these with their passages,
# are so near in meaning. (Of 8 such pairs about 67 folders, 7 were told of one thing; among 400
# questions about 319 news stories and 150 about an encyclopedia there was none.)
_ALIKE, _SENTENCES_ALIKE, _SURE_IF_ALIKE = 0.55, 0.53, 0.2
# Likely ones need only be so near if their sentences share a word with the question: "keeps for
# four days in the fridge", "within two days if kept in the fridge". (Of nine such pairs about 100
# folders, seven were told of one thing. Among 313 questions about 319 news stories there were
# three, such as "How many people died?", which many of them answer.)
_SENTENCES_SHARED, _SURE_IF_SHARED = 0.4, 0.5
# Two articles about one place share its names, whatever they tell of it: "The river reached 5.61
# metres", "The site is 22 metres above the river". (Of 11 pairs about three folders that only their
# names and words would have told of one thing, the seven that were not were less near than this.)
# It is enough if the sentences alone are nearly so near: minutes and a review tell of much else.
_NEAR_IF_ONE_SUBJECT, _SENTENCES_OF_ONE_SUBJECT = 0.45, 0.42


class Admission:
    """Decides which other answers may be set against the best one, or counted for it.

    Args:
        question: The question as it was understood.
        best: The best candidate of all.
        by_article: All candidates of each article, best first.
        probability: As for `qa.answering.agreement.between_articles.compare`.
        nearness: As for `compare`; None if words alone decide.
    """

    def __init__(
        self,
        question: Question,
        best: Candidate,
        by_article: dict[str, list[Candidate]],
        probability: Callable[[Candidate, Sequence[Candidate]], float],
        nearness: Callable[[str, str], float] | None,
    ) -> None:
        self._question = question
        self._best = best
        self._by_article = by_article
        self._probability = probability
        self._nearness = nearness or (lambda _, __: 0.0)
        self._words_decide = nearness is None
        self._known: dict[int, Said] = {}
        self._likely = probability(best, by_article[best.article_id])

    def of(self, rival: Rival) -> bool:
        """Tell whether both answers are likely, about the same thing, and in one article each."""
        candidate = rival.candidate
        likely = self._likely
        if not rival.placed:
            own = self._by_article[candidate.article_id]
            likely = min(likely, self._probability(candidate, own))
        if likely < (_SURE_IF_PLACED if rival.placed else _SURE_IF_RETOLD):
            return False
        if rival.relation is Relation.DIFFERENT and self._denied(candidate):
            return True
        if self._says_both(self._best, candidate) or self._says_both(candidate, self._best):
            return False
        if _in_row(self._best, candidate) or _in_row(candidate, self._best):
            return False
        best, other = self._said(self._best), self._said(candidate)
        alike = (
            rival.relation is Relation.DIFFERENT
            and likely >= _SURE_IF_ALIKE
            and self._tells_alike(candidate)
        )
        if likely < _SURE and not alike and not retold(best, other):
            return False
        asked, others = self._question.query_str, self._beside(candidate)
        if rival.relation is Relation.COMPATIBLE:  # this is a kind of agreement
            return share_asked_words(asked, best, other) and same_story(asked, best, other, others)
        if same_subject(asked, best, other, others):
            return self._words_decide or retold(best, other) or self._tells_of_one(candidate)
        if of_two_things(asked, best, other):
            return False
        return alike or self._tells_near(candidate, likely, share_asked_words(asked, best, other))

    def _denied(self, candidate: Candidate) -> bool:
        """Tell whether one article says that the other's number or time is wrong."""
        if not self._are_exact(candidate):
            return False
        both = (self._best, candidate)
        own, others = (_nodes(self._by_article[one.article_id]) for one in both)
        return denies(own, candidate) or denies(others, self._best)

    def _tells_near(self, candidate: Candidate, likely: float, shared: bool) -> bool:
        """Tell whether a likely answer stands in a text that means something near."""
        amounts = shared and same_unit(self._said(self._best), self._said(candidate))
        least = _BOTH_SURE_IF_AMOUNTS if amounts else _BOTH_SURE
        if likely >= least and self._nearness_to(candidate) >= _NEAR:
            return True
        if not shared or likely < _SURE_IF_SHARED or not self._are_exact(candidate):
            return False
        return self._nearness(self._best.told, candidate.told) >= _SENTENCES_SHARED

    def _tells_of_one(self, candidate: Candidate) -> bool:
        """Tell whether two articles that share names and words are as near in meaning."""
        sentences = self._nearness(self._best.told, candidate.told)
        return (
            sentences >= _SENTENCES_OF_ONE_SUBJECT
            or self._nearness_to(candidate) >= _NEAR_IF_ONE_SUBJECT
        )

    def _tells_alike(self, candidate: Candidate) -> bool:
        """Tell whether a number or a time stands in a text that means nearly the same."""
        if not self._are_exact(candidate):
            return False
        sentences = self._nearness(self._best.told, candidate.told)
        return sentences >= _SENTENCES_ALIKE and self._nearness_to(candidate) >= _ALIKE

    def _are_exact(self, candidate: Candidate) -> bool:
        """Tell whether both answers are numbers or times that can be set against each other."""
        one, other = self._best.value, candidate.value
        exact = one.kind is other.kind and one.kind in {ValueKind.DATE, ValueKind.NUMBER}
        if not exact and not (one.hours and other.hours):
            return False
        if one.quantity is None or other.quantity is None:
            return True
        # Not so "25 million tano" and "$8 million".
        return one.quantity.measured == other.quantity.measured

    def _nearness_to(self, candidate: Candidate) -> float:
        """Return how near in meaning sentences and passages are: the mean of two cosines."""
        best = self._best
        told = self._nearness(best.told, candidate.told)
        passages = (best.node.node.get_content(), candidate.node.node.get_content())
        return (told + self._nearness(*passages)) / 2

    def agrees(self, candidate: Candidate) -> bool:
        """Tell whether an answer that means the same as the best one speaks of the same story."""
        own = self._by_article[candidate.article_id]
        best, other = self._said(self._best), self._said(candidate)
        likely = min(self._likely, self._probability(candidate, own))
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
            for article_id, own in self._by_article.items()
        }

    def _says_both(self, one: Candidate, other: Candidate) -> bool:
        """Tell whether the article of the first answer gives the second one as well."""
        return any(
            candidate.gap >= one.gap - BESIDE and same(candidate.value, other.value)
            for candidate in self._by_article[one.article_id]
        )

    def _said(self, candidate: Candidate) -> Said:
        if id(candidate) not in self._known:
            passages = _passages(self._by_article[candidate.article_id])
            self._known[id(candidate)] = Said(candidate, "\n".join((candidate.title, *passages)))
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
