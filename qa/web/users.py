"""Users of the chat; a file holds their names and hashed passwords."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import os
import secrets
import tempfile
from typing import TYPE_CHECKING

from qa.errors import ConfigurationError, StorageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["Users", "set_password"]

# scrypt with N = 2**14, r = 8, p = 5: one of the settings that OWASP's Password Storage Cheat Sheet
# rates as equivalent. It takes 16 MB of memory and about 0.2 s.
_N, _R, _P = 2**14, 8, 5
_MEMORY = 64 * 2**20


class Users:
    """Checks names and passwords. Safe to use from many threads.

    Args:
        hashes: Maps a user's name to the hash, as `set_password` writes it.
    """

    def __init__(self, hashes: Mapping[str, str]) -> None:
        self._hashes = dict(hashes)
        # Correct passwords are remembered under a key of this process, since every request sends
        # one and scrypt is slow on purpose.
        self._key = secrets.token_bytes(32)
        self._right: set[bytes] = set()

    @classmethod
    def read(cls, path: Path) -> Users:
        """Read the file of users.

        Raises:
            ConfigurationError: It is missing or malformed.
        """
        return cls(_read(path))

    def check(self, name: str, password: str) -> bool:
        """Say whether this is the user's password."""
        mark = hmac.digest(self._key, f"{name}\0{password}".encode(), "sha256")
        if mark in self._right:
            return True
        # An unknown name takes as much time as a known one.
        stored = self._hashes.get(name) or _hash("")
        salt, _, digest = stored.partition(":")
        right = hmac.compare_digest(_digest(password, bytes.fromhex(salt)), digest)
        if right and name in self._hashes:
            self._right.add(mark)
            return True
        return False

    def check_header(self, header: str) -> str | None:
        """Return the user of an ``Authorization: Basic`` header (RFC 7617); None if refused."""
        scheme, _, encoded = header.partition(" ")
        if scheme.lower() != "basic":
            return None
        try:
            credentials = base64.b64decode(encoded, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            return None
        name, colon, password = credentials.partition(":")
        return name if colon and self.check(name, password) else None


def set_password(path: Path, name: str, password: str) -> None:
    """Add a user, or change a user's password.

    Raises:
        ConfigurationError: The name or the password cannot be used, or the file is malformed.
        StorageError: The file cannot be written.
    """
    if not name.strip() or ":" in name:
        raise ConfigurationError(
            "A user's name must not be empty or contain a colon.", hint="Choose another name."
        )
    if len(password) < 8:
        raise ConfigurationError(
            "The password is shorter than 8 characters.", hint="Choose a longer one."
        )
    hashes = dict(_read(path)) if path.exists() else {}
    hashes[name] = _hash(password)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, hashes)
    except OSError as error:
        raise StorageError(
            f"{path} cannot be written: {error.strerror or error}.",
            hint="Free some space, or correct the permissions of its folder.",
        ) from error


def _replace(path: Path, hashes: Mapping[str, str]) -> None:
    # If the process is killed here, a file is left behind; `qa.home.HOME` finds it by its prefix.
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:  # only its owner may read it
            json.dump(hashes, file, indent=2)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def _read(path: Path) -> Mapping[str, str]:
    try:
        hashes: dict[str, str] = json.loads(path.read_text("utf-8"))
        well_formed = isinstance(hashes, dict) and all(
            isinstance(value, str) and bytes.fromhex(value.partition(":")[0])
            for value in hashes.values()
        )
    except (OSError, ValueError) as error:
        raise ConfigurationError(
            f"The file of users {path} cannot be read: {error}.",
            hint="Create it: qa password NAME",
        ) from error
    if not well_formed:
        raise ConfigurationError(
            f"{path} is not a valid file of users.", hint="Create it: qa password NAME"
        )
    return hashes


def _hash(password: str) -> str:
    salt = secrets.token_bytes(16)
    return f"{salt.hex()}:{_digest(password, salt)}"


def _digest(password: str, salt: bytes) -> str:
    return hashlib.scrypt(password.encode(), salt=salt, n=_N, r=_R, p=_P, maxmem=_MEMORY).hex()
