"""Answers written by a language model, each sentence checked against the passages."""

from __future__ import annotations

from qa.answering.llm.building import build_llm, check_llm, names_llm
from qa.answering.llm.calling import LanguageModel
from qa.answering.llm.condensing import Condenser
from qa.answering.llm.support import SupportChecker
from qa.answering.llm.synthesizer import LLMSynthesizer

__all__ = [
    "Condenser",
    "LLMSynthesizer",
    "LanguageModel",
    "SupportChecker",
    "build_llm",
    "check_llm",
    "names_llm",
]
