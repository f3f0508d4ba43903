"""The training loop: fine-tunes a span reader for a given time, and goes on where it was ended."""

from __future__ import annotations

import logging
import os
import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from transformers import AutoModelForQuestionAnswering

from qa.training.attention import PLAIN, register
from qa.training.rounding import round_linear_layers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from qa.training.examples import Mixture
    from qa.training.windows import Window, WindowMaker

__all__ = ["Run", "Schedule", "fine_tune"]

_LOG = logging.getLogger(__name__)
_STATE = "state.pt"
# Inputs are padded to the next of these lengths, so that a batch holds little padding.
_LENGTHS = (64, 96, 112, 128, 144, 160, 176, 192, 208, 232)
_EXAMPLES_AT_ONCE = 2048
_REPORT_EVERY = 25  # steps
_NEVER = -1e4  # a logit that no softmax gives a share


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast.

    Attributes:
        minutes: Time of the whole training; the learning rate falls linearly to 0 over it.
        learning_rate: Its highest value.
        warm_up: Steps over which it rises to that.
        batch_tokens: Tokens of a batch, padding included.
        checkpoint_minutes: How often the state is saved.
        threads: Of PyTorch on a CPU.
        rounding_from: Share of the time after which layers round as the quantised model will, at
            two thirds of the speed; 1 for never.
    """

    minutes: float
    learning_rate: float = 1e-4
    warm_up: int = 150
    batch_tokens: int = 6144
    checkpoint_minutes: float = 8.0
    threads: int = 2
    rounding_from: float = 0.7


@dataclass
class Run:
    """How far a training has come.

    Attributes:
        steps: Updates of the weights.
        pairs: Pairs of question and passage seen.
        examples: Examples drawn, of which some have several passages.
        seconds: Time spent, over all sessions.
        loss: Running mean of the cross-entropy of start and end, in nats.
    """

    steps: int = 0
    pairs: int = 0
    examples: int = 0
    seconds: float = 0.0
    loss: float = 0.0


def fine_tune(
    base: Path,
    output: Path,
    mixture: Mixture,
    maker: WindowMaker,
    schedule: Schedule,
) -> Run:
    """Fine-tune a model; a training that was ended before its time goes on from its last state.

    Word embeddings stay as they are: rare words, which training data hardly touch, keep their place
    beside the common ones. Matrix products are in bf16 where the processor has it, else float32.

    Args:
        base: Folder with ``config.json`` and ``model.safetensors`` of a BERT-like model.
        output: Folder for the weights, and for the state while training goes on.
        mixture: What it learns from.
        maker: Cuts the windows.
        schedule: How long and how fast.

    Returns:
        How far it came; ``output`` then holds ``model.safetensors``.
    """
    register()
    torch.set_num_threads(schedule.threads)
    torch.set_flush_denormal(True)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model = AutoModelForQuestionAnswering.from_pretrained(
        base,
        attn_implementation=PLAIN,
        attention_probs_dropout_prob=0.0,
        hidden_dropout_prob=0.0,
    )
    model = model.float().to(device).train()
    model.base_model.embeddings.word_embeddings.weight.requires_grad = False
    optimizer = _optimizer(model)
    output.mkdir(parents=True, exist_ok=True)
    run = _resume(output / _STATE, model, optimizer)
    mixture.skip(run.examples)
    rounding = False
    began = time.monotonic() - run.seconds
    saved = time.monotonic()
    for batch in _batches(mixture, maker, schedule.batch_tokens):
        run.seconds = time.monotonic() - began
        left = 1 - run.seconds / (60 * schedule.minutes)
        if left <= 0:
            break
        if not rounding and 1 - left >= schedule.rounding_from:
            round_linear_layers(model)
            rounding = True
        rate = schedule.learning_rate * min(1.0, (run.steps + 1) / schedule.warm_up)
        for group in optimizer.param_groups:
            group["lr"] = rate * max(0.01, left)
        loss = _step(model, optimizer, batch, device)
        run.steps, run.examples = run.steps + 1, run.examples + len(batch)
        run.pairs += sum(map(len, batch))
        run.loss = loss if run.steps == 1 else 0.99 * run.loss + 0.01 * loss
        if run.steps % _REPORT_EVERY == 0:
            _LOG.info(
                "step %d, %d pairs, loss %.3f, %.0f of %.0f minutes",
                run.steps,
                run.pairs,
                run.loss,
                run.seconds / 60,
                schedule.minutes,
            )
        if time.monotonic() - saved > 60 * schedule.checkpoint_minutes:
            _save(output / _STATE, model, optimizer, run)
            saved = time.monotonic()
    model.save_pretrained(output)
    (output / _STATE).unlink(missing_ok=True)
    return run


def _step(model: Any, optimizer: Any, batch: Sequence[Sequence[Window]], device: Any) -> float:
    """Update the weights once; return the loss."""
    windows = [window for together in batch for window in together]
    length = max(map(_padded, windows))
    ids = torch.zeros(len(windows), length, dtype=torch.long)
    types, mask = torch.zeros_like(ids), torch.zeros_like(ids)
    closed = torch.ones(len(windows), length, dtype=torch.bool)
    for row, window in enumerate(windows):
        size = len(window.ids)
        ids[row, :size] = torch.tensor(window.ids)
        types[row, window.second : size] = 1
        mask[row, :size] = 1
        closed[row, window.body : size - 1] = False
    with torch.autocast(device.type, dtype=torch.bfloat16, enabled=_has_bf16(device)):
        found = model(
            input_ids=ids.to(device),
            token_type_ids=types.to(device),
            attention_mask=mask.to(device),
        )
    never = (closed.float() * _NEVER).to(device)
    loss = torch.zeros((), device=device)
    for logits, marked in (
        (found.start_logits.float(), [window.start for window in windows]),
        (found.end_logits.float(), [window.end for window in windows]),
    ):
        loss = loss + _alone(logits, never, torch.tensor(marked, device=device)) / 2
        loss = loss + _together(logits + never, marked, [len(one) for one in batch]) / 2
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return float(loss.detach())


def _alone(logits: Any, never: Any, marked: Any) -> Any:
    """Cross-entropy of each window by itself; [CLS] stands for "does not answer"."""
    allowed = never.clone()
    allowed[:, 0] = 0
    return torch.nn.functional.cross_entropy(logits + allowed, marked)


def _together(logits: Any, marked: Sequence[int], sizes: Sequence[int]) -> Any:
    """Cross-entropy over all passages that are read for one question, so that scores compare.

    That is the shared normalisation of Clark and Gardner 2018, "Simple and effective
    multi-paragraph reading comprehension", section 3.2. A window that is read alone adds nothing.
    """
    loss, first = torch.zeros((), device=logits.device), 0
    for size in sizes:
        if size > 1 and marked[first]:
            everything = torch.logsumexp(logits[first : first + size].flatten(), 0)
            loss = loss + everything - logits[first, marked[first]]
        first += size
    return loss / len(sizes)


def _has_bf16(device: Any) -> bool:
    """Tell whether bf16 saves time: a CPU without such instructions is 75 times slower with it."""
    return device.type != "cpu" or bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())


def _batches(mixture: Mixture, maker: WindowMaker, tokens: int) -> Iterator[list[list[Window]]]:
    """Yield batches of windows of about one length, without end.

    Windows of one question lie in one list, and so in one batch.
    """
    waiting: dict[int, list[list[Window]]] = {length: [] for length in _LENGTHS}
    while True:
        ready = []
        for example in mixture.draw(_EXAMPLES_AT_ONCE):
            windows = maker.make_all(example)
            if not windows:
                continue
            length = max(map(_padded, windows))
            waiting[length].append(windows)
            if sum(map(len, waiting[length])) * length >= tokens:
                ready.append(waiting[length])
                waiting[length] = []
        random.Random(len(ready)).shuffle(ready)  # else short inputs would always come first
        yield from ready


def _padded(window: Window) -> int:
    return next(length for length in _LENGTHS if len(window.ids) <= length)


def _optimizer(model: Any) -> Any:
    """AdamW with decay for matrices alone, as BERT was trained (Devlin et al. 2019)."""
    learned = [weight for weight in model.parameters() if weight.requires_grad]
    groups = [
        {"params": [weight for weight in learned if weight.ndim > 1], "weight_decay": 0.01},
        {"params": [weight for weight in learned if weight.ndim <= 1], "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, fused=True)


def _save(path: Path, model: Any, optimizer: Any, run: Run) -> None:
    """Save the state so that a killed training finds the old one or the new one, whole."""
    temporary = path.with_suffix(".tmp")
    torch.save(
        {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "run": vars(run)},
        temporary,
    )
    os.replace(temporary, path)


def _resume(path: Path, model: Any, optimizer: Any) -> Run:
    if not path.exists():
        return Run()
    state = torch.load(path, weights_only=True)
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    run = Run(**state["run"])
    _LOG.info("going on after %d pairs", run.pairs)
    return run
