from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="needs the extra [training]")


def test_a_rounded_layer_multiplies_integers_as_the_shipped_model_does() -> None:
    from qa.training.rounding import round_linear_layers

    chance = np.random.default_rng(0)
    weight = chance.normal(size=(6, 16)).astype(np.float32)
    bias = chance.normal(size=6).astype(np.float32)
    inputs = chance.normal(size=(2, 5, 16)).astype(np.float32) * [[[3.0]], [[0.2]]]
    layer = torch.nn.Linear(16, 6)
    layer.weight.data, layer.bias.data = torch.tensor(weight), torch.tensor(bias)
    round_linear_layers(layer)
    rounded = layer(torch.tensor(inputs, dtype=torch.float32)).detach().numpy()

    # The same by integers, as ONNX specifies DynamicQuantizeLinear and MatMulInteger.
    weight_step = np.abs(weight).max(axis=1) / 64
    whole_weights = np.rint(weight / weight_step[:, None]).astype(np.int64)
    assert np.abs(whole_weights).max() == 64
    for member, expected in zip(inputs, rounded, strict=True):
        step = (max(member.max(), 0) - min(member.min(), 0)) / 255
        zero = np.rint(-min(member.min(), 0) / step)
        whole_inputs = np.clip(np.rint(member / step) + zero, 0, 255).astype(np.int64)
        sums = (whole_inputs - int(zero)) @ whole_weights.T
        assert expected == pytest.approx(sums * step * weight_step + bias, abs=2 * step)


def test_gradients_pass_rounding_by() -> None:
    from qa.training.rounding import round_linear_layers

    layer = torch.nn.Linear(4, 3)
    round_linear_layers(layer)
    inputs = torch.randn(1, 2, 4, requires_grad=True)
    layer(inputs).sum().backward()
    assert layer.bias.grad.tolist() == [2, 2, 2]
    assert inputs.grad.abs().min() > 0  # rounding itself has a gradient of 0
    assert layer.weight.grad.abs().min() > 0
