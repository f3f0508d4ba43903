"""A report as one HTML file that loads nothing from anywhere."""

from qa.evaluation.page.document import render_page, write_page

__all__ = ["render_page", "write_page"]
