"""How well are follow-up questions understood? Rewritings compared with those that a person wrote.

    uv run python tests/benchmarks/followups.py [FILE] [--failures] [--output figures.json]

FILE (by default ``tests/gold/followups.jsonl``) holds one row a line: a conversation of earlier
questions and short answers, a question, and its rewriting that stands alone. The scheme is that of
CANARD (Elgohary et al., 2019, "Can You Unpack That?", EMNLP-IJCNLP) and QReCC (Anantha et al.,
2021, "Open-Domain Question Answering Goes Conversational via Question Rewriting", NAACL). The rows
were written before the rules were looked at. Half of each kind's rows ("build") are for improving
the rules, the others ("measure") only for measuring them.

Of each kind and half the table gives

- recognised: the share of follow-up questions that are known to depend on what was asked before;
  of questions that stand alone it is the share that are neither rewritten nor taken to depend;
- complete: the share of rewritings that hold every content word that the person added, whatever
  its inflection, and no name or year that the person did not write;
- exact: the share that are the same as the person's after SQuAD's normalisation;
- F1: the mean overlap of tokens with the person's rewriting, after the same normalisation.

Earlier questions are understood by the same rules, one after the other, as in a conversation.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from reporting import print_table, write_json

from qa import Turn
from qa.evaluation.metrics.answers import exact_match, token_f1
from qa.language.followups import depends, standalone
from qa.language.topics import content_words
from qa.language.values.words import comparable

FILE = Path(__file__).parent.parent / "gold" / "followups.jsonl"
HALVES = ("build", "measure")
_ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|e)$")
# Forms that no ending tells, of verbs that questions about news and history are full of.
_IRREGULAR = {
    "began": "begin", "bought": "buy", "built": "build", "came": "come", "chosen": "choose",
    "did": "do", "done": "do", "fought": "fight", "found": "find", "gave": "give", "given": "give",
    "held": "hold", "kept": "keep", "led": "lead", "left": "leave", "lost": "lose", "made": "make",
    "met": "meet", "said": "say", "shot": "shoot", "sold": "sell", "struck": "strike",
    "took": "take", "went": "go", "won": "win", "wrote": "write", "written": "write",
}  # fmt: skip
_NAME = re.compile(r"(?<=\S )(?:[A-Z]|\d{4}\b)[\w-]*")


@dataclass(frozen=True, slots=True)
class Understood:
    """How one question was understood.

    Attributes:
        kind: What makes the question depend on others, or why it stands alone.
        question: As asked.
        gold: The person's rewriting.
        rewritten: The rules' rewriting.
        recognised: Whether it was known to depend, or known to stand alone.
    """

    kind: str
    question: str
    gold: str
    rewritten: str
    recognised: bool

    @property
    def complete(self) -> bool:
        """Whether it holds all words that the person added, and no name that is wrong."""
        needed = _stems(content_words(self.gold)) - _stems(content_words(self.question))
        known = _stems(_words(self.gold)) | _stems(_words(self.question))
        names = _stems(_words(" ".join(_NAME.findall(self.rewritten))))
        return needed <= _stems(_words(self.rewritten)) and names <= known


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares in [0, 1] over one kind's rows, and how many there are."""

    rows: int
    recognised: float
    complete: float
    exact: float
    f1: float


def main() -> None:
    """Understand all rows, print a table for each half and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path, default=FILE)
    parser.add_argument("--failures", action="store_true", help="list what fails of the build half")
    parser.add_argument("--output", type=Path, help="JSON file for the figures")
    arguments = parser.parse_args()
    rows = [json.loads(line) for line in arguments.file.read_text("utf-8").splitlines()]
    figures = {}
    for half in HALVES:
        understood = [understand(row) for row in rows if row["half"] == half]
        figures[half] = by_kind(understood)
        print_table(f"Follow-up questions, half '{half}'", _COLUMNS, _cells(figures[half]))
        if arguments.failures and half == "build":
            _print_failures(understood)
    if arguments.output is not None:
        told = {
            half: {kind: asdict(one) for kind, one in kinds.items()}
            for half, kinds in figures.items()
        }
        write_json(arguments.output, told)


def understand(row: Mapping[str, Any]) -> Understood:
    """Rewrite a row's question after its conversation."""
    history: list[Turn] = []
    for earlier in row["history"]:
        asked = standalone(earlier["question"], history)
        history.append(_turn(earlier["question"], asked, earlier["answer"]))
    question = row["question"]
    rewritten = standalone(question, history)
    follows = depends(question) or rewritten != question
    recognised = follows == (question != row["rewrite"])
    return Understood(row["kind"], question, row["rewrite"], rewritten, recognised)


def _turn(question: str, understood: str, answer: str) -> Turn:
    return Turn(question, understood, answer.rstrip("."))


def by_kind(understood: Sequence[Understood]) -> dict[str, Figures]:
    """Sum up each kind, all follow-up questions, all that stand alone, and all."""
    kinds = dict.fromkeys(one.kind for one in understood)
    groups = {kind: [one for one in understood if one.kind == kind] for kind in kinds}
    groups["all follow-ups"] = [one for one in understood if one.question != one.gold]
    groups["all that stand alone"] = [one for one in understood if one.question == one.gold]
    groups["all"] = list(understood)
    return {name: _figures(group) for name, group in groups.items()}


def _figures(group: Sequence[Understood]) -> Figures:
    return Figures(
        len(group),
        _mean(one.recognised for one in group),
        _mean(one.complete for one in group),
        _mean(exact_match(one.rewritten, [one.gold]) for one in group),
        _mean(token_f1(one.rewritten, [one.gold]) for one in group),
    )


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def _stems(words: Iterable[str]) -> set[str]:
    """Words without case, possessive, plural and the commonest inflections of verbs."""
    parts = [part for word in words for part in _words(re.sub(r"['’]s?$", "", word))]  # noqa: RUF001
    bare = [comparable(part) for part in parts]
    return {_ENDING.sub("", _IRREGULAR.get(one, one)) for one in bare}


_COLUMNS = ("kind", "rows", "recognised", "complete", "exact", "F1")


def _cells(figures: Mapping[str, Figures]) -> list[list[str]]:
    return [
        [
            kind,
            str(one.rows),
            *(f"{share:.3f}" for share in (one.recognised, one.complete, one.exact, one.f1)),
        ]
        for kind, one in figures.items()
    ]


def _print_failures(understood: Sequence[Understood]) -> None:
    for one in understood:
        if not (one.recognised and one.complete):
            print(f"{one.kind}: {one.question}\n  gold {one.gold}\n  got  {one.rewritten}")


if __name__ == "__main__":
    main()
