from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from serving import ChatServer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Visit
    from playwright.sync_api import Locator, Page

    from qa import Assistant

pytestmark = pytest.mark.browser

AFGHANISTAN = "When does the Afghanistan withdrawal end?"
ARTICLE = """The lighthouse of Ormsvik

The lighthouse of Ormsvik was built by the engineer Sunniva Dahl in 1887. It burned whale oil
until 1931, when the keeper Aksel Brandt had it converted to electricity.
"""


def answers(page: Page) -> Locator:
    """The answers, once none is on its way."""
    return page.locator("#thread .answer:has(.actions:not(.resting))")


def ask(page: Page, question: str) -> None:
    before = answers(page).count()
    page.locator("#composer textarea").fill(question)
    page.keyboard.press("Enter")
    answers(page).nth(before).wait_for()


def last_answer(page: Page) -> str:
    return page.locator("#thread .answer[id]").last.inner_text()


def test_an_answer_comes_with_its_passages(visit: Visit, seeds: Assistant) -> None:
    page = visit.open()
    page.locator("#thread .suggestion").first.wait_for()
    assert page.locator("#thread .suggestion").first.inner_text() == AFGHANISTAN
    page.locator("#thread .suggestion").first.click()
    answers(page).wait_for()

    expected = seeds.ask(AFGHANISTAN)
    assert not expected.refused
    assert page.locator(".answer .response strong").inner_text() == expected.text
    numbers = [f"[{citation.number}]" for citation in expected.citations]
    sentences = page.locator(".answer .support a.cite")
    assert [link.inner_text().split()[0] for link in sentences.all()] == numbers
    # "Both articles say 31 August [1][2]": the numbers in a notice lead to the same cards.
    noticed = page.locator(".answer .remark a.cite")
    assert [link.inner_text().split()[0] for link in noticed.all()] == numbers
    noticed.first.click()
    first = f"-{expected.citations[0].number}"
    page.locator(f".of-answer.current .card.flash[id$='{first}']").wait_for()
    second = expected.citations[1]
    sentences.filter(has_text="[2]").click()
    card = page.locator(f".of-answer.current .card[id$='-{second.number}']")
    assert "flash" in (card.get_attribute("class") or "")
    assert card.evaluate("card => card === document.activeElement")
    text = seeds.article(second.article_id).text
    marked = [text[start:end] for start, end in second.spans]
    assert card.locator("mark.span").all_inner_texts() == marked
    assert card.locator("mark.quote").inner_text() == second.quote
    assert second.title in card.inner_text()
    assert (second.published or "undated") in card.inner_text()
    assert second.path in card.inner_text()

    card.locator(".open-article").click()
    dialog = page.locator("dialog.reading")
    assert dialog.locator("mark.quote").inner_text() == second.quote
    assert dialog.locator("#passage").evaluate(
        "mark => { const box = mark.getBoundingClientRect();"
        " return box.top >= 0 && box.bottom <= innerHeight; }"
    )
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    assert visit.complaints == []


def test_a_refusal_shows_what_is_near(visit: Visit) -> None:
    page = visit.open()
    ask(page, "Who won the women's football final?")
    assert "The articles do not say." in last_answer(page)
    assert "Searched 2 articles." in last_answer(page)
    assert page.locator(".of-answer.current .card").count() == 0, "nothing is near"
    ask(page, "How tall is the Pentagon?")
    assert "The articles do not say." in last_answer(page)
    assert "The nearest that they say: " in last_answer(page)
    assert page.locator(".of-answer.current h2").inner_text() == "Related, but not an answer"
    cards = page.locator(".of-answer.current .card")
    numbers = [text[0] for text in cards.locator(".number").all_inner_texts()]
    assert numbers == list("abcde"[: len(numbers)])
    assert numbers
    for passage in cards.locator(".passage").all_inner_texts():
        assert len(passage) < 500, "one sentence"

    page.locator(".search-for").last.click()
    page.locator("#hits .card", has_text="Pentagon").first.wait_for()
    words = page.locator("#search-articles :is(input, textarea)").input_value()
    assert words == "tall pentagon"


def test_the_sources_are_those_of_the_answer_in_view(visit: Visit) -> None:
    page = visit.open()
    page.set_viewport_size({"width": 1280, "height": 480})
    for question in (AFGHANISTAN, "Who is the French defence minister?", "Who is Lloyd Austin?"):
        ask(page, question)
    assert page.locator(".of-answer.current .asked").inner_text() == "Who is Lloyd Austin?"
    page.locator("#thread [role=log]").hover()
    first = page.locator(".of-answer.current .asked", has_text=AFGHANISTAN)
    # Gradio scrolls down once more, a moment after an answer came.
    for _ in range(40):
        page.mouse.wheel(0, -5_000)
        page.wait_for_timeout(250)
        if first.is_visible():
            break
    assert first.is_visible()


