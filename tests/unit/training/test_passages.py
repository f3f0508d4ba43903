from __future__ import annotations

from typing import Any

from qa.training.examples import examples_of
from qa.training.passages import in_passages

# Each paragraph has about 100 tokens, so that no two of them fit into one passage.
LIGHTHOUSE = "The lighthouse on Skarn was lit in 1871. " + "Gulls nest on its gallery. " * 16
LIBRARY = "The library in Bergvik opened in 1908. " + "Children read there on rainy days. " * 12
TEXT = f"{LIGHTHOUSE.strip()}\n\n{LIBRARY.strip()}"


def at(words: str) -> list[dict[str, Any]]:
    return [{"text": words, "answer_start": TEXT.index(words)}]


def cut(*asked: dict[str, Any]) -> list[dict[str, Any]]:
    (entry,) = in_passages(
        [{"title": "Two buildings", "paragraphs": [{"context": TEXT, "qas": asked}]}]
    )
    assert entry["title"] == "Two buildings"
    return list(entry["paragraphs"])


def test_a_text_is_cut_into_passages_and_a_question_goes_with_its_answer() -> None:
    passages = cut({"question": "When did the library open?", "answers": at("1908")})
    assert [passage["context"] for passage in passages] == [LIGHTHOUSE.strip(), LIBRARY.strip()]
    (example,) = examples_of([{"paragraphs": passages}])
    assert example.passage == LIBRARY.strip()
    assert example.passage[example.start : example.end] == "1908"


def test_a_question_without_answer_goes_with_its_plausible_answer() -> None:
    passages = cut(
        {
            "question": "When was the lighthouse painted?",
            "answers": [],
            "is_impossible": True,
            "plausible_answers": at("1871"),
        }
    )
    (example,) = examples_of([{"paragraphs": passages}])
    assert example.passage == LIGHTHOUSE.strip()
    assert not example.answerable


def test_a_question_that_no_single_passage_can_hold_is_left_out() -> None:
    across = TEXT[len(LIGHTHOUSE) - 20 : len(LIGHTHOUSE) + 20]
    passages = cut(
        {"question": "What stands where?", "answers": at(across)},
        {"question": "Who paid?", "answers": [], "is_impossible": True},
    )
    assert [passage["qas"] for passage in passages] == [[], []]
