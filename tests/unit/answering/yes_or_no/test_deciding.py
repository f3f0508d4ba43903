from __future__ import annotations

from collections.abc import Callable

import pytest
from fakes import HashEmbedding

from qa.answering.yes_or_no.deciding import decide
from qa.retrieval import ReadNode

MakeNode = Callable[..., ReadNode]
HASHES = HashEmbedding()


@pytest.mark.parametrize(
    ("question", "text", "says"),
    [
        ("Did the ferry stop?", "The ferry to Skarv stopped running on Monday.", "Yes"),
        ("Did the police charge Jon Berg?", "The police did not charge Jon Berg.", "No"),
        ("Did the police charge Jon Berg?", "The police refused to charge Jon Berg.", "No"),
        ("Did the minister resign?", "The minister, Paulo Reis, did not resign.", "No"),
        (
            "Did Anna Rey resign?",
            "Anna Rey won. President Rey resigned this May.",
            "Yes",
        ),
        ("Did Anna Rey resign?", "Anna Rey won. Otto Rey resigned this May.", ""),
        (
            "Was Pike a spokesman for the lodge?",
            "However, Pike, although undoubtedly learned, was not a spokesman for the lodge.",
            "No",
        ),
        ("Did the dam break?", "The dam of Ruda held through the night.", "No"),
        ("Did the mayor win?", "The mayor lost on Sunday.", "No"),
        ("Did the dam break?", "The dam may break at any time.", ""),
        ("Did the dam break?", "The dam will break, engineers said.", ""),
        ("Has the merger been approved?", "The merger needs the approval of the state.", ""),
        ("Did the dam need repairs?", "The dam needed repairs.", "Yes"),
        ("Will the dam break?", "The dam will break on Monday.", "Yes"),
        ("Did the dam not break?", "The dam broke.", ""),
        ("Did the court uphold the fine?", "The court quashed the fine in May.", "No"),
        ("Do ferries sail after 7pm?", "It rains, and no ferries sail after 7pm.", "No"),
        ("Was the crew hurt?", "None of the crew was badly hurt.", ""),
        ("Was the crew badly hurt?", "None of the crew was badly hurt.", "No"),
        ("Is there a lift to the attic?", "A lift serves all floors except the attic.", ""),
        ("Is there a lift to the hall?", "There is a lift to the hall, not to the roof.", "Yes"),
        ("Are the bridges closed?", "Not all bridges are closed.", ""),
        ("Is fishing allowed?", "Fishing is not permitted in the lake.", "No"),
        ("Is fishing permitted?", "Fishing is allowed in the lake.", "Yes"),
        ("Is fishing permitted?", "Fishing is prohibited in the lake.", "No"),
        ("Are dogs allowed?", "Dogs are not admitted to the mill.", "No"),
        ("Did Mayor Ida Pike resign?", "The Tories called on Mayor Ida Pike to resign.", ""),
        ("Did Ida Pike resign?", "The Echo called for the resignation of Ida Pike.", ""),
        ("Did the Tories call for a vote?", "The Tories called for a vote.", "Yes"),
        ("Did the cook leave?", "The landlord urges everybody, the cook too, to stay.", ""),
        ("Did the school close its kitchen?", "The school was told to close its kitchen.", ""),
        ("Was the school told to close?", "The school was told to close.", "Yes"),
        ("Did Tom Rudd leave the track?", "Tom Rudd was forced to leave the track.", "Yes"),
        ("Did prices fall in April?", "The prices continued to rise in April.", "No"),
        ("Did the strike end?", "The strike ended on Friday, but no ship has left.", "Yes"),
        ("Was it sabotage?", "The report of the navy rules out sabotage.", "No"),
        ("Was it sabotage?", "In the end, sabotage has been ruled out by the navy.", "No"),
        ("Was it sabotage?", "The navy has not ruled out sabotage.", ""),
        ("Was it sabotage?", "The navy rules out any link between sabotage and the fog.", ""),
        ("Did the navy rule out sabotage?", "The navy ruled out sabotage.", "Yes"),
        ("Does she own a kite?", "What we'd buy her is a kite of her own.", ""),
        ("Does she own a kite?", "The club recommends a kite of one's own.", ""),
        ("Has the council approved the pier?", "The council has yet to approve the pier.", "No"),
        ("Will the council approve the pier?", "The council has yet to approve the pier.", ""),
        ("Was the cook hurt?", "Neither the cook nor the guest was hurt.", "No"),
        ("Was a fee paid?", "No fee was paid and no shares were sold, the firm said.", "No"),
        ("Were shares sold?", "No fee was paid and no shares were sold, the firm said.", "No"),
        ("Did Ida Pike resign?", "Ida Pike resigned and never apologised.", "Yes"),
        ("Did Ida Pike apologise?", "Ida Pike resigned and never apologised.", "No"),
        ("Did the club pay?", "The club refused to pay and did not apologise.", "No"),
        ("Was the toll charged?", "It is not true that the toll was not charged.", "Yes"),
        ("Was there a collision?", "A collision was averted by the pilot.", ""),
        ("Was there a collision?", "The divers found no sign of a collision.", ""),
        ("Was there a collision?", "Pilots train for the risk of a collision.", ""),
        ("Was it theft?", "A porter was accused of theft.", ""),
        ("Was it theft?", "A porter was cleared of theft.", ""),
        ("Did the two of them sing?", "They did not sing.", "No"),
        ("Did the two of them sing?", "They sang.", "Yes"),
        ("Was it theft?", "What the porter was accused\nof was theft.", ""),
        ("Was the pier closed?", "The porter spoke of the threat\nthat the pier be closed.", ""),
        ("Will the toll go up in June?", "The toll will stay in June as\nit is.", ""),
        ("Will the toll go up?", "The toll will stay as\nit is.", "No"),
        ("Was it theft?", "The theft squad was called by the porter.", ""),
        ("Was it theft?", "For the porter it was plainly theft.", "Yes"),
        ("Was it theft?", "It wasn't theft, the porter told them.", "No"),
        ("Is it open on Sundays?", "The mill opens on Sundays.", "Yes"),
        ("Did she have a torch?", "A torch costs nine euros there.", ""),
        ("Did she have a torch?", "She had carried a torch up there.", "Yes"),
        ("Did she have a torch?", "She had no torch with her.", "No"),
        ("Does it have a pool?", "There is a pool on the roof.", "Yes"),
        ("Is the bridge safe?", "The bridge is far from safe.", ""),
        ("Did Tom Rudd take the bus?", "Tom Rudd took the tram rather than the bus.", ""),
        ("Did Tom Rudd take the tram?", "Tom Rudd took the tram rather than the bus.", "Yes"),
    ],
)
def test_yes_or_no_is_said_only_if_the_sentence_says_so_plainly(
    question: str, text: str, says: str, read_node: MakeNode
) -> None:
    verdict = decide(question, [read_node(text, (text[:3], 1.0))], HashEmbedding())
    assert verdict is not None
    assert verdict.quote.text in text
    assert verdict.says == says


