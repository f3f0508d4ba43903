from __future__ import annotations

from qa.language.copies import clusters, near_copies

WIRE = (
    "The company said the plant in Norvik will hire workers soon. The plant in Norvik is planned "
    "for next year and many workers hope for jobs."
)
OWN = "The plant in Norvik will hire 300 workers, its head Ane Lie told this paper on Thursday."


def test_paper_that_adds_its_name_prints_a_copy() -> None:
    first, second = (f"{WIRE} Paper {number} will report further." for number in (1, 2))
    assert near_copies(first, second)


def test_own_report_is_no_copy() -> None:
    assert not near_copies(WIRE, OWN)


def test_short_sentences_may_be_alike_by_chance() -> None:
    assert not near_copies("It ends on 31 August.", "It ends on 31 August.")


def test_copies_are_found_in_a_row() -> None:
    assert clusters([WIRE, OWN, f"{WIRE} More soon.", OWN]) == [0, 1, 0, 1]
