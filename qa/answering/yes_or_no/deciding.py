"""Answers yes-or-no questions with the sentence that decides them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from qa.answering.agreement.said import Said
from qa.answering.agreement.subjects import same_story
from qa.answering.drafts.citations import quote_passage
from qa.answering.lookups.interviews import asker_goes_on
from qa.answering.lookups.table_verdicts import decision
from qa.answering.spans.candidates import Candidate
from qa.answering.spans.fitting import in_heading, in_headline
from qa.answering.spans.rows import is_row
from qa.answering.spans.widening import ORIGIN
from qa.answering.yes_or_no.opening_days import asked_days, open_on
from qa.answering.yes_or_no.plainly import holds, says, wanted
from qa.answering.yes_or_no.pronouns import with_name
from qa.answering.yes_or_no.rewordings import reworded
from qa.answering.yes_or_no.rules import asks_for_rule, is_rule, ruled
from qa.articles.passages import published_on
from qa.language.leaning import refers_back
from qa.language.sentences import is_question, sentences
from qa.language.stems import stem, stems, telling_stems
from qa.language.topics import looks_english
from qa.language.words import tokens, word_set
from qa.retrieval import ReadNode

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence, Set

    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.schema import NodeWithScore

    from qa.answering.drafts.citations import Quote

__all__ = ["Verdict", "decide", "may_decide"]

# How many passages have their sentences compared, and how many sentences are embedded.
_PASSAGES = 8
_EMBEDDED = 8
# What a word of the question counts if it stands only in the title or the sentence before. A name
# in the title counts in full: the article speaks of it throughout.
_IN_CONTEXT = 0.6
# The least share of the question's words that the sentence and its context must contain.
_LEAST_COVERED = 0.6
# What covering all words of the question weighs beside a cosine of 1.
_COVERED = 2.0
# What a sentence that says plainly yes or no gains over one that leaves it open.
_PLAIN = 0.3
# Letters that a name shares with its adjective: "Mali" and "Malian".
_ROOT = 4
# Verbs that say little by themselves: "Can I take my dog?" asks about dogs.
_LIGHT = word_set("allow bring come do down get give go have let make need put take up use want")
_LIGHT_WEIGHT = 0.3
# Words of a question that its answer need not contain.
_SLACK = word_set(
    "any anyone anybody anything ever really actually true there some yet already still "
    "after before during since until"
)
# A gap from which on the reader is trusted with another word for the thing asked about.
_SURE = 5.0
# A time is no thing: "Does it stop for a moment?".
_THING = re.compile(
    r"\b(?:an?|any|my|our|your) "
    r"(?!(?:moment|while|second|minute|hour|day|night|week|month|year)\b)([a-z][\w-]+)\W*$",
    re.IGNORECASE,
)
# "Did the two of them sing?" is answered by "They sang."
_OF_THEM = re.compile(r"\b(?:the )?(?:two|both|pair) of them\b", re.IGNORECASE)
_HOME = re.compile(r"\b(?:the|our|this) ([a-z]+)\b", re.IGNORECASE)
# The name behind the auxiliary: "Did (the) Jon Berg ...".
_SUBJECT = re.compile(r"\w+(?:['’]t)? (?:the |any )?(?:[A-Z][\w-]+ )*([A-Z][\w-]+)\b")  # noqa: RUF001


@dataclass(frozen=True, slots=True)
class Verdict:
    """The sentence that decides a yes-or-no question.

    Attributes:
        quote: The sentence.
        says: ``Yes`` or ``No`` if the sentence says so plainly, else empty.
        covered: Share in [0, 1] of the question's words that the sentence and its context contain.
        published: When its article was published, as an ISO date, if that is known.
        against: What another article says plainly to the contrary, if one does.
    """

    quote: Quote
    says: str
    covered: float
    published: str | None = None
    against: Verdict | None = None


@dataclass(frozen=True, slots=True)
class _Sentence:
    node: NodeWithScore
    span: tuple[int, int]
    text: str
    covered: float
    context: Set[str]
    before: Set[str] = frozenset()
    about: Set[str] = frozenset()


def decide(
    question: str, nodes: Sequence[NodeWithScore], embed_model: BaseEmbedding
) -> Verdict | None:
    """Choose the sentence that decides a yes-or-no question.

    The cell of a table decides if the question names its row and column. Else, it is the sentence
    that contains most of the question's words (or the opposite of one of them), and
    is nearest in meaning (cosine). "Yes" or "No" is said only if a single clause of it contains all
    the question's words, without "may", "plans to" and the like.

    Args:
        question: The question as it was understood.
        nodes: Passages, best first.
        embed_model: Compares sentences with the question.

    Returns:
        None if no sentence contains enough of the question's words.
    """
    for hit in nodes[:_PASSAGES]:
        title = str(hit.node.metadata.get("title") or "")
        told = decision(question, hit.node.get_content(), title)
        if told is not None:
            quote = quote_passage(hit.node, *told.row, told.cell)
            return Verdict(quote, told.says, 1.0, published_on(hit.node))
    question = _OF_THEM.sub("they", question)
    slack = {stem(word) for word in _SLACK}
    light = {stem(word) for word in _LIGHT}
    asked = {
        one: _LIGHT_WEIGHT if one in light else 1.0
        for one in telling_stems(question)
        if one not in slack
    }
    if not asked:
        return None
    names = {stem(name) for name in _names(question)}
    seen = _rated(
        asked, names, _subject(question), nodes[:_PASSAGES], asks_for_rule(question) is not None
    )
    rated = sorted(seen, key=lambda one: -one.covered)[:_EMBEDDED]
    rated = [
        one
        for one in rated
        if (one.covered >= _LEAST_COVERED or _plain(question, asked, one))
        and _has_names(question, one)
        and _has_thing(question, one)
    ]
    rated = [one for one in rated if not _only_heads(question, asked, one)]
    if not rated:
        return None
    about = np.array(embed_model.get_query_embedding(question))
    near = np.array(embed_model.get_text_embedding_batch([one.text for one in rated])) @ about
    verdicts = [
        Verdict(
            quote_passage(one.node.node, *one.span, one.span),
            _plain(question, asked, one),
            one.covered,
            published_on(one.node.node),
        )
        for one in rated
    ]
    best = max(
        range(len(rated)),
        key=lambda at: (
            _COVERED * rated[at].covered + float(near[at]) + _PLAIN * bool(verdicts[at].says)
        ),
    )
    chosen = verdicts[best]
    contrary = {"Yes": "No", "No": "Yes"}.get(chosen.says)
    against = (
        verdict
        for one, verdict in zip(rated, verdicts, strict=True)
        if verdict.says == contrary and _tell_one_story(question, rated[best], one)
    )
    return replace(chosen, against=next(against, None))


def _plain(question: str, asked: Collection[str], sentence: _Sentence) -> str:
    """Return "Yes" or "No" if a sentence says so plainly, else nothing."""
    # The rules know English alone: "Was" begins a German question for a thing.
    if not looks_english(sentence.node.node.get_content()):
        return ""
    text = " ".join(sentence.text.split())  # lines break anywhere
    if asked_days(question):
        return open_on(question, text, sentence.about)
    if asks_for_rule(question) is not None:
        said = ruled(question, text, sentence.before, sentence.about)
    else:
        said = says(question, asked, with_name(question, *_told_before(sentence), text))
    return said or reworded(question, text, sentence.about, _ours(sentence))


def _told_before(sentence: _Sentence) -> tuple[str, str]:
    """Return the title of a sentence's article, and its paragraph up to the sentence."""
    node = sentence.node.node
    *_, before = node.get_content()[: sentence.span[0]].split("\n\n")
    return str(node.metadata.get("title") or ""), before


