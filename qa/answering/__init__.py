"""Turns passages that were read into an answer."""

from __future__ import annotations

from qa.answering.drafts.draft import Draft, DraftStatement
from qa.answering.extractive import ExtractiveSynthesizer

__all__ = ["Draft", "DraftStatement", "ExtractiveSynthesizer"]
