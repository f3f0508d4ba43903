from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest

from qa.answers import Citation
from qa.evaluation import JudgedCitation, JudgedProse, Measurement, QuestionRecord
from qa.evaluation.catalogue import MEASURES
from qa.evaluation.gold import GoldQuestion
from qa.evaluation.measures import measure


def cited(*, verbatim: bool) -> JudgedCitation:
    citation = Citation(1, "a", "A", None, "a.txt", (), None, "quote", 0, 5)
    return JudgedCitation(citation, verbatim=verbatim, right=None)


def record(**changes: Any) -> QuestionRecord:
    plain = QuestionRecord(
        gold=GoldQuestion("q", "Who?", ("Ada",), answerable=True),
        answer="Ada",
        refused=False,
        confidence=0.9,
        seconds=0.1,
        citations=(),
        notices=(),
        searched=True,
        passage_hits=(1,),
        article_hits=(1,),
        gold_articles=1,
        exact_match=1.0,
        f1=1.0,
        right=True,
        answer_cited=True,
        citation_precision=1.0,
        citation_recall=1.0,
        citation_f1=1.0,
        cause=None,
    )
    return replace(plain, **changes)


def unanswerable(**changes: Any) -> QuestionRecord:
    gold = GoldQuestion("u", "Who?", (), answerable=False)
    told = {"gold": gold, "searched": False, "right": False, "answer_cited": False}
    told |= {"citation_precision": None, "citation_recall": None, "citation_f1": None}
    return record(**(told | {"passage_hits": (), "article_hits": (), "gold_articles": 0} | changes))


def measured(*records: QuestionRecord) -> dict[str, Measurement]:
    return {each.key: each for each in measure(records, MEASURES, resamples=20)}


def test_answers_are_scored_over_all_and_over_the_answerable() -> None:
    figures = measured(
        record(f1=0.5, exact_match=0.0),
        record(refused=True, f1=0.0, exact_match=0.0),
        unanswerable(refused=True, f1=1.0),
        unanswerable(f1=0.0, exact_match=0.0),
    )
    assert figures["f1"].value == pytest.approx(1.5 / 4)
    assert figures["exact_match"].value == pytest.approx(1 / 4)
    assert figures["answerable_f1"].value == pytest.approx(0.5 / 2)
    assert figures["answer_recall"].value == pytest.approx(1 / 2)
    assert (figures["f1"].questions, figures["answerable_f1"].questions) == (4, 2)


def test_refusals() -> None:
    figures = measured(
        record(refused=True), unanswerable(refused=True), unanswerable(), unanswerable()
    )
    assert figures["refusal_precision"].value == pytest.approx(1 / 2)
    assert figures["refusal_recall"].value == pytest.approx(1 / 3)


def test_ranks_are_scored_only_where_retrieval_was() -> None:
    figures = measured(
        record(passage_hits=(3, 8), article_hits=(2,)),
        record(passage_hits=(), article_hits=()),
        record(searched=False, passage_hits=(), article_hits=()),
        unanswerable(),
    )
    assert figures["hit@1"].value == 0
    assert figures["hit@5"].value == pytest.approx(1 / 2)
    assert figures["mrr@10"].value == pytest.approx((1 / 3) / 2)
    assert figures["article_hit@1"].value == 0
    assert figures["article_mrr@10"].value == pytest.approx((1 / 2) / 2)
    gain = (1 / 2 + 1 / math.log2(9)) / (1 + 1 / math.log2(3))
    assert figures["ndcg@10"].value == pytest.approx(gain / 2)
    assert figures["article_ndcg@10"].value == pytest.approx((1 / math.log2(3)) / 2)
    assert figures["hit@5"].questions == 2


def test_a_gold_article_without_a_hit_counts_against_ndcg() -> None:
    figures = measured(record(passage_hits=(1,), gold_articles=2))
    assert figures["ndcg@10"].value == pytest.approx(1 / (1 + 1 / math.log2(3)))


def test_articles_are_not_scored_without_evidence() -> None:
    figures = measured(record(gold_articles=0, article_hits=()))
    assert figures["article_hit@1"].value is None
    assert figures["hit@1"].value == 1


