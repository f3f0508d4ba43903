"""Is a sentence borne out by a passage? Precision and recall of that decision.

    uv run python tests/benchmarks/support.py FILE [--limit N] [--fit] [--output figures.json]

FILE holds questions in SQuAD's format (``.json``, ``.json.gz``). Each question and its answer
become a claim ("Who signed it?" and "Parly": "Parly signed it."). A claim is paired with its own
paragraph (right), with those paragraphs of the same article that are nearest to its question and do
not hold the answer (wrong passage), and, with another answer of the same kind put in, with its own
paragraph (wrong answer).
Each pair is judged twice: for the claim's own question, and for another question about the same
paragraph, as a sentence of an answer that says more than was asked.

Reported is the half of the articles with an odd number; with `--fit` the weights are fitted on the
other half and printed. Wrong answers in a claim about something else than the question leave no
trace in the signals: they are reported, but not fitted on.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
from llama_index.core.schema import TextNode
from reporting import print_table, write_json
from rich.progress import track

from qa.answering.llm.support import THRESHOLD, SupportChecker
from qa.language.followups.mentions import mentions, question_phrase
from qa.language.values import parse, same
from qa.language.words import AUXILIARIES, BE, tokens
from qa.models import SpanReader, build_embedding
from qa.retrieval import ReadNode

RIGHT, WRONG_PASSAGE, WRONG_ANSWER = "right", "wrong passage", "wrong answer"
OWN, OTHER = "its own question", "another question"
#: Articles that the questions are drawn from, evenly.
ARTICLES = 20
#: Near but wrong paragraphs taken for each claim.
NEAR = 3
SEED = 7


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, its first gold answer and its paragraph's number within the article."""

    question: str
    answer: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Article:
    """The paragraphs of an article and the questions about them."""

    paragraphs: list[str]
    questions: list[Asked]


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair with what the checker made of it.

    Attributes:
        article: Number of the article.
        kind: Right, wrong passage or wrong answer.
        context: For which question it was judged.
        signals: None where the words of the claim stand verbatim in the passage, or the passage has
            too little in common with it.
        probability: That the passage bears the claim out.
    """

    article: int
    kind: str
    context: str
    signals: tuple[float, ...] | None
    probability: float


def load(path: Path) -> list[Article]:
    """Read paragraphs and questions."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as file:
        articles = json.load(file)["data"]
    return [
        Article(
            [paragraph["context"] for paragraph in article["paragraphs"]],
            [
                Asked(one["question"].strip(), one["answers"][0]["text"], number)
                for number, paragraph in enumerate(article["paragraphs"])
                for one in paragraph["qas"]
                if one["answers"]
            ],
        )
        for article in articles
    ]


def claim(question: str, answer: str) -> str | None:
    """Say a question and its answer as a statement; None where there is no question word."""
    bare = question.rstrip(" ?")
    words = tokens(bare)
    first = question_phrase(words)
    if not 0 < first < len(words):
        return None
    auxiliary, behind = words[first], bare[words[first].end :].strip()
    if auxiliary.word not in AUXILIARIES:
        return f"{answer} {bare[auxiliary.start :]}."
    if auxiliary.word in {"did", "do", "does"}:
        return f"{behind} {answer}."
    subject = next((one for one in mentions(bare) if one.start == auxiliary.end + 1), None)
    if subject is None or (auxiliary.word in BE and subject.end == len(bare)):
        return f"{answer} {bare[auxiliary.start :]}."
    return f"{subject.text} {auxiliary.text} {bare[subject.end :].strip()} {answer}."


def pairs(
    asked: Asked, paragraphs: Sequence[str], beside: Sequence[Asked], nearest: Sequence[int]
) -> Iterator[tuple[str, str, str]]:
    """Yield claim, passage and kind."""
    said = claim(asked.question, asked.answer)
    if said is None:
        return
    yield said, paragraphs[asked.paragraph], RIGHT
    wrong = [
        number
        for number in nearest
        if number != asked.paragraph and asked.answer.lower() not in paragraphs[number].lower()
    ]
    for number in wrong[:NEAR]:
        yield said, paragraphs[number], WRONG_PASSAGE
    value = parse(asked.answer)
    others = [
        one.answer
        for one in beside
        if parse(one.answer).kind is value.kind
        and not same(parse(one.answer), value)
        and one.answer.lower() not in asked.answer.lower()
        and asked.answer.lower() not in one.answer.lower()
    ]
    if others:
        yield claim(asked.question, others[0]) or said, paragraphs[asked.paragraph], WRONG_ANSWER


