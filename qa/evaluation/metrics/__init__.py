"""Metrics as pure functions without assistant or files, each with definition and source."""

from qa.evaluation.metrics.answers import (
    RIGHT,
    contains_answer,
    exact_match,
    is_right,
    normalise,
    token_f1,
)
from qa.evaluation.metrics.calibration import BINS, Bin, expected_calibration_error, reliability
from qa.evaluation.metrics.citations import CitationScores, TextRange, score_citations
from qa.evaluation.metrics.ranking import hit, ndcg, reciprocal_rank
from qa.evaluation.metrics.refusal import RefusalScores, score_refusals
from qa.evaluation.metrics.selective import CurvePoint, area_under_risk_coverage, risk_coverage

__all__ = [
    "BINS",
    "RIGHT",
    "Bin",
    "CitationScores",
    "CurvePoint",
    "RefusalScores",
    "TextRange",
    "area_under_risk_coverage",
    "contains_answer",
    "exact_match",
    "expected_calibration_error",
    "hit",
    "is_right",
    "ndcg",
    "normalise",
    "reciprocal_rank",
    "reliability",
    "risk_coverage",
    "score_citations",
    "score_refusals",
    "token_f1",
]
