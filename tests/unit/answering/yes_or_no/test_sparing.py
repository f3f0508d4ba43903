from __future__ import annotations

import pytest

from qa.answering.yes_or_no.sparing import spared


@pytest.mark.parametrize(
    ("question", "sentence", "said"),
    [
        ("Was anyone hurt in the fire?", "Nobody was injured, but the roof fell in.", "No"),
        ("Was anyone killed in the fire?", "Nobody was injured, but the roof fell in.", "No"),
        ("Was anyone hurt in the fire?", "The mill burned, but no one was hurt.", "No"),
        ("Was anyone hurt in the fire?", "Nobody was killed.", ""),
        ("Was anyone hurt in the fire?", "Nobody was seriously hurt.", ""),
        ("Was anyone hurt in the fire?", "Nobody was paid.", ""),
        ("Did anybody die in the fire?", "The roof fell in, but no life was lost.", "No"),
        ("Was anyone hurt in the fire?", "The roof fell in, but no life was lost.", ""),
        ("Was anyone hurt in the fire?", "There were no casualties.", "No"),
        ("Was anyone hurt in the flood?", "Nobody was hurt.", ""),
        ("Was anyone paid in the fire?", "Nobody was hurt.", ""),
        ("Was Ada Moss hurt in the fire?", "Nobody was hurt.", ""),
    ],
)
def test_nobody_was_harmed_in_what_the_article_tells_of(
    question: str, sentence: str, said: str
) -> None:
    assert spared(question, sentence, {"fire"}) == said
