from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from qa.answers import Notice, NoticeKind, Statement
from qa.evaluation import Cause, Corpus, GoldQuestion, QuestionRecord
from qa.evaluation.scoring import score_answer

SENTENCE = ("harbour.txt", "The bridge opened in May 1932.")
OTHER = ("harbour.txt", "It was built by Dorman Long.")
TOWER = ("tower.txt", "The tower has 300 steps.")

Score = Callable[..., QuestionRecord]


@pytest.fixture
def score(assistant: Any) -> Score:
    def run(
        gold: GoldQuestion, found: list[tuple[str, str]] | None = None, read: int = 20
    ) -> QuestionRecord:
        assistant.will_find(gold.question, found or [])
        return score_answer(
            gold,
            assistant.ask(gold.question),
            None if found is None else assistant.search(gold.question, 100),
            Corpus(assistant),
            seconds=0.2,
            threshold=0.5,
            read=read,
        )

    return run


def test_a_right_answer_with_a_right_citation(
    assistant: Any, opened: GoldQuestion, score: Score
) -> None:
    assistant.will_answer(opened.question, "May 1932", [SENTENCE])
    record = score(opened, [OTHER, TOWER, SENTENCE])
    assert (record.exact_match, record.f1, record.right, record.cause) == (1, 1, True, None)
    assert (record.passage_hits, record.article_hits, record.gold_articles) == ((3,), (1,), 1)
    assert (record.citation_precision, record.citation_recall) == (1, 1)
    assert record.answer_cited
    assert record.citations[0].verbatim
    assert record.citations[0].right


def test_an_answer_below_the_threshold_counts_as_refused_and_is_kept(
    assistant: Any, opened: GoldQuestion, score: Score
) -> None:
    assistant.will_answer(opened.question, "May 1932", [SENTENCE], confidence=0.49)
    record = score(opened, [SENTENCE])
    assert record.refused
    assert (record.answer, record.right) == ("May 1932", True)
    assert (record.f1, record.exact_match) == (0, 0)
    assert record.cause is Cause.WRONGLY_REFUSED


def test_an_answer_at_the_threshold_is_given(
    assistant: Any, opened: GoldQuestion, score: Score
) -> None:
    assistant.will_answer(opened.question, "May 1932", [SENTENCE], confidence=0.5)
    assert not score(opened, [SENTENCE]).refused


def test_a_refusal_leaves_no_answer(
    opened: GoldQuestion, absent: GoldQuestion, score: Score
) -> None:
    refused, rightly = score(opened, [SENTENCE]), score(absent)
    assert (refused.answer, refused.f1, refused.cause) == ("", 0, Cause.WRONGLY_REFUSED)
    assert (rightly.f1, rightly.exact_match, rightly.cause) == (1, 1, None)


def test_an_answer_where_there_is_none(assistant: Any, absent: GoldQuestion, score: Score) -> None:
    assistant.will_answer(absent.question, "Dorman Long", [OTHER])
    record = score(absent)
    assert (record.f1, record.right, record.cause) == (0, False, Cause.WRONGLY_ANSWERED)
    assert record.citation_f1 is None


@pytest.mark.parametrize(
    ("found", "cause"),
    [
        ([OTHER, TOWER], Cause.NOT_RETRIEVED),
        ([], Cause.NOT_RETRIEVED),
        ([OTHER, TOWER, SENTENCE], Cause.NOT_READ),
        ([OTHER, SENTENCE], Cause.WRONG_SPAN),
        (None, Cause.WRONG_SPAN),
    ],
)
def test_a_wrong_answer_has_the_first_cause_on_its_way(
    assistant: Any,
    opened: GoldQuestion,
    score: Score,
    found: list[tuple[str, str]] | None,
    cause: Cause,
) -> None:
    assistant.will_answer(opened.question, "Dorman Long", [OTHER])
    record = score(opened, found, read=2)
    assert record.cause is cause
    assert record.searched is (found is not None)


def test_a_passage_of_another_article_is_no_hit(opened: GoldQuestion, score: Score) -> None:
    assert score(opened, [("tower.txt", "Closed in May 1932."), SENTENCE]).passage_hits == (2,)


def test_half_an_answer_is_no_hit(opened: GoldQuestion, score: Score) -> None:
    assert score(opened, [("harbour.txt", "The bridge opened in May")]).passage_hits == ()


