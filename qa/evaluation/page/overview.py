"""What the reader sees first: which run, the headline figures, what went wrong, every figure."""

from __future__ import annotations

from itertools import groupby

from qa.evaluation.measures import Measurement
from qa.evaluation.page.markup import count, escape, figure, slug, span_text
from qa.evaluation.report import Report

__all__ = ["causes_section", "header", "measures_section", "tiles"]

_HEADLINES = (
    "f1",
    "exact_match",
    "refusal_precision",
    "refusal_recall",
    "citation_f1",
    "verbatim",
    "hit@5",
    "seconds_median",
)


def header(report: Report) -> str:
    """Return the title with what was asked, when and how."""
    about = report.about
    asked = count(len(report.records), "question")
    if about.limit is not None:
        asked += f", drawn with seed {about.seed}"
    facts = [
        ("Asked", f"{asked} of {count(about.articles, 'article')}"),
        ("Folder", about.folder),
        ("Refuses below", f"confidence {about.threshold:.2f}"),
        ("Started", about.started),
        ("Took", figure(about.seconds, "seconds")),
        ("Settings", about.settings_hash),
        ("Gold", about.gold_digest),
        ("Version", about.version),
    ]
    listed = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in facts
    )
    return (
        f'<header><p class="eyebrow">Evaluation</p><h1>{escape(about.gold)}</h1>'
        f'<dl class="facts">{listed}</dl></header>'
    )


def tiles(report: Report) -> str:
    """Return the headline figures with their intervals."""
    by_key = {each.key: each for each in report.measures}
    shown = "".join(_tile(by_key[key]) for key in _HEADLINES)
    return (
        '<section aria-labelledby="figures"><h2 id="figures" class="hidden">Headline figures</h2>'
        f'<ul class="tiles">{shown}</ul></section>'
    )


def causes_section(report: Report) -> str:
    """Return how many questions failed and why; each cause filters the questions below."""
    failed = sum(number for _, number in report.causes)
    right = len(report.records) - failed
    most = max((number for _, number in report.causes), default=0) or 1
    rows = "".join(
        f'<li><button type="button" class="cause" data-show="{slug(cause)}"'
        f"{'' if number else ' disabled'}>"
        f'<span class="cause-name">{escape(cause)}</span>'
        f'<span class="cause-count">{number}</span>'
        f'<span class="track"><span class="fill" style="width:{100 * number / most:.1f}%">'
        "</span></span>"
        f'<span class="cause-meaning">{escape(cause.meaning)}</span></button></li>'
        for cause, number in report.causes
    )
    return (
        '<section aria-labelledby="causes"><h2 id="causes">What went wrong</h2>'
        f"<p><strong>{right:,}</strong> of {count(len(report.records), 'question')} came out "
        f"right, <strong>{failed:,}</strong> failed. Choose a cause to see its questions.</p>"
        f'<ul class="causes">{rows}</ul></section>'
    )


def measures_section(report: Report) -> str:
    """Return the table of all measures."""
    groups = "".join(
        f'<tbody><tr class="group"><th colspan="4" scope="rowgroup">{escape(name.title())}</th>'
        f"</tr>{''.join(_measure_row(each) for each in group)}</tbody>"
        for name, group in groupby(report.measures, key=lambda each: each.group)
    )
    return (
        '<section aria-labelledby="measures"><h2 id="measures">All figures</h2>'
        '<p>Intervals hold 95 of 100 bootstrap resamples of the questions.</p><div class="wide">'
        '<table class="measures"><thead><tr><th scope="col">Measure</th>'
        '<th scope="col" class="number">Value</th><th scope="col" class="number">95% interval</th>'
        f'<th scope="col" class="number">Questions</th></tr></thead>{groups}</table></div>'
        "</section>"
    )


def _tile(each: Measurement) -> str:
    interval = span_text(each.low, each.high, each.unit, 2)
    scale = ""
    if each.unit == "share" and each.value is not None and interval:
        low, high = 100 * (each.low or 0), 100 * (each.high or 0)
        scale = (
            '<span class="scale" aria-hidden="true">'
            f'<span class="range" style="left:{low:.1f}%;width:{max(high - low, 0.5):.1f}%"></span>'
            f'<span class="dot" style="left:{100 * each.value:.1f}%"></span></span>'
        )
    return (
        f'<li class="tile" title="{escape(each.definition)}"><span class="label">'
        f'{escape(each.label)}</span><span class="value">{figure(each.value, each.unit, 2)}</span>'
        f'{scale}<span class="interval">{interval}</span></li>'
    )


def _measure_row(each: Measurement) -> str:
    better = "" if each.higher_is_better else ' <span class="aside">lower is better</span>'
    return (
        f'<tr><th scope="row">{escape(each.label)}{better}'
        f'<span class="definition">{escape(each.definition)}</span></th>'
        f'<td class="number strong">{figure(each.value, each.unit)}</td>'
        f'<td class="number">{span_text(each.low, each.high, each.unit)}</td>'
        f'<td class="number">{each.questions:,}</td></tr>'
    )
