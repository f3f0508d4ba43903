from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from llama_index.core.schema import NodeWithScore, TextNode

from qa.answers import Answer, Article, Citation, Turn
from qa.evaluation import About, GoldEvidence, GoldQuestion

HARBOUR = (
    "The bridge opened in May 1932.\n\nIt was built by Dorman Long. Sir Ada Grey cut the ribbon."
)
TOWER = "The tower has 300 steps. Fourteen lifts serve it."
ARTICLES = {"harbour.txt": HARBOUR, "tower.txt": TOWER}


class ScriptedAssistant:
    """Answers and finds what the test wrote down; refuses everything else."""

    def __init__(self, articles: dict[str, str]) -> None:
        self.asked: list[tuple[str, tuple[str, ...]]] = []
        self._articles = [
            Article(f"id-{path}", path, None, path, (), "en", 1, text)
            for path, text in articles.items()
        ]
        self._answers: dict[str, Answer] = {}
        self._found: dict[str, list[NodeWithScore]] = {}

    def will_answer(
        self,
        question: str,
        text: str,
        cited: Sequence[tuple[str, str]] = (),
        confidence: float = 0.9,
        shift: int = 0,
    ) -> None:
        citations = tuple(
            self._citation(number, path, quote, shift)
            for number, (path, quote) in enumerate(cited, start=1)
        )
        self._answers[question] = Answer(
            question, text, (), False, confidence, citations, (), (), "s"
        )

    def will_find(self, question: str, passages: Sequence[tuple[str, str]]) -> None:
        self._found[question] = [
            NodeWithScore(
                node=TextNode(text=text, metadata={"article_id": f"id-{path}"}),
                score=1 / rank,
            )
            for rank, (path, text) in enumerate(passages, start=1)
        ]

    def ask(self, question: str, *, history: Sequence[Turn] = ()) -> Answer:
        self.asked.append((question, tuple(turn.question for turn in history)))
        refusal = Answer(question, "The articles do not say.", (), True, 0.0, (), (), (), "s")
        return self._answers.get(question, refusal)

    def search(self, query: str, k: int) -> Sequence[NodeWithScore]:
        return self._found.get(query, [])[:k]

    def article(self, article_id: str) -> Article:
        return next(each for each in self._articles if each.article_id == article_id)

    def articles(self) -> Sequence[Article]:
        return self._articles

    def _citation(self, number: int, path: str, quote: str, shift: int) -> Citation:
        start = self.article(f"id-{path}").text.index(quote) + shift
        return Citation(
            number, f"id-{path}", path, None, path, (), None, quote, start, start + len(quote)
        )


@pytest.fixture(scope="session")
def scripted() -> type[ScriptedAssistant]:
    """Makes an assistant of articles that are given by path."""
    return ScriptedAssistant


@pytest.fixture
def assistant() -> ScriptedAssistant:
    return ScriptedAssistant(ARTICLES)


@pytest.fixture
def opened() -> GoldQuestion:
    return GoldQuestion(
        id="opened",
        question="When did the bridge open?",
        answers=("May 1932", "in May 1932"),
        answerable=True,
        evidence=(GoldEvidence("harbour.txt", "The bridge opened in May 1932."),),
        kind="fact",
        line=1,
    )


@pytest.fixture
def absent() -> GoldQuestion:
    return GoldQuestion(
        id="absent",
        question="Who paints the bridge?",
        answers=(),
        answerable=False,
        kind="near",
        line=2,
    )


@pytest.fixture
def about() -> Callable[..., About]:
    def make(**changes: object) -> About:
        told: dict[str, object] = {
            "gold": "gold.jsonl",
            "gold_digest": "0123456789abcdef",
            "folder": "articles",
            "articles": 2,
            "threshold": 0.5,
            "read": 20,
            "settings_hash": "fedcba9876543210",
            "version": "0.1.0",
            "started": "2021-07-10T12:00:00+00:00",
            "seconds": 1.5,
            "limit": None,
            "seed": 0,
        }
        return About(**(told | changes))  # type: ignore[arg-type]

    return make
