from __future__ import annotations

import time
from types import SimpleNamespace
from typing import Any

from qa.assistant import ArticleTopic, ArticleTopics
from qa.errors import DamagedIndexError
from qa.web.overview import Listed, Overview


class Assistant:
    def __init__(self, articles: list[Any], texts: dict[str, str] | None = None) -> None:
        self.revision = 1
        self.scans = 0
        self.listed = articles
        self.texts = texts or {}
        self.found: ArticleTopics | None = None

    def articles(self) -> tuple[Any, ...]:
        return tuple(self.listed)

    def article(self, article_id: str) -> Any:
        return SimpleNamespace(text=self.texts.get(article_id, "A text of its own."))

    def topics(self) -> ArticleTopics:
        if self.found is None:
            raise DamagedIndexError("The vectors are lost.", hint="Run: qa index --rebuild")
        return self.found

    def status(self) -> str:
        self.scans += 1
        return "status"


def article(number: int, published: str | None = None, title: str = "") -> Any:
    return SimpleNamespace(
        article_id=f"a{number}",
        title=title or f"Title {number}",
        published=published,
        path=f"{number}.txt",
    )


def only_one(overview: Overview) -> Listed:
    ((listed,),) = [one.listed for one in overview.now().groups]
    return listed


def test_the_newest_articles_are_grouped_by_day_and_undated_ones_come_last() -> None:
    assistant = Assistant(
        [article(1), article(2, "1999-12-31"), article(3, "2001-02-03"), article(4, "2001-02-03")]
    )
    view = Overview(assistant).now()  # type: ignore[arg-type]
    listed = [(one.heading, [each.article.article_id for each in one.listed])
              for one in view.groups]  # fmt: skip
    assert listed == [("3 February 2001", ["a3", "a4"]), ("31 December 1999", ["a2"]),
                      ("Undated", ["a1"])]  # fmt: skip
    assert view.more == 0


def test_a_lead_does_not_repeat_the_title() -> None:
    body = "The mayor opened it in May. " + "Many people came to see it. " * 20
    assistant = Assistant(
        [article(1, title="The bridge of Tarnholm opens")],
        {"a1": f"The bridge of Tarnholm opens\n\n{body}"},
    )
    listed = only_one(Overview(assistant))  # type: ignore[arg-type]
    assert listed.lead.startswith("The mayor opened it in May.")
    assert listed.lead.endswith(" …")
    assert len(listed.lead) <= 182


def test_a_lead_is_not_cut_where_a_sentence_begins_with_the_title() -> None:
    text = "The bridge of Tarnholm\n\nThe bridge of Tarnholm was opened in 1932. It is long.\n"
    assistant = Assistant([article(1, title="The bridge of Tarnholm")], {"a1": text})
    listed = only_one(Overview(assistant))  # type: ignore[arg-type]
    assert listed.lead == "The bridge of Tarnholm was opened in 1932. It is long."


def test_a_lead_shows_no_marks_of_markdown() -> None:
    text = "# Quiet at last\n\n*After **ten** days, the pumps of snake_case Lane rest*\n\nIt ended."
    assistant = Assistant([article(1, title="Quiet at last")], {"a1": text})
    listed = only_one(Overview(assistant))  # type: ignore[arg-type]
    assert listed.lead == "After ten days, the pumps of snake_case Lane rest"


def test_a_lead_begins_behind_the_dateline() -> None:
    assistant = Assistant([article(1)], {"a1": "LONDON, England (CNN) -- The museum is closed."})
    listed = only_one(Overview(assistant))  # type: ignore[arg-type]
    assert listed.lead == "The museum is closed."


def test_a_large_folder_is_looked_at_once_and_quickly() -> None:
    many = [article(number, f"20{number % 20:02d}-01-01") for number in range(20_000)]
    assistant = Assistant(many)
    overview = Overview(assistant)  # type: ignore[arg-type]
    began = time.process_time()
    view = overview.now()
    assert time.process_time() - began < 2, "seconds of the processor's time"
    assert sum(len(group.listed) for group in view.groups) + view.more == 20_000
    assert overview.now() is view
    assert assistant.scans == 1
    assistant.revision = 2
    assert overview.now() is not view


def undated() -> Assistant:
    assistant = Assistant([article(number) for number in range(12)])
    assistant.found = ArticleTopics(
        (ArticleTopic(("bridge", "mayor"), ("a3", "a1", "a2")),), examined=12
    )
    return assistant


def test_undated_articles_are_grouped_by_topic_once_it_is_found() -> None:
    overview = Overview(undated())  # type: ignore[arg-type]
    assert overview.now().seeking
    overview.find_topics()
    group, others = overview.now().groups
    assert group.heading == "Bridge, mayor"
    assert [one.article.article_id for one in group.listed] == ["a3", "a1"]
    assert group.topic == ("a3", "a1", "a2")
    assert (others.heading, others.topic) == ("Others", ())
    assert [one.article.article_id for one in others.listed] == ["a0", "a4", "a5", "a6", "a7", "a8"]
    assert (overview.now().more, overview.now().seeking, overview.now().examined) == (4, False, 12)


def test_articles_without_topics_are_listed() -> None:
    assistant = undated()
    for found in (ArticleTopics((), examined=12), None):  # None: the vectors are damaged
        assistant.found = found
        overview = Overview(assistant)  # type: ignore[arg-type]
        overview.find_topics()
        view = overview.now()
        assert not view.seeking
        assert [group.heading for group in view.groups] == ["Undated"]
        assert view.more == 4


def test_dated_or_few_articles_need_no_topics() -> None:
    few = Overview(Assistant([article(number) for number in range(8)]))  # type: ignore[arg-type]
    assert not few.now().seeking
    dated = [article(number, "2020-05-01") for number in range(12)]
    assert not Overview(Assistant(dated)).now().seeking  # type: ignore[arg-type]


def test_a_lead_goes_on_where_the_title_was_cut() -> None:
    assistant = Assistant(
        [article(1, title="The museum is closed and will stay…")],
        {"a1": "LONDON, England (CNN) -- The museum is closed and will stay so in May."},
    )
    assert only_one(Overview(assistant)).lead == "… so in May."  # type: ignore[arg-type]