@pytest.mark.parametrize(
    ("question", "text", "sentence"),
    [
        (
            "Are people still missing after the explosion?",
            "Four people were hurt after the explosion in Garn. One of those people was missing "
            "since the explosion.",
            "One of those people was missing since the explosion.",
        ),
        (
            "Did French troops leave Mali?",
            "French is spoken in Mali. France left Mali with all its troops.",
            "France left Mali with all its troops.",
        ),
        (
            "Did Rey support the plan?",
            "Rey praised Berg. But the plan of Berg found no support. He, Rey said, would support "
            "the plan.",
            "He, Rey said, would support the plan.",
        ),
    ],
)
def test_sentence_speaks_of_whom_and_what_is_asked(
    question: str, text: str, sentence: str, read_node: MakeNode
) -> None:
    verdict = decide(question, [read_node(text, (text[:3], 1.0))], HashEmbedding())
    assert verdict is not None
    assert verdict.quote.text == sentence


def test_sentence_with_the_words_of_the_question_is_chosen(read_node: MakeNode) -> None:
    text = "The police met the press. The ferry stopped. The police did not charge Jon Berg."
    verdict = decide(
        "Did the police charge Jon Berg?", [read_node(text, ("The", 1.0))], HashEmbedding()
    )
    assert verdict is not None
    assert verdict.quote.text == "The police did not charge Jon Berg."


@pytest.mark.parametrize("question", ["Did it rain in Oslo?", "Did the ferry to Bergen stop?"])
def test_sentence_about_something_else_decides_nothing(question: str, read_node: MakeNode) -> None:
    node = read_node("The ferry to Skarv stopped.", ("Skarv", 1.0))
    assert decide(question, [node], HashEmbedding()) is None


def test_sentence_has_the_thing_that_is_asked_about(read_node: MakeNode) -> None:
    text = "The tenant keeps the garden tidy. No pets are kept."
    assert decide("Can the tenant keep a dog?", [read_node(text, ("pets", 1.0))], HASHES) is None


def test_rule_holds_for_the_place_that_its_passage_is_about(read_node: MakeNode) -> None:
    text = "The mill of Ostby has three floors. It was built by monks. Dogs are not admitted."
    node = read_node(text, ("monks", 1.0))
    verdict = decide("Can I bring my dog to the mill?", [node], HASHES)
    assert verdict is not None
    assert (verdict.quote.text, verdict.says) == ("Dogs are not admitted.", "")
    assert decide("Can I bring my dog to the beach?", [node], HASHES) is None


