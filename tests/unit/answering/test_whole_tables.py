from __future__ import annotations

from typing import Any, cast

import pytest
from llama_index.core.schema import NodeWithScore, TextNode

from qa.answering.drafting import of_rows
from qa.answering.drafts.citations import Quote
from qa.answering.drafts.draft import Draft, DraftStatement, Rule
from qa.answering.whole_tables import of_whole_table
from qa.index import Snapshot

TEXT = """Ship: Tern | Year: 2031 | Length (m): 88
Ship: Gull | Year: 2031 | Length (m): 75
Ship: Skua | Year: 2032 | Length (m): 110
Ship: Tern | Year: 2032 | Length (m): 89"""
FIRST = TEXT.split("\n")[0]


class View:
    def text(self, article_id: str) -> str:
        assert article_id == "a"
        return TEXT


def corrected(question: str, rule: Rule | None) -> Draft:
    quote = Quote("a", FIRST, 0, ((6, 10),))
    statement = DraftStatement(FIRST, (quote,))
    draft = Draft("Tern", [], statements=(statement,), confidence=0.7, rule=rule)
    return of_whole_table(draft, question, cast(Snapshot, cast(Any, View())))


def test_a_row_that_was_not_read_may_hold_the_answer() -> None:
    draft = corrected("Which ship is the longest?", Rule.CELL)
    assert (str(draft), draft.confidence) == ("Skua", 0.7)
    (quote,) = draft.statements[0].quotes
    assert TEXT[quote.start : quote.end] == quote.text == TEXT.split("\n")[2]
    assert [TEXT[start:end] for start, end in quote.spans] == ["Skua"]


def test_a_row_that_was_not_read_may_hold_more_of_the_question() -> None:
    draft = corrected("What was the length of Tern in 2032?", Rule.CELL)
    assert str(draft) == "89"


@pytest.mark.parametrize(
    ("question", "rule"),
    [
        ("How long is the Tern?", Rule.CELL),  # both rows of the Tern hold as much
        ("Is the Tern or the Gull longer?", Rule.CELL),  # the row that was read is the right one
        ("Which ship is the longest?", None),  # the reader's own span
    ],
)
def test_other_answers_stay_as_they_are(question: str, rule: Rule | None) -> None:
    assert str(corrected(question, rule)) == "Tern"


def test_rows_that_were_not_read_are_listed_as_well() -> None:
    ships = TEXT.replace("Year", "Home port").replace("2031", "Osby").replace("2032", "Elva")
    text = ships.replace("Ship: Tern | Home port: Elva", "Ship: Ruff | Home port: Osby")
    article = TextNode(text=text.split("\n")[0], metadata={"article_id": "a", "title": "Ships"})
    items = [
        (name, Quote("a", text.split("\n")[at], 0)) for at, name in enumerate(("Tern", "Gull"))
    ]
    asked = "Which ships have Osby as home port?"
    draft = of_rows(asked, items, [NodeWithScore(node=article)], 0.7)

    class Whole(View):
        def text(self, article_id: str) -> str:
            return text

    whole = of_whole_table(
        draft, "Which ships have Osby as home port?", cast(Snapshot, cast(Any, Whole()))
    )
    assert (str(whole), whole.confidence) == ("Tern; Gull; Ruff", 0.7)
    quotes = [statement.quotes[0] for statement in whole.statements]
    assert all(text[quote.start : quote.end] == quote.text for quote in quotes)
