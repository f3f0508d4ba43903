from __future__ import annotations

from pathlib import Path

import pytest

from qa.errors import GoldSetError
from qa.evaluation import GoldEvidence, load_gold


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_bytes(text.encode())
    return file


def test_json_lines_pass_over_comments_empty_lines_and_a_byte_order_mark(tmp_path: Path) -> None:
    text = '\ufeff# comment\n\n  // another\r\n{"question": "Who?"}\r\n{"question": "Why #1?"}'
    gold = load_gold(write(tmp_path, "g.jsonl", text))
    assert [(row.question, row.line) for row in gold.questions] == [("Who?", 4), ("Why #1?", 5)]
    assert gold.name == "g.jsonl"


def test_a_line_separator_inside_a_text_does_not_end_its_row(tmp_path: Path) -> None:
    gold = load_gold(write(tmp_path, "g.jsonl", '{"question": "Who\u2028did?"}\n'))
    assert gold.questions[0].question == "Who\u2028did?"


@pytest.mark.parametrize(
    ("line", "told"), [('{"question": "Who?"', "not JSON"), ("[1]", "not a JSON object")]
)
def test_a_broken_line_is_named(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(GoldSetError, match=rf"g\.jsonl: line 2: {told}"):
        load_gold(write(tmp_path, "g.jsonl", f'{{"question": "Fine?"}}\n{line}\n'))


def test_the_first_row_may_name_the_folder_as_seen_from_the_file(tmp_path: Path) -> None:
    text = '# comment\n{"folder": "../articles"}\n{"question": "Who?"}\n'
    gold = load_gold(write(tmp_path, "g.jsonl", text))
    assert gold.folder == tmp_path / ".." / "articles"
    assert [(row.question, row.line) for row in gold.questions] == [("Who?", 3)]
    rows_alone = load_gold(write(tmp_path, "h.jsonl", '{"question": "Who?"}\n'))
    assert rows_alone.folder is None


@pytest.mark.parametrize("folder", ["7", '""', "null"])
def test_a_folder_that_is_no_path_is_named(tmp_path: Path, folder: str) -> None:
    with pytest.raises(GoldSetError, match=r"g\.jsonl: line 1: 'folder' must be"):
        load_gold(write(tmp_path, "g.jsonl", f'{{"folder": {folder}}}\n{{"question": "Who?"}}'))


def test_csv_has_the_same_columns(tmp_path: Path) -> None:
    text = (
        "id,question,answers,answerable,evidence,kind,history\r\n"
        'a,"Who, then?",Ada|Ada Grey,yes,"x.txt | Ada, she did.\ny.txt | Ada | Grey.",'
        "fact,When?\r\n"
        ",And where?,,,,,\r\n"
    )
    first, second = load_gold(write(tmp_path, "g.csv", text)).questions
    assert first.question == "Who, then?"
    assert first.answers == ("Ada", "Ada Grey")
    assert first.evidence == (
        GoldEvidence("x.txt", "Ada, she did."),
        GoldEvidence("y.txt", "Ada | Grey."),
    )
    assert (first.kind, first.history, first.answerable) == ("fact", ("When?",), True)
    assert (second.id, second.answerable) == ("line-4", False)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Who?,maybe", "line 2: 'answerable' must be true or false, not 'maybe'"),
        ("Who?,no,more", "line 2: more cells"),
        ("Who?,yes", "line 2: answerable, but 'answers' is empty"),
        ('"Who?,yes', "line 2: unexpected end of data"),
    ],
)
def test_a_broken_csv_row_is_named(tmp_path: Path, row: str, told: str) -> None:
    with pytest.raises(GoldSetError, match=told):
        load_gold(write(tmp_path, "g.csv", f"question,answerable\n{row}\n"))


