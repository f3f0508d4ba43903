"""How the page looks and how it is used without a mouse; its pictures are there to be looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Visit
    from playwright.sync_api import Page
    from serving import ChatServer

pytestmark = pytest.mark.browser

DESK = {"width": 1280, "height": 860}
PHONE = {"width": 380, "height": 780}
AFGHANISTAN = "When does the Afghanistan withdrawal end?"
NOWHERE = "Who won the women's football final?"
SETTLED = "#thread .answer .actions:not(.resting)"


@pytest.fixture
def findings() -> Callable[[Page], list[str]]:
    """Asks axe-core for all that is not minor."""
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()

    def findings(page: Page) -> list[str]:
        found: list[dict[str, Any]] = axe.run(page).response["violations"]
        return [
            f"{one['id']}: {node['html'][:200]} {node.get('failureSummary', '')}"
            for one in found
            if one["impact"] != "minor"
            for node in one["nodes"]
        ]

    return findings


def ask(page: Page, question: str) -> None:
    before = page.locator(SETTLED).count()
    page.locator("#composer textarea").fill(question)
    page.locator("#composer textarea").press("Enter")
    page.locator(SETTLED).nth(before).wait_for()


def assert_nothing_sticks_out(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    outside = """elements => elements.filter(element => {
        const box = element.getBoundingClientRect();
        return box.width && (box.left < -1 || box.right > innerWidth + 1);
    }).map(element => element.outerHTML.slice(0, 120))"""
    shown = "#masthead h1, #talk button, #thread .answer, #composer, #side .card, #documents .block"
    assert page.locator(shown).evaluate_all(outside) == []


@pytest.mark.parametrize(
    ("name", "size", "scheme"),
    [
        ("desk-light", DESK, "light"),
        ("desk-dark", DESK, "dark"),
        ("phone-light", PHONE, "light"),
        ("phone-dark", PHONE, "dark"),
    ],
)
def test_the_page_fits_and_is_accessible(
    visiting: Callable[..., Visit],
    chat: ChatServer,
    pictures: Path,
    findings: Callable[[Page], list[str]],
    name: str,
    size: dict[str, int],
    scheme: str,
) -> None:
    visit = visiting(chat, viewport=size, color_scheme=scheme, reduced_motion="reduce")
    page = visit.open()
    found: dict[str, list[str]] = {}

    def look(state: str, *, whole: bool = False) -> None:
        assert_nothing_sticks_out(page)
        page.screenshot(path=pictures / f"{state}-{name}.png", full_page=whole)
        found[state] = findings(page)

    look("greeting")
    ask(page, AFGHANISTAN)
    look("answer", whole=size == PHONE)
    if size == PHONE:
        page.locator("#thread a.cite").first.click()
        look("sources")
    page.locator(".of-answer.current .open-article").first.click()
    page.locator("dialog.reading").wait_for()
    look("article")
    page.keyboard.press("Escape")
    page.locator(".open-article:focus").wait_for()  # the dialog gives the focus back, in its time
    ask(page, NOWHERE)
    look("refusal", whole=size == PHONE)
    page.locator("#filters button").first.click()
    page.locator("#since input").fill("2021-07-01")
    page.keyboard.press("Enter")
    page.locator("#filtered", has_text="Filter on").wait_for()
    look("filters", whole=size == PHONE)
    if size == PHONE:
        page.locator("#menu").click()
        page.locator("#conversations a.conversation").first.wait_for()
        look("conversations")
        page.keyboard.press("Escape")
    page.get_by_role("tab", name="Documents").click()
    page.locator("table.articles").wait_for()
    page.locator("#search-articles input, #search-articles textarea").fill("Sahel")
    page.keyboard.press("Enter")
    page.locator("#hits .card").first.wait_for()
    look("documents", whole=size == PHONE)
    if size == PHONE:
        page.locator("#menu").click()
        page.locator("#conversations a.conversation").first.wait_for()
    assert {state: seen for state, seen in found.items() if seen} == {}
    assert visit.complaints == []


def test_the_keyboard_is_enough(visit: Visit) -> None:
    page = visit.open()
    composer = page.locator("#composer textarea")
    composer.focus()
    page.keyboard.type("When does the withdrawal")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("from Afghanistan end?")
    assert composer.input_value() == "When does the withdrawal\nfrom Afghanistan end?"
    assert page.locator("#thread .question").count() == 0
    page.keyboard.press("Enter")
    page.locator(SETTLED).wait_for()
    assert composer.evaluate("area => area === document.activeElement")

    page.keyboard.press("Shift+Tab")
    reached = []
    for _ in range(12):
        reached.append(page.evaluate("document.activeElement.className.split(' ').at(-1)"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid", reached
        if reached[-1] == "cite":
            break
        page.keyboard.press("Shift+Tab")
    assert reached[-1] == "cite", reached
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className").startswith("card")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className") == "cite"
