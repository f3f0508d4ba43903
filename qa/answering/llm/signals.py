"""Signals that a passage supports a sentence or does not, and the weight of each signal.

The probability comes from a logistic regression over five signals. It was fitted on claims made
from SQuAD questions and their answers. Each claim was paired with its own paragraph and with
similar but wrong paragraphs, and was also tested with a wrong answer of the same kind in place of
the right one. ``tests/benchmarks/support.py`` fits the regression on half of the articles and
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
# How many of the reader's spans in a passage are compared with the sentence's answer.
_SPANS = 3
_MOST_MISSING = 2
# Only this many letters count when words are compared, as in `qa.language.topics`.
_STEM = 5
_NEGATION = re.compile(
    r"\b(?:not|no|never|neither|nor|nobody|nothing|none|cannot|\w+n['’]t)\b",  # noqa: RUF001
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Signals:
    """Signals for and against the claim that a passage supports a sentence.

    Attributes:
        coverage: Share of the sentence's content words in one stretch of the passage, in [0, 1].
        cosine: The cosine of the sentence and the stretch that is nearest in meaning, in [-1, 1].
        missing: How many numbers and names the passage does not contain, at most 2.
        agrees: The sentence and the passage give the same answer to the question.
        disagrees: The sentence and the passage give different answers to the question, or one of
            them contains a negation and the other does not.
    """

    coverage: float
    cosine: float
    missing: int
    agrees: bool
    disagrees: bool

    @property
    def probability(self) -> float:
        """Return the probability in [0, 1] that the passage supports the sentence."""
        terms = zip(_WEIGHTS, astuple(self), strict=True)
        logit = _CONSTANT + sum(weight * float(value) for weight, value in terms)
        return 1 / (1 + math.exp(-logit))


def measure_signals(
    sentence: str, node: NodeWithScore, *, stretch: str, covered: float, cosine: float, answer: str
) -> Signals:
    """Compute the signals of a sentence and a passage.

    Args:
        sentence: The sentence that needs support.
        node: The passage, read for the question.
        stretch: The stretch of the passage that is nearest to the sentence.
        covered: Share of the sentence's content words in that stretch.
        cosine: The cosine of the sentence and the nearest stretch of the passage.
        answer: The answer that the sentence gives to the question; empty if it gives none.
    """
    answers = _answers(node)
    agrees = bool(answer) and any(_alike(answer, span) for span in answers)
    # A sentence with no words besides the answer makes no claim that could be compared.
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
    """Return the passage's answers; none if the reader prefers "no answer"."""
    if not isinstance(node, ReadNode) or node.reading.gap <= 0:
        return []
    text = node.node.get_content()
    return [text[span.start : span.end] for span in node.reading.spans[:_SPANS]]


def _alike(one: str, other: str) -> bool:
    a, b = one.casefold(), other.casefold()
    return a in b or b in a or same(parse(one), parse(other))


def _missing(sentence: str, node: NodeWithScore) -> set[str]:
    """Return the sentence's numbers and names that the passage, its title and its date lack."""
    metadata = node.node.metadata
    over = f"{metadata.get('title') or ''} {published_on(node.node) or ''}"
    held = {_stem(token) for token in surface_tokens(fold(f"{node.node.get_content()} {over}"))}
    # The first word of a sentence is always capitalised.
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
