from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from bench import Bench
from llama_index.core.schema import NodeWithScore, TextNode

from qa.answering import Draft, DraftStatement
from qa.answering.composing import compose
from qa.answering.drafts.citations import Quote
from qa.answers import REFUSAL, Answer, Notice, NoticeKind
from qa.index import Snapshot
from qa.retrieval import Question

TREATY = "Treaty of 18 April 1961\n\nThe treaty was signed in Vienna. It had forty parties then."
COPY = "Some heading\n\nThe treaty was signed in Vienna, as all remember to this day."
GERMAN = (
    "Der Vertrag wurde in Wien unterzeichnet. Er hatte damals vierzig Parteien, und alle waren "
    "mit dem Ergebnis der langen Verhandlungen zufrieden, wie die Zeitungen berichteten."
)
SIGNED = "The treaty was signed in Vienna."


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    root = tmp_path_factory.mktemp("composing")
    bench = Bench(root / "articles", root / "home")
    bench.write("treaty.txt", TREATY)
    bench.write("twin/treaty.txt", TREATY)
    bench.write("copy.txt", COPY)
    bench.write("vertrag.txt", GERMAN)
    bench.sync()
    with bench.open() as index, index.snapshot() as opened:
        yield opened


def article(view: Snapshot, path: str) -> str:
    (found,) = [record for record in view.manifest.articles.values() if record.path == path]
    return found.article_id


def quote(view: Snapshot, path: str, words: str, marked: str = "") -> Quote:
    article_id = article(view, path)
    text = view.text(article_id)
    start = text.index(words)
    spans = ((text.index(marked, start), text.index(marked, start) + len(marked)),)
    return Quote(article_id, words, start, spans if marked else ())


def composed(view: Snapshot, draft: Draft, notices: tuple[Notice, ...] = ()) -> Answer:
    return compose(Question("Where?"), draft, view, notices=notices, settings_hash="hash")


def drafted(*statements: DraftStatement, response: str | None = "Vienna") -> Draft:
    return Draft(response, statements=statements, confidence=0.75)


def test_proven_quote_becomes_a_citation_that_describes_its_article(view: Snapshot) -> None:
    proven = quote(view, "treaty.txt", SIGNED, marked="Vienna")
    answer = composed(view, drafted(DraftStatement(SIGNED, (proven,))))
    (citation,) = answer.citations
    assert (citation.number, citation.path, citation.also_in) == (
        1,
        "treaty.txt",
        ("twin/treaty.txt",),
    )
    assert citation.article_id == article(view, "treaty.txt")
    assert citation.title == view.manifest.articles[citation.article_id].title
    assert TREATY[citation.start : citation.end] == citation.quote == SIGNED
    assert [TREATY[start:end] for start, end in citation.spans] == ["Vienna"]
    assert (answer.text, answer.refused, answer.confidence) == ("Vienna", False, 0.75)
    assert answer.question == "Where?"
    assert answer.settings_hash == "hash"
    assert answer.related == ()


def test_unverifiable_quote_is_dropped_and_the_rest_is_numbered_anew(view: Snapshot) -> None:
    good = quote(view, "treaty.txt", SIGNED)
    altered = Quote(good.article_id, "The treaty was signed in Geneva.", good.start + 1)
    misplaced = Quote(good.article_id, SIGNED, good.start + 1)
    unknown = Quote("no such article", SIGNED, good.start)
    other = quote(view, "copy.txt", "The treaty was signed in Vienna, as all remember")
    answer = composed(
        view,
        drafted(
            DraftStatement("Invented in Vienna.", (altered, unknown)),
            DraftStatement("Signed in Vienna.", (misplaced, good)),
            DraftStatement("Remembered.", (other,)),
        ),
    )
    assert [citation.quote for citation in answer.citations] == [good.text, other.text]
    assert [(said.text, said.citations) for said in answer.support] == [
        ("Signed in Vienna.", (1,)),
        ("Remembered.", (2,)),
    ]


def test_altered_quote_does_not_take_the_place_of_a_true_one(view: Snapshot) -> None:
    good = quote(view, "treaty.txt", SIGNED)
    altered = Quote(good.article_id, SIGNED.replace("Vienna", "Geneva"), good.start)
    for first, second in ((altered, good), (good, altered)):
        answer = composed(
            view,
            drafted(DraftStatement(first.text, (first,)), DraftStatement(second.text, (second,))),
        )
        assert [citation.quote for citation in answer.citations] == [SIGNED]
        assert [said.text for said in answer.support] == [SIGNED]


def test_draft_that_loses_all_its_quotes_is_refused(view: Snapshot) -> None:
    good = quote(view, "treaty.txt", SIGNED)
    altered = Quote(good.article_id, "The treaty was signed in Geneva.", good.start)
    answer = composed(view, drafted(DraftStatement("Geneva.", (altered,)), response="Geneva"))
    assert answer.refused
    assert answer.text == REFUSAL
    assert answer.support == answer.citations == ()


def test_short_answer_of_a_dropped_sentence_is_refused(view: Snapshot) -> None:
    good = quote(view, "treaty.txt", SIGNED)
    altered = Quote(good.article_id, "The treaty was signed in Geneva.", good.start + 1)
    answer = composed(
        view,
        drafted(
            DraftStatement(altered.text, (altered,)),
            DraftStatement(SIGNED, (good,)),
            response="Geneva",
        ),
    )
    assert answer.refused
    assert answer.text == REFUSAL
    assert answer.support == answer.citations == ()
    assert [one.number for one in answer.related] == list(range(1, len(answer.related) + 1))


