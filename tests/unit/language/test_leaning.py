from __future__ import annotations

import pytest

from qa.language.leaning import refers_back


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("He is 47.", True),
        ("“It is safe,” she said.", True),
        ("It is known that the dam is safe.", False),
        ("The mayor did not.", True),
        ("Ada Moss wasn't.", True),
        ("The old mill was closed.", False),
        ("What the mayor said was not true.", False),
    ],
)
def test_sentences_that_only_an_earlier_one_explains(text: str, back: bool) -> None:
    assert refers_back(text) is back
