"""Groups articles by what they are about, from the vectors of their passages.

As topic models of the kind of BERTopic do (Grootendorst 2022, "BERTopic: Neural topic modeling with
a class-based TF-IDF procedure"): articles whose vectors are near each other make a topic, and the
words that are typical of them, beside all other articles, name it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from math import ceil, log
from typing import TYPE_CHECKING

import numpy as np

from qa.language.stems import stem
from qa.language.words import FUNCTION_WORDS, MONTH_FORMS, WEEKDAY_FORMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from qa.index import Snapshot

__all__ = ["ArticleTopic", "ArticleTopics", "find_topics", "grouped"]

# What is looked at: more would take longer than a person waits for a first view. A folder that
# holds more is sampled evenly.
_MOST_ARTICLES = 500
_MOST_PASSAGES = 4_000
# A longer article is a book, whose passages are about many things.
_LONGEST = 100
# The least mean cosine between the articles of a topic, from the lowest on; the lowest that leaves
# no topic with more than half of the articles is taken. On 319 news stories and on 48 articles of
# Wikipedia, .40 keeps apart what a reader would; at .35 a flood and a storm at sea are one topic.
_LEAST_COSINES = (0.40, 0.50, 0.60, 0.70)
_LARGEST_SHARE = 0.5
# Words that name a topic, and how many it needs.
_MOST_WORDS = 3
_LEAST_WORDS = 2
# Words of one family ("Korea", "Korean") begin alike, with so many letters.
_SAME_BEGINNING = 4
# The least share of a topic's articles that hold a word, and the mean number of times they do: a
# word that an article is about is repeated (Katz 1996, "Distribution of content words and phrases
# in text and language modelling"). An article counts a word so often at most.
_LEAST_SHARE = 1 / 3
_LEAST_REPEATED = 1.5
_MOST_REPEATED = 4
# A word is no name if it is written without a capital at least so often: others begin a sentence.
_LEAST_COMMON = 0.4
# Characters of an article whose words are counted: what it is about stands at its beginning.
_BEGINNING = 4_000
# Words of three letters or more; "Iran" of "Iran's".
_NAMING = re.compile(r"[^\W\d_]{3,}(?!['’]t)(?:-[^\W_]+)*")  # noqa: RUF001 - the apostrophe that papers print
_NAMELESS = FUNCTION_WORDS | frozenset(MONTH_FORMS) | frozenset(WEEKDAY_FORMS)


@dataclass(frozen=True, slots=True)
class ArticleTopic:
    """What several articles are about.

    Attributes:
        words: Two or three words that are typical of them, the most typical first.
        articles: Their ids; the most typical article comes first.
    """

    words: tuple[str, ...]
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArticleTopics:
    """The topics of a folder.

    Attributes:
        topics: Those with most articles first. An article that is near no other is in none.
        examined: How many articles were looked at; a large folder is sampled.
    """

    topics: tuple[ArticleTopic, ...]
    examined: int


def find_topics(view: Snapshot) -> ArticleTopics:
    """Find the topics of all articles; in a large folder, those of an even sample.

    Args:
        view: The index.

    Raises:
        DamagedIndexError: The vectors are lost or damaged.
    """
    vectors = view.vectors_of(_sample(view))
    ids = sorted(vectors)
    if len(ids) < 2:
        return ArticleTopics((), len(ids))
    means = np.array([vectors[one].mean(axis=0) for one in ids])
    groups = [[ids[place] for place in group] for group in grouped(means)]
    bags = {one: _bag(view.text(one)[:_BEGINNING]) for one in ids}
    written = Counter[str]()
    for bag in bags.values():
        written.update(bag.counts.keys())
    topics = (
        ArticleTopic(_names([bags[one] for one in group], written, len(ids)), tuple(group))
        for group in groups
    )
    return ArticleTopics(
        tuple(topic for topic in topics if len(topic.words) >= _LEAST_WORDS), len(ids)
    )


def _sample(view: Snapshot) -> list[str]:
    """Choose the articles that are looked at: all, or as many as fit, evenly spread."""
    stored = view.manifest.stored
    usable = [one for one in view.manifest.articles if stored[one].passages <= _LONGEST]
    passages = sum(stored[one].passages for one in usable)
    step = max(1, ceil(len(usable) / _MOST_ARTICLES), ceil(passages / _MOST_PASSAGES))
    return usable[::step]


def grouped(vectors: NDArray[np.floating]) -> list[list[int]]:
    """Group vectors that are near each other; vectors that are near no other are left out.

    Groups are joined by the mean cosine between their members (average linkage) as long as it is
    high enough, the nearest two first.

    Args:
        vectors: One row a vector; none is zero.

    Returns:
        The rows of each group, nearest to its centre first; the largest group comes first.
    """
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines = unit @ unit.T
    largest = max(2, int(len(unit) * _LARGEST_SHARE))
    for least in _LEAST_COSINES:
        groups = [group for group in _joined(cosines, least) if len(group) > 1]
        if all(len(group) <= largest for group in groups):
            break
    else:
        return []

    def nearest_first(group: Sequence[int]) -> list[int]:
        near = cosines[np.ix_(group, group)].mean(axis=1)
        return [group[at] for at in np.argsort(-near, kind="stable")]

    return sorted((nearest_first(group) for group in groups), key=lambda one: (-len(one), min(one)))


def _joined(cosines: NDArray[np.floating], least: float) -> Iterable[list[int]]:
    """Join rows into groups whose mean cosine is high enough; each row is in one group."""
    near = cosines.copy()
    np.fill_diagonal(near, -np.inf)
    members = {row: [row] for row in range(len(near))}
    while True:
        one, other = np.unravel_index(int(near.argmax()), near.shape)
        if not near[one, other] >= least:
            return members.values()
        kept, gone = sorted((int(one), int(other)))
        sizes = len(members[kept]), len(members[gone])
        near[kept] = (sizes[0] * near[kept] + sizes[1] * near[gone]) / sum(sizes)
        near[:, kept] = near[kept]
        near[kept, kept] = near[gone] = near[:, gone] = -np.inf
        members[kept] += members.pop(gone)


@dataclass(frozen=True, slots=True)
class _Bag:
    """The words of a text that can name a topic.

    Attributes:
        counts: How often each stem stands in the text.
        forms: How often each form of a stem does, as it is written.
    """

    counts: Counter[str]
    forms: dict[str, Counter[str]]


def _bag(text: str) -> _Bag:
    counts, forms = Counter[str](), dict[str, Counter[str]]()
    for form, times in Counter(_NAMING.findall(text)).items():
        if (word := form.lower()) not in _NAMELESS:
            counts[stem(word)] += times
            forms.setdefault(stem(word), Counter())[form] += times
    return _Bag(counts, forms)


def _names(bags: Sequence[_Bag], written: Counter[str], articles: int) -> tuple[str, ...]:
    """Return the words that are typical of some articles, by class-based TF-IDF.

    Args:
        bags: The words of these articles.
        written: In how many of all articles a stem stands.
        articles: How many articles there are.
    """
    holding = Counter(one for bag in bags for one in bag.counts)
    scores: dict[str, float] = {}
    for one, held in holding.items():
        times = sum(min(bag.counts[one], _MOST_REPEATED) for bag in bags)
        if held >= max(2, len(bags) * _LEAST_SHARE) and times >= _LEAST_REPEATED * held:
            scores[one] = times / len(bags) * log((articles + 1) / written[one])
    chosen: list[str] = []
    for one in sorted(scores, key=lambda one: (-scores[one], one)):
        if all(one[:_SAME_BEGINNING] != other[:_SAME_BEGINNING] for other in chosen):
            chosen.append(one)
    return tuple(_written(one, bags) for one in chosen[:_MOST_WORDS])


def _written(one: str, bags: Sequence[_Bag]) -> str:
    """Return the most frequent form of a stem, in lower case unless it is mostly a name."""
    forms = Counter[str]()
    for bag in bags:
        forms.update(bag.forms.get(one, {}))
    common = Counter({form: times for form, times in forms.items() if form.islower()})
    is_name = common.total() < _LEAST_COMMON * forms.total()
    return (forms if is_name else common).most_common(1)[0][0]
