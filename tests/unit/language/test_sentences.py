# ruff: noqa: RUF001 - typographic and CJK marks are the subject

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language.sentences import paragraphs, sentences

#: Each line is one sentence; joined by a space (or as written), it must come apart the same way.
NEWS = {
    "abbreviations of states and titles": [
        "The U.S. troops left Bagram on July 2.",
        "Lt. Col. Anton Semelroth said the U.S. Army would not comment.",
        "Gen. Mark A. Milley met Dr. Smith and Mrs. Jones.",
        "He lives in Washington, D.C.",
        "The U.K. followed the U.S.",
        "In the U.S. Senate, Sen. J. D. Vance spoke.",
        "She moved to the U.S. in 1998.",
    ],
    "dates and numbers": [
        "It happened on Jan. 5 and again on Sept. 11, 2001.",
        "The flat at No. 3 cost $1.5 million, or 2.75 per cent more.",
        "He was born in 1949.",
        "See p. 4 and fig. 2 of vol. 3.",
        "He said no.",
        "She disagreed.",
        "Prices rose 3.4%.",
        "They fell in May.",
    ],
    "clock times": [
        "The meeting began at 5 p.m. on Friday.",
        "It ended at 7:30 p.m. EST.",
        "Doors open at 9 a.m.",
        "Officials expect a crowd.",
    ],
    "latin abbreviations": [
        "Some weapons, e.g. rifles, were seized.",
        "Two countries, i.e. France and Mali, signed it.",
        "It was Roe v. Wade, or Ali vs. Frazier.",
        "They sold guns, drugs, etc.",
        "The police knew.",
    ],
    "names": [
        "J. K. Rowling and George W. Bush met.",
        "Apple Inc. shares rose while Ford Motor Co. lost ground.",
        "Martin Luther King Jr. spoke there.",
        "St. Louis and Mt. Everest are far apart.",
        "It ended World War I.",
        "The Germans had lost.",
        "It was plan B.",
        "It failed.",
    ],
    "closing marks behind the stop": [
        "Parly spoke of “a true brotherhood of arms.”",
        'He called it "a statement of intent."',
        "(She did not say when.)",
        "It was ‘unique.’",
        "That was all.",
    ],
    "quotations": [
        '"Our cooperation is producing results. And it will continue to do so," she added.',
        '"What is next?" Parly asked.',
        '"Leave now!" he shouted.',
        '"Why?" asked Austin.',
        "“Is it true?” she wrote.",
        "He asked whether it was true?!",
        "Nobody knew.",
    ],
    "ellipses": [
        "He paused ... and went on.",
        "They waited…",
        "Nothing came.",
        'She said it was "late ... very late."',
        "The end. . . was near.",
    ],
    "addresses": [
        "Read www.example.com/a.html?b=C.D and write to J.Doe@example.com now.",
        "Version 3.11.4 of Node.js runs on 10.0.0.1 today.",
        "It was Amazon.Com that won.",
    ],
    "footnotes": ["The war ended.[12]", "The troops left.[3][4]", "Nobody stayed."],
    "other openings": [
        "It ended.",
        "“We won,” he said.",
        "(They had lost.)",
        "’Twas late.",
        "1,200 left.",
    ],
}


