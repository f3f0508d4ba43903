from __future__ import annotations

import asyncio
import math
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from llama_index.core.schema import NodeWithScore, QueryBundle

from qa.answers import NoticeKind
from qa.articles import ArticleReader
from qa.articles.passages import SentencePassages
from qa.index import Filters, Fingerprint, Index, Snapshot
from qa.models import (
    OnnxEmbedding,
    SpanReader,
    load_tokenizer,
    token_counter,
)
from qa.resources import seeds_folder
from qa.retrieval import (
    HybridRetriever,
    RetrievedNode,
    SpanReaderReranker,
    fuse,
    normalised,
)

SEEDS = seeds_folder() / "articles"
FINGERPRINT = Fingerprint("all-MiniLM-L6-v2-int8", 384, "60 tokens")
WITHDRAWAL = "When does the Afghanistan withdrawal end?"

ids = st.text("abcdef", min_size=1, max_size=2)
scores = st.dictionaries(ids, st.floats(-1, 50, allow_subnormal=False), max_size=12)
weights = st.floats(0, 1)


# Fusing


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({}, {}),
        ({"a": 0.0}, {}),
        ({"a": -0.3, "b": 0.0}, {}),
        ({"a": 7.5}, {"a": 1.0}),
        ({"a": 0.2, "b": 0.2}, {"a": 1.0, "b": 1.0}),
        ({"a": 0.0, "b": 0.2, "c": 0.2}, {"b": 1.0, "c": 1.0}),
        ({"a": 2.0, "b": 3.0, "c": 6.0}, {"a": 0.0, "b": 0.25, "c": 1.0}),
        ({"a": 0.0, "b": 2.0, "c": 4.0}, {"b": 0.0, "c": 1.0}),  # dropped before the least is taken
    ],
)
def test_scores_are_normalised_by_least_and_most(
    raw: dict[str, float], expected: dict[str, float]
) -> None:
    assert normalised(raw) == expected


@given(scores)
def test_normalised_scores_keep_order_and_reach_from_0_to_1(raw: dict[str, float]) -> None:
    result = normalised(raw)
    assert result.keys() == {key for key, score in raw.items() if score > 0}
    for a in result:
        for b in result:
            assert raw[a] > raw[b] or result[a] <= result[b]
    if result:
        assert max(result.values()) == 1
        assert min(result.values()) == 0 or len({raw[key] for key in result}) == 1


@given(scores, st.sampled_from([2.0**power for power in range(-8, 9)]))
def test_normalising_forgets_the_scale(raw: dict[str, float], factor: float) -> None:
    scaled = normalised({key: factor * score for key, score in raw.items()})
    assert scaled == pytest.approx(normalised(raw))


def test_scores_are_fused_by_weight() -> None:
    keyword = {"a": 10.0, "b": 5.0, "c": 2.0}
    dense = {"b": 0.9, "c": 0.5, "d": 0.8, "e": -0.1}
    assert fuse(keyword, dense, 0.6) == pytest.approx(
        {"b": 0.6 * 3 / 8 + 0.4, "a": 0.6, "d": 0.4 * 0.75, "c": 0.0}
    )


@given(scores, scores, weights)
def test_fused_scores_are_shares_best_first_and_lose_nothing_that_was_found(
    keyword: dict[str, float], dense: dict[str, float], weight: float
) -> None:
    fused = fuse(keyword, dense, weight)
    assert fused.keys() == normalised(keyword).keys() | normalised(dense).keys()
    assert all(0 <= score <= 1 + 1e-12 for score in fused.values())
    assert list(fused.values()) == sorted(fused.values(), reverse=True)


@given(scores, weights)
def test_equal_scores_stand_in_order_of_the_id(keyword: dict[str, float], weight: float) -> None:
    fused = fuse(dict.fromkeys(keyword, 1.0), {}, weight)
    assert list(fused) == sorted(fused)


@given(scores, scores)
def test_weight_of_1_or_0_is_one_search_alone(
    keyword: dict[str, float], dense: dict[str, float]
) -> None:
    for weight, search in ((1.0, keyword), (0.0, dense)):
        fused = fuse(keyword, dense, weight)
        assert {key: score for key, score in fused.items() if score} == pytest.approx(
            {key: score for key, score in normalised(search).items() if score}
        )


