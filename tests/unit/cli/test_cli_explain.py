from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from qa import Assistant

Run = Callable[..., Any]
WHEN = "When does the Afghanistan withdrawal end?"
BREAD = "How much does a loaf of bread cost in Norway?"


@pytest.fixture
def _quiet_again() -> Iterator[None]:
    logger = logging.getLogger("qa")
    before = logger.handlers[:], logger.level
    yield
    logger.handlers, logger.level = before[0], before[1]


def test_explanation_follows_the_answer(run: Run, at_seeds: Assistant) -> None:
    plain, ran = run("ask", WHEN), run("ask", WHEN, "--explain")
    assert ran.code == 0
    answer, _, why = ran.out.partition("\nWhy this answer\n")
    assert answer.strip() == plain.out.strip()
    assert "a date or a time" in why
    assert "“31 August” in The United States and France" in why
    assert "the answer" in why
    assert "“August 31”" in why
    assert "says the same in another article" in why
    for feature in ("gap:", "cosine:", "coverage:", "length:", "consensus:"):
        assert feature in why


def test_explained_numbers_are_those_of_the_answer(run: Run, at_seeds: Assistant) -> None:
    told = json.loads(run("ask", WHEN, "--explain", "--json").out)
    why = told["explanation"]
    assert why["confidence"] == told["confidence"]
    best = why["spans"][0]
    assert (best["text"], best["role"]) == (told["text"], "answer")
    both = [one["confidence"] for one in why["spans"] if one["role"] in {"answer", "same"}]
    assert len(both) == 2  # both articles say so, and would both have to be read wrong
    assert told["confidence"] == pytest.approx(1 - (1 - both[0]) * (1 - both[1]), abs=1e-4)
    searched = {hit.node.start_char_idx: hit for hit in at_seeds.search(WHEN, 3)}
    first = {one["start"]: one for one in why["passages"]}
    for start, hit in searched.items():
        assert first[start]["retrieved"] == pytest.approx(hit.score)
        assert first[start]["keyword"] == pytest.approx(hit.keyword)  # type: ignore[attr-defined]
        assert first[start]["cosine"] == pytest.approx(hit.cosine)  # type: ignore[attr-defined]
    assert why["unverified"] == []


def test_refusal_is_explained(run: Run, at_seeds: Assistant) -> None:
    ran = run("ask", BREAD, "--explain")
    assert ran.code == 3
    assert "Refused: the confidence is 0." in ran.out
    assert "the answer\n" not in ran.out


def test_broad_question_is_explained(run: Run, at_seeds: Assistant) -> None:
    ran = run("ask", "What do the articles say about Takuba?", "--explain")
    assert "a summary about “takuba”" in ran.out
    assert "most central sentences" in ran.out


@pytest.mark.usefixtures("_quiet_again")
def test_verbose_logs_to_stderr_alone(run: Run, at_seeds: Assistant) -> None:
    quiet, ran = run("ask", WHEN), run("--verbose", "ask", WHEN)
    assert ran.out == quiet.out
    assert "found 11 passages" in ran.err
    assert re.search(r"answered with confidence 0\.\d\d after \d+ ms", ran.err)
    assert "found" not in quiet.err
