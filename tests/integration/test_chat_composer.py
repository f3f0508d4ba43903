"""What is typed is never lost: sending, waiting, stopping, and events that change nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from serving import ChatServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Visit
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

AFGHANISTAN = "When does the Afghanistan withdrawal end?"
AUSTIN = "Who is Lloyd Austin?"
SETTLED = "#thread .answer:has(.actions:not(.resting))"


@pytest.fixture
def slow(tmp_path: Path) -> Iterator[ChatServer]:
    with ChatServer(tmp_path / "home", module="slow_chat") as server:
        yield server


def send(page: Page, question: str) -> None:
    page.locator("#composer textarea").fill(question)
    page.locator("#composer textarea").press("Enter")


def do(page: Page, button: str, command: str) -> None:
    """Send a command as the page's script does, and wait until its event is over."""
    page.locator("#command textarea").evaluate(
        "(box, text) => { box.value = text;"
        " box.dispatchEvent(new Event('input', {bubbles: true})); }",
        command,
    )
    with page.expect_response(lambda response: "/queue/join" in response.url):
        page.locator(button).evaluate("button => setTimeout(() => button.click(), 0)")


def test_an_event_that_changes_nothing_leaves_the_view_as_it_is(visit: Visit) -> None:
    page = visit.open()
    send(page, AFGHANISTAN)
    page.locator(SETTLED).wait_for()
    sources = page.locator("#sources").inner_text()
    page.locator("#composer textarea").press("Enter")
    page.locator("#composer .submit-button").click()
    nothing = [("#ask", "ask "), ("#ask", "retry x"), ("#ask", "retry 999999999")]
    nothing += [("#act", "edit x"), ("#act", "nothing 1"), ("#act", "")]
    for button, command in nothing:
        do(page, button, command)
    # The last of these events is over once another one has been answered behind it.
    page.locator("#thread .answer .more summary").click()
    page.locator("#thread .answer .up").click()
    page.locator("#thread .answer .up.given").wait_for(state="attached")
    assert page.locator("#thread .question").all_inner_texts() == [AFGHANISTAN]
    assert page.locator("#sources").inner_text() == sources
    assert page.locator("#conversations a.conversation").count() >= 1
    page.get_by_role("tab", name="Documents").click()
    page.locator("table.articles").wait_for()
    assert page.get_by_text("Error", exact=True).count() == 0
    assert visit.complaints == []


def test_removing_no_file_leaves_the_documents_as_they_are(visit: Visit) -> None:
    page = visit.open()
    page.get_by_role("tab", name="Documents").click()
    page.locator("table.articles").wait_for()
    article = {"name": "kept.txt", "mimeType": "text/plain", "buffer": b"A bridge opened in May."}
    page.locator("#upload input[type=file]").set_input_files([article])
    page.locator("#outcome", has_text="Added: kept.txt.").wait_for()
    with page.expect_response(lambda response: "/queue/join" in response.url):
        page.locator("#remove").click()
    page.get_by_role("checkbox", name="kept.txt").check()
    page.locator("#remove").click()
    page.locator("#outcome", has_text="Removed: kept.txt.").wait_for()
    assert page.locator("table.articles tbody tr").count() == 2
    assert visit.complaints == []


def test_what_is_typed_stays_and_a_second_question_waits(
    visiting: Callable[..., Visit], slow: ChatServer
) -> None:
    visit = visiting(slow)
    page = visit.open()
    composer = page.locator("#composer textarea")
    (slow.home / "pieces").write_text("1")
    send(page, AFGHANISTAN)
    assert composer.input_value() == "", "the composer is free at once"
    composer.press_sequentially("Who is")
    page.locator(".answer .notice", has_text="Piece 1 has come.").wait_for()
    (slow.home / "pieces").write_text("2")
    page.locator(".answer .notice", has_text="Piece 2 has come.").wait_for()
    assert composer.input_value() == "Who is"
    composer.press_sequentially(" Lloyd Austin?")
    composer.press("Enter")
    page.locator("#waiting", has_text=f"Waiting: {AUSTIN}").wait_for()
    composer.press_sequentially("And then")
    page.locator("#composer button", has_text="Stop").click()
    page.locator("#thread .question", has_text=AUSTIN).wait_for()
    page.locator("#waiting").wait_for(state="hidden")
    page.locator(".answer .notice", has_text="Piece 2 has come.").nth(1).wait_for()
    page.locator("#composer button", has_text="Stop").click()
    page.locator(SETTLED).nth(1).wait_for()
    assert page.locator("#thread .question").all_inner_texts() == [AFGHANISTAN, AUSTIN]
    assert composer.input_value() == "And then"
    assert page.locator("#conversations a.conversation").count() == 1
    assert visit.complaints == []