def _ours(sentence: _Sentence) -> set[str]:
    """Return stems of what a passage calls "the mill" or "our mill", where "we" may be at home."""
    return set(stems(" ".join(_HOME.findall(sentence.node.node.get_content()))))


def _only_heads(question: str, asked: Collection[str], sentence: _Sentence) -> bool:
    """Tell whether a headline lacks a word of the question and says neither yes nor no.

    "A review: nice bike, poor brakes" does not decide "Does the review recommend the bike?".
    """
    return (
        sentence.covered < 1
        and in_headline(sentence.node.node, *sentence.span)
        and not _plain(question, asked, sentence)
    )


def may_decide(question: str, candidate: Candidate) -> bool:
    """Tell whether the sentence of a span may decide a question that `decide` left open.

    It holds all names and the thing that the question ends with, and is no question itself, no
    headline, which names what the article says, and no row of a table: a row decides by a cell of
    yes or no. Nor is it what somebody adds to a question: "Does it fit? Mine broke."
    """
    text = candidate.told
    if is_question(text) or is_row(text) or in_headline(candidate.node.node, *candidate.sentence):
        return False
    if _is_told_by_asker(candidate):
        return False
    context = set(stems(f"{candidate.title} {text}"))
    sentence = _Sentence(candidate.node, candidate.sentence, text, 0.0, context)
    sure = candidate.gap >= _SURE  # "a deal" may be "an agreement"
    return _has_names(question, sentence) and (sure or _has_thing(question, sentence))


