"""Adding articles: dropped anywhere, pasted, asked alone; sorting and filtering them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from serving import ChatServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Visit

pytestmark = pytest.mark.browser

SETTLED = "#thread .answer:has(.actions:not(.resting))"
LIGHTHOUSE = (
    "The lighthouse of Ormsvik\n\nThe lighthouse of Ormsvik was built by the engineer Sunniva Dahl "
    "in 1887. It burned whale oil until 1931.\n"
)
DROP = """names => {
    const carried = new DataTransfer();
    for (const [name, text] of names) carried.items.add(new File([text], name));
    for (const kind of ["dragover", "drop"]) {
        document.querySelector("#composer").dispatchEvent(
            new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: carried}));
    }
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChatServer]:
    root = tmp_path_factory.mktemp("documents")
    folder = root / "articles"
    folder.mkdir()
    (folder / "a-new.txt").write_text("Zebras return\n2020-05-04\n\nZebras are back in Port.\n")
    (folder / "b-old.txt").write_text("Apples fall\n1990-01-02\n\nApples fell all over Port.\n")
    long = "a-very-long-name-of-a-file-that-does-not-fit-into-a-narrow-column-of-a-table.txt"
    (folder / long).write_text("Mules wait\n\nMules wait at the gate of Port.\n")
    with ChatServer(root / "home", ["--folder", str(folder)]) as server:
        yield server


def test_dropped_and_pasted_texts_are_added_and_asked_alone(
    visiting: Callable[..., Visit], server: ChatServer, pictures: Path
) -> None:
    visit = visiting(server)
    page = visit.open()
    page.evaluate(DROP, [["ormsvik.txt", LIGHTHOUSE], ["program.exe", "MZ"]])
    outcome = page.locator("#outcome")
    page.locator("#outcome .added", has_text="Added: ormsvik.txt.").wait_for()
    page.locator("#outcome .refused", has_text="program.exe was not added").wait_for()
    assert "pdf" in page.locator("#adding .details").inner_text()
    page.screenshot(path=pictures / "added.png")
    outcome.locator(".ask-only").click()
    page.locator("#filtered", has_text="Filter on: 1 chosen article.").wait_for()
    composer = page.locator("#composer textarea")
    composer.fill("Who built the lighthouse of Ormsvik?")
    composer.press("Enter")
    page.locator(SETTLED).wait_for()
    assert "Sunniva Dahl" in page.locator(SETTLED).inner_text()

    page.get_by_role("tab", name="Documents").click()
    page.locator("#paste button").first.click()
    page.locator("#add-text").click()
    page.locator("#outcome", has_text="The field for the text is empty.").wait_for()
    page.locator("#paste-title :is(input, textarea)").fill("The <b>ferry</b> of Ormsvik")
    page.locator("#paste-text textarea").fill("The ferry of Ormsvik sails at noon.")
    page.locator("#add-text").click()
    page.locator("#outcome .added", has_text="Added:").wait_for()
    page.locator("table.articles", has_text="The <b>ferry</b> of Ormsvik").wait_for()
    assert page.locator("#paste-text textarea").input_value() == ""

    page.locator("#kind label", has_text="Uploaded").click()
    rows = page.locator("table.articles tbody tr")
    rows.nth(2).wait_for(state="detached")
    assert rows.count() == 2
    assert visit.complaints == []


def test_articles_are_sorted_filtered_and_their_names_are_whole(
    visiting: Callable[..., Visit], server: ChatServer
) -> None:
    page = visiting(server, viewport={"width": 390, "height": 780}).open()
    page.get_by_role("tab", name="Documents").click()
    page.locator("table.articles").wait_for()
    titles = page.locator("table.articles th[scope=row]")

    def sort(order: str, first: str) -> list[str]:
        page.locator("#order input").click()
        page.get_by_role("option", name=order, exact=True).click()
        page.locator("table.articles tbody tr:first-child", has_text=first).wait_for()
        return titles.all_inner_texts()

    mine = ["Zebras return", "Apples fall", "Mules wait"]
    ordered = sort("Title", "Apples fall")
    assert [title for title in ordered if title in mine] == sorted(mine)
    ordered = sort("Newest first", "Zebras return")
    assert [title for title in ordered if title in mine] == mine
    lines = """cells => Math.max(...cells.map(cell =>
        cell.getBoundingClientRect().height / parseFloat(getComputedStyle(cell).lineHeight)))"""
    files = page.locator("table.articles td:nth-child(3)")
    assert files.evaluate_all(lines) < 8
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0

    page.locator("#kind label", has_text="Undated").click()
    page.locator("table.articles tr", has_text="Zebras return").wait_for(state="detached")
    assert "Mules wait" in titles.all_inner_texts()
