from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Callable

import pytest
from fakes import HashEmbedding
from llama_index.core import Settings as GlobalSettings
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from qa.answering import Draft, ExtractiveSynthesizer
from qa.answering.confidence import Calibration, Features
from qa.answers import REFUSAL, Agreement
from qa.retrieval import ReadNode

MakeNode = Callable[..., ReadNode]
WHEN = "When does the withdrawal end?"


# As sure as the reader is, whatever the shipped calibration makes of the rest.
BY_GAP = Calibration(
    tuple(float(field.name == "gap") for field in dataclasses.fields(Features)), constant=0.0
)


@pytest.fixture
def synthesizer() -> ExtractiveSynthesizer:
    return ExtractiveSynthesizer(HashEmbedding(), threshold=0.5, calibration=BY_GAP)


def quoted(draft: Draft) -> list[tuple[str, str]]:
    return [
        (quote.article_id, quote.text)
        for statement in draft.statements
        for quote in statement.quotes
    ]


def withdrawal(make: MakeNode) -> list[NodeWithScore]:
    return [
        make("The withdrawal ends on 31 August. It is hot.", ("31 August", 9.0)),
        make("Rain fell. The withdrawal will end on August 31.", ("August 31", 8.0), article="b"),
    ]


def test_best_span_answers_and_all_articles_that_say_so_are_quoted(
    synthesizer: ExtractiveSynthesizer, read_node: MakeNode
) -> None:
    nodes = withdrawal(read_node)
    draft = synthesizer.synthesize(WHEN, nodes)
    assert draft.response == str(draft) == "31 August"
    assert not draft.refused
    assert draft.source_nodes == nodes
    assert quoted(draft) == [
        ("a", "The withdrawal ends on 31 August."),
        ("b", "The withdrawal will end on August 31."),
    ]
    assert 0.5 < draft.confidence <= 1


def test_sentence_that_two_articles_print_is_one_statement_with_two_quotes(
    synthesizer: ExtractiveSynthesizer, read_node: MakeNode
) -> None:
    sentence = "The withdrawal ends on 31 August."
    draft = synthesizer.synthesize(
        WHEN,
        [
            read_node(sentence, ("31 August", 9.0)),
            read_node(f"Hello. {sentence}", ("31 August", 8.0), article="b"),
        ],
    )
    (statement,) = draft.statements
    assert statement.text == sentence
    assert [quote.article_id for quote in statement.quotes] == ["a", "b"]


def test_articles_that_differ_are_both_quoted_and_the_reader_is_told(
    synthesizer: ExtractiveSynthesizer, read_node: MakeNode
) -> None:
    draft = synthesizer.synthesize(
        WHEN,
        [
            read_node("The withdrawal ends on 31 August.", ("31 August", 9.0)),
            read_node(
                "The withdrawal ends on 11 September.",
                ("11 September", 8.5),
                article="b",
                published="2021-04-14",
            ),
        ],
    )
    assert draft.response == "31 August"
    assert [article for article, _ in quoted(draft)] == ["a", "b"]
    assert draft.agreement is Agreement.DIFFERENT
    assert [(group.value, group.published) for group in draft.groups] == [
        ("31 August", None),
        ("11 September", "2021-04-14"),
    ]


def test_unsure_reader_is_refused_with_the_passages_kept(
    synthesizer: ExtractiveSynthesizer, read_node: MakeNode
) -> None:
    nodes: list[NodeWithScore] = [read_node("It rained all day.", ("all day", -9.0), cosine=0.0)]
    draft = synthesizer.synthesize(WHEN, nodes)
    assert draft.refused
    assert draft.response == str(draft) == REFUSAL
    assert draft.statements == ()
    assert draft.source_nodes == nodes
    assert 0 <= draft.confidence < 0.5


def test_threshold_says_how_sure_is_sure(read_node: MakeNode) -> None:
    even = Calibration((0.0,) * len(BY_GAP.weights), 0.0)  # whatever was found: .5
    for threshold, refused in ((0.0, False), (0.5, False), (0.51, True), (1.0, True)):
        synthesizer = ExtractiveSynthesizer(HashEmbedding(), threshold=threshold, calibration=even)
        assert synthesizer.synthesize(WHEN, withdrawal(read_node)[:1]).refused is refused


@pytest.mark.parametrize("nodes", [[], [NodeWithScore(node=TextNode(text="unread"), score=1.0)]])
def test_nothing_read_is_refused(
    synthesizer: ExtractiveSynthesizer, nodes: list[NodeWithScore]
) -> None:
    draft = synthesizer.synthesize(WHEN, nodes)
    assert draft.refused
    assert str(draft) == REFUSAL


def test_why_is_answered_with_the_whole_sentence(
    synthesizer: ExtractiveSynthesizer, read_node: MakeNode
) -> None:
    text = "It was long. France suspended its cooperation after a coup. Then it resumed."
    draft = synthesizer.synthesize(
        "Why did France suspend its cooperation?", [read_node(text, ("after a coup", 9.0))]
    )
    assert draft.response == "France suspended its cooperation after a coup."


OPEN = "What do the articles say about the Takuba task force?"


