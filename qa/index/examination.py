"""The full check of an index, part by part. It reads everything; some damage ends the process."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qa.index.advice import advise
from qa.index.storage.keywords import KeywordIndex
from qa.index.storage.store import CannotWrite, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from llama_index.core.schema import TextNode

    from qa.index.storage.manifest import Manifest
    from qa.index.storage.store import Generation, Store, Texts
    from qa.index.storage.vectors import PassageVectors

__all__ = ["Finding", "Step", "examine"]

# Rows asked for their nearest neighbour, spread evenly over all.
_PROBES = 200
# The graph search is approximate: a sound index may miss a row; a damaged index misses many.
_LEAST_FOUND = 0.95
# A vector's cosine distance to itself, in 32-bit floats.
_SAME = 1e-3


@dataclass(frozen=True, slots=True)
class Step:
    """The part that is checked next."""

    what: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault that was found or, if ``damage`` is False, something worth knowing."""

    what: str
    damage: bool = True


def examine(store: Store) -> Iterator[Step | Finding]:
    """Yield each part that is checked, and each fault that is found.

    Raises:
        DamagedIndexError: It is not known which generation is live.
    """
    generation = store.current()
    if generation is None:
        raise store.location.missing()
    yield Step("the manifest")
    try:
        manifest = generation.manifest()
    except Fault as fault:
        yield Finding(str(fault))
        return
    if generation.is_unfinished():
        yield Finding("the last indexing was interrupted; the next one completes it", damage=False)
    if advice := advise(store, manifest.passages):
        yield Finding(advice, damage=False)
    yield Step(f"{len(manifest.stored):,} article texts")
    yield from _examine_texts(generation, manifest)
    yield Step("the keyword index")
    yield from _examine_keywords(generation, manifest)
    yield Step(f"{manifest.passages:,} vectors")
    yield from _examine_vectors(generation, manifest)


def _examine_texts(generation: Generation, manifest: Manifest) -> Iterator[Finding]:
    texts = generation.texts()
    for article_id, stored in manifest.stored.items():
        try:
            texts.get(article_id, stored.digest)
        except Fault as fault:
            yield Finding(str(fault))


def _examine_keywords(generation: Generation, manifest: Manifest) -> Iterator[Finding]:
    try:
        keywords = KeywordIndex(generation.keywords)
    except Fault as fault:
        yield Finding(str(fault))
        return
    if not generation.keywords_follow(manifest):
        yield Finding("the keyword index is older than the manifest")
    yield from _compare("the keyword index", keywords.articles(), manifest)


def _examine_vectors(generation: Generation, manifest: Manifest) -> Iterator[Finding]:
    try:
        vectors = generation.vectors()
    except (Fault, CannotWrite) as error:
        yield Finding(str(error))
        return
    try:
        yield from _examine_rows(vectors, generation, manifest)
    except (Fault, CannotWrite) as error:
        yield Finding(str(error))
    finally:
        vectors.close()


def _examine_rows(
    vectors: PassageVectors, generation: Generation, manifest: Manifest
) -> Iterator[Finding]:
    texts = generation.texts()
    passages: Counter[str] = Counter()
    probes: list[list[float]] = []
    step = max(1, manifest.passages // _PROBES)
    for number, (node, vector) in enumerate(vectors.rows()):
        article_id = str(node.metadata["article_id"])
        passages[article_id] += 1
        if len(vector) != manifest.fingerprint.dimension or not np.isfinite(vector).all():
            yield Finding(f"passage {node.node_id} has an invalid vector")
        elif number % step == 0:
            probes.append(vector)
        stored = manifest.stored.get(article_id)
        if stored and not _stands_in(node, texts, stored.digest):
            yield Finding(f"the text of passage {node.node_id} is not part of its article")
    yield from _compare("the vector store", passages, manifest)
    found = sum(_finds_itself(vectors, vector) for vector in probes)
    if found < _LEAST_FOUND * len(probes):
        yield Finding(f"a search finds only {found} of {len(probes)} vectors that were looked for")


def _finds_itself(vectors: PassageVectors, vector: list[float]) -> bool:
    hits = vectors.query(vector, 1, None)
    # Cosine does not depend on length, so a vector that was not normalised finds itself as well.
    return bool(hits) and abs(1.0 - hits[0][1]) < _SAME


def _stands_in(node: TextNode, texts: Texts, digest: str) -> bool:
    try:
        text = texts.get(str(node.metadata["article_id"]), digest)
    except Fault:  # it has been reported already
        return True
    return text[node.start_char_idx : node.end_char_idx] == node.text


def _compare(where: str, passages: Mapping[str, int], manifest: Manifest) -> Iterator[Finding]:
    wrong = [
        article_id
        for article_id, stored in manifest.stored.items()
        if passages.get(article_id, 0) != stored.passages
    ]
    if wrong:
        yield Finding(
            f"{where} and the manifest disagree about the passages of {_counted(len(wrong))}, "
            f"such as {manifest.articles[wrong[0]].path}"
        )
    left = passages.keys() - manifest.stored.keys()
    if left:
        gone = f"{where} still holds passages of {_counted(len(left))} that were removed"
        yield Finding(gone, damage=False)


def _counted(articles: int) -> str:
    return "1 article" if articles == 1 else f"{articles:,} articles"
