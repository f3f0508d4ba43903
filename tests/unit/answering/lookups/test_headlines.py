from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from qa.answering.drafts.draft import Draft, Rule
from qa.answering.lookups.headlines import of_headline
from qa.answers import REFUSAL
from qa.retrieval import Question

CUP = "THE ALTA ECHO\n\nAlta City 2 Elva 3 (after extra time)\n\nLate joy in the Mill Cup."
LEAGUE = "Osby 1 Torne 0\n\nThe league began in the rain."
BAKERY = "A new bakery\n\nIt opened at 7."


def answered(question: str, texts: dict[str, str], draft: Draft) -> Draft:
    articles = {}
    for name, text in texts.items():
        title = next(line for line in text.split("\n") if line and not line.isupper())
        articles[name] = SimpleNamespace(title=title)
    view: Any = SimpleNamespace(text=texts.get, manifest=SimpleNamespace(articles=articles))
    return of_headline(draft, Question(question), view)


REFUSED = Draft(REFUSAL, [], refused=True)


@pytest.mark.parametrize(
    ("question", "texts", "result"),
    [
        ("Final score?", {"a": CUP, "b": BAKERY}, "Alta City 2 Elva 3"),
        (
            "What was the score of the Mill Cup final?",
            {"a": CUP, "b": LEAGUE},
            "Alta City 2 Elva 3",
        ),
        ("What was the score when Osby met Torne?", {"a": CUP, "b": LEAGUE}, None),
        ("What was the score of Osby?", {"a": CUP, "b": LEAGUE}, "Osby 1 Torne 0"),
        ("Final score?", {"a": CUP, "b": LEAGUE}, None),  # which match?
        ("What was the score at half time?", {"a": CUP}, None),
        ("What was the score of the chess match?", {"a": CUP}, None),
        ("Who scored?", {"a": CUP}, None),
        ("Final score?", {"a": BAKERY}, None),
    ],
)
def test_headline_is_the_result(question: str, texts: dict[str, str], result: str | None) -> None:
    draft = answered(question, texts, REFUSED)
    assert draft.refused is (result is None)
    if result is not None:
        assert draft.response == result
        (quote,) = draft.statements[0].quotes
        text = texts[quote.article_id]
        assert text[quote.start : quote.end] == quote.text
        assert [text[start:end] for start, end in quote.spans] == [result]


def test_a_likely_answer_stays() -> None:
    for draft in (Draft("3-2", [], confidence=0.6), Draft("3-2", [], rule=Rule.RESULT)):
        assert answered("Final score?", {"a": CUP}, draft) is draft
