from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from llama_index.core.schema import Document, TextNode
from llama_index.core.vector_stores.utils import node_to_metadata_dict

from qa.articles import ArticleReader
from qa.articles.passages import SentencePassages, sentences
from qa.resources import seeds_folder


def count_words(text: str) -> int:
    return len(text.split())


def count_characters(text: str) -> int:
    return len("".join(text.split()))


def passages(text: str, metadata: dict[str, Any] | None = None, **fields: Any) -> list[TextNode]:
    parser = SentencePassages(**{"count_tokens": count_words, **fields})
    document = Document(id_="a1", text=text, metadata=metadata or {})
    nodes = parser.get_nodes_from_documents([document])
    assert all(isinstance(node, TextNode) for node in nodes)
    return nodes  # type: ignore[return-value]


def texts(text: str, **fields: Any) -> list[str]:
    return [node.text for node in passages(text, **fields)]


def test_short_paragraphs_share_a_passage() -> None:
    text = "One two.\n\nThree four.\n\nFive six."
    assert texts(text, max_tokens=6) == [text]


def test_a_passage_that_is_half_full_ends_with_its_paragraph() -> None:
    text = "One two three. Four five six.\n\nSeven eight nine. Ten eleven twelve."
    assert texts(text, max_tokens=9) == [
        "One two three. Four five six.",
        "Seven eight nine. Ten eleven twelve.",
    ]


def test_a_passage_that_is_less_than_half_full_takes_a_part_of_the_next_paragraph() -> None:
    text = "Headline here\n\nOne two three. Four five six. Seven eight nine."
    assert texts(text, max_tokens=9, overlap_sentences=0) == [
        "Headline here\n\nOne two three. Four five six.",
        "Seven eight nine.",
    ]


@pytest.mark.parametrize("heading", ["## Where sold", "Where was it sold?", "Places of sale"])
def test_a_heading_stays_with_the_text_below_it(heading: str) -> None:
    text = f"One two three. Four five six.\n\n{heading}\n\nSeven eight. Nine ten eleven."
    assert texts(text, max_tokens=10) == [
        "One two three. Four five six.",
        f"{heading}\n\nSeven eight. Nine ten eleven.",
    ]


def test_a_question_stays_with_its_answer_and_with_what_leads_to_it() -> None:
    text = (
        "One two three. Four five six.\n\nThey left. Who stayed?\n\nSeven eight. Nine ten eleven."
    )
    assert texts(text, max_tokens=11) == [
        "One two three. Four five six.",
        "They left. Who stayed?\n\nSeven eight. Nine ten eleven.",
    ]


def test_a_question_in_bold_type_stays_with_its_answer() -> None:
    text = "One two three. Four five six.\n\n**Q: Who stayed?**\n\nSeven eight. Nine ten eleven."
    assert texts(text, max_tokens=9) == [
        "One two three. Four five six.",
        "**Q: Who stayed?**\n\nSeven eight. Nine ten eleven.",
    ]


def test_a_line_that_asks_stays_with_the_line_that_answers() -> None:
    text = "One two.\n\nWho stayed?\nThree four five six seven eight."
    assert texts(text, max_tokens=9) == [
        "One two.",
        "Who stayed?\nThree four five six seven eight.",
    ]


def test_two_headings_stay_with_the_text_below_them() -> None:
    text = "One two three. Four five.\n\n# Part\n\n## Chapter\n\nSix seven eight. Nine ten."
    assert texts(text, max_tokens=9)[-1].startswith("# Part\n\n## Chapter\n\nSix")


def test_a_split_paragraph_repeats_one_sentence() -> None:
    text = "One two three. Four five six. Seven eight nine. Ten eleven twelve."
    assert texts(text, max_tokens=6) == [
        "One two three. Four five six.",
        "Four five six. Seven eight nine.",
        "Seven eight nine. Ten eleven twelve.",
    ]


def test_no_sentence_is_repeated_where_it_leaves_no_room_for_the_next() -> None:
    text = "One two three four. Five six seven eight. Nine."
    assert texts(text, max_tokens=5) == ["One two three four.", "Five six seven eight. Nine."]


def test_too_long_a_sentence_is_cut_behind_a_clause() -> None:
    text = "When the troops left Bagram, the airfield fell silent and nobody came."
    assert texts(text, max_tokens=8) == [
        "When the troops left Bagram,",
        "the airfield fell silent and nobody came.",
    ]


def test_without_a_clause_it_is_cut_behind_a_word() -> None:
    assert texts("a b c d e f g h", max_tokens=3) == ["a b c", "d e f", "g h"]


def test_without_a_word_it_is_cut_between_characters() -> None:
    assert texts("一二三四五六七", max_tokens=3, count_tokens=count_characters) == [
        "一二三",
        "四五六",
        "七",
    ]


