"""Prints why an answer is what it is, for people who have never seen the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.answers import counted
from qa.cli.console import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from qa.assistant import ExplainedPassage, ExplainedSpan, Explanation

__all__ = ["explanation_lines", "show_explanation"]

_LONGEST_TEXT = 60
_MOST_PASSAGES = 10
_ROLES = {
    "answer": "the answer",
    "same": "says the same in another article",
    "differs": "contradicts the answer",
    "unclear": "may contradict the answer",
    "reworded": "another likely answer, shown beside it",
    "dropped": "dropped",
}
_FEATURES = {
    "gap": 'how much better the span is than "this passage does not answer"',
    "cosine": "how near the passage is to the question in meaning",
    "coverage": "share of the question's words that the passage holds",
    "length": "number of the question's words that count",
    "consensus": "share of all spans that mean the same",
}


def show_explanation(explanation: Explanation, console: Console) -> None:
    """Print an explanation."""
    from rich.text import Text

    console.print(Text("\nWhy this answer", style="bold"))
    for line in explanation_lines(explanation):
        console.print(Text(printable(line)))


def explanation_lines(explanation: Explanation) -> Iterator[str]:
    """Return the lines of an explanation."""
    broad = f" about “{explanation.topic}”" if explanation.topic else ""
    yield f"The question asks for: {_KINDS.get(explanation.kind, explanation.kind)}{broad}."
    yield from _passages(explanation.passages)
    if explanation.kind == "open":
        yield ""
        yield "No short span answers such a question: the most central sentences were chosen."
        yield "Its confidence is the share of the topic's words that they hold."
    elif explanation.rule is not None:
        yield from _spans(explanation.spans)
        yield ""
        yield f"The answer is none of these: it is {explanation.rule}."
    else:
        yield from _spans(explanation.spans)
        yield from _confidence(explanation)
    yield ""
    done = "Refused" if explanation.refused else "Answered"
    yield (
        f"{done}: the confidence is {explanation.confidence:.2f}, and questions are answered from "
        f"{explanation.threshold:.2f} on (QA_THRESHOLD)."
    )
    for quote in explanation.unverified:
        yield f"Dropped, since it does not stand in the article word for word: “{_short(quote)}”"


_KINDS = {
    "date": "a date or a time",
    "number": "a number",
    "person": "a person",
    "place": "a place",
    "reason": "a reason",
    "manner": "how something is done",
    "open": "a summary",
    "polar": "yes or no",
    "text": "no particular kind of answer",
}


def _passages(passages: Sequence[ExplainedPassage]) -> Iterator[str]:
    read = [one for one in passages if one.gap is not None]
    yield ""
    yield (
        f"1. {counted(len(passages), 'passage')} found by keywords (BM25) and by meaning (cosine); "
        f"{len(read)} of them read."
    )
    yield "   keywords  meaning  together  reader  final  passage"
    for one in passages[:_MOST_PASSAGES]:
        gap = f"{one.gap:+6.1f}" if one.gap is not None else "     -"
        yield (
            f"   {one.keyword:8.2f}  {one.cosine:7.2f}  {one.retrieved:8.2f}  {gap}  "
            f"{one.score:5.2f}  {_short(one.title)}, characters {one.start}-{one.end}"
        )
        yield f"   {'':42}“{_short(one.text)}”"
    if len(passages) > _MOST_PASSAGES:
        yield f"   and {counted(len(passages) - _MOST_PASSAGES, 'more passage')}"
    yield "   together: both searches, in [0, 1]; reader: above 0, the passage seems to answer;"
    yield "   final: together, and .08 for each unit of the reader's score."


def _spans(spans: Sequence[ExplainedSpan]) -> Iterator[str]:
    yield ""
    if not spans:
        yield "2. The reader marked nothing."
        return
    yield f"2. The reader marked these answers, the best {len(spans)} shown."
    yield "   reader  final  confidence  answer"
    for one in spans:
        yield (
            f"   {one.gap:+6.1f}  {one.score:5.2f}  {one.confidence:10.2f}  "
            f"“{_short(one.text)}” in {_short(one.title)}: {_ROLES[one.role]}"
        )
    yield "   Dropped: it stands in an article that is spoken for by a better span, or is less than"
    yield "   .6 times as likely as the answer; of a refused question all are."


def _confidence(explanation: Explanation) -> Iterator[str]:
    if not explanation.spans:
        return
    best = explanation.spans[0]
    yield ""
    yield f"3. How sure: what speaks for “{_short(best.text)}” (a logistic regression)."
    yield "       value  weight    adds"
    for feature in best.features:
        adds = feature.value * feature.weight
        yield (
            f"    {feature.value:8.2f}  {feature.weight:6.2f}  {adds:+6.2f}  "
            f"{feature.name}: {_FEATURES[feature.name]}"
        )
    total = explanation.constant + sum(one.value * one.weight for one in best.features)
    yield f"    {'':16}  {explanation.constant:+6.2f}  what it begins with"
    yield f"    {'':16}  {total:+6.2f}  together, which makes a confidence of {best.confidence:.2f}"
    same = [one.confidence for one in explanation.spans if one.role in {"answer", "same"}]
    if len(same) > 1 and explanation.confidence > best.confidence:
        wrong = " x ".join(f"(1 - {one:.2f})" for one in same)
        yield f"   Several articles say so; that all are read wrong has a probability of {wrong}."


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_TEXT else line[: _LONGEST_TEXT - 1] + "…"
