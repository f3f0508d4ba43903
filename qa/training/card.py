"""The part of the reader's model card that a training writes: data, weights, schedule, scores."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["render_card"]


def render_card(record: Mapping[str, Any]) -> str:
    """Write a training's record as Markdown.

    Args:
        record: What ``run.json`` holds.

    Returns:
        Two tables and a paragraph, to be put into the model card.
    """
    run, schedule = record["run"], record["schedule"]
    weights = sum(one["weight"] for one in record["data"])
    lines = [
        "| data | questions | of them unanswerable | share of the pairs |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| {one['name']} | {one['questions']:,} | {one['unanswerable']:,} "
        f"| {one['weight'] / weights:.2f} |"
        for one in record["data"]
    ]
    lines += [
        "",
        f"{run['pairs']:,} pairs seen in {run['steps']:,} steps and {run['seconds'] / 60:.0f} "
        f"minutes, learning rate {schedule['learning_rate']:g} falling linearly to 0, batches of "
        f"{schedule['batch_tokens']:,} tokens; running loss at the end {run['loss']:.2f}.",
    ]
    lines += [
        f"The weights of {name} were mixed in with a share of {share:g}."
        for name, share in record["mixed"].items()
    ]
    lines += [
        f"`model.int8.onnx` has the SHA-256 `{record['sha256']}`; its largest weight is "
        f"{record['largest_weight']}.",
        "",
        "| read with the paragraph given | questions | EM | F1 | all: EM | all: F1 | ROC AUC |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {name} | {one['questions']:,} | {_share(one['exact_match'])} | {_share(one['f1'])} "
        f"| {_share(one['best_exact_match'])} | {_share(one['best_f1'])} | {_share(one['area'])} |"
        for name, one in record["scores"].items()
    ]
    return "\n".join(lines) + "\n"


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}".removeprefix("0")
