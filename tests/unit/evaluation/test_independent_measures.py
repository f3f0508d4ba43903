"""Compares every measure with what other people's libraries compute from the same answers.

``tests/gold/measures.py`` made the file, and says which library each figure comes from.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from qa.answers import Answer, Citation, Statement
from qa.evaluation import GoldQuestion, load_answers, load_gold, metrics, score_others
from qa.evaluation.catalogue import MEASURES
from qa.evaluation.corpus import Corpus
from qa.evaluation.gold import parse_rows
from qa.evaluation.measures import measure
from qa.evaluation.scoring import score_answer
from qa.evaluation.statistics import Rows, bootstrap_interval, paired_test, wilson_interval
from qa.models import OnnxEmbedding

# "To three digits"; for what is drawn at random, the standard error of so many draws is below it.
DIGITS = 5e-4
DRAWN = 2e-3
DRAWS = 60_000


@pytest.fixture(scope="module")
def known() -> Any:
    file = Path(__file__).parents[2] / "gold" / "measures.json"
    return json.loads(file.read_text(encoding="utf-8"))


def mean(rows: Rows) -> float:
    return float(rows.mean())


def column(values: list[float]) -> Rows:
    return np.array(values, dtype=np.float64).reshape(-1, 1)


@pytest.fixture(scope="module")
def records(
    known: Any, scripted: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory
) -> Any:
    folder = tmp_path_factory.mktemp("answers")
    for name in ("gold", "answers"):
        lines = [json.dumps(row) for row in known[name]]
        (folder / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    gold = load_gold(folder / "gold.jsonl")
    answers = load_answers(folder / "answers.jsonl", gold)
    return score_others(gold, answers, scripted(known["articles"]))


def test_measures_of_another_systems_answers(known: Any, records: Any) -> None:
    figures = {one.key: one.value for one in measure(records, MEASURES, resamples=2)}
    assert {key: figures[key] for key in known["measures"]} == pytest.approx(
        known["measures"], abs=DIGITS
    )


def test_no_measure_is_left_out(known: Any) -> None:
    # A judge's verdicts are counted, and the similarity is compared below.
    compared = {*known["measures"], *known["prose_measures"], "judged", "prose_similarity"}
    assert {one.key for one in MEASURES} == compared


def test_curves_of_confidence(known: Any, records: Any) -> None:
    proposed = [one for one in records if one.answer]
    sure = [one.confidence for one in proposed]
    right = [one.right for one in proposed]
    bins = metrics.reliability(sure, right)
    assert [one.count for one in bins] == known["curves"]["reliability"]["count"]
    for name in ("confidence", "accuracy"):
        assert [getattr(one, name) for one in bins] == pytest.approx(
            known["curves"]["reliability"][name], abs=DIGITS
        )
    points = metrics.risk_coverage(sure, [not one for one in right])
    for name in ("coverage", "risk"):
        assert [getattr(one, name) for one in points] == pytest.approx(
            known["curves"]["risk_coverage"][name], abs=DIGITS
        )


def test_measures_of_a_language_models_text(known: Any, scripted: Callable[..., Any]) -> None:
    corpus = Corpus(scripted(known["articles"]))
    gold = {row["id"]: row for row in known["gold"]}
    records = [
        score_answer(
            _question(gold[row["id"]]),
            _written(row, known["articles"]),
            None,
            corpus,
            seconds=None,
            threshold=0.0,
            read=20,
        )
        for row in known["prose"]
    ]
    figures = {one.key: one.value for one in measure(records, MEASURES, resamples=2)}
    assert {key: figures[key] for key in known["prose_measures"]} == pytest.approx(
        known["prose_measures"], abs=DIGITS
    )


def _question(row: Any) -> GoldQuestion:
    return parse_rows([(1, row)], "gold.jsonl").questions[0]


def _written(row: Any, articles: dict[str, str]) -> Answer:
    citations = tuple(
        Citation(
            number,
            f"id-{one['path']}",
            one["path"],
            None,
            one["path"],
            (),
            None,
            one["quote"],
            articles[one["path"]].index(one["quote"]),
            articles[one["path"]].index(one["quote"]) + len(one["quote"]),
        )
        for number, one in enumerate(row["citations"], start=1)
    )
    prose = tuple(
        # The last sentence cites everything, so that each citation is cited.
        Statement(text, tuple(one.number for one in citations) if last else (), supported)
        for text, supported, last in zip(
            row["sentences"], row["supported"], (False, False, True), strict=True
        )
    )
    return Answer("?", "short", (), False, 0.5, citations, (), (), "s", prose=prose)


def test_similarity_of_meanings(known: Any) -> None:
    embedding = OnnxEmbedding()
    for pair in known["similarity"]:
        vectors = embedding.get_text_embedding_batch([pair["one"], pair["other"]])
        assert embedding.similarity(*vectors) == pytest.approx(pair["cosine"], abs=DIGITS)


def test_wilson_intervals(known: Any) -> None:
    for one in known["statistics"]["wilson"]:
        interval = wilson_interval(one["successes"] / one["trials"], one["trials"])
        assert (interval.low, interval.high) == pytest.approx(one["interval"], abs=DIGITS)


def test_bootstrap_interval(known: Any) -> None:
    one = known["statistics"]["bootstrap"]
    interval = bootstrap_interval(column(one["values"]), mean, resamples=DRAWS)
    assert (interval.low, interval.high) == pytest.approx(one["interval"], abs=DIGITS)


@pytest.mark.parametrize("number", [0, 1], ids=["right or wrong", "seconds"])
def test_paired_test(known: Any, number: int) -> None:
    one = known["statistics"]["paired"][number]
    found = paired_test(column(one["old"]), column(one["new"]), mean, resamples=DRAWS)
    assert found.difference == pytest.approx(one["difference"], abs=DIGITS)
    assert found.p_value == pytest.approx(one["p_value"], abs=DRAWN)
