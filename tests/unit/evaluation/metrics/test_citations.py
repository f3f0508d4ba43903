from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.evaluation.metrics import TextRange, score_citations

spans = st.builds(
    lambda article, start, length: TextRange(article, start, start + length),
    st.sampled_from("ab"),
    st.integers(0, 20),
    st.integers(1, 8),
)


def test_one_right_of_two_and_one_article_of_two() -> None:
    evidence = [TextRange("a", 0, 10), TextRange("a", 50, 60), TextRange("b", 0, 10)]
    scores = score_citations([TextRange("a", 5, 7), TextRange("b", 30, 40)], evidence)
    assert scores.right == (True, False)
    assert (scores.precision, scores.recall, scores.f1) == (0.5, 0.5, 0.5)


def test_one_sentence_of_an_article_is_enough_for_its_recall() -> None:
    evidence = [TextRange("a", 0, 10), TextRange("a", 50, 60)]
    assert score_citations([TextRange("a", 50, 60)], evidence).f1 == 1


def test_spans_that_only_touch_do_not_overlap() -> None:
    scores = score_citations([TextRange("a", 0, 10)], [TextRange("a", 10, 20)])
    assert (scores.precision, scores.recall, scores.f1) == (0, 0, 0)


def test_the_same_place_in_another_article_is_wrong() -> None:
    assert score_citations([TextRange("b", 0, 10)], [TextRange("a", 0, 10)]).right == (False,)


def test_no_citations_score_nothing() -> None:
    scores = score_citations([], [TextRange("a", 0, 10)])
    assert (scores.precision, scores.recall, scores.f1, scores.right) == (0, 0, 0, ())


def test_no_evidence_cannot_be_scored() -> None:
    with pytest.raises(ValueError, match="no evidence"):
        score_citations([TextRange("a", 0, 10)], [])


@given(st.lists(spans, max_size=4), st.lists(spans, min_size=1, max_size=4))
def test_right_means_a_shared_character(cited: list[TextRange], evidence: list[TextRange]) -> None:
    gold = {(each.article_id, at) for each in evidence for at in range(each.start, each.end)}
    expected = [
        any((each.article_id, at) in gold for at in range(each.start, each.end)) for each in cited
    ]
    scores = score_citations(cited, evidence)
    assert list(scores.right) == expected
    assert min(scores.precision, scores.recall) <= scores.f1 + 1e-12
    assert scores.f1 <= max(scores.precision, scores.recall) + 1e-12
