"""What is in the folder, and the questions that the page offers because it has tried them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from serving import ChatServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Visit

    from qa import Assistant

pytestmark = pytest.mark.browser

SETTLED = "#thread .answer:has(.actions:not(.resting))"
AFGHANISTAN = "When does the Afghanistan withdrawal end?"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChatServer]:
    """Twelve dated articles, one without a date, and a file that cannot be read."""
    root = tmp_path_factory.mktemp("first-view")
    folder = root / "articles"
    folder.mkdir()
    for day in range(1, 13):
        text = (
            f"The bridge of Port{day} opens\n2020-05-{day:02d}\n\nThe bridge of Port{day} was "
            f"opened in {1900 + day} by the mayor. It carries two tracks and a road.\n"
        )
        (folder / f"bridge-{day:02d}.txt").write_text(text, encoding="utf-8")
    (folder / "note.txt").write_text("A note says that the ferry is late.\n", encoding="utf-8")
    (folder / "program.exe").write_bytes(b"MZ")
    with ChatServer(root / "home", ["--folder", str(folder)]) as server:
        yield server


def test_the_first_view_says_what_is_in_the_folder(
    visiting: Callable[..., Visit], server: ChatServer, pictures: Path
) -> None:
    visit = visiting(server)
    page = visit.open()
    greeting = page.locator("#thread .greeting")
    assert "13 articles in" in greeting.inner_text()
    titles = greeting.locator(".newest .open-article").all_inner_texts()
    assert titles == [f"The bridge of Port{day} opens" for day in range(12, 4, -1)]
    assert greeting.locator("h4").first.inner_text() == "12 May 2020"
    assert "1 file could not be read" in greeting.inner_text()

    questions = greeting.locator(".suggestion")
    questions.first.wait_for()
    assert 1 <= questions.count() <= 4
    assert all("Port" in question for question in questions.all_inner_texts())
    page.screenshot(path=pictures / "first-view.png")

    greeting.locator(".newest .open-article").first.click()
    page.locator("dialog.reading", has_text="The bridge of Port12 was opened in 1912").wait_for()
    page.keyboard.press("Escape")
    greeting.locator(".to-documents", has_text="All 13 articles").click()
    page.locator("table.articles").wait_for()
    assert visit.complaints == []


def test_suggestions_lead_to_answers_and_on_to_others(
    visit: Visit, seeds: Assistant, pictures: Path
) -> None:
    page = visit.open()
    first = page.locator("#thread .greeting .suggestion")
    first.first.wait_for()
    assert first.first.inner_text() == AFGHANISTAN
    for question in first.all_inner_texts():
        assert not seeds.ask(question).refused
    first.first.click()
    page.locator(SETTLED).wait_for()
    assert page.locator("#thread .question").all_inner_texts() == [AFGHANISTAN]

    follow_ups = page.locator("#thread .follow-ups .suggestion")
    follow_ups.first.wait_for()
    offered = follow_ups.all_inner_texts()
    assert 1 <= len(offered) <= 3
    assert AFGHANISTAN not in offered
    page.screenshot(path=pictures / "follow-ups.png")
    follow_ups.first.click()
    page.locator(SETTLED).nth(1).wait_for()
    assert "The articles do not say." not in page.locator(SETTLED).last.inner_text()
    assert page.locator("#thread .question").last.inner_text() == offered[0]
    assert visit.complaints == []


@pytest.fixture(scope="module")
def undated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChatServer]:
    """Ten articles without a date: three about an earthquake, the others about nothing shared."""
    root = tmp_path_factory.mktemp("undated")
    folder = root / "articles"
    folder.mkdir()
    for place in ("Arnum", "Belhaven", "Corvik"):
        text = (
            f"An earthquake shook {place} at night. The earthquake destroyed the harbour of "
            f"{place}. Rescue teams look for survivors. More rescue teams are on their way.\n"
        )
        (folder / f"quake-{place}.txt").write_text(text, encoding="utf-8")
    others = (
        "To bake bread, mix flour, water, salt and yeast. Let the dough rest for a night.",
        "The parliament passed a law on fishing rights, which the minister signed.",
        "The striker scored twice, and the goalkeeper saved a penalty in the last minute.",
        "A violin has four strings. Its bow is strung with the hair of a horse.",
        "The telescope found a planet that goes round its star in nine days.",
        "Bees tell each other by a dance where flowers are.",
        "The company sold fewer cars than a year before, and its shares fell.",
    )
    for number, text in enumerate(others):
        (folder / f"other-{number}.txt").write_text(f"{text}\n", encoding="utf-8")
    with ChatServer(root / "home", ["--folder", str(folder)]) as server:
        yield server


def test_undated_articles_are_listed_by_topic_and_a_topic_can_be_asked_alone(
    visiting: Callable[..., Visit], undated: ChatServer, pictures: Path
) -> None:
    visit = visiting(undated)
    page = visit.open()
    topic = page.locator(".greeting h4", has_text="3 articles")
    topic.wait_for()
    assert topic.inner_text().startswith("Earthquake, rescue")
    titles = page.locator(".greeting .newest ul").first.locator(".open-article").all_inner_texts()
    assert len(titles) == 2
    assert all("earthquake shook" in title for title in titles)
    page.screenshot(path=pictures / "topics.png")
    topic.locator(".ask-only").click()
    page.locator("#filtered", has_text="3 chosen articles").wait_for()
    page.locator("#composer textarea").fill("Where did an earthquake destroy the harbour?")
    page.keyboard.press("Enter")
    page.locator(SETTLED, has_text="3 chosen articles").wait_for()
    assert visit.complaints == []