def judge(articles: list[Article], limit: int) -> list[Judged]:
    """Make the pairs and let the checker judge them."""
    chance = random.Random(SEED)
    embed_model, reader = build_embedding("", {}, 0), SpanReader()
    checker = SupportChecker(embed_model, reader)
    judged = []
    drawn = chance.sample(articles, min(ARTICLES, len(articles)))
    for number, article in enumerate(track(drawn)):
        vectors = np.array(embed_model.get_text_embedding_batch(article.paragraphs))
        some = min(limit // ARTICLES, len(article.questions))
        for asked in chance.sample(article.questions, some):
            query = np.array(embed_model.get_query_embedding(asked.question))
            nearest = np.argsort(-(vectors @ query)).tolist()
            beside = [
                one
                for one in article.questions
                if one.paragraph == asked.paragraph and one is not asked
            ]
            chance.shuffle(beside)
            contexts = [(OWN, asked.question), *((OTHER, one.question) for one in beside[:1])]
            for said, passage, kind in pairs(asked, article.paragraphs, beside, nearest):
                judged += [
                    _judged(checker, reader, number, kind, context, question, said, passage)
                    for context, question in contexts
                ]
    return judged


def _judged(
    checker: SupportChecker,
    reader: SpanReader,
    number: int,
    kind: str,
    context: str,
    question: str,
    said: str,
    passage: str,
) -> Judged:
    evidence = checker.weigh(question, said, [_read(reader, question, passage)]).get(0)
    signals = evidence.signals if evidence else None
    return Judged(
        number,
        kind,
        context,
        tuple(map(float, astuple(signals))) if signals else None,
        evidence.probability if evidence else 0.0,
    )


def _read(reader: SpanReader, question: str, passage: str) -> ReadNode:
    (reading,) = reader.read(question, [passage])
    node = TextNode(text=passage, start_char_idx=0, metadata={"article_id": "a"})
    return ReadNode(node=node, score=0.0, reading=reading)


def precision_recall(judged: Sequence[Judged], threshold: float) -> tuple[float, float]:
    """Of the pairs taken for supported, how many are; of those that are, how many are taken."""
    taken = [one for one in judged if one.probability >= threshold]
    right = sum(one.kind == RIGHT for one in taken)
    every = sum(one.kind == RIGHT for one in judged)
    return right / max(1, len(taken)), right / max(1, every)


def fit(judged: Sequence[Judged]) -> list[float]:
    """Fit the logistic regression by gradient descent; the constant is the last weight."""
    known = [
        one
        for one in judged
        if one.signals is not None and (one.kind, one.context) != (WRONG_ANSWER, OTHER)
    ]
    signals = np.array([[*(one.signals or ()), 1.0] for one in known])
    right = np.array([one.kind == RIGHT for one in known], dtype=float)
    weights = np.zeros(signals.shape[1])
    for _ in range(40_000):
        error = 1 / (1 + np.exp(-signals @ weights)) - right
        gradient = signals.T @ error / len(known)
        weights -= 0.5 * (gradient + 1e-4 * weights)
    return [round(float(weight), 2) for weight in weights]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--limit", type=int, default=600, help="questions, drawn at random")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--output", type=Path)
    arguments = parser.parse_args()
    judged = judge(load(arguments.file), arguments.limit)
    held_out = [one for one in judged if one.article % 2 == 1]
    if arguments.fit:
        weights = fit([one for one in judged if one.article % 2 == 0])
        print("weights, constant last:", weights)
    rows, figures = [], {}
    for context in (OWN, OTHER):
        of_context = [one for one in held_out if one.context == context]
        for label, some in (
            (f"against wrong passages, {context}", _passages(of_context)),
            (f"and wrong answers, {context}", of_context),
        ):
            precision, recall = precision_recall(some, THRESHOLD)
            rows.append([label, str(len(some)), f"{precision:.3f}", f"{recall:.3f}"])
            figures[label] = {"pairs": len(some), "precision": precision, "recall": recall}
    print_table("Support of a sentence by a passage", ["", "pairs", "precision", "recall"], rows)
    if arguments.output:
        write_json(arguments.output, {"threshold": THRESHOLD, "held_out": figures})


def _passages(judged: Sequence[Judged]) -> list[Judged]:
    return [one for one in judged if one.kind != WRONG_ANSWER]


if __name__ == "__main__":
    main()
