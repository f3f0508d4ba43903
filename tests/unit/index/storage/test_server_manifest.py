from __future__ import annotations

import hashlib
from typing import Any

import pytest

from qa.index.storage.server_manifest import get_manifest, put_manifest, remove_other_pieces
from qa.index.storage.store import Fault


class Rows:
    """A collection of a Chroma server, as far as manifests need it."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[str, Any]] = {}
        self.sent = 0

    def get(self, ids: list[str] | None = None, include: list[str] | None = None) -> dict[str, Any]:
        found = [one for one in self.kept if ids is None or one in ids]
        return {"ids": found, "metadatas": [self.kept[one] for one in found]}

    def upsert(self, ids: list[str], embeddings: Any, metadatas: list[dict[str, Any]]) -> None:
        self.kept.update(zip(ids, metadatas, strict=True))
        self.sent += sum(len(one["content"]) for one in metadatas)

    def delete(self, ids: list[str]) -> None:
        for one in ids:
            del self.kept[one]


def manifest(files: int, edited: int | None = None) -> bytes:
    return b",".join(
        b'{"path":"%d","sha256":"%s"}'
        % (at, hashlib.sha256(b"%d%s" % (at, b"!" * (at == edited))).hexdigest().encode())
        for at in range(files)
    )


@pytest.mark.parametrize("content", [b"", b"{}", manifest(20_000), b"x" * 5_000_000])
def test_a_manifest_comes_back_as_it_was_sent(content: bytes) -> None:
    rows: Any = Rows()
    assert get_manifest(rows, put_manifest(rows, content)) == content


def test_only_what_has_changed_is_sent_again() -> None:
    rows: Any = Rows()
    put_manifest(rows, manifest(20_000))
    whole, rows.sent = rows.sent, 0
    edited = manifest(20_000, edited=9_000)
    names = put_manifest(rows, edited)
    assert 0 < rows.sent < whole / 4
    remove_other_pieces(rows, names)
    assert set(rows.kept) == set(names)
    assert get_manifest(rows, names) == edited


def test_a_lost_or_altered_piece_is_a_fault() -> None:
    rows: Any = Rows()
    names = put_manifest(rows, manifest(20_000))
    rows.kept[names[0]] = rows.kept[names[1]]
    with pytest.raises(Fault):
        get_manifest(rows, names)
    rows.delete([names[0]])
    with pytest.raises(Fault):
        get_manifest(rows, names)
