"""Reads the passages that were found, and sorts them by what the reader finds in them."""

from __future__ import annotations

import itertools
import math
from contextlib import closing
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any

from llama_index.core.instrumentation import get_dispatcher  # type: ignore[attr-defined]
from llama_index.core.instrumentation.events.rerank import ReRankEndEvent, ReRankStartEvent
from llama_index.core.postprocessor.types import BaseNodePostprocessor
from llama_index.core.schema import BaseNode, NodeWithScore, QueryBundle
from pydantic import ConfigDict, Field, PrivateAttr

from qa.language.stems import stems, telling_stems
from qa.language.topics import content_words
from qa.models import Reading, SpanReader
from qa.retrieval.hybrid import RetrievedNode

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

__all__ = ["GAP_WEIGHT", "MOST_GAP", "ReadNode", "SpanReaderReranker"]

#: What was found in each passage that was read, by its place.
_Readings = dict[int, Reading]

_DISPATCHER = get_dispatcher(__name__)

#: What one unit of the reader's gap (a difference of logits) is worth against the fused score.
#: Fitted on the stories of NewsQA-A with an even number: of .03 to .15, .08 and .1 gave the best
#: hit@1 and F1, and do so on the other half, too.
GAP_WEIGHT = 0.08
#: The greatest gap that is expected of a passage which has not been read: 996 in 1,000 passages of
#: NewsQA-A have a lower one. With 5, a seventh less is read, but of 390 questions about six folders
#: two lost their answer.
MOST_GAP = 8.0
# So many passages are read in any case. With fewer, a few questions lost the citation of a second
# article.
_AT_LEAST = 6
# Of so few articles, each is read. Of 79 questions about which the articles of 28 small folders
# differ, two more were then said to; three more passages were read for five questions.
_FEW = 8
_MODEL_NAME = "span reader"