def test_a_follow_up_keeps_to_the_conversation(visit: Visit, seeds: Assistant) -> None:

    page = visit.open()
    first, second = "Who is the French defence minister?", "Where did she speak?"
    ask(page, first)
    ask(page, second)
    expected = seeds.ask(second, [seeds.ask(first).as_turn()])
    assert expected.text in last_answer(page)
    assert page.locator("#conversations a.conversation").count() >= 1
    assert page.locator("#thread .question").all_inner_texts() == [first, second]


def test_a_turn_is_asked_again_edited_copied_judged_and_deleted(
    visit: Visit, chat: ChatServer, tmp_path: Path
) -> None:
    page = visit.open()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, "Who is the French defence minister?")
    ask(page, "Who is Lloyd Austin?")
    turn = page.locator(f"#{answers(page).first.get_attribute('id')}")

    turn.locator(".copy", has_text="Copy").click()
    turn.locator(".copy", has_text="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.splitlines()[0] == turn.locator(".response").inner_text()

    turn.locator(".edit").click()
    page.locator("#editing").wait_for()
    assert page.locator("#composer textarea").input_value() == "Who is the French defence minister?"
    page.locator("#composer textarea").fill(AFGHANISTAN)
    page.keyboard.press("Enter")
    page.locator("#thread .question", has_text=AFGHANISTAN).wait_for()
    answers(page).nth(1).wait_for()
    assert not page.locator("#editing").is_visible()
    assert page.locator("#thread .question").all_inner_texts() == [
        AFGHANISTAN,
        "Who is Lloyd Austin?",
    ]

    judge(turn, page, "Both articles say so.")
    more(turn).locator(".retry").click()
    turn.locator(".up.given").wait_for(state="detached")
    answers(page).nth(1).wait_for()
    judge(turn, page, "They say so again.")

    more(page.locator("#thread .answer[id]").last).locator(".delete").click()
    page.locator("#thread .question", has_text="Lloyd Austin").wait_for(state="detached")
    assert visit.complaints == ["Delete this question and its answer?"]

    exported = exported_feedback(chat, tmp_path)
    assert (AFGHANISTAN, True) in [(row["question"], row["answerable"]) for row in exported]


def more(turn: Locator) -> Locator:
    """Open the menu of an answer's other actions."""
    turn.locator(".more summary").click()
    return turn.locator(".more .rest")


def judge(turn: Locator, page: Page, comment: str) -> None:
    more(turn).locator(".up").click()
    page.locator("#comment textarea").fill(comment)
    page.locator("#send-comment").click()
    page.locator("#commenting").wait_for(state="hidden")
    turn.locator(".up.given").wait_for(state="attached")


def exported_feedback(chat: ChatServer, folder: Path) -> list[dict[str, object]]:
    import os
    import subprocess
    import sys

    path = folder / "feedback.jsonl"
    subprocess.run(
        [sys.executable, "-m", "qa", "feedback", "export", "-o", str(path)],
        env={**os.environ, "QA_HOME": str(chat.home)},
        check=True,
        capture_output=True,
    )
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if not line.startswith("#")]


def test_a_filter_restricts_questions_and_is_told(visit: Visit) -> None:
    page = visit.open()
    page.locator("#filters button").first.click()
    page.locator("#since input").fill("2021-07-01")
    page.keyboard.press("Enter")
    page.locator(
        "#filtered", has_text="Filter on: articles published from 2021-07-01 on"
    ).wait_for()
    ask(page, AFGHANISTAN)
    assert "Filter on: searched articles published from 2021-07-01 on." in last_answer(page)
    dates = page.locator(".of-answer.current .card .place").all_inner_texts()
    assert dates
    assert all(date.startswith("2021-07-10") for date in dates)

    page.locator("#since input").fill("someday")
    page.locator("#since input.invalid").wait_for()
    assert "from 2021-07-01 on" in page.locator("#filtered").inner_text()
    page.locator("#clear-filters").click()
    page.locator("#filtered").wait_for(state="hidden")


def test_an_uploaded_article_answers_until_it_is_removed(visit: Visit, chat: ChatServer) -> None:
    page = visit.open()
    question = "Who built the lighthouse of Ormsvik?"
    page.get_by_role("tab", name="Documents").click()
    page.locator("#upload input[type=file]").set_input_files(
        [
            {"name": "ormsvik.txt", "mimeType": "text/plain", "buffer": ARTICLE.encode()},
            {"name": "program.exe", "mimeType": "text/plain", "buffer": b"MZ"},
        ]
    )
    page.locator("#outcome .added", has_text="Added: ormsvik.txt.").wait_for()
    refused = "program.exe was not added: files of type .exe are not read."
    page.locator("#outcome .refused", has_text=refused).wait_for()
    row = page.locator("table.articles tr", has_text="ormsvik.txt (uploaded)")
    assert "The lighthouse of Ormsvik" in row.inner_text()
    page.locator("#search-articles input, #search-articles textarea").fill("whale oil")
    page.keyboard.press("Enter")
    page.locator("#hits .card", has_text="whale oil").first.wait_for()

    page.get_by_role("tab", name="Chat").click()
    ask(page, question)
    assert "Sunniva Dahl" in last_answer(page)

    page.get_by_role("tab", name="Documents").click()
    page.get_by_role("checkbox", name="ormsvik.txt").check()
    page.locator("#remove").click()
    page.locator("#outcome", has_text="Removed: ormsvik.txt.").wait_for()
    assert list((chat.home / "uploads").glob("*/*")) == []
    page.get_by_role("tab", name="Chat").click()
    ask(page, question)
    assert "Sunniva Dahl" not in last_answer(page)
    gone = "This article is no longer among the documents."
    page.locator("a.cite").first.click()
    assert gone in page.locator(".of-answer.current").inner_text()
    assert visit.complaints == []