def test_files_that_cannot_be_read_say_why(tmp_path: Path) -> None:
    with pytest.raises(GoldSetError, match=r"There is no gold file .*missing\.jsonl") as missing:
        load_gold(tmp_path / "missing.jsonl")
    assert "Errno" not in str(missing.value)
    assert "qa eval --init" in missing.value.hint
    (tmp_path / "latin.csv").write_bytes("question\nÄ?".encode("latin-1"))
    with pytest.raises(GoldSetError, match="cannot be read"):
        load_gold(tmp_path / "latin.csv")
    with pytest.raises(GoldSetError, match=r"g\.xlsx is not a gold file") as error:
        load_gold(tmp_path / "g.xlsx")
    assert ".jsonl" in error.value.hint


ROW = (
    '{"id": "r", "question": "Who?", "answers": ["Ada", "Ada Grey"], "expect": "disagreement", '
    '"since": "2021-07-01", "until": "2021-07-31", "articles": ["a.txt"], '
    '"meta": {"hard": true, "source": "desk", "level": 3}}'
)


def test_newer_keys_say_what_is_expected_and_which_articles_are_asked(tmp_path: Path) -> None:
    (row,) = load_gold(write(tmp_path, "g.jsonl", ROW)).questions
    assert row.expect == row.expected_notices == ("disagreement",)
    assert row.expected_words == ()
    assert row.filters == {
        "articles": ("a.txt",), "since": "2021-07-01", "until": "2021-07-31"
    }  # fmt: skip
    assert row.meta == (("hard", "true"), ("level", "3"), ("source", "desk"))


def test_expected_words_alone_make_a_row_answerable(tmp_path: Path) -> None:
    text = '{"question": "Which countries?", "expect": ["Mali", "Niger"]}'
    (row,) = load_gold(write(tmp_path, "g.jsonl", text)).questions
    assert row.answerable
    assert row.answers == ("Mali, Niger",)
    assert row.expected_words == ("Mali", "Niger")


@pytest.mark.parametrize(
    ("pair", "told"),
    [
        ('"expect": "disagreemnt"', "did you mean 'disagreement'"),
        ('"expect": [1]', "'expect' must be a list"),
        ('"since": "July"', "'since' must be a day such as 2021-07-10"),
        ('"until": 2021', "'until' must be a day"),
        ('"meta": ["a"]', "'meta' must be an object"),
        ('"meta": {"a": null}', "'meta' must be an object"),
        ('"articles": "a.txt"', "'articles' must be a list"),
    ],
)
def test_newer_keys_of_another_form_are_named(tmp_path: Path, pair: str, told: str) -> None:
    file = write(tmp_path, "g.jsonl", f'{{"question": "Who?", "answers": ["Ada"], {pair}}}')
    with pytest.raises(GoldSetError, match=told):
        load_gold(file)


def test_all_forms_of_a_file_hold_the_same_questions(tmp_path: Path) -> None:
    lines = load_gold(write(tmp_path, "g.jsonl", ROW))
    assert load_gold(write(tmp_path, "g.ndjson", ROW)).digest() == lines.digest()
    assert load_gold(write(tmp_path, "g.json", f"[{ROW}]")).digest() == lines.digest()
    table = (
        "id,question,answers,expect,since,until,articles,meta.hard,meta.source,meta.level\n"
        "r,Who?,Ada|Ada Grey,disagreement,2021-07-01,2021-07-31,a.txt,true,desk,3\n"
    )
    assert load_gold(write(tmp_path, "g.csv", table)).digest() == lines.digest()


@pytest.mark.parametrize(
    ("text", "told"),
    [("[1]", "item 1 of the list is not an object"), ('[{"question": "Who?",}]', "not JSON")],
)
def test_json_list_that_is_broken_is_named(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(GoldSetError, match=told):
        load_gold(write(tmp_path, "g.json", text))


def test_drafted_rows_are_counted_and_not_asked(tmp_path: Path) -> None:
    draft = '{"question": "What?", "draft": true}'
    gold = load_gold(write(tmp_path, "g.jsonl", f'{draft}\n{{"question": "Who?"}}'))
    assert [row.question for row in gold.questions] == ["Who?"]
    assert gold.drafts == 1
    with pytest.raises(GoldSetError, match="none that was confirmed"):
        load_gold(write(tmp_path, "d.jsonl", draft))
