from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from serving import ChatServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

_CHROMIUM = ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome")
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# A loaded machine may take its time; what must be fast is measured by benchmarks.
_PATIENCE = 60_000


@pytest.fixture(scope="session")
def chat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChatServer]:
    """The chat over the two sample articles."""
    with ChatServer(tmp_path_factory.mktemp("chat") / "home", ["--mcp"]) as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = next(filter(None, map(shutil.which, _CHROMIUM)), None)
    if executable is None and os.environ.get("BROWSER_TESTS") == "required":
        pytest.fail("there is no Chromium here, and BROWSER_TESTS requires one")
    if executable is None:
        pytest.skip("there is no Chromium here")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable, args=[*_FLAGS])
        yield launched
        launched.close()


class Visit:
    """A visitor's pages, with all that they requested, logged and asked.

    Attributes:
        requests: Addresses requested.
        complaints: Errors on the console and dialogs that came up unasked.
    """

    def __init__(self, context: BrowserContext, server: ChatServer) -> None:
        self._context = context
        self._server = server
        self.requests: list[str] = []
        self.complaints: list[str] = []
        context.set_default_timeout(_PATIENCE)
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on(
            "dialog", lambda dialog: (self.complaints.append(dialog.message), dialog.accept())
        )
        context.on(
            "console",
            lambda message: (
                self.complaints.append(message.text) if message.type == "error" else None
            ),
        )

    def open(self, address: str = "/") -> Page:
        """Open the chat and wait until it can be used."""
        page = self._context.new_page()
        page.goto(self._server.url + address)
        page.locator("#composer textarea").wait_for()
        page.locator("#thread .example, #thread .answer").first.wait_for()
        return page

    @property
    def foreign(self) -> list[str]:
        """Requests to any other host."""
        own = urlsplit(self._server.url).netloc
        return [
            url
            for url in self.requests
            if urlsplit(url).scheme not in {"data", "blob"} and urlsplit(url).netloc != own
        ]


@pytest.fixture
def visit(browser: Browser, chat: ChatServer) -> Iterator[Visit]:
    """A visitor at a desk: 1,280 px, light."""
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    visitor = Visit(context, chat)
    yield visitor
    context.close()
    assert visitor.foreign == []


@pytest.fixture(scope="session")
def pictures() -> Path:
    """Where screenshots go, to be looked at."""
    folder = Path(os.environ.get("SCREENSHOTS", "build/screenshots"))
    path = Path(__file__).resolve().parents[2] / folder
    path.mkdir(parents=True, exist_ok=True)
    return path
