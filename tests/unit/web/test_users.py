from __future__ import annotations

import errno
import hashlib
import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from qa.errors import ConfigurationError, StorageError
from qa.home import HOME, delete_written, others
from qa.web.users import Users, set_password


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "users.json"


def test_a_password_is_kept_as_a_salted_scrypt_hash_alone(path: Path) -> None:
    set_password(path, "anna", "correct horse")
    set_password(path, "bert", "correct horse")
    assert "horse" not in path.read_text(encoding="utf-8")
    hashes = json.loads(path.read_text(encoding="utf-8"))
    assert hashes["anna"] != hashes["bert"]
    salt, digest = hashes["anna"].split(":")
    again = hashlib.scrypt(
        b"correct horse", salt=bytes.fromhex(salt), n=16384, r=8, p=5, maxmem=2**26
    )
    assert again.hex() == digest


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_only_its_owner_may_read_the_file(path: Path) -> None:
    set_password(path, "anna", "correct horse")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_another_password_takes_the_place_of_the_first(path: Path) -> None:
    set_password(path, "anna", "correct horse")
    set_password(path, "anna", "battery staple")
    users = Users.read(path)
    assert users.check("anna", "battery staple")
    assert not users.check("anna", "correct horse")


def test_a_process_killed_while_writing_leaves_a_file_that_is_known_as_ours(path: Path) -> None:
    set_password(path, "anna", "correct horse")
    code = (
        "import os, sys; from pathlib import Path; from qa.web.users import set_password;"
        "os.replace = lambda *_: os._exit(9);"  # what a kill just before the renaming leaves
        "set_password(Path(sys.argv[1]), 'bert', 'battery staple')"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert killed.returncode == 9
    assert Users.read(path).check("anna", "correct horse")
    assert len(list(path.parent.iterdir())) == 2
    assert others(path.parent, HOME) == []
    delete_written(path.parent, HOME)
    assert list(path.parent.iterdir()) == []


def test_a_file_that_cannot_be_put_in_place_is_not_left_behind(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("os.replace", refuse)
    with pytest.raises(StorageError, match="Permission denied"):
        set_password(path, "anna", "correct horse")
    assert list(path.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "password"), [("", "correct horse"), ("a:b", "correct horse"), ("anna", "short")]
)
def test_names_and_passwords_that_do_not_do_are_refused(
    path: Path, name: str, password: str
) -> None:
    with pytest.raises(ConfigurationError):
        set_password(path, name, password)
    assert not path.exists()


@pytest.mark.parametrize("content", ["", "[]", '{"anna": 1}', '{"anna": "xyz:abc"}', '{"a": ":"}'])
def test_a_file_that_is_none_of_users_is_refused(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigurationError, match="users"):
        Users.read(path)
