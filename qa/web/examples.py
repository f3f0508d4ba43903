"""Example questions to begin with, made from the gold set or the articles."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from qa.assistant import ArticleRecord

__all__ = ["example_questions"]

_MOST = 4
_LONGEST_TITLE = 90
_COMMENTS = ("#", "//")
_SENTENCE_END = re.compile(r"[.!?…]+$")


def example_questions(folder: Path, articles: Sequence[ArticleRecord]) -> list[str]:
    """Return up to four questions that fit the articles.

    They are the first rows of the gold set if one lies in the folder or beside it. Otherwise there
    is one for each of the newest articles, made from its title; an article whose title is only its
    file's name gives none.

    Args:
        folder: The folder of articles.
        articles: The live ones.
    """
    for path in (folder / "gold.jsonl", folder.parent / "gold.jsonl"):
        questions = list(_gold_questions(path))
        if questions:
            return questions
    newest = sorted(articles, key=lambda article: article.published or "", reverse=True)
    titles = dict.fromkeys(
        _SENTENCE_END.sub("", article.title.strip())
        for article in newest
        if article.title != PurePosixPath(article.path).stem
    )
    return [
        f"What is said about “{title}”?" for title in titles if 0 < len(title) <= _LONGEST_TITLE
    ][:_MOST]


def _gold_questions(path: Path) -> Iterator[str]:
    """Yield the questions of the first gold rows that stand alone; a malformed file gives none."""
    try:
        lines = path.read_text("utf-8").splitlines()[: 5 * _MOST]
        rows: list[Any] = [
            json.loads(line)
            for line in lines
            if line.strip() and not line.lstrip().startswith(_COMMENTS)
        ]
    except (OSError, ValueError):
        return
    asked = [
        str(row["question"])
        for row in rows
        if isinstance(row, dict) and row.get("question") and not row.get("history")
    ]
    yield from asked[:_MOST]
