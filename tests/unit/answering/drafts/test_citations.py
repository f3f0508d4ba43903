from __future__ import annotations

import dataclasses

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from llama_index.core.schema import TextNode

from qa.answering.drafts.citations import Quote, locate, quote_passage, verify

TEXT = "The treaty was signed in Vienna. It was signed in haste."
SIGNED = Quote("a", "signed in Vienna", 15, ((25, 31),))
texts = st.text(max_size=200)


def stands(quote: Quote, text: str | None = TEXT) -> bool:
    (kept,) = verify([quote], {"a": text}.get)
    assert kept is None or kept is quote
    return kept is not None


def changed(quote: Quote, **fields: object) -> Quote:
    return dataclasses.replace(quote, **fields)  # type: ignore[arg-type]


def test_verbatim_quote_at_its_offsets_survives() -> None:
    assert TEXT[15:31] == "signed in Vienna"
    assert stands(SIGNED)


@pytest.mark.parametrize(
    "quote",
    [
        changed(SIGNED, article_id="b"),
        changed(SIGNED, text="signed in vienna"),
        changed(SIGNED, text="signed in Vienna "),
        changed(SIGNED, start=14),
        changed(SIGNED, start=16),
        changed(SIGNED, start=15 - len(TEXT)),  # Python would count it from the end
        changed(SIGNED, start=1_000),
        changed(SIGNED, text="", spans=()),
        changed(SIGNED, text=" ", start=3, spans=()),
        changed(SIGNED, spans=((25, 32),)),
        changed(SIGNED, spans=((14, 31),)),
        changed(SIGNED, spans=((25, 25),)),
        changed(SIGNED, spans=((31, 25),)),
        changed(SIGNED, spans=((25, 31), (0, 3))),
    ],
    ids=repr,
)
def test_anything_else_does_not(quote: Quote) -> None:
    assert not stands(quote)


def test_article_without_a_stored_text_bears_nothing_out() -> None:
    assert not stands(SIGNED, None)


def test_each_quote_is_judged_alone_and_in_its_place() -> None:
    wrong = changed(SIGNED, start=0)
    assert verify([wrong, SIGNED, wrong], {"a": TEXT}.get) == [None, SIGNED, None]
    assert verify([], {"a": TEXT}.get) == []


@given(texts, st.data())
def test_every_slice_of_a_text_survives_unless_blank(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = Quote("a", text[start:end], start)
    assert stands(quote, text) == bool(text[start:end].strip())


@given(texts, texts, st.integers(-250, 250))
def test_whatever_survives_stands_in_the_text(text: str, words: str, start: int) -> None:
    quote = Quote("a", words, start)
    if stands(quote, text):
        assert text[quote.start :].startswith(words)
        assert len(text[: quote.start]) == start  # an offset into the text, not from its end


@given(texts, st.data())
def test_one_altered_character_is_enough_to_fall(text: str, data: st.DataObject) -> None:
    assume(text.strip())
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.characters().filter(lambda character: character != text[at]))
    altered = text[:at] + other + text[at + 1 :]
    assert not stands(Quote("a", altered, 0), text)


@given(texts, st.data(), st.integers(0, 250))
def test_located_words_stand_where_they_were_found(
    text: str, data: st.DataObject, near: int
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    words = text[start:end]
    found = locate(words, text, near)
    assert (found is None) == (not words.strip())
    if found:
        assert text[slice(*found)] == words.strip()


@given(st.text("ab ", max_size=30), st.text("ab", min_size=1, max_size=3), st.integers(0, 40))
def test_of_several_places_the_nearest_is_located(text: str, words: str, near: int) -> None:
    places = [at for at in range(len(text)) if text.startswith(words, at)]
    found = locate(words, text, near)
    if not places:
        assert found is None
    else:
        assert found is not None
        assert abs(found[0] - near) == min(abs(place - near) for place in places)


def test_words_that_are_not_there_are_not_located() -> None:
    assert locate("signed in Geneva", TEXT) is None
    assert locate("Signed", TEXT) is None
    assert locate("", TEXT) is None
    assert locate("  signed in haste\n", TEXT) == (40, 55)


def test_the_mark_of_an_item_is_no_part_of_its_quote() -> None:
    node = TextNode(
        text="- Support has been dropped.", metadata={"article_id": "a"}, start_char_idx=40
    )
    quote = quote_passage(node, 0, None, (10, 13))
    assert (quote.text, quote.start) == ("Support has been dropped.", 42)
