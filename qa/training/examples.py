"""What the reader learns from: questions on passages, with their answers or without any; pure."""

from __future__ import annotations

import gzip
import json
import random
from dataclasses import dataclass
from heapq import nlargest
from typing import TYPE_CHECKING, Any

from qa.language.words import words
from qa.training.shared_words import SharedWords

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = ["Example", "Mixture", "examples_of", "mine_near_misses", "read_articles"]

# Of the paragraphs that match a question best in words but do not hold its answer, one of so many.
_NEAREST = 2


@dataclass(frozen=True, slots=True)
class Example:
    """A question on a passage.

    Attributes:
        question: As asked.
        passage: What is read.
        start: Offset of the answer's first character in the passage; -1 where it does not answer.
        end: Offset behind its last character; -1 likewise.
        title: Of the article that the passage comes from; may be empty.
        others: The same question on passages that do not answer it, which are read beside this one.
    """

    question: str
    passage: str
    start: int = -1
    end: int = -1
    title: str = ""
    others: tuple[Example, ...] = ()

    @property
    def answerable(self) -> bool:
        """Whether the passage answers the question."""
        return self.start >= 0


def read_articles(path: Path) -> list[dict[str, Any]]:
    """Read the entries of a file in SQuAD's format, plain or gzipped."""
    content = path.read_bytes()
    return list(json.loads(gzip.decompress(content) if path.suffix == ".gz" else content)["data"])


def examples_of(articles: Iterable[Mapping[str, Any]]) -> Iterator[Example]:
    """Take the questions of entries in SQuAD's format; the first answer counts."""
    for article in articles:
        title = _title(article)
        for paragraph in article["paragraphs"]:
            for asked in paragraph["qas"]:
                answers = asked.get("answers") or []
                if asked.get("is_impossible") or not answers:
                    yield Example(asked["question"], paragraph["context"], title=title)
                    continue
                start = answers[0]["answer_start"]
                yield Example(
                    asked["question"],
                    paragraph["context"],
                    start,
                    start + len(answers[0]["text"]),
                    title,
                )


def mine_near_misses(
    articles: Iterable[Mapping[str, Any]], chance: random.Random, share: float = 0.5
) -> Iterator[Example]:
    """Make unanswerable examples: a question with a paragraph that does not hold its answer.

    The paragraph is of the same article, and one of the two that match the question best by the
    summed inverse document frequency of the words they share. That is what a reader meets behind a
    retriever.

    Args:
        articles: Entries in SQuAD's format.
        chance: Draws the questions and the paragraphs.
        share: How many of the questions to use, in [0, 1].
    """
    for article in articles:
        texts = [paragraph["context"] for paragraph in article["paragraphs"]]
        shared = SharedWords(words(text) for text in texts)
        for own, paragraph in enumerate(article["paragraphs"]):
            for asked in paragraph["qas"]:
                if not asked.get("answers") or chance.random() >= share:
                    continue
                answer = asked["answers"][0]["text"].lower()
                scores = shared.scores(words(asked["question"]))
                others = [
                    other
                    for other, text in enumerate(texts)
                    if other != own and answer not in text.lower()
                ]
                nearest = nlargest(_NEAREST, others, key=lambda other: scores.get(other, 0))
                if nearest:
                    text = texts[chance.choice(nearest)]
                    yield Example(asked["question"], text, title=_title(article))


class Mixture:
    """Draws examples from several sources by weight; each source is used up before it repeats.

    Args:
        sources: Examples and the weight of each source, in any unit.
        chance: Draws.
    """

    def __init__(
        self, sources: Sequence[tuple[Sequence[Example], float]], chance: random.Random
    ) -> None:
        self._sources = [list(examples) for examples, _ in sources]
        self._weights = [weight for _, weight in sources]
        self._next = [0] * len(sources)
        self._chance = chance
        for examples in self._sources:
            if not examples:
                raise ValueError("A source holds no examples.")
            chance.shuffle(examples)

    def draw(self, count: int) -> list[Example]:
        """Draw so many examples."""
        numbers = range(len(self._sources))
        chosen = self._chance.choices(numbers, self._weights, k=count)
        return [self._draw_from(number) for number in chosen]

    def skip(self, count: int) -> None:
        """Pass over so many examples, which a training that goes on has already seen."""
        self.draw(count)

    def _draw_from(self, number: int) -> Example:
        examples = self._sources[number]
        if self._next[number] == len(examples):
            self._chance.shuffle(examples)
            self._next[number] = 0
        self._next[number] += 1
        return examples[self._next[number] - 1]


def _title(article: Mapping[str, Any]) -> str:
    return str(article.get("title", "")).replace("_", " ")
