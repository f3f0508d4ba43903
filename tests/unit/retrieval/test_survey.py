from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from bench import Bench

from qa.answers import NoticeKind
from qa.index import Filters, Snapshot
from qa.retrieval import SurveyRetriever

ARTICLES = {
    "a.txt": "Harbour opens\n\n2021-03-01\n\nThe harbour of Bergen opened. Ferries came early.",
    "b.txt": "Storm hits\n\n2021-05-01\n\nA storm hit the coast. The harbour closed for days.",
    "c.txt": "Prices rise\n\n2021-04-01\n\nBread rose by a third. Milk did not.",
}


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    root = tmp_path_factory.mktemp("survey")
    made = Bench(root / "articles", root / "home")
    for name, text in ARTICLES.items():
        made.write(name, text)
    made.sync()
    return made


@pytest.fixture(scope="module")
def view(bench: Bench) -> Iterator[Snapshot]:
    with bench.open() as index, index.snapshot() as opened:
        yield opened


def survey(bench: Bench, view: Snapshot, filters: Filters | None = None) -> SurveyRetriever:
    return SurveyRetriever(view, bench.embed_model, filters=filters)


def paths(retriever: SurveyRetriever, question: str) -> list[str]:
    return [hit.node.metadata["path"] for hit in retriever.retrieve(question)]


def test_topic_brings_the_passages_that_hold_it(bench: Bench, view: Snapshot) -> None:
    found = paths(survey(bench, view), "What do the articles say about the harbour?")
    assert set(found) == {"a.txt", "b.txt"}


@pytest.mark.parametrize("question", ["Summarise the articles", "Compare the two reports"])
def test_without_a_topic_all_articles_take_turns(
    bench: Bench, view: Snapshot, question: str
) -> None:
    found = paths(survey(bench, view), question)
    assert set(found[:3]) == set(ARTICLES)


def test_newest_article_comes_first(bench: Bench, view: Snapshot) -> None:
    dated = {record.path: record.published for record in view.manifest.articles.values()}
    assert dated == {"a.txt": "2021-03-01", "b.txt": "2021-05-01", "c.txt": "2021-04-01"}
    assert paths(survey(bench, view), "Summarise the articles")[:3] == ["b.txt", "c.txt", "a.txt"]


def test_filters_are_kept(bench: Bench, view: Snapshot) -> None:
    filtered = survey(bench, view, Filters(since=20210401))
    assert set(paths(filtered, "Summarise the articles")) == {"b.txt", "c.txt"}
    assert set(paths(filtered, "What do they say about the harbour?")) == {"b.txt"}


def test_articles_beyond_the_most_are_counted(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "articles", tmp_path / "home")
    for number in range(23):
        bench.write(f"{number:02}.txt", f"Title {number}\n\nSomething number {number} happened.")
    bench.sync()
    with bench.open() as index, index.snapshot() as view:
        retriever = survey(bench, view)
        assert len(set(paths(retriever, "Summarise the articles"))) == 20
        (notice,) = retriever.find("Summarise the articles").notices
    assert notice.kind is NoticeKind.TRUNCATED
    assert "3 were left out" in notice.text
