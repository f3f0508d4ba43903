"""Answers by a language model. Each sentence is checked against the passages."""

from __future__ import annotations

from qa.answering.llm.building import build_llm, check_llm, names_llm
from qa.answering.llm.calling import LanguageModel
from qa.answering.llm.condensing import Condenser
from qa.answering.llm.summarising import SummarySynthesizer
from qa.answering.llm.support import SupportChecker
from qa.answering.llm.synthesizer import LLMSynthesizer
from qa.answering.llm.writer import Writer

__all__ = [
    "Condenser",
    "LLMSynthesizer",
    "LanguageModel",
    "SummarySynthesizer",
    "SupportChecker",
    "Writer",
    "build_llm",
    "check_llm",
    "names_llm",
]
