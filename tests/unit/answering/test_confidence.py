from __future__ import annotations

import dataclasses
import json
import math
import shutil
from collections.abc import Callable
from dataclasses import astuple
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answering.confidence import (
    Calibration,
    Features,
    any_is_right,
    load_calibration,
    observe,
    of_sentence,
)
from qa.answering.spans.candidates import candidates
from qa.errors import ModelFileError
from qa.resources import model_folder
from qa.retrieval import ReadNode

COUNT = len(dataclasses.fields(Features))
numbers = st.lists(st.floats(-1e6, 1e6), min_size=COUNT, max_size=COUNT)


@given(numbers, numbers, st.floats(-100, 100))
def test_probability_is_one(weights: list[float], values: list[float], constant: float) -> None:
    assert 0 <= Calibration(tuple(weights), constant).probability(Features(*values)) <= 1


def test_probability_is_that_of_a_logistic_regression() -> None:
    values = [float(number) for number in range(1, COUNT + 1)]
    weights = tuple(0.5 / number for number in range(1, COUNT + 1))  # each term is worth .5
    logit = 0.5 * COUNT - 1
    expected = math.exp(logit) / (math.exp(logit) + 1)
    assert Calibration(weights, -1.0).probability(Features(*values)) == pytest.approx(expected)


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_sentence_is_likelier_right_than_its_span(less: float, more: float) -> None:
    less, more = sorted((less, more))
    assert 0 <= of_sentence(less) <= of_sentence(more) <= 1
    assert of_sentence(more) >= more


def test_shipped_calibration_trusts_a_surer_reader_more(
    read_node: Callable[..., ReadNode],
) -> None:
    calibration = load_calibration()
    asked = "When does the withdrawal end?"
    likely = []
    for gap in (-8.0, -2.0, 2.0, 8.0):
        found = candidates([read_node("The withdrawal ends on 31 August.", ("31 August", gap))])
        likely.append(calibration.probability(observe(asked, found[0], found)))
    assert likely == sorted(likely)
    assert len(set(likely)) == len(likely)


def test_what_was_read_without_finding_anything_hardly_counts(
    read_node: Callable[..., ReadNode],
) -> None:
    node = read_node("The withdrawal ends on 31 August.", ("31 August", 5.0))
    others = [read_node("It rained.", ("It", -9.0), article=str(n)) for n in range(20)]
    asked = "When does the withdrawal end?"
    alone, among = candidates([node]), candidates([node, *others])
    expected = astuple(observe(asked, alone[0], alone))
    assert astuple(observe(asked, among[0], among)) == pytest.approx(expected, abs=1e-3)


def test_consensus_is_the_weight_of_those_that_say_the_same(
    read_node: Callable[..., ReadNode],
) -> None:
    texts = ("31 August", "August 31", "11 September")
    nodes = [
        read_node(f"It ends on {text}.", (text, 1.0), article=str(n))
        for n, text in enumerate(texts)
    ]
    found = candidates(nodes)
    assert len({one.score for one in found}) == 1
    by_text = {one.text: observe("When does it end?", one, found).consensus for one in found}
    assert by_text["31 August"] == pytest.approx(2 / 3)
    assert by_text["11 September"] == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"weights": {}, "constant": 0}', '{"weights": 3, "constant": 0}']
)
def test_unusable_calibration_is_refused_by_name(
    content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.answering.confidence.model_folder", lambda name: tmp_path)
    with pytest.raises(ModelFileError, match=r"confidence\.json"):
        load_calibration()
    (tmp_path / "confidence.json").write_text(content)
    with pytest.raises(ModelFileError, match=r"confidence\.json") as caught:
        load_calibration()
    assert "Install" in caught.value.hint


def test_calibration_needs_a_weight_for_every_feature(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.answering.confidence.model_folder", lambda name: tmp_path)
    shutil.copy(model_folder("reader") / "confidence.json", tmp_path)
    load_calibration()
    stored = json.loads((tmp_path / "confidence.json").read_text())
    stored["weights"].pop(dataclasses.fields(Features)[0].name)
    (tmp_path / "confidence.json").write_text(json.dumps(stored))
    with pytest.raises(ModelFileError):
        load_calibration()


def test_another_reader_may_bring_its_own_calibration(tmp_path: Path) -> None:
    assert load_calibration(tmp_path) == load_calibration()  # there is none in the folder
    stored = json.loads((model_folder("reader") / "confidence.json").read_text())
    (tmp_path / "confidence.json").write_text(json.dumps(stored | {"constant": -7.5}))
    assert load_calibration(tmp_path).constant == -7.5


def test_answer_of_several_articles_is_wrong_only_if_all_are_read_wrong() -> None:
    assert any_is_right([0.5]) == 0.5
    assert any_is_right([0.5, 0.4]) == pytest.approx(0.7)  # 1 - .5 * .6
