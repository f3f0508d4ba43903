"""From passages that were read to a drafted answer."""

from __future__ import annotations

from qa.answering.draft import Draft, DraftStatement
from qa.answering.extractive import ExtractiveSynthesizer

__all__ = ["Draft", "DraftStatement", "ExtractiveSynthesizer"]
