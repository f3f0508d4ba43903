"""How are questions about small folders answered, and are differences between articles told?

    uv run python tests/benchmarks/folders.py [NAME...] [--output figures.json] [--verbose]
    uv run python tests/benchmarks/folders.py --fit PAIRS POOL

``tests/gold/folders`` holds 20 folders of 8 or 12 invented articles and 56 or 81 questions about
each, written without knowledge of the program. The questions are of four kinds: ``plain`` and
``yesno`` ones, ``none`` (near misses, which nothing answers) and ``differ`` (of a fact that two
articles give differently). Printed for each folder: how many plain questions have a right short
answer (it holds the answer, or token F1 is .5 with no other number; of a list, all items are
shown), how many were refused, for how many yes-or-no questions the sentence that decides is cited,
how many near misses were refused, how many differences are told with both values, and to how many
other questions the articles are said to differ. `?` counts where they are said to differ perhaps.

With `--fit`, the weights of `qa.answering.agreement.likeness` are fitted and printed instead: on
these folders, on pairs made of PAIRS (see `conflict_pairs`; half ``build``, each counts .4), and on
questions about all articles of POOL, which are taken not to differ. Both are files in SQuAD's
format.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from calibrate import load, regression, sigmoid
from conflict_pairs import make_pairs
from numpy.typing import NDArray
from reporting import print_table, write_json
from rich.progress import track

import qa.answering.extractive
from qa import Agreement, Answer, Assistant, load_settings
from qa.answering.agreement.admission import LIKELY_ONE_THING, Admission
from qa.answering.agreement.between_articles import Findings, compare
from qa.answering.agreement.likeness import Likeness
from qa.answering.agreement.rivals import rival_of
from qa.evaluation.metrics import contains_answer, is_right, normalise
from qa.language.values import Relation
from qa.language.words import CARDINALS

FOLDERS = Path(__file__).parent.parent / "gold" / "folders"
# What counts of a made pair, and how many questions are asked of the pool.
PAIR, POOLED = 0.4, 160
RIDGE = 3.0
# An article whose own answer relates so may hold a value that contradicts the best one.
_DIFFERENT = {Relation.DIFFERENT, Relation.UNKNOWN}

Row = dict[str, Any]


def main() -> None:
    """Print a row for each folder, or the fitted weights."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("name", nargs="*", help="folders; all of them without any")
    parser.add_argument("--fit", type=Path, nargs=2, metavar=("PAIRS", "POOL"))
    parser.add_argument("--output", type=Path, help="write the figures as JSON")
    parser.add_argument("--verbose", action="store_true", help="print each failure")
    arguments = parser.parse_args()
    names = arguments.name or sorted(one.name for one in FOLDERS.iterdir())
    with tempfile.TemporaryDirectory() as home:
        if arguments.fit:
            _fit([*_of_folders(names, home), *_of_files(*arguments.fit, Path(home))])
            return
        figures = {}
        for name in names:
            told = [(row, answer, _verdict(row, answer)) for row, answer in _asked(name, home)]
            figures[name] = _counts(told)
            if arguments.verbose:
                for row, _, verdict in told:
                    if verdict not in {"right", "told"}:
                        print(f"{name} | {row['kind']} | {verdict} | {row['question']}")
    _report(figures)
    if arguments.output:
        write_json(arguments.output, figures)


