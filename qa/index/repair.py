"""Making the keyword index anew from the vector store's rows."""

from __future__ import annotations

import dataclasses
from itertools import groupby
from typing import TYPE_CHECKING

from qa.index.faults import NoRoom
from qa.index.keywords import KeywordWriter
from qa.index.lock import writing
from qa.index.manifest import Manifest, now
from qa.index.vectors import PassageVectors

if TYPE_CHECKING:
    from pathlib import Path

    from llama_index.core.schema import TextNode

    from qa.index.location import Location

__all__ = ["fill_keywords", "rebuild_keywords"]


def rebuild_keywords(location: Location) -> None:
    """Replace the live generation's keyword index, and its manifest by one that names the new one.

    Raises:
        IndexLockedError: Another process is writing.
        StorageError: No room, no permission.
        Fault: The vector store cannot be read either.
    """
    with writing(location):
        generation = location.current()
        if generation is None:
            raise location.missing()
        manifest = Manifest.read(generation / "manifest.json")
        vectors = PassageVectors.open(generation)
        try:
            opstamp = fill_keywords(generation, manifest, vectors)
        except NoRoom as error:
            raise location.unwritable(error) from error
        finally:
            vectors.close()
        dataclasses.replace(
            manifest, revision=manifest.revision + 1, keyword_opstamp=opstamp, updated=now()
        ).write(generation / "manifest.json")


def fill_keywords(generation: Path, manifest: Manifest, vectors: PassageVectors) -> int:
    """Write a new keyword index of all live passages and return its opstamp.

    Raises:
        NoRoom: It could not be written.
        Fault: The vector store cannot be read.
    """
    writer = KeywordWriter.create(generation / "keywords")
    try:
        for article_id, nodes in groupby(vectors.nodes(), key=_article_id):
            record = manifest.articles.get(article_id)
            if record is not None:
                writer.add(record.title, nodes)
        return writer.commit()
    finally:
        writer.close()


def _article_id(node: TextNode) -> str:
    return str(node.metadata["article_id"])
