"""The articles of an assistant, which the evaluation finds by path to locate evidence in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from qa.answers import Answer, Article, Turn
from qa.evaluation.gold import GoldEvidence
from qa.evaluation.metrics import TextRange

if TYPE_CHECKING:  # importing it takes a second, and only the types are needed
    from llama_index.core.schema import NodeWithScore

__all__ = ["Corpus", "EvaluatedAssistant"]


class ListedArticle(Protocol):
    """What the evaluation needs to know about each article in a list."""

    @property
    def article_id(self) -> str:
        """Identifies the article within its index."""

    @property
    def path(self) -> str:
        """Its file, relative to the folder of articles."""

    @property
    def also_in(self) -> tuple[str, ...]:
        """Other files that contain the same text."""


class EvaluatedAssistant(Protocol):
    """The methods that an evaluated assistant must have; :class:`qa.Assistant` has them."""

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        *,
        articles: Sequence[str] | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> Answer:
        """Answer a question, or refuse; filters are given only if the gold row has some."""

    def search(
        self,
        query: str,
        k: int,
        *,
        articles: Sequence[str] | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> Sequence[NodeWithScore]:
        """Return the ``k`` nearest passages, best first: the order in which they are read."""

    def article(self, article_id: str) -> Article:
        """Return an article with its whole text."""

    def articles(self) -> Sequence[ListedArticle]:
        """List all articles."""


class Corpus:
    """The articles of an assistant, by path and by id.

    Args:
        assistant: The list of its articles is loaded once; each text is loaded when it is needed.
    """

    def __init__(self, assistant: EvaluatedAssistant) -> None:
        self._assistant = assistant
        self._texts: dict[str, str] = {}
        self._ids = {
            path: article.article_id
            for article in assistant.articles()
            for path in (article.path, *article.also_in)
        }

    def id_at(self, path: str) -> str | None:
        """Return the id of the article with this path, or None if there is none."""
        return self._ids.get(path)

    def text_at(self, path: str) -> str | None:
        """Return the text of the article with this path, or None if there is none."""
        article_id = self._ids.get(path)
        return None if article_id is None else self.text_of(article_id)

    def text_of(self, article_id: str) -> str:
        """Return the text of the article with this id.

        Raises:
            UnknownArticleError: There is no such article.
        """
        if article_id not in self._texts:
            self._texts[article_id] = self._assistant.article(article_id).text
        return self._texts[article_id]

    def locate(self, evidence: Sequence[GoldEvidence]) -> tuple[TextRange, ...]:
        """Return every range where a quote occurs in the article that it names."""
        return tuple(
            TextRange(article_id=self._ids[each.path], start=start, end=start + len(each.quote))
            for each in evidence
            for start in _starts(self.text_at(each.path) or "", each.quote)
        )


def _starts(text: str, quote: str) -> list[int]:
    starts = []
    start = text.find(quote)
    while start >= 0:
        starts.append(start)
        start = text.find(quote, start + 1)
    return starts
