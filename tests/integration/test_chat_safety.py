from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import httpx
import pytest
from serving import ChatServer

from qa.web.users import set_password

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Visit
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ANNA = ("anna", "correct horse")
BERT = ("bert", "battery staple")
PAYLOADS = {
    "script": "<script>window.ran=1</script>",
    "handler": '<img src=x onerror="window.ran=1">',
    "markdown": "![i](http://evil.example/m.png)",
    "style": '<p style="background:url(http://evil.example/s.png)">s</p>',
    "form": '<form action="http://evil.example/f"><input name=q autofocus></form>',
    "overlay": '<div style="position:fixed;inset:0;z-index:9999">x</div>',
    "iframe": '<iframe src="http://evil.example/i"></iframe>',
    "svg": '<svg onload="window.ran=1"><image href="http://evil.example/v"/></svg>',
    "srcset": '<img srcset="http://evil.example/t 2x">',
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChatServer]:
    """A chat for two users over articles that attack with title, text and file name."""
    root = tmp_path_factory.mktemp("hostile")
    folder, home = root / "articles", root / "home"
    folder.mkdir()
    for name, payload in PAYLOADS.items():
        file = folder / f"{payload.replace('/', '')} {name}.txt"
        file.write_text(
            f" date 2021-07-10 Report {payload} on the {name}\n\n"
            f"The {name} vase was painted {payload} blue by Miss Q{name} in 1971. "
            "Nobody has seen it since then.\n",
            encoding="utf-8",
        )
    for user, password in (ANNA, BERT):
        set_password(home / "users.json", user, password)
    with ChatServer(home, ["--host", "0.0.0.0", "--folder", str(folder)]) as server:
        yield server


def of(user: tuple[str, str]) -> dict[str, dict[str, str]]:
    return {"http_credentials": {"username": user[0], "password": user[1]}}


@pytest.fixture
def attacked(visiting: Callable[..., Visit], hostile: ChatServer) -> Visit:
    return visiting(hostile, **of(ANNA))


def assert_harmless(page: Page, visitor: Visit) -> None:
    assert page.evaluate("window.ran") is None
    found = "#thread, #sources, #documents, #sidebar, #filters, #masthead, dialog"
    foreign = ":is(script, img, iframe, form, image, [onerror], [onload], [srcset], [style*=evil])"
    assert page.locator(f":is({found}) {foreign}").count() == 0
    covered = "document.elementFromPoint(innerWidth / 2, innerHeight / 2).style.position"
    assert page.evaluate(covered) != "fixed"
    assert visitor.foreign == []
    assert visitor.complaints == []


@pytest.mark.parametrize("name", PAYLOADS)
def test_what_an_article_or_a_question_says_stays_text(attacked: Visit, name: str) -> None:
    payload = PAYLOADS[name]
    page = attacked.open()
    question = f"Who painted the {name} vase? {payload}"
    page.locator("#composer textarea").fill(question)
    page.keyboard.press("Enter")
    page.locator("#thread .answer .actions:not(.resting)").wait_for()
    assert page.locator("#thread .question").inner_text() == question
    assert payload in page.locator(".of-answer.current .card").first.inner_text()
    page.locator(".of-answer.current .open-article").first.click()
    assert payload in page.locator("dialog.reading").inner_text()
    assert_harmless(page, attacked)
    page.keyboard.press("Escape")
    page.locator(".open-article:focus").wait_for()  # the dialog gives the focus back, in its time
    name_box = page.locator("#name input, #name textarea")
    name_box.fill(payload)
    name_box.press("Enter")
    page.locator("#conversations a.conversation", has_text=payload).first.wait_for()
    page.get_by_role("tab", name="Documents").click()
    page.locator("table.articles", has_text=f"on the {name}").wait_for()
    page.locator("#search-articles input, #search-articles textarea").fill(payload)
    page.keyboard.press("Enter")
    page.locator("#hits .card").first.wait_for()
    assert_harmless(page, attacked)


def test_nothing_answers_without_a_password(hostile: ChatServer) -> None:
    with httpx.Client(base_url=hostile.url) as stranger:
        for path in ("/", "/config", "/gradio_api/info", "/files/chat.js", "/articles/x"):
            assert stranger.get(path).status_code == 401
        ask = {"data": ["Who?", None, None, None, None]}
        assert stranger.post("/gradio_api/call/ask", json=ask).status_code == 401
        assert stranger.get("/", auth=("anna", "wrong")).status_code == 401
        assert stranger.get("/", auth=ANNA).status_code == 200


