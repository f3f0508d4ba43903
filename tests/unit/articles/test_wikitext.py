from __future__ import annotations

import pytest

from qa.articles.wikitext import is_wikitext, text_of_wiki


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("'''Torne''' is ''old''.", "Torne is old."),
        ("a{{x|{{y}}|z}}b", "ab"),
        ("[[Sweden]] and [[Sweden|the land]]s", "Sweden and the lands"),
        ("[[File:a.jpg|thumb|A [[boat]] here]]It sank.", "It sank."),
        ("It sank.[[Category:Boats]]", "It sank."),
        ("See [http://example.org the site] now[http://example.org].", "See the site now."),
        ("It sank.<ref name='a'>Book {{x}}</ref><ref name=b />", "It sank."),
        ("It <small>sank</small>.<!-- why? -->", "It sank."),
        ("== Head ==\nText.", "Head\n\nText."),
        ("* one\n* two", "- one\n- two"),
        ("5 &lt; 6 &amp;nbsp;", "5 < 6 &nbsp;"),
        (
            '{| class="wikitable"\n|+ Trees\n! Town !! Trees\n|-\n| Torne || align=left | 48\n'
            "|-\n| Osby\n| 12\n|}",
            "Town | Trees\nTorne | 48\nOsby | 12",
        ),
    ],
)
def test_the_text_is_what_a_reader_sees(source: str, text: str) -> None:
    assert text_of_wiki(source) == text


@pytest.mark.parametrize(
    ("text", "is_wiki"),
    [
        ("'''Kelso Abbey''' is an [[abbey]] in [[Kelso, Scotland|Kelso]].", True),
        ("{{Infobox|name=Kelso}}\nAn [[abbey]] in [[Kelso]].", True),
        ("An [[abbey]] in [[Kelso]].\n\n== Destruction ==\nIt burned.", True),
        ("Call [[Jonas]] about [[Roof offer|the roof]].", False),
        ("'''A docstring''' and no link.", False),
    ],
)
def test_a_wikis_page_is_told_from_other_text(text: str, is_wiki: bool) -> None:
    assert is_wikitext(text) is is_wiki
