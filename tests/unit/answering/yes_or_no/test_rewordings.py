from __future__ import annotations

import pytest

from qa.answering.yes_or_no.rewordings import reworded
from qa.language.stems import stems


@pytest.mark.parametrize(
    ("question", "sentence", "said"),
    [
        ("Will fares rise?", "Fares stay as they are.", "No"),
        ("Will fares rise?", "Fares will remain the same.", "No"),
        ("Is the fee going up?", "The fee is unchanged at 4 euros.", "No"),
        ("Is the fee going up?", "The deposit stays as it is, and so does the fee.", "No"),
        ("Is the deposit going up?", "The deposit stays as it is, and so does the fee.", "No"),
        ("Is the fee going up?", "The deposit stays as it is, and so does the child fee.", ""),
        ("Did fares rise?", "Fares remained the same.", "No"),
        ("Did fares rise?", "Fares will stay the same.", ""),
        ("Will fares rise?", "Fares stayed the same.", ""),
        ("Will fares rise?", "Fares for children stay the same.", ""),
        ("Will fares rise?", "Fares stay the same until May.", ""),
        ("Will fares rise?", "Fares do not stay the same.", ""),
        ("Will fares rise?", "If fares stay the same, the line will close.", ""),
        ("Will fares rise in June?", "Fares stay the same.", ""),
        ("Will fares rise in June?", "Fares stay the same in June.", "No"),
        ("Will fares rise?", "The buses stay the same.", ""),
        ("Will fares rise or fall?", "Fares stay the same.", ""),
        ("Will fares stop?", "Fares stay the same.", ""),
    ],
)
def test_what_stays_the_same_does_not_change(question: str, sentence: str, said: str) -> None:
    assert reworded(question, sentence, set()) == said


@pytest.mark.parametrize(
    ("question", "sentence", "said"),
    [
        ("Is there a lift?", "There is no lift.", "No"),
        ("Is there a lift in the mill?", "We have no lift, but there is a ramp.", "No"),
        ("Do you have a pool?", "There is no pool.", "No"),
        ("Is there a lift in the barn?", "There is no lift.", ""),
        ("Is there a lift?", "There is no lift to the roof.", ""),
        ("Is there a lift?", "There is no glass lift.", ""),
        ("Is there a lift?", "There was no lift.", ""),
        ("Is there a lift?", "There is no need for a lift.", ""),
        ("Is there a lift?", "There is no other lift.", ""),
        ("Is there a lift?", "There is no lift on Sundays.", ""),
        ("Was there a fire?", "There was no fire.", "No"),
        ("Do you have to book a lift?", "There is no lift.", ""),
    ],
)
def test_a_place_without_one_has_none(question: str, sentence: str, said: str) -> None:
    assert reworded(question, sentence, set(stems("The mill of Ostby"))) == said


@pytest.mark.parametrize(
    ("question", "sentence", "said"),
    [
        ("Does it come with a lock?", "A lock is not supplied, so I bought one.", "No"),
        ("Does it come with a lock?", "Locks are sold separately.", "No"),
        ("Does it come with a lock?", "A lock is included.", "Yes"),
        ("Does a lock come with it?", "A lock is included.", "Yes"),
        ("Does the bike come with a lock?", "A lock is included with the bike.", "Yes"),
        ("Does the bike come with a lock?", "A lock is included with the tent.", ""),
        ("Does it come with a lock?", "A lock is included only in the large set.", ""),
        ("Does it come with a lock?", "A steel lock is not supplied.", ""),
        ("Does it have a lock?", "A lock is not supplied.", ""),
    ],
)
def test_what_is_supplied_comes_with_it(question: str, sentence: str, said: str) -> None:
    assert reworded(question, sentence, set()) == said


@pytest.mark.parametrize(
    ("question", "sentence", "said"),
    [
        ("Do I have to pay for parking?", "Parking is free of charge.", "No"),
        ("Do I have to pay for parking?", "There is no charge for parking.", "No"),
        ("Do I have to pay for parking?", "Parking is free on Sundays.", ""),
        ("Do I have to pay for parking?", "Parking is not free.", ""),
        ("Do I have to pay for parking?", "Parking is free for guests.", ""),
        ("Do I have to pay for parking?", "The bus is free.", ""),
        ("Do you have to pay to get in?", "Admission is free.", "No"),
        ("Do you have to pay to visit the mill?", "Admission is free.", ""),
        ("Do I have to book parking?", "Parking is free.", ""),
    ],
)
def test_nobody_pays_for_what_is_free(question: str, sentence: str, said: str) -> None:
    assert reworded(question, sentence, set()) == said


def test_we_are_at_home_in_the_place_that_the_passage_names() -> None:
    question = "Is there a lift in the mill?"
    assert reworded(question, "We have no lift.", set(), {"mill"}) == "No"
    assert reworded(question, "There is no lift.", set(), {"mill"}) == ""
