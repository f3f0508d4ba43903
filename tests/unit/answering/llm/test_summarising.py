from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
from llama_index.core.schema import NodeWithScore, TextNode
from scripted_llm import Reply, ScriptedModel, fails, says

from qa.answering import Draft
from qa.answering.drafts.citations import Quote
from qa.answering.llm import LanguageModel, SummarySynthesizer, Writer
from qa.answering.llm.endpoint import Endpoint
from qa.answering.llm.prompts import load_prompt
from qa.answers import REFUSAL
from qa.errors import LanguageModelError

QUESTION = "Summarise the articles"


class ByNumber:
    """Takes a sentence for supported by the passages that it names; "Invented" never is."""

    def support(
        self, question: str, sentence: str, nodes: Sequence[NodeWithScore], named: Sequence[int]
    ) -> tuple[Quote, ...]:
        if "Invented" in sentence:
            return ()
        return tuple(Quote(nodes[index].node.node_id, sentence, 0) for index in named)


@contextmanager
def summary(
    *replies: Reply, passages: int = 2, context: int = 4096
) -> Iterator[tuple[SummarySynthesizer, ScriptedModel]]:
    with ScriptedModel(*replies) as script:
        endpoint = Endpoint(
            url=script.url, model="m", key="k", context=context, tokens=64, timeout=60
        )
        model = LanguageModel(endpoint, retries=0)
        writer = Writer(
            model,
            ByNumber(),  # type: ignore[arg-type]
            count_tokens=lambda text: len(text.split()),
            passages=passages,
            tokens=64,
        )
        try:
            yield (
                SummarySynthesizer(writer, load_prompt("summarise"), load_prompt("combine")),
                script,
            )
        finally:
            model.close()


def nodes(count: int, words: int = 5) -> list[NodeWithScore]:
    return [
        NodeWithScore(node=TextNode(id_=f"p{number}", text="word " * words, metadata={}), score=1.0)
        for number in range(1, count + 1)
    ]


def told(draft: Draft) -> list[tuple[str, list[str]]]:
    return [
        (statement.text, [quote.article_id for quote in statement.quotes])
        for statement in draft.statements
    ]


def test_what_fits_into_one_request_needs_no_combining() -> None:
    with summary(says("One [1]. Two [2].")) as (synthesizer, script):
        drafts = [told(draft) for draft in synthesizer.stream(QUESTION, nodes(2))]
    assert [("One.", ["p1"])] in drafts
    assert drafts[-1] == [("One.", ["p1"]), ("Two.", ["p2"])]
    assert len(script.requests) == 1


def test_notes_of_all_parts_are_combined_under_one_numbering() -> None:
    replies = [says("One [1]."), says("Three [3]. Four [4]."), says("Five [5]."), says("All [4].")]
    with summary(*replies) as (synthesizer, script):
        drafts = list(synthesizer.stream(QUESTION, nodes(5)))
    *parts, combined = script.requests
    assert [request.user.count("<passage [") for request in parts] == [2, 2, 1]
    assert "- One. [1]\n- Three. [3]\n- Four. [4]\n- Five. [5]" in combined.user
    assert told(drafts[-1]) == [("All.", ["p4"])]
    assert all(draft.statements == () for draft in drafts[:-1])
    assert "passage 4 of 5" in "".join(note.text for draft in drafts[:-1] for note in draft.notices)


def test_unsupported_notes_are_not_combined() -> None:
    replies = [says("One [1]. Invented [2]."), says("Three [3]."), says("All [1].")]
    with summary(*replies) as (synthesizer, script):
        synthesizer.synthesize(QUESTION, nodes(3))
    assert "One." in script.requests[-1].user
    assert "Invented" not in script.requests[-1].user


def test_sentence_of_the_combined_text_is_checked_again() -> None:
    replies = [says("One [1]."), says("Three [3]."), says("All [1]. Invented [3].")]
    with summary(*replies) as (synthesizer, _):
        draft = synthesizer.synthesize(QUESTION, nodes(3))
    assert told(draft) == [("All.", ["p1"])]
    assert "1 sentence of the language model is left out" in draft.notices[0].text


def test_without_any_note_nothing_is_combined() -> None:
    with summary(says(REFUSAL)) as (synthesizer, script):
        draft = synthesizer.synthesize(QUESTION, nodes(3))
    assert draft.refused
    assert "found no answer" in draft.notices[0].text
    assert len(script.requests) == 2


def test_part_that_fails_is_told() -> None:
    with (
        summary(says("One [1]."), fails(500)) as (synthesizer, _),
        pytest.raises(LanguageModelError, match="failed"),
    ):
        synthesizer.synthesize(QUESTION, nodes(3))


def test_notes_that_do_not_fit_are_left_out_the_last_first() -> None:
    long = " ".join(["word"] * 300)
    replies = [says(f"First {long} [1]."), says(f"Second {long} [2]."), says(f"Third {long} [3].")]
    with summary(*replies, says("All [1]."), passages=1, context=1024) as (synthesizer, script):
        synthesizer.synthesize(QUESTION, nodes(3))
    combined = script.requests[-1].user
    assert "First" in combined
    assert "Third" not in combined
    assert len(f"{script.requests[-1].system} {combined}".split()) <= 1024 - 64