class ReadNode(RetrievedNode):
    """A passage with what the span reader found in it, so that no passage is read twice.

    Attributes:
        reading: Spans and null score for the question it was read for.
        retrieved: The fused score that retrieval gave it; `score` is that of the reranker.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    reading: Reading
    retrieved: float = 0.0


class SpanReaderReranker(BaseNodePostprocessor):
    """Reads the first passages and reorders them by what it found.

    A read passage scores ``retrieved + gap_weight * gap``, with the gap between its best span and
    the null score. Passages that are not read are dropped. Reading ends early once none of those
    that are left would be the best, even with the gap `most_gap`; of those, only passages that hold
    half of the words of the best span or of the question are read, since they may agree with it
    or contradict it, and the first passage of each article where these are few.

        >>> from llama_index.core.schema import NodeWithScore, TextNode
        >>> from qa.models import SpanReader
        >>> texts = ("It rained on Monday.", "The treaty was signed in Vienna.")
        >>> nodes = [NodeWithScore(node=TextNode(text=text), score=0.5) for text in texts]
        >>> reranker = SpanReaderReranker(SpanReader())
        >>> read = reranker.postprocess_nodes(nodes, query_str="Where was the treaty signed?")
        >>> read[0].node.text
        'The treaty was signed in Vienna.'

    Attributes:
        read: How many passages to read.
        gap_weight: See `GAP_WEIGHT`.
        most_gap: See `MOST_GAP`; infinite to read all passages in any case.
    """

    read: int = Field(20, ge=1)
    gap_weight: float = GAP_WEIGHT
    most_gap: float = MOST_GAP

    _reader: SpanReader = PrivateAttr()
    _stop: Event | None = PrivateAttr(None)

    def __init__(self, reader: SpanReader, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._reader = reader

    def stopped_by(self, stop: Event | None) -> SpanReaderReranker:
        """Return a reranker like this one that reads no further passage once an event is set.

        It then raises `StoppedError`.
        """
        reranker = self.model_copy()
        reranker._stop = stop
        return reranker

    @classmethod
    def class_name(cls) -> str:
        """Name under which LlamaIndex serialises the class."""
        return "SpanReaderReranker"

    def _postprocess_nodes(
        self, nodes: list[NodeWithScore], query_bundle: QueryBundle | None = None
    ) -> list[NodeWithScore]:
        if query_bundle is None:
            raise ValueError("SpanReaderReranker needs the question: pass query_str.")
        first = nodes[: self.read]
        _DISPATCHER.event(
            ReRankStartEvent(
                query=query_bundle, nodes=nodes, top_n=self.read, model_name=_MODEL_NAME
            )
        )
        readings = self._read_as_needed(
            query_bundle.query_str,
            [node.node for node in first],
            [node.score or 0.0 for node in first],
        )
        read: list[NodeWithScore] = [
            ReadNode(
                node=node.node,
                score=(node.score or 0.0) + self.gap_weight * reading.gap,
                keyword=getattr(node, "keyword", 0.0),
                cosine=getattr(node, "cosine", 0.0),
                reading=reading,
                retrieved=node.score or 0.0,
            )
            for node, reading in ((first[at], readings[at]) for at in sorted(readings))
            if reading.spans
        ]
        read.sort(key=lambda node: -(node.score or 0.0))
        _DISPATCHER.event(ReRankEndEvent(nodes=read))
        return read

    def _read_as_needed(
        self, question: str, passages: list[BaseNode], found: list[float]
    ) -> _Readings:
        """Read passages in order until those that are left cannot win, then those that matter.

        Args:
            question: The question.
            passages: What may be read.
            found: The score that retrieval gave each of them.
        """
        texts = [passage.get_content() for passage in passages]
        headings = [_heading(question, passage) for passage in passages]
        # The best score of the passages from each one on; retrieval mostly, not always, sorts them.
        left = list(itertools.accumulate(reversed(found), max))[::-1]
        readings: _Readings = {}
        best, words = -math.inf, ""
        read = partial(self._reader.read_in_order, question, stop=self._stop)
        with closing(read(texts, headings)) as reading:
            for at, one in enumerate(reading):
                readings[at] = one
                score = found[at] + self.gap_weight * one.gap
                if score > best:
                    span = one.spans[0]
                    best, words = score, texts[at][span.start : span.end]
                behind = at + 1
                if behind < len(texts) and self._is_settled(behind, best - left[behind]):
                    break
        first = _first_of_few([str(one.metadata.get("article_id")) for one in passages])
        others = [
            at
            for at in range(len(readings), len(texts))
            if at in first or _may_matter(texts[at], words, question)
        ]
        more = read([texts[at] for at in others], [headings[at] for at in others])
        return readings | dict(zip(others, more, strict=True))

    def _is_settled(self, done: int, lead: float) -> bool:
        return done >= _AT_LEAST and lead > self.gap_weight * self.most_gap


def _heading(question: str, passage: BaseNode) -> str:
    """Return the article's title if a word of the question stands in it and not in the passage.

    "She married Thomas Keane" answers a question about Ellen Marrow below the title "Ellen Marrow".
    On 170 questions with a word of their article's title (12 articles of SQuAD's dev set with their
    titles, pooled) F1 rose from .702 to .719 and no more was answered that the articles do not say;
    with the title above every passage it was .720, and more was.
    """
    title = str(passage.metadata.get("title") or "")
    named = set(telling_stems(question)) & set(telling_stems(title))
    if not named or named <= set(stems(passage.get_content())):
        return ""
    return title


def _first_of_few(articles: Sequence[str]) -> set[int]:
    """Return the place of each article's first passage; none where there are many articles.

    Those who bring a few articles about one matter want to know what each of them says.
    """
    first: dict[str, int] = {}
    for at, article in enumerate(articles):
        first.setdefault(article, at)
    return set(first.values()) if len(first) <= _FEW else set()


def _may_matter(text: str, answer: str, question: str) -> bool:
    """Tell whether a passage may give the same answer, or another one to the same question.

    The first is then cited, and raises the confidence; the second is a disagreement. "Takuba task
    force" is in other words what "Operation Takuba" is.
    """
    asked, said = set(content_words(question)), set(content_words(text))
    telling = set(content_words(answer)) - asked
    return answer in text or _holds_half(said, telling) or _holds_half(said, asked)


def _holds_half(said: Set[str], words: Set[str]) -> bool:
    return bool(words) and 2 * len(words & said) >= len(words)
