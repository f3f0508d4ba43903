from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from qa.web.guard import Guard, host_allowed
from qa.web.users import Users, set_password

PAGE = "<html><script>one()</script><script src='x.js'></script><script a>two()</script></html>"


async def echo(request: Request) -> Response:
    body = await request.body()
    return PlainTextResponse(f"{request.state.user}:{len(body)}")


async def page(request: Request) -> Response:
    return HTMLResponse(PAGE)


def client(users: Users | None = None, uploads: int = 0) -> TestClient:
    application = Starlette(
        routes=[
            Route("/echo", echo, methods=["GET", "POST"]),
            Route("/page", page),
            Route("/gradio_api/upload", echo, methods=["POST"]),
        ]
    )
    guard = Guard(application, hosts=["chat.example.org"], users=users, largest_upload=uploads)
    return TestClient(guard, base_url="http://127.0.0.1:7860")


@pytest.mark.parametrize(
    ("host", "allowed"),
    [
        ("127.0.0.1:7860", True),
        ("localhost:7860", True),
        ("[::1]:7860", True),
        ("192.168.1.7:7860", True),
        ("chat.example.org", True),
        ("CHAT.example.org:80", True),
        ("evil.example", False),
        ("127.0.0.1.evil.example", False),
        ("localhost.evil.example:7860", False),
        ("", False),
    ],
)
def test_names_that_can_be_rebound_are_refused(host: str, allowed: bool) -> None:
    assert host_allowed(host, {"chat.example.org"}) is allowed
    got = client().get("/echo", headers={"host": host} if host else {"host": "x"})
    assert got.status_code == (200 if allowed else 400)


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://127.0.0.1:7860", 200),
        ("http://127.0.0.1:9999", 403),
        ("https://evil.example", 403),
        ("null", 403),
    ],
)
def test_what_other_sites_send_is_refused(origin: str, status: int) -> None:
    assert client().post("/echo", headers={"origin": origin}).status_code == status


def test_the_policy_lets_only_the_pages_own_inline_scripts_run() -> None:
    policy = client().get("/page").headers["content-security-policy"]
    (scripts,) = re.findall(r"script-src ([^;]*)", policy)
    expected = [
        f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'"
        for script in (b"one()", b"two()")
    ]
    assert scripts.split() == ["'self'", *expected]
    assert "form-action 'none'" in policy
    assert "frame-ancestors 'none'" in policy


def test_a_page_arrives_unchanged_and_nothing_else_may_run_scripts_inline() -> None:
    assert client().get("/page").text == PAGE
    plain = client().get("/echo").headers
    assert "script-src 'self';" in plain["content-security-policy"]
    assert plain["x-content-type-options"] == "nosniff"


def test_a_large_request_is_refused_whether_announced_or_not() -> None:
    assert client().post("/echo", content=b"x" * 1_000_000).text == ":1000000"
    assert client().post("/echo", content=b"x" * 1_000_001).status_code == 413
    pieces = iter([b"x" * 600_000, b"x" * 600_000])
    with pytest.raises(ClientDisconnect):
        client().post("/echo", content=pieces)


def test_uploads_have_a_limit_of_their_own_and_can_be_off() -> None:
    assert client(uploads=10).post("/gradio_api/upload", content=b"x" * 10).status_code == 200
    assert client(uploads=10).post("/gradio_api/upload", content=b"x" * 11).status_code == 413
    assert client(uploads=0).post("/gradio_api/upload", content=b"x").status_code == 413


def test_only_users_with_their_password_get_in(tmp_path: Path) -> None:
    set_password(tmp_path / "users.json", "anna", "correct horse")
    guarded = client(Users.read(tmp_path / "users.json"))
    refused = guarded.get("/echo")
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"].startswith("Basic ")
    for wrong in (("anna", "wrong"), ("bert", "correct horse"), ("", "")):
        assert guarded.get("/echo", auth=wrong).status_code == 401
    for malformed in ("Basic", "Basic !!!", "Bearer x", "Basic " + "YW5uYQ=="):
        assert guarded.get("/echo", headers={"authorization": malformed}).status_code == 401
    assert guarded.get("/echo", auth=("anna", "correct horse")).text == "anna:0"
    assert guarded.get("/echo", auth=("anna", "wrong")).status_code == 401