def test_users_do_not_see_each_others_conversations(
    attacked: Visit, visiting: Callable[..., Visit], hostile: ChatServer
) -> None:
    page = attacked.open()
    page.locator("#composer textarea").fill("Who painted the script vase?")
    page.keyboard.press("Enter")
    page.locator(
        "#conversations a.conversation", has_text="Who painted the script vase?"
    ).first.wait_for()
    page.wait_for_url(lambda url: "conversation=" in url)
    identity = page.url.rpartition("conversation=")[2]

    theirs = visiting(hostile, **of(BERT)).open(f"/?conversation={identity}")
    theirs.wait_for_url(lambda url: "conversation=" not in url)
    assert theirs.locator("#thread .question").count() == 0
    assert theirs.locator("#conversations a.conversation").count() == 0
    with httpx.Client(base_url=hostile.url) as client:
        exported = f"/conversations/{identity}.md"
        assert client.get(exported, auth=ANNA).status_code == 200
        assert client.get(exported, auth=BERT).status_code == 404


def test_other_names_and_other_sites_are_refused(chat: ChatServer) -> None:
    with httpx.Client(base_url=chat.url) as client:
        assert client.get("/", headers={"host": "evil.example"}).status_code == 400
        for path in ("/gradio_api/call/ask", "/gradio_api/upload", "/gradio_api/queue/join"):
            forged = client.post(path, headers={"origin": "http://evil.example"}, content=b"{}")
            assert forged.status_code == 403
            assert "access-control-allow-origin" not in forged.headers


def test_an_overlong_question_is_refused_with_help(visit: Visit, chat: ChatServer) -> None:
    address = f"{chat.url}/gradio_api/call/ask"
    longer = {"data": ["why " * 1_000, None, None, None, None]}
    queued = httpx.post(address, json=longer, timeout=60).json()
    told = httpx.get(f"{address}/{queued['event_id']}", timeout=60).text
    assert "event: error" in told
    assert "at most 2,000 are read" in told
    huge = json.dumps({"data": ["x" * 5_000_000, None, None, None, None]}).encode()
    refused = httpx.post(address, content=huge, timeout=60)
    assert refused.status_code == 413

    page = visit.open()
    page.locator("#composer textarea").evaluate(
        "area => { area.removeAttribute('maxlength'); area.value = 'why '.repeat(1000);"
        " area.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    page.locator("#composer textarea").press("Enter")
    page.locator(".answer.failed", has_text="at most 2,000 are read").wait_for()
    assert page.locator("#composer textarea").input_value() == "why " * 1_000


def test_a_damaged_file_of_conversations_is_said_and_the_chat_goes_on(
    browser: Browser, chat: ChatServer
) -> None:
    kept = chat.home / "chat.sqlite"
    for suffix in ("-wal", "-shm"):
        kept.with_name(kept.name + suffix).unlink(missing_ok=True)
    sound = kept.read_bytes() if kept.exists() else b""
    kept.write_bytes(b"damaged" * 1_000)
    try:
        context = browser.new_context()
        context.set_default_timeout(120_000)
        page = context.new_page()
        page.goto(chat.url)
        page.locator("#composer textarea").wait_for()
        page.get_by_text("Conversations cannot be kept in").first.wait_for()
        page.locator("#composer textarea").fill("Who is Lloyd Austin?")
        page.keyboard.press("Enter")
        page.get_by_text("move a damaged file out of the way").first.wait_for()
        context.close()
    finally:
        if sound:
            kept.write_bytes(sound)
        else:
            kept.unlink()


def test_what_a_server_may_not_do_is_not_on_offer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_UPLOAD", "false")
    with ChatServer(tmp_path / "home") as server:
        sent = {"files": ("a.txt", b"Some text.")}
        refused = httpx.post(f"{server.url}/gradio_api/upload", files=sent, timeout=60)
        assert refused.status_code == 413
        config = httpx.get(f"{server.url}/config", timeout=60).json()
        names = {part["props"].get("elem_id"): part["props"] for part in config["components"]}
        assert names["handing-over"]["visible"] is False