def test_a_word_that_never_ends_is_bounded_in_characters() -> None:
    found = texts("x" * 100_000, max_tokens=10)
    assert max(map(len, found)) <= 160
    assert "".join(found) == "x" * 100_000


def test_empty_lines_do_not_swell_a_passage() -> None:
    assert texts("One." + "\n" * 100_000 + "Two.", max_tokens=50) == ["One.", "Two."]


@pytest.mark.parametrize("text", ["", " \n\t ", "\u2028"])
def test_a_text_without_characters_has_no_passages(text: str) -> None:
    assert passages(text) == []


def test_only_the_body_becomes_passages_and_offsets_count_the_whole_text() -> None:
    text = "Headline\n\nOne two. Three.\n\nAdvertisement\n\nFour."
    found = passages(text, {"body": [[10, 25], [42, 47]]})
    assert [(node.text, node.start_char_idx, node.end_char_idx) for node in found] == [
        ("One two. Three.", 10, 25),
        ("Four.", 42, 47),
    ]


def test_metadata_are_the_scalars_that_a_store_accepts() -> None:
    (node,) = passages(
        "One.", {"published": "2021-07-10", "title": "T", "author": None, "pages": None}
    )
    assert node.metadata == {"article_id": "a1", "published": 20210710}
    assert node.ref_doc_id == "a1"


@pytest.mark.parametrize("published", [None, "", "yesterday", 20210710])
def test_an_unknown_date_is_left_out(published: object) -> None:
    (node,) = passages("One.", {"published": published})
    assert node.metadata == {"article_id": "a1"}


def test_the_page_is_that_of_the_first_character() -> None:
    text = "One two. Three four. Five six."
    found = passages(text, {"pages": [[0, 8], [8, 20], [20, 30]]}, max_tokens=2)
    assert [node.metadata["page"] for node in found] == [1, 2, 3]


def test_neither_model_nor_prompt_sees_the_metadata() -> None:
    (node,) = passages("One.", {"published": "2021-07-10", "pages": [[0, 4]]})
    assert node.get_content(metadata_mode="embed") == "One."
    assert node.get_content(metadata_mode="llm") == "One."


def test_the_same_text_gives_the_same_ids() -> None:
    text = "One two three. Four five six. Seven eight nine."
    first = [node.node_id for node in passages(text, max_tokens=6)]
    assert first == [node.node_id for node in passages(text, max_tokens=6)]
    assert len(set(first)) == len(first) == 2


def test_a_stored_node_holds_no_relationship_but_to_its_article() -> None:
    node = passages("One two. Three four.", max_tokens=2)[0]
    stored = json.loads(node_to_metadata_dict(node, remove_text=True)["_node_content"])
    assert [related["node_id"] for related in stored["relationships"].values()] == ["a1"]


@given(
    text=st.text(alphabet=st.one_of(st.characters(), st.sampled_from(' \n\t.!?“”",(A3a。-'))),
    max_tokens=st.integers(min_value=1, max_value=12),
    overlap=st.integers(min_value=0, max_value=3),
    count=st.sampled_from([count_words, count_characters]),
    data=st.data(),
)
@settings(max_examples=300, deadline=None)
def test_passages_are_verbatim_complete_and_short(
    text: str,
    max_tokens: int,
    overlap: int,
    count: Callable[[str], int],
    data: st.DataObject,
) -> None:
    start = data.draw(st.integers(min_value=0, max_value=len(text)))
    end = data.draw(st.integers(min_value=start, max_value=len(text)))
    found = passages(
        text,
        {"body": [[start, end]]},
        max_tokens=max_tokens,
        overlap_sentences=overlap,
        count_tokens=count,
    )
    covered: set[int] = set()
    for node in found:
        assert node.start_char_idx is not None
        assert node.end_char_idx is not None
        assert text[node.start_char_idx : node.end_char_idx] == node.text
        assert start <= node.start_char_idx < node.end_char_idx <= end
        assert node.text == node.text.strip() != ""
        assert count(node.text) <= max_tokens
        covered.update(range(node.start_char_idx, node.end_char_idx))
    assert all(text[at].isspace() for at in set(range(start, end)) - covered)
    spans = [(node.start_char_idx, node.end_char_idx) for node in found]
    assert spans == sorted(set(spans))


def test_the_seeds_are_cut_between_sentences() -> None:
    documents = ArticleReader().load_data(seeds_folder() / "articles")
    parser = SentencePassages(count_tokens=count_words, max_tokens=110)
    for document in documents:
        spans = sentences(document.text)
        starts, ends = {start for start, _ in spans}, {end for _, end in spans}
        for node in parser.get_nodes_from_documents([document]):
            assert isinstance(node, TextNode)
            assert node.end_char_idx in ends
            # The one sentence behind the run-on date begins inside what the splitter sees.
            assert node.start_char_idx in starts or node.text.startswith("The United States and")
