from __future__ import annotations

import dataclasses
import json

import pytest

from qa import Answer, Article, Citation, Notice, NoticeKind, Statement, Status, Turn

CITATION = Citation(
    number=1,
    article_id="a1",
    title="Treaty",
    published="1961-04-18",
    path="old/treaty.txt",
    also_in=("copy.txt",),
    page=None,
    quote="It was signed in Vienna.",
    start=10,
    end=34,
    spans=((27, 33),),
)
ANSWER = Answer(
    question="Where was it signed?",
    text="Vienna",
    support=(Statement("It was signed in Vienna.", (1,)),),
    refused=False,
    confidence=0.5,
    citations=(CITATION,),
    related=(),
    notices=(Notice(NoticeKind.STALE_INDEX, "The folder has changed."),),
    settings_hash="0123456789abcdef",
)
STATUS = Status("/a", "/i", 1, 2, "model", "2021-07-10T00:00:00+00:00", (("b.pdf", "why"),), False)
ARTICLE = Article("a1", "Treaty", None, "t.txt", (), "en", 1, "It was signed in Vienna.")


def test_answer_as_a_dict_has_the_keys_of_the_contract_in_order() -> None:
    assert list(ANSWER.to_dict()) == [
        "question",
        "text",
        "support",
        "refused",
        "confidence",
        "citations",
        "related",
        "notices",
        "settings_hash",
        "standalone",
        "prose",
        "complete",
    ]


def test_citation_as_a_dict_has_the_keys_of_the_contract() -> None:
    (citation,) = ANSWER.to_dict()["citations"]
    assert {
        "number",
        "article_id",
        "title",
        "published",
        "path",
        "also_in",
        "page",
        "quote",
        "start",
        "end",
    } <= set(citation)


@pytest.mark.parametrize("record", [ANSWER, STATUS])
def test_dict_survives_json_unchanged(record: Answer | Status) -> None:
    assert json.loads(json.dumps(record.to_dict())) == record.to_dict()


def test_dict_holds_what_the_answer_holds() -> None:
    told = ANSWER.to_dict()
    assert told["support"] == [
        {"text": "It was signed in Vienna.", "citations": [1], "supported": True}
    ]
    assert told["citations"][0]["spans"] == [[27, 33]]
    assert told["citations"][0]["also_in"] == ["copy.txt"]
    assert told["related"] == []
    assert told["notices"] == [{"kind": "stale_index", "text": "The folder has changed."}]


def test_turn_holds_what_a_follow_up_needs() -> None:
    assert ANSWER.as_turn() == Turn(ANSWER.question, ANSWER.question, "Vienna", (CITATION,))
    followed = dataclasses.replace(ANSWER, standalone="Where was the treaty signed?")
    assert followed.as_turn().understood == "Where was the treaty signed?"
    refusal = dataclasses.replace(ANSWER, refused=True, text="The articles do not say.")
    assert refusal.as_turn().answer == ""


@pytest.mark.parametrize(
    "record", [ANSWER, CITATION, STATUS, ARTICLE, Statement("s", (1,)), Turn("q", "q")]
)
def test_records_are_immutable_and_change_only_by_replace(record: Answer) -> None:
    name = dataclasses.fields(record)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(record, name, "other")
    assert getattr(dataclasses.replace(record, **{name: "other"}), name) == "other"  # type: ignore[arg-type]


def test_unfinished_answer_cannot_be_a_refusal() -> None:
    refusal = dataclasses.replace(ANSWER, refused=True)
    with pytest.raises(ValueError, match="unfinished"):
        dataclasses.replace(refusal, complete=False)


def test_equal_answers_are_one_in_a_set() -> None:
    assert len({ANSWER, dataclasses.replace(ANSWER)}) == 1
