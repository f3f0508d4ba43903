"""Fit the confidence on questions with known answers, and report it on others.

    uv run python tests/benchmarks/calibrate.py FILE... [--questions N] [--write]

Each FILE holds articles and questions in SQuAD's format. Of its articles, counted from 0, the even
ones are fitted on and the odd ones reported. Each question is asked with its article in the pool,
and every fourth also without it, since people mostly ask what their articles may answer. Half of
them are asked of all articles, half of a small folder of two to ten, since most people begin with a
few. Questions that were written to be nearly answered ("near misses", half of SQuAD 2.0) count half
in the fit: people ask fewer of them. An answer is right where its token F1 reaches .5. `--write`
replaces confidence.json beside the reader's model card, or in the folder that QA_READER names.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import astuple, fields
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa import Assistant, load_settings
from qa.answering.confidence import Features, observe
from qa.answering.spans.candidates import candidates
from qa.evaluation.metrics import is_right
from qa.evaluation.metrics.calibration import expected_calibration_error
from qa.resources import model_folder
from qa.retrieval import Question

# Of so many questions that are asked with their article, one is asked without it as well.
_PRESENT = 4
# Weight of a near miss. With 1, answers to ordinary questions are called less likely than they are
# (expected calibration error of New Wiki .19, of the sample articles .16); with .35, those to near
# misses more likely (SQuAD 2.0 .13). With .5 the worst set has .14.
_NEAR_MISS = 0.5

Numbers = NDArray[np.float64]


class Observed(NamedTuple):
    """One asking: where it came from, what was seen, and what should have happened."""

    source: str
    answerable: bool
    near_miss: bool
    right: bool
    features: Features


class Asked(NamedTuple):
    """A question on one article; no answers where the article has none."""

    article: int
    question: str
    answers: list[str]


def observe_all(
    name: str, path: Path, takes: Callable[[int], bool], count: int, home: Path
) -> Iterator[Observed]:
    """Ask a sample of the questions of the articles that ``takes`` accepts."""
    texts, asked = load(path)
    folder = home / name
    folder.mkdir(exist_ok=True)
    for number, text in enumerate(texts):
        (folder / f"{number:04}.txt").write_text(text, encoding="utf-8")
    paths = [f"{number:04}.txt" for number in range(len(texts))]
    with Assistant.open(folder, settings=load_settings(home=home)) as assistant:
        chance = random.Random(0)
        rows = [row for row in asked if takes(row.article)]
        for number, row in enumerate(chance.sample(rows, min(count, len(rows)))):
            own = paths[row.article]
            others = [path for path in paths if path != own]
            few = min(chance.randint(1, 9), len(others)) if number % 2 == 0 else 0
            pool = chance.sample(others, few) if few else others
            for present in (True, False) if pool and number % _PRESENT == 0 else (True,):
                within = [own, *pool] if present else pool  # a small one has 1 to 10 articles
                nodes = assistant.read(row.question, articles=within)
                found = candidates(nodes, Question(row.question))
                if found:
                    answerable = present and bool(row.answers)
                    right = answerable and is_right(found[0].text, row.answers)
                    near_miss = present and not row.answers
                    features = observe(row.question, found[0], found)
                    yield Observed(name, answerable, near_miss, right, features)
            if number % 50 == 0:
                print(f"\r{name}: {number} questions", end="", file=sys.stderr)


def load(path: Path) -> tuple[list[str], list[Asked]]:
    """Read SQuAD-format JSON, plain or .gz: the articles' texts, and the questions on them."""
    content = path.read_bytes()
    entries = json.loads(gzip.decompress(content) if path.suffix == ".gz" else content)["data"]
    texts = ["\n\n".join(one["context"] for one in entry["paragraphs"]) for entry in entries]
    asked = [
        Asked(
            number,
            row["question"],
            [] if row.get("is_impossible") else [answer["text"] for answer in row["answers"]],
        )
        for number, entry in enumerate(entries)
        for paragraph in entry["paragraphs"]
        for row in paragraph["qas"]
    ]
    return texts, asked


