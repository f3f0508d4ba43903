from __future__ import annotations

from qa.answering.spans.counted import counts_another_thing, number_counted


def test_span_is_narrowed_to_the_number_of_what_is_counted() -> None:
    text = "It takes 9 men and 40 cars."
    span = text.index("9"), text.index(" cars")
    assert number_counted("How many cars fit?", text, *span) == (text.index("40"), span[1])
    assert number_counted("How many boats fit?", text, *span) == span


def test_a_number_of_something_else_counts_nothing_where_the_thing_is_counted() -> None:
    one, other, bare = (
        "She built over two hundred instruments.",
        "She built 26 cellos and 48 violas.",
        "31 turned out to be hers.",
    )
    spans = [(one, 10, 26), (other, 10, 12), (bare, 0, 2)]
    asked = "How many cellos did she build?"
    assert counts_another_thing(asked, spans) == [True, False, False]
    assert counts_another_thing(asked, [spans[0], spans[2]]) == [False, False]
    assert counts_another_thing("How much did she earn?", spans) == [False, False, False]
