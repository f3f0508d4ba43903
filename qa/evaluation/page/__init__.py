"""A report as one HTML file that loads no other files."""

from qa.evaluation.page.document import render_page, write_page

__all__ = ["render_page", "write_page"]
