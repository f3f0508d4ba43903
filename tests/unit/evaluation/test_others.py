from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qa.errors import GoldSetError
from qa.evaluation import Cause, GoldQuestion, GoldSet, evaluate, load_answers, score_others

QUOTE = "The bridge opened in May 1932."


def write(folder: Path, *rows: Any) -> Path:
    file = folder / "other.jsonl"
    file.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows))
    return file


def test_answers_of_another_system_get_the_scores_that_this_one_would_get(
    assistant: Any, opened: GoldQuestion, absent: GoldQuestion, tmp_path: Path
) -> None:
    gold = GoldSet("g.jsonl", (opened, absent))
    assistant.will_answer(opened.question, "May 1932", [("harbour.txt", QUOTE)], confidence=0.8)
    assistant.will_find(opened.question, [("tower.txt", "…"), ("harbour.txt", QUOTE)])
    own = evaluate(gold, assistant)
    row = {
        "id": "opened",
        "answer": "May 1932",
        "confidence": 0.8,
        "citations": [{"path": "harbour.txt", "quote": QUOTE}],
        "passages": [{"path": "tower.txt", "text": "…"}, {"path": "harbour.txt", "text": QUOTE}],
        "seconds": 1.5,
    }
    answers = load_answers(write(tmp_path, row, {"id": "absent", "answer": None}), gold)
    other = score_others(gold, answers, assistant)
    assert answers.missing == ()
    assert other[0].seconds == 1.5
    blank = {"seconds": None, "confidence": None, "citations": (), "searched": False}
    assert [replace(one, **blank) for one in other] == [replace(one, **blank) for one in own]
    (cited,) = other[0].citations
    assert (cited.verbatim, cited.right) == (True, True)
    assert cited.citation.start == own[0].citations[0].citation.start


def test_question_without_a_row_counts_as_refused(
    assistant: Any, opened: GoldQuestion, absent: GoldQuestion, tmp_path: Path
) -> None:
    gold = GoldSet("g.jsonl", (opened, absent))
    answers = load_answers(write(tmp_path, {"id": "absent", "answer": "Ada"}), gold)
    assert answers.missing == ("opened",)
    refused, answered = score_others(gold, answers, assistant)
    assert refused.refused
    assert refused.confidence is None
    assert answered.cause is Cause.WRONGLY_ANSWERED


def test_quote_that_is_not_in_the_article_is_not_verbatim(
    assistant: Any, opened: GoldQuestion, tmp_path: Path
) -> None:
    citations = [
        {"path": "harbour.txt", "quote": "The bridge opened in June."},
        {"path": "absent.txt", "quote": QUOTE},
        {"path": "harbour.txt", "quote": QUOTE, "start": 3},
    ]
    row = {"id": "opened", "answer": "May 1932", "citations": citations}
    gold = GoldSet("g.jsonl", (opened,))
    (record,) = score_others(gold, load_answers(write(tmp_path, row), gold), assistant)
    assert [each.verbatim for each in record.citations] == [False, False, False]
    assert record.cause is Cause.CITED_WRONGLY


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (['{"id": "opened"'], "line 1: "),
        ([{"id": "opend"}], "has no question 'opend'; did you mean 'opened'"),
        ([{"id": "opened"}, {"id": "opened"}], "line 2: a second answer to 'opened'"),
        ([{"id": "opened", "confidence": 2}], "line 1: confidence: "),
        ([{"id": "opened", "anser": "x"}], "line 1: anser: "),
        ([{"answer": "x"}], "line 1: id: "),
    ],
)
def test_row_that_is_wrong_is_named(
    opened: GoldQuestion, tmp_path: Path, rows: list[Any], told: str
) -> None:
    with pytest.raises(GoldSetError) as caught:
        load_answers(write(tmp_path, *rows), GoldSet("g.jsonl", (opened,)))
    assert told in str(caught.value)
    assert caught.value.hint


def test_file_that_is_missing_is_told(opened: GoldQuestion, tmp_path: Path) -> None:
    with pytest.raises(GoldSetError, match=r"absent\.jsonl cannot be read"):
        load_answers(tmp_path / "absent.jsonl", GoldSet("g.jsonl", (opened,)))


def test_system_that_gives_no_citations_is_not_scored_on_them(
    assistant: Any, opened: GoldQuestion, tmp_path: Path
) -> None:
    gold = GoldSet("g.jsonl", (opened,))
    row: dict[str, Any] = {"id": "opened", "answer": "May 1932"}
    (silent,) = score_others(gold, load_answers(write(tmp_path, row), gold), assistant)
    assert (silent.cause, silent.citation_f1) == (None, None)
    row["citations"] = []
    (empty,) = score_others(gold, load_answers(write(tmp_path, row), gold), assistant)
    assert (empty.cause, empty.citation_f1) == (Cause.CITED_WRONGLY, 0.0)
