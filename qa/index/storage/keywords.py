"""The keyword index: BM25 over passages with tantivy, built from the vector store's rows.

It also holds the passages themselves, so that questions can be answered without the vectors.
"""

from __future__ import annotations

import contextlib
import json
import shutil
from typing import TYPE_CHECKING

import tantivy
from llama_index.core.schema import TextNode
from llama_index.core.vector_stores.utils import metadata_dict_to_node, node_to_metadata_dict
from tantivy import Occur, Query

from qa.index.storage.store import CannotWrite, Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from qa.index.storage.manifest import Manifest
    from qa.index.storage.vectors import PassageVectors

__all__ = ["KeywordIndex", "KeywordWriter", "follow"]

_HEAP_BYTES = 64_000_000
# The fields are analysed with tantivy's `en_stem`, so a query must be analysed the same way.
_LONGEST_TERM = 40


class KeywordIndex:
    """The committed state of a keyword index at the time when it was opened.

    Args:
        folder: The generation's ``keywords`` folder.

    Attributes:
        opstamp: Counts the operations that led to this state.

    Raises:
        Fault: It is missing or cannot be read.
    """

    def __init__(self, folder: Path) -> None:
        try:
            self.opstamp = int(json.loads((folder / "meta.json").read_bytes())["opstamp"])
            self._index = tantivy.Index.open(str(folder))
            self._searcher = self._index.searcher()
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise Fault(f"the keyword index cannot be read ({error})") from error
        self._schema = self._index.schema
        self._analyzer = _english()

    def search(
        self,
        question: str,
        k: int,
        *,
        live: Callable[[str], bool],
        articles: frozenset[str] | None = None,
    ) -> list[tuple[str, float]]:
        """Return the ids of the best passages with their BM25 scores, best first.

        Args:
            question: Any text; it is split into terms and never parsed as a query.
            k: How many to return at most.
            live: Returns whether the article with an id is live; passages of others are left out.
            articles: Only passages of these articles; None for all.
        """
        query = self._query(question, articles)
        if query is None or k < 1:
            return []
        limit = k
        while True:
            hits = self._searcher.search(query, limit, count=False).hits
            found: list[tuple[str, float]] = []
            for score, address in hits:
                row = self._searcher.doc(address)
                if live(row["article_id"][0]):
                    found.append((row["id"][0], score))
            if len(found) >= k or len(hits) < limit:
                return found[:k]
            limit *= 2

    def nodes(self, node_ids: Iterable[str]) -> dict[str, TextNode]:
        """Return passages by id; unknown ids are left out."""
        return {
            node_id: _to_node(self._searcher.doc(address)["node"][0])
            for node_id in node_ids
            for address in self._addresses(node_id)
        }

    def _addresses(self, node_id: str) -> list[tantivy.DocAddress]:
        query = Query.term_query(self._schema, "id", node_id)
        return [address for _, address in self._searcher.search(query, 1, count=False).hits]

    def articles_of(self, node_ids: Iterable[str]) -> dict[str, str]:
        """Return the article ids of passages by id; unknown ids are left out."""
        return {
            node_id: self._searcher.doc(address)["article_id"][0]
            for node_id in node_ids
            for address in self._addresses(node_id)
        }

    def articles(self) -> dict[str, int]:
        """Return the number of passages of each article, including dead articles.

        The count of a term includes removed passages until segments are merged; a search does not.
        """
        counts = {
            article_id: len(self._searcher.search(self._of(article_id), most, count=False).hits)
            for article_id, most in self._searcher.terms_with_prefix("article_id", "")
        }
        return {article_id: count for article_id, count in counts.items() if count}

    def _of(self, article_id: str) -> Query:
        return Query.term_query(self._schema, "article_id", article_id)

    def _query(self, question: str, articles: frozenset[str] | None) -> Query | None:
        readable = question.encode(errors="replace").decode()  # half a surrogate pair
        clauses = [
            (Occur.Should, Query.term_query(self._schema, "text", term, index_option="freq"))
            for term in dict.fromkeys(self._analyzer.analyze(readable))
        ]
        if not clauses:
            return None
        query = Query.boolean_query(clauses)
        if articles is None:
            return query
        within = Query.term_set_query(self._schema, "article_id", sorted(articles))
        return Query.boolean_query(
            [(Occur.Must, query), (Occur.Must, Query.const_score_query(within, 0.0))]
        )


