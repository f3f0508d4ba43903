"""What speaks for and against a passage supporting a sentence, and how much.

A logistic regression over five signals, fitted on claims made from SQuAD questions and their
answers: each with its own paragraph, with paragraphs that are near but wrong, and with another
answer of the same kind put in. ``tests/benchmarks/support.py`` fits it on half of the articles and
reports precision and recall on the other half.
"""

from __future__ import annotations

import math
import re
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from qa.articles.passages import published_on
from qa.language.topics import content_words
from qa.language.values import parse, same
from qa.language.values.words import comparable, fold, surface_tokens
from qa.retrieval import ReadNode

if TYPE_CHECKING:
    from llama_index.core.schema import NodeWithScore

__all__ = ["Signals", "measure_signals"]

_WEIGHTS = (5.66, 4.93, -1.85, 1.32, -2.22)
_CONSTANT = -7.0
# The reader's spans of a passage among which a sentence's answer is looked for.
_SPANS = 3
_MOST_MISSING = 2
# Letters that count when words are compared, as in `qa.language.topics`.
_STEM = 5
_NEGATION = re.compile(
    r"\b(?:not|no|never|neither|nor|nobody|nothing|none|cannot|\w+n['’]t)\b",  # noqa: RUF001
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for and against a passage supporting a sentence.

    Attributes:
        coverage: Share of the sentence's content words in one stretch of the passage, in [0, 1].
        cosine: Of the sentence and the stretch that is nearest in meaning, in [-1, 1].
        missing: Numbers and names that the passage does not hold, counted to 2.
        agrees: The sentence answers the question, and so does the passage in the same way.
        disagrees: The sentence answers the question, and the passage does so in another way; or one
            of them negates, and the other does not.
    """

    coverage: float
    cosine: float
    missing: int
    agrees: bool
    disagrees: bool

    @property
    def probability(self) -> float:
        """Probability in [0, 1] that the passage supports the sentence."""
        terms = zip(_WEIGHTS, astuple(self), strict=True)
        logit = _CONSTANT + sum(weight * float(value) for weight, value in terms)
        return 1 / (1 + math.exp(-logit))


def measure_signals(
    sentence: str, node: NodeWithScore, *, stretch: str, covered: float, cosine: float, answer: str
) -> Signals:
    """Take the signals of a sentence and a passage.

    Args:
        sentence: What is to be supported.
        node: The passage, read for the question.
        stretch: The stretch of it that comes nearest.
        covered: Share of the sentence's content words in that stretch.
        cosine: Of the sentence with what is nearest in the passage.
        answer: What the sentence answers the question with; empty where it does not.
    """
    answers = _answers(node)
    agrees = bool(answer) and any(_alike(answer, span) for span in answers)
    # Without other words than the answer a sentence claims nothing that could be compared.
    bare = len(content_words(answer)) >= len(content_words(sentence))
    negated = bool(_NEGATION.search(sentence)) != bool(_NEGATION.search(stretch))
    return Signals(
        covered,
        cosine,
        min(_MOST_MISSING, len(_missing(sentence, node))),
        agrees,
        not agrees and ((bool(answer) and (bool(answers) or bare)) or negated),
    )


def _answers(node: NodeWithScore) -> list[str]:
    """What the passage answers the question with; nothing where the reader leans to "nothing"."""
    if not isinstance(node, ReadNode) or node.reading.gap <= 0:
        return []
    text = node.node.get_content()
    return [text[span.start : span.end] for span in node.reading.spans[:_SPANS]]


def _alike(one: str, other: str) -> bool:
    a, b = one.casefold(), other.casefold()
    return a in b or b in a or same(parse(one), parse(other))


def _missing(sentence: str, node: NodeWithScore) -> set[str]:
    """Numbers and names of the sentence that stand neither in the passage nor over it."""
    metadata = node.node.metadata
    over = f"{metadata.get('title') or ''} {published_on(node.node) or ''}"
    held = {_stem(token) for token in surface_tokens(fold(f"{node.node.get_content()} {over}"))}
    # The first word is capitalised in any case.
    tokens = surface_tokens(fold(sentence))
    telling = [
        token
        for place, token in enumerate(tokens)
        if token[0].isdigit() or (place and token[0].isupper())
    ]
    return {_stem(token) for token in telling} - held


def _stem(token: str) -> str:
    word = comparable(token)
    return word if word[0].isdigit() else word[:_STEM]
