from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from requirements import chromium, missing
from serving import ChatServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

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
_PATIENCE = 120_000
# Gradio logs this when a page is left while an event is under way.
_LEFT = re.compile(r"AbortError|Connection errored out")
_DESK = {"width": 1280, "height": 860}


@pytest.fixture(scope="session")
def chat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChatServer]:
    """The chat over the two sample articles, with MCP tools where their extra is installed."""
    arguments = [] if missing("mcp") else ["--mcp"]
    with ChatServer(tmp_path_factory.mktemp("chat") / "home", arguments) as server:
        yield server


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pictures of the page go: SCREENSHOTS, where that is set."""
    folder = os.environ.get("SCREENSHOTS")
    path = Path(folder) if folder else tmp_path_factory.mktemp("pictures")
    path.mkdir(parents=True, exist_ok=True)
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for one file's tests: while it is open, its event loop runs in this thread."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=[*_FLAGS])
        yield launched
        launched.close()


class Visit:
    """A visitor's pages, with all that they requested, logged and asked.

    Attributes:
        context: The visitor's browser, apart from all others.
        requests: Addresses requested.
        complaints: Errors on the console and dialogs that came up unasked.
    """

    def __init__(self, context: BrowserContext, server: ChatServer) -> None:
        self.context = context
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
                self.complaints.append(message.text)
                if message.type == "error" and not _LEFT.search(message.text)
                else None
            ),
        )

    def open(self, address: str = "/") -> Page:
        """Open the chat and wait until it can be used."""
        page = self.context.new_page()
        page.goto(self._server.url + address)
        page.locator("#composer textarea").wait_for()
        page.locator("#thread .greeting, #thread .answer").first.wait_for()
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
def visiting(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Makes visitors of a server; none of them may ask any other host for anything."""
    visits: list[Visit] = []

    def visiting(server: ChatServer, **options: Any) -> Visit:
        context = browser.new_context(**{"viewport": _DESK, "color_scheme": "light", **options})
        visits.append(Visit(context, server))
        return visits[-1]

    yield visiting
    for visit in visits:
        visit.context.close()
    assert [visit.foreign for visit in visits] == [[]] * len(visits)


@pytest.fixture
def visit(visiting: Callable[..., Visit], chat: ChatServer) -> Visit:
    """A visitor at a desk: 1,280 px, light."""
    return visiting(chat)