class KeywordWriter:
    """Writes changes to a keyword index; readers see them after `commit`.

    Args:
        folder: The generation's ``keywords`` folder; it is made if it is missing.

    Raises:
        Fault: The existing index cannot be opened.
        CannotWrite: The index could not be made.
    """

    def __init__(self, folder: Path) -> None:
        with _explained():
            folder.mkdir(parents=True, exist_ok=True)
            there = tantivy.Index.exists(str(folder))
            # An index of an earlier version has one more field, for titles, which is not used.
            index = (
                tantivy.Index.open(str(folder)) if there else tantivy.Index(_schema(), str(folder))
            )
            self._writer = index.writer(_HEAP_BYTES, 1)

    @classmethod
    def create(cls, folder: Path) -> KeywordWriter:
        """Start an empty index; an existing one is replaced."""
        shutil.rmtree(folder, ignore_errors=True)
        return cls(folder)

    def add(self, nodes: Iterable[TextNode]) -> None:
        """Add passages of an article; they must not be in the index yet."""
        with _explained():
            for node in nodes:
                self._writer.add_document(
                    tantivy.Document(
                        id=node.node_id,
                        article_id=str(node.metadata["article_id"]),
                        text=node.get_content(),
                        node=_to_json(node),
                    )
                )

    def remove(self, article_ids: Iterable[str]) -> None:
        """Remove all passages of some articles."""
        with _explained():
            for article_id in article_ids:
                self._writer.delete_documents_by_term("article_id", article_id)

    def commit(self) -> int:
        """Write the changes to disk and return the opstamp of the new state.

        Raises:
            CannotWrite: The disk is full or cannot be written; the earlier state is kept.
        """
        with _explained():
            return int(self._writer.commit())

    def close(self) -> None:
        """Release the writer's lock; changes that were not committed are lost."""
        with _explained():
            self._writer.wait_merging_threads()


def follow(folder: Path, manifest: Manifest, vectors: PassageVectors) -> int:
    """Make a keyword index hold exactly the live passages, and return its opstamp.

    Only missing passages are read from the vector store: all, if the index is lost or damaged.

    Raises:
        CannotWrite: It could not be written.
        Fault: The vector store cannot be read.
    """
    try:
        held = KeywordIndex(folder).articles()
        writer = KeywordWriter(folder)
    except Fault:
        held = {}
        writer = KeywordWriter.create(folder)
    live = {article_id: stored.passages for article_id, stored in manifest.stored.items()}
    try:
        writer.remove(article_id for article_id in held if held[article_id] != live.get(article_id))
        lacking = [article_id for article_id in live if held.get(article_id) != live[article_id]]
        writer.add(vectors.of_articles(lacking))
        return writer.commit()
    finally:
        writer.close()


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("article_id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", tokenizer_name="en_stem", index_option="freq")
    builder.add_bytes_field("node", stored=True)
    return builder.build()


def _english() -> tantivy.TextAnalyzer:
    """Build the analyser that tantivy calls `en_stem`; it keeps digits and single characters."""
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(_LONGEST_TERM))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )


def _to_json(node: TextNode) -> bytes:
    return json.dumps(node_to_metadata_dict(node, flat_metadata=True)).encode()


def _to_node(stored: bytes) -> TextNode:
    node = metadata_dict_to_node(json.loads(stored))
    assert isinstance(node, TextNode)  # nothing else is written
    return node


@contextlib.contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CannotWrite(str(error)) from error
    except ValueError as error:  # for all errors of tantivy, also those of the disk
        message = str(error)
        if "IO error" in message or "IoError" in message or "Os {" in message:
            raise CannotWrite(message) from error
        raise Fault(f"the keyword index reports: {message}") from error
