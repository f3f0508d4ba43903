from __future__ import annotations

import html
import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from qa.answers import Answer, Citation
from qa.web.records import Scope, StoredTurn
from qa.web.rendering import sources_html
from qa.web.rendering.excerpts import Pieces, excerpt, pieces_of


def unmarked(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def whole(pieces: Pieces) -> str:
    return "".join(text for text, _ in pieces)


def test_the_span_is_marked_within_the_quote_within_its_surroundings(
    answer: Answer, text: str
) -> None:
    turn = StoredTurn(7, answer.question, answer, Scope(1), "")
    passage = re.search("<blockquote.*?</blockquote>", sources_html([turn], lambda _: text))
    assert passage
    markup = passage[0]
    assert re.findall(r'<mark class="span">(.*?)</mark>', markup) == ["3 May 1932"]
    around = re.findall(r'<span class="around">(.*?)</span>', markup)
    assert [unmarked(part) for part in around] == ["Before it. ", " After it."]
    assert unmarked(markup) == text


def test_a_dateline_does_not_stand_before_the_quote(citation: Citation) -> None:
    text = f"LONDON, England (CNN) -- It is old. {citation.quote} It is long."
    start = text.index(citation.quote)
    moved = replace(citation, start=start, end=start + len(citation.quote), spans=())
    cut = excerpt(moved, text)
    assert (cut.before, cut.behind) == ("It is old. ", " It is long.")
    first = f"LONDON, England (CNN) -- {citation.quote}"
    moved = replace(moved, start=25, end=len(first))
    assert excerpt(moved, first).before == ""


def test_long_surroundings_are_cut_at_a_word(citation: Citation, text: str) -> None:
    longer = replace(citation, start=citation.start + 1000, end=citation.end + 1000, spans=())
    cut = excerpt(longer, "word " * 200 + text + " word" * 200)
    assert cut.before.startswith("… word ")
    assert cut.behind.endswith("word …")
    assert whole(cut.quote) == citation.quote


def test_an_article_that_has_gone_or_changed_leaves_the_quote(citation: Citation) -> None:
    for text in (None, "Something else was written here since then, quite different."):
        shown = excerpt(citation, text)
        assert (shown.before, shown.behind) == ("", "")
        assert whole(shown.quote) == citation.quote


def test_a_span_that_is_the_whole_quote_is_not_marked_twice(citation: Citation) -> None:
    spans = ((citation.start, citation.end),)
    assert pieces_of(citation.quote, citation.start, spans) == ((citation.quote, False),)


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), max_size=5))
def test_whatever_the_spans_the_quote_stays_whole(
    spans: list[tuple[int, int]],
) -> None:
    quote = "0123456789" * 5
    assert whole(pieces_of(quote, 20, spans)) == quote


STANDFIRST = "The town gets a bridge that was promised to it for forty years"


def test_the_lines_of_a_header_are_not_shown_as_text(citation: Citation) -> None:
    quote = citation.quote
    for header, before in (
        ("date 1932-05-04 ", ""),
        (f"{STANDFIRST}\n\nPublished: 4 May 1932\n\n", f"{STANDFIRST}\n\n"),
    ):
        text = f"{header}{quote} It rained. The band played on for an hour. Nobody minded at all."
        start = len(header)
        cited = replace(citation, start=start, end=start + len(quote), spans=())
        cut = excerpt(cited, text)
        assert cut.before == before
        assert whole(cut.quote) == quote
        assert cut.behind.startswith(" It rained.")


def test_a_header_is_not_shown_behind_what_stands_above_it(citation: Citation) -> None:
    text = f"{STANDFIRST}\n\nPublished: 4 May 1932\n\n{citation.quote} It rained on all of them."
    cited = replace(citation, quote=STANDFIRST, start=0, end=len(STANDFIRST), spans=())
    behind = excerpt(cited, text).behind
    assert "Published" not in behind
    assert behind.strip() == f"{citation.quote} It rained on all of them."
