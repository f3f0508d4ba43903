"""The names, numbers and the thing in a yes-or-no question, which what decides it must have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.answering.yes_or_no.plainly import holds
from qa.answering.yes_or_no.whom import ROOT
from qa.language.stems import stem, stems
from qa.language.words import tokens

if TYPE_CHECKING:
    from collections.abc import Set

    from llama_index.core.schema import NodeWithScore

__all__ = ["has_names", "has_thing", "names"]

# A time is no thing: "Does it stop for a moment?".
_THING = re.compile(
    r"\b(?:an?|any|my|our|your) "
    r"(?!(?:moment|while|second|minute|hour|day|night|week|month|year)\b)([a-z][\w-]+)\W*$",
    re.IGNORECASE,
)


def names(question: str) -> Set[str]:
    """Return the stems of the names and numbers in a question.

    >>> sorted(names("Did Jon Berg win 3 races?"))
    ['3', 'berg', 'jon']
    """
    return {
        stem(token.word.lower())
        for at, token in enumerate(tokens(question))
        if at and token.is_word and (token.capitalised or token.text[0].isdigit())
    }


def has_names(question: str, node: NodeWithScore) -> bool:
    """Tell whether a passage or its title has all names and numbers of a question."""
    held = set(stems(f"{node.node.metadata.get('title') or ''} {node.node.get_content()}"))
    return all(
        name in held or (not name[0].isdigit() and any(one.startswith(name[:ROOT]) for one in held))
        for name in names(question)
    )


def has_thing(question: str, held: Set[str]) -> bool:
    """Tell whether stems hold the thing that a question ends with, if it ends with one: "a dog".

    >>> has_thing("Can I bring a dog?", {"dog", "admit"}), has_thing("Can I bring a dog?", {"cat"})
    (True, False)
    """
    thing = _THING.search(question)
    return thing is None or holds(held, stem(thing[1].lower()))
