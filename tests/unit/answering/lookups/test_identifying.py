from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.lookups.identifying import described, identified, in_full
from qa.answering.spans.candidates import candidates
from qa.retrieval import ReadNode

MakeNode = Callable[..., ReadNode]


@pytest.mark.parametrize(
    ("text", "span", "name"),
    [
        (
            "A retired teacher found the coins on Monday. Liv Roth, 71, of Osby, dug a well.",
            "retired teacher",
            "Liv Roth",
        ),
        (
            "Teacher finds coins\n\nIt was a surprise. Police named him as Nils van Berg.",
            "Teacher",
            "Nils van Berg",
        ),
        (
            "A 71-year-old was hurt. The man, later identified as Nils Berg, is well.",
            "71-year-old",
            "Nils Berg",
        ),
        # The other one may be meant.
        ("A walker found a woman in the snow. Liv Roth, 71, is well.", "walker", None),
        ("A driver found a woman in the snow. Liv Roth, 71, is well.", "driver", None),
        ("A driver hit a wall. Liv Roth, 71, and others saw it.\n\nNils Berg, 20, did.", "driver",
         None),
        ("It was found by a teacher. Liv Roth, 71, is well.", "teacher", None),
        # A name already, and no person.
        ("Mayor Anna Lind found it. Liv Roth, 71, is well.", "Anna Lind", None),
        ("The bridge broke. Liv Roth, 71, is well.", "bridge", None),
        ("A teacher found it. She is well, Liv Roth said.", "teacher", None),
    ],
)  # fmt: skip
def test_name_of_somebody_who_is_only_described_at_first(
    text: str, span: str, name: str | None, read_node: MakeNode
) -> None:
    found = candidates([read_node(text, (span, 1.0))])
    who = identified(found[0], found)
    assert (who and who.text) == name
    if who is not None:
        assert who.text in text[slice(*who.sentence)]


def test_name_comes_from_the_same_article(read_node: MakeNode) -> None:
    nodes = [
        read_node("A teacher found it.", ("teacher", 2.0), article="a"),
        read_node("Liv Roth, 71, is well.", ("Liv Roth", 1.0), article="b", offset=100),
    ]
    found = candidates(nodes)
    assert identified(found[0], found) is None


def test_surname_is_given_in_full(read_node: MakeNode) -> None:
    found = candidates([read_node("Then Liv Roth spoke. It was Roth who won.", ("Roth", 2.0))])
    last = next(one for one in found if one.text == "Roth")
    full = in_full(last, found)
    assert full is not None
    assert full.text == "Liv Roth"
    assert in_full(full, found) is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "A retired teacher who dug a well found the coins. Liv Roth, 71, of Osby, is well.",
            "A retired teacher",
        ),
        (
            "A 71-year-old man was hurt.\n\nIt rained. Nils Roth, 71, is well.",
            "A 71-year-old man",
        ),
        ("The bridge was built by Liv Roth. Liv Roth, 71, is well.", None),
        ("A walker was found by a driver. Liv Roth, 71, is well.", None),
        ("A teacher was found. Nils Berg, 20, fell. Liv Roth, 71, is well.", None),
        ("Liv Roth, 71, is well. A teacher was hurt.", None),
    ],
)
def test_description_of_somebody_who_is_named_later(
    text: str, says: str | None, read_node: MakeNode
) -> None:
    found = candidates([read_node(text, (text.split()[1], 1.0))])
    who = described("Liv Roth", found)
    assert (who and who.text) == says
