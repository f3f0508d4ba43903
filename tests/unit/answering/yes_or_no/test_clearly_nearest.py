from __future__ import annotations

from collections.abc import Callable

import pytest
from fakes import HashEmbedding
from pydantic import Field

from qa.answering.yes_or_no.clearly_nearest import clearly_nearest
from qa.answering.yes_or_no.deciding import nearest
from qa.retrieval import ReadNode

MakeNode = Callable[..., ReadNode]

_QUESTION = "Did her telephone ring?"
_NEAR = "Her handset made no sound."
_OTHERS = tuple(f"The hut number {word} stood empty." for word in "abcdefgh")
_TEXT = " ".join([*_OTHERS, _NEAR])


class _Plane(HashEmbedding):
    """Gives texts the two coordinates of a test; the question lies on the first axis."""

    vectors: dict[str, list[float]] = Field(default_factory=dict)

    def _vector(self, text: str) -> list[float]:
        return self.vectors.get(text, [1.0, 0.0] if text.startswith("Did") else [0.0, 1.0])


_MODEL = _Plane(vectors={_NEAR: [0.6, -0.8]})


def test_sentence_that_leads_by_much_is_the_nearest(read_node: MakeNode) -> None:
    found = clearly_nearest(_QUESTION, [read_node(_TEXT, ("The", 1.0))], _MODEL)
    assert found is not None
    assert found[0].node.get_content()[slice(*found[1])] == _NEAR


@pytest.mark.parametrize(
    "vectors",
    [
        {_NEAR: [0.28, -0.96]},  # far from the question
        {_NEAR: [0.6, -0.8], _OTHERS[0]: [0.55, 0.8352]},  # another one is nearly as near
    ],
)
def test_none_leads_if_it_is_far_or_another_is_as_near(
    vectors: dict[str, list[float]], read_node: MakeNode
) -> None:
    node = read_node(_TEXT, ("The", 1.0))
    assert clearly_nearest(_QUESTION, [node], _Plane(vectors=vectors)) is None


def test_the_same_sentence_in_another_article_does_not_take_the_lead_away(
    read_node: MakeNode,
) -> None:
    nodes = [read_node(_TEXT, ("The", 1.0)), read_node(_TEXT, ("The", 1.0), article="b")]
    found = clearly_nearest(_QUESTION, nodes, _MODEL)
    assert found is not None
    assert found[0] is nodes[0]


def test_few_sentences_have_no_leader(read_node: MakeNode) -> None:
    node = read_node(" ".join([*_OTHERS[:3], _NEAR]), ("The", 1.0))
    assert clearly_nearest(_QUESTION, [node], _MODEL) is None


def test_a_passage_without_the_name_of_the_question_is_not_near(read_node: MakeNode) -> None:
    node = read_node(_TEXT, ("The", 1.0))
    assert nearest("Did Anna ring?", [node], _MODEL) is None
    found = nearest("Did the GP ring?", [node], _MODEL)
    assert found is not None
    assert (found.quote.text, found.says) == (_NEAR, "")


@pytest.mark.parametrize(
    ("sentence", "is_near"),
    [("Moss is an old town.", False), ("The tram to Moss is gone.", True)],
)
def test_a_sentence_is_not_near_by_a_name_alone(
    sentence: str, is_near: bool, read_node: MakeNode
) -> None:
    node = read_node(" ".join([*_OTHERS, sentence]), ("The", 1.0))
    model = _Plane(vectors={sentence: [0.6, -0.8]})
    assert (nearest("Did a tram go to Moss?", [node], model) is not None) is is_near
