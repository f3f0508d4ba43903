"""Evaluation: asks gold questions, and reports figures and what needs to be improved.

It uses the assistant only through its public methods (:class:`EvaluatedAssistant`).
"""

from qa.evaluation.compare import Change, Comparison, Difference, Verdict, compare_reports
from qa.evaluation.corpus import Corpus, EvaluatedAssistant
from qa.evaluation.gold import GoldEvidence, GoldQuestion, GoldSet, check_evidence, folder_line
from qa.evaluation.journal import Journal
from qa.evaluation.loading import load_gold
from qa.evaluation.measures import Measurement
from qa.evaluation.minimums import Minimum, Shortfall, check_minimums, parse_minimum
from qa.evaluation.page import render_page, write_page
from qa.evaluation.records import Cause, JudgedCitation, QuestionRecord
from qa.evaluation.report import About, Report, make_report, read_report, write_report
from qa.evaluation.run import EvaluationProgress, evaluate
from qa.evaluation.squad import write_articles
from qa.evaluation.starter import starter

__all__ = [
    "About",
    "Cause",
    "Change",
    "Comparison",
    "Corpus",
    "Difference",
    "EvaluatedAssistant",
    "EvaluationProgress",
    "GoldEvidence",
    "GoldQuestion",
    "GoldSet",
    "Journal",
    "JudgedCitation",
    "Measurement",
    "Minimum",
    "QuestionRecord",
    "Report",
    "Shortfall",
    "Verdict",
    "check_evidence",
    "check_minimums",
    "compare_reports",
    "evaluate",
    "folder_line",
    "load_gold",
    "make_report",
    "parse_minimum",
    "read_report",
    "render_page",
    "starter",
    "write_articles",
    "write_page",
    "write_report",
]