@pytest.mark.parametrize("expected", NEWS.values(), ids=NEWS.keys())
def test_news_prose_comes_apart_at_its_sentences(expected: list[str]) -> None:
    text = " ".join(expected)
    assert [text[start:end] for start, end in sentences(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "They agreed on cooperation.On Friday they signed.The rest is unknown.",
            ["They agreed on cooperation.", "On Friday they signed.", "The rest is unknown."],
        ),
        (
            "It will cease in 2021.The troops leave “soon.”Nobody knows more.",
            ["It will cease in 2021.", "The troops leave “soon.”", "Nobody knows more."],
        ),
        (
            "The U.S.Army uses System.Out.print daily.",
            ["The U.S.Army uses System.Out.print daily."],
        ),
        ("Is it true?Yes, it is.", ["Is it true?", "Yes, it is."]),
    ],
)
def test_a_missing_space_behind_the_stop(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "撤退は8月31日に終わる。誰も知らない！本当？",
            ["撤退は8月31日に終わる。", "誰も知らない！", "本当？"],
        ),
        ("他说：“我们走吧。”他走了。", ["他说：“我们走吧。”", "他走了。"]),
        ("वह गया। वह लौटा।", ["वह गया।", "वह लौटा।"]),
        ("Он ушёл. Она осталась.", ["Он ушёл.", "Она осталась."]),
        ("¿Cuándo termina? ¡Pronto! Nadie sabe.", ["¿Cuándo termina?", "¡Pronto!", "Nadie sabe."]),
        ("متى ينتهي؟ لا أحد يعلم.", ["متى ينتهي؟", "لا أحد يعلم."]),
    ],
)
def test_stops_of_other_scripts(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


def test_a_quotation_that_never_closes_does_not_swallow_the_paragraph() -> None:
    text = (
        "“Our forces have created a brotherhood. Following their meeting, Parly tweeted, "
        "“This will deepen the bonds.” He left."
    )
    assert [text[start:end] for start, end in sentences(text)] == [
        "“Our forces have created a brotherhood.",
        "Following their meeting, Parly tweeted, “This will deepen the bonds.”",
        "He left.",
    ]


def test_a_long_quotation_is_cut_at_its_sentences() -> None:
    text = "“" + "We will stay in the region for as long as we can. " * 8 + "We will,” she said."
    assert len(sentences(text)) == 9


def test_paragraphs_end_sentences_and_line_breaks_do_not() -> None:
    text = "A headline\n\nIt was wrapped\nby hand. It went on.\n \t\nThe end"
    assert [text[start:end] for start, end in sentences(text)] == [
        "A headline",
        "It was wrapped\nby hand.",
        "It went on.",
        "The end",
    ]


def test_headings_and_list_items_are_paragraphs_of_their_own() -> None:
    text = (
        "# Title\nIntro:\n- one item\n- another\n\n1. Leave Bagram.\n2. Leave Kabul.\n## Next\nEnd."
    )
    assert [text[start:end] for start, end in paragraphs(text)] == [
        "# Title",
        "Intro:",
        "- one item",
        "- another",
        "1. Leave Bagram.",
        "2. Leave Kabul.",
        "## Next",
        "End.",
    ]


def test_a_wrapped_line_that_begins_with_a_number_is_no_list_item() -> None:
    text = "The presence will cease on August\n31. The rest is unknown."
    assert [text[start:end] for start, end in sentences(text)] == [
        "The presence will cease on August\n31.",
        "The rest is unknown.",
    ]


def test_only_the_part_asked_for_is_split() -> None:
    text = "Header. One. Two. Three."
    assert sentences(text, 8, 17) == ((8, 12), (13, 17))


SEED_SENTENCES = [
    "Takuba, she said, is a “unique and real example of Europeans assuming responsibility by "
    "joining the Malian military forces in combat.”",
    "“This task force has already had significant success in the fight against terrorism,” she "
    "said, adding that “US support for our operations in the Sahel is critical.”",
    "“Our operational cooperation generates actual results,” she said, citing numerous cooperative "
    "missions in recent years.",
    "And it will keep on delivering.”",
    "Austin called France a “excellent partner” in the Indo-Pacific, where the US is attempting to "
    "create deeper relationships to fight China, ahead of their talks.",
    "Parly also paid a visit to US Cyber Command, the Pentagon’s cyber warfare organization, while "
    "in Washington.",
]


def test_the_end_of_a_seed_article() -> None:
    text = "\n\n".join([*SEED_SENTENCES[:2], " ".join(SEED_SENTENCES[2:4]), *SEED_SENTENCES[4:]])
    assert [text[start:end] for start, end in sentences(text)] == SEED_SENTENCES


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from(" \n.!?“”\"'(A3a。#-"))))
def test_every_visible_character_is_in_exactly_one_trimmed_sentence(text: str) -> None:
    spans = sentences(text)
    assert all(
        text[start:end] and text[start:end] == text[start:end].strip() for start, end in spans
    )
    bounds = [0, *(bound for span in spans for bound in span), len(text)]
    assert bounds == sorted(bounds)
    assert not "".join(text[a:b] for a, b in zip(bounds[::2], bounds[1::2], strict=True)).strip()