def _asked(name: str, home: str) -> Iterator[tuple[Row, Answer]]:
    lines = (FOLDERS / name / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    with Assistant.open(
        FOLDERS / name / "articles", settings=load_settings(home=Path(home))
    ) as assistant:
        for line in track(lines, name, transient=True):
            row = json.loads(line)
            yield row, assistant.ask(row["question"])


def _verdict(row: Row, answer: Answer) -> str:
    """Say in a word what an answer is worth."""
    differs = answer.agreement is Agreement.DIFFERENT
    if row["kind"] == "none":
        return "right" if answer.refused else "answered"
    if row["kind"] == "differ":
        groups = " | ".join([answer.text, *(group.value for group in answer.groups)])
        both = all(contains_answer(groups, side) for side in row["sides"])
        if both and answer.agreement is Agreement.UNCLEAR:
            return "told perhaps"
        return "told" if differs and both else "passed over"
    if answer.refused:
        return "refused"
    if differs:
        return "said to differ"
    if "sentence" in row:  # a yes-or-no question
        shown = " ".join(one.quote for one in answer.citations)
        return "right" if contains_answer(shown, [row["sentence"]]) else "wrong"
    if "items" in row:
        shown = " ".join([answer.text, *(one.quote for one in answer.citations)])
        return "right" if all(contains_answer(shown, one) for one in row["items"]) else "wrong"
    return "right" if _is_right(answer.text, row["answers"]) else "wrong"


def _is_right(text: str, answers: Sequence[str]) -> bool:
    """Tell whether a text holds an answer, or shares half of its words and all of its numbers."""
    return contains_answer(text, answers) or any(
        is_right(text, [one]) and _numbers(text) <= _numbers(one) for one in answers
    )


def _numbers(text: str) -> set[str]:
    """Return the words that say how many: "45 metres" is no other wording of "38 metres"."""
    said = normalise(text).split()
    return {one for one in said if one in CARDINALS or any(map(str.isdigit, one))}


def _counts(told: Sequence[tuple[Row, Answer, str]]) -> dict[str, int]:
    def count(kinds: str, *verdicts: str) -> int:
        chosen = [verdict for row, _, verdict in told if row["kind"] in kinds.split()]
        return sum(one in verdicts for one in chosen) if verdicts else len(chosen)

    return {
        "plain": count("plain"),
        "right": count("plain", "right"),
        "refused": count("plain", "refused"),
        "yes or no": count("yesno"),
        "decided": count("yesno", "right"),
        "near misses": count("none"),
        "of them refused": count("none", "right"),
        "differences": count("differ"),
        "told": count("differ", "told"),
        "told?": count("differ", "told perhaps"),
        "falsely told": count("plain yesno", "said to differ"),
        "falsely?": sum(
            row["kind"] in {"plain", "yesno"} and answer.agreement is Agreement.UNCLEAR
            for row, answer, _ in told
        ),
    }


def _report(figures: dict[str, dict[str, int]]) -> None:
    columns = list(next(iter(figures.values())))
    total = {one: sum(counts[one] for counts in figures.values()) for one in columns}
    rows = [
        [name, *(str(counts[one]) for one in columns)]
        for name, counts in [*figures.items(), ("all", total)]
    ]
    print_table("folders", ["folder", *columns], rows)


@dataclass(frozen=True, slots=True)
class Seen:
    """Two values that were compared, whether they are of one thing, and in which folder."""

    likeness: Likeness
    one_thing: bool
    weight: float = 1.0
    folder: str = ""


def _of_folders(names: Sequence[str], home: str) -> Iterator[Seen]:
    for name in names:
        for (row, _), pairs in _watched(_asked(name, home)):
            for best, other, likeness in pairs:
                one_thing = _of_two_sides(best, other, row.get("sides", []))
                yield Seen(likeness, one_thing, folder=name)


def _of_files(made: Path, pool: Path, home: Path) -> Iterator[Seen]:
    pairs = make_pairs([made], "build", 200, 200)
    folder = home / "pairs"
    folder.mkdir()
    for pair in pairs:
        for letter, text in zip("ab", pair.texts, strict=True):
            (folder / f"{pair.name}-{letter}.txt").write_text(text, encoding="utf-8")
    with Assistant.open(folder, settings=load_settings(home=home)) as assistant:
        answers = (
            (
                pair,
                assistant.ask(pair.question, articles=[f"{pair.name}-{one}.txt" for one in "ab"]),
            )
            for pair in track(pairs, "pairs", transient=True)
        )
        for (pair, _), compared in _watched(answers):
            sides = pair.values if pair.conflict else ()
            for best, other, likeness in compared:
                yield Seen(likeness, _of_two_sides(best, other, sides), PAIR)
    texts, asked = load(pool)
    folder = home / "pool"
    folder.mkdir()
    for number, text in enumerate(texts):
        (folder / f"{number:04}.txt").write_text(text, encoding="utf-8")
    with Assistant.open(folder, settings=load_settings(home=home)) as assistant:
        chosen = random.Random(5).sample([one for one in asked if one.article % 2 == 0], POOLED)
        answers_of_pool = (
            (one, assistant.ask(one.question)) for one in track(chosen, "pool", transient=True)
        )
        for _, compared in _watched(answers_of_pool):
            for _, _, likeness in compared:
                yield Seen(likeness, one_thing=False)


def _of_two_sides(best: str, other: str, sides: Sequence[Sequence[str]]) -> bool:
    """Tell whether the two values are those of different sides."""
    held = [_held(one, sides) for one in (best, other)]
    return all(held) and held[0] != held[1]


def _held(value: str, sides: Sequence[Sequence[str]]) -> set[int]:
    """Return which sides a value is of: those that it holds; without any, those that it is like."""
    held = {at for at, side in enumerate(sides) if contains_answer(value, side)}
    return held or {at for at, side in enumerate(sides) if _is_right(value, side)}


def _watched(
    asked: Iterator[tuple[Any, Answer]],
) -> Iterator[tuple[tuple[Any, Answer], list[tuple[str, str, Likeness]]]]:
    """Yield each question with what was compared for it: two values, and what speaks for them."""
    compared: list[tuple[str, str, Likeness]] = []

    def watching(question: Any, found: Any, probability: Any, nearness: Any) -> Findings:
        admission = Admission(question, found, probability, nearness)
        for article_id, own in admission.by_article.items():
            rival = rival_of(own, found[0])
            if article_id != found[0].article_id and rival.relation in _DIFFERENT:
                compared.extend(
                    (found[0].text, one.text, admission.likeness(one))
                    for one in admission.contenders(rival)
                )
        return compare(question, found, probability, nearness)

    with patch.object(qa.answering.extractive, "compare", watching):
        for one in asked:
            yield one, list(compared)
            compared.clear()


def _fit(seen: Sequence[Seen]) -> None:
    """Print the fitted weights, and what they find in folders that were left out of the fit."""
    weights = _fitted(seen)
    print(f"{len(seen)} pairs of values, {sum(one.one_thing for one in seen)} of one thing")
    for name, weight in zip([*seen[0].likeness.signs(), "constant"], weights, strict=True):
        print(f"{name:16}{weight:7.2f}")
    found, false = 0, 0
    for name in dict.fromkeys(one.folder for one in seen if one.folder):
        others = _fitted([one for one in seen if one.folder != name])
        own = [one for one in seen if one.folder == name]
        likely = sigmoid(np.column_stack([_signs(own), np.ones(len(own))]) @ others)
        for one, probability in zip(own, likely, strict=True):
            found += one.one_thing and probability >= LIKELY_ONE_THING
            false += not one.one_thing and probability >= LIKELY_ONE_THING
    total = sum(one.one_thing for one in seen if one.folder)
    print(f"in folders left out: {found} of {total} found, and {false} others")


def _fitted(seen: Sequence[Seen]) -> NDArray[np.float64]:
    """Logistic regression on standardised signs; the constant comes last."""
    signs = _signs(seen)
    mean, deviation = signs.mean(axis=0), signs.std(axis=0)
    inputs = np.column_stack([(signs - mean) / deviation, np.ones(len(signs))])
    truth = np.array([float(one.one_thing) for one in seen])
    worth = np.array([one.weight for one in seen])
    weights = regression(inputs, truth, worth, RIDGE)
    slopes = weights[:-1] / deviation
    return np.append(slopes, weights[-1] - slopes @ mean)


def _signs(seen: Sequence[Seen]) -> NDArray[np.float64]:
    return np.array([list(one.likeness.signs().values()) for one in seen])


if __name__ == "__main__":
    main()
