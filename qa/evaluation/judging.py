"""Lets a language model judge answers, and propose gold rows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol

from qa.evaluation.drafting import DraftedRow
from qa.evaluation.scoring import Judge

__all__ = ["WritingAssistant", "judge_with", "write_rows"]

_LONGEST = 6_000


class WritingAssistant(Protocol):
    """An assistant whose language model writes to a prompt; `qa.Assistant` is one."""

    def write(self, prompt: str, **values: str) -> str:
        """Return what the model writes."""


def judge_with(assistant: WritingAssistant) -> Judge:
    """Return a judge that asks the assistant's language model, with the prompt ``judge``.

    A judgement that is neither yes nor no does not count. The model's own answers are judged by the
    same model, which is known to be lenient with itself (Zheng et al. 2023, arXiv:2306.05685).
    """

    def judge(question: str, gold: Sequence[str], answer: str) -> bool | None:
        told = assistant.write("judge", question=question, gold="\n".join(gold), answer=answer)
        word = told.lower().strip(" .\n\"'`*")
        return {"yes": True, "no": False}.get(word)

    return judge


def write_rows(
    assistant: WritingAssistant,
    articles: Sequence[tuple[str, str]],
    count: int,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[DraftedRow, ...]:
    """Let the language model propose gold rows, with the prompt ``draft``.

    Rows whose quote is not verbatim in the article, or whose answer is not in the quote, are left
    out.

    Args:
        assistant: Has the language model.
        articles: Path and text of each article; of a long one, the beginning is shown.
        count: How many rows at most, spread over the articles.
        progress: Is called after each article.

    Raises:
        LanguageModelError: The model did not answer.
    """
    each = -(-count // max(1, min(count, len(articles))))
    asked = articles[: -(-count // each)] if each else ()
    rows: list[DraftedRow] = []
    for done, (path, text) in enumerate(asked, start=1):
        told = assistant.write("draft", count=str(each), article=text[:_LONGEST])
        rows += _verified(told, path, text)
        if progress:
            progress(done, len(asked))
    return tuple(rows[:count])


def _verified(told: str, path: str, text: str) -> Iterator[DraftedRow]:
    for line in told.splitlines():
        try:
            row: Any = json.loads(line.strip().strip("`").rstrip(","))
        except json.JSONDecodeError:
            continue
        if not isinstance(row, dict):
            continue
        question, answer, quote, kind = (
            _text(row.get(key)) for key in ("question", "answer", "quote", "kind")
        )
        if question and answer and quote in text and answer in quote:
            yield DraftedRow(question, (answer,), path, quote, kind or "question")


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
