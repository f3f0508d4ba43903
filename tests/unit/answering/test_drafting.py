from __future__ import annotations

from qa.answering.drafting import of_items, of_rows, of_sentences, of_verdict, refusal
from qa.answering.drafts.citations import Quote
from qa.answering.drafts.draft import Draft, Rule
from qa.answering.yes_or_no.deciding import Verdict
from qa.answers import REFUSAL, Agreement

RAIN = Quote("a", "It rained.", 0)
SNOW = Quote("b", "It snowed.", 7)


def quoted(draft: Draft) -> list[tuple[str, tuple[Quote, ...]]]:
    return [(one.text, one.quotes) for one in draft.statements]


def test_sentences_follow_each_other_and_each_has_its_quote() -> None:
    draft = of_sentences([RAIN, SNOW], [], 0.7, Rule.LIST)
    assert (draft.response, draft.confidence, draft.rule) == (
        "It rained. It snowed.",
        0.7,
        Rule.LIST,
    )
    assert quoted(draft) == [("It rained.", (RAIN,)), ("It snowed.", (SNOW,))]


def test_items_are_joined_without_their_stops() -> None:
    draft = of_items([("Bread.", RAIN), ("salt", SNOW)], [], 0.7)
    assert (draft.response, draft.rule) == ("Bread; salt", Rule.LIST)
    assert quoted(draft) == [("Bread.", (RAIN,)), ("salt", (SNOW,))]


def test_rows_are_named_or_counted_as_the_question_asks() -> None:
    rows = [("Tern", RAIN), ("Heron", RAIN), ("Skua", SNOW)]
    named = of_rows("Which ships are old?", rows, [], 0.7)
    assert (named.response, named.rule) == ("Tern; Heron; Skua", Rule.ROWS)
    counted = of_rows("How many ships are old?", rows, [], 0.7)
    assert (counted.response, counted.stated) == ("3", True)
    assert [statement.quotes for statement in counted.statements] == [(RAIN,), (SNOW,)]
    (notice,) = counted.notices
    assert "Tern, Heron, Skua" in notice.text


def test_plain_verdict_is_stated_and_surer_than_an_open_one() -> None:
    plain = of_verdict(Verdict(RAIN, "Yes", 1.0), [])
    left_open = of_verdict(Verdict(RAIN, "", 0.5), [])
    assert (plain.response, plain.stated) == ("Yes", True)
    assert (left_open.response, left_open.stated) == ("It rained.", False)
    assert plain.confidence > left_open.confidence


def test_newer_verdict_leads_where_two_articles_differ() -> None:
    older = Verdict(RAIN, "Yes", 1.0, "2031-05-01", Verdict(SNOW, "No", 1.0, "2031-05-02"))
    draft = of_verdict(older, [])
    assert (draft.response, draft.agreement) == ("No", Agreement.DIFFERENT)
    assert [(one.value, one.quotes) for one in draft.groups] == [("No", (SNOW,)), ("Yes", (RAIN,))]


def test_refusal_may_show_the_nearest_sentence() -> None:
    draft = refusal([], 0.1, nearest=RAIN)
    assert (draft.response, draft.refused, draft.nearest) == (REFUSAL, True, RAIN)
    assert refusal([], 0.0).nearest is None