def test_yes_or_no_question_that_an_article_asks_is_answered_as_it_does(
    synthesizer: ExtractiveSynthesizer, read_node: MakeNode
) -> None:
    asked = read_node(
        "Are guests insured?\nYes. The club pays for a day.\n\nAre boats lent?\nNot on Sundays."
    )
    other = read_node("Guests may row on Sunday.", ("Sunday", 3.0), article="b")
    draft = synthesizer.synthesize("Are guests insured?", [other, asked])
    assert draft.response == "Yes. The club pays for a day."
    assert quoted(draft) == [("a", "Are guests insured?\nYes. The club pays for a day.")]
    assert synthesizer.synthesize("Are boats lent?", [other, asked]).response == "Not on Sundays."
    assert quoted(synthesizer.synthesize("Are boats sold?", [other, asked]))[0][0] == "b"


@pytest.mark.parametrize(
    ("span", "shown"),
    [
        ("those winters", "Many call those winters the Long Frost."),
        ("call those winters", "call those winters"),
        ("Many", "Many"),
    ],
)
def test_words_that_only_point_back_are_shown_in_their_sentence(
    span: str, shown: str, synthesizer: ExtractiveSynthesizer, read_node: MakeNode
) -> None:
    text = "The river froze in 1701 and 1702. Many call those winters the Long Frost."
    draft = synthesizer.synthesize("What is a long frost?", [read_node(text, (span, 9.0))])
    assert draft.response == shown


def test_open_question_is_answered_with_whole_sentences_on_the_matter(
    synthesizer: ExtractiveSynthesizer, read_node: MakeNode
) -> None:
    sentences = [
        "The Takuba task force consists of special forces.",
        "The task force Takuba was called a model by Parly.",
        "Nine countries sent soldiers to the Takuba task force.",
        "Takuba, a task force, has already had success.",
        "It rained.",
    ]
    text = " ".join(sentences)
    nodes: list[NodeWithScore] = [read_node(text, ("special forces", 3.0), offset=50)]
    draft = synthesizer.synthesize(OPEN, nodes)
    assert not draft.refused
    assert draft.statements
    told = [statement.text for statement in draft.statements]
    assert set(told) <= set(sentences[:4])
    assert draft.response == " ".join(told)
    for statement in draft.statements:
        (quote,) = statement.quotes
        assert quote.text == statement.text == text[quote.start - 50 : quote.end - 50]


def test_open_question_is_not_answered_twice_with_the_same_sentence(
    synthesizer: ExtractiveSynthesizer, read_node: MakeNode
) -> None:
    sentence = "The Takuba task force consists of special forces."
    nodes: list[NodeWithScore] = [
        read_node(sentence, ("special forces", 3.0), article=article) for article in "abc"
    ]
    assert len(synthesizer.synthesize(OPEN, nodes).statements) == 1


def test_open_question_on_another_matter_is_refused(
    synthesizer: ExtractiveSynthesizer, read_node: MakeNode
) -> None:
    nodes: list[NodeWithScore] = [read_node("Bread rose by a third.", ("a third", -5.0))]
    assert synthesizer.synthesize(OPEN, nodes).refused


def test_question_may_be_a_query_bundle_and_may_be_awaited(
    synthesizer: ExtractiveSynthesizer, read_node: MakeNode
) -> None:
    nodes = withdrawal(read_node)
    plain = synthesizer.synthesize(WHEN, nodes)
    assert synthesizer.synthesize(QueryBundle(WHEN), nodes) == plain
    assert asyncio.run(synthesizer.asynthesize(WHEN, nodes)) == plain


def test_bare_strings_are_not_answered_from(synthesizer: ExtractiveSynthesizer) -> None:
    with pytest.raises(TypeError, match="synthesize"):
        synthesizer.get_response(WHEN, ["It ends on 31 August."])
    with pytest.raises(TypeError, match="synthesize"):
        asyncio.run(synthesizer.aget_response(WHEN, ["It ends on 31 August."]))


def test_no_language_model_is_looked_for(
    read_node: MakeNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = ExtractiveSynthesizer(HashEmbedding()).synthesize(WHEN, withdrawal(read_node))
    monkeypatch.setenv("OPENAI_API_KEY", "x")
    with_key = ExtractiveSynthesizer(HashEmbedding()).synthesize(WHEN, withdrawal(read_node))
    assert with_key.response == without.response == "31 August"
    assert with_key.confidence == without.confidence
    assert GlobalSettings._llm is None
    assert GlobalSettings._embed_model is None


def test_newest_article_leads_where_dated_articles_differ(
    synthesizer: ExtractiveSynthesizer, read_node: MakeNode
) -> None:
    told = "The toll of the flood in Karsa stands at {}, the rescue service said."
    draft = synthesizer.synthesize(
        "What is the toll of the flood in Karsa?",
        [
            read_node(told.format(12), ("12", 9.0), article="a", published="2021-07-01"),
            read_node(told.format(45), ("45", 8.0), article="c", published="2021-07-04"),
            read_node(told.format(29), ("29", 8.5), article="b", published="2021-07-02"),
        ],
    )
    assert draft.response == "45"
    assert [group.value for group in draft.groups] == ["45", "29", "12"]
    assert [article for article, _ in quoted(draft)] == ["c", "b", "a"]


def test_copies_of_one_text_are_one_voice(
    synthesizer: ExtractiveSynthesizer, read_node: MakeNode
) -> None:
    wire = "The plant in Norvik will hire 300 workers next year, its head Ane Lie told the agency."
    draft = synthesizer.synthesize(
        "How many workers will the plant in Norvik hire?",
        [read_node(wire, ("300", 9.0 - at), article=f"paper{at}") for at in range(3)],
    )
    assert draft.agreement is Agreement.SINGLE
    (group,) = draft.groups
    assert len(group.quotes) == 1
    assert group.copies == ("paper1.txt", "paper2.txt")
