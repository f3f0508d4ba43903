from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from qa.answers import Answer, Citation, Notice, NoticeKind, Statement
from qa.web.export import to_markdown
from qa.web.records import Scope, StoredTurn


def _notices(text: str) -> tuple[Notice, ...]:
    return (Notice(NoticeKind.NOTE, text),)


def rendered(markdown: str) -> str:
    return MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(markdown)


def test_a_conversation_is_written_with_its_citations(answer: Answer, refusal: Answer) -> None:
    turns = [
        StoredTurn(1, answer.question, answer, Scope(2), ""),
        StoredTurn(2, refusal.question, refusal, Scope(2), ""),
    ]
    page = rendered(to_markdown("Bridges", "/articles", turns))
    assert "<h1>Bridges</h1>" in page
    assert "<h2>When was the bridge opened?</h2>\n<p><strong>3 May 1932</strong></p>" in page
    assert "by the mayor. [1]</p>" in page
    assert "The bridge (1932-05-04), news/bridge.txt, characters 11-60" in page
    assert page.count("<blockquote>") == 2
    assert "Likely right." in page
    assert "Searched 2 articles." in page
    assert "Related, but not an answer:" in page


def test_a_language_models_sentences_are_written_with_their_numbers(answer: Answer) -> None:
    prose = (Statement("In May.", (1,)), Statement("It rained.", (), supported=False))
    turn = StoredTurn(1, answer.question, replace(answer, prose=prose), Scope(2), "")
    page = rendered(to_markdown("Bridges", "/articles", [turn]))
    assert "<p>In May. [1]</p>" in page
    assert "<p>It rained. <em>(no passage supports this)</em></p>" in page


@given(
    st.text(
        st.sampled_from("ab1 \n\t#*_-+=`~<>[](){}!|\\&.:$\"'/"),
        min_size=1,
        max_size=60,
    ).filter(str.strip)
)
def test_foreign_text_gives_no_structure(text: str) -> None:
    citation = Citation(1, "a", text, None, text, (), None, text, 0, len(text))
    answer = Answer(
        text,
        text,
        (Statement(text, (1,)),),
        False,
        0.5,
        (citation,),
        (),
        _notices(text),
        "hash",
    )
    turn = StoredTurn(1, text, answer, Scope(1), "")
    plain = "x" * len(text)
    quiet = Citation(1, "a", plain, None, plain, (), None, plain, 0, len(plain))
    harmless = Answer(
        plain,
        plain,
        (Statement(plain, (1,)),),
        False,
        0.5,
        (quiet,),
        (),
        _notices(plain),
        "hash",
    )
    expected = StoredTurn(1, plain, harmless, Scope(1), "")
    kinds = [
        {
            token.type
            for block in MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(
                to_markdown(one.question, one.question, [one])
            )
            for token in (block, *(block.children or ()))
        }
        for one in (turn, expected)
    ]
    assert kinds[0] <= kinds[1] | {"softbreak", "hardbreak"}


def test_an_unfinished_answer_is_marked_as_such(answer: Answer) -> None:
    unfinished = replace(answer, text="", support=(), citations=(), complete=False)
    turn = StoredTurn(1, answer.question, unfinished, Scope(2), "")
    page = rendered(to_markdown("Bridges", "/articles", [turn]))
    assert "<p>This answer is unfinished.</p>" in page
    assert "<strong>" not in page
    assert "right." not in page


@pytest.mark.parametrize(
    "text",
    [
        "The bridge was opened in 1932. It was closed in 1960.",
        "The bridge was opened in 1932; It was closed in 1960",  # the items of a list
    ],
)
def test_a_summary_and_a_list_are_written_once(text: str, answer: Answer) -> None:
    sentences = ("The bridge was opened in 1932.", "It was closed in 1960.")
    summary = replace(
        answer,
        text=text,
        support=tuple(Statement(sentence, (1,)) for sentence in sentences),
        citations=(),
    )
    turn = StoredTurn(1, answer.question, summary, Scope(2), "")
    page = rendered(to_markdown("Bridges", "/articles", [turn]))
    assert [page.count(sentence) for sentence in sentences] == [1, 1]
    assert "<strong>" not in page
