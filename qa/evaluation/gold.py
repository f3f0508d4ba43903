"""Gold questions, with their correct answers and the evidence in the articles.

A gold row has these keys; only ``question`` is required:

* ``id``: names the question in reports. If it is missing, the line is used: ``line-7``.
* ``question``: the question as a user would type it.
* ``answers``: every short form that counts as correct.
* ``answerable``: whether the articles contain the answer. If it is missing, it follows from
  ``answers``.
* ``evidence``: each sentence that supports the answer, as an object with ``path`` (relative to the
  folder of articles) and ``quote`` (verbatim). Without evidence, citations are not scored.
* ``kind``: any word by which the report groups questions.
* ``history``: the questions asked before this one, oldest first. The assistant is asked them in
  this order, so that a follow-up is scored in the conversation that a user would have had.
* ``expect``: what the answer must contain beyond ``answers``: one text, or a list that must be
  there as a whole. A text is the kind of a notice, such as ``disagreement``, or words that must
  stand in the answer or its sentences. A row with such words needs no ``answers``.
* ``since``, ``until``: the question is asked only of articles published on or after, or on or
  before, this day (ISO date).
* ``articles``: the question is asked only of these articles, by path.
* ``meta``: an object of any keys with texts, numbers or booleans. The report is broken down by each
  key, as it is by ``kind``.
* ``draft``: true for a row that nobody has confirmed yet; such a row is not asked.

The first line of a JSON Lines file may be ``{"folder": "path/to/articles"}``: the folder that the
questions are about, relative to the gold file or absolute.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from qa.answers import NoticeKind
from qa.errors import GoldSetError

__all__ = ["GoldEvidence", "GoldQuestion", "GoldSet", "check_evidence", "folder_line", "parse_rows"]

_KEYS = (
    "id", "question", "answers", "answerable", "evidence", "kind", "history", "expect", "since",
    "until", "articles", "meta", "draft",
)  # fmt: skip
_NOTICE_KINDS = frozenset(kind.value for kind in NoticeKind)
_SHOWN = 10
_HINT = "Mend these lines; `qa eval --init` writes a file with an example of each kind of row."


@dataclass(frozen=True, slots=True)
class GoldEvidence:
    """A verbatim quote of an article that supports a gold answer."""

    path: str
    quote: str


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """One question with its correct answers and its evidence.

    Attributes:
        id: Unique within its set.
        question: The question as a user would type it.
        answers: All short forms that count as correct; empty if the question is unanswerable.
        answerable: Whether the articles contain the answer.
        evidence: The sentences that support the answer.
        kind: The kind by which the report groups questions.
        history: Questions asked before this one, oldest first.
        line: Its line number in the file, from 1.
        expect: What the answer must contain beyond ``answers``: kinds of notices, or words.
        since: First day of the articles that are asked; None if there is no limit.
        until: Last day of the articles that are asked.
        articles: Paths of the articles that are asked; empty for all.
        meta: Further keys by which the report is broken down, with their values as text.
    """

    id: str
    question: str
    answers: tuple[str, ...]
    answerable: bool
    evidence: tuple[GoldEvidence, ...] = ()
    kind: str = "question"
    history: tuple[str, ...] = ()
    line: int = 0
    expect: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    articles: tuple[str, ...] = ()
    meta: tuple[tuple[str, str], ...] = ()

    @property
    def expected_words(self) -> tuple[str, ...]:
        """The expectations that are words of the answer, not kinds of notices."""
        return tuple(one for one in self.expect if one not in _NOTICE_KINDS)

    @property
    def expected_notices(self) -> tuple[str, ...]:
        """The expectations that are kinds of notices."""
        return tuple(one for one in self.expect if one in _NOTICE_KINDS)

    @property
    def filters(self) -> dict[str, Any]:
        """The filters of the question, as arguments of `qa.Assistant.ask`."""
        filters = {"articles": self.articles or None, "since": self.since, "until": self.until}
        return {name: value for name, value in filters.items() if value is not None}


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Gold questions, and their articles if the file contains them.

    Attributes:
        name: The file's name.
        questions: The questions, in the order of the file.
        articles: File name and text of each article; empty if the folder of articles contains them.
        folder: The folder of articles that the file names; None if it names none.
        drafts: How many rows were left out, since nobody has confirmed them yet.
    """

    name: str
    questions: tuple[GoldQuestion, ...]
    articles: tuple[tuple[str, str], ...] = ()
    folder: Path | None = None
    drafts: int = 0

    def digest(self) -> str:
        """Return a hash of all questions and articles, in any file format: 16 hex digits."""
        questions = [asdict(question) | {"line": 0} for question in self.questions]
        content = {"questions": questions, "articles": self.articles}
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def folder_line(folder: Path, file: Path) -> str:
    """Return the line of a gold file that names the folder its questions are about.

    Args:
        folder: The folder of articles.
        file: The gold file. The folder is given relative to it if possible, so that both can be
            moved together.
    """
    try:
        name = Path(os.path.relpath(folder.resolve(), file.resolve().parent)).as_posix()
    except ValueError:  # the folder is on another drive (Windows)
        name = folder.resolve().as_posix()
    return json.dumps({"folder": name}, ensure_ascii=False)


