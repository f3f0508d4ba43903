from __future__ import annotations

from pathlib import Path

import pytest
import tantivy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from llama_index.core.schema import TextNode

from qa.index.storage.keywords import KeywordIndex, KeywordWriter
from qa.index.storage.store import Fault

TEXTS = {
    "a-0": "Bridge number 3 was closed on Monday.",
    "a-1": "Bridge number 4 was never closed.",
    "b-0": "The U.S. troops withdrew by 31 August.",
    "b-1": "AND, OR and IN are words like any other.",
}


def everything(article_id: str) -> bool:
    return bool(article_id)


def node(node_id: str, text: str) -> TextNode:
    metadata = {"article_id": node_id.split("-")[0], "page": 2}
    return TextNode(id_=node_id, text=text, start_char_idx=7, end_char_idx=9, metadata=metadata)


@pytest.fixture(scope="module")
def keywords(tmp_path_factory: pytest.TempPathFactory) -> KeywordIndex:
    folder = tmp_path_factory.mktemp("index") / "keywords"
    writer = KeywordWriter(folder)
    writer.add([node(key, TEXTS[key]) for key in ("a-0", "a-1")])
    writer.add([node(key, TEXTS[key]) for key in ("b-0", "b-1")])
    writer.commit()
    writer.close()
    return KeywordIndex(folder)


def found(keywords: KeywordIndex, question: str, k: int = 10) -> list[str]:
    return [node_id for node_id, _ in keywords.search(question, k, live=everything)]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("bridge number 3", "a-0"),
        ("bridge number 4", "a-1"),
        ("withdrawing troop", "b-0"),  # stemmed
        ("U.S. troops", "b-0"),
        ('IN AND OR "words" text:like', "b-1"),
    ],
)
def test_digits_stems_and_operators_are_words(
    keywords: KeywordIndex, question: str, first: str
) -> None:
    assert found(keywords, question)[0] == first


@pytest.mark.parametrize("question", ["", "   ", "?!", "zebra", "\x00\ud800"])
def test_question_without_known_words_finds_nothing(keywords: KeywordIndex, question: str) -> None:
    assert found(keywords, question) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(question=st.text())
def test_any_text_can_be_asked(keywords: KeywordIndex, question: str) -> None:
    assert set(found(keywords, question)) <= TEXTS.keys()


def test_dead_articles_are_passed_over_until_k_live_passages_are_found(
    keywords: KeywordIndex,
) -> None:
    hits = keywords.search("bridge troops words", 1, live=lambda article_id: article_id == "a")
    assert [node_id[0] for node_id, _ in hits] == ["a"]


def test_filter_does_not_change_the_scores(keywords: KeywordIndex) -> None:
    everywhere = dict(keywords.search("bridge number 3", 10, live=everything))
    within = keywords.search("bridge number 3", 10, live=everything, articles=frozenset("a"))
    assert dict(within) == pytest.approx(everywhere)


def test_index_of_an_earlier_version_is_read_and_written_on(tmp_path: Path) -> None:
    builder = tantivy.SchemaBuilder()
    for name in ("id", "article_id"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    for name in ("text", "title"):
        builder.add_text_field(name, tokenizer_name="en_stem", index_option="freq")
    builder.add_bytes_field("node", stored=True)
    tantivy.Index(builder.build(), str(tmp_path))
    writer = KeywordWriter(tmp_path)
    writer.add([node(key, text) for key, text in TEXTS.items()])
    writer.commit()
    writer.close()
    keywords = KeywordIndex(tmp_path)
    assert found(keywords, "bridge number 3")[0] == "a-0"
    assert keywords.nodes(["b-0"]) == {"b-0": node("b-0", TEXTS["b-0"])}


def test_passages_come_back_whole_and_unknown_ones_are_left_out(keywords: KeywordIndex) -> None:
    nodes = keywords.nodes(["a-0", "zzz"])
    assert nodes == {"a-0": node("a-0", TEXTS["a-0"])}


def test_changes_are_seen_after_the_commit_and_by_new_readers_only(tmp_path: Path) -> None:
    folder = tmp_path / "keywords"
    writer = KeywordWriter(folder)
    writer.add([node("a-0", "heron")])
    first = writer.commit()
    before = KeywordIndex(folder)
    writer.remove(["a"])
    writer.add([node("c-0", "heron")])
    assert found(KeywordIndex(folder), "heron") == ["a-0"]
    assert writer.commit() > first
    writer.close()
    assert found(before, "heron") == ["a-0"]
    after = KeywordIndex(folder)
    assert found(after, "heron") == ["c-0"]
    assert after.articles() == {"c": 1}
    assert after.opstamp > before.opstamp == first


@pytest.mark.parametrize("content", [None, b"", b"{}", b'{"opstamp": 3}'])
def test_missing_or_broken_index_is_a_fault(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "meta.json").write_bytes(content)
    with pytest.raises(Fault, match="keyword index cannot be read"):
        KeywordIndex(tmp_path)
