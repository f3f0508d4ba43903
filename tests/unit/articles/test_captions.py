from __future__ import annotations

import pytest

from qa.articles.captions import read_captions
from qa.articles.extract import Extract
from qa.errors import UnreadableArticleError


def read(text: str) -> Extract:
    (extract,) = read_captions(text.encode())
    return extract


def test_subtitles_are_running_text_without_times_and_marks() -> None:
    extract = read(
        "1\n00:00:01,000 --> 00:00:04,200\n<i>Welcome back to the show.</i>\n\n"
        "2\n00:00:04,500 --> 00:00:09,100\nOur guest is Ravi Menon,\n"
        "who has kept bees for years.\n\n"
        "3\n00:00:15,000 --> 00:00:18,000\nHe sells about 900 jars\n\n"
        "4\n00:00:21,000 --> 00:00:23,000\nof honey &amp; wax.\n"
    )
    assert extract.text == (
        "Welcome back to the show. Our guest is Ravi Menon, who has kept bees for years.\n\n"
        "He sells about 900 jars of honey & wax."
    )


def test_each_speaker_has_a_paragraph() -> None:
    extract = read(
        "WEBVTT - Planning\n\nNOTE made by a machine\n\n"
        "00:00.000 --> 00:03.000 align:start\n<v Dana Cole>The library opens\n\n"
        "00:03.000 --> 00:06.500\n<v Dana Cole>on the fourth of November.\n\n"
        "00:06.500 --> 00:09.000\n<v Sam Ito>How many books will it hold?\n"
    )
    assert extract.text == (
        "Dana Cole: The library opens on the fourth of November.\n\n"
        "Sam Ito: How many books will it hold?"
    )


def test_a_dash_begins_what_another_person_says() -> None:
    extract = read("00:01.000 --> 00:04.000\n- How many hives?\n- Forty-two, and I\nwant more.\n")
    assert extract.text == "How many hives?\n\nForty-two, and I want more."


def test_a_line_that_rolls_up_is_said_once() -> None:
    extract = read(
        "00:01.000 --> 00:02.000\nThe bridge is closed\n\n"
        "00:02.000 --> 00:03.000\nThe bridge is closed\nuntil May.\n"
    )
    assert extract.text == "The bridge is closed until May."


@pytest.mark.parametrize("text", ["WEBVTT", "Just a text.", "1\n00:00 --> now\nHello."])
def test_what_holds_no_cue_says_so(text: str) -> None:
    with pytest.raises(UnreadableArticleError, match="no subtitles"):
        read(text)
