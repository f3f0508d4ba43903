from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from qa.errors import GoldSetError
from qa.evaluation import check_evidence, load_gold, write_articles

FIRST = "Oslo lies on a fjord. Dr. Berg founded it in 1048! It grew."
SECOND = "Bergen is wet.\n\nIt rains on 239 days."


def answer(context: str, text: str) -> dict[str, Any]:
    return {"text": text, "answer_start": context.index(text)}


def squad() -> dict[str, Any]:
    found = {
        "id": "q1",
        "question": " When was Oslo founded? ",
        "answers": [answer(FIRST, "in 1048"), answer(FIRST, "1048"), answer(FIRST, "1048")],
        "is_impossible": False,
    }
    impossible = {
        "id": "q2",
        "question": "Who rules Oslo?",
        "answers": [],
        "plausible_answers": [answer(FIRST, "Dr. Berg")],
        "is_impossible": True,
    }
    old = {"id": "q1", "question": "How often?", "answers": [answer(SECOND, "239 days")]}
    return {
        "version": "v2.0",
        "data": [
            {
                "title": "Oslo_(city)",
                "paragraphs": [
                    {"context": FIRST, "qas": [found, impossible]},
                    {"context": SECOND, "qas": [old]},
                ],
            }
        ],
    }


def save(folder: Path, content: object, name: str = "dev.json") -> Path:
    text = json.dumps(content).encode()
    (folder / name).write_bytes(gzip.compress(text) if name.endswith(".gz") else text)
    return folder / name


@pytest.mark.parametrize("name", ["dev.json", "dev.json.gz"])
def test_questions_and_articles_of_both_versions(tmp_path: Path, name: str) -> None:
    gold = load_gold(save(tmp_path, squad(), name))
    founded, rules, often = gold.questions
    assert founded.question == "When was Oslo founded?"
    assert founded.answers == ("in 1048", "1048")
    assert [each.quote for each in founded.evidence] == ["Dr. Berg founded it in 1048!"]
    assert (rules.answerable, rules.answers, rules.evidence) == (False, (), ())
    assert (often.id, often.evidence[0].quote) == ("q1-2", "It rains on 239 days.")
    assert gold.articles == (("0001-Oslo-city.txt", f"{FIRST}\n\n{SECOND}"),)


def test_articles_are_written_as_they_are(tmp_path: Path) -> None:
    gold = load_gold(save(tmp_path, squad()))
    write_articles(gold, tmp_path / "new" / "articles")
    texts = {
        file.name: file.read_bytes().decode() for file in (tmp_path / "new" / "articles").iterdir()
    }
    assert texts == dict(gold.articles)
    check_evidence(gold, texts.get)


@pytest.mark.parametrize(
    "content",
    [
        {"rows": []},
        {"data": []},
        {"data": [{"title": "x", "paragraphs": [{"qas": []}]}]},
        3,
    ],
)
def test_other_json_is_refused(tmp_path: Path, content: object) -> None:
    with pytest.raises(GoldSetError, match=r"dev\.json cannot be read as SQuAD"):
        load_gold(save(tmp_path, content))


def test_an_answer_that_does_not_stand_where_it_should_is_refused(tmp_path: Path) -> None:
    content = squad()
    content["data"][0]["paragraphs"][0]["qas"][0]["answers"][0]["answer_start"] = 3
    with pytest.raises(GoldSetError, match="'in 1048' does not stand at character 3"):
        load_gold(save(tmp_path, content))


def test_a_torn_archive_is_refused(tmp_path: Path) -> None:
    file = save(tmp_path, squad(), "dev.json.gz")
    file.write_bytes(file.read_bytes()[:40])
    with pytest.raises(GoldSetError, match="cannot be read"):
        load_gold(file)
