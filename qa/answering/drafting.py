"""Drafts of answers in the articles' own words: what stands in them, and with which quotes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qa.answering.agreement.copies import first_of_copies
from qa.answering.drafts.draft import Draft, DraftGroup, DraftStatement, Rule
from qa.answering.lookups.identifying import identified, in_full
from qa.answering.lookups.listed import items_beside
from qa.answering.lookups.table_lists import counts_rows
from qa.answering.spans.candidates import sentence_quote
from qa.answers import REFUSAL, Agreement
from qa.articles.passages import published_on
from qa.language.kinds import AnswerKind
from qa.language.leaning import points_back, refers_back
from qa.language.several import asks_for_several
from qa.notices import counted_rows, put_differently

if TYPE_CHECKING:
    from collections.abc import Sequence

    from llama_index.core.schema import NodeWithScore

    from qa.answering.agreement.between_articles import Findings
    from qa.answering.agreement.grouping import Grouped
    from qa.answering.drafts.citations import Quote
    from qa.answering.spans.candidates import Candidate
    from qa.answering.yes_or_no.deciding import Verdict
    from qa.answers import Notice
    from qa.retrieval import Question

__all__ = [
    "of_best_span",
    "of_items",
    "of_rows",
    "of_sentences",
    "of_verdict",
    "refusal",
    "told_behind_question",
]

# Confidence of a plain yes or no, and of a sentence that contains all words of the question without
# saying either; estimated, since no set of such questions was at hand to fit it on.
# A yes that another article denies is as likely as its no.
_PLAIN_VERDICT, _OPEN_VERDICT, _DISPUTED = 0.8, 0.6, 0.5
# The greatest number of other answers shown beside it.
_MOST_OTHERS = 2


def of_best_span(
    question: Question,
    nodes: list[NodeWithScore],
    found: Sequence[Candidate],
    findings: Findings,
    groups: Grouped,
    confidence: float,
    rule: Rule | None,
) -> Draft:
    """Draft the answer that leads: all items of its list, its name in full, or its sentence.

    Args:
        question: The question as it was understood.
        nodes: The passages that were read.
        found: All candidates, best first.
        findings: What the comparison of the articles' answers found.
        groups: The answers of the articles, the leading one first.
        confidence: How likely the answer is right.
        rule: What found it, if that was not the reader.
    """
    leading = groups.leading
    if leading.fits and asks_for_several(question.query_str) and (items := items_beside(leading)):
        return of_items(items, nodes, confidence)
    statements = _statements(groups, findings)
    short, full = leading.text, None
    if question.kind is AnswerKind.PERSON:
        named = (None if rule else in_full(leading, found)) or identified(leading, found)
        if named is not None and not any(named.text in one.text for one in statements):
            statements += (_stating(sentence_quote(named)),)
        if named is not None and rule is None:
            short, full = named.text, named
    pointing = question.kind is AnswerKind.TEXT and points_back(short)  # "this year" says when
    whole = full is None and (_whole(question, leading, rule) or refers_back(short) or pointing)
    return Draft(
        statements[0].text if whole else short,
        nodes,
        statements=statements,
        confidence=confidence,
        notices=_notices(findings),
        groups=groups.drafts(),
        agreement=groups.agreement,
        rule=rule,
    )


def of_items(
    items: Sequence[tuple[str, Quote]], nodes: list[NodeWithScore], confidence: float
) -> Draft:
    """Draft an answer of all items of a list, each with the quote that holds it."""
    parts = [
        Draft(
            text.removesuffix("."),  # items are joined by semicolons
            nodes,
            statements=(DraftStatement(text, (quote,)),),
            confidence=confidence,
        )
        for text, quote in items
    ]
    return replace(Draft.joined(parts), rule=Rule.LIST)


def of_rows(
    question: str,
    rows: Sequence[tuple[str, Quote]],
    nodes: list[NodeWithScore],
    confidence: float,
) -> Draft:
    """Draft an answer of the names of rows, or of their number if the question asks for that."""
    if not counts_rows(question):
        return replace(of_items(rows, nodes, confidence), rule=Rule.ROWS)
    quotes = dict.fromkeys(quote for _, quote in rows)
    return Draft(
        str(len(rows)),
        nodes,
        statements=tuple(map(_stating, quotes)),
        confidence=confidence,
        notices=(counted_rows([name for name, _ in rows]),),
        stated=True,
        rule=Rule.ROWS,
    )


def of_sentences(
    quotes: Sequence[Quote],
    nodes: list[NodeWithScore],
    confidence: float,
    rule: Rule | None = None,
) -> Draft:
    """Draft an answer that is one sentence, or several in order."""
    return Draft(
        " ".join(quote.text for quote in quotes),
        nodes,
        statements=tuple(map(_stating, quotes)),
        confidence=confidence,
        rule=rule,
    )


def of_verdict(verdict: Verdict, nodes: list[NodeWithScore]) -> Draft:
    """Draft the answer to a yes-or-no question: yes, no, or the sentence that decides it.

    The confidence is not calibrated: it is the share of the question's words that the sentence
    and its context contain, and higher if the sentence says plainly yes or no. Where another
    article says the contrary, both are shown, the newer one first.
    """
    if verdict.against is not None:
        return _disputed(verdict, verdict.against, nodes)
    plain = bool(verdict.says)
    return Draft(
        verdict.says or verdict.quote.text,
        nodes,
        statements=(_stating(verdict.quote),),
        confidence=_PLAIN_VERDICT if plain else _OPEN_VERDICT * verdict.covered,
        stated=plain,
        rule=Rule.DECISION,
    )


def told_behind_question(told: Candidate, nodes: list[NodeWithScore], confidence: float) -> Draft:
    """Draft what an article says behind the same question: "Yes, until May."."""
    return Draft(
        told.text,
        nodes,
        statements=(_stating(sentence_quote(told)),),
        confidence=confidence,
        rule=Rule.INTERVIEW,
    )


def refusal(nodes: list[NodeWithScore], confidence: float, nearest: Quote | None = None) -> Draft:
    """Draft no answer, perhaps with the sentence that comes nearest to one."""
    return Draft(REFUSAL, nodes, refused=True, confidence=confidence, nearest=nearest)


def _disputed(verdict: Verdict, against: Verdict, nodes: list[NodeWithScore]) -> Draft:
    """Draft a yes and a no of two articles; the newer one leads if both are dated."""
    both = [verdict, against]
    if verdict.published and against.published:
        both.sort(key=lambda one: one.published or "", reverse=True)
    return Draft(
        both[0].says,
        nodes,
        statements=tuple(_stating(one.quote) for one in both),
        confidence=_DISPUTED,
        stated=True,
        rule=Rule.DECISION,
        groups=tuple(
            DraftGroup(one.says, one.says.lower(), None, False, one.published, (one.quote,))
            for one in both
        ),
        agreement=Agreement.DIFFERENT,
    )


def _stating(quote: Quote) -> DraftStatement:
    return DraftStatement(quote.text, (quote,))


def _whole(question: Question, leading: Candidate, rule: Rule | None) -> bool:
    """Tell whether the whole sentence is the answer, and not the span in it."""
    if rule is Rule.INTERVIEW:
        return False  # its sentence begins with the article's own question
    return question.kind in {AnswerKind.REASON, AnswerKind.POLAR} or not leading.fits


def _statements(groups: Grouped, findings: Findings) -> tuple[DraftStatement, ...]:
    """Return one statement for each distinct sentence; articles with the same sentence share it."""
    quotes = [
        sentence_quote(candidate)
        for candidate in (*groups.cited, *first_of_copies(findings.reworded)[:_MOST_OTHERS])
    ]
    texts = dict.fromkeys(quote.text for quote in quotes)
    return tuple(
        DraftStatement(text, tuple(quote for quote in quotes if quote.text == text))
        for text in texts
    )


def _notices(findings: Findings) -> tuple[Notice, ...]:
    others = [_answer_in_article(one) for one in first_of_copies(findings.reworded)[:_MOST_OTHERS]]
    return (put_differently(others),) if others else ()


def _answer_in_article(candidate: Candidate) -> str:
    metadata = candidate.node.node.metadata
    title = metadata.get("title") or metadata.get("path") or candidate.article_id
    published = published_on(candidate.node.node)
    dated = f" ({published})" if published else ""
    return f"“{candidate.text}” in {title}{dated}"
