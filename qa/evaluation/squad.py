"""Reads SQuAD's JSON as a gold set with its articles.

SQuAD 1.1: Rajpurkar et al. 2016, arXiv:1606.05250; 2.0: Rajpurkar et al. 2018, arXiv:1806.03822.
"""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

from qa.errors import GoldSetError
from qa.evaluation.gold import GoldEvidence, GoldQuestion, GoldSet
from qa.language.sentences import sentences

__all__ = ["load_squad", "write_articles"]

_PARAGRAPH_BREAK = "\n\n"
_NAME_LENGTH = 40


def load_squad(path: Path) -> GoldSet:
    """Load SQuAD 1.1 or 2.0, plain or gzipped.

    Each entry of ``data`` becomes one article, with a blank line between paragraphs, so the folder
    of articles consists of all contexts. The evidence is the sentence around each annotator's
    answer. If an id occurs again, ``-2``, ``-3`` and so on is appended to it.

    Raises:
        GoldSetError: The file cannot be read, or is not SQuAD's JSON.
    """
    try:
        content = path.read_bytes()
        entries = json.loads(gzip.decompress(content) if path.suffix == ".gz" else content)["data"]
        return _gold_of(entries, path.name)
    except (OSError, EOFError, ValueError, KeyError, TypeError, IndexError) as error:
        raise GoldSetError(
            f"{path.name} cannot be read as SQuAD: {type(error).__name__}: {error}",
            hint="SQuAD holds data[].paragraphs[].{context, qas[]}; rows of your own go in .jsonl.",
        ) from error


def write_articles(gold: GoldSet, folder: Path) -> None:
    """Write the articles that came with a gold set into a folder, as UTF-8 without a BOM."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in gold.articles:
        (folder / name).write_bytes(text.encode())


def _gold_of(entries: list[dict[str, Any]], name: str) -> GoldSet:
    articles: list[tuple[str, str]] = []
    questions: list[GoldQuestion] = []
    seen: dict[str, int] = {}
    for number, entry in enumerate(entries, start=1):
        contexts = [paragraph["context"] for paragraph in entry["paragraphs"]]
        file = f"{number:04}-{_file_stem(str(entry.get('title', '')))}.txt"
        articles.append((file, _PARAGRAPH_BREAK.join(contexts)))
        for paragraph in entry["paragraphs"]:
            for row in paragraph["qas"]:
                seen[row["id"]] = seen.get(row["id"], 0) + 1
                copy = "" if seen[row["id"]] == 1 else f"-{seen[row['id']]}"
                questions.append(_question_of(row, row["id"] + copy, file, paragraph["context"]))
    if not questions:
        raise ValueError("no questions")
    return GoldSet(name=name, questions=tuple(questions), articles=tuple(articles))


def _question_of(row: dict[str, Any], name: str, file: str, context: str) -> GoldQuestion:
    answers = row["answers"] if not row.get("is_impossible", False) else []
    quotes = [_quote(context, answer["answer_start"], answer["text"]) for answer in answers]
    return GoldQuestion(
        id=name,
        question=row["question"].strip(),
        answers=tuple(dict.fromkeys(answer["text"] for answer in answers)),
        answerable=bool(answers),
        evidence=tuple(GoldEvidence(path=file, quote=quote) for quote in dict.fromkeys(quotes)),
        kind="answerable" if answers else "unanswerable",
    )


def _quote(context: str, start: int, answer: str) -> str:
    """Return the sentence or sentences that contain the answer."""
    end = start + len(answer)
    if context[start:end] != answer:
        raise ValueError(f"{answer!r} does not stand at character {start} of its context")
    spans = [span for span in sentences(context) if span[0] < end and start < span[1]]
    return context[spans[0][0] : spans[-1][1]]


def _file_stem(title: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", title)[:_NAME_LENGTH].strip("-") or "article"