@pytest.mark.parametrize(
    "unit", [". ", '."', '"', "“", "\n", "\n- ", "U.S.", 'A? "B" ', "a\n \n", "é. É", "# \n"]
)
def test_time_is_linear_in_hostile_text(unit: str) -> None:
    started = time.process_time()
    sentences(unit * (400_000 // len(unit)))
    assert time.process_time() - started < 5  # quadratic time would take minutes


def test_each_row_of_a_table_is_a_sentence() -> None:
    text = "Turnout by town\n\nTown: Arden | 2021: 60.8\nTown: Elva | 2021: 66.9"
    assert [text[slice(*span)] for span in sentences(text)] == text.replace("\n\n", "\n").split(
        "\n"
    )


def test_each_row_of_a_table_without_a_head_is_a_sentence() -> None:
    rows = ["| Range | up to 80 km |", "| Weight | 27.4 kg, with battery |"]
    text = "\n".join(["The cart in figures:", "", "| | |", "|---|---|", *rows, "", "It is new."])
    found = [text[slice(*span)] for span in sentences(text)]
    assert found == ["The cart in figures:", "| | |\n|---|---|", *rows, "It is new."]
    headed = text.replace("| | |", "| What | How much |")
    assert len(sentences(headed)) == 3  # what its columns are called belongs to each row


def test_a_short_line_above_a_long_one_is_a_heading_and_no_part_of_its_sentence() -> None:
    text = (
        "Good to know\nA lift serves all floors of the house except the attic.\n\n"
        "The old mill\nburned down in May.\n\nWet leaves\nA poem"
    )
    assert [text[start:end] for start, end in sentences(text)] == [
        "Good to know",
        "A lift serves all floors of the house except the attic.",
        "The old mill\nburned down in May.",
        "Wet leaves\nA poem",
    ]


def test_a_line_of_capitals_is_a_heading_and_no_part_of_the_sentence_below() -> None:
    text = (
        "Notes\n\nROUTE 12, NORTHBOUND\nFrom 3 May it stops at the new hospital.\n\n"
        "NATO\nand the EU sent boats in May, as they\nhad said.\n\n"
        "We met people from\nUNESCO 12\nTimes in a single week of that year.\n\n"
        "EIGHT DIE\nAS FERRY SINKS OFF ELVA"
    )
    assert [text[start:end] for start, end in sentences(text)] == [
        "Notes",
        "ROUTE 12, NORTHBOUND",
        "From 3 May it stops at the new hospital.",
        "NATO\nand the EU sent boats in May, as they\nhad said.",
        "We met people from\nUNESCO 12\nTimes in a single week of that year.",
        "EIGHT DIE\nAS FERRY SINKS OFF ELVA",
    ]


def test_each_field_of_a_data_sheet_is_a_sentence() -> None:
    text = (
        "Hedge cutter\n\n**Blade length:** 55 cm\n**Weight**: 3.1 kg\nsound: 71 dB (at 1 m)\n"
        "2019: first sold.\nCase (W x H): 60 x 20 cm"
    )
    assert [text[start:end] for start, end in sentences(text)] == [
        "Hedge cutter",
        "**Blade length:** 55 cm",
        "**Weight**: 3.1 kg",
        "sound: 71 dB (at 1 m)",
        "2019: first sold.",
        "Case (W x H): 60 x 20 cm",
    ]


def test_a_colon_in_prose_begins_no_field() -> None:
    text = "The old keeper said: I have\nthe lamp to mend: nobody else\nBell: will, at noon 12:30."
    assert [text[start:end] for start, end in sentences(text)] == [text]
