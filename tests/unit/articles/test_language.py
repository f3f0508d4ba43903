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


def test_english_at_first_sight_needs_no_model() -> None:
    detector = LanguageDetector()
    # The preamble of the Universal Declaration of Human Rights.
    text = (
        "Whereas recognition of the inherent dignity and of the equal and inalienable rights of "
        "all members of the human family is the foundation of freedom, justice and peace, "
        "Whereas disregard and contempt for human rights have resulted in barbarous acts which "
        "have outraged the conscience of mankind, and the advent of a world in which human beings "
        "shall enjoy freedom of speech and belief and freedom from fear and want has been "
        "proclaimed as the highest aspiration of the common people,"
    )
    assert detector.detect(text) == "en"
    assert "_identifier" not in vars(detector)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        # The first article of the Universal Declaration of Human Rights.
        ("Alle Menschen sind frei und gleich an Würde und Rechten geboren.", "de"),
        ("Alle mennesker er født frie og lige i værdighed og rettigheder.", "da"),
        ("Alle mensen worden vrij en gelijk in waardigheid en rechten geboren.", "nl"),
        ("Alle mense word vry, met gelyke waardigheid en regte, gebore.", "af"),
    ],
)
def test_words_that_english_shares_do_not_make_a_text_english(text: str, language: str) -> None:
    assert DETECTOR.detect(text) == language
