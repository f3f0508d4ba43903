"""A language model's prose below the answer, as the page shows it and stops it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from scripted_llm import Reply, ScriptedModel, says
from serving import ChatServer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Visit

pytestmark = pytest.mark.browser

AFGHANISTAN = "When does the Afghanistan withdrawal end?"
SETTLED = "#thread .answer:has(.actions:not(.resting))"
BORNE_OUT = "The US military presence in Afghanistan will cease on August 31"
MADE_UP = "France will buy nine submarines"
#: A model that never comes to an end, and pauses longer than the seconds after which it is looked
#: whether anybody still listens.
ENDLESS = Reply(pieces=[f"{BORNE_OUT} [1]. And ", *["so on "] * 100_000], between=3.0)


def test_prose_stands_below_the_answer_and_stops(
    visiting: Callable[..., Visit],
    pictures: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with ScriptedModel(says(f"{BORNE_OUT} [1]. {MADE_UP} [1]."), ENDLESS) as model:
        monkeypatch.setenv("QA_LLM_URL", model.url)
        monkeypatch.setenv("QA_LLM_MODEL", "scripted")
        monkeypatch.setenv("QA_LLM_TIMEOUT", "600")
        with ChatServer(tmp_path / "home") as server:
            visit = visiting(server)
            page = visit.open()
            composer = page.locator("#composer textarea")
            composer.fill(AFGHANISTAN)
            composer.press("Enter")
            page.locator(SETTLED).wait_for()
            assert page.locator(".answer .response strong").inner_text() == "31 August"
            written = page.locator(".answer .written")
            assert f"{BORNE_OUT}." in written.inner_text()
            assert MADE_UP not in page.locator("#thread").inner_text()
            left_out = page.locator(".answer .notice", has_text="is left out")
            assert left_out.inner_text().startswith("1 sentence of the language model")
            page.locator(".answer .left-out summary").click()
            assert MADE_UP in page.locator(".answer .left-out").inner_text()
            page.locator(".answer .left-out summary").click()
            page.screenshot(path=pictures / "prose-desk-light.png")

            link = written.locator("a.cite").first
            number = link.inner_text().split()[0].strip("[]")
            link.click()
            card = page.locator(f".of-answer.current .card[id$='-{number}']")
            assert card.evaluate("card => card === document.activeElement")
            assert "31" in card.locator("mark.quote").inner_text()

            page = visit.open()
            page.locator("#composer textarea").fill(AFGHANISTAN)
            page.locator("#composer textarea").press("Enter")
            page.locator(".answer .written", has_text=BORNE_OUT).wait_for()
            page.locator(".answer .stop-here").click()
            page.locator(SETTLED).wait_for()
            assert f"{BORNE_OUT}." in page.locator(".answer .written").inner_text()
            assert page.locator(".answer .response strong").inner_text() == "31 August"
            assert model.requests[-1].hung_up.wait(60)
            assert visit.complaints == []
