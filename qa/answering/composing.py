"""Turns a draft into an answer: verifies its quotes, numbers them, and adds notices."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qa.answering.drafts.citations import quote_passage, verify
from qa.answering.reporting import cited_groups, group_notices
from qa.answers import REFUSAL, Agreement, Answer, Citation, Statement
from qa.notices import article_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from llama_index.core.schema import NodeWithScore

    from qa.answering import Draft, DraftStatement
    from qa.answering.drafts.citations import Quote
    from qa.answers import Notice
    from qa.index import Snapshot
    from qa.retrieval import Question

__all__ = ["cite", "compose"]

_MOST_RELATED = 3
_SUPPORTED_LANGUAGES = frozenset({"en", "und"})


def compose(
    question: Question,
    draft: Draft,
    view: Snapshot,
    *,
    notices: Iterable[Notice],
    settings_hash: str,
) -> Answer:
    """Turn a draft into an answer that cites only verified quotes.

    A statement that loses all its quotes is dropped, unless it is marked as unsupported anyway.
    The text of the answer never says more than the verified statements. If nothing of it is left,
    the answer is a refusal. A language model's prose does not turn a refusal into an answer: it is
    shown beside the refusal, with its citations. An unfinished draft never becomes a refusal: in
    that case, the answer has an empty text instead.

    Args:
        question: The question that was asked, and how it was understood.
        draft: The draft from the synthesizer.
        view: The state of the index that was asked.
        notices: Notices that are added to those of the draft.
        settings_hash: Identifies the settings and the models.
    """
    refusing = draft.refused or not draft.response
    statements = () if refusing else draft.statements
    citations = cite(
        [
            *(quote for statement in (*statements, *draft.prose) for quote in statement.quotes),
            *(quote for group in (() if refusing else draft.groups) for quote in group.quotes),
        ],
        view,
    )
    support, prose = _proven(statements, citations), _proven(draft.prose, citations)
    text = "" if refusing else _proven_text(draft, citations)
    if statements and not text:  # again, without unused citations
        return compose(
            question,
            replace(draft, refused=True),
            view,
            notices=notices,
            settings_hash=settings_hash,
        )
    refused = draft.complete and not text
    related = _related(draft.source_nodes, view, len(citations) + 1) if refused else ()
    # The answers to several questions each have groups of their own.
    told = (
        []
        if refused
        else [
            (cited_groups(part.groups, citations), part.agreement)
            for part in draft.parts or (draft,)
        ]
    )
    articles = len(view.manifest.articles)
    said = [
        *(notice for groups, how in told for notice in group_notices(groups, how, articles)),
        *draft.notices,
        *_language_notices((*citations, *related), view),
        *notices,
    ]
    groups = tuple(group for groups, _ in told for group in groups)
    single = told[0][1] if len(told) == 1 and groups else Agreement.SINGLE
    differ = any(how is Agreement.DIFFERENT for _, how in told)
    return Answer(
        question=question.asked,
        text=REFUSAL if refused else text,
        support=support if text else (),
        refused=refused,
        confidence=round(draft.confidence, 4),
        citations=citations,
        related=related,
        notices=tuple(dict.fromkeys(said)),
        settings_hash=settings_hash,
        standalone=question.standalone,
        prose=prose,
        left_out=draft.left_out,
        complete=draft.complete,
        groups=groups,
        agreement=Agreement.DIFFERENT if groups and differ else single,
    )


def _proven(
    statements: Sequence[DraftStatement], citations: Sequence[Citation]
) -> tuple[Statement, ...]:
    """Keep the statements that a citation supports, and those marked as unsupported.

    One sentence may answer two questions that were asked as one; it is said once.
    """
    numbers = {(c.article_id, c.start, c.quote): c.number for c in citations}
    proven = []
    for statement in statements:
        cited = [
            numbers[key]
            for quote in statement.quotes
            if (key := (quote.article_id, quote.start, quote.text)) in numbers
        ]
        if cited or not statement.supported:
            proven.append(
                Statement(statement.text, tuple(dict.fromkeys(cited)), statement.supported)
            )
    return tuple(dict.fromkeys(proven))


def _proven_text(draft: Draft, citations: Sequence[Citation]) -> str:
    """Return the verified short answer; empty if no verified sentence contains it.

    If the answer consists of whole sentences, only the verified ones are kept; of the answers to
    several questions, only the verified ones. What the program states itself needs a verified
    sentence, but is not contained in it.
    """
    if draft.parts:
        return "; ".join(filter(None, (_proven_text(part, citations) for part in draft.parts)))
    support = _proven(draft.statements, citations)
    proven = [statement.text for statement in support if statement.supported]
    response = draft.response or ""
    if response == " ".join(statement.text for statement in draft.statements):
        return " ".join(proven)
    if draft.stated:
        return response if proven else ""
    return response if any(response in sentence for sentence in proven) else ""


def _related(nodes: Sequence[NodeWithScore], view: Snapshot, first: int) -> tuple[Citation, ...]:
    return cite([quote_passage(hit.node) for hit in nodes[:_MOST_RELATED]], view, first)


def cite(quotes: Sequence[Quote], view: Snapshot, first: int = 1) -> tuple[Citation, ...]:
    """Number the quotes that occur verbatim in their articles, each passage only once.

    Args:
        quotes: Quotes that have not been verified yet.
        view: The state of the index with the articles.
        first: The number of the first citation.
    """
    unique: dict[tuple[str, int, str], Quote] = {}
    for quote in quotes:
        unique.setdefault((quote.article_id, quote.start, quote.text), quote)
    texts = {
        article_id: view.text(article_id)
        for article_id in {quote.article_id for quote in unique.values()}
        if article_id in view.manifest.articles
    }
    kept = [quote for quote in verify(list(unique.values()), texts.get) if quote is not None]
    return tuple(_citation(number, quote, view) for number, quote in enumerate(kept, first))


def _citation(number: int, quote: Quote, view: Snapshot) -> Citation:
    record = view.manifest.articles[quote.article_id]
    return Citation(
        number=number,
        article_id=quote.article_id,
        title=record.title,
        published=record.published,
        path=record.path,
        also_in=record.also_in,
        page=quote.page,
        quote=quote.text,
        start=quote.start,
        end=quote.end,
        spans=quote.spans,
    )


def _language_notices(citations: Sequence[Citation], view: Snapshot) -> list[Notice]:
    """Warn if an article is in a language that the models were not trained on.

    The nearest passages of a refused question count as well: an answer may stand there unread.
    """
    return [
        article_language(citation.title, view.manifest.articles[citation.article_id].language)
        for citation in citations
        if view.manifest.articles[citation.article_id].language not in _SUPPORTED_LANGUAGES
    ]
