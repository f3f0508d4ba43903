from __future__ import annotations

from pathlib import Path

import pytest

from qa import Assistant
from qa.answering.named import trusted, unmentioned

TEXT = "Storm Ylva hit the Malian coast. Three people died in the storm, Minister Reis said."


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("How many people died in Hurricane Gustav?", ["hurricane", "gustav"]),
        ("How many people died in Storm Ylva?", []),
        ("how many people died in gustav", []),  # nothing shows that it is a name
        ("How many people died in Mali?", []),
        ("How many Americans died in May?", []),
        ("How many people died, according to the GOP?", []),
        ("What did President Reis say?", []),
        ("Gustav killed how many people?", []),  # every question begins with a capital
    ],
)
def test_names_that_a_text_does_not_hold(question: str, names: list[str]) -> None:
    assert unmentioned(question, TEXT) == names


def test_answer_about_something_else_is_less_sure(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "storm.txt").write_text(f"Storm on the coast\n\n{TEXT}", encoding="utf-8")
    with Assistant.open(folder) as assistant:
        right = assistant.ask("How many people died in Storm Ylva?")
        wrong = assistant.ask("How many people died in Storm Gustav?")
    assert right.text == "Three"
    assert wrong.refused or wrong.confidence < 0.6 * right.confidence


@pytest.mark.parametrize(
    ("question", "text", "sure"),
    [
        ("Who was the pilot?", "Anna Berg flew the plane to Elva.", True),
        ("Who is the vicar?", "Anna Berg has led the church of Elva since May.", True),
        ("Who is the leader of the band?", "Anna Berg conducts the band in Elva.", True),
        ("Who is the vicar of Elva?", "Write to the parish clerk, Anna Berg, in Elva.", False),
        ("Who was king?", "The minister, Count Otto Moss, stayed in office.", False),
    ],
)
def test_answer_without_a_word_for_the_office_is_less_sure(
    question: str, text: str, sure: bool
) -> None:
    assert (trusted(question, f"Notes from the town. {text}") == 1) is sure