def test_without_evidence_any_article_hits_and_citations_are_not_judged(
    assistant: Any, opened: GoldQuestion, score: Score
) -> None:
    bare = replace(opened, evidence=())
    assistant.will_answer(bare.question, "May 1932", [OTHER])
    record = score(bare, [("tower.txt", "Closed in May 1932.")])
    assert record.passage_hits == (1,)
    assert (record.citation_f1, record.citations[0].right, record.cause) == (None, None, None)


@pytest.mark.parametrize(("cited", "shift"), [([OTHER], 0), ([SENTENCE], 1), ([], 0)])
def test_a_right_answer_must_be_cited(
    assistant: Any, opened: GoldQuestion, score: Score, cited: list[tuple[str, str]], shift: int
) -> None:
    assistant.will_answer(opened.question, "May 1932", cited, shift=shift)
    record = score(opened, [SENTENCE])
    assert (record.f1, record.cause) == (1, Cause.CITED_WRONGLY)


def test_one_right_citation_is_enough(assistant: Any, opened: GoldQuestion, score: Score) -> None:
    assistant.will_answer(opened.question, "May 1932", [OTHER, SENTENCE])
    record = score(opened, [SENTENCE])
    assert [each.right for each in record.citations] == [False, True]
    assert (record.citation_precision, record.cause) == (0.5, None)


def test_every_cause_says_what_it_means() -> None:
    assert all(cause.meaning.endswith(".") for cause in Cause)


def test_expected_notice_that_is_missing_fails_a_right_answer(
    assistant: Any, opened: GoldQuestion, score: Score
) -> None:
    gold = replace(opened, expect=("disagreement",))
    assistant.will_answer(gold.question, "May 1932", [SENTENCE])
    record = score(gold)
    assert (record.cause, record.missed) == (Cause.EXPECTATION_MISSED, ("disagreement",))
    told = assistant.ask(gold.question)
    assistant._answers[gold.question] = replace(
        told, notices=(Notice(NoticeKind.DISAGREEMENT, "The articles differ."),)
    )
    assert score(gold).cause is None


def test_expected_words_may_stand_anywhere_in_what_was_said(
    assistant: Any, opened: GoldQuestion, score: Score
) -> None:
    gold = replace(opened, answers=("Dorman Long, Ada Grey",), expect=("Dorman Long", "Ada Grey"))
    assistant.will_answer(gold.question, "Dorman Long", [OTHER])
    record = score(replace(gold, evidence=()))
    assert (record.right, record.missed) == (False, ("Ada Grey",))
    told = assistant.ask(gold.question)
    sentence = Statement("Sir Ada Grey cut the ribbon.", (1,))
    assistant._answers[gold.question] = replace(told, support=(sentence,))
    assert score(replace(gold, evidence=())).cause is None


def test_prose_is_compared_with_gold_and_evidence(
    assistant: Any, opened: GoldQuestion, score: Score
) -> None:
    assistant.will_answer(opened.question, "May 1932", [SENTENCE, OTHER])
    told = assistant.ask(opened.question)
    prose = (
        Statement("It opened in May 1932.", (1,)),
        Statement("Dorman Long built it.", (2,)),
        Statement("It is red.", (), supported=False),
    )
    assistant._answers[opened.question] = replace(told, prose=prose)
    judged = score(opened).prose
    assert judged is not None
    assert (judged.sentences, judged.supported, judged.holds_answer) == (3, 2, True)
    # One of the two cited sentences is the gold evidence, which lies in the only gold article.
    assert (judged.citation_precision, judged.citation_recall) == (0.5, 1.0)
    assert judged.similarity is None


def test_answer_that_is_prose_is_right_if_it_holds_a_gold_answer(
    assistant: Any, opened: GoldQuestion
) -> None:
    sentence = "The bridge was opened in May 1932 by Sir Ada Grey."
    assistant.will_answer(opened.question, sentence, [SENTENCE])
    answer = replace(assistant.ask(opened.question), support=(Statement(sentence, (1,)),))

    def scored(is_prose: bool) -> QuestionRecord:
        return score_answer(
            opened, answer, None, Corpus(assistant), seconds=0.1, threshold=0.0, read=20,
            is_prose=is_prose, similarity=lambda one, other: len(other) / len(one),
        )  # fmt: skip

    assert (scored(is_prose=False).cause, scored(is_prose=False).prose) == (Cause.WRONG_SPAN, None)
    record = scored(is_prose=True)
    assert record.cause is None
    assert record.prose is not None
    assert (record.prose.sentences, record.prose.supported) == (1, 1)
    assert (record.prose.holds_answer, record.prose.citation_precision) == (True, 1.0)
    # The nearest of the two gold answers: "in May 1932" is the longer one.
    assert record.prose.similarity == len("in May 1932") / len(sentence)
