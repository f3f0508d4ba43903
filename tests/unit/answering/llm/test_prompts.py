from __future__ import annotations

from pathlib import Path

import pytest

from qa.answering.llm.prompts import PLACEHOLDERS, load_prompt
from qa.errors import ConfigurationError
from qa.resources import prompts_folder

ANSWER = "Be {refusal} {fence}\n---\n{passages} {question}\n"


@pytest.mark.parametrize("name", PLACEHOLDERS)
def test_shipped_prompt_loads(name: str) -> None:
    prompt = load_prompt(name)
    assert "{article}" in prompt.user if name == "draft" else "{question}" in prompt.user
    assert "{fence}" in prompt.system


def test_every_file_of_the_folder_is_a_prompt() -> None:
    assert {path.stem for path in prompts_folder().glob("*.md")} == set(PLACEHOLDERS)


def test_own_prompt_wins_and_the_others_stay(tmp_path: Path) -> None:
    (tmp_path / "answer.md").write_text(ANSWER, encoding="utf-8")
    assert load_prompt("answer", tmp_path).system == "Be {refusal} {fence}"
    assert load_prompt("condense", tmp_path) == load_prompt("condense")


def test_what_is_filled_in_brings_no_placeholder_along(tmp_path: Path) -> None:
    (tmp_path / "answer.md").write_text(ANSWER, encoding="utf-8")
    prompt = load_prompt("answer", tmp_path)
    system, user = prompt.fill(
        refusal="brief", fence="f", passages="{question} {unknown}", question="why {fence}"
    )
    assert (system, user) == ("Be brief f", "{question} {unknown} why {fence}")


def test_braces_of_other_kinds_are_text(tmp_path: Path) -> None:
    (tmp_path / "answer.md").write_text(ANSWER + '{"key": {}} {A}', encoding="utf-8")
    assert load_prompt("answer", tmp_path).user.endswith('{"key": {}} {A}')


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (ANSWER.replace("{question}", ""), r"lacks the placeholder \{question\}"),
        (ANSWER + "{questoin}", r"unknown placeholder \{questoin\}"),
        (ANSWER.replace("---", "--"), "not in two parts"),
    ],
)
def test_malformed_prompt_is_refused_by_name(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "answer.md").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=message) as raised:
        load_prompt("answer", tmp_path)
    assert "answer.md" in str(raised.value)


def test_prompt_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "answer.md").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(ConfigurationError, match="cannot be read"):
        load_prompt("answer", tmp_path)
