"""The tables that `qa eval` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from qa.cli.console import printable, stdout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from qa.evaluation import Comparison, Measurement, QuestionRecord, Report

__all__ = ["show_comparison", "show_report"]

_MOST_LISTED = 20
_LEVEL = 0.05


def show_report(report: Report) -> None:
    """Print the figures with their intervals, the kinds of question and what went wrong."""
    console = stdout()
    console.print(_figures(report.measures))
    console.print(_kinds(report))
    failed = [record for record in report.records if record.cause]
    console.print(Text(f"\n{len(failed)} of {len(report.records)} questions failed", style="bold"))
    for cause, number in report.causes:
        if number:
            console.print(Text.assemble((f"{number:>5} ", "red"), f"{cause}: ", cause.meaning))
    _list(failed, console)


def show_comparison(comparison: Comparison) -> None:
    """Print the significant differences, and the questions with another result."""
    console = stdout()
    table = _table("Before and now", "Before", "Now", "95% interval of the difference", "p")
    for each in comparison.differences:
        if each.p_value is not None and each.p_value < _LEVEL:
            table.add_row(
                each.label,
                _figure(each.old, each.unit),
                _figure(each.new, each.unit),
                _interval(each.low, each.high, "share", "+.3f"),
                f"{each.p_value:.3f}",
            )
    if table.row_count:
        console.print(table)
    else:
        console.print(Text("\nNo figure moved beyond chance (p < 0.05).", style="bold"))
    verdicts = [change.verdict for change in comparison.changes]
    counts = ", ".join(f"{verdicts.count(each)} {each}" for each in dict.fromkeys(verdicts))
    console.print(
        Text(f"{comparison.shared} questions asked in both: {counts or 'all as before'}.")
    )
    for change in comparison.changes[:_MOST_LISTED]:
        console.print(
            Text.assemble(
                (f"{change.verdict:>8} ", "cyan"),
                printable(change.new.gold.question),
                (f"  {_answer(change.old)} -> {_answer(change.new)}", "dim"),
            )
        )


def _figures(measures: Sequence[Measurement]) -> Table:
    table = _table("Figures", "Value", "95% interval", "Questions")
    group = ""
    for each in measures:
        if group and each.group != group:
            table.add_section()
        group = each.group
        table.add_row(
            each.label + ("" if each.higher_is_better else " (lower is better)"),
            _figure(each.value, each.unit),
            _interval(each.low, each.high, each.unit),
            str(each.questions),
        )
    return table


def _kinds(report: Report) -> Table:
    table = _table("Kinds of question", "F1", "Exact match", "Refused", "Failed", "Questions")
    for each in report.kinds:
        table.add_row(
            printable(each.kind),
            f"{each.f1:.3f}",
            f"{each.exact_match:.3f}",
            f"{each.refused:.3f}",
            str(each.failed),
            str(each.questions),
        )
    return table


def _list(failed: Sequence[QuestionRecord], console: Console) -> None:
    for record in failed[:_MOST_LISTED]:
        gold = record.gold.answers[0] if record.gold.answers else "nothing"
        console.print(
            Text.assemble(
                (f"\n{record.cause} ", "red"),
                printable(record.gold.question),
                (f"\n  answered {_answer(record)}; right: {printable(gold)}", "dim"),
            )
        )
    if len(failed) > _MOST_LISTED:
        console.print(f"\n… and {len(failed) - _MOST_LISTED} more: --output DIR lists them all")


def _answer(record: QuestionRecord) -> str:
    return "nothing" if record.refused else printable(" ".join(record.answer.split()))


def _table(title: str, *columns: str) -> Table:
    table = Table(
        title=f"\n{title}", title_justify="left", title_style="bold", box=None, pad_edge=False
    )
    table.add_column()
    for column in columns:
        table.add_column(column, justify="right")
    return table


def _figure(value: float | None, unit: str) -> str:
    if value is None:
        return "n/a"
    return f"{value:.2f} s" if unit == "seconds" else f"{value:.3f}"


def _interval(low: float | None, high: float | None, unit: str, style: str = ".3f") -> str:
    if low is None or high is None:
        return ""
    if unit == "seconds":
        return f"{low:.2f} to {high:.2f} s"
    return f"{low:{style}} to {high:{style}}"
