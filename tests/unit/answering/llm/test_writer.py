from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from llama_index.core.llms import MockLLM
from llama_index.core.schema import NodeWithScore, TextNode

from qa.answering.drafts.citations import Quote
from qa.answering.llm.prompts import Prompt
from qa.answering.llm.synthesizer import LLMSynthesizer
from qa.answering.llm.writer import Writer
from qa.answers import REFUSAL
from qa.errors import LanguageModelError
from qa.retrieval import Question

NODES = [
    NodeWithScore(node=TextNode(id_=f"p{number}", text=f"Passage number {number}."), score=1.0)
    for number in range(1, 5)
]
PROMPT = Prompt("Answer.", "{fence} {passages} {question} {refusal}")


class Pieces:
    """Writes pieces, and remembers what it was asked and whether it was stopped."""

    llm = MockLLM()

    def __init__(self, *pieces: str, context: int = 1000) -> None:
        self.pieces = pieces
        self.context_window = context
        self.user = ""
        self.stopped = False

    def stream(self, system: str, user: str) -> Iterator[str]:
        self.user = user
        try:
            yield from self.pieces
        except GeneratorExit:
            self.stopped = True
            raise


class ByNumber:
    def support(
        self, question: str, sentence: str, nodes: Sequence[NodeWithScore], named: Sequence[int]
    ) -> tuple[Quote, ...]:
        return tuple(Quote(nodes[index].node.node_id, sentence, 0) for index in named)


def writer(model: Pieces, **options: Any) -> Writer:
    return Writer(
        model,  # type: ignore[arg-type]
        ByNumber(),  # type: ignore[arg-type]
        count_tokens=lambda text: len(text.split()),
        tokens=10,
        **options,
    )


def synthesizer(model: Pieces, **options: Any) -> LLMSynthesizer:
    return LLMSynthesizer(writer(model, **options), PROMPT)


def test_drafts_grow_by_sentences_and_only_the_last_is_complete() -> None:
    model = Pieces("One [1]. ", "Two [2]. ", "", "Three [3].")
    drafts = list(synthesizer(model).stream("Who?", NODES))
    assert [len(draft.statements) for draft in drafts] == [1, 2, 3] or [
        len(draft.statements) for draft in drafts
    ] == sorted(len(draft.statements) for draft in drafts)
    assert [draft.complete for draft in drafts] == [False] * (len(drafts) - 1) + [True]
    assert drafts[-1].response == "One. Two. Three."
    assert [quote.article_id for one in drafts[-1].statements for quote in one.quotes] == [
        "p1",
        "p2",
        "p3",
    ]


def test_sign_of_waiting_gives_the_same_draft_again() -> None:
    first, second, *_ = synthesizer(Pieces("", "", "One [1].")).stream("Who?", NODES)
    assert first == second
    assert first.statements == ()


def test_a_sentence_that_takes_long_gives_the_same_draft_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("qa.answering.llm.writer._LONGEST_SILENCE", -1.0)
    model = Pieces("It goes ", "on and ", "on [1].")
    drafts = synthesizer(model).stream("Who?", NODES)
    assert next(drafts) == next(drafts)
    drafts.close()
    assert model.stopped


def test_prompt_holds_question_refusal_and_fenced_passages() -> None:
    model = Pieces("One [1].")
    synthesizer(model, passages=2).synthesize(Question("Who came?"), NODES)
    assert "Who came?" in model.user
    assert REFUSAL in model.user
    assert "Passage number 2." in model.user
    assert "Passage number 3." not in model.user
    fence = model.user.split()[0]
    assert model.user.count(f"</passage {fence}>") == 2


def test_passages_that_do_not_fit_are_left_out_the_worst_first() -> None:
    model = Pieces("One [1].", context=45)
    synthesizer(model).synthesize("Who?", NODES)
    assert "Passage number 1." in model.user
    assert "Passage number 4." not in model.user


def test_window_that_holds_no_passage_is_reported() -> None:
    with pytest.raises(LanguageModelError, match="No passage fits") as caught:
        synthesizer(Pieces("One.", context=12)).synthesize("Who?", NODES)
    assert "QA_LLM_CONTEXT" in caught.value.hint


def test_model_that_only_thinks_is_reported() -> None:
    with pytest.raises(LanguageModelError, match="wrote no sentence"):
        synthesizer(Pieces("<think>Hm. ", "Well.")).synthesize("Who?", NODES)


def test_closing_the_drafts_stops_the_model() -> None:
    model = Pieces("One [1]. ", "Two [2]. ", "Three.")
    drafts = synthesizer(model).stream("Who?", NODES)
    next(drafts)
    drafts.close()
    assert model.stopped


def test_model_that_runs_on_is_stopped() -> None:
    model = Pieces(*["One [1]. "] * 50)
    draft = synthesizer(model).synthesize("Who?", NODES)
    assert len(draft.statements) == 1
    assert model.stopped


def test_list_takes_the_first_lines_that_fit() -> None:
    lines = ["one two", "three four", "five"]
    assert writer(Pieces()).fitting(lines, 6) == "- one two\n- three four"
    assert writer(Pieces()).fitting(lines, 2) == ""