def test_opening_days_decide(read_node: MakeNode) -> None:
    text = "The forge was built in 1700. The forge is open every day except Monday."
    verdict = decide("Is the forge open on Mondays?", [read_node(text, ("forge", 1.0))], HASHES)
    assert verdict is not None
    assert verdict.says == "No"


def test_heading_belongs_to_the_sentences_below(read_node: MakeNode) -> None:
    text = "# Crops\n\nWheat: up to 10 in 100.\n\n# Bird pests\n\nRare: crows, larks."
    node = read_node(text, ("crows", 1.0), offset=500)
    verdict = decide("Are crows a rare bird pest?", [node], HASHES)
    assert verdict is not None
    assert verdict.quote.text == "Rare: crows, larks."


def test_neither_yes_nor_no_is_taken_from_a_text_in_another_language(read_node: MakeNode) -> None:
    text = "Die Stadt Torgau bekommt eine neue Brücke."
    verdict = decide(
        "Was bekommt die Stadt Torgau?", [read_node(text, ("Die", 1.0))], HashEmbedding()
    )
    assert verdict is not None
    assert (verdict.says, verdict.quote.text) == ("", text)


def test_what_somebody_denies_is_not_said_to_be_false(read_node: MakeNode) -> None:
    text = "The canton denied having received any warning."
    verdict = decide("Did the canton receive a warning?", [read_node(text, ("The", 1.0))], HASHES)
    assert verdict is not None
    assert verdict.says == ""


def test_an_opposite_word_is_no_second_negation(read_node: MakeNode) -> None:
    node = read_node("The mayor denied the theft.", ("The", 1.0))
    verdict = decide("Did the mayor admit the theft?", [node], HASHES)
    assert verdict is not None
    assert verdict.says == "No"


def test_the_contrary_in_another_article_is_kept(read_node: MakeNode) -> None:
    nodes = [
        read_node("The dam broke on Monday.", ("The", 1.0)),
        read_node("The dam did not break, the town said.", ("The", 1.0), article="b"),
    ]
    verdict = decide("Did the dam break?", nodes, HASHES)
    assert verdict is not None
    assert verdict.against is not None
    assert {verdict.says, verdict.against.says} == {"Yes", "No"}
    assert decide("Did the dam break?", nodes[:1], HASHES).against is None  # type: ignore[union-attr]


def test_the_contrary_of_another_story_is_no_contradiction(read_node: MakeNode) -> None:
    nodes = [
        read_node(
            "The revenue rose, Ortega of Porto Lume and its chief Rita Sá said.", ("The", 1.0)
        ),
        read_node(
            "The revenue fell, Halden Paper of Moss and its chief Ingrid Dahl said.",
            ("The", 1.0),
            article="b",
        ),
    ]
    for node, title in zip(nodes, ("Ortega grows", "Halden shrinks"), strict=True):
        node.node.metadata["title"] = title
    verdict = decide("Did revenue rise?", nodes, HASHES)
    assert verdict is not None
    assert verdict.says
    assert verdict.against is None


def test_a_sentence_that_only_names_somebody_does_not_decide_what_they_did(
    read_node: MakeNode,
) -> None:
    text = "Mayor Ida Pike spoke of a bad night. Mayor Ida Pike asks everybody to stay indoors."
    assert (
        decide("Has Mayor Ida Pike resigned?", [read_node(text, (text[:3], 1.0))], HASHES) is None
    )


@pytest.mark.parametrize("text", ["**Q: Do you eat eel?**", "Eel: yes | Price: 5"])
def test_questions_and_rows_are_no_evidence(text: str, read_node: MakeNode) -> None:
    assert decide("Do you eat eel?", [read_node(text, (text[:3], 1.0))], HASHES) is None


def test_a_headline_decides_only_what_it_says(read_node: MakeNode) -> None:
    text = "Tern kettle review: fast kettle, short cord\n\nIt boiled a litre in two minutes."
    node = read_node(text, ("fast kettle", 9.0))
    assert decide("Does the review praise the kettle?", [node], HASHES) is None


@pytest.mark.parametrize(
    ("question", "text", "says"),
    [
        ("Did the minister resign?", "Minister resigned over ferry deal\n\nHe left on Monday.", ""),
        ("Was the mill destroyed?", "Fire destroyed mill in Osby\n\nNobody was in.", ""),
        ("Did the ferry stop?", "The ferry to Skarv stopped.", "Yes"),
    ],
)
def test_a_headline_with_all_words_of_a_question_is_evidence(
    question: str, text: str, says: str, read_node: MakeNode
) -> None:
    verdict = decide(question, [read_node(text, (text[:3], 1.0))], HASHES)
    assert verdict is not None
    assert verdict.says == says
