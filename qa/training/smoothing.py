"""Sharing the trouble of quantisation between activations and weights, before both are rounded.

A few of the activations' dimensions are far larger than the others, and one scale for all of them
leaves the others few steps. Each dimension is divided by a factor, and the weights that it meets
are multiplied by it, which changes nothing but what has to be rounded (Xiao et al. 2023,
"SmoothQuant"). The factor is ``largest activation ** strength / largest weight ** (1 - strength)``.

The strengths were chosen on the differences of logits between the rounded and the exact model, over
48 questions of SQuAD 1.1: root mean square .194 without smoothing, .146 with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import onnx
import onnxruntime
from onnx import helper, numpy_helper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from qa.training.windows import Window

__all__ = ["smooth"]

# Of layers that read the model's hidden states, and of those that read the wider inner layer, whose
# activations are the more uneven ones.
_STRENGTH = 0.7
_STRENGTH_INNER = 0.8
_TINY = 1e-5


def smooth(model: onnx.ModelProto, windows: Sequence[Window]) -> onnx.ModelProto:
    """Return the model with smoothed activations; what it computes stays the same.

    Args:
        model: Fused, in float32.
        windows: Inputs of the usual kind.
    """
    graph = model.graph
    weights = {one.name: one for one in graph.initializer if len(one.dims) == 2}
    readers: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        if node.op_type in {"MatMul", "Attention"} and node.input[1] in weights:
            readers.setdefault(node.input[0], []).append(node)
    hidden = min(weights[node.input[1]].dims[0] for nodes in readers.values() for node in nodes)
    for name, largest in _largest(model, list(readers), windows).items():
        nodes = readers[name]
        met = [weights[node.input[1]] for node in nodes]
        strength = _STRENGTH if met[0].dims[0] == hidden else _STRENGTH_INNER
        factor = _factor(largest, [numpy_helper.to_array(one) for one in met], strength)
        scale, smoothed = f"{name}_scale", f"{name}_smoothed"
        graph.initializer.append(numpy_helper.from_array(1 / factor, scale))
        first = min(list(graph.node).index(node) for node in nodes)
        graph.node.insert(first, helper.make_node("Mul", [name, scale], [smoothed], smoothed))
        for node, one in zip(nodes, met, strict=True):
            node.input[0] = smoothed
            scaled = numpy_helper.to_array(one) * factor[:, None]
            one.CopyFrom(numpy_helper.from_array(scaled, one.name))
    return model


def _factor(
    largest: NDArray[np.float32], weights: Sequence[NDArray[np.float32]], strength: float
) -> NDArray[np.float32]:
    """One factor for each dimension; their geometric mean is 1."""
    heaviest = np.max([np.abs(one).max(axis=1) for one in weights], axis=0)
    factor = np.maximum(largest, _TINY) ** strength / np.maximum(heaviest, _TINY) ** (1 - strength)
    return np.asarray(factor / np.exp(np.log(factor).mean()), dtype=np.float32)


def _largest(
    model: onnx.ModelProto, names: Sequence[str], windows: Sequence[Window]
) -> dict[str, NDArray[np.float32]]:
    """The largest absolute value of each dimension of the named activations, over all inputs."""
    probe = onnx.ModelProto()
    probe.CopyFrom(model)
    for name in names:
        value = helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None)
        probe.graph.output.append(value)
    session = onnxruntime.InferenceSession(
        probe.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    found: dict[str, Any] = dict.fromkeys(names, np.float32(0))
    for window in windows:
        ids = np.array([window.ids], dtype=np.int64)
        types = np.zeros_like(ids)
        types[:, window.second :] = 1
        inputs = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": types,
        }
        for name, values in zip(names, session.run(list(names), inputs), strict=True):
            found[name] = np.maximum(found[name], np.abs(values[0]).max(axis=0))
    return found
