from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.answering.spans.candidates import candidates
from qa.answering.yes_or_no.spans import denies_any, may_decide
from qa.retrieval import ReadNode

MakeNode = Callable[..., ReadNode]


@pytest.mark.parametrize(
    ("question", "sentence", "may"),
    [
        ("May I keep a snake?", "Bicycles must be kept in the cellar.", False),
        ("May I keep a snake?", "A snake may be kept in a glass box.", True),
        ("Does the lamp go on if it rains for a while?", "The lamp burns in rain.", True),
        ("Do you deliver to France?", "We do not deliver to Norland.", False),
        ("Do they eat eel?", "**Q: Do you eat eel?**", False),
        ("Is the Tern noisy?", "Item: Tern | Price: 54.00", False),
        ("Was anybody hurt?", "Nobody was killed.", False),
        ("Was anybody hurt?", "Nobody was hurt.", True),
    ],
)
def test_a_sentence_without_the_thing_asked_about_decides_nothing(
    question: str, sentence: str, may: bool, read_node: MakeNode
) -> None:
    (found,) = candidates([read_node(sentence, (sentence.split()[1], 1.0))])
    assert may_decide(question, found) is may


def test_a_headline_decides_nothing_that_is_left_open(read_node: MakeNode) -> None:
    text = "Tern kettle review: fast kettle, short cord\n\nIt boiled a litre in two minutes."
    (found,) = candidates([read_node(text, ("fast kettle", 9.0))])
    assert not may_decide("Does the review praise the kettle?", found)


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("Does anybody know if the lid fits the pan? Mine broke.", False),
        ("Does anybody know if the lid fits the pan?\n\nMine broke.", True),
        ("Will the lid fit the pan? Mine broke.", False),
        ("The lid fits the pan. Mine broke.", True),
    ],
)
def test_who_asks_and_goes_on_decides_nothing(text: str, *, may: bool, read_node: MakeNode) -> None:
    (found,) = candidates([read_node(text, ("Mine broke", 9.0))])
    assert may_decide("Does the lid fit the pan?", found) is may


@pytest.mark.parametrize(
    ("question", "text", "denied"),
    [
        ("Did anybody die in the fire?", "Nobody was killed.", True),
        ("Was anyone hurt?", "Luckily, no one was injured, the police said.", True),
        ("Were there any deaths?", "There were no deaths, since all were out.", True),
        ("Did any ships sink?", "No ships sank.", True),
        ("Is there any cure?", "There is no cure, but a vaccine protects.", True),
        ("Was anyone hurt?", "Nobody but Ada Moe was hurt.", False),
        ("Did any cows die?", "Nobody was killed.", False),
        ("Did any people die?", "Nobody was killed.", True),
        # What is denied is something else, or not of all.
        ("Was anybody hurt in the fire?", "Nobody was killed, though ten were hurt.", False),
        ("Was anybody hurt?", "Nobody was hurt until the roof fell.", False),
        ("Is there any cure?", "There is no doubt that it spreads.", False),
        ("Is entry free?", "There is no entry fee.", False),
        ("Was nobody hurt?", "Nobody was hurt.", False),
        ("Did anybody die?", "Ten people died.", False),
    ],
)
def test_nobody_denies_what_is_asked_of_anybody(
    question: str, text: str, denied: bool, read_node: Callable[..., ReadNode]
) -> None:
    (span,) = candidates([read_node(text, (text.removesuffix("."), 5.0))])
    assert denies_any(question, span) is denied
    (unsure,) = candidates([read_node(text, (text.removesuffix("."), 0.0))])
    assert not denies_any(question, unsure)