def fit(seen: list[Observed]) -> Numbers:
    """Logistic regression with a ridge of 1e-3; the constant comes last."""
    inputs, right = _matrix(seen)
    worth = np.array([_NEAR_MISS if one.near_miss else 1.0 for one in seen])
    return regression(inputs, right, worth, ridge=1e-3)


def regression(inputs: Numbers, right: Numbers, worth: Numbers, ridge: float) -> Numbers:
    """Return the weights of a logistic regression, by Newton's method."""
    weights = np.zeros(inputs.shape[1])
    for _ in range(50):
        probability = sigmoid(inputs @ weights)
        gradient = inputs.T @ (worth * (probability - right)) + ridge * weights
        hessian = (inputs * (worth * probability * (1 - probability))[:, None]).T @ inputs
        step = np.linalg.solve(hessian + ridge * np.eye(len(weights)), gradient)
        weights -= step
        if float(np.abs(step).max()) < 1e-8:
            break
    return weights


def _matrix(seen: list[Observed]) -> tuple[Numbers, Numbers]:
    inputs = np.array([[*astuple(one.features), 1.0] for one in seen])
    return inputs, np.array([float(one.right) for one in seen])


def sigmoid(logits: Numbers) -> Numbers:
    """Return the probabilities of logits."""
    return np.asarray(1 / (1 + np.exp(-logits)))


def report(name: str, seen: list[Observed], weights: Numbers) -> None:
    """Print calibration, and what each threshold would refuse."""
    inputs, right = _matrix(seen)
    probability = sigmoid(inputs @ weights)
    answerable = np.array([one.answerable for one in seen])
    error = expected_calibration_error(probability.tolist(), [bool(one) for one in right])
    print(f"\n{name}: {len(seen)} askings, {answerable.mean():.2f} answerable, ECE {error:.3f}")
    print("threshold  refusal precision  recall  answered  right of answered  answerable refused")
    for threshold in np.arange(0.05, 0.75, 0.05):
        refused = probability < threshold
        answered = ~refused
        print(
            f"{threshold:9.2f}"
            f"{_share(~answerable[refused]):19.3f}{_share(refused[~answerable]):8.3f}"
            f"{answered.mean():10.3f}{_share(right[answered] > 0):19.3f}"
            f"{_share(refused[answerable]):20.3f}"
        )


def _share(flags: NDArray[np.bool_]) -> float:
    return float(flags.mean()) if flags.size else float("nan")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--questions", type=int, default=300, help="of each file and each half")
    parser.add_argument("--home", type=Path, metavar="DIR", help="keep articles and indexes here")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    halves: dict[str, Callable[[int], bool]] = {
        "fit": lambda number: number % 2 == 0,
        "report": lambda number: number % 2 == 1,
    }
    for path in arguments.files:
        if not path.is_file():
            sys.exit(f"There is no file {path}.")
    seen: dict[str, list[Observed]] = {"fit": [], "report": []}
    with tempfile.TemporaryDirectory() as temporary:
        home = arguments.home or Path(temporary)
        for path in arguments.files:
            for half, takes in halves.items():
                seen[half].extend(observe_all(path.name, path, takes, arguments.questions, home))
    weights = fit(seen["fit"])
    names = [field.name for field in fields(Features)]
    stored = {
        "weights": dict(zip(names, weights[:-1].round(4).tolist(), strict=True)),
        "constant": round(float(weights[-1]), 4),
    }
    print(json.dumps(stored, indent=2))
    for name in dict.fromkeys(one.source for one in seen["report"]):
        report(name, [one for one in seen["report"] if one.source == name], weights)
    report("all", seen["report"], weights)
    if arguments.write:
        target = (load_settings().reader or model_folder("reader")) / "confidence.json"
        target.write_text(json.dumps(stored, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
