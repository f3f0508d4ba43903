"""Decides which of two is more of something by the figure that articles give of each."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.answering.drafts.draft import Draft, Rule
from qa.answers import REFUSAL, Agreement
from qa.language.leaning import refers_back
from qa.language.sentences import sentences
from qa.language.stems import stem, telling_stems
from qa.language.values import days, parse
from qa.language.values.bounds import Bound
from qa.language.words import tokens

if TYPE_CHECKING:
    from qa.answering.drafts.citations import Quote
    from qa.index import Snapshot
    from qa.language.alternatives import Alternative, Alternatives
    from qa.language.values import Value

__all__ = ["doubted_comparison", "weighed"]

# The least confidence in each of the two figures.
_LEAST = 0.33
# The most confidence in an answer that compares no two figures; so its sentence leads.
_UNWEIGHED = 0.3
# How far before its figure a thing may be named, in characters, where the sentence says "it".
_NEAR = 500
# "50 euros less", "two metres taller than": how far the two are apart, and not how much one has.
_DIFFERENCE = re.compile(r" ?(?:[a-z]+ )?(?:(?:more|less|fewer)\b|[a-z]+er(?: than\b|[.,;]))")
# Of two lengths of time in which something is done, the shorter is the faster.
_LASTS = frozenset({"second", "minute", "hour", "day", "month"})


def weighed(asked: Alternatives, first: Draft, second: Draft, view: Snapshot) -> Draft | None:
    """Answer with the one of two of which there is more, or less, as asked.

    Each figure must stand beside the name of its own, in one unit, and the articles must not differ
    about it. Both sentences are cited.

    Args:
        asked: What is compared.
        first: The answer to the question how much there is of the first.
        second: The same of the second.
        view: The state of the index.

    Returns:
        None where the figures do not decide.
    """
    sides = (asked.first, first), (asked.second, second)
    if not all(_is_sure(draft) for _, draft in sides):
        return None
    quotes = [draft.statements[0].quotes[0] for _, draft in sides]
    if quotes[0].overlaps(quotes[1]) and quotes[0].spans == quotes[1].spans:
        return None
    for (one, _), (other, _), quote in zip(sides, sides[::-1], quotes, strict=True):
        if not _is_of(one, other, quote, view):
            return None
    published = [view.manifest.articles[quote.article_id].published for quote in quotes]
    a, b = (
        parse(draft.response or "", published=day)
        for (_, draft), day in zip(sides, published, strict=True)
    )
    order = _order(asked.first.question, a, published[0], b, published[1])
    if order == 0:
        return None
    leading = 0 if order == asked.sign else 1
    name = sides[leading][0].text
    return Draft(
        f"{name[:1].upper()}{name[1:]}",
        [*first.source_nodes, *second.source_nodes],
        statements=tuple(sides[at][1].statements[0] for at in (leading, 1 - leading)),
        confidence=min(first.confidence, second.confidence),
        stated=True,
        rule=Rule.COMPARISON,
    )


def doubted_comparison(asked: Alternatives, draft: Draft) -> Draft:
    """Return an answer that was not weighed with little confidence, unless its sentence names both.

    The reader prefers the one that stands in the sentence that it knows, whichever is more. Words
    that name both, and say nothing more, choose none: they are refused.
    """
    if draft.refused or draft.rule is not None or not draft.statements:
        return draft
    both = asked.first.stems | asked.second.stems
    if set(telling_stems(draft.response or "")) == both:
        return Draft(REFUSAL, draft.source_nodes, refused=True)
    said = {stem(word.word) for word in tokens(draft.statements[0].text)}
    if asked.first.stems <= said and asked.second.stems <= said:
        return draft
    return replace(draft, confidence=min(draft.confidence, _UNWEIGHED))


def _is_sure(draft: Draft) -> bool:
    """Tell whether an answer is one figure that no article contradicts."""
    return not (
        draft.refused
        or draft.confidence < _LEAST
        or draft.agreement is Agreement.DIFFERENT
        or draft.parts
        or not draft.statements
        or not draft.statements[0].quotes
        or not draft.statements[0].quotes[0].spans
    )


def _is_of(one: Alternative, other: Alternative, quote: Quote, view: Snapshot) -> bool:
    """Tell whether a figure is told of one of the two.

    Of the names in its sentence, its own must be the last before the figure, or, if none is before
    it, the first behind it. Where the sentence says "it", the names before the sentence count.
    """
    text = view.text(quote.article_id)
    at, behind_figure = quote.spans[0]
    if _DIFFERENCE.match(text, behind_figure):
        return False
    begins, ends = next(
        (
            (first, last)
            for first, last in sentences(text, quote.start, quote.end)
            if first <= at < last
        ),
        (quote.start, quote.end),
    )
    start = max(0, begins - _NEAR) if refers_back(text[begins:ends]) else begins
    start = min(start, quote.start)
    before = _last_named(one, other, text[start:at])
    if before is not None:
        return before is one
    behind = text[at:ends]
    own, rival = _place(one, behind), _place(other, behind)
    return own is not None and (rival is None or own < rival)


def _last_named(one: Alternative, other: Alternative, text: str) -> Alternative | None:
    own, rival = _place(one, text, last=True), _place(other, text, last=True)
    if own is None and rival is None:
        return None
    return one if rival is None or (own is not None and own > rival) else other


def _place(one: Alternative, text: str, *, last: bool = False) -> int | None:
    """Return where a text names one of the two; None if it does not hold all its words."""
    places: dict[str, list[int]] = {}
    for token in tokens(text):
        for part in re.finditer(r"\w+", token.bare.lower()):
            places.setdefault(stem(part[0]), []).append(token.start)
    if not one.stems <= places.keys():
        return None
    return (max if last else min)(places[word][-1 if last else 0] for word in one.stems)


def _order(
    question: str, a: Value, published_a: str | None, b: Value, published_b: str | None
) -> int:
    """Return 1 if the first figure is the greater, or later, -1 if the second is; 0 if unclear."""
    if question.startswith("When "):
        one, other = days(a, published_a), days(b, published_b)
        if one is None or other is None:
            return 0
        return int(one.start > other.end) - int(other.start > one.end)
    if a.date is not None or b.date is not None:  # a year is no age
        return 0
    one_is, other_is = a.quantity, b.quantity
    if one_is is None or other_is is None or one_is.measured != other_is.measured:
        return 0
    if one_is.unit != other_is.unit and (
        one_is.measured or None not in {one_is.unit, other_is.unit}
    ):
        return 0
    in_a, in_b = (one_is.scale, other_is.scale) if one_is.unit == other_is.unit else (1.0, 1.0)
    if one_is.bound is other_is.bound is not Bound.ABOUT:
        low_a, high_a, low_b, high_b = one_is.low, one_is.high, other_is.low, other_is.high
    else:
        low_a, high_a = one_is.floor, one_is.ceiling
        low_b, high_b = other_is.floor, other_is.ceiling
    order = int(low_a * in_a > high_b * in_b) - int(low_b * in_b > high_a * in_a)
    return -order if question.startswith("How fast ") and one_is.unit in _LASTS else order