def test_a_stopped_question_comes_back_unless_another_one_is_typed(
    visiting: Callable[..., Visit], slow: ChatServer
) -> None:
    from playwright.sync_api import expect

    page = visiting(slow).open()
    composer = page.locator("#composer textarea")
    stop = page.locator("#composer button", has_text="Stop")
    for typed, left in (("", AFGHANISTAN), ("And then", "And then")):
        send(page, AFGHANISTAN)
        page.locator(".answer.pending").wait_for()
        composer.press_sequentially(typed)
        stop.click()
        stop.wait_for(state="detached")
        page.locator("#returned .returned", has_text=AFGHANISTAN).wait_for(state="attached")
        expect(composer).to_have_value(left)


def test_an_overlong_question_and_a_wrong_date_are_said(visit: Visit) -> None:
    page = visit.open()
    long = "why " * 600
    page.locator("#composer textarea").fill(long)
    assert page.locator("#composer textarea").input_value() == long, "nothing is cut silently"
    page.locator("#composer textarea").press("Enter")
    page.locator(".answer.failed", has_text="at most 2,000 are read").wait_for()
    page.locator("#filters button").first.click()
    page.locator("#since input").fill("someday")
    page.locator("#since input.invalid").wait_for()
    told = "box => getComputedStyle(box.closest('.timebox'), '::after').content"
    assert "This is not a date" in page.locator("#since input").evaluate(told)
    page.locator("#since input").fill("2021-07-01")
    page.keyboard.press("Enter")
    page.locator("#filtered", has_text="Not searched: 1 article without a date.").wait_for()


def test_an_answer_does_not_bring_back_the_conversation_that_was_left(
    visiting: Callable[..., Visit], slow: ChatServer
) -> None:
    visit = visiting(slow)
    page = visit.open()
    (slow.home / "pieces").write_text("1")
    send(page, AUSTIN)
    page.locator(".answer .notice", has_text="Piece 1 has come.").wait_for()
    page.locator("#thread .stop-here").click()
    page.locator(SETTLED).wait_for()

    page.locator("#new").click()
    page.locator("#thread .greeting").wait_for()
    send(page, AFGHANISTAN)
    page.locator(".answer .notice", has_text="Piece 1 has come.").wait_for()
    page.locator("#conversations a.conversation", has_text=AUSTIN).click()
    page.locator("#thread .question", has_text=AUSTIN).wait_for()
    (slow.home / "pieces").write_text("2")
    with page.expect_response(lambda response: "/queue/join" in response.url):
        page.locator("#sidebar input").first.fill("A")  # an event behind the second piece
    page.locator("#conversations a.conversation", has_text=AFGHANISTAN).wait_for()
    assert page.locator("#thread .question").all_inner_texts() == [AUSTIN]

    page.locator("#conversations a.conversation", has_text=AFGHANISTAN).click()
    page.locator("#thread .question", has_text=AFGHANISTAN).wait_for()
    (slow.home / "pieces").write_text("3")
    page.locator(".answer .notice", has_text="Piece 3 has come.").wait_for()
    assert page.locator("#thread .question").all_inner_texts() == [AFGHANISTAN]
    page.locator("#thread .stop-here").click()
    page.locator(SETTLED).wait_for()
    assert visit.complaints == []
