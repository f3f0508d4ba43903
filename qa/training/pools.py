"""Passages that a search finds beside the one that answers, so that a reader learns to compare."""

from __future__ import annotations

from dataclasses import replace
from heapq import nlargest
from typing import TYPE_CHECKING

from qa.language.stems import telling_stems
from qa.training.examples import Example
from qa.training.shared_words import SharedWords

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

__all__ = ["in_pool"]

# Of so many passages that are found first and do not hold the answer, so many are read.
_AMONG, _READ = 8, 3


def in_pool(examples: Sequence[Example], chance: random.Random) -> Iterator[Example]:
    """Put passages beside those that answer which a search finds as well, but which do not answer.

    Three are drawn from the eight that share most with the question, by the summed inverse document
    frequency of its telling words, without those that hold the answer. They may be of any article.
    Unanswerable examples stay as they are.

    Args:
        examples: Their passages are what is searched.
        chance: Draws the passages.
    """
    titles = {example.passage: example.title for example in examples}
    passages = list(titles)
    shared = SharedWords(telling_stems(passage) for passage in passages)
    for example in examples:
        if not example.answerable:
            yield example
            continue
        scores = shared.scores(telling_stems(example.question))
        answer = example.passage[example.start : example.end].casefold()
        found = [
            passages[number] for number in nlargest(2 * _AMONG, scores, key=scores.__getitem__)
        ]
        others = [
            Example(example.question, passage, title=titles[passage])
            for passage in found
            if passage != example.passage and answer not in passage.casefold()
        ][:_AMONG]
        read = chance.sample(others, min(_READ, len(others)))
        yield replace(example, others=tuple(read))
