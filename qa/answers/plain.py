"""Converts records to plain JSON types, and back."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, asdict, fields, is_dataclass
from enum import StrEnum
from typing import Any, ClassVar, Protocol, get_args, get_origin, get_type_hints

__all__ = ["from_plain", "to_plain"]


class _Record(Protocol):
    """Any dataclass."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


def to_plain(record: _Record) -> dict[str, Any]:
    """Return a record as plain JSON types; the keys are in the order of the fields.

    Tuples become lists and enum members strings, so that a JSON round trip is equal.
    """
    return {name: _plain(value) for name, value in asdict(record).items()}


def from_plain(kind: type, plain: Mapping[str, Any]) -> object:
    """Make a record, and the records within it, from plain JSON types.

    Raises:
        KeyError, TypeError, ValueError: A key is missing or unknown, or a value has another type.
    """
    hints = get_type_hints(kind)
    known = {one.name: one for one in fields(kind) if one.init}
    if unknown := sorted(set(plain) - set(known)):
        raise ValueError(f"unknown key {unknown[0]!r}")
    needed = (name for name, one in known.items() if one.default is one.default_factory is MISSING)
    if missing := [name for name in needed if name not in plain]:
        raise ValueError(f"the key {missing[0]!r} is missing")
    return kind(**{name: _value(hints[name], value) for name, value in plain.items()})


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value.value if isinstance(value, StrEnum) else value


def _value(hint: Any, value: Any) -> Any:
    """Convert a plain value to the type that a field of a record has."""
    if is_dataclass(hint):
        return from_plain(hint, value)  # type: ignore[arg-type]
    if get_origin(hint) is tuple:
        inner, *rest = get_args(hint)
        if not isinstance(value, (list, tuple)):
            raise TypeError(f"{value!r} is not a list")
        kinds = [inner] * len(value) if rest in ([], [...]) else [inner, *rest]
        return tuple(_value(one, item) for one, item in zip(kinds, value, strict=True))
    if isinstance(hint, types.UnionType):
        if value is None and type(None) in get_args(hint):
            return None
        return _value(next(one for one in get_args(hint) if one is not type(None)), value)
    if not isinstance(hint, type):
        return value  # such as dict[str, float], whose items are plain already
    if issubclass(hint, StrEnum):
        return hint(value)
    if hint is float and type(value) is int:
        return float(value)
    if not isinstance(value, hint):
        raise TypeError(f"{value!r} is not of type {hint.__name__}")
    return value
