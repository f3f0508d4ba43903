"""The tables that `qa eval` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from qa.cli.console import printable, stdout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from qa.evaluation import Comparison, Difference, Measurement, QuestionRecord, Report

__all__ = ["show_comparison", "show_report", "show_settings"]

_MOST_LISTED = 20
_LEVEL = 0.05


def show_report(report: Report) -> None:
    """Print the figures with their intervals, the kinds of question and what went wrong."""
    console = stdout()
    asked = any(record.asked for record in report.records)
    console.print(_figures([one for one in report.measures if asked or one.questions]))
    if report.kinds:
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
    for line in comparison.altered:
        console.print(
            Text(f"\n{printable(line)}" if line == comparison.altered[0] else printable(line))
        )
    table = _table("Before and now", "Before", "Now", "95% interval of the difference", "p")
    for each in comparison.differences:
        if _is_significant(each):
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
    # How busy the computer is moves these more than any change of the program.
    times = [
        f"{each.label.lower()} {_figure(each.old, each.unit)} before, "
        f"{_figure(each.new, each.unit)} now"
        for each in comparison.differences
        if each.unit == "seconds"
    ]
    console.print(Text(f"Beside it: {'; '.join(times)}.", style="dim"))
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


def show_settings(base: Report, runs: Sequence[tuple[str, tuple[Report, Comparison]]]) -> None:
    """Print one column for the first run and one for each run with other settings."""
    console = stdout()
    table = _table("Settings compared", "as set", *(printable(name) for name, _ in runs))
    by_run = [{each.key: each for each in comparison.differences} for _, (_, comparison) in runs]
    for measure in base.measures:
        if not measure.questions:
            continue
        cells = [
            _figure(found[measure.key].new, measure.unit)
            + (
                f" (p {found[measure.key].p_value:.3f})"
                if _is_significant(found[measure.key])
                else ""
            )
            for found in by_run
        ]
        table.add_row(measure.label, _figure(measure.value, measure.unit), *cells)
    console.print(table)
    console.print(
        Text("p is given where a figure differs from the first column beyond chance (p < 0.05).")
    )


def _is_significant(each: Difference) -> bool:
    return each.unit != "seconds" and each.p_value is not None and each.p_value < _LEVEL


def _figures(measures: Sequence[Measurement]) -> Table:
    table = _table("Figures", "Value", "95% interval", "Questions")
    group = ""
    for each in measures:
        if not each.questions and each.group != "refusal":
            continue  # nothing was asked that it could be computed from
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
            printable(each.kind if each.key == "kind" else f"{each.key}: {each.kind}"),
            f"{each.f1:.3f}",
            f"{each.exact_match:.3f}",
            f"{each.refused:.3f}",
            str(each.failed),
            str(each.questions),
        )
    return table


def _list(failed: Sequence[QuestionRecord], console: Console) -> None:
    for record in failed[:_MOST_LISTED]:
        console.print(
            Text.assemble(
                (f"\n{record.cause} ", "red"),
                printable(record.gold.question),
                (f"\n  {printable(record.what_happened)}", "dim"),
            )
        )
    if len(failed) > _MOST_LISTED:
        more = len(failed) - _MOST_LISTED
        console.print(f"\n… and {more:,} more: --output DIR lists them all")


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
