"""Answers questions about the articles themselves from what the index records of them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from qa.answering.drafts.citations import Quote
from qa.answering.drafts.draft import Draft, DraftStatement, Rule
from qa.answers import REFUSAL
from qa.language.cataloguing import About
from qa.language.sentences import sentences
from qa.language.stems import stems, telling_stems
from qa.notices import agree_on_what, from_the_index, not_a_question, which_article
from qa.retrieval.article_topics import find_topics

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from llama_index.core.schema import NodeWithScore

    from qa.index import ArticleRecord, Filters, Snapshot
    from qa.language.cataloguing import CatalogueQuestion
    from qa.retrieval import ArticleRetriever, Question

__all__ = ["answer_from_index"]

# How many articles are named and cited.
_MOST_NAMED = 5
# What the index records is certain; which article is meant is less so.
_RECORDED, _MEANT = 0.97, 0.8
# How far into an article its author and date are looked for, in characters.
_HEAD = 1500
# What stands between the words of a path.
_SIGNS = re.compile(r"[\W_]+")
# Fields above a text in Markdown, between lines of hyphens.
_FRONT_MATTER = re.compile(r"\s*---\n(?:[^\n]*\n){1,30}?---\n")
# An article is meant by a subject of which it contains at least this share of the words.
_LEAST_SHARED = 0.6


def answer_from_index(
    asked: CatalogueQuestion, question: Question, view: Snapshot, retriever: ArticleRetriever
) -> Draft | None:
    """Answer a question about the articles themselves.

    Args:
        asked: What the question asks for.
        question: The question, with its filters.
        view: The state of the index.
        retriever: Finds the articles that are about something.

    Returns:
        None if no article is clearly meant, so that the question is asked of the text instead.
    """
    if asked.about is About.GREETING:
        return Draft(REFUSAL, [], refused=True, notices=(not_a_question(),))
    if asked.about is About.AGREEMENT:
        return Draft(REFUSAL, [], refused=True, notices=(agree_on_what(),))
    if asked.about in {About.WHICH, About.WHETHER, About.COUNT} and asked.subject:
        return _speaking_of(asked, question, view, retriever)
    if asked.about in {About.NEWEST, About.OLDEST}:
        return _dated(asked, question, view, retriever)
    records = _records(question.filters, view)
    if asked.about is About.BY:
        wrote = set(stems(asked.subject))
        records = [record for record in records if wrote <= set(stems(record.author or ""))]
        return _all(asked, records, view) if records else None
    if asked.about is About.TOPICS:
        return _topics(asked, records, view)
    if asked.about in {About.COUNT, About.LIST}:
        return _all(asked, records, view)
    record = _meant(asked, question, view, retriever)
    if record is None and not asked.subject:
        return Draft(REFUSAL, [], refused=True, notices=(which_article(),))
    return None if record is None else _fact(asked, record, view)


def _fact(asked: CatalogueQuestion, record: ArticleRecord, view: Snapshot) -> Draft:
    """Answer with the author, date or title of one article, and cite where it stands."""
    stated = {
        About.AUTHOR: record.author,
        About.DATE: record.published,
        About.TITLE: record.title,
    }[asked.about]
    if not stated:
        return Draft(REFUSAL, [], refused=True, notices=(from_the_index(),))
    text = view.text(record.article_id)
    sought = stated if asked.about is not About.DATE else stated[:4]
    quote = _line_with(sought, record, text) or _first_sentence(record, text)
    confidence = _MEANT if asked.subject else _RECORDED
    return _stated(stated, [quote], confidence)


def _all(asked: CatalogueQuestion, records: Sequence[ArticleRecord], view: Snapshot) -> Draft:
    """Count or list the articles, newest first."""
    newest = sorted(records, key=lambda record: record.published or "", reverse=True)
    quotes = [
        _first_sentence(record, view.text(record.article_id)) for record in newest[:_MOST_NAMED]
    ]
    said = f"{len(records):,}" if asked.about is About.COUNT else _titles(newest)
    return _stated(said, quotes, _RECORDED)


def _topics(asked: CatalogueQuestion, records: Sequence[ArticleRecord], view: Snapshot) -> Draft:
    """Name what many articles are about, with the most typical article of each; few by title."""
    few = len(records) <= _MOST_NAMED or len(records) < len(view.manifest.articles)
    topics = () if few else find_topics(view).topics
    if not topics:
        return _all(asked, records, view)
    named = [
        f"{', '.join(topic.words)} ({len(topic.articles):,} articles)"
        for topic in topics[:_MOST_NAMED]
    ]
    more = len(topics) - len(named)
    typical = [view.manifest.articles[topic.articles[0]] for topic in topics[:_MOST_NAMED]]
    quotes = [_first_sentence(record, view.text(record.article_id)) for record in typical]
    said = "; ".join([*named, *([f"and {more:,} more topics"] if more else [])])
    return _stated(said, quotes, _RECORDED)


def _dated(
    asked: CatalogueQuestion, question: Question, view: Snapshot, retriever: ArticleRetriever
) -> Draft | None:
    """Name the newest or oldest of the articles that have a date, with it."""
    if asked.subject:
        records = [one for one, _ in _found(asked.subject, question, view, retriever)[1]]
    else:
        records = _records(question.filters, view)
    # By path, too: articles of one day, or of one file, are no records that can be ordered.
    dated = sorted(
        (one for one in records if one.published), key=lambda one: (one.published or "", one.path)
    )
    if not dated:
        return None
    record = dated[-1 if asked.about is About.NEWEST else 0]
    quote = _first_sentence(record, view.text(record.article_id))
    return _stated(f"{record.title} ({record.published})", [quote], _RECORDED)


def _found(
    subject: str, question: Question, view: Snapshot, retriever: ArticleRetriever
) -> tuple[list[NodeWithScore], list[tuple[ArticleRecord, list[NodeWithScore]]]]:
    """Find the articles of which the passages contain all words of a subject."""
    wanted = _wanted(subject)
    hits = retriever.rank(_about(subject, question), view).nodes
    passages: dict[str, list[NodeWithScore]] = {}
    for hit in hits:
        passages.setdefault(str(hit.node.metadata["article_id"]), []).append(hit)
    return hits, [
        (view.manifest.articles[article_id], nodes)
        for article_id, nodes in passages.items()
        if wanted <= _said(view.manifest.articles[article_id], nodes)
    ]


def _speaking_of(
    asked: CatalogueQuestion, question: Question, view: Snapshot, retriever: ArticleRetriever
) -> Draft:
    """Name, or count, the articles of which the passages contain all words of the subject."""
    wanted = _wanted(asked.subject)
    hits, found = _found(asked.subject, question, view, retriever)
    if asked.together:
        found = [one for one in found if _holds_together(wanted, one[1])]
    if not found:
        return Draft(REFUSAL, hits, refused=True, notices=(from_the_index(),))
    quotes = [_best_sentence(wanted, record, nodes, view) for record, nodes in found[:_MOST_NAMED]]
    said = {
        About.WHICH: _titles([record for record, _ in found]),
        About.WHETHER: "Yes",
        About.COUNT: f"{len(found):,}",
    }[asked.about]
    return replace(_stated(said, quotes, _RECORDED), source_nodes=hits)


def _holds_together(wanted: set[str], nodes: Iterable[NodeWithScore]) -> bool:
    """Tell whether one sentence of the passages holds all words of a subject."""
    texts = [node.node.get_content() for node in nodes]
    return any(
        wanted <= set(stems(text[start:end])) for text in texts for start, end in sentences(text)
    )


def _meant(
    asked: CatalogueQuestion, question: Question, view: Snapshot, retriever: ArticleRetriever
) -> ArticleRecord | None:
    """Return the article that a question means; None if that is not clear."""
    subject = asked.subject
    if not subject:
        records = _records(question.filters, view)
        return records[0] if len(records) == 1 else None
    found = _records_of_hits(subject, question, view, retriever)
    if asked.paper:
        printed = [one for one in found if _printed_in(asked.paper, one[0], view)]
        if not printed:  # "the campaign for Free Trade" names no paper
            subject = f"{subject} {asked.paper}"
        found = printed or _records_of_hits(subject, question, view, retriever)
    wanted = _wanted(subject)
    best, shared = None, _LEAST_SHARED
    for record, passage in found:
        titled = set(stems(f"{record.title} {_SIGNS.sub(' ', record.path)}"))
        worth = (
            len(wanted & (titled | set(stems(passage))))
            + len(wanted & titled)  # an article about a bridge has it in its title
        ) / len(wanted)
        if worth > shared:
            best, shared = record, worth
    return best


def _records_of_hits(
    subject: str, question: Question, view: Snapshot, retriever: ArticleRetriever
) -> list[tuple[ArticleRecord, str]]:
    """Find passages about a subject, best first, each with its article."""
    return [
        (view.manifest.articles[str(hit.node.metadata["article_id"])], hit.node.get_content())
        for hit in retriever.find(_about(subject, question), view).nodes
    ]


def _printed_in(paper: str, record: ArticleRecord, view: Snapshot) -> bool:
    """Tell whether an article names a paper in its title, the name of its file, or its head."""
    path = _SIGNS.sub(" ", record.path)
    head = view.text(record.article_id)[:_HEAD]
    wanted = stems(paper)
    return any(
        told[at : at + len(wanted)] == wanted
        for told in map(stems, (record.title, path, head))
        for at in range(len(told))
    )


def _records(filters: Filters, view: Snapshot) -> list[ArticleRecord]:
    allowed = filters.allowed(view.manifest)
    records = view.manifest.articles
    return [records[one] for one in records if allowed is None or one in allowed]


def _about(subject: str, question: Question) -> Question:
    return replace(question.understood_as(subject), asked=subject, plain=subject)


def _wanted(subject: str) -> set[str]:
    """Return the stems that an article about a subject contains."""
    return set(telling_stems(subject)) or set(stems(subject))


def _said(record: ArticleRecord, nodes: Iterable[NodeWithScore]) -> set[str]:
    text = " ".join(node.node.get_content() for node in nodes)
    return {*stems(text), *stems(record.title)}


def _stated(text: str, quotes: Sequence[Quote], confidence: float) -> Draft:
    statements = tuple(DraftStatement(quote.text, (quote,)) for quote in quotes)
    return Draft(
        text,
        [],
        statements=statements,
        confidence=confidence,
        notices=(from_the_index(),),
        stated=True,
        rule=Rule.INDEX,
    )


def _titles(records: Sequence[ArticleRecord]) -> str:
    named = [record.title for record in records[:_MOST_NAMED]]
    more = len(records) - len(named)
    return "; ".join([*named, *([f"and {more:,} more"] if more else [])])


def _best_sentence(
    wanted: set[str], record: ArticleRecord, nodes: Sequence[NodeWithScore], view: Snapshot
) -> Quote:
    """Quote the sentence with most of the subject's words; of equals, the first."""
    text = view.text(record.article_id)
    spans = [
        (start + node.node.start_char_idx, end + node.node.start_char_idx)  # type: ignore[attr-defined]
        for node in nodes
        for start, end in sentences(node.node.get_content())
    ]
    if not spans:
        return _first_sentence(record, text)
    start, end = max(spans, key=lambda span: len(wanted & set(stems(text[span[0] : span[1]]))))
    return Quote(record.article_id, text[start:end], start, ((start, end),))


def _line_with(sought: str, record: ArticleRecord, text: str) -> Quote | None:
    """Quote the line near the beginning that contains some words, with these words marked."""
    at = text.find(sought, 0, _HEAD)
    if at < 0:
        return None
    first = text.rfind("\n", 0, at) + 1
    last = text.find("\n", at)
    line = text[first : last if last >= 0 else len(text)]
    start = first + len(line) - len(line.lstrip())
    return Quote(record.article_id, line.strip(), start, ((at, at + len(sought)),))


def _first_sentence(record: ArticleRecord, text: str) -> Quote:
    head = min(len(text), _HEAD)
    front = _FRONT_MATTER.match(text)
    first = front.end() if front else 0
    start, end = next(iter(sentences(text, first, max(head, first))), (0, head))
    return Quote(record.article_id, text[start:end], start)
