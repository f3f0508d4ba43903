"""A report as one HTML file that loads no other files, and the trend over many reports."""

from qa.evaluation.page.document import render_page, write_page
from qa.evaluation.page.trend import read_reports, render_trend, write_trend

__all__ = ["read_reports", "render_page", "render_trend", "write_page", "write_trend"]