@pytest.mark.parametrize("marked", [False, True])
def test_answer_of_whole_sentences_keeps_those_that_are_proven(
    view: Snapshot, marked: bool
) -> None:
    good = quote(view, "treaty.txt", SIGNED)
    altered = Quote(good.article_id, "The treaty was signed in Geneva.", good.start + 1)
    quotes = () if marked else (altered,)
    answer = composed(
        view,
        drafted(
            DraftStatement("Forty signed.", (good,)),
            DraftStatement("Geneva.", quotes, supported=not marked),
            DraftStatement(SIGNED, (good,)),
            response=f"Forty signed. Geneva. {SIGNED}",
        ),
    )
    assert answer.text == f"Forty signed. {SIGNED}"
    assert ("Geneva." in [said.text for said in answer.support]) is marked
    assert not answer.refused


def test_prose_is_cited_after_the_answer_and_stays_beside_a_refusal(view: Snapshot) -> None:
    good = quote(view, "treaty.txt", SIGNED)
    other = quote(view, "treaty.txt", "It had forty parties then.")
    prose = (DraftStatement("Forty took part.", (other,)), DraftStatement("Lost.", ()))
    answer = composed(view, replace(drafted(DraftStatement(SIGNED, (good,))), prose=prose))
    assert [(said.text, said.citations) for said in answer.prose] == [("Forty took part.", (2,))]
    assert [citation.quote for citation in answer.citations] == [good.text, other.text]
    refused = composed(view, replace(drafted(response=None), prose=prose))
    assert refused.refused
    assert [(said.text, said.citations) for said in refused.prose] == [("Forty took part.", (1,))]


@pytest.mark.parametrize("response", ["", None])
def test_draft_without_words_is_refused(view: Snapshot, response: str | None) -> None:
    proven = quote(view, "treaty.txt", SIGNED)
    answer = composed(view, drafted(DraftStatement(SIGNED, (proven,)), response=response))
    assert answer.refused
    assert answer.text == REFUSAL


def test_refusal_shows_the_nearest_passages_that_stand_verbatim(view: Snapshot) -> None:
    article_id = article(view, "treaty.txt")

    def hit(words: str, start: int) -> NodeWithScore:
        node = TextNode(text=words, start_char_idx=start, metadata={"article_id": article_id})
        return NodeWithScore(node=node, score=1.0)

    at = TREATY.index(SIGNED)
    nodes = [hit(SIGNED, at), hit("Invented.", at), *[hit("It had", TREATY.index("It had"))] * 5]
    answer = composed(view, Draft(None, nodes, refused=True, confidence=0.1))
    assert answer.refused
    assert answer.citations == ()
    assert [citation.quote for citation in answer.related] == [SIGNED, "It had"]
    assert [citation.number for citation in answer.related] == [1, 2]


def test_passage_that_bears_out_two_statements_is_cited_once(view: Snapshot) -> None:
    proven = quote(view, "treaty.txt", SIGNED)
    answer = composed(
        view,
        drafted(DraftStatement("In Vienna.", (proven,)), DraftStatement("Two.", (proven, proven))),
    )
    assert len(answer.citations) == 1
    assert [said.citations for said in answer.support] == [(1,), (1,)]


def test_sentence_that_answers_two_questions_is_said_once(view: Snapshot) -> None:
    said = DraftStatement(SIGNED, (quote(view, "treaty.txt", SIGNED),))
    assert [one.text for one in composed(view, drafted(said, said)).support] == [SIGNED]


def test_article_in_an_unknown_language_is_marked(view: Snapshot) -> None:
    words = "Der Vertrag wurde in Wien unterzeichnet."
    proven = quote(view, "vertrag.txt", words)
    answer = composed(view, drafted(DraftStatement(words, (proven,)), response="Wien"))
    (notice,) = answer.notices
    assert "language" in notice.text
    assert "(de)" in notice.text


def test_the_nearest_article_in_an_unknown_language_is_marked_beside_a_refusal(
    view: Snapshot,
) -> None:
    words = "Der Vertrag wurde in Wien unterzeichnet."
    found = {"article_id": article(view, "vertrag.txt")}
    near = NodeWithScore(node=TextNode(text=words, start_char_idx=0, metadata=found), score=1.0)
    (notice,) = composed(view, Draft(None, [near], refused=True)).notices
    assert "(de)" in notice.text


def test_unfinished_draft_without_an_answer_is_no_refusal(view: Snapshot) -> None:
    draft = Draft(None, refused=True, complete=False)
    answer = composed(view, draft)
    assert (answer.text, answer.refused, answer.complete) == ("", False, False)
    finished = composed(view, replace(draft, complete=True))
    assert (finished.text, finished.refused, finished.complete) == (REFUSAL, True, True)


def test_notices_of_draft_and_caller_are_told_once_each(view: Snapshot) -> None:
    differ = Notice(NoticeKind.DISAGREEMENT, "They differ.")
    same = Notice(NoticeKind.NOTE, "Same.")
    changed = Notice(NoticeKind.STALE_INDEX, "The folder has changed.")
    proven = quote(view, "treaty.txt", SIGNED)
    draft = Draft("Vienna", statements=(DraftStatement(SIGNED, (proven,)),), notices=(differ, same))
    answer = composed(view, draft, notices=(same, changed))
    assert answer.notices == (differ, same, changed)