def parse_rows(
    rows: Sequence[tuple[int, Mapping[str, Any]]], name: str, folder: Path | None = None
) -> GoldSet:
    """Check rows and turn them into a gold set.

    Args:
        rows: Line numbers and rows. The module's docstring describes the keys.
        name: The file's name, for messages.
        folder: The folder of articles that the file names.

    Raises:
        GoldSetError: Rows are malformed, ids occur twice, or there is no row. The message names
            each line (at most ten) with what is wrong there.
    """
    questions: list[GoldQuestion] = []
    wrong: list[str] = []
    line_of: dict[str, int] = {}
    drafts = sum(row.get("draft") is True for _, row in rows)
    for line, row in rows:
        if row.get("draft") is True:
            continue
        try:
            question = _parse_row(line, row)
        except ValueError as error:
            wrong.append(f"line {line}: {error}")
            continue
        if question.id in line_of:
            wrong.append(
                f"line {line}: id {question.id!r} already stands on {line_of[question.id]}"
            )
        line_of.setdefault(question.id, line)
        questions.append(question)
    _raise_if(wrong, name)
    if not questions and drafts:
        raise GoldSetError(
            f"{name} holds {drafts} drafted questions, and none that was confirmed.",
            hint=f"Go through them: qa eval --review {name}",
        )
    if not questions:
        raise GoldSetError(f"{name} holds no questions.", hint="`qa eval --init` writes a starter.")
    return GoldSet(name=name, questions=tuple(questions), folder=folder, drafts=drafts)


def check_evidence(gold: GoldSet, text_of: Callable[[str], str | None]) -> None:
    """Check that every quote occurs verbatim in the article that it names.

    Args:
        gold: The questions.
        text_of: Returns the text of the article with a path, or None if there is none.

    Raises:
        GoldSetError: An article is missing or a quote is not in it; every line is named.
    """
    wrong = []
    for question in gold.questions:
        for evidence in question.evidence:
            text = text_of(evidence.path)
            if text is None:
                wrong.append(f"line {question.line}: no article has the path {evidence.path!r}")
            elif evidence.quote not in text:
                quote = _shorten(evidence.quote)
                wrong.append(f"line {question.line}: {quote!r} is not verbatim in {evidence.path}")
    _raise_if(wrong, gold.name)


def _parse_row(line: int, row: Mapping[str, Any]) -> GoldQuestion:
    for key in row:
        if key not in _KEYS:
            close = difflib.get_close_matches(str(key), _KEYS, n=1)
            nearest = f"did you mean {close[0]!r}?" if close else f"known: {', '.join(_KEYS)}"
            raise ValueError(f"unknown key {key!r}; {nearest}")
    expect = _expectations(row)
    words = [one for one in expect if one not in _NOTICE_KINDS]
    # Where only words of the answer are known, they are what it is compared with.
    answers = _texts(row, "answers") or ((", ".join(words),) if words else ())
    answerable = row.get("answerable", bool(answers))
    if not isinstance(answerable, bool):
        raise ValueError("'answerable' must be true or false")  # noqa: TRY004 - one line of many
    if answerable and not answers:
        raise ValueError("answerable, but 'answers' is empty")
    if answers and not answerable:
        raise ValueError("not answerable, but 'answers' is not empty")
    return GoldQuestion(
        id=_text(row, "id", f"line-{line}"),
        question=_text(row, "question"),
        answers=answers,
        answerable=answerable,
        evidence=tuple(_parse_evidence(item) for item in _list(row, "evidence")),
        kind=_text(row, "kind", "question"),
        history=_texts(row, "history"),
        line=line,
        expect=expect,
        since=_day(row, "since"),
        until=_day(row, "until"),
        articles=_texts(row, "articles"),
        meta=_meta(row),
    )


def _expectations(row: Mapping[str, Any]) -> tuple[str, ...]:
    if isinstance(row.get("expect"), str):
        row = {"expect": [row["expect"]]}
    expect = _texts(row, "expect")
    for one in expect:
        close = difflib.get_close_matches(one, sorted(_NOTICE_KINDS), n=1, cutoff=0.8)
        if close and one not in _NOTICE_KINDS:
            raise ValueError(f"'expect' has {one!r}; did you mean {close[0]!r}?")
    return expect


def _day(row: Mapping[str, Any], key: str) -> str | None:
    value = row.get(key)
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise ValueError(f"{key!r} must be a day such as 2021-07-10") from None


def _meta(row: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    meta = row.get("meta", {})
    if not isinstance(meta, Mapping) or not all(
        isinstance(value, (str, int, float)) for value in meta.values()
    ):
        raise ValueError("'meta' must be an object of texts, numbers or booleans")
    return tuple((str(key), _as_text(value)) for key, value in sorted(meta.items()))


def _as_text(value: str | float) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _parse_evidence(item: Any) -> GoldEvidence:
    if not isinstance(item, Mapping) or set(item) != {"path", "quote"}:
        raise ValueError("each item of 'evidence' needs 'path' and 'quote', and nothing else")
    return GoldEvidence(path=_text(item, "path"), quote=_text(item, "quote"))


def _text(row: Mapping[str, Any], key: str, default: str | None = None) -> str:
    value = row.get(key, default)
    if value is None:
        raise ValueError(f"{key!r} is missing")
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{key!r} must be text that is not empty")
    return value


def _list(row: Mapping[str, Any], key: str) -> list[Any]:
    value = row.get(key, [])
    if not isinstance(value, list):
        raise ValueError(f"{key!r} must be a list")  # noqa: TRY004 - one line of many
    return value


def _texts(row: Mapping[str, Any], key: str) -> tuple[str, ...]:
    values = _list(row, key)
    if not all(isinstance(value, str) and value.strip() for value in values):
        raise ValueError(f"{key!r} must be a list of texts that are not empty")
    return tuple(values)


def _raise_if(wrong: Sequence[str], name: str) -> None:
    if wrong:
        more = [f"and {len(wrong) - _SHOWN} more"] if len(wrong) > _SHOWN else []
        raise GoldSetError(f"{name}: " + "; ".join([*wrong[:_SHOWN], *more]), hint=_HINT)


def _shorten(text: str, length: int = 60) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
