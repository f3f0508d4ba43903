"""The manifest on a Chroma server: pieces named by their content, of which only new ones are sent.

An update of one file changes a few entries of a manifest that may have tens of megabytes. It is cut
where its content says so, as in content-defined chunking (Muthitacharoen, Chen and Mazieres 2001,
"A Low-bandwidth Network File System", section 3.1), so the pieces before and after a changed entry
stay the same, and are on the server already.
"""

from __future__ import annotations

import hashlib
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from qa.index.storage.server_texts import packed, unpacked
from qa.index.storage.store import Fault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chromadb.api.models.Collection import Collection as Rows

__all__ = ["get_manifest", "put_manifest", "remove_other_pieces"]

# One hash in 1,024 begins like this: a piece has about 250 kB, which is sent in 130 kB.
_CUT = re.compile(rb'"(?:sha256|digest)":"(?=00[0-3])')
# Bytes of a longer piece, which is cut again, and how many are sent in a request of at most 40 MB.
_LONGEST = 2_000_000
_AT_ONCE = 10


def put_manifest(rows: Rows, content: bytes) -> list[str]:
    """Send the pieces of a manifest that the server lacks.

    Returns:
        The names of all its pieces, in order.
    """
    pieces = _cut(content)
    names = [_name(piece) for piece in pieces]
    there = set(rows.get(ids=list(dict.fromkeys(names)), include=[])["ids"])
    new = {name: piece for name, piece in zip(names, pieces, strict=True) if name not in there}
    for at in range(0, len(new), _AT_ONCE):
        some = list(new)[at : at + _AT_ONCE]
        rows.upsert(
            ids=some,
            # Chroma requires a vector; equal vectors would spoil its search graph.
            embeddings=np.asarray([[int(name, 16) / 16 ** len(name)] for name in some], np.float32),
            metadatas=[{"content": packed(new[name])} for name in some],
        )
    return names


def get_manifest(rows: Rows, names: Sequence[str]) -> bytes:
    """Return the manifest that consists of the named pieces.

    Raises:
        Fault: A piece is missing or damaged.
    """
    found: Any = rows.get(ids=list(dict.fromkeys(names)), include=["metadatas"])
    pieces = {
        name: unpacked(str(metadata["content"]))
        for name, metadata in zip(found["ids"], found["metadatas"], strict=True)
    }
    if any(name not in pieces or _name(pieces[name]) != name for name in names):
        raise Fault("a part of the manifest is missing")
    return b"".join(pieces[name] for name in names)


def remove_other_pieces(rows: Rows, names: Sequence[str]) -> None:
    """Delete the pieces of earlier manifests."""
    dead = set(rows.get(include=[])["ids"]) - set(names)
    if dead:
        rows.delete(ids=sorted(dead))


def _cut(content: bytes) -> list[bytes]:
    ends = [0, *(match.start() for match in _CUT.finditer(content)), len(content)]
    return [
        content[at : min(at + _LONGEST, end)]
        for start, end in pairwise(ends)
        for at in range(start, end, _LONGEST)
    ]


def _name(piece: bytes) -> str:
    return hashlib.blake2b(piece, digest_size=10).hexdigest()
