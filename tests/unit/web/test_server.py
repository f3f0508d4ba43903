from __future__ import annotations

import socket
from pathlib import Path

import pytest

from qa.errors import ConfigurationError
from qa.settings import Settings
from qa.web.server import listen, serve, users_of
from qa.web.users import set_password


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "localhost", "::1"])
def test_this_computer_needs_no_users(tmp_path: Path, host: str) -> None:
    assert users_of(Settings(home=tmp_path, host=host), anyone=False) is None


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "chat.example.org"])
def test_other_computers_need_users_unless_everyone_is_let_in(tmp_path: Path, host: str) -> None:
    settings = Settings(home=tmp_path, host=host)
    with pytest.raises(ConfigurationError, match="no users"):
        users_of(settings, anyone=False)
    assert users_of(settings, anyone=True) is None
    set_password(tmp_path / "users.json", "anna", "correct horse")
    users = users_of(settings, anyone=False)
    assert users is not None
    assert users.check("anna", "correct horse")


def test_users_that_are_there_are_asked_for_on_this_computer_too(tmp_path: Path) -> None:
    set_password(tmp_path / "users.json", "anna", "correct horse")
    assert users_of(Settings(home=tmp_path), anyone=False) is not None


def test_a_file_of_users_that_was_named_must_be_there(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, users=tmp_path / "missing.json")
    with pytest.raises(ConfigurationError, match=r"missing\.json"):
        users_of(settings, anyone=False)


def test_a_port_that_is_taken_is_said_to_be() -> None:
    with listen("127.0.0.1", 0) as opened:
        port = opened.getsockname()[1]
        with pytest.raises(ConfigurationError, match=f"port {port}"):
            listen("127.0.0.1", port)


def test_the_port_is_free_again_at_once() -> None:
    with listen("127.0.0.1", 0) as opened:
        port = opened.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            pass
    listen("127.0.0.1", port).close()


def test_tools_of_mcp_without_their_package_say_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with (
        listen("127.0.0.1", 0) as opened,
        pytest.raises(ConfigurationError, match="MCP") as raised,
    ):
        serve(None, Settings(home=tmp_path), opened, users=None, mcp=True, ready=print)  # type: ignore[arg-type]
    assert "qa[mcp]" in raised.value.hint