@given(scores, scores, weights)
def test_passage_best_in_both_searches_is_best(
    keyword: dict[str, float], dense: dict[str, float], weight: float
) -> None:
    fused = fuse(keyword | {"zz": 99.0}, dense | {"zz": 99.0}, weight)
    assert fused["zz"] == pytest.approx(1) == pytest.approx(max(fused.values()))


# Retrieving


@pytest.fixture(scope="module")
def embed_model() -> OnnxEmbedding:
    return OnnxEmbedding()


@pytest.fixture(scope="module")
def home(embed_model: OnnxEmbedding, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with an index of the seeds in passages of at most 60 tokens."""
    home = tmp_path_factory.mktemp("retrieval")
    Index(SEEDS, home).sync(
        reader=ArticleReader(),
        parser=SentencePassages(max_tokens=60, count_tokens=token_counter(load_tokenizer())),
        embed_model=embed_model,
        fingerprint=FINGERPRINT,
    )
    return home


@pytest.fixture(scope="module")
def snapshot(home: Path) -> Iterator[Snapshot]:
    with (
        Index(SEEDS, home).open(FINGERPRINT) as index,
        index.snapshot() as view,
    ):
        yield view


def contents(nodes: Sequence[NodeWithScore]) -> list[str]:
    return [node.node.get_content() for node in nodes]


def test_passages_that_answer_are_among_the_first_in_both_articles(
    snapshot: Snapshot, embed_model: OnnxEmbedding
) -> None:
    first = contents(HybridRetriever(snapshot, embed_model).retrieve(WITHDRAWAL))[:20]
    assert any("31 August" in text for text in first)
    assert any("August 31" in text for text in first)


def test_found_passages_carry_scores_and_stand_in_their_articles(
    snapshot: Snapshot, embed_model: OnnxEmbedding
) -> None:
    found = HybridRetriever(snapshot, embed_model).retrieve(WITHDRAWAL)
    assert [node.score for node in found] == sorted((n.score for n in found), reverse=True)
    assert len({node.node.node_id for node in found}) == len(found) > 10
    for node in found:
        assert isinstance(node, RetrievedNode)
        assert 0 <= node.score <= 1 + 1e-9
        assert -1 <= node.cosine <= 1
        assert node.keyword >= 0
        metadata = node.node.metadata
        record = snapshot.manifest.articles[metadata["article_id"]]
        assert (metadata["title"], metadata["published"], metadata["path"]) == (
            record.title,
            record.published,
            record.path,
        )
        text = snapshot.text(metadata["article_id"])
        assert text[node.node.start_char_idx : node.node.end_char_idx] == node.node.get_content()


def test_cosine_is_that_of_the_two_vectors(snapshot: Snapshot, embed_model: OnnxEmbedding) -> None:
    first = HybridRetriever(snapshot, embed_model).retrieve(WITHDRAWAL)[0]
    asked = embed_model.get_query_embedding(WITHDRAWAL)
    vector = embed_model.get_text_embedding(first.node.get_content())
    assert isinstance(first, RetrievedNode)
    assert first.cosine == pytest.approx(
        sum(a * b for a, b in zip(asked, vector, strict=True)), abs=1e-5
    )


def test_words_that_no_article_holds_are_found_by_meaning(
    snapshot: Snapshot, embed_model: OnnxEmbedding
) -> None:
    question = "Computer warfare headquarters?"
    assert snapshot.keyword("headquarters computer", 5) == []
    assert "Cyber" in contents(HybridRetriever(snapshot, embed_model).retrieve(question))[0]


def test_rare_word_is_found_by_keywords(snapshot: Snapshot, embed_model: OnnxEmbedding) -> None:
    retriever = HybridRetriever(snapshot, embed_model)
    assert "Solsticie" in contents(retriever.retrieve("Solsticie"))[0]


@pytest.mark.parametrize(
    ("question", "weight"),
    [
        (WITHDRAWAL, 0.6),  # "the withdrawal from Afghanistan" stands in the article
        ("On which day does the president bring his last people home from Kabul?", 0.4),
    ],
)
def test_keywords_weigh_less_if_a_question_is_in_words_of_its_own(
    snapshot: Snapshot, embed_model: OnnxEmbedding, question: str, weight: float
) -> None:
    one = Filters(articles=frozenset(sorted(snapshot.manifest.articles)[:1]))
    nodes = HybridRetriever(snapshot, embed_model, filters=one).retrieve(question)
    found = [node for node in nodes if isinstance(node, RetrievedNode)]
    keyword = {node.node.node_id: node.keyword for node in found}
    fused = fuse(keyword, {node.node.node_id: node.cosine for node in found}, weight)
    assert max(keyword.values()) > 0
    # Two fifths of a score are those of the article's best passage.
    best = max(fused.values())
    expected = {key: 0.6 * score + 0.4 * best for key, score in fused.items()}
    assert {node.node.node_id: node.score for node in found} == pytest.approx(expected)


def test_candidates_bound_what_each_search_gives(
    snapshot: Snapshot, embed_model: OnnxEmbedding
) -> None:
    assert 1 <= len(HybridRetriever(snapshot, embed_model, candidates=1).retrieve(WITHDRAWAL)) <= 2


def test_limit_leaves_the_best(snapshot: Snapshot, embed_model: OnnxEmbedding) -> None:
    every = HybridRetriever(snapshot, embed_model).retrieve(WITHDRAWAL)
    best = HybridRetriever(snapshot, embed_model, limit=5).retrieve(WITHDRAWAL)
    assert contents(best) == contents(every)[:5]
    assert [node.score for node in best] == [node.score for node in every[:5]]


def test_filters_hold_for_both_searches(snapshot: Snapshot, embed_model: OnnxEmbedding) -> None:
    for article_id in snapshot.manifest.articles:
        filters = Filters(articles=frozenset({article_id}))
        found = HybridRetriever(snapshot, embed_model, filters=filters).retrieve(WITHDRAWAL)
        assert {node.node.metadata["article_id"] for node in found} == {article_id}


def test_filter_that_leaves_no_article_finds_nothing(
    snapshot: Snapshot, embed_model: OnnxEmbedding
) -> None:
    none = Filters(articles=frozenset())
    assert HybridRetriever(snapshot, embed_model, filters=none).retrieve(WITHDRAWAL) == []


def test_awaited_retrieval_finds_the_same(snapshot: Snapshot, embed_model: OnnxEmbedding) -> None:
    retriever = HybridRetriever(snapshot, embed_model)
    assert contents(asyncio.run(retriever.aretrieve(WITHDRAWAL))) == contents(
        retriever.retrieve(WITHDRAWAL)
    )


def test_embedded_question_is_not_embedded_again(
    snapshot: Snapshot, embed_model: OnnxEmbedding
) -> None:
    vector = embed_model.get_query_embedding("Which cyber organisation was visited?")
    retriever = HybridRetriever(snapshot, embed_model, keyword_weight=0.0)
    found = retriever.retrieve(QueryBundle("zzz", embedding=vector))
    assert "Cyber" in contents(found)[0]


def test_damaged_vectors_leave_keywords_to_answer(
    home: Path, embed_model: OnnxEmbedding, tmp_path: Path
) -> None:
    copy = tmp_path / "home"
    shutil.copytree(home, copy)
    (vectors,) = copy.glob("indexes/*/gen-*/chroma")
    shutil.rmtree(vectors)
    with (
        Index(SEEDS, copy).open(FINGERPRINT) as index,
        index.snapshot() as view,
    ):
        retriever = HybridRetriever(view, embed_model)
        found = retriever.find(WITHDRAWAL)
    assert [notice.kind for notice in found.notices] == [NoticeKind.DAMAGED_INDEX]
    assert any("31 August" in text for text in contents(found.nodes)[:20])
    assert all(isinstance(node, RetrievedNode) and node.cosine == 0 for node in found.nodes)


def test_sound_vectors_are_used(snapshot: Snapshot, embed_model: OnnxEmbedding) -> None:
    retriever = HybridRetriever(snapshot, embed_model)
    found = retriever.find(WITHDRAWAL)
    assert found.notices == ()
    assert found.nodes == retriever.retrieve(WITHDRAWAL)


def test_real_reader_puts_a_passage_that_answers_first(
    snapshot: Snapshot, embed_model: OnnxEmbedding
) -> None:
    found = HybridRetriever(snapshot, embed_model).retrieve(WITHDRAWAL)
    reranker = SpanReaderReranker(SpanReader(), read=8, most_gap=math.inf)
    read = reranker.postprocess_nodes(found, query_str=WITHDRAWAL)
    assert len(read) == 8
    assert {"31 August", "August 31"} & {
        contents(read)[0][span.start : span.end]
        for span in read[0].reading.spans  # type: ignore[attr-defined]
    }
