"""Make the span reader, in one command.

    uv run --extra training python -m qa.training OUTPUT --base FOLDER
        --data train-v1.1.json.gz:50 --data train-v2.0-unanswerable.json.gz:26
        --near-misses train-v1.1.json.gz:8 --texts qa/training/texts/train.json.gz:35
        --minutes 120 --check dev-v2.0.json.gz

It fine-tunes BASE for so many minutes, exports, quantises and scores it, and writes ``OUTPUT`` with
``model.safetensors``, ``model.int8.onnx``, ``run.json`` (data, weights, steps, scores) and the
model card's table of training. Ended before its time, the same command goes on. ``--pools`` reads
each question with three more passages, which a search finds and which do not answer it; ``--texts``
does so with whole texts, which are cut into passages as the index cuts them. ``--mix FOLDER:W``
averages the weights with those of other models afterwards. CPU or GPU.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.models import SpanReader, load_tokenizer
from qa.resources import model_folder
from qa.training.card import render_card
from qa.training.examples import Example, Mixture, examples_of, mine_near_misses, read_articles
from qa.training.passages import in_passages
from qa.training.pools import in_pool
from qa.training.scoring import read_questions, score_reader
from qa.training.windows import WindowMaker

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOG = logging.getLogger("qa.training")
# Examples of each source that show how large activations become.
_SHOWN = 6


def main() -> None:
    """Make a reader of what the command line names."""
    parser = argparse.ArgumentParser(prog="python -m qa.training", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("output", type=Path)
    parser.add_argument(
        "--base", type=Path, required=True, help="folder of the model to begin with"
    )
    parser.add_argument("--data", action="append", default=[], metavar="FILE:WEIGHT")
    parser.add_argument("--near-misses", action="append", default=[], metavar="FILE:WEIGHT")
    parser.add_argument("--texts", action="append", default=[], metavar="FILE:WEIGHT")
    parser.add_argument("--pools", action="append", default=[], metavar="FILE:WEIGHT")
    parser.add_argument("--minutes", type=float, default=120)
    parser.add_argument("--learning-rate", type=float, default=1e-4)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--mix", action="append", default=[], metavar="FOLDER:WEIGHT")
    parser.add_argument("--check", action="append", default=[], type=Path, metavar="FILE")
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    make(arguments)


def make(arguments: argparse.Namespace) -> None:
    """Fine-tune, export, score and describe."""
    # Only here: a wrong option is reported without waiting for PyTorch.
    from qa.training.exporting import average, export, largest_weight
    from qa.training.fine_tuning import Schedule, fine_tune

    output: Path = arguments.output
    chance = random.Random(arguments.seed)
    sources = list(_sources(arguments, chance))
    schedule = Schedule(
        arguments.minutes, learning_rate=arguments.learning_rate, threads=arguments.threads
    )
    maker = WindowMaker(load_tokenizer(), chance)
    run = fine_tune(
        arguments.base,
        output,
        Mixture([(examples, weight) for _, examples, weight in sources], chance),
        maker,
        schedule,
    )
    mixed = [(folder, weight) for _, folder, weight in _parts(arguments.mix)]
    if mixed:
        own = 1 - sum(weight for _, weight in mixed)
        average([(output, own), *mixed], output)
    examples = [example for _, found, _ in sources for example in found[:_SHOWN]]
    windows = [window for example in examples if (window := maker.make(example))]
    export(output, output, windows)
    model = output / "model.int8.onnx"
    (output / "model.onnx").write_bytes(model.read_bytes())
    (output / "tokenizer.json").write_bytes(
        (model_folder("reader") / "tokenizer.json").read_bytes()
    )
    record = {
        "sha256": sha256(model.read_bytes()).hexdigest(),
        "largest_weight": largest_weight(model),
        "data": [_described(*source) for source in sources],
        "schedule": asdict(schedule),
        "run": asdict(run),
        "mixed": {str(folder): weight for folder, weight in mixed},
        "scores": {path.name: _scores(path, SpanReader(folder=output)) for path in arguments.check},
    }
    (output / "run.json").write_text(json.dumps(record, indent=2) + "\n", "utf-8")
    (output / "training.md").write_text(render_card(record), "utf-8")
    _LOG.info("written: %s", output)


def _sources(
    arguments: argparse.Namespace, chance: random.Random
) -> Iterator[tuple[str, list[Example], float]]:
    """Yield each source's name, its examples and its weight."""
    for name, path, weight in _parts(arguments.data):
        yield name, list(examples_of(read_articles(path))), weight
    for name, path, weight in _parts(arguments.near_misses):
        mined = mine_near_misses(read_articles(path), chance)
        yield f"{name}, near misses mined", list(mined), weight
    for name, path, weight in _parts(arguments.texts):
        examples = list(examples_of(in_passages(read_articles(path))))
        yield name, list(in_pool(examples, chance)), weight
    for name, path, weight in _parts(arguments.pools):
        examples = list(examples_of(read_articles(path)))
        yield f"{name}, in a pool", list(in_pool(examples, chance)), weight


def _parts(named: list[str]) -> list[tuple[str, Path, float]]:
    """Take ``PATH:WEIGHT`` apart: the file's name, its path, the weight."""
    split = (one.rpartition(":") for one in named)
    return [(Path(path).name, Path(path), float(weight)) for path, _, weight in split]


def _described(name: str, examples: list[Example], weight: float) -> dict[str, Any]:
    unanswerable = sum(not example.answerable for example in examples)
    return {
        "name": name,
        "questions": len(examples),
        "unanswerable": unanswerable,
        "weight": weight,
    }


def _scores(path: Path, reader: SpanReader) -> dict[str, Any]:
    _LOG.info("scoring on %s", path.name)
    return asdict(score_reader(reader, read_questions(path)))


if __name__ == "__main__":
    main()
