from __future__ import annotations

import math
import threading
from collections.abc import Iterable, Iterator, Sequence

import pytest
from llama_index.core.schema import NodeWithScore, TextNode

from qa.errors import StoppedError
from qa.models import Reading, Span
from qa.retrieval import ReadNode, RetrievedNode, SpanReaderReranker


def contents(nodes: Sequence[NodeWithScore]) -> list[str]:
    return [node.node.get_content() for node in nodes]


class ScriptedReader:
    """Reads a gap for each passage out of a table; passages not in it hold no span."""

    def __init__(self, gaps: dict[str, float], stops_at: str = "") -> None:
        self.gaps = gaps
        self.read_passages: list[str] = []
        self.headings: list[str] = []
        self.stops_at = stops_at

    def read_in_order(
        self,
        question: str,
        passages: Iterable[str],
        headings: Iterable[str] = (),
        stop: threading.Event | None = None,
    ) -> Iterator[Reading]:
        for passage, heading in zip(passages, headings, strict=True):
            StoppedError.raise_if(stop)
            self.read_passages.append(passage)
            self.headings.append(heading)
            if stop is not None and passage == self.stops_at:
                stop.set()
            yield (
                Reading((Span(0, 1, self.gaps[passage], 0.0),), 0.0)
                if passage in self.gaps
                else Reading((), math.inf)
            )


def retrieved(**scores: float) -> list[NodeWithScore]:
    return [
        RetrievedNode(node=TextNode(text=text), score=score, keyword=score * 10, cosine=score / 2)
        for text, score in scores.items()
    ]


def rerank(
    nodes: list[NodeWithScore], gaps: dict[str, float], **options: float
) -> list[NodeWithScore]:
    reranker = SpanReaderReranker(ScriptedReader(gaps), **options)  # type: ignore[arg-type]
    return reranker.postprocess_nodes(nodes, query_str="Who?")


def test_title_is_read_before_passages_that_lack_what_it_names() -> None:
    texts = ("She married a surveyor.", "Ellen Marrow drew mosses.", "The key turns left.")
    titles = ("Ellen Marrow", "Ellen Marrow", "How to bleed a radiator")
    nodes: list[NodeWithScore] = [
        RetrievedNode(
            node=TextNode(text=text, metadata={"title": title}), score=0.5, keyword=1, cosine=1
        )
        for text, title in zip(texts, titles, strict=True)
    ]
    reader = ScriptedReader(dict.fromkeys(texts, 1.0))
    reranker = SpanReaderReranker(reader)  # type: ignore[arg-type]
    reranker.postprocess_nodes(nodes, query_str="Who did Ellen Marrow marry?")
    assert reader.headings == ["Ellen Marrow", "", ""]


def test_of_equally_retrieved_passages_the_reader_decides() -> None:
    read = rerank(retrieved(a=0.5, b=0.5, c=0.5), {"a": -3.0, "b": 4.0, "c": 0.5})
    assert contents(read) == ["b", "c", "a"]


def test_of_equally_read_passages_retrieval_decides() -> None:
    read = rerank(retrieved(a=0.9, b=0.5, c=0.1), {"a": 1.0, "b": 1.0, "c": 1.0})
    assert contents(read) == ["a", "b", "c"]


def test_reading_ends_once_the_rest_cannot_win() -> None:
    scores = {"a": 1.0, "b": 0.9, "c": 0.8, "d": 0.7, "e": 0.65, "f": 0.62, "g": 0.58, "h": 0.58}
    # A gap of 10 is worth 1: "a" scores 1.6, so "f" could win, and "g" could not.
    reader = ScriptedReader({"a": 6.0} | dict.fromkeys("bcdefgh", -2.0))
    reranker = SpanReaderReranker(reader, gap_weight=0.1, most_gap=10.0)  # type: ignore[arg-type]
    reranker.postprocess_nodes(retrieved(**scores), query_str="Who?")
    assert reader.read_passages == list("abcdef")


def test_a_passage_that_stands_late_but_was_found_well_is_read() -> None:
    others = ["b", "c", "d", "e", "f", "late", "g"]
    scores = {"x": 1.0} | dict.fromkeys(others, 0.1) | {"late": 0.9}
    reader = ScriptedReader({"x": 6.0} | dict.fromkeys(others, 0.0))
    reranker = SpanReaderReranker(reader, gap_weight=0.1, most_gap=10.0)  # type: ignore[arg-type]
    reranker.postprocess_nodes(retrieved(**scores), query_str="Who?")
    assert reader.read_passages == ["x", "b", "c", "d", "e", "f", "late"]


def test_a_passage_with_a_word_of_the_answer_is_read() -> None:
    # The reader marks the first letter, "V": only "in V" holds that word of those behind.
    passages = ["V", "b", "c", "d", "e", "f", "in V", "g"]
    scores = dict.fromkeys(passages, 0.1) | {"V": 1.0}
    reader = ScriptedReader({"V": 9.0} | dict.fromkeys(passages[1:], 0.0))
    reranker = SpanReaderReranker(reader, gap_weight=0.1, most_gap=5.0)  # type: ignore[arg-type]
    read = reranker.postprocess_nodes(retrieved(**scores), query_str="Where?")
    assert reader.read_passages == ["V", "b", "c", "d", "e", "f", "in V"]
    assert "in V" in contents(read)


