from __future__ import annotations

from qa.web.visits import Visits


def test_a_page_shows_the_answer_until_it_goes_elsewhere() -> None:
    visits = Visits()
    visits.go("page", None)
    sent = visits.now("page")
    assert visits.shows("page", sent, None)
    assert visits.shows("page", sent, "new"), "a new conversation gets its id meanwhile"

    visits.go("page", "other")
    assert not visits.shows("page", sent, None)
    assert not visits.shows("page", sent, "new")
    visits.go("page", None)
    assert not visits.shows("page", sent, None), "another new conversation"
    visits.go("page", "new")
    assert visits.shows("page", sent, "new"), "back again"
    assert visits.shows("another page", visits.now("another page"), None)


def test_a_closed_page_is_forgotten() -> None:
    visits = Visits()
    visits.go("page", "one")
    visits.forget("page")
    assert visits.now("page").conversation is None
    visits.forget("page")
