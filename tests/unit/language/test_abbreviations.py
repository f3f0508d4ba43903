from __future__ import annotations

import pytest

from qa.language.abbreviations import in_full


@pytest.mark.parametrize(
    ("question", "full"),
    [
        ("when is the agm", "when is the annual general meeting"),
        ("Who is the CEO of Norbek?", "Who is the chief executive of Norbek?"),
        ("Did the PM come at 6 pm?", "Did the prime minister come at 6 pm?"),
        ("Who told us of the xmas fair?", "Who told us of the Christmas fair?"),
        ("What did the UN-led mission find?", "What did the UN-led mission find?"),
        ("Where is the EU-India summit?", "Where is the EU-India summit?"),
        ("WHO IS THE CEO?", "WHO IS THE CEO?"),
        ("Where is the unit?", "Where is the unit?"),
    ],
)
def test_abbreviations_that_no_article_uses_are_spelled_out(question: str, full: str) -> None:
    assert in_full(question, lambda _: False) == full


def test_an_abbreviation_that_an_article_uses_stays() -> None:
    assert in_full("Is the CEO at the AGM?", lambda word: word == "AGM") == (
        "Is the chief executive at the AGM?"
    )