def test_citations_are_scored_where_a_question_was_answered() -> None:
    figures = measured(
        record(citation_f1=0.5),
        record(refused=True, citation_f1=0.0),
        record(citation_f1=None),
        unanswerable(),
    )
    assert (figures["citation_f1"].value, figures["citation_f1"].questions) == (0.5, 1)


def test_verbatim_counts_citations_and_not_questions() -> None:
    good, bad = cited(verbatim=True), cited(verbatim=False)
    figures = measured(record(citations=(good, good, good)), record(citations=(bad,)), record())
    assert (figures["verbatim"].value, figures["verbatim"].questions) == (0.75, 2)


def test_calibration_and_risk_look_at_what_was_proposed() -> None:
    figures = measured(
        record(confidence=0.75),
        record(confidence=0.25, refused=True, right=False),
        record(answer="", confidence=0.0, right=False, refused=True),
    )
    assert figures["ece"].value == pytest.approx(0.25)
    assert figures["aurc"].value == pytest.approx((0 + 1 / 2) / 2)
    assert figures["ece"].questions == 2


def test_speed() -> None:
    figures = measured(*(record(seconds=float(second)) for second in range(1, 102)))
    assert figures["seconds_median"].value == 51
    assert figures["seconds_p95"].value == pytest.approx(96)


def test_no_questions_leave_every_figure_open() -> None:
    assert all(each.value is each.low is each.high is None for each in measured().values())


def test_a_figure_lies_in_its_interval() -> None:
    records = [record(f1=number / 20, seconds=number / 10) for number in range(20)]
    for each in measured(*records).values():
        if each.value is not None and each.low is not None and each.high is not None:
            assert each.low <= each.value <= each.high


def test_keys_are_unique() -> None:
    assert len({each.key for each in MEASURES}) == len(MEASURES)


def test_share_of_all_or_none_still_has_a_width() -> None:
    figures = measured(*[record() for _ in range(10)], *[unanswerable(refused=True)] * 4)
    assert figures["answerable_f1"].value == 1.0
    # Wilson: n / (n + z^2) with z = 1.95996
    assert figures["answerable_f1"].low == pytest.approx(10 / (10 + 3.84146), abs=1e-4)
    assert figures["answerable_f1"].high == 1.0
    assert figures["refusal_recall"].low == pytest.approx(4 / (4 + 3.84146), abs=1e-4)


def test_confidence_and_time_that_are_not_known_are_not_scored() -> None:
    figures = measured(record(confidence=None, seconds=None), record(confidence=None, seconds=2.0))
    assert figures["ece"].value is None
    assert figures["aurc"].value is None
    assert figures["seconds_median"].value == 2.0
    assert figures["seconds_median"].questions == 1


def test_question_that_was_only_searched_counts_for_retrieval_alone() -> None:
    figures = measured(record(asked=False, answer="", f1=0.0, exact_match=0.0), record())
    assert figures["f1"].value == 1.0
    assert figures["f1"].questions == 1
    assert figures["answer_recall"].questions == 1
    assert figures["hit@1"].questions == 2


def test_expectations_are_a_share_of_what_each_row_expects() -> None:
    gold = GoldQuestion("q", "Who?", ("Ada",), answerable=True, expect=("disagreement", "Ada"))
    figures = measured(
        record(gold=gold), record(gold=gold, missed=("disagreement",)), record(), record()
    )
    assert figures["expectations"].value == pytest.approx((1 + 0.5) / 2)
    assert figures["expectations"].questions == 2


def test_prose_is_scored_where_there_is_some() -> None:
    def told(sentences: int, supported: int, precision: float | None) -> JudgedProse:
        return JudgedProse("…", sentences, supported, supported > 0, precision, precision, 0.5)

    figures = measured(
        record(prose=told(4, 4, 1.0)), record(prose=told(2, 0, 0.5)), record(), record()
    )
    assert figures["prose_supported"].value == pytest.approx(4 / 6)
    assert figures["prose_answer"].value == pytest.approx(1 / 2)
    assert figures["prose_citation_precision"].value == pytest.approx(0.75)
    assert figures["prose_similarity"].value == pytest.approx(0.5)
    assert figures["prose_answer"].questions == 2
