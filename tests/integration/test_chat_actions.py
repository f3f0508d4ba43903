"""What can be done with an answer: preview, open, copy, follow, look at it in other colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Visit
    from playwright.sync_api import Page

    from qa import Assistant

pytestmark = pytest.mark.browser

SETTLED = "#thread .answer:has(.actions:not(.resting))"
AFGHANISTAN = "When does the Afghanistan withdrawal end?"
MINISTER = "Who is the French defence minister?"


def ask(page: Page, question: str) -> None:
    before = page.locator(SETTLED).count()
    page.locator("#composer textarea").fill(question)
    page.keyboard.press("Enter")
    page.locator(SETTLED).nth(before).wait_for()


def copied(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_an_article_is_read_from_citation_to_citation(
    visit: Visit, seeds: Assistant, pictures: Path
) -> None:
    expected = seeds.ask(AFGHANISTAN).citations
    assert len(expected) == 2
    page = visit.open()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, AFGHANISTAN)
    page.locator(".of-answer.current .open-article").first.click()
    dialog = page.locator("dialog.reading")
    dialog.wait_for()
    assert dialog.locator(".at").inner_text() == "Citation 1 of 2"
    assert dialog.locator(".previous").is_disabled()
    dialog.locator(".next").click()
    dialog.locator(".at", has_text="Citation 2 of 2").wait_for()
    assert dialog.locator("h1").inner_text() == expected[1].title
    assert dialog.locator("mark.quote").inner_text() == expected[1].quote
    assert dialog.locator(".next").is_disabled()

    dialog.locator(".copy-quote").click()
    dialog.locator(".copy-quote", has_text="Copied").wait_for()
    quote, source = copied(page).splitlines()
    assert quote == f"“{expected[1].quote}”"
    assert expected[1].title in source
    assert "2021-07-10" in source

    text = seeds.article(expected[1].article_id).text.lower()
    dialog.locator(".find").fill("France")
    told = dialog.locator(".found")
    assert told.inner_text() == f"1 of {text.count('france')}"
    page.keyboard.press("Enter")
    assert told.inner_text() == f"2 of {text.count('france')}"
    page.keyboard.press("Shift+Enter")
    assert told.inner_text() == f"1 of {text.count('france')}"
    page.screenshot(path=pictures / "article-found.png")
    head = "head => head.getBoundingClientRect().top"
    before = dialog.locator(".head").evaluate(head)
    dialog.evaluate("dialog => dialog.scrollTo(0, dialog.scrollHeight)")
    assert dialog.locator(".head").evaluate(head) <= before + 1
    assert dialog.locator("h1").is_visible()
    dialog.locator(".find").fill("zeppelin")
    assert told.inner_text() == "Not found"

    dialog.locator(".ask-only").click()
    page.locator("#filtered", has_text="Filter on: 1 chosen article.").wait_for()
    assert dialog.count() == 0
    ask(page, MINISTER)
    places = page.locator(".of-answer.current .card .place").all_inner_texts()
    assert places
    assert all(place.startswith("2021-07-10") for place in places)
    assert visit.complaints == []


def test_a_citation_is_previewed_by_pointer_and_by_keyboard(visit: Visit) -> None:
    page = visit.open()
    ask(page, AFGHANISTAN)
    link = page.locator("#thread a.cite").first
    link.hover()
    preview = page.locator("#preview")
    preview.wait_for()
    assert "31" in preview.locator("mark.span").inner_text()
    assert link.get_attribute("aria-describedby") == "preview"
    page.mouse.move(2, 2)
    preview.wait_for(state="detached")
    link.focus()
    preview.wait_for()
    page.keyboard.press("Escape")
    preview.wait_for(state="detached")


def test_keys_lead_to_the_question_and_back(visit: Visit) -> None:
    page = visit.open()
    composer = page.locator("#composer textarea")
    focused = "area => area === document.activeElement"
    ask(page, AFGHANISTAN)
    page.locator("#thread a.cite").first.focus()
    page.keyboard.press("/")
    page.locator("#composer textarea:focus").wait_for()
    assert composer.input_value() == ""
    page.locator("#thread a.cite").first.focus()
    page.keyboard.press("Control+k")
    page.locator("#composer textarea:focus").wait_for()
    page.keyboard.type("and/or?")
    assert composer.input_value() == "and/or?", "in a field they are characters"
    composer.fill("")
    page.keyboard.press("ArrowUp")
    page.locator("#editing").wait_for()
    assert composer.input_value() == AFGHANISTAN
    assert composer.evaluate(focused)
    page.keyboard.press("Escape")
    page.locator("#editing").wait_for(state="hidden")

    page.locator("#thread a.cite").first.focus()
    page.keyboard.press("?")
    keys = page.locator("dialog.keys")
    assert "Ctrl+K" in keys.inner_text()
    page.keyboard.press("Escape")
    keys.wait_for(state="detached")
    stops = page.locator("#conversations a.conversation").evaluate_all(
        "links => links.filter(link => link.tabIndex === 0).length"
    )
    assert stops == 1
    assert visit.complaints == []


def test_an_answer_is_copied_in_every_form(visit: Visit, seeds: Assistant) -> None:
    expected = seeds.ask(AFGHANISTAN)
    page = visit.open()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, MINISTER)
    ask(page, AFGHANISTAN)
    page.wait_for_url("**/?conversation=*")
    turn = page.locator(SETTLED).last

    def copy(form: str) -> str:
        turn.locator(f".{form}").click()
        turn.locator(f".{form}", has_text="Copied").wait_for()
        return copied(page)

    visible = turn.locator(".actions .action:visible").all_inner_texts()
    assert len(visible) == 3
    assert visible[-1].startswith("More")
    turn.locator(".more summary").click()
    assert f"“{expected.citations[0].quote}”" in copy("quote")
    markdown = copy("markdown")
    assert "**31 August**" in markdown
    assert markdown.count("\n## ") == 1, "this answer alone"
    link = copy("link")
    identity = turn.get_attribute("id")
    assert link.endswith(f"#{identity}")
    turn.locator(".delete").click()
    assert visit.complaints == ["Delete this question and its answer?"]
    page.locator("#thread .question", has_text=AFGHANISTAN).wait_for(state="detached")

    ask(page, AFGHANISTAN)
    answer = page.locator(SETTLED).last.get_attribute("id")
    page.goto(f"{link.split('#')[0]}#{answer}")
    page.reload()
    page.locator(f"#{answer}").wait_for()


def test_a_follow_up_says_how_it_was_read_and_can_be_asked_as_written(
    visit: Visit, seeds: Assistant
) -> None:
    second = "Where did she speak?"
    read = seeds.ask(second, [seeds.ask(MINISTER).as_turn()]).standalone
    assert read
    page = visit.open()
    ask(page, MINISTER)
    ask(page, second)
    understood = page.locator("#thread .understood")
    assert understood.inner_text().startswith(f"Read as: {read}")
    understood.locator(".written").click()
    understood.wait_for(state="detached")
    page.locator(SETTLED).nth(1).wait_for()
    assert page.locator("#thread .question").all_inner_texts() == [MINISTER, second]


def test_colours_and_columns_are_chosen_and_remembered(visit: Visit) -> None:
    page = visit.open()
    ask(page, AFGHANISTAN)
    page.locator("#masthead .view summary").click()
    page.locator("#theme-dark").click()
    assert page.evaluate("document.body.classList.contains('dark')")
    page.locator("#fold-sources").click()
    assert not page.locator("#side").is_visible()
    page.locator("#fold-conversations").click()
    assert not page.locator("#sidebar").is_visible()
    page.reload()
    page.locator(SETTLED).wait_for()
    page.locator("body.dark").wait_for()
    assert not page.locator("#side").is_visible()
    assert not page.locator("#sidebar").is_visible()
    page.locator("#thread a.cite").first.click()
    page.locator("#side .card").first.wait_for()
    page.locator("#sources .close").click()
    assert not page.locator("#side").is_visible()
    page.locator("#masthead .view summary").click()
    page.locator("#fold-conversations").click()
    page.locator("#sidebar").wait_for()
    page.locator("#fold-sources", has_text="Show sources").click()
    page.locator("#theme-light").click()
    assert not page.evaluate("document.body.classList.contains('dark')")
    assert visit.complaints == []


def test_the_widths_of_both_sides_can_be_dragged_and_are_remembered(visit: Visit) -> None:
    page = visit.open()
    ask(page, MINISTER)
    page.locator("#side .card").first.wait_for()
    widths = {}
    for panel, edge, by in (("#sidebar", 1, 50), ("#side", 0, -50)):
        before = page.locator(panel).bounding_box()
        assert before is not None
        x, y = before["x"] + edge * before["width"] + (3 if edge == 0 else -3), before["y"] + 150
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + by, y, steps=3)
        page.mouse.up()
        after = page.locator(panel).bounding_box()
        assert after is not None
        assert after["width"] > before["width"] + 30
        widths[panel] = after["width"]
    page.reload()
    page.locator("#side .card").first.wait_for()
    for panel, width in widths.items():
        again = page.locator(panel).bounding_box()
        assert again is not None
        assert again["width"] == pytest.approx(width, abs=2)
    assert visit.complaints == []


def test_on_paper_stand_the_conversation_and_all_its_sources(visit: Visit) -> None:
    page = visit.open()
    ask(page, MINISTER)
    ask(page, AFGHANISTAN)
    page.emulate_media(media="print")
    assert page.locator("#thread .question").first.is_visible()
    cards = page.locator("#sources .card")
    assert all(card.is_visible() for card in cards.all())
    for hidden in ("#composer", "#sidebar", ".actions", "#masthead .view", "#ask", "#act"):
        assert not page.locator(hidden).first.is_visible()
