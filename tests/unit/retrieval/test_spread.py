from __future__ import annotations

from llama_index.core.schema import NodeWithScore, TextNode

from qa.retrieval.spread import surplus_copies

WIRE = (
    "The company said the plant in Norvik will hire workers soon. The plant in Norvik is planned "
    "for next year and many workers hope for jobs. Paper {} will report further."
)
OWN = "The plant in Norvik will hire 300 workers, its head Ane Lie told this paper on Thursday."


def node(text: str, published: int | None = None) -> NodeWithScore:
    return NodeWithScore(node=TextNode(text=text, metadata={"published": published}), score=1.0)


def test_most_copies_of_one_text_need_not_be_read() -> None:
    nodes = [*(node(WIRE.format(number)) for number in range(20)), node(OWN)]
    assert surplus_copies(nodes) == set(range(3, 20))


def test_newest_versions_are_read_whatever_their_score() -> None:
    nodes = [node(WIRE.format(day), 20210700 + day) for day in range(1, 21)]
    assert surplus_copies(nodes) == set(range(3, 17))


def test_few_copies_and_other_texts_stay() -> None:
    nodes = [node(WIRE.format(1)), node(OWN), node(WIRE.format(2)), node("It rained.")]
    assert surplus_copies(nodes) == set()
