"""Keeps Python's sockets on this machine; run as a program, keeps those of another one.

    python -m loopback MODULE [ARGUMENT ...]   runs MODULE as a program, as `python -m MODULE` does

A program that reaches for an address outside loopback exits with `REACHED_OUT`, even where it
swallows the error that the attempt raised.
"""

from __future__ import annotations

import contextlib
import ipaddress
import os
import runpy
import sys
from collections.abc import Iterator
from typing import Any

REACHED_OUT = 86
_ADDRESS_AT = {"socket.connect": 1, "socket.sendto": 1, "socket.sendmsg": 1, "socket.bind": 1}
_HOST_AT = {"socket.getaddrinfo": 0, "socket.gethostbyname": 0}


class ReachedOut(PermissionError):
    """An address outside loopback was asked for."""


class LoopbackOnly:
    """An audit hook that raises before an address outside loopback is looked up or reached.

    Attributes:
        attempts: What was asked for, so that an attempt whose error was swallowed is still seen.
    """

    def __init__(self) -> None:
        self.attempts: list[str] = []

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        if event in _ADDRESS_AT:
            address = args[_ADDRESS_AT[event]]
            host = address[0] if isinstance(address, tuple) else None  # Unix sockets have a path
        elif event in _HOST_AT:
            host = args[_HOST_AT[event]]
        else:
            return
        if host is not None and not _is_local(host):
            self.attempts.append(f"{event} {host!r}")
            raise ReachedOut(self.attempts[-1])


@contextlib.contextmanager
def expected(guard: LoopbackOnly) -> Iterator[None]:
    """Forgive the attempts made inside."""
    before = len(guard.attempts)
    try:
        yield
    finally:
        del guard.attempts[before:]


def _is_local(host: str | bytes) -> bool:
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if name in ("", "localhost"):
        return True
    with contextlib.suppress(ValueError):
        address = ipaddress.ip_address(name.partition("%")[0])
        return address.is_loopback or address.is_unspecified
    return False


def main() -> None:
    guard = LoopbackOnly()
    sys.addaudithook(guard)
    module, sys.argv = sys.argv[1], sys.argv[1:]
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    finally:
        if guard.attempts:
            sys.stderr.write("\n".join(["reached out:", *guard.attempts, ""]))
            sys.stderr.flush()
            os._exit(REACHED_OUT)


if __name__ == "__main__":
    main()
