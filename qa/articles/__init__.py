"""Reads a folder's files as articles, and reports what was left out and why."""

from __future__ import annotations

from qa.articles.extract import Extract, FormatReader, Unusable
from qa.articles.folder import Limits, Scan, Skipped, SourceFile
from qa.articles.reader import ArticleReader
from qa.articles.tables import Columns

__all__ = [
    "ArticleReader",
    "Columns",
    "Extract",
    "FormatReader",
    "Limits",
    "Scan",
    "Skipped",
    "SourceFile",
    "Unusable",
]
