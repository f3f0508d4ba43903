from __future__ import annotations

import gzip
import json
import random
from pathlib import Path
from typing import Any

import pytest

from qa.training.examples import Example, Mixture, examples_of, mine_near_misses, read_articles

HARBOUR = "The harbour of Norvik was opened in 1904. It was built by Ada Brandt."
FERRY = "The ferry to Norvik was opened in 1911. It leaves at nine."
CHURCH = "The church has a slate roof."


def write(path: Path, paragraphs: list[dict[str, Any]]) -> Path:
    content = json.dumps({"data": [{"title": "Norvik_harbour", "paragraphs": paragraphs}]})
    path.write_bytes(gzip.compress(content.encode()) if path.suffix == ".gz" else content.encode())
    return path


def asked(question: str, text: str, answer: str | None, **more: Any) -> dict[str, Any]:
    answers = [] if answer is None else [{"text": answer, "answer_start": text.index(answer)}]
    return {"context": text, "qas": [{"id": "1", "question": question, "answers": answers, **more}]}


@pytest.mark.parametrize("name", ["train.json", "train.json.gz"])
def test_reads_squads_format(tmp_path: Path, name: str) -> None:
    path = write(
        tmp_path / name,
        [
            asked("When was the harbour opened?", HARBOUR, "1904"),
            asked("Who paid for it?", HARBOUR, None, is_impossible=True),
        ],
    )
    first, second = examples_of(read_articles(path))
    assert (first.title, HARBOUR[first.start : first.end]) == ("Norvik harbour", "1904")
    assert first.answerable
    assert second == Example("Who paid for it?", HARBOUR, title="Norvik harbour")
    assert not second.answerable


def test_a_near_miss_is_the_likest_paragraph_without_the_answer(tmp_path: Path) -> None:
    same_answer = "In 1904 the harbour at Norvik was opened by the king, who opened all of them."
    path = write(
        tmp_path / "train.json",
        [
            asked("When was the harbour of Norvik opened?", HARBOUR, "1904"),
            {"context": FERRY, "qas": []},
            {"context": same_answer, "qas": []},
            {"context": CHURCH, "qas": []},
            {"context": "A bakery.", "qas": []},
        ],
    )
    (mined,) = mine_near_misses(read_articles(path), random.Random(0), share=1)
    assert mined.question == "When was the harbour of Norvik opened?"
    assert mined.passage in {FERRY, CHURCH}  # the nearest two that do not hold 1904
    assert not mined.answerable


def test_a_mixture_uses_a_source_up_before_it_repeats() -> None:
    few = [Example(f"few {number}", "") for number in range(3)]
    many = [Example(f"many {number}", "") for number in range(100)]
    drawn = Mixture([(few, 1.0), (many, 3.0)], random.Random(0)).draw(120)
    of_few = [example.question for example in drawn if example.question.startswith("few")]
    assert 18 <= len(of_few) <= 42  # a quarter of 120 is 30; four standard deviations either way
    for first in range(0, len(of_few) - 2, 3):
        assert len(set(of_few[first : first + 3])) == 3


def test_a_mixture_refuses_an_empty_source() -> None:
    with pytest.raises(ValueError, match="no examples"):
        Mixture([([], 1.0)], random.Random(0))
