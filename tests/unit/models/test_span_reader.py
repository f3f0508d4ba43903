from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.models import Reading, SpanReader
from qa.resources import seeds_folder

SEEDS = [
    paragraph
    for path in sorted((seeds_folder() / "articles").glob("*.txt"))
    for paragraph in path.read_text(encoding="utf-8").split("\n\n")
]
FILLER = "The harvest was poor that year, and the mills along the river stood still. "
FACT = "The treaty was signed in Vienna. "
WHERE = "Where was the treaty signed?"


@pytest.fixture(scope="module")
def reader() -> SpanReader:
    return SpanReader(threads=2)


def answer(reading: Reading, passage: str) -> str:
    return passage[reading.spans[0].start : reading.spans[0].end]


def seed_passage(words: str) -> str:
    (found,) = [paragraph for paragraph in SEEDS if words in paragraph]
    return found


@pytest.mark.parametrize(
    ("question", "least", "most"),
    [
        ("When will the US withdraw from Afghanistan?", "31 August", "on 31 August"),
        ("When will the US presence in Afghanistan cease?", "August 31", "on August 31"),
        (
            "Which cyber organisation did Parly visit?",
            "Cyber Command",
            "US Cyber Command, the Pentagon’s cyber warfare organization",  # noqa: RUF001
        ),
        (
            "How many countries take part in the task force?",
            "nine",
            "special forces from nine European and African countries",
        ),
        (
            "Who is the French defence minister?",
            "Florence Parly",
            "The French defence minister, Florence Parly",
        ),
    ],
)
def test_obvious_span_is_found(reader: SpanReader, question: str, least: str, most: str) -> None:
    passage = seed_passage(most)
    (reading,) = reader.read(question, [passage])
    assert least in answer(reading, passage)
    assert answer(reading, passage) in most


def test_gap_is_widest_where_the_passage_answers(reader: SpanReader) -> None:
    readings = reader.read("When will the US presence in Afghanistan cease?", SEEDS)
    widest, *others = sorted(zip(readings, SEEDS, strict=True), key=lambda pair: -pair[0].gap)
    assert "August 31" in widest[1] or "31 August" in widest[1]
    silent = [reading.gap for reading, text in others if "August" not in text]
    assert max(silent) < 0
    assert widest[0].gap > max(silent) + 3


def test_scores_do_not_depend_on_what_else_is_read(reader: SpanReader) -> None:
    question = "When will the US presence in Afghanistan cease?"
    together = reader.read(question, SEEDS)
    assert together == [reader.read(question, [passage])[0] for passage in SEEDS]
    assert reader.read(question, SEEDS[::-1]) == together[::-1]
    assert reader.read(question, [*SEEDS[:3], "x " * 500])[:3] == together[:3]
    assert SpanReader(threads=1).read(question, SEEDS) == together


def test_many_threads_read_the_same(reader: SpanReader) -> None:
    questions = ["Who is the French defence minister?", "Which city did Parly visit?"] * 4
    expected = [reader.read(question, SEEDS[:4]) for question in questions]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda asked: reader.read(asked, SEEDS[:4]), questions)) == expected


@pytest.mark.parametrize("sentences_before", [0, 12, 17, 25, 60])
def test_answer_is_found_wherever_it_stands_in_a_long_passage(
    reader: SpanReader, sentences_before: int
) -> None:
    passage = FILLER * sentences_before + FACT + FILLER * (60 - sentences_before)
    (reading,) = reader.read(WHERE, [passage])
    assert answer(reading, passage) == "Vienna"
    assert reading.spans[0].start == passage.index("Vienna")
    (silent,) = reader.read(WHERE, [FILLER * 60])
    assert reading.gap > silent.gap


def test_windows_overlap_so_that_no_answer_is_cut_by_both(reader: SpanReader) -> None:
    # Moved on by a few tokens at a time, the fact crosses the end of the first window.
    for words in range(200, 260, 10):
        passage = "mill " * words + FACT + FILLER * 5
        (reading,) = reader.read(WHERE, [passage])
        assert answer(reading, passage) == "Vienna"


@settings(max_examples=40, deadline=None)
@given(passage=st.text(max_size=400), question=st.text(max_size=100))
def test_spans_lie_in_the_passage_best_first(
    reader: SpanReader, passage: str, question: str
) -> None:
    (reading,) = reader.read(question, [passage])
    assert all(0 <= span.start <= span.end <= len(passage) for span in reading.spans)
    scores = [span.score for span in reading.spans]
    assert scores == sorted(scores, reverse=True)
    assert len({(span.start, span.end) for span in reading.spans}) == len(reading.spans) <= 5
    assert (not reading.spans) == math.isinf(reading.gap)


@pytest.mark.parametrize("passage", ["", " \n\t"])
def test_passage_without_words_has_no_spans(reader: SpanReader, passage: str) -> None:
    (reading,) = reader.read(WHERE, [passage])
    assert reading.spans == ()
    assert reading.gap == -math.inf


def test_nothing_to_read_gives_nothing(reader: SpanReader) -> None:
    assert reader.read(WHERE, []) == []


def test_question_longer_than_the_input_leaves_room_for_the_passage(reader: SpanReader) -> None:
    passage = FILLER * 30 + FACT
    (reading,) = reader.read(f"{WHERE} " * 500, [passage])
    assert answer(reading, passage) == "Vienna"
