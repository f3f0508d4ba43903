"""What a person reads: many conversations, summaries, articles with runs of blank lines."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from serving import ChatServer

from qa.answers import REFUSAL, Answer
from qa.web.conversations import Conversations
from qa.web.database import Database
from qa.web.records import Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Visit

pytestmark = pytest.mark.browser

SETTLED = "#thread .answer:has(.actions:not(.resting))"
GAP = "\n" * 40
LIGHTHOUSE = (
    f"The lighthouse of Ormsvik\n\nIt stands on a rock.{GAP}The lighthouse of Ormsvik was built "
    f"by the engineer Sunniva Dahl in 1887.{GAP}It burned whale oil until 1931.\n"
)
BRIDGE = (
    "The bridge of Tarnholm\n\nThe bridge of Tarnholm was opened in 1932 by the mayor. It carries "
    "two tracks and a road. Forty workers died while it was built.\n"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChatServer]:
    root = tmp_path_factory.mktemp("reading")
    (root / "articles").mkdir()
    (root / "articles" / "lighthouse.txt").write_text(LIGHTHOUSE, encoding="utf-8")
    (root / "articles" / "bridge.txt").write_text(BRIDGE, encoding="utf-8")
    with ChatServer(root / "home", ["--folder", str(root / "articles")]) as server:
        yield server


def fill(server: ChatServer, number: int) -> None:
    """Keep so many conversations, four a day, the last one from today."""
    database = server.home / "chat.sqlite"
    folder = str((server.home.parent / "articles").resolve())
    kept = Conversations(database, folder)
    noon = datetime.now().astimezone().replace(hour=12)
    with Database(database).work() as connection:
        connection.execute("DELETE FROM conversations")
    for index in range(number):
        question = f"Question {index} about the harbour of Port{index}?"
        answer = Answer(question, REFUSAL, (), True, 0.0, (), (), (), "")
        identity, _ = kept.add(None, answer, Scope(2))
        day = noon - timedelta(days=(number - 1 - index) // 4, minutes=number - index)
        with Database(database).work() as connection:
            connection.execute(
                "UPDATE conversations SET updated = ? WHERE id = ?",
                (day.astimezone(UTC).isoformat(timespec="milliseconds"), identity),
            )


@pytest.mark.parametrize("number", [11, 30, 300])
def test_all_conversations_are_listed_by_day_and_reached(
    visiting: Callable[..., Visit], server: ChatServer, pictures: Path, number: int
) -> None:
    fill(server, number)
    visit = visiting(server)
    page = visit.open()
    links = page.locator("#conversations a.conversation")
    links.first.wait_for()
    listed = min(number, 200)
    assert links.count() == listed
    outside = """elements => elements.filter(element => {
        const box = element.getBoundingClientRect();
        const bar = document.querySelector("#sidebar").getBoundingClientRect();
        return box.left < bar.left - 1 || box.right > bar.right + 1;
    }).length"""
    assert links.evaluate_all(outside) == 0
    listing = page.locator("#conversations")
    scrolls = "element => element.scrollHeight > element.clientHeight"
    assert listing.evaluate(scrolls), "the list scrolls by itself"
    days = page.locator("#conversations h2").all_inner_texts()
    assert days[:2] == ["Today", "Yesterday"]
    assert len(days) == -(-listed // 4)
    page.screenshot(path=pictures / f"conversations-{number}.png")

    assert links.first.inner_text().startswith(f"Question {number - 1} ")
    links.last.scroll_into_view_if_needed()
    links.last.click()
    oldest = f"Question {number - listed} about"
    page.locator("#thread .question", has_text=oldest).wait_for()
    shown = page.locator("#conversations a.current")
    shown.wait_for()
    assert shown.inner_text().startswith(oldest)
    shown.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.locator("#thread .question", has_text=f"Question {number - listed + 1} about").wait_for()

    search = page.locator("#search-names input, #search-names textarea")
    search.fill("Port7?")
    page.locator("#conversations a.conversation", has_text="Question 7 about").wait_for()
    links.nth(1).wait_for(state="detached")
    search.fill("zeppelin")
    page.locator("#conversations", has_text="No conversation contains these words.").wait_for()
    assert links.count() == 0
    search.fill("")
    links.nth(listed - 1).wait_for()
    assert visit.complaints == []


def test_on_a_small_screen_everything_is_within_reach(
    visiting: Callable[..., Visit], server: ChatServer, pictures: Path
) -> None:
    in_view = """element => {
        const box = element.getBoundingClientRect();
        return box.width > 0 && box.left >= -1 && box.right <= innerWidth + 1
            && box.top >= -1 && box.bottom <= innerHeight + 1;
    }"""
    for width, height in ((390, 780), (900, 800)):
        page = visiting(server, viewport={"width": width, "height": height}).open()
        composer = page.locator("#composer")
        for number in range(4):
            question = f"Who built the lighthouse of Ormsvik {'then ' * number}?"
            composer.locator("textarea").fill(question)
            composer.locator("textarea").press("Enter")
            page.locator(SETTLED).nth(number).wait_for()
            assert composer.evaluate(in_view)
        page.locator("#thread .answer .actions").last.locator("visible=true").wait_for()
        assert page.locator("#thread .question").last.evaluate(in_view)
        page.locator("#thread a.cite").last.click()
        card = page.locator(".of-answer.current .card").first
        card.locator("mark.span").wait_for()
        assert card.locator("mark.span").evaluate(in_view)
        sides = (
            "card => { const box = card.getBoundingClientRect(); return [box.left, box.right]; }"
        )
        left, right = card.evaluate(sides)
        assert left >= 0
        assert right <= width
        page.screenshot(path=pictures / f"small-{width}.png")
        if width == 390:
            page.keyboard.press("Escape")
            card.wait_for(state="hidden")
            assert page.evaluate("document.activeElement.className") == "cite"
        page.locator("#menu").click()
        page.locator("#conversations a.conversation").first.click()
        page.locator("#conversations").wait_for(state="hidden")


def test_a_summary_is_said_once(visiting: Callable[..., Visit], server: ChatServer) -> None:
    page = visiting(server).open()
    page.locator("#composer textarea").fill("Summarise the articles.")
    page.locator("#composer textarea").press("Enter")
    page.locator(SETTLED).wait_for()
    shown = page.locator("#thread .answer").inner_text()
    sentences = page.locator("#thread .answer .support").all_inner_texts()
    assert len(sentences) > 1
    for sentence in sentences:
        assert shown.count(sentence.partition(" [")[0]) == 1
    assert page.locator("#thread .answer .response").count() == 0


def test_runs_of_blank_lines_are_no_holes(
    visiting: Callable[..., Visit], server: ChatServer
) -> None:
    page = visiting(server).open()
    page.locator("#composer textarea").fill("Who built the lighthouse of Ormsvik?")
    page.locator("#composer textarea").press("Enter")
    page.locator(SETTLED).wait_for()
    card = page.locator(".of-answer.current .card").first
    assert "Sunniva Dahl" in card.inner_text()
    line = "element => parseFloat(getComputedStyle(element).lineHeight)"
    height = "element => element.getBoundingClientRect().height"
    passage = card.locator(".passage")
    assert passage.evaluate(height) < 14 * passage.evaluate(line)
    card.locator(".open-article").click()
    text = page.locator("dialog.reading .text")
    assert text.evaluate(height) < 14 * text.evaluate(line)
    assert "Sunniva Dahl" in text.locator("mark.span").inner_text()
