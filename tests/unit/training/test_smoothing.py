from __future__ import annotations

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from qa.training.smoothing import smooth
from qa.training.windows import Window


def _model(weight: np.ndarray) -> onnx.ModelProto:
    """Counts embedded by a table whose first dimension is far larger, times a weight."""
    table = np.random.default_rng(1).normal(size=(10, 4)).astype(np.float32)
    table[:, 0] *= 100
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
        for name in ("input_ids", "attention_mask", "token_type_ids")
    ]
    graph = helper.make_graph(
        [
            helper.make_node("Gather", ["table", "input_ids"], ["embedded"]),
            helper.make_node("MatMul", ["embedded", "weight"], ["logits"]),
        ],
        "small",
        inputs,
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, None)],
        [numpy_helper.from_array(table, "table"), numpy_helper.from_array(weight, "weight")],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


def _run(model: onnx.ModelProto, output: str) -> np.ndarray:
    probe = onnx.ModelProto()
    probe.CopyFrom(model)
    probe.graph.output.append(helper.make_tensor_value_info(output, TensorProto.FLOAT, None))
    session = onnxruntime.InferenceSession(
        probe.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    ids = np.array([[1, 2, 3, 4]])
    inputs = {"input_ids": ids, "attention_mask": ids, "token_type_ids": ids}
    (found,) = session.run([output], inputs)
    return np.asarray(found)


def test_a_smoothed_model_computes_the_same_with_evener_activations() -> None:
    weight = np.random.default_rng(2).normal(size=(4, 3)).astype(np.float32)
    exact = _run(_model(weight), "embedded"), _run(_model(weight), "logits")
    smoothed = smooth(_model(weight), [Window((1, 2, 3, 4), 2, 2, 0, 0)])
    np.testing.assert_allclose(_run(smoothed, "logits"), exact[1], rtol=1e-4)

    def unevenness(values: np.ndarray) -> float:
        largest = np.abs(values[0]).max(axis=0)
        return float(largest.max() / largest.min())

    assert unevenness(_run(smoothed, "embedded_smoothed")) < unevenness(exact[0]) / 5