def test_conversations_are_named_searched_exported_and_there_after_a_restart(
    visit: Visit, chat: ChatServer
) -> None:
    page = visit.open()
    ask(page, AFGHANISTAN)
    page.locator("#name input, #name textarea").fill("Kabul timetable")
    page.keyboard.press("Enter")
    page.locator("#conversations a.conversation", has_text="Kabul timetable").wait_for()
    address = re.sub(r"^https?://[^/]*", "", page.url)
    assert "conversation=" in address
    with page.expect_download() as download:
        page.locator("#export a").click()
    exported = download.value.path().read_text(encoding="utf-8")
    assert download.value.suggested_filename == "Kabul timetable.md"
    assert exported.startswith("# Kabul timetable\n")
    assert "**31 August**" in exported
    assert "000_c0918e3aed85c93e" in exported.replace("\\", "")
    page.close()

    chat.stop()
    chat.start()

    page = visit.open(address)
    answers(page).wait_for()
    assert page.locator("#thread .question").all_inner_texts() == [AFGHANISTAN]
    page.locator("#new").click()
    page.locator("#thread .suggestion").first.wait_for()
    label = page.locator("#conversations a.conversation", has_text="Kabul timetable")
    others = page.locator("#conversations a.conversation", has_not_text="Kabul timetable")
    page.locator("#search-names input, #search-names textarea").fill("kabul time")
    others.first.wait_for(state="detached")
    label.click()
    page.locator("#thread .question", has_text=AFGHANISTAN).wait_for()
    page.locator("#delete-conversation").click()
    page.locator("#really").click()
    label.wait_for(state="detached")
    page.locator("#thread .question").wait_for(state="detached")


def test_it_ends_though_a_page_is_open(visit: Visit, chat: ChatServer) -> None:
    visit.open()
    code, seconds = chat.stop()
    chat.start()
    assert code == 0
    assert seconds < 30, "an open page must not hold it; two seconds of grace, on a busy machine"


def test_it_ends_while_an_answer_is_being_made(
    visiting: Callable[..., Visit], tmp_path: Path
) -> None:
    with ChatServer(tmp_path / "home", module="slow_chat") as slow:
        page = visiting(slow).open()
        page.locator("#composer textarea").fill(AFGHANISTAN)
        page.keyboard.press("Enter")
        page.locator(".answer.pending", has_text="Reading 2 articles").wait_for()
        code, seconds = slow.stop()  # the answer itself would never end
    assert code == 0
    assert seconds < 30, "5 seconds on an idle machine: 2 of grace for open pages"


def test_stopping_keeps_what_has_come(visiting: Callable[..., Visit], tmp_path: Path) -> None:
    from playwright.sync_api import expect

    with ChatServer(tmp_path / "home", module="slow_chat") as slow:
        visit = visiting(slow)
        page = visit.open()
        page.locator("#composer textarea").fill(AFGHANISTAN)
        page.keyboard.press("Enter")
        page.locator(".answer.pending", has_text="Reading 2 articles").wait_for()
        page.locator("#composer button", has_text="Stop").click()
        page.locator("#composer button", has_text="Stop").wait_for(state="detached")
        expect(page.locator("#composer textarea")).to_have_value(AFGHANISTAN)
        assert page.locator("#thread .answer").count() == 0

        (slow.home / "pieces").write_text("1")
        page.locator("#composer textarea").press("Enter")
        page.locator(".answer .notice", has_text="Piece 1 has come.").wait_for()
        (slow.home / "pieces").write_text("3")
        page.locator(".answer .notice", has_text="Piece 3 has come.").wait_for()
        assert not page.locator(".answer .more summary").is_visible()
        page.locator("#composer button", has_text="Stop").click()
        answers(page).wait_for()
        assert page.locator(".answer .notice").inner_text() == "Piece 3 has come."

        (slow.home / "pieces").write_text("9")
        page.reload()
        answers(page).wait_for()
        assert page.locator(".answer .notice").inner_text() == "Piece 3 has come."
        assert visit.complaints == []
