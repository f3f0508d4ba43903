from __future__ import annotations

import dataclasses
import json

import pytest

from qa import (
    Answer,
    Article,
    Citation,
    Notice,
    NoticeKind,
    Passage,
    Statement,
    Status,
    Timings,
    Turn,
)

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
    passages=(
        Passage(
            "a1", "Treaty", None, "t.txt", "It was signed in Vienna.", 10, 34, 1.5, 3.0, 0.5, True
        ),
    ),
    timings=Timings(search=0.01, read=0.1, answer=0.02, total=0.2),
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
        "passages",
        "left_out",
        "groups",
        "agreement",
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


def test_answer_made_from_its_dict_is_equal_and_has_no_timings() -> None:
    made = Answer.from_dict(json.loads(json.dumps(ANSWER.to_dict())))
    assert made == ANSWER
    assert made.citations[0].spans == ((27, 33),)
    assert made.notices[0].kind is NoticeKind.STALE_INDEX
    assert made.timings is None


def test_dict_of_an_older_version_lacks_the_newer_keys() -> None:
    plain = ANSWER.to_dict()
    for key in ("standalone", "prose", "complete", "passages", "left_out"):
        del plain[key]
    assert Answer.from_dict(plain) == dataclasses.replace(ANSWER, passages=())


@pytest.mark.parametrize(
    ("key", "value"),
    [("text", None), ("citations", "none"), ("notices", [{"kind": "odd"}]), ("colour", "red")],
)
def test_dict_that_is_no_answer_is_told_what_is_wrong(key: str, value: object) -> None:
    with pytest.raises(ValueError, match="not an answer"):
        Answer.from_dict(ANSWER.to_dict() | {key: value})
    with pytest.raises(ValueError, match="the key 'text' is missing"):
        Answer.from_dict({name: one for name, one in ANSWER.to_dict().items() if name != "text"})


def test_answers_that_differ_in_time_alone_are_equal() -> None:
    slow = dataclasses.replace(ANSWER, timings=Timings(1, 2, 3, 6))
    assert slow == ANSWER
    assert hash(slow) == hash(ANSWER)


def test_printed_answer_is_its_text_and_its_repr_is_one_line() -> None:
    assert str(ANSWER) == "Vienna"
    assert repr(ANSWER) == "<Answer 'Vienna', confidence 0.50, 1 citation>"
    assert repr(ARTICLE) == "<Article 'Treaty' (undated), t.txt, 24 characters>"


def test_notebook_shows_the_source_with_the_answer_marked_and_nothing_as_markup() -> None:
    html = ANSWER._repr_html_()
    assert "It was signed in <mark>Vienna</mark>." in html
    assert "Treaty (1961-04-18), old/treaty.txt" in html
    hostile = dataclasses.replace(
        CITATION, quote="<img src=x onerror=alert(1)> Vienna", title="<b>", spans=((39, 45),)
    )
    html = dataclasses.replace(ANSWER, text="<script>", citations=(hostile,))._repr_html_()
    assert "<img" not in html
    assert "<script" not in html
    assert "<b>" not in html
    assert "<mark>Vienna</mark>" in html


@pytest.mark.parametrize(
    ("confidence", "text", "leads"),
    [(0.5, "Vienna", False), (0.2, "Vienna", True), (0.2, "Yes", False)],
)
def test_sentence_leads_where_the_short_answer_is_unsure(
    confidence: float, text: str, leads: bool
) -> None:
    answer = dataclasses.replace(ANSWER, confidence=confidence, text=text)
    assert answer.sentence_leads is leads
