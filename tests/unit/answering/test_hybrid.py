from __future__ import annotations

import dataclasses
from collections.abc import Generator, Sequence
from typing import Any

import pytest
from llama_index.core.llms import MockLLM
from llama_index.core.schema import NodeWithScore, TextNode

from qa.answering.drafts.citations import Quote
from qa.answering.drafts.draft import Draft, DraftGroup, DraftStatement
from qa.answering.drafts.node_synthesizer import NodeSynthesizer, StreamingSynthesizer
from qa.answering.hybrid import HybridSynthesizer
from qa.answers import REFUSAL, Agreement, NoticeKind
from qa.errors import LanguageModelError
from qa.models import Reading, Span
from qa.retrieval import Question

NODES = [NodeWithScore(node=TextNode(text="It opened on 3 May."), score=1.0)]
WHEN = "When was the bridge opened?"
OWN = Draft("3 May", NODES, statements=(DraftStatement("It opened on 3 May.", ()),))
REFUSED = Draft(REFUSAL, NODES, refused=True)


class Own(NodeSynthesizer):
    """Gives the draft that it is told to give."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(llm=MockLLM())
        self._given = draft

    def draft(self, question: Question, nodes: list[NodeWithScore]) -> Draft:
        return self._given


class Written(StreamingSynthesizer):
    """Writes sentences one by one, and then may fail."""

    def __init__(self, *sentences: str, error: LanguageModelError | None = None) -> None:
        super().__init__(llm=MockLLM())
        self._sentences = sentences
        self._error = error

    def write(self, question: Question, nodes: list[NodeWithScore]) -> Generator[Draft, None, None]:
        done: list[DraftStatement] = []
        yield Draft(None, nodes, complete=False)
        for sentence in self._sentences:
            done.append(DraftStatement(sentence, (Quote("a", sentence, 0),)))
            yield Draft(None, nodes, statements=tuple(done), complete=False)
        if self._error:
            raise self._error
        yield Draft(" ".join(self._sentences), nodes, statements=tuple(done))


class Reader:
    """Marks the words that a text is told to answer with."""

    def __init__(self, marked: str = "") -> None:
        self._marked = marked

    def read(self, question: str, passages: Sequence[str]) -> list[Reading]:
        spans = []
        for text in passages:
            start = text.find(self._marked)
            found = (Span(start, start + len(self._marked), 5.0, 5.0),) if start >= 0 else ()
            spans.append(Reading(found, 0.0))
        return spans


def hybrid(
    written: Written,
    own: Draft = OWN,
    summary: Written | None = None,
    marked: str = "",
    **options: Any,
) -> HybridSynthesizer:
    return HybridSynthesizer(
        Own(own),  # type: ignore[arg-type]
        written,  # type: ignore[arg-type]
        summary or written,  # type: ignore[arg-type]
        Reader(marked),  # type: ignore[arg-type]
        **options,
    )


def kinds(draft: Draft) -> list[NoticeKind]:
    return [notice.kind for notice in draft.notices]


def test_short_answer_comes_first_and_prose_grows_below_it() -> None:
    first, *growing, last = hybrid(Written("On 3 May.", "It rained.")).stream(WHEN, NODES)
    assert (first.response, first.prose, first.complete) == ("3 May", (), False)
    assert [len(draft.prose) for draft in growing] == [0, 1, 2]
    assert kinds(growing[0]) == [NoticeKind.PROGRESS]
    assert not any(draft.complete for draft in growing)
    assert (last.response, len(last.prose), last.complete) == ("3 May", 2, True)
    assert last.notices == ()


def test_alone_the_prose_is_the_answer_in_the_end() -> None:
    *growing, last = hybrid(Written("On 3 May."), alone=True).stream(WHEN, NODES)
    assert {draft.response for draft in growing} == {None}
    assert [len(draft.prose) for draft in growing] == [0, 1]
    assert (last.response, last.prose, last.complete) == ("On 3 May.", (), True)


@pytest.mark.parametrize("alone", [False, True])
def test_failing_model_leaves_the_own_words_with_a_notice(alone: bool) -> None:
    error = LanguageModelError("The language model failed (500).", hint="Look.")
    *_, last = hybrid(Written("On 3 May.", error=error), alone=alone).stream(WHEN, NODES)
    assert (last.response, last.complete) == ("3 May", True)
    (notice,) = last.notices
    assert notice.kind is NoticeKind.MODEL
    assert notice.text.startswith("The language model failed (500). Look. ")
    assert len(last.prose) == (0 if alone else 1)


def test_prose_that_says_something_else_is_told() -> None:
    different = hybrid(Written("It opened in June."), marked="in June").synthesize(WHEN, NODES)
    assert kinds(different) == [NoticeKind.DISAGREEMENT]
    same = hybrid(Written("It opened on May 3rd."), marked="May 3rd").synthesize(WHEN, NODES)
    assert same.notices == ()


def test_prose_beside_a_refusal_does_not_undo_it() -> None:
    draft = hybrid(Written("On 3 May."), own=REFUSED).synthesize(WHEN, NODES)
    assert draft.refused
    assert draft.prose
    assert kinds(draft) == [NoticeKind.MODEL]


def test_broad_questions_are_summarised() -> None:
    synthesizer = hybrid(Written("No."), summary=Written("A summary."))
    broad = synthesizer.synthesize("Summarise the articles", NODES)
    assert [one.text for one in broad.prose] == ["A summary."]
    assert [one.text for one in synthesizer.synthesize(WHEN, NODES).prose] == ["No."]


def test_without_passages_no_model_is_asked() -> None:
    error = LanguageModelError("must not be asked", hint="")
    assert list(hybrid(Written(error=error), own=REFUSED).stream(WHEN, [])) == [REFUSED]


def test_short_answer_that_was_given_is_not_given_again() -> None:
    first, *_ = hybrid(Written("On 3 May.")).stream(WHEN, NODES, own=OWN)
    assert kinds(first) == [NoticeKind.PROGRESS]


def test_disagreement_does_not_vanish_from_prose_alone() -> None:
    groups = (
        DraftGroup("45", "45", None, False, "2021-07-04", (Quote("a", "45 died.", 0),)),
        DraftGroup("12", "12", None, False, "2021-07-01", (Quote("b", "12 died.", 0),)),
    )
    own = dataclasses.replace(OWN, groups=groups, agreement=Agreement.DIFFERENT)
    told: list[bool] = []

    class Told(Written):
        def write(
            self, question: Question, nodes: list[NodeWithScore], *, differ: bool = False
        ) -> Generator[Draft, None, None]:
            told.append(differ)
            yield from super().write(question, nodes)

    *_, last = hybrid(Told("45 died."), own=own, alone=True).stream(WHEN, NODES)
    assert told == [True]
    assert (last.groups, last.agreement) == (groups, Agreement.DIFFERENT)
