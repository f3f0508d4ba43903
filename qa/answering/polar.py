"""Answers yes-or-no questions with the sentence that decides them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from qa.answering.agreement.subjects import Said, same_story
from qa.answering.drafts.citations import quote_passage
from qa.answering.lookups.table_cells import decision
from qa.answering.spans.candidates import Candidate
from qa.answering.spans.fitting import in_heading
from qa.answering.spans.rows import is_row
from qa.answering.spans.widening import ORIGIN
from qa.articles.passages import published_on
from qa.language.leaning import refers_back
from qa.language.sentences import is_question, sentences
from qa.language.stems import opposites, stem, stems, telling_stems
from qa.language.topics import looks_english
from qa.language.values.names import is_role
from qa.language.words import tokens, word_set, words
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
_NEGATIONS = word_set(
    "cannot fail failed fails neither never no nobody none nor not nothing "
    "refuse refused refuses reject rejected rejects unable without"
)
_NEGATED = re.compile(r"n['’]t$")  # noqa: RUF001 - the apostrophe that papers print
# A clause with one of these does not say plainly that something is so.
_HEDGES = word_set(
    "allegedly almost appear appears aim aims ask asked asks await awaiting awaits believed claim "
    "claimed claims could demand demanded demands doubt expected expects fear feared fears hope "
    "hoped hopes if intend intends likely may "
    "maybe might nearly need needed needs ought pending perhaps plan planned plans possible "
    "possibly probably reportedly require required requires rumour rumours rumor rumors should "
    "suspected threatened threatens unclear unless urge urged urges want wanted wants whether would"
)
_CALLS_FOR = re.compile(r"\bcall(?:s|ed|ing)? for\b", re.IGNORECASE)
# What somebody denies may be so all the same.
_DENIALS = word_set("denied denies deny denying disputed disputes dispute")
# Where these are denied, less may be so: "nobody was seriously hurt", "not all are closed".
_LIMITS = word_set(
    "all always badly completely critically directly entirely entire every everyone everything "
    "exactly fatally fully gravely immediately necessarily only severely seriously totally wholly"
)
# "A lift serves all floors except the attic."
_EXCEPTION = re.compile(
    r"\b(?:except|apart from|excluding|other than|but not|save for)\b.*", re.IGNORECASE
)
_FUTURE = word_set("will shall soon going")
# "Has Pike resigned?" is left open by "asked Pike to resign", not by "Pike was forced to resign".
_PAST = word_set("did has have had")
_INFINITIVE = re.compile(r"\b(\w+) to ([a-z]+)(?<!s)\b")
_CARRIED_OUT = word_set("began begun continued forced had managed obliged started went")
_CLAUSE = re.compile(
    r"[,;:–—]\s|\b(?:but|which|who|whose|while|although|though|because)\b"  # noqa: RUF001
    r"|\b(?:after|before|until|when)\b(?! (?:\d|noon|midnight|dark))"
)
# Letters that a name shares with its adjective: "Mali" and "Malian".
_ROOT = 4
_MONTH = re.compile(r"(?<!^)\bMay\b")  # "in May" is no "may"
_FULL_NAME = re.compile(r"(?<!^)\b[A-Z][\w-]+(?: [A-Z][\w-]+)+")
_ASIDE = re.compile(r", [^,;:.]{2,60}, ")
# A word before the clause proper: "However, Pike, although learned, was no spokesman".
_LEAD = re.compile(
    r"^[\"“]?(?:[A-Z][a-z]+(?:ly|ver|while|less)|Still|But|Yet|Indeed|Instead|Later), "
)
# Verbs that say little by themselves: "Can I take my dog?" asks about dogs.
_LIGHT = word_set("allow bring come do get give go have let make need put take use want")
_LIGHT_WEIGHT = 0.3
# Words of a question that its answer need not contain.
_SLACK = word_set(
    "any anyone anybody anything ever really actually true there some yet already still "
    "after before during since until"
)
# Stems of verbs that say the same of what one may do.
_SAME = {"allow": "permit", "permit": "allow"}
# A gap from which on the reader is trusted with another word for the thing asked about.
_SURE = 5.0
# A time is no thing: "Does it stop for a moment?".
_THING = re.compile(
    r"\b(?:an?|any|my|our|your) "
    r"(?!(?:moment|while|second|minute|hour|day|night|week|month|year)\b)([a-z][\w-]+)\W*$",
    re.IGNORECASE,
)
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
    rated = sorted(
        _rated(asked, names, _subject(question), nodes[:_PASSAGES]), key=lambda one: -one.covered
    )[:_EMBEDDED]
    rated = [
        one
        for one in rated
        if one.covered >= _LEAST_COVERED and _has_names(question, one) and _has_thing(question, one)
    ]
    if not rated:
        return None
    about = np.array(embed_model.get_query_embedding(question))
    near = np.array(embed_model.get_text_embedding_batch([one.text for one in rated])) @ about
    verdicts = [
        Verdict(
            quote_passage(one.node.node, *one.span, one.span),
            # The rules know English alone: "Was" begins a German question for a thing.
            _says(question, asked, one.text) if looks_english(one.node.node.get_content()) else "",
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


def may_decide(question: str, candidate: Candidate) -> bool:
    """Tell whether the sentence of a span may decide a question that `decide` left open.

    It holds all names and the thing that the question ends with, and is no question itself and no
    row of a table: a row decides by a cell of yes or no.
    """
    text = candidate.told
    if is_question(text) or is_row(text):
        return False
    context = set(stems(f"{candidate.title} {text}"))
    sentence = _Sentence(candidate.node, candidate.sentence, text, 0.0, context)
    sure = candidate.gap >= _SURE  # "a deal" may be "an agreement"
    return _has_names(question, sentence) and (sure or _has_thing(question, sentence))


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
    asked: Mapping[str, float], names: Set[str], subject: str, nodes: Sequence[NodeWithScore]
) -> Iterator[_Sentence]:
    for hit in nodes:
        text = hit.node.get_content()
        title = set(stems(str(hit.node.metadata.get("title") or "")))
        before: set[str] = set()
        heading: set[str] = set()
        for start, end in sentences(text):
            if is_question(text[start:end]) or is_row(text[start:end]):
                continue  # a question decides nothing, and a row by its cells alone
            held = set(stems(text[start:end]))
            if in_heading(hit.node, start, end):
                heading = held
            context = title | before | heading
            done = held - _wanted(text[start:end])  # "to stay" is not the opposite of "resigned"
            inside = {one for one in asked if one in held or _holds(done, one)}
            near = held | title | (before if refers_back(text[start:end]) else set())
            if not any(one.startswith(subject) for one in near):
                inside.clear()  # it speaks of somebody else
            full = inside | (names & title)
            worth = sum(
                weight * (1.0 if one in full else _IN_CONTEXT * (one in context))
                for one, weight in asked.items()
            )
            # Whoever is named alone does not decide what they did.
            if inside - names or (inside and names >= asked.keys()):
                share = worth / sum(asked.values())
                yield _Sentence(hit, (start, end), text[start:end], share, held | context)
            before = held


def _subject(question: str) -> str:
    """Return the beginning of the name that a question asks about first; empty if it is none."""
    found = _SUBJECT.match(question)
    # "The French" may be "France" in the article, and "the UK" "Britain".
    if found is None or found[1].isupper() or ORIGIN.search(found[1]):
        return ""
    return stem(found[1].lower())[:_ROOT]


def _holds(held: Set[str], asked: str) -> bool:
    return asked in held or _SAME.get(asked) in held or not opposites(asked).isdisjoint(held)


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
    return thing is None or _holds(sentence.context, stem(thing[1].lower()))


def _names(question: str) -> list[str]:
    """Return the names and numbers of a question, in small letters."""
    return [
        token.word.lower()
        for at, token in enumerate(tokens(question))
        if at and token.is_word and (token.capitalised or token.text[0].isdigit())
    ]


def _given_names(question: str, clause: str) -> set[str]:
    """Return the stems of given names that a clause need not repeat: it says "Rey" or "Mr Rey"."""
    given: set[str] = set()
    for match in _FULL_NAME.finditer(question):
        *first, last = match[0].split()
        alone = re.search(rf"(?:(\w+) )?\b{re.escape(last)}\b", clause)
        before = alone[1] if alone else None
        if alone and (not before or not before[0].isupper() or is_role(before.lower())):
            given.update(stem(name.lower()) for name in first)
    return given


def _says(question: str, asked: Collection[str], sentence: str) -> str:
    """Return "Yes" or "No" if one clause of a sentence says so plainly, else nothing."""
    opened = words(question)
    if _NEGATED.search(opened[0]) or "not" in opened or is_question(sentence):
        return ""
    # "The minister, Paulo Reis, did not resign" is one clause without what stands between commas.
    sentence = _LEAD.sub("", sentence)
    clauses = [*_CLAUSE.split(sentence), *_CLAUSE.split(_ASIDE.sub(" ", sentence))]
    for clause in clauses:
        said = words(_MONTH.sub(" ", clause))
        held = {stem(word) for word in said}
        needed = set(asked) - _given_names(question, clause)
        if not all(_holds(held, one) for one in needed):
            continue
        if _is_left_open(question, asked, needed, clause):
            return ""
        turned = [one for one in needed if one not in held and _SAME.get(one) not in held]
        meant = set(asked).union(*map(opposites, turned))
        rest = [word for word in said if stem(word) not in meant]
        if not _DENIALS.isdisjoint(rest):
            return ""
        negated = sum(word in _NEGATIONS or bool(_NEGATED.search(word)) for word in rest)
        if negated and not _LIMITS.isdisjoint(rest):
            return ""
        return "No" if (len(turned) + negated) % 2 else "Yes"
    return ""


def _is_left_open(question: str, asked: Collection[str], needed: Set[str], clause: str) -> bool:
    """Tell whether a clause does not say plainly that something is so, or is not so."""
    opened, *_ = words(question)
    said = words(_MONTH.sub(" ", clause))
    if not _HEDGES.isdisjoint(word for word in said if stem(word) not in asked):
        return True
    if _CALLS_FOR.search(clause) and "call" not in asked:
        return True
    if opened not in _FUTURE | {"would"} and not _FUTURE.isdisjoint(said):
        return True
    if opened in _PAST and _only_wanted(needed, question, clause):
        return True
    excepted = _EXCEPTION.search(clause)
    return excepted is not None and not needed.isdisjoint(stems(excepted[0]))


def _only_wanted(asked: Set[str], question: str, clause: str) -> bool:
    """Tell whether a clause has an asked verb, or its opposite, as what somebody is to do."""
    asked_for = {stem(verb) for _, verb in _INFINITIVE.findall(question)}
    wanted = _wanted(clause)
    return any(_holds(wanted, one) for one in asked - asked_for)


def _wanted(clause: str) -> set[str]:
    """Return the stems of what somebody is to do, as far as nothing says that they did it."""
    return {
        stem(verb)
        for before, verb in _INFINITIVE.findall(clause)
        if before.lower() not in _CARRIED_OUT | _NEGATIONS
    }
