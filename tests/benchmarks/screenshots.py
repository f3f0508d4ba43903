"""Pictures of the chat in a real browser, at four widths, light and dark, and what axe-core finds.

    uv run python tests/benchmarks/screenshots.py OUT [--folder DIR] [--widths 390 1280]

The states are: first view, answer, refusal, summary, an article, documents, 30 conversations. They
are pictures for a person to look at; the findings of axe-core are printed, with their level. For
pictures of an earlier version, run this script in the folder of its checkout; a state that it lacks
is passed over.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))
from requirements import chromium
from serving import ChatServer

if TYPE_CHECKING:
    from playwright.sync_api import Page

HEIGHTS = {390: 844, 900: 1000, 1280: 860, 1920: 1080}
SETTLED = "#thread .answer .actions:not(.resting)"
COMPOSER = "#composer textarea"
ANSWERED = "When does the Afghanistan withdrawal end?"
REFUSED = "Who won the women's football final?"
SUMMARY = "What are these articles about?"
#: Milliseconds; another measurement may be running on the same machine.
PATIENCE = 60_000


def ask(page: Page, question: str) -> None:
    """Ask a question and wait for its answer."""
    before = page.locator(SETTLED).count()
    page.locator(COMPOSER).fill(question)
    page.locator(COMPOSER).press("Enter")
    page.locator(SETTLED).nth(before).wait_for()
    page.wait_for_timeout(400)  # the page scrolls to the question


def begin(page: Page) -> None:
    """Begin a new conversation, whose list a phone hides behind a button."""
    new = page.locator("#new")
    if not new.is_visible() and page.locator("#menu").count():
        page.locator("#menu").click()
    new.click()
    page.locator("#thread .greeting").wait_for()


def states(page: Page) -> Iterator[tuple[str, Callable[[], None]]]:
    """Yield each state's name and what leads to it from the one before."""
    yield "first-view", lambda: page.locator("#thread .greeting").wait_for()
    yield "answer", lambda: ask(page, ANSWERED)
    yield "article", lambda: _open_article(page)
    yield "refusal", lambda: _close_and_ask(page, REFUSED)
    yield "summary", lambda: _begin_and_ask(page, SUMMARY)
    yield "conversations", lambda: _show_conversations(page)
    yield "documents", lambda: _show_documents(page)


def _open_article(page: Page) -> None:
    if not page.locator(".of-answer.current .open-article").first.is_visible():
        page.locator("#thread a.cite").first.click()
    page.locator(".of-answer.current .open-article").first.click()
    page.locator("dialog.reading").wait_for()


def _close_and_ask(page: Page, question: str) -> None:
    page.keyboard.press("Escape")
    page.locator("dialog.reading").wait_for(state="hidden")
    if page.locator("#sources .close").count() and page.locator("#sources .close").is_visible():
        page.locator("#sources .close").click()
    ask(page, question)


def _begin_and_ask(page: Page, question: str) -> None:
    begin(page)
    ask(page, question)


def _show_conversations(page: Page) -> None:
    if not page.locator("#conversations").is_visible():
        page.locator("#menu").click()
    page.locator("#conversations a.conversation").first.wait_for()


def _show_documents(page: Page) -> None:
    page.goto(page.url.partition("?")[0])
    page.locator(COMPOSER).wait_for()
    page.get_by_role("tab", name="Documents").click()
    page.locator("table.articles").wait_for()


def fill(page: Page, conversations: int) -> None:
    """Make conversations."""
    for number in range(conversations):
        begin(page)
        ask(page, f"{ANSWERED[:-1]} in part {number + 1}?")


def main() -> None:
    """Take the pictures and print what axe-core finds."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("out", type=Path, help="folder for the pictures")
    parser.add_argument("--folder", type=Path, help="articles; else the two sample articles")
    parser.add_argument("--widths", type=int, nargs="+", default=[*HEIGHTS])
    parser.add_argument("--conversations", type=int, default=30, help="how many are listed")
    parser.add_argument("--schemes", nargs="+", default=["light", "dark"])
    arguments = parser.parse_args()
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import Error, sync_playwright

    axe, found, missing = Axe(), Counter[tuple[str, str]](), list[str]()
    arguments.out.mkdir(parents=True, exist_ok=True)
    asked = ["--folder", str(arguments.folder.resolve())] if arguments.folder else []
    with (
        tempfile.TemporaryDirectory() as base,
        ChatServer(Path(base) / "home", asked) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        filled = False
        for width in arguments.widths:
            for scheme in arguments.schemes:
                context = browser.new_context(
                    viewport={"width": width, "height": HEIGHTS.get(width, 1000)},
                    color_scheme=scheme,
                    reduced_motion="reduce",
                )
                context.set_default_timeout(PATIENCE)
                page = context.new_page()
                page.goto(server.url)
                page.locator(COMPOSER).wait_for()
                if not filled:
                    fill(page, arguments.conversations)
                    page.goto(server.url)
                    page.locator(COMPOSER).wait_for()
                    filled = True
                for state, reach in states(page):
                    name = f"{state}-{width}-{scheme}"
                    try:
                        reach()
                    except Error as error:
                        missing.append(f"{name}: {str(error).splitlines()[0]}")
                        continue
                    page.screenshot(path=arguments.out / f"{name}.png")
                    for one in axe.run(page).response["violations"]:
                        for node in one["nodes"]:
                            found[one["impact"], f"{one['id']} {node['html'][:110]}"] += 1
                context.close()
        browser.close()
    for (impact, finding), count in sorted(found.items()):
        print(f"{impact:9} {count:3} x {finding}")
    print(f"axe-core: {sum(found.values())} findings, {len(found)} different")
    for one in missing:
        print(f"not reached: {one}")


if __name__ == "__main__":
    main()
