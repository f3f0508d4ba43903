"""Every question: what was answered beside what is right, what was cited beside the evidence."""

from __future__ import annotations

from qa.evaluation.gold import Evidence
from qa.evaluation.page.markup import count, escape, figure, mark, slug
from qa.evaluation.records import Cause, JudgedCitation, QuestionRecord
from qa.evaluation.report import Report

__all__ = ["questions_section"]


def questions_section(report: Report) -> str:
    """Return all questions, failures first, with the controls that filter them."""
    listed = "\n".join(_question(record, report.about.read) for record in report.records)
    causes = "".join(
        f'<option value="{slug(cause)}">{escape(cause)} ({number})</option>'
        for cause, number in report.causes
        if number
    )
    kinds = "".join(
        f'<option value="{slug(score.kind)}">{escape(score.kind)} ({score.questions})</option>'
        for score in sorted(report.kinds, key=lambda score: score.kind)
    )
    return (
        '<section aria-labelledby="questions"><h2 id="questions">Questions</h2>'
        '<form class="filters" role="search">'
        '<label>Find <input type="search" id="find" placeholder="words, or an id" '
        'autocomplete="off"></label>'
        '<label>Outcome <select id="outcome"><option value="">all</option>'
        f'<option value="failed">failed</option><option value="right">right</option>{causes}'
        "</select></label>"
        f'<label>Kind <select id="kind"><option value="">all</option>{kinds}</select></label>'
        f'<output id="shown" aria-live="polite">{count(len(report.records), "question")}</output>'
        f'</form><div id="list">{listed}</div></section>'
    )


def _question(record: QuestionRecord, read: int) -> str:
    gold = record.gold
    outcome = slug(record.cause) if record.cause else "right"
    earlier = "".join(f'<li class="earlier">{escape(each)}</li>' for each in gold.history)
    history = f'<ol class="history">{earlier}</ol>' if earlier else ""
    return (
        f'<article class="question" data-outcome="{outcome}" data-kind="{slug(gold.kind)}">'
        f"<header>{history}<h3>{escape(gold.question)}</h3>{_badge(record.cause)}"
        f'<p class="meta">{_meta(record, read)}</p></header>'
        '<div class="sides">'
        f'<div class="side"><h4>Answer</h4>{_answer(record)}</div>'
        f'<div class="side"><h4>Gold</h4>{_gold(record)}</div>'
        f'<div class="side"><h4>Cited</h4>{_cited(record)}</div>'
        f'<div class="side"><h4>Evidence</h4>{_evidence(record)}</div>'
        "</div></article>"
    )


def _badge(cause: Cause | None) -> str:
    if cause is None:
        return '<span class="badge good">right</span>'
    return f'<span class="badge bad" title="{escape(cause.meaning)}">{escape(cause)}</span>'


def _meta(record: QuestionRecord, read: int) -> str:
    facts = [
        f"<code>{escape(record.gold.id)}</code>",
        escape(record.gold.kind),
        f"confidence {record.confidence:.2f}",
        f"F1 {figure(record.f1, digits=2)}",
        figure(record.seconds, "seconds"),
    ]
    if record.searched:
        best = min(record.passage_hits, default=None)
        unread = f", {read} are read" if best is not None and best > read else ""
        facts.append("no passage found" if best is None else f"passage at rank {best}{unread}")
    return " · ".join(facts)


def _answer(record: QuestionRecord) -> str:
    notices = "".join(f'<p class="notice">{escape(each)}</p>' for each in record.notices)
    if not record.refused:
        return f'<p class="answer">{escape(record.answer)}</p>{notices}'
    withheld = f'<p class="withheld">Withheld: {escape(record.answer)}</p>' if record.answer else ""
    return f'<p class="answer refused">Refused</p>{withheld}{notices}'


def _gold(record: QuestionRecord) -> str:
    if not record.gold.answerable:
        return '<p class="answer refused">The articles do not say</p>'
    first, *others = record.gold.answers
    variants = "".join(f"<li>{escape(each)}</li>" for each in others)
    return f'<p class="answer">{escape(first)}</p>' + (
        f'<ul class="variants">{variants}</ul>' if variants else ""
    )


def _cited(record: QuestionRecord) -> str:
    if not record.citations:
        return '<p class="none">none</p>'
    return "".join(_citation(each) for each in record.citations)


def _citation(judged: JudgedCitation) -> str:
    citation = judged.citation
    spans = [(start - citation.start, end - citation.start) for start, end in citation.spans]
    verdict = {True: "on gold evidence", False: "not on gold evidence", None: ""}[judged.right]
    faults = "" if judged.verbatim else ' · <strong class="fault">not verbatim</strong>'
    tone = "good" if judged.right else "bad" if judged.right is False else "plain"
    return (
        f'<blockquote class="{tone}"><p>{mark(citation.quote, spans)}</p><footer>'
        f"[{citation.number}] {escape(citation.path)} at {citation.start} to {citation.end}"
        f"{' · ' if verdict else ''}{verdict}{faults}</footer></blockquote>"
    )


def _evidence(record: QuestionRecord) -> str:
    if not record.gold.evidence:
        return '<p class="none">none given</p>'
    return "".join(_quote(each, record.gold.answers) for each in record.gold.evidence)


def _quote(evidence: Evidence, answers: tuple[str, ...]) -> str:
    places = ((evidence.quote.find(answer), len(answer)) for answer in answers)
    spans = [(start, start + length) for start, length in places if start >= 0]
    return (
        f'<blockquote class="plain"><p>{mark(evidence.quote, spans)}</p>'
        f"<footer>{escape(evidence.path)}</footer></blockquote>"
    )