def _is_told_by_asker(candidate: Candidate) -> bool:
    """Tell whether a sentence stands behind a question, of which it answers nothing."""
    text, behind = candidate.node.node.get_content(), candidate.sentence
    *_, before = ((0, 0), *sentences(text, 0, behind[0]))
    return is_question(text[slice(*before)]) and asker_goes_on(text, before, behind)


def _tell_one_story(question: str, a: _Sentence, b: _Sentence) -> bool:
    """Tell whether the sentences of two articles are about the same thing."""
    if a.node.node.metadata["article_id"] == b.node.node.metadata["article_id"]:
        return False
    return same_story(question, _said(a), _said(b))


def _said(sentence: _Sentence) -> Said:
    """Return a sentence as an answer without words of its own."""
    node, at = sentence.node, sentence.span[0]
    assert isinstance(node, ReadNode)
    title = node.node.metadata.get("title") or ""
    candidate = Candidate(node, at, at, sentence.span, node.reading.gap, node.score or 0.0)
    return Said(candidate, f"{title} {node.node.get_content()}")


def _rated(
    asked: Mapping[str, float],
    names: Set[str],
    subject: str,
    nodes: Sequence[NodeWithScore],
    by_rule: bool,
) -> Iterator[_Sentence]:
    for hit in nodes:
        text = hit.node.get_content()
        title = set(stems(str(hit.node.metadata.get("title") or "")))
        whole = set(stems(text))
        before: set[str] = set()
        heading: set[str] = set()
        for start, end in sentences(text):
            if is_question(text[start:end]) or is_row(text[start:end]):
                continue  # a question decides nothing, and a row by its cells alone
            held = set(stems(text[start:end]))
            if in_heading(hit.node, start, end):
                heading = held
            context = title | before | heading
            done = held - wanted(text[start:end])  # "to stay" is not the opposite of "resigned"
            inside = {one for one in asked if one in held or holds(done, one)}
            near = held | title | (before if refers_back(text[start:end]) else set())
            if not any(one.startswith(subject) for one in near):
                inside.clear()  # it speaks of somebody else
            full = inside | (names & title)
            # A rule holds for the place that the passage is about: "No dogs are admitted."
            if by_rule and is_rule(text[start:end]):
                context |= whole
            worth = sum(
                weight * (1.0 if one in full else _IN_CONTEXT * (one in context))
                for one, weight in asked.items()
            )
            # Whoever is named alone does not decide what they did.
            if inside - names or (inside and names >= asked.keys()):
                share = worth / sum(asked.values())
                yield _Sentence(
                    hit,
                    (start, end),
                    text[start:end],
                    share,
                    context=held | context,
                    before=before,
                    about=title | heading,
                )
            before = held


def _subject(question: str) -> str:
    """Return the beginning of the name that a question asks about first; empty if it is none."""
    found = _SUBJECT.match(question)
    # "The French" may be "France" in the article, and "the UK" "Britain".
    if found is None or found[1].isupper() or ORIGIN.search(found[1]):
        return ""
    return stem(found[1].lower())[:_ROOT]


def _has_names(question: str, sentence: _Sentence) -> bool:
    """Tell whether all names and numbers of the question are in the sentence or its passage."""
    text = f"{sentence.node.node.metadata.get('title') or ''} {sentence.node.node.get_content()}"
    held = set(stems(text))
    return all(
        name in held
        or (not name[0].isdigit() and any(one.startswith(name[:_ROOT]) for one in held))
        for name in map(stem, _names(question))
    )


def _has_thing(question: str, sentence: _Sentence) -> bool:
    """Tell whether a sentence or its context has the thing that a question ends with: "a dog"."""
    thing = _THING.search(question)
    return thing is None or holds(sentence.context, stem(thing[1].lower()))


def _names(question: str) -> list[str]:
    """Return the names and numbers of a question, in small letters."""
    return [
        token.word.lower()
        for at, token in enumerate(tokens(question))
        if at and token.is_word and (token.capitalised or token.text[0].isdigit())
    ]
