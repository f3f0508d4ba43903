"""What goes wrong inside an index, before it is known which command mends it."""

from __future__ import annotations

__all__ = ["Fault", "NoRoom", "Outdated"]


class Fault(Exception):
    """A part of the index is missing or inconsistent; the message says which, in words."""


class Outdated(Fault):
    """The index is of another version of this package; a sync makes it anew from the articles."""


class NoRoom(Exception):
    """A part of the index could not be written: no room, no permission; the message says why."""
