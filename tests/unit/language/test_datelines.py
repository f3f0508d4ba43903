from __future__ import annotations

import pytest

from qa.language.datelines import dateline_end


@pytest.mark.parametrize(
    ("dateline", "story"),
    [
        ("WASHINGTON (CNN)  -- ", "Flowers arrived."),
        ("(CNN) -- ", "The ferry sank."),
        ("(WIRED) -- ", '"Bad enough," he said.'),
        ("Nairobi, Kenya (CNN) -- ", "Islamic militants moved."),
        ("PARIS, July 10 — ", "The minister spoke."),
        ("OSBY, Sweden, May 4 (Reuters) – ", "The mill burned."),  # noqa: RUF001
        ("Osby, 4 May 2021 - ", "The mill burned."),
        ("Osby, May 4, 2021 (AFP) – ", "The mill burned."),  # noqa: RUF001
        ("4 May 2021. ", "The mill burned."),
        ("", "Osby fell on 4 May 2021. It rained."),
        ("", "On 4 May 2021 - a Tuesday - it rained."),
        ("", "The World Health Organization (WHO) -- a body of the UN -- said so."),
        ("", "The bridge - an old one - fell."),
        ("", "Oslo -- The mayor spoke."),
        ("", "-- He left."),
        ("", "It fell (see above)."),
    ],
)
def test_a_dateline_ends_where_the_story_begins(dateline: str, story: str) -> None:
    text = dateline + story
    assert text[dateline_end(text) :] == story
    assert dateline_end("Before. " + text, 8) == 8 + len(dateline)
