"""Five things that people do with a folder of articles, counted in actions and seconds.

The second is counted twice: up to the passage beside the answer, and up to the whole article.

    uv run python tests/benchmarks/five_tasks.py [--output figures.json]

A real browser uses the chat as a person would. An action is a click, a key that is pressed, a text
that is typed, or a file that is chosen; opening the page is none. The seconds are those that the
page takes, from the first action until what is wanted is seen; a person's own are not in them.

Beside them stand the actions that the same takes in kotaemon, as docs/usage.md of its repository
describes its page (commit 1cce536): files are uploaded and indexed in the tab "File index"; the tab
"Chat" has the conversation in the middle and the retrieved evidence in a panel at its right. What
that page does not describe is "-". Its answers need a language model, so no seconds are given.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from reading_speed import pdf
from reporting import print_table, write_json

sys.path.insert(0, str(Path(__file__).parents[1]))
from requirements import chromium
from serving import ChatServer

if TYPE_CHECKING:
    from playwright.sync_api import Page

SETTLED = "#thread .answer:has(.actions:not(.resting))"
#: Is there once the page can be used.
READY = "#conversations .empty, #conversations a.conversation"
COMPOSER = "#composer textarea"
PATIENCE = 60_000
ARTICLES: Mapping[str, str] = MappingProxyType(
    {
        "ferry-monday.txt": "Ferry sinks off Ormsvik\n\n7 March 2022\n\nThe ferry Havbris sank off "
        "Ormsvik on Sunday night. The disaster killed 28 people, the police said on Monday.\n",
        "ferry-friday.txt": "Toll of the ferry disaster rises\n\n11 March 2022\n\nThe ferry "
        "Havbris sank off Ormsvik on Sunday night. The disaster killed 54 people, police said.\n",
        "school.txt": "New school in Torne\n\n2 May 2022\n\nThe school in Torne has twelve rooms "
        "and cost 4 million crowns. The mayor, Sunniva Dahl, opened it on Monday.\n",
        "bridge.txt": "Bridge over the Alder\n\n9 June 2022\n\nThe bridge over the Alder is closed "
        "for repairs until September. The firm Hollis does the work.\n",
    }
)
PDF_TEXT = "The mill of Kelso burned down in 1874. It was rebuilt by James Ritchie in 1880."
#: Actions in kotaemon. Finding out what a folder is about, or checking an answer: type a question,
#: send it; the evidence stands beside the answer, as it does here after as many. Adding a PDF: open
#: the tab "File index", choose the file, "Upload and Index", open the tab "Chat", type, send.
KOTAEMON = ("2", "2", "-", "-", "6", "-")


class Counted:
    """A page that counts what a person does.

    Args:
        page: The page.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.actions = 0

    def click(self, selector: str) -> None:
        """Click the first element that a selector finds."""
        self.actions += 1
        self.page.locator(selector).first.click()

    def ask(self, question: str) -> None:
        """Type a question, send it, and wait for the answer."""
        before = self.page.locator(SETTLED).count()
        self.page.locator(COMPOSER).fill(question)
        self.page.locator(COMPOSER).press("Enter")
        self.actions += 2
        self.page.locator(SETTLED).nth(before).wait_for()

    def choose(self, selector: str, file: Path) -> None:
        """Choose a file to upload."""
        self.actions += 1
        self.page.locator(selector).first.set_input_files(file)

    def see(self, selector: str, text: str) -> None:
        """Wait until an element shows a text."""
        self.page.locator(selector, has_text=text).first.wait_for()


def know_the_folder(page: Counted) -> None:
    """What is the folder about? The first view lists its articles."""
    page.see("#thread .greeting .newest", "New school in Torne")
    page.see("#thread .greeting .newest", "Toll of the ferry disaster rises")


def check_the_source(page: Counted) -> None:
    """Where does the answer come from? The passage stands beside it, word for word and marked."""
    page.ask("Who opened the school in Torne?")
    page.see("#sources mark.span", "Sunniva Dahl")


def read_on(page: Counted) -> None:
    """What else does the source say? The whole article, open at the passage."""
    check_the_source(page)
    page.click(".of-answer.current .open-article")
    page.see("dialog.reading mark.span", "Sunniva Dahl")


def find_who_differs(page: Counted) -> None:
    """Who says otherwise? The answer names both numbers with their articles."""
    page.ask("How many people did the ferry disaster kill?")
    page.see(SETTLED, "54")
    page.see(SETTLED, "28")


def add_a_pdf(file: Path) -> Callable[[Counted], None]:
    """Return the task: add a PDF and ask it alone."""

    def task(page: Counted) -> None:
        page.page.get_by_role("tab", name="Documents").click()
        page.actions += 1
        page.choose("#documents input[type=file]", file)
        page.see("#outcome .added", "Added:")
        page.click("#outcome .ask-only")
        page.page.locator("#filtered", has_text="1 chosen article").wait_for()
        page.ask("When did the mill burn down?")
        page.see(SETTLED, "1874")

    return task


def export_an_answer(page: Counted) -> None:
    """Take an answer with its sources along, as Markdown in the clipboard."""
    page.ask("Which firm repairs the bridge over the Alder?")
    last = f"{SETTLED} >> nth=-1"
    page.page.locator(last).locator(".more summary").click()
    page.page.locator(last).locator(".markdown").click()
    page.actions += 2
    page.page.locator(last).locator(".markdown", has_text="Copied").wait_for()
    taken = page.page.evaluate("navigator.clipboard.readText()")
    if "Hollis" not in taken or "bridge.txt" not in taken:
        sys.exit(f"the clipboard lacks the answer or its source: {taken!r}")


def main() -> None:
    """Do the tasks, print how many actions and seconds each took, and write JSON where told to."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--output", type=Path, metavar="JSON", help="write the figures here")
    arguments = parser.parse_args()
    from playwright.sync_api import sync_playwright

    figures: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as base, sync_playwright() as playwright:
        folder = Path(base) / "articles"
        folder.mkdir()
        for name, text in ARTICLES.items():
            (folder / name).write_text(text, encoding="utf-8")
        file = Path(base) / "mill.pdf"
        file.write_bytes(pdf(PDF_TEXT))
        tasks: dict[str, Callable[[Counted], None]] = {
            "find out what a folder is about": know_the_folder,
            "check an answer at its source": check_the_source,
            "check it, and read on in the whole article": read_on,
            "find who says otherwise": find_who_differs,
            "add a PDF and ask it": add_a_pdf(file),
            "export an answer with its sources": export_an_answer,
        }
        with ChatServer(Path(base) / "home", ["--folder", str(folder)]) as server:
            browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
            context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
            context.set_default_timeout(PATIENCE)
            for (name, task), other in zip(tasks.items(), KOTAEMON, strict=True):
                page = Counted(context.new_page())
                began = time.perf_counter()
                page.page.goto(server.url)
                page.page.locator("#thread .greeting").wait_for()
                if task is not know_the_folder:
                    page.page.locator(READY).first.wait_for(state="attached")
                    began = time.perf_counter()
                task(page)
                seconds = time.perf_counter() - began
                figures[name] = {"actions": page.actions, "seconds": seconds, "kotaemon": other}
                page.page.close()
            browser.close()
    rows = [
        [name, str(one["actions"]), f"{one['seconds']:.1f}", one["kotaemon"]]
        for name, one in figures.items()
    ]
    print_table("Five tasks", ["", "actions", "seconds", "actions in kotaemon"], rows)
    if arguments.output:
        write_json(arguments.output, {"tasks": figures})


if __name__ == "__main__":
    main()
