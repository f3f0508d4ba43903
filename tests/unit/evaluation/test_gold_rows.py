from __future__ import annotations

from typing import Any

import pytest

from qa.errors import GoldSetError
from qa.evaluation import GoldEvidence, GoldSet, check_evidence
from qa.evaluation.gold import parse_rows


def parse(*rows: dict[str, Any]) -> GoldSet:
    return parse_rows(list(enumerate(rows, start=1)), "gold.jsonl")


def test_a_question_alone_is_unanswerable_and_named_by_its_line() -> None:
    (question,) = parse({"question": "Who?"}).questions
    assert (question.id, question.answerable, question.answers) == ("line-1", False, ())


def test_all_columns_arrive() -> None:
    (question,) = parse(
        {
            "id": "a",
            "question": "Who?",
            "answers": ["Ada", "Ada Grey"],
            "answerable": True,
            "evidence": [{"path": "x.txt", "quote": "Ada Grey did."}],
            "kind": "fact",
            "history": ["When?"],
        }
    ).questions
    assert question.answers == ("Ada", "Ada Grey")
    assert question.evidence == (GoldEvidence("x.txt", "Ada Grey did."),)
    assert (question.kind, question.history, question.line) == ("fact", ("When?",), 1)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"question": "Who?", "anwsers": ["x"]}, "did you mean 'answers'?"),
        ({"question": "Who?", "zzz": 1}, "known: id, question"),
        ({"answers": ["x"]}, "'question' is missing"),
        ({"question": "  "}, "'question' must be text"),
        ({"question": "Who?", "answerable": True}, "'answers' is empty"),
        ({"question": "Who?", "answers": ["x"], "answerable": False}, "'answers' is not empty"),
        ({"question": "Who?", "answers": "x"}, "'answers' must be a list"),
        ({"question": "Who?", "answers": [""]}, "not empty"),
        ({"question": "Who?", "answerable": "yes"}, "true or false"),
        ({"question": "Who?", "evidence": ["x.txt"]}, "'path' and 'quote'"),
        ({"question": "Who?", "evidence": [{"path": "x", "quote": "y", "page": 1}]}, "'quote'"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(row: dict[str, Any], told: str) -> None:
    with pytest.raises(GoldSetError) as error:
        parse({"question": "Fine?"}, row)
    assert "gold.jsonl: line 2: " in str(error.value)
    assert told in str(error.value)
    assert error.value.hint


def test_an_id_may_stand_once_only() -> None:
    with pytest.raises(GoldSetError, match=r"line 3: id 'a' already stands on 1"):
        parse({"id": "a", "question": "1?"}, {"question": "2?"}, {"id": "a", "question": "3?"})


def test_ten_faults_are_told_and_the_others_counted() -> None:
    with pytest.raises(GoldSetError, match=r"line 10: .*; and 5 more$") as error:
        parse(*({"question": ""} for _ in range(15)))
    assert "line 11" not in str(error.value)


def test_an_empty_set_is_refused() -> None:
    with pytest.raises(GoldSetError, match="no questions"):
        parse()


def test_evidence_must_be_verbatim_in_an_article_that_is_there() -> None:
    quoted = {"path": "a.txt", "quote": "said “no”"}
    gold = parse({"question": "1?", "answers": ["no"], "evidence": [quoted]})
    check_evidence(gold, {"a.txt": "He said “no”."}.get)
    with pytest.raises(GoldSetError, match=r"not verbatim in a\.txt"):
        check_evidence(gold, {"a.txt": 'He said "no".'}.get)
    with pytest.raises(GoldSetError, match=r"line 1: no article has the path 'a\.txt'"):
        check_evidence(gold, {"b.txt": "He said “no”."}.get)


def test_the_digest_follows_the_content_and_not_the_layout() -> None:
    row = {"id": "a", "question": "Who?", "answers": ["Ada"]}
    plain = parse_rows([(1, row)], "one.jsonl")
    moved = parse_rows([(7, row)], "two.csv")
    other = parse_rows([(1, row | {"answers": ["Ada", "Grey"]})], "one.jsonl")
    assert plain.digest() == moved.digest() != other.digest()
