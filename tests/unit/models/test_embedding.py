from __future__ import annotations

import asyncio
import math
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.models import OnnxEmbedding
from qa.models.weights import open_session

SENTENCES = [
    "Washington has announced its final withdrawal in Afghanistan on 31 August.",
    "Troops leave.",
    "The wheat harvest failed twice, and prices rose by a third before winter came. " * 12,
    "Parly also paid a visit to US Cyber Command.",
]


@pytest.fixture(scope="module")
def model() -> OnnxEmbedding:
    return OnnxEmbedding(threads=2)


def cosine(a: list[float], b: list[float]) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))


@settings(max_examples=20, deadline=None)
@given(text=st.text(max_size=300))
def test_vector_has_384_dimensions_and_unit_length(model: OnnxEmbedding, text: str) -> None:
    vector = model.get_text_embedding(text)
    assert len(vector) == model.dimension == 384
    assert math.hypot(*vector) == pytest.approx(1, abs=1e-5)


def test_the_model_is_loaded_with_the_first_text(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def open_once(path: Path, sha256: str) -> object:
        opened.append(path.name)
        return open_session(path, sha256)

    monkeypatch.setattr("qa.models.embedding.open_session", open_once)
    model = OnnxEmbedding()
    assert (model.dimension, opened) == (384, [])
    assert model.get_query_embedding("bread") == model.get_text_embedding("bread")
    assert len(opened) == 1


def test_vector_is_the_same_alone_and_among_others(model: OnnxEmbedding) -> None:
    alone = [model.get_text_embedding(text) for text in SENTENCES]
    assert model.get_text_embedding_batch(SENTENCES) == alone
    assert model.get_text_embedding_batch(SENTENCES[::-1]) == alone[::-1]


def test_vector_is_the_same_as_a_question_as_a_text_and_awaited(model: OnnxEmbedding) -> None:
    text = SENTENCES[0]
    vector = model.get_text_embedding(text)
    assert model.get_query_embedding(text) == vector
    assert asyncio.run(model.aget_query_embedding(text)) == vector


def test_many_threads_get_the_same_vectors(model: OnnxEmbedding) -> None:
    expected = model.get_text_embedding_batch(SENTENCES)
    with ThreadPoolExecutor(8) as pool:
        for vectors in pool.map(model.get_text_embedding_batch, [SENTENCES] * 8):
            assert vectors == expected


def test_meaning_counts_more_than_words(model: OnnxEmbedding) -> None:
    asked = model.get_query_embedding("Is bread going to be dearer?")
    ranked = sorted(SENTENCES, key=lambda text: -cosine(asked, model.get_text_embedding(text)))
    assert ranked[0] == SENTENCES[2]


def test_letter_case_makes_no_difference(model: OnnxEmbedding) -> None:
    assert model.get_text_embedding("Troops LEAVE.") == model.get_text_embedding("troops leave.")


def test_nothing_to_embed_gives_nothing(model: OnnxEmbedding) -> None:
    assert model.get_text_embedding_batch([]) == []