@pytest.mark.parametrize("last", ["V", "c", "in V"])
def test_a_stopped_question_reads_no_further_passage(last: str) -> None:
    passages = ["V", "b", "c", "d", "e", "f", "g", "in V", "not in V"]
    scores = dict.fromkeys(passages, 0.1) | {"V": 1.0}
    reader = ScriptedReader({"V": 9.0} | dict.fromkeys(passages[1:], 0.0), stops_at=last)
    reranker = SpanReaderReranker(reader, gap_weight=0.1, most_gap=5.0)  # type: ignore[arg-type]
    with pytest.raises(StoppedError):
        reranker.stopped_by(threading.Event()).postprocess_nodes(
            retrieved(**scores), query_str="Where?"
        )
    assert reader.read_passages[-1] == last
    reranker.postprocess_nodes(retrieved(**scores), query_str="Where?")
    assert reader.read_passages[-1] == "not in V", "another question is not stopped"


def test_a_passage_that_may_contradict_is_read() -> None:
    passages = ["x", "b", "c", "d", "e", "f", "toll of the ferry", "the ferry"]
    scores = dict.fromkeys(passages, 0.1) | {"x": 1.0}
    reader = ScriptedReader({"x": 9.0} | dict.fromkeys(passages[1:], 0.0))
    reranker = SpanReaderReranker(reader, gap_weight=0.1, most_gap=5.0)  # type: ignore[arg-type]
    reranker.postprocess_nodes(retrieved(**scores), query_str="What toll had the ferry disaster?")
    assert reader.read_passages == ["x", "b", "c", "d", "e", "f", "toll of the ferry"]


def test_of_few_articles_each_is_read() -> None:
    # "x" answers for sure; of the passages behind, "g" is the first of its article.
    passages, articles = list("xbcdefghi"), "aaaaaabab"
    for others, also in (("", ["g"]), ("jklmnopq", [])):
        nodes: list[NodeWithScore] = [
            RetrievedNode(
                node=TextNode(text=text, metadata={"article_id": article}),
                score=1.0 if text == "x" else 0.1,
            )
            for text, article in zip([*passages, *others], [*articles, *others], strict=True)
        ]
        reader = ScriptedReader({"x": 9.0} | dict.fromkeys([*passages[1:], *others], 0.0))
        reranker = SpanReaderReranker(reader, gap_weight=0.1, most_gap=5.0)  # type: ignore[arg-type]
        reranker.postprocess_nodes(nodes, query_str="Where?")
        assert reader.read_passages == [*"xbcdef", *also]


def test_everything_is_read_where_no_gap_is_too_great() -> None:
    reader = ScriptedReader({"a": 100.0})
    reranker = SpanReaderReranker(reader, most_gap=math.inf)  # type: ignore[arg-type]
    reranker.postprocess_nodes(retrieved(**dict.fromkeys("abcdefgh", 0.1)), query_str="Who?")
    assert reader.read_passages == list("abcdefgh")


def test_weight_says_how_much_the_reader_counts() -> None:
    nodes, gaps = retrieved(a=0.9, b=0.5), {"a": 0.0, "b": 1.0}
    assert contents(rerank(nodes, gaps, gap_weight=0.0)) == ["a", "b"]
    assert contents(rerank(nodes, gaps, gap_weight=1.0)) == ["b", "a"]


def test_only_the_first_passages_are_read_and_kept() -> None:
    reader = ScriptedReader({"a": 0.0, "b": 1.0, "c": 9.0})
    reranker = SpanReaderReranker(reader, read=2)  # type: ignore[arg-type]
    read = reranker.postprocess_nodes(retrieved(a=0.9, b=0.5, c=0.1), query_str="Who?")
    assert reader.read_passages == ["a", "b"]
    assert sorted(contents(read)) == ["a", "b"]


def test_passage_without_spans_is_dropped() -> None:
    assert contents(rerank(retrieved(a=0.9, b=0.5), {"b": 0.0})) == ["b"]


def test_read_passage_keeps_what_it_was_retrieved_with() -> None:
    (node,) = rerank(retrieved(a=0.8), {"a": 2.0})
    assert isinstance(node, ReadNode)
    assert (node.retrieved, node.keyword, node.cosine) == (0.8, 8.0, 0.4)
    assert node.reading.gap == 2.0


def test_passages_of_another_retriever_can_be_read() -> None:
    plain = [NodeWithScore(node=TextNode(text="a")), NodeWithScore(node=TextNode(text="b"))]
    assert contents(rerank(plain, {"a": 0.0, "b": 1.0})) == ["b", "a"]


def test_nothing_retrieved_is_nothing_read() -> None:
    assert rerank([], {}) == []


def test_reranking_needs_the_question() -> None:
    reranker = SpanReaderReranker(ScriptedReader({}))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="query_str"):
        reranker.postprocess_nodes(retrieved(a=0.5))
