"""Answers that articles state in words which rules know: a module for each kind of question."""

from qa.answering.lookups.registry import looked_up
from qa.answering.lookups.unknowns import unknown

__all__ = ["looked_up", "unknown"]
