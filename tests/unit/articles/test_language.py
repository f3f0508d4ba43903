from __future__ import annotations

import pytest

from qa.articles.language import LanguageDetector

DETECTOR = LanguageDetector()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("When does the Afghanistan withdrawal end?", "en"),
        ("Who signed the agreement?", "en"),
        ("Wann endet der Abzug aus Afghanistan?", "de"),
        ("Qui a signé l'accord ?", "fr"),
        ("¿Quién firmó el acuerdo?", "es"),
        ("من وقع الاتفاق؟", "ar"),
        ("誰が協定に署名しましたか", "ja"),
    ],
)
def test_a_question_is_told_by_its_language(text: str, language: str) -> None:
    assert DETECTOR.detect(text) == language


@pytest.mark.parametrize(
    "text", ["", "?", "Paris", "31 August", "Takuba?", "12345", "hi", "Macron Sahel", "\ud800"]
)
def test_words_that_could_be_in_any_language_are_undetermined(text: str) -> None:
    assert DETECTOR.detect(text) == "und"
