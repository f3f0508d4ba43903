"""Scores the answers of any other system, which it wrote into a file.

Each row of the file is a JSON object on a line of its own, and has these keys; only ``id`` is
required:

* ``id``: the id of the gold question.
* ``answer``: the answer. If it is empty, null or missing, the question counts as refused.
* ``refused``: true if the system refused although it gave a text.
* ``confidence``: the probability, from 0 to 1, that the answer is right. Without it, calibration
  and the risk-coverage curve are not scored for this question.
* ``citations``: each an object with ``path``, relative to the folder of articles, and ``quote``.
  ``start`` is the quote's offset in the article's text; without it, the quote is looked for.
  Without the whole key, citations are not scored for this question; an empty list is scored.
* ``passages``: what was retrieved, best first, each an object with ``path`` and ``text``. Without
  it, retrieval is not scored for this question.
* ``notices``: kinds of notices, such as ``disagreement``, for rows that expect one.
* ``seconds``: how long the answer took. Without it, speed is not scored for this question.

The scores are the same as those of `qa.evaluation.evaluate`, by the same code.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from qa.answers import REFUSAL, Answer, Citation, Notice, NoticeKind
from qa.errors import GoldSetError
from qa.evaluation.corpus import Corpus, EvaluatedAssistant
from qa.evaluation.gold import GoldQuestion, GoldSet, check_evidence
from qa.evaluation.records import QuestionRecord
from qa.evaluation.scoring import score_answer

if TYPE_CHECKING:
    from llama_index.core.schema import NodeWithScore

__all__ = ["OtherAnswer", "OtherAnswers", "load_answers", "score_others"]

_SHOWN = 10


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OtherCitation(_Row):
    """A citation of another system: the quote, and the article's path."""

    path: str
    quote: Annotated[str, Field(min_length=1)]
    start: Annotated[int, Field(ge=0)] | None = None


class OtherPassage(_Row):
    """A passage that another system retrieved."""

    path: str
    text: str


class OtherAnswer(_Row):
    """One row of the file; the module's docstring describes the keys."""

    id: str
    answer: str | None = None
    refused: bool = False
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    citations: tuple[OtherCitation, ...] | None = None
    passages: tuple[OtherPassage, ...] | None = None
    notices: tuple[NoticeKind, ...] = ()
    seconds: Annotated[float, Field(ge=0)] | None = None


@dataclass(frozen=True, slots=True)
class OtherAnswers:
    """The answers of another system to gold questions.

    Attributes:
        name: The file's name.
        rows: The answers by the id of their question.
        missing: Ids of the questions without a row; they count as refused.
    """

    name: str
    rows: Mapping[str, OtherAnswer]
    missing: tuple[str, ...]


def load_answers(path: Path, gold: GoldSet) -> OtherAnswers:
    """Load the answers of another system.

    Args:
        path: The file, one JSON object on each line.
        gold: The questions that were asked.

    Raises:
        GoldSetError: The file cannot be read, a row is malformed, or an id is unknown or occurs
            twice. The message names each line, at most ten.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise GoldSetError(
            f"The answers in {path} cannot be read: {error}",
            hint="Check the path, and save the file as UTF-8.",
        ) from error
    known = {question.id for question in gold.questions}
    rows: dict[str, OtherAnswer] = {}
    wrong: list[str] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = OtherAnswer.model_validate_json(line)
        except ValidationError as error:
            wrong.append(f"line {number}: {_first(error)}")
            continue
        if row.id not in known:
            close = difflib.get_close_matches(row.id, known, n=1)
            nearest = f"; did you mean {close[0]!r}?" if close else ""
            wrong.append(f"line {number}: {gold.name} has no question {row.id!r}{nearest}")
        elif row.id in rows:
            wrong.append(f"line {number}: a second answer to {row.id!r}")
        rows[row.id] = row
    if wrong:
        more = [f"and {len(wrong) - _SHOWN} more"] if len(wrong) > _SHOWN else []
        raise GoldSetError(
            f"{path.name}: " + "; ".join([*wrong[:_SHOWN], *more]),
            hint='Write one row a line, like {"id": "q1", "answer": "May 1932", "confidence": 0.8}',
        )
    return OtherAnswers(path.name, rows, tuple(one for one in sorted(known) if one not in rows))


def score_others(
    gold: GoldSet, answers: OtherAnswers, assistant: EvaluatedAssistant, *, read: int = 20
) -> tuple[QuestionRecord, ...]:
    """Score the answers of another system.

    Args:
        gold: The questions.
        answers: The answers to them.
        assistant: Holds the articles, in which evidence and quotes are looked up; it is not asked.
        read: How many passages the other system read, which distinguishes two causes of failure.

    Raises:
        GoldSetError: The articles do not contain the evidence.
    """
    corpus = Corpus(assistant)
    check_evidence(gold, corpus.text_at)
    return tuple(
        _score(question, answers.rows.get(question.id, OtherAnswer(id=question.id)), corpus, read)
        for question in gold.questions
    )


def _score(question: GoldQuestion, given: OtherAnswer, corpus: Corpus, read: int) -> QuestionRecord:
    text = (given.answer or "").strip()
    refused = given.refused or not text
    answer = Answer(
        question=question.question,
        text=REFUSAL if refused else text,
        support=(),
        refused=refused,
        confidence=given.confidence or 0.0,
        citations=tuple(
            _citation(number, each, corpus)
            for number, each in enumerate(given.citations or (), start=1)
        ),
        related=(),
        notices=tuple(Notice(kind, kind.value) for kind in given.notices),
        settings_hash="",
    )
    searched = given.passages is not None and question.answerable
    return score_answer(
        question,
        answer,
        _found(given.passages or (), corpus) if searched else None,
        corpus,
        seconds=given.seconds,
        threshold=0.0,
        read=read,
        is_sure=given.confidence is not None,
        cites=given.citations is not None,
    )


def _citation(number: int, given: OtherCitation, corpus: Corpus) -> Citation:
    article_id, text = corpus.id_at(given.path) or "", corpus.text_at(given.path) or ""
    start = text.find(given.quote) if given.start is None else given.start
    start = max(start, 0)  # a quote that is not there fails to be verbatim wherever it is put
    return Citation(
        number=number,
        article_id=article_id,
        title=given.path,
        published=None,
        path=given.path,
        also_in=(),
        page=None,
        quote=given.quote,
        start=start,
        end=start + len(given.quote),
    )


def _found(passages: tuple[OtherPassage, ...], corpus: Corpus) -> list[NodeWithScore]:
    from llama_index.core.schema import NodeWithScore, TextNode

    return [
        NodeWithScore(
            node=TextNode(
                text=each.text, metadata={"article_id": corpus.id_at(each.path) or each.path}
            ),
            score=1 / rank,
        )
        for rank, each in enumerate(passages, start=1)
    ]


def _first(error: ValidationError) -> str:
    """Say in words what is wrong with a row first."""
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg']}" if where else str(first["msg"])
