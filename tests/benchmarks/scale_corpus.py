"""A corpus of any size for the benchmark of scale, made of real passages."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.node_parser import NodeParser
from llama_index.core.schema import BaseNode, Document, NodeRelationship, RelatedNodeInfo, TextNode
from pydantic import PrivateAttr

from qa.articles.passages import SentencePassages
from qa.evaluation.squad import load_squad
from qa.models import OnnxEmbedding, load_tokenizer, token_counter

__all__ = ["Corpus", "DrawnEmbedding", "Paragraphs"]

#: Passages an article, about what a NewsQA story has.
PASSAGES_AN_ARTICLE = 6
#: Share of a repeated passage's words that are replaced by others of the corpus.
VARIED = 0.3
#: Length of the noise added to a unit vector: 0.75 gives a cosine of 0.8 to the vector itself.
NOISE = 0.75
_BREAK = "\n\n"


class Corpus:
    """Articles of six passages: real ones first, then real ones with some words replaced.

    Args:
        files: Questions in SQuAD's format; their articles are the source.
        most: Use at most so many passages of them.
    """

    def __init__(self, files: Sequence[Path], most: int) -> None:
        gold = [load_squad(path) for path in files]
        parser = SentencePassages(count_tokens=token_counter(load_tokenizer()))
        documents = [Document(text=text) for one in gold for _, text in one.articles]
        random.Random(0).shuffle(documents)
        self.passages: list[str] = []
        for document in documents:
            if len(self.passages) >= most:
                break
            for node in parser.get_nodes_from_documents([document]):
                self.passages.append(" ".join(node.get_content().split()))
        self.questions = [row.question for one in gold for row in one.questions]
        random.Random(0).shuffle(self.questions)
        self._words = [word for passage in self.passages for word in passage.split()]

    def article(self, number: int, edition: int = 0) -> str:
        """Return the text of an article; another edition has other words."""
        first = number * PASSAGES_AN_ARTICLE
        rng = random.Random(f"{number}-{edition}")
        return _BREAK.join(
            self._passage(position, rng, varied=edition > 0 or position >= len(self.passages))
            for position in range(first, first + PASSAGES_AN_ARTICLE)
        )

    def write(self, folder: Path, numbers: range, edition: int = 0) -> None:
        """Write articles, a thousand in a subfolder."""
        for number in numbers:
            path = folder / f"{number // 1000:04}" / f"{number:07}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self.article(number, edition), encoding="utf-8")

    def _passage(self, position: int, rng: random.Random, *, varied: bool) -> str:
        source = position % len(self.passages)
        words = self.passages[source].split()
        if varied:
            words = [rng.choice(self._words) if rng.random() < VARIED else word for word in words]
        return f"[{source}] " + " ".join(words)


class Paragraphs(NodeParser):
    """Makes a passage of each paragraph, with exact offsets."""

    def _parse_nodes(
        self, nodes: Sequence[BaseNode], show_progress: bool = False, **kwargs: Any
    ) -> list[BaseNode]:
        return [passage for node in nodes for passage in _paragraphs(node)]

    def _postprocess_parsed_nodes(
        self, nodes: list[BaseNode], parent_doc_map: dict[str, Document]
    ) -> list[BaseNode]:
        return nodes


def _paragraphs(document: BaseNode) -> Iterator[TextNode]:
    start = 0
    for text in document.get_content().split(_BREAK):
        end = start + len(text)
        yield TextNode(
            id_=f"{document.node_id}-{start}-{end}",
            text=text,
            start_char_idx=start,
            end_char_idx=end,
            metadata={"article_id": document.node_id},
            excluded_embed_metadata_keys=["article_id"],
            relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=document.node_id)},
        )
        start = end + len(_BREAK)


class DrawnEmbedding(BaseEmbedding):
    """Vectors drawn around those of the real passages that the corpus is made of.

    A passage tells its source by the number in front. One that is its source, word for word, gets
    the real vector; one with replaced words gets the real vector with noise that depends on the
    text alone, so that the same text always has the same vector.
    """

    _model: OnnxEmbedding = PrivateAttr()
    _vectors: np.ndarray[Any, np.dtype[np.float32]] = PrivateAttr()
    _passages: list[str] = PrivateAttr()

    def __init__(self, corpus: Corpus, **kwargs: Any) -> None:
        super().__init__(embed_batch_size=256, **kwargs)
        self._model = OnnxEmbedding()
        self._passages = corpus.passages
        self._vectors = np.asarray(
            self._model.get_text_embedding_batch(corpus.passages), dtype=np.float32
        )

    def _get_text_embedding(self, text: str) -> list[float]:
        number, _, words = text.partition("] ")
        source = int(number.removeprefix("["))
        vector = self._vectors[source]
        if words == self._passages[source]:
            return vector.tolist()
        seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
        noise = np.random.default_rng(seed).standard_normal(len(vector)).astype(np.float32)
        drawn = vector + NOISE * noise / np.linalg.norm(noise)
        return (drawn / np.linalg.norm(drawn)).tolist()

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._model.get_query_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)
