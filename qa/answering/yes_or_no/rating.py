"""How much of what a yes-or-no question asks each sentence of some passages has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.answering.spans.fitting import in_heading
from qa.answering.spans.rows import is_row
from qa.answering.yes_or_no.names_and_things import names
from qa.answering.yes_or_no.opening_days import without_days
from qa.answering.yes_or_no.plainly import holds, wanted
from qa.answering.yes_or_no.rules import asks_for_rule, is_rule
from qa.answering.yes_or_no.whom import first_name
from qa.language.leaning import refers_back
from qa.language.sentences import is_question, sentences
from qa.language.stems import stem, stems, telling_stems
from qa.language.words import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence, Set

    from llama_index.core.schema import NodeWithScore

__all__ = ["RatedSentence", "rate", "weights"]

# What a word of the question counts if it stands only in the title or the sentence before. A name
# in the title counts in full: the article speaks of it throughout.
_IN_CONTEXT = 0.6
# Verbs that say little by themselves: "Can I take my dog?" asks about dogs.
_LIGHT = frozenset(
    map(
        stem,
        word_set("allow bring come do down get give go have let make need put take up use want"),
    )
)
_LIGHT_WEIGHT = 0.3
# Words of a question that its answer need not contain.
_SLACK = frozenset(
    map(
        stem,
        word_set(
            "any anyone anybody anything ever really actually true there some yet already still "
            "after before during since until"
        ),
    )
)


@dataclass(frozen=True, slots=True)
class RatedSentence:
    """A sentence that has something of what a question asks.

    Attributes:
        node: Its passage.
        span: Where it starts and ends in the passage.
        text: The sentence.
        covered: Share in [0, 1] of the question's words that it and its context contain.
        before: Stems of the sentence before.
        about: Stems of the title and the heading.
        context: Stems of all these; for a rule, of the whole passage as well.
    """

    node: NodeWithScore
    span: tuple[int, int]
    text: str
    covered: float
    before: Set[str]
    about: Set[str]
    context: Set[str]


def weights(question: str) -> dict[str, float]:
    """Return the stems of a question that tell something, and what each of them counts.

    >>> weights("Can I take any dog?")
    {'take': 0.3, 'dog': 1.0}
    """
    return {
        one: _LIGHT_WEIGHT if one in _LIGHT else 1.0
        for one in telling_stems(question)
        if one not in _SLACK
    }


def rate(
    question: str, asked: Mapping[str, float], nodes: Sequence[NodeWithScore]
) -> Iterator[RatedSentence]:
    """Yield the sentences that have something of what a question asks, of whom it asks it.

    Whoever is named alone does not decide what they did. A question decides nothing either, and a
    row of a table by its cells alone.

    Args:
        question: In plain words.
        asked: Its `weights`.
        nodes: Passages.
    """
    named, subject = names(without_days(question)), first_name(question)
    by_rule = asks_for_rule(question) is not None
    for hit in nodes:
        text = hit.node.get_content()
        title = set(stems(str(hit.node.metadata.get("title") or "")))
        before: set[str] = set()
        heading: set[str] = set()
        for start, end in sentences(text):
            told = text[start:end]
            if is_question(told) or is_row(told):
                continue
            held = set(stems(told))
            if in_heading(hit.node, start, end):
                heading = held
            near = held | title | (before if refers_back(told) else set())
            inside = _answered(asked, held, told)
            tells = inside - named or (inside and named >= asked.keys())
            if tells and any(one.startswith(subject) for one in near):
                context = held | title | before | heading
                # A rule holds for the place that the passage is about: "No dogs are admitted."
                if by_rule and is_rule(told):
                    context |= set(stems(text))
                share = _share(asked, inside | (named & title), context)
                about = title | heading
                yield RatedSentence(hit, (start, end), told, share, before, about, context)
            before = held


def _answered(asked: Mapping[str, float], held: Set[str], sentence: str) -> set[str]:
    """Return what is asked and stands in a sentence, as such or as its opposite."""
    done = held - wanted(sentence)  # "to stay" is not the opposite of "resigned"
    return {one for one in asked if one in held or holds(done, one)}


def _share(asked: Mapping[str, float], full: Set[str], context: Set[str]) -> float:
    """Return the share of what is asked that counts in full or stands in the context."""
    worth = sum(
        weight * (1.0 if one in full else _IN_CONTEXT * (one in context))
        for one, weight in asked.items()
    )
    return worth / sum(asked.values())
