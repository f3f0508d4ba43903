from __future__ import annotations

from collections.abc import Callable

import pytest
from llama_index.core.schema import NodeWithScore

from qa.answering.lookups.releases import (
    asked_release,
    asked_version,
    changes,
    release_day,
    version_of_change,
)
from qa.answering.spans.candidates import candidates
from qa.retrieval import ReadNode

MakeNode = Callable[..., ReadNode]
MARKED = """What is new in Lantern

## [2.1.0] - 2031-05-04

### Added
- Reads maps in colour
- A button that prints

### Fixed
- The window went blank at noon (#12)

## 2.0 (3 March 2030)

- Dropped the fax"""
UNDERLINED = """Lantern: all releases

v2.1 (2031-05-04)
-----------------

* Added maps in colour
* Fixed the blank window at noon

v2.0 (3 March 2030)
-------------------

* Dropped the fax

Version 1
* First release"""


@pytest.mark.parametrize(
    ("text", "question", "day"),
    [
        (MARKED, "When was version 2.1 released?", "2031-05-04"),
        (MARKED, "When did Lantern 2.0 come out?", "3 March 2030"),
        (UNDERLINED, "When was v2.1.0 published?", "2031-05-04"),
        (UNDERLINED, "When was version 1 released?", None),  # it has no date
        (UNDERLINED, "When was Osprey 2.1 released?", None),
        (UNDERLINED, "When was version 2.2 released?", None),
    ],
)
def test_the_day_of_a_version(
    text: str, question: str, day: str | None, read_node: MakeNode
) -> None:
    asked = asked_release(question)
    assert asked is not None
    found = release_day(asked, candidates([read_node(text, ("Lantern", 1.0))]))
    assert (found and found.text) == day


@pytest.mark.parametrize(
    "question", ["When was the bridge of 1931 built?", "Who released version 2.1?"]
)
def test_other_questions_ask_for_no_release(question: str) -> None:
    assert asked_release(question) is None


@pytest.mark.parametrize("text", [MARKED, UNDERLINED])
@pytest.mark.parametrize(
    ("question", "version"),
    [
        ("Since which version are there maps in colour?", "2.1"),
        ("In which release was the fax dropped?", "2.0"),
        ("Which version removed the fax?", "2.0"),
        ("Which version sends letters?", None),
    ],
)
def test_the_version_of_a_change(
    text: str, question: str, version: str | None, read_node: MakeNode
) -> None:
    change = asked_version(question)
    assert change is not None
    found = version_of_change(change, candidates([read_node(text, ("Lantern", 1.0))]))
    assert (found and found.text.removesuffix(".0")) == (version and version.removesuffix(".0"))


@pytest.mark.parametrize(
    ("text", "question", "items"),
    [
        (MARKED, "What was fixed in 2.1?", ["The window went blank at noon (#12)"]),
        (MARKED, "What is new in 2.1.0?", ["Reads maps in colour", "A button that prints"]),
        (MARKED, "What was removed in version 2.0?", ["Dropped the fax"]),
        (UNDERLINED, "Which bugs were fixed in v2.1?", ["Fixed the blank window at noon"]),
        (UNDERLINED, "What was fixed in 2.0?", []),
        (UNDERLINED, "What was fixed in 2.2?", []),
        (UNDERLINED, "When was the window fixed in 2.1?", []),
    ],
)
def test_what_a_version_changed(
    text: str, question: str, items: list[str], read_node: MakeNode
) -> None:
    found = changes(question, [read_node(text, ("Lantern", 1.0))])
    assert [item for item, _ in found] == items
    assert all(item in quote.text for item, quote in found)


def test_a_section_goes_on_in_the_next_passage_and_ends_before_a_gap(read_node: MakeNode) -> None:
    cut = MARKED.index("### Fixed")
    first, rest = MARKED[:cut].rstrip(), MARKED[cut:]
    for offset, count in ((cut, 1), (cut + 50, 0)):
        nodes: list[NodeWithScore] = [
            read_node(rest, ("window", 1.0), offset=offset),
            read_node(first, ("Lantern", 1.0)),
        ]
        assert len(changes("What was fixed in 2.1?", nodes)) == count
