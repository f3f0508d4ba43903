from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa import Assistant, load_settings

SLIDE = "A landslide buried the station on Tuesday."
TOLL = "Nine people are dead, police said on Wednesday."
OTTERS = "A camera in Elva showed an otter on 11 March 2024."
ARTICLES = {
    "slide.txt": f"Landslide in Grenval\n11 March 2025\n\n{SLIDE} It had rained for days.",
    "toll.txt": f"Toll rises\n12 March 2025\n\n{TOLL} The line will open on 3 June.",
    "otters.txt": f"Otters return\n5 March 2025\n\n{OTTERS}",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    place = tmp_path_factory.mktemp("days")
    folder: Path = place / "articles"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text)
    with Assistant.open(folder, settings=load_settings(home=place / "home")) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What happened on 12 March?", [TOLL]),
        ("What happened on 11 March 2025?", [SLIDE]),
        ("What happened in Elva on 11 March?", [OTTERS]),
    ],
)
def test_what_the_articles_say_of_a_day(
    question: str, said: list[str], assistant: Assistant
) -> None:
    answer = assistant.ask(question)
    assert not answer.refused
    assert answer.text == " ".join(said)
    assert [one.quote for one in answer.citations] == said


def test_a_day_of_which_they_say_nothing(assistant: Assistant) -> None:
    assert assistant.ask("What happened on 30 January?").refused
