"""From weights to the file that is shipped: ONNX, fused, and quantised within seven bits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import onnx
import torch
from onnx import numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.optimizer import optimize_model
from safetensors.torch import load_file, save_file
from transformers import AutoModelForQuestionAnswering

from qa.training.normalisation import written_out
from qa.training.smoothing import smooth

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from qa.training.windows import Window

__all__ = ["average", "export", "largest_weight"]

_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_OUTPUTS = ("start_logits", "end_logits")
_OPSET = 17


def average(parts: Sequence[tuple[Path, float]], output: Path) -> None:
    """Write the weighted mean of several models' weights (Wortsman et al. 2022, "Model soups").

    Args:
        parts: Folders with ``model.safetensors`` of one architecture, and their weights.
        output: Folder for the mean, which also gets the first one's ``config.json``.
    """
    whole = sum(weight for _, weight in parts)
    mean: dict[str, torch.Tensor] = {}
    for folder, weight in parts:
        for name, values in load_file(folder / "model.safetensors").items():
            share = values.float() * (weight / whole)
            mean[name] = mean[name] + share if name in mean else share
    output.mkdir(parents=True, exist_ok=True)
    save_file(mean, output / "model.safetensors", metadata={"format": "pt"})
    (output / "config.json").write_bytes((parts[0][0] / "config.json").read_bytes())


def export(folder: Path, output: Path, windows: Sequence[Window]) -> None:
    """Export a model to ONNX, and quantise it dynamically to int8.

    Weights use seven of the eight bits (``reduce_range``): products of eight-bit weights saturate
    in the 16-bit sums of ONNX Runtime's kernels on processors that have AVX2 but no VNNI, and the
    same model then answers differently there. With seven bits nothing can saturate:
    2 * 255 * 64 < 2 ** 15.

    Args:
        folder: With ``config.json`` and ``model.safetensors``.
        output: Folder for ``model.fp32.onnx`` and ``model.int8.onnx``.
        windows: Some twenty inputs of the usual kind, which show how large activations become.
    """
    model = AutoModelForQuestionAnswering.from_pretrained(
        folder, attn_implementation="eager", return_dict=False
    )
    model = model.float().eval()
    output.mkdir(parents=True, exist_ok=True)
    exact = output / "model.fp32.onnx"
    tokens = torch.ones(2, 16, dtype=torch.long)
    torch.onnx.export(
        model,
        (tokens, tokens, tokens),
        str(exact),
        input_names=list(_INPUTS),
        output_names=list(_OUTPUTS),
        dynamic_axes={name: {0: "batch", 1: "tokens"} for name in (*_INPUTS, *_OUTPUTS)},
        opset_version=_OPSET,
        dynamo=False,  # the fusion below knows the graphs of the older exporter
    )
    # Attention, layer normalisation and GELU as one operator each: 1.6 times as fast.
    fused = optimize_model(
        str(exact),
        model_type="bert",
        num_heads=model.config.num_attention_heads,
        hidden_size=model.config.hidden_size,
    )
    fused.save_model_to_file(str(exact))
    smoothed = output / "model.smooth.onnx"
    onnx.save(smooth(onnx.load(exact), windows), smoothed)
    rounded = output / "model.int8.onnx"
    quantize_dynamic(
        smoothed,
        rounded,
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        # What the fused operators return is not inferred; it is float32.
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )
    onnx.save(written_out(onnx.load(rounded)), rounded)


def largest_weight(path: Path) -> int:
    """Return the largest absolute value among a model's signed 8-bit weights; 0 without any."""
    weights = (
        numpy_helper.to_array(one)
        for one in onnx.load(path).graph.initializer
        if one.data_type == onnx.TensorProto.INT8
    )
    return max((abs(one.astype(int)).max().item() for one in weights if one.size), default=0)
