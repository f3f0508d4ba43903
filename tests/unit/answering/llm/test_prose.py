from __future__ import annotations

from collections.abc import Sequence

from llama_index.core.schema import NodeWithScore, TextNode

from qa.answering.drafts.citations import Quote
from qa.answering.llm.prose import Prose
from qa.answering.llm.written import Sentence
from qa.answers import REFUSAL, NoticeKind

NODES = [NodeWithScore(node=TextNode(id_=f"p{number}", text="text")) for number in (1, 2)]


class ByNumber:
    """Takes a sentence for supported by the passages that it names."""

    def support(
        self, question: str, sentence: str, nodes: Sequence[NodeWithScore], named: Sequence[int]
    ) -> tuple[Quote, ...]:
        return tuple(Quote(nodes[index].node.node_id, sentence, 0) for index in named)


def prose(*, keep: bool = False) -> Prose:
    return Prose("Who?", NODES, ByNumber(), keep=keep)  # type: ignore[arg-type]


def test_supported_sentences_are_kept_with_their_quotes() -> None:
    written = prose()
    written.take(Sentence("Ada came.", (2,)))
    draft = written.draft(NODES, complete=True)
    assert draft.response == "Ada came."
    assert [quote.article_id for quote in draft.statements[0].quotes] == ["p2"]
    assert (draft.refused, draft.confidence, draft.complete) == (False, 1.0, True)
    assert written.lines() == ["Ada came. [2]"]


def test_unsupported_sentences_are_counted_and_left_out_or_marked() -> None:
    for keep in (False, True):
        written = prose(keep=keep)
        written.take(Sentence("Ada came.", (1,)))
        written.take(Sentence("Bob went.", ()))
        draft = written.draft(NODES)
        assert [one.supported for one in draft.statements] == [True, *([False] if keep else [])]
        assert draft.left_out == (() if keep else ("Bob went.",))
        assert draft.confidence == 0.5
        (notice,) = draft.notices
        assert notice.kind is NoticeKind.UNSUPPORTED


def test_source_numbers_that_do_not_exist_are_removed_and_told() -> None:
    written = prose()
    written.take(Sentence("Ada came.", (9, 1, 0)))
    draft = written.draft(NODES)
    assert [quote.article_id for quote in draft.statements[0].quotes] == ["p1"]
    (notice,) = draft.notices
    assert "(9, 0)" in notice.text


def test_nothing_written_is_a_refusal_only_in_the_end() -> None:
    written = prose()
    assert not written.begun
    assert written.draft(NODES).response is None
    assert written.draft(NODES, complete=True).response == REFUSAL


def test_refusal_of_the_model_is_told() -> None:
    written = prose()
    written.take(Sentence(REFUSAL, ()))
    (notice,) = written.draft(NODES, complete=True).notices
    assert notice.kind is NoticeKind.MODEL


def test_repetition_is_kept_once_and_recognised() -> None:
    written = prose()
    for _ in range(4):
        assert not written.runs_on
        written.take(Sentence("Ada came.", (1,)))
    assert written.runs_on
    assert len(written.draft(NODES).statements) == 1
