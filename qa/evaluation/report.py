"""The report of a run, which the terminal, ``report.json`` and the HTML page show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import TypeAdapter, ValidationError

from qa.errors import GoldSetError, StorageError
from qa.evaluation import metrics
from qa.evaluation.catalogue import MEASURES
from qa.evaluation.measures import Measurement, measure
from qa.evaluation.records import Cause, QuestionRecord
from qa.evaluation.rows import question_row

if TYPE_CHECKING:  # importing it takes half a second
    from pandas import DataFrame

__all__ = ["About", "KindScore", "Report", "make_report", "read_report", "write_report"]

#: This number grows when a field of ``report.json`` changes its meaning or is removed.
REPORT_FORMAT = 1

JSON_NAME = "report.json"


@dataclass(frozen=True, slots=True)
class About:
    """Describes which run this is.

    Attributes:
        gold: The gold file's name.
        gold_digest: Hash of its questions.
        folder: The folder of articles.
        articles: How many articles it contains.
        threshold: Confidence below which a question is refused.
        read: How many passages the reader reads for each question.
        settings_hash: Identifies the settings and the models.
        version: The version of this package.
        started: When the run started, as an ISO time with its time zone.
        seconds: How long the whole run took.
        limit: How many questions were drawn at random; None if all were asked.
        seed: The random seed for drawing the questions and for the resamples of the intervals.
        threads: How many questions were asked at the same time.
        settings: The settings by name, without keys and places on this computer.
        versions: Versions of Python and of the libraries that an answer depends on.
        answers: The file with the answers of another system; empty for this assistant.
    """

    gold: str
    gold_digest: str
    folder: str
    articles: int
    threshold: float
    read: int
    settings_hash: str
    version: str
    started: str
    seconds: float
    limit: int | None
    seed: int
    threads: int = 1
    settings: Mapping[str, str] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    answers: str = ""


@dataclass(frozen=True, slots=True)
class KindScore:
    """The scores of the questions of one kind, or with one value of a further key.

    Attributes:
        kind: The kind, or the value of the key, as given in the gold rows.
        questions: How many questions of this kind there are.
        f1: Their mean token F1.
        exact_match: Share of exact matches.
        refused: Share of refused questions.
        failed: How many questions failed, for any cause.
        key: What the questions are grouped by: ``kind``, or a key of ``meta``.
    """

    kind: str
    questions: int
    f1: float
    exact_match: float
    refused: float
    failed: int
    key: str = "kind"


@dataclass(frozen=True, slots=True)
class Report:
    """Everything about one run. This is the content of ``report.json``.

    Attributes:
        format: Version of this layout.
        about: Describes which run this is.
        measures: All figures with their intervals.
        kinds: Scores by kind of question, worst first; then those by each key of ``meta``.
        causes: How many questions failed for each cause, in the order of the steps from question to
            answer. Causes that did not occur are included.
        risk_coverage: The risk-coverage curve, most confident answers first.
        reliability: The bins that contain at least one question.
        records: One record for each question; failures come first, grouped by cause.
    """

    format: int
    about: About
    measures: tuple[Measurement, ...]
    kinds: tuple[KindScore, ...]
    causes: tuple[tuple[Cause, int], ...]
    risk_coverage: tuple[metrics.CurvePoint, ...]
    reliability: tuple[metrics.Bin, ...]
    records: tuple[QuestionRecord, ...]

    def value(self, key: str) -> float | None:
        """Return the figure of a measure; None if it is not defined.

        Raises:
            KeyError: There is no such measure.
        """
        return {each.key: each.value for each in self.measures}[key]

    def to_pandas(self) -> DataFrame:
        """Return the questions as a pandas data frame, one row each; see `question_row`."""
        from pandas import DataFrame

        return DataFrame([question_row(record) for record in self.records])


def make_report(
    records: Sequence[QuestionRecord], about: About, *, resamples: int = 1000
) -> Report:
    """Make the report of a run.

    Args:
        records: One record for each question.
        about: Describes which run this is. Its seed is also used for the intervals.
        resamples: The number of bootstrap resamples for the intervals.
    """
    proposed = [record for record in records if record.answer and record.confidence is not None]
    confidences = [record.confidence or 0.0 for record in proposed]
    failed = [record.cause for record in records if record.cause]
    return Report(
        format=REPORT_FORMAT,
        about=about,
        measures=measure(records, MEASURES, resamples=resamples, seed=about.seed),
        kinds=_kinds(records),
        causes=tuple((cause, failed.count(cause)) for cause in Cause),
        risk_coverage=metrics.risk_coverage(
            confidences, [float(not record.right) for record in proposed]
        ),
        reliability=metrics.reliability(confidences, [record.right for record in proposed]),
        records=tuple(sorted(records, key=_place)),
    )


def write_report(report: Report, folder: Path) -> Path:
    """Write ``report.json`` into a folder, which is created if it does not exist.

    Raises:
        StorageError: The folder cannot be written.
    """
    file = folder / JSON_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file.write_bytes(TypeAdapter(Report).dump_json(report, indent=1))
    except OSError as error:
        raise StorageError(
            f"The report cannot be written to {folder}: {error.strerror}.",
            hint="Give --output a folder that can be written and has room.",
        ) from error
    return file


def read_report(file: Path) -> Report:
    """Read a ``report.json``; if a folder is given, the one in it.

    Raises:
        GoldSetError: The file is missing, or is not a report of this format.
    """
    path = file / JSON_NAME if file.is_dir() else file
    try:
        report = TypeAdapter(Report).validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise GoldSetError(
            f"{path} is not a report that can be read.",
            hint="Give the report.json that `qa eval --output DIR` of this version wrote.",
        ) from error
    if report.format != REPORT_FORMAT:
        raise GoldSetError(
            f"{path} has the format {report.format}, not {REPORT_FORMAT}.",
            hint="Run `qa eval --output DIR` again with this version.",
        )
    return report


def _kinds(records: Sequence[QuestionRecord]) -> tuple[KindScore, ...]:
    """Score the questions by kind, and by each key of their meta data."""
    groups: dict[str, dict[str, list[QuestionRecord]]] = {"kind": {}}
    for record in records:
        if not record.asked:
            continue
        for key, value in (("kind", record.gold.kind), *record.gold.meta):
            groups.setdefault(key, {}).setdefault(value, []).append(record)
    return tuple(
        score
        for key, by_value in groups.items()
        for score in sorted(
            (_score_of(key, value, group) for value, group in by_value.items()),
            key=lambda score: score.f1,
        )
    )


def _score_of(key: str, value: str, group: Sequence[QuestionRecord]) -> KindScore:
    return KindScore(
        kind=value,
        questions=len(group),
        f1=sum(record.f1 for record in group) / len(group),
        exact_match=sum(record.exact_match for record in group) / len(group),
        refused=sum(record.refused for record in group) / len(group),
        failed=sum(record.cause is not None for record in group),
        key=key,
    )


def _place(record: QuestionRecord) -> tuple[bool, int, float]:
    """Sort key: failures first, by cause; within a cause, the worst and most confident first."""
    cause = list(Cause).index(record.cause) if record.cause else 0
    return record.cause is None, cause, record.f1 - (record.confidence or 0.0)
