from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper, numpy_helper

from qa.training.normalisation import written_out

_WIDE = 6
_EPSILON = 1e-3
_CHANCE = np.random.default_rng(3)
_GAIN, _SHIFT, _BIAS = (_CHANCE.normal(size=_WIDE).astype(np.float32) for _ in range(3))


def _model() -> onnx.ModelProto:
    """A sum and its layer normalisation as ONNX Runtime's optimiser fuses them."""
    values = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", "tokens", _WIDE])
        for name in ("layer", "residual", "normal")
    ]
    fused = helper.make_node(
        "SkipLayerNormalization",
        ["layer", "residual", "gain", "shift", "bias"],
        ["normal"],
        domain="com.microsoft",
        epsilon=_EPSILON,
    )
    weights = {"gain": _GAIN, "shift": _SHIFT, "bias": _BIAS}
    graph = helper.make_graph(
        [fused],
        "small",
        values[:2],
        values[2:],
        [numpy_helper.from_array(one, name) for name, one in weights.items()],
    )
    versions = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=versions, ir_version=9)


def test_written_out_it_computes_the_papers_formula_and_stays_written_out(tmp_path: Path) -> None:
    optimised = tmp_path / "optimised.onnx"
    options = onnxruntime.SessionOptions()
    options.optimized_model_filepath = str(optimised)
    options.log_severity_level = 3  # such a file suits one machine, of which it warns
    session = onnxruntime.InferenceSession(
        written_out(_model()).SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
    layer, residual = _CHANCE.normal(size=(2, 1, 5, _WIDE)).astype(np.float32)
    (normal,) = session.run(["normal"], {"layer": layer, "residual": residual})

    total = layer + _BIAS + residual
    centred = total - total.mean(axis=-1, keepdims=True)
    variance = total.var(axis=-1, keepdims=True)
    expected = _GAIN * centred / np.sqrt(variance + _EPSILON) + _SHIFT
    assert normal == pytest.approx(expected, abs=1e-5)
    kinds = {node.op_type for node in onnx.load(optimised).graph.node}
    assert not any("Normalization" in kind for kind in kinds)
