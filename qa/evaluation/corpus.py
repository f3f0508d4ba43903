"""The articles asked, as the evaluation needs them: found by path, evidence found in their text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from qa.answers import Answer, Article, Turn
from qa.evaluation.gold import GoldEvidence
from qa.evaluation.metrics import TextRange

if TYPE_CHECKING:  # importing it takes a second, and only names are needed
    from llama_index.core.schema import NodeWithScore

__all__ = ["Corpus", "EvaluatedAssistant"]


class ListedArticle(Protocol):
    """What a list of articles tells of each."""

    @property
    def article_id(self) -> str:
        """Identifies the article within its index."""

    @property
    def path(self) -> str:
        """Its file, relative to the folder asked."""

    @property
    def also_in(self) -> tuple[str, ...]:
        """Further files that hold the same text."""


class EvaluatedAssistant(Protocol):
    """What an assistant must be able to do to be evaluated; :class:`qa.Assistant` can."""

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """Answer a question, or refuse."""

    def search(self, query: str, k: int) -> Sequence[NodeWithScore]:
        """Return the ``k`` nearest passages, best first: the order in which they are read."""

    def article(self, article_id: str) -> Article:
        """Return an article, whole."""

    def articles(self) -> Sequence[ListedArticle]:
        """List all articles."""


class Corpus:
    """The articles of an assistant, by path and by id.

    Args:
        assistant: Asked once for the list of its articles, and for each text when it is needed.
    """

    def __init__(self, assistant: EvaluatedAssistant) -> None:
        self._assistant = assistant
        self._texts: dict[str, str] = {}
        self._ids = {
            path: article.article_id
            for article in assistant.articles()
            for path in (article.path, *article.also_in)
        }

    def text_at(self, path: str) -> str | None:
        """Return the text of the article with this path, None where there is none."""
        article_id = self._ids.get(path)
        return None if article_id is None else self.text_of(article_id)

    def text_of(self, article_id: str) -> str:
        """Return the text of the article with this id.

        Raises:
            UnknownArticleError: There is none.
        """
        if article_id not in self._texts:
            self._texts[article_id] = self._assistant.article(article_id).text
        return self._texts[article_id]

    def locate(self, evidence: Sequence[GoldEvidence]) -> tuple[TextRange, ...]:
        """Return every place where a quote stands in the article it names."""
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
