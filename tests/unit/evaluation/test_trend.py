from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qa.errors import GoldSetError
from qa.evaluation import (
    About,
    GoldQuestion,
    GoldSet,
    evaluate,
    make_report,
    read_reports,
    write_report,
    write_trend,
)


def test_trend_shows_the_runs_in_order_with_what_changed(
    assistant: Any, opened: GoldQuestion, about: Callable[..., About], tmp_path: Path
) -> None:
    gold = GoldSet("<g>", (opened,))
    for name, day, threshold in (("b", "11", "0.3"), ("a", "12", "0.4"), ("c", "10", "0.2")):
        told = about(
            gold="<g>", started=f"2021-07-{day}T00:00:00+00:00", settings={"threshold": threshold}
        )
        write_report(make_report(evaluate(gold, assistant), told, resamples=10), tmp_path / name)
    reports = read_reports(tmp_path)
    assert [report.about.started[8:10] for report in reports] == ["10", "11", "12"]
    page = write_trend(reports, tmp_path).read_text(encoding="utf-8")
    assert "threshold: 0.2 before, now 0.3" in page
    assert "threshold: 0.3 before, now 0.4" in page
    assert page.index("2021-07-10") < page.index("2021-07-12T00:00:00+00:00</th>")
    assert "&lt;g&gt;" in page
    assert "<g>" not in page.replace("<g><title>", "")
    # Three runs, so three points for each measure that is defined.
    assert page.count('<circle class="point"') % 3 == 0
    assert "F1, all questions" in page


def test_single_run_and_no_run(
    assistant: Any, opened: GoldQuestion, about: Callable[..., About], tmp_path: Path
) -> None:
    with pytest.raises(GoldSetError, match="no report") as caught:
        read_reports(tmp_path)
    assert "--output" in caught.value.hint
    report = make_report(evaluate(GoldSet("g", (opened,)), assistant), about(), resamples=10)
    write_report(report, tmp_path)
    assert "1 run of" in write_trend(read_reports(tmp_path), tmp_path).read_text(encoding="utf-8")
