"""Attention made of plain matrix products, for training in bf16 on a CPU.

PyTorch's fused attention takes half of a training step there, most of it going backwards with heads
of 32 dimensions. Plain products in bf16 make the whole step 1.8 times as fast (75 against 42 pairs
a second on two cores with AMX, batches of 48 inputs of 128 tokens).
"""

from __future__ import annotations

from typing import Any

import torch
from transformers import AttentionInterface, AttentionMaskInterface
from transformers.masking_utils import eager_mask

__all__ = ["PLAIN", "register"]

#: The name under which Transformers knows it (`attn_implementation`).
PLAIN = "plain"


def register() -> None:
    """Make it known to Transformers."""
    AttentionInterface.register(PLAIN, _attend)
    AttentionMaskInterface.register(PLAIN, eager_mask)


def _attend(
    _module: Any,
    query: Any,
    key: Any,
    value: Any,
    attention_mask: Any,
    scaling: float | None = None,
    **_: Any,
) -> tuple[Any, None]:
    """Scaled dot-product attention; shapes (batch, heads, tokens, dimensions)."""
    with torch.autocast(query.device.type, enabled=False):
        scale = query.shape[-1] ** -0.5 if scaling is None else scaling
        scores = torch.matmul(query * scale, key.transpose(-1, -2))
        if attention_mask is not None:
            scores = scores + attention_mask.to(scores.dtype)
        mixed = torch.matmul(torch.softmax(scores, -1), value)
        return mixed.transpose(1, 2).contiguous(), None
