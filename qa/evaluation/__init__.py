"""Evaluation: asks gold questions, and reports figures and what needs to be improved.

It uses the assistant only through its public methods (:class:`EvaluatedAssistant`).
"""

from qa.evaluation.compare import Change, Comparison, Difference, Verdict, compare_reports
from qa.evaluation.corpus import Corpus, EvaluatedAssistant
from qa.evaluation.drafting import ArticleAnswer, DraftedRow, draft_rows
from qa.evaluation.gold import GoldEvidence, GoldQuestion, GoldSet, check_evidence, folder_line
from qa.evaluation.journal import Journal
from qa.evaluation.judging import judge_with, write_rows
from qa.evaluation.loading import load_gold
from qa.evaluation.measures import Measurement
from qa.evaluation.minimums import Minimum, Shortfall, check_minimums, parse_minimum
from qa.evaluation.others import OtherAnswer, OtherAnswers, load_answers, score_others
from qa.evaluation.page import read_reports, render_page, write_page, write_trend
from qa.evaluation.records import Cause, JudgedCitation, JudgedProse, QuestionRecord
from qa.evaluation.report import About, Report, make_report, read_report, write_report
from qa.evaluation.rows import question_row, write_csv, write_junit
from qa.evaluation.run import EvaluationProgress, evaluate
from qa.evaluation.squad import write_articles
from qa.evaluation.starter import starter

__all__ = [
    "About",
    "ArticleAnswer",
    "Cause",
    "Change",
    "Comparison",
    "Corpus",
    "Difference",
    "DraftedRow",
    "EvaluatedAssistant",
    "EvaluationProgress",
    "GoldEvidence",
    "GoldQuestion",
    "GoldSet",
    "Journal",
    "JudgedCitation",
    "JudgedProse",
    "Measurement",
    "Minimum",
    "OtherAnswer",
    "OtherAnswers",
    "QuestionRecord",
    "Report",
    "Shortfall",
    "Verdict",
    "check_evidence",
    "check_minimums",
    "compare_reports",
    "draft_rows",
    "evaluate",
    "folder_line",
    "judge_with",
    "load_answers",
    "load_gold",
    "make_report",
    "parse_minimum",
    "question_row",
    "read_report",
    "read_reports",
    "render_page",
    "score_others",
    "starter",
    "write_articles",
    "write_csv",
    "write_junit",
    "write_page",
    "write_report",
    "write_rows",
    "write_trend",
]
