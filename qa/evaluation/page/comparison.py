"""What changed since an earlier run."""

from __future__ import annotations

from qa.evaluation.compare import Change, Comparison, Difference, Verdict
from qa.evaluation.page.markup import count, escape, figure
from qa.evaluation.records import QuestionRecord

__all__ = ["comparison_section"]

#: Below this a difference is set in bold. With some twenty measures one in twenty is expected by
#: chance, and the page says so.
_LEVEL = 0.05


def comparison_section(comparison: Comparison) -> str:
    """Return the differences of all measures, and the questions that came out otherwise."""
    verdicts = [change.verdict for change in comparison.changes]
    told = ", ".join(f"{verdicts.count(verdict)} {verdict}" for verdict in Verdict)
    left_out = len(comparison.only_old) + len(comparison.only_new)
    aside = f" {count(left_out, 'question')} in only one of the runs left out." if left_out else ""
    differences = "".join(_difference(each) for each in comparison.differences)
    changes = "".join(_change(each) for each in comparison.changes)
    listed = (
        '<div class="wide tall" tabindex="0"><table class="changes"><thead><tr>'
        '<th scope="col">Question</th><th scope="col">Before</th><th scope="col">Now</th>'
        f"</tr></thead><tbody>{changes}</tbody></table></div>"
        if changes
        else ""
    )
    return (
        '<section aria-labelledby="changes"><h2 id="changes">Since the earlier run</h2>'
        f"<p>{count(comparison.shared, 'question')} asked in both: {told}.{aside}</p>"
        '<details><summary>Differences of all figures</summary><p class="note">Bold where p is '
        "below 0.05; of twenty figures one is expected to be so by chance.</p>"
        '<div class="wide"><table class="measures"><thead><tr><th scope="col">Measure</th>'
        '<th scope="col" class="number">Before</th><th scope="col" class="number">Now</th>'
        '<th scope="col" class="number">95% interval of the difference</th>'
        f'<th scope="col" class="number">p</th></tr></thead><tbody>{differences}</tbody></table>'
        f"</div></details>{listed}</section>"
    )


def _difference(each: Difference) -> str:
    sure = each.p_value is not None and each.p_value < _LEVEL
    interval = figure(None)
    if each.low is not None and each.high is not None:
        interval = f"{each.low:+.3f} to {each.high:+.3f}"
    return (
        f'<tr{" class=sure" if sure else ""}><th scope="row">{escape(each.label)}</th>'
        f'<td class="number">{figure(each.old, each.unit)}</td>'
        f'<td class="number">{figure(each.new, each.unit)}</td>'
        f'<td class="number">{interval}</td><td class="number">{figure(each.p_value)}</td></tr>'
    )


def _change(change: Change) -> str:
    return (
        f'<tr><th scope="row"><span class="badge {_tone(change.verdict)}">{change.verdict}</span> '
        f"{escape(change.new.gold.question)}</th><td>{_told(change.old)}</td>"
        f"<td>{_told(change.new)}</td></tr>"
    )


def _tone(verdict: Verdict) -> str:
    return {Verdict.BROKEN: "bad", Verdict.FIXED: "good", Verdict.CHANGED: "plain"}[verdict]


def _told(record: QuestionRecord) -> str:
    answer = "Refused" if record.refused else record.answer
    cause = f'<span class="aside">{escape(record.cause)}</span>' if record.cause else ""
    return f"{escape(answer)}{cause}"
