from __future__ import annotations

import asyncio
import dataclasses
import gc
import json
import os
import shutil
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from llama_index.core import Settings as GlobalSettings

from qa import Answer, Assistant, Settings
from qa.answers import REFUSAL, NoticeKind
from qa.errors import (
    AssistantClosedError,
    ConfigurationError,
    FilterError,
    FolderError,
    IndexMismatchError,
    MissingIndexError,
    NothingReadableError,
    OutdatedIndexError,
    QuestionError,
    StoppedError,
    UnknownArticleError,
)
from qa.index import SyncReport
from qa.models import Reading, SpanReader
from qa.models.weights import cores
from qa.resources import seeds_folder

TREATY = "Vienna treaty\n\nThe treaty was signed in Vienna in 1961. It had forty parties then."
WHEN = "When does the Afghanistan withdrawal end?"
CEASES = "When will the US military presence in Afghanistan cease?"
WHERE = "Where was the treaty signed?"
Open = Callable[..., Assistant]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one short article."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "treaty.txt").write_text(TREATY, encoding="utf-8")
    return folder


@pytest.fixture
def light(tmp_path: Path) -> Settings:
    """A home of its own, words hashed instead of embedded, and no refusals."""
    return Settings(home=tmp_path / "home", embedding="fakes:HashEmbedding", threshold=0)


@pytest.fixture
def open_folder(folder: Path, light: Settings) -> Iterator[Open]:
    """Open the folder, and close it in the end."""
    opened: list[Assistant] = []

    def open_it(**options: Any) -> Assistant:
        options.setdefault("settings", light)
        opened.append(Assistant.open(folder, **options))
        return opened[-1]

    yield open_it
    for assistant in opened:
        assistant.close()


# Answers over the sample articles


def test_first_gold_question_is_answered_from_both_articles(
    seed_answers: dict[str, Answer], seed_rows: list[dict[str, Any]]
) -> None:
    assert seed_rows[0]["question"] == WHEN
    answer = seed_answers[seed_rows[0]["id"]]
    assert answer.text in {"31 August", "August 31"}
    assert not answer.refused
    assert {citation.path for citation in answer.citations} == {
        path.name for path in (seeds_folder() / "articles").iterdir()
    }
    assert {citation.published for citation in answer.citations} == {None, "2021-07-10"}
    for citation in answer.citations:
        marked = {
            citation.quote[start - citation.start : end - citation.start]
            for start, end in citation.spans
        }
        assert marked <= {"31 August", "August 31"}
        assert marked


def test_every_quote_shown_is_verbatim_in_its_file(seed_answers: dict[str, Answer]) -> None:
    files = {
        path.name: path.read_bytes().decode("utf-8")
        for path in (seeds_folder() / "articles").iterdir()
    }
    shown = [
        citation
        for answer in seed_answers.values()
        for citation in (*answer.citations, *answer.related)
    ]
    assert len(shown) > len(seed_answers)
    for citation in shown:
        text = files[citation.path]
        assert text[citation.start : citation.end] == citation.quote
        assert citation.quote.strip()
        for start, end in citation.spans:
            assert citation.start <= start < end <= citation.end


def test_short_answer_stands_in_what_is_cited(seed_answers: dict[str, Answer]) -> None:
    for answer in seed_answers.values():
        if answer.refused:
            continue
        assert any(answer.text in citation.quote for citation in answer.citations) or all(
            statement.text in answer.text for statement in answer.support
        )


def test_answers_are_well_formed(
    seed_answers: dict[str, Answer], seed_rows: list[dict[str, Any]]
) -> None:
    for row in seed_rows:
        answer = seed_answers[row["id"]]
        assert answer.question == row["question"]
        assert 0 <= answer.confidence <= 1
        assert [citation.number for citation in answer.citations] == [
            number for number, _ in enumerate(answer.citations, 1)
        ]
        numbers = {number for statement in answer.support for number in statement.citations}
        assert numbers == {citation.number for citation in answer.citations}
        if answer.refused:
            assert answer.text == REFUSAL
            assert not answer.citations
            assert not answer.support
        else:
            assert answer.text
            assert answer.support
            assert not answer.related
    assert len({answer.settings_hash for answer in seed_answers.values()}) == 1


def test_questions_on_other_matters_are_refused_with_what_is_nearest(
    seed_answers: dict[str, Answer], seed_rows: list[dict[str, Any]]
) -> None:
    for row in seed_rows:
        if row["kind"] == "unanswerable-offtopic":
            answer = seed_answers[row["id"]]
            assert answer.refused, row["question"]
            assert 1 <= len(answer.related) <= 3


def test_most_questions_are_answered_or_refused_as_they_should_be(
    seed_answers: dict[str, Answer], seed_rows: list[dict[str, Any]]
) -> None:
    # Far below what is measured by the evaluation: this only sees a part that is not plugged in.
    right = sum(
        answer.refused is not row["answerable"]
        and (answer.refused or any(gold in answer.text for gold in row["answers"]))
        for row in seed_rows
        for answer in [seed_answers[row["id"]]]
    )
    assert right > len(seed_rows) / 2


def test_english_questions_get_no_word_about_their_language(
    seeds: Assistant, seed_answers: dict[str, Answer]
) -> None:
    short = [seeds.ask(question) for question in ("Is Russia mentioned?", "Any news on NATO?")]
    assert not [
        notice
        for answer in (*seed_answers.values(), *short)
        for notice in answer.notices
        if "language" in notice.text
    ]


def test_open_question_is_answered_with_up_to_three_cited_sentences(seeds: Assistant) -> None:
    answer = seeds.ask("What do the articles say about the Takuba task force?")
    assert not answer.refused
    assert 1 <= len(answer.support) <= 3
    for statement in answer.support:
        assert statement.text.rstrip("”\"'")[-1] in ".!?"
        assert statement.citations
    assert "Takuba" in answer.text


def test_many_threads_get_the_same_answers(
    seeds: Assistant, seed_answers: dict[str, Answer], seed_rows: list[dict[str, Any]]
) -> None:
    rows = seed_rows[:8]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda row: seeds.ask(row["question"]), rows))
    assert answers == [seed_answers[row["id"]] for row in rows]


def test_another_assistant_over_the_same_index_may_be_closed(
    seeds: Assistant, seeds_home: Path, seed_answers: dict[str, Answer]
) -> None:
    folder = seeds_folder() / "articles"
    with Assistant.open(folder, settings=Settings(home=seeds_home), sync="never") as other:
        assert other.ask(WHEN) == seeds.ask(WHEN)
    assert seeds.ask(WHEN) == seed_answers["afghanistan-end"]


def test_streamed_answer_ends_complete(seeds: Assistant) -> None:
    *_, last = seeds.stream(WHEN)
    assert last == seeds.ask(WHEN)


def test_key_in_the_environment_changes_nothing(
    seeds: Assistant, seeds_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "x")
    folder = seeds_folder() / "articles"
    with Assistant.open(folder, settings=Settings(home=seeds_home)) as other:
        assert other.ask(WHEN) == seeds.ask(WHEN)
    assert GlobalSettings._llm is None
    assert GlobalSettings._embed_model is None


# The question


@pytest.mark.parametrize(
    "question",
    [
        f"  {WHEN}\n",
        WHEN.replace(" ", "\t\r\n "),
        WHEN.replace(" ", " \x1b\x00\x07 "),
        f"\ufeff{WHEN}\u202e\u200b",
        f"{WHEN}\ud800",
    ],
)
def test_blanks_and_control_characters_in_a_question_change_nothing(
    question: str, seeds: Assistant
) -> None:
    answer = seeds.ask(question)
    assert answer.question == question
    assert dataclasses.replace(answer, question=WHEN) == seeds.ask(WHEN)


@pytest.mark.parametrize("question", ["", " \n\t ", "?!", "\x00\x1b", "\u200b\u202e", "…"])
def test_question_without_words_is_refused_before_any_search(
    question: str, seeds: Assistant
) -> None:
    with pytest.raises(QuestionError, match="empty") as caught:
        seeds.ask(question)
    assert caught.value.hint
    with pytest.raises(QuestionError):
        seeds.search(question)


def test_question_of_a_megabyte_is_refused_in_one_line(seeds: Assistant) -> None:
    with pytest.raises(QuestionError, match="1,000,000 characters") as caught:
        seeds.ask("why? " * 200_000)
    assert len(str(caught.value)) < 200
    assert caught.value.hint


def test_longest_question_is_still_answered(seeds: Assistant) -> None:
    filler = " I ask since I was told so." * 80
    question = WHEN + filler[: Settings().max_question - len(WHEN)]
    assert len(question) == Settings().max_question
    assert seeds.ask(question).text


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wann endet der Abzug aus Afghanistan?", "de"),
        ("¿Quién firmó el acuerdo en Washington?", "es"),
        ("Когда закончится вывод войск из Афганистана?", "ru"),
    ],
)
def test_question_in_another_language_gets_a_notice(
    question: str, language: str, seeds: Assistant
) -> None:
    (notice,) = seeds.ask(question).notices
    assert notice.kind is NoticeKind.LANGUAGE
    assert f"({language})" in notice.text
    assert "English" in notice.text


def test_nonsense_is_refused(seeds: Assistant) -> None:
    assert seeds.ask("Xqzt blorf vlimmering gnargle?").refused


@pytest.mark.parametrize("question", ["AND OR NOT", '"Parly" AND title:(x) ^2 *', "a:b:c [1 TO 2]"])
def test_words_of_a_query_language_are_words(question: str, seeds: Assistant) -> None:
    assert seeds.ask(question).question == question
    assert isinstance(seeds.search(question), list)


# Filters


def paths(answer: Answer) -> set[str]:
    return {citation.path for citation in (*answer.citations, *answer.related)}


DATED, UNDATED = "001_4c3023bb4e6f2f62.txt", "000_c0918e3aed85c93e.txt"


def test_only_the_articles_named_are_asked_by_path_or_by_id(seeds: Assistant) -> None:
    by_path = {record.path: record.article_id for record in seeds.articles()}
    for path, article_id in by_path.items():
        assert paths(seeds.ask(WHEN, articles=[path])) == {path}
        assert seeds.ask(WHEN, articles=[article_id]) == seeds.ask(WHEN, articles=[path])
    assert paths(seeds.ask(WHEN, articles=by_path)) == set(by_path)


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2021-07-10", None, True),
        (None, "2021-07-10", True),
        ("2021-07-10", "2021-07-10", True),
        (date(2021, 7, 1), date(2021, 7, 31), True),
        ("2021-07-11", None, False),
        (None, "2021-07-09", False),
        ("2022-01-01", "2021-01-01", False),
    ],
)
def test_dates_leave_articles_of_those_days(
    since: str | date | None, until: str | date | None, found: bool, seeds: Assistant
) -> None:
    answer = seeds.ask(CEASES, since=since, until=until)
    assert paths(answer) == ({DATED} if found else set())
    assert answer.refused is not found


def test_no_articles_named_is_not_all_articles(seeds: Assistant) -> None:
    assert paths(seeds.ask(WHEN, articles=[])) == set()


def test_filter_that_names_no_article_or_no_day_is_refused(seeds: Assistant) -> None:
    with pytest.raises(FilterError, match="absent") as caught:
        seeds.ask(WHEN, articles=["absent.txt"])
    assert caught.value.hint
    for day in ("10 July 2021", "2021-02-30", "", "20210710x"):
        with pytest.raises(FilterError, match="date") as caught:
            seeds.ask(WHEN, since=day)
        assert "2021-07-10" in caught.value.hint


@pytest.mark.parametrize("filters", [{"articles": []}, {"since": "2022-01-01"}])
def test_filters_that_leave_nothing_are_told(filters: dict[str, Any], seeds: Assistant) -> None:
    answer = seeds.ask(WHEN, **filters)
    (notice,) = answer.notices
    assert notice.kind is NoticeKind.NOTHING_LEFT
    assert "none of the 2 articles" in notice.text
    assert ("1 of them states no date" in notice.text) == ("since" in filters)
    assert answer.passages == ()
    assert NoticeKind.NOTHING_LEFT not in {one.kind for one in seeds.ask(WHEN).notices}


def test_articles_without_a_date_are_counted_where_dates_are_asked_for(seeds: Assistant) -> None:
    (notice,) = seeds.ask(WHEN, since="2021-07-01").notices
    assert notice.text.startswith("1 article that states no date of publication was left out")
    kinds = {one.kind for one in seeds.ask(WHEN).notices}
    assert kinds <= {NoticeKind.AGREEMENT}


def test_search_and_reading_are_filtered_as_questions_are(seeds: Assistant) -> None:
    for find in (seeds.search, seeds.read):
        assert {hit.node.metadata["path"] for hit in find(WHEN, articles=DATED)} == {DATED}
        assert {hit.node.metadata["path"] for hit in find(WHEN, since="2021-01-01")} == {DATED}
        assert find(WHEN, until="2021-01-01") == []


def test_article_of_many_rows_is_asked_whole_by_its_path(open_folder: Open, folder: Path) -> None:
    rows = ["Rome was where the treaty on trade was signed.", "Vienna saw the treaty on law."]
    (folder / "treaty.txt").write_text("Something else, about the weather of May and June.")
    (folder / "rows.csv").write_text("text\n" + "\n".join(rows), encoding="utf-8")
    assistant = open_folder()
    found = assistant.search("treaty", articles="rows.csv")
    assert {hit.node.get_content() for hit in found} == set(rows)
    with pytest.raises(UnknownArticleError, match=r"rows\.csv holds 2 articles"):
        assistant.article("rows.csv")
    assert assistant.article("treaty.txt").path == "treaty.txt"


# Search, articles, status


def test_search_gives_so_many_passages_best_first(seeds: Assistant) -> None:
    hits = seeds.search("cyber warfare", 3)
    assert len(hits) == 3
    assert "Cyber Command" in hits[0].node.get_content()
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    for hit in hits:
        metadata = hit.node.metadata
        assert {"article_id", "title", "published", "path"} <= set(metadata)
        text = seeds.article(metadata["article_id"]).text
        assert text[hit.node.start_char_idx : hit.node.end_char_idx] == hit.node.get_content()


def test_article_is_given_whole(seeds: Assistant) -> None:
    for record in seeds.articles():
        article = seeds.article(record.article_id)
        file = seeds_folder() / "articles" / record.path
        assert article.text == file.read_bytes().decode("utf-8")
        assert (article.path, article.title, article.language) == (
            record.path,
            record.title,
            "en",
        )


def test_article_that_is_not_there_is_reported(seeds: Assistant) -> None:
    with pytest.raises(UnknownArticleError, match="absent") as caught:
        seeds.article("absent")
    assert caught.value.hint


@pytest.mark.parametrize("words", ["zzzqq", "qwop asdf", "Xqzt blorf"])
def test_words_that_no_article_is_near_to_find_nothing(words: str, seeds: Assistant) -> None:
    assert seeds.search(words) == []


def test_other_words_for_what_an_article_says_find_it(seeds: Assistant) -> None:
    (hit,) = seeds.search("espionage", 1)  # a word that neither article contains
    assert "espionage" not in " ".join(seeds.article(one.path).text for one in seeds.articles())
    assert "Cyber Command" in hit.node.get_content()


def test_article_is_given_by_its_path_too(seeds: Assistant) -> None:
    for record in seeds.articles():
        assert seeds.article(record.path) == seeds.article(record.article_id)


def test_answer_holds_what_was_read_with_its_scores(seeds: Assistant) -> None:
    answer = seeds.ask(WHEN)
    read = seeds.read(WHEN)
    assert [passage.text for passage in answer.passages] == [hit.node.get_content() for hit in read]
    assert [passage.score for passage in answer.passages] == pytest.approx(
        [hit.score for hit in read], abs=1e-4
    )
    for passage in answer.passages:
        article = seeds.article(passage.article_id)
        assert article.text[passage.start : passage.end] == passage.text
        assert (passage.title, passage.path) == (article.title, article.path)
        assert passage.read
    assert all(citation.article_id for citation in answer.citations)
    assert not any(one.read for one in seeds.ask("Summarise the articles").passages)


def test_timings_are_parts_of_the_whole_time(seeds: Assistant) -> None:
    began = time.perf_counter()
    timings = seeds.ask(WHEN).timings
    passed = time.perf_counter() - began
    assert timings is not None
    assert timings.search > 0
    assert timings.read > 0
    assert timings.answer > 0
    assert timings.search + timings.read + timings.answer <= timings.total <= passed


# Many questions, and event loops


def test_many_questions_are_answered_in_order_with_progress(
    seeds: Assistant, seed_answers: dict[str, Answer], seed_rows: list[dict[str, Any]]
) -> None:
    rows = seed_rows[:6]
    done: list[tuple[int, int]] = []
    answers = seeds.ask_many(
        (row["question"] for row in rows), threads=3, progress=lambda *two: done.append(two)
    )
    assert answers == [seed_answers[row["id"]] for row in rows]
    assert done == [(number, 6) for number in range(1, 7)]
    assert seeds.ask_many(WHEN) == [seeds.ask(WHEN)]
    assert paths(seeds.ask_many([WHEN], articles=DATED)[0]) == {DATED}


def test_answers_can_be_awaited_while_the_event_loop_goes_on(seeds: Assistant) -> None:
    async def ask() -> tuple[Answer, list[Answer], int]:
        turns = 0

        async def turn() -> None:
            nonlocal turns
            while True:
                turns += 1
                await asyncio.sleep(0.001)

        turning = asyncio.create_task(turn())
        answer = await seeds.aask(WHEN, articles=DATED)
        grown = [one async for one in seeds.astream(WHEN)]
        turning.cancel()
        return answer, grown, turns

    answer, grown, turns = asyncio.run(ask())
    assert answer == seeds.ask(WHEN, articles=[DATED])
    assert grown[-1] == seeds.ask(WHEN)
    assert turns > 10


@pytest.mark.parametrize("way", ["ask", "stream"])
def test_a_stopped_question_is_given_up(way: str, seeds: Assistant) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(StoppedError) as error:
        list(seeds.stream(WHEN, stop=stop)) if way == "stream" else seeds.ask(WHEN, stop=stop)
    assert "stopped" in str(error.value)
    assert not seeds.ask(WHEN, stop=threading.Event()).refused


@pytest.mark.parametrize("way", ["aask", "astream"])
def test_a_question_whose_task_is_cancelled_is_read_no_further(
    way: str, seeds: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    begun, go_on = threading.Event(), threading.Event()
    whole = SpanReader._read

    def slowly(self: SpanReader, question: Any, passage: str, heading: str) -> Reading:
        read.append(passage)
        begun.set()
        assert go_on.wait(60)
        return whole(self, question, passage, heading)

    async def ask() -> None:
        if way == "aask":
            await seeds.aask(WHEN)
        else:
            [answer async for answer in seeds.astream(WHEN)]

    async def cancel() -> None:
        task = asyncio.create_task(ask())
        assert await asyncio.to_thread(begun.wait, 60)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        go_on.set()

    monkeypatch.setattr(SpanReader, "_read", slowly)
    asyncio.run(cancel())  # ends after the thread that answers
    assert len(read) <= cores(), "those that were being read when the task was cancelled"


# Conversations


@pytest.mark.parametrize(
    "history",
    [
        ["Who is Florence Parly?"],
        [("Who is Florence Parly?", "the French Minister of the Armed Forces")],
        "Who is Florence Parly?",
    ],
)
def test_history_may_be_questions_or_pairs(history: Any, seeds: Assistant) -> None:
    answer = seeds.ask("Where did she speak?", history)
    assert answer.standalone is not None
    assert "Parly" in answer.standalone
    assert answer.question == "Where did she speak?"


# What goes wrong in a caller's code


def test_slip_in_an_argument_is_reported_where_it_is_made(seeds: Assistant) -> None:
    wrong: Any = None
    with pytest.raises(QuestionError):
        seeds.ask(wrong)
    with pytest.raises(QuestionError):
        seeds.stream(wrong)
    with pytest.raises(QuestionError):
        seeds.astream(wrong)
    for find in (seeds.search, seeds.read, seeds.explain):
        with pytest.raises(QuestionError):
            find(wrong)
    with pytest.raises(ConfigurationError, match="k is -1"):
        seeds.search(WHEN, -1)
    with pytest.raises(ConfigurationError, match="k is -1"):
        seeds.as_retriever(-1)
    with pytest.raises(ConfigurationError, match="threads is 0"):
        seeds.ask_many([WHEN], threads=0)
    with pytest.raises(ConfigurationError, match="sometimes"):
        Assistant.open(sync="sometimes")  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match="gpt-4o"):
        Assistant.open(llm="gpt-4o")  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match="settings"):
        Assistant.open(settings={"read": 5})  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match="folder"):
        Assistant.open(7)  # type: ignore[arg-type]


def test_closing_frees_the_models_without_a_search_for_cycles(open_folder: Open) -> None:
    assistant = open_folder()
    assistant.ask(WHERE)
    engine = weakref.ref(assistant._engine)
    gc.disable()
    try:
        assistant.close()
        assert engine() is None
    finally:
        gc.enable()


def test_closed_assistant_says_so(open_folder: Open) -> None:
    assistant = open_folder()
    engine_first = repr(assistant)
    assert "articles: 1" in engine_first
    assistant.ask(WHERE)
    assistant.close()
    assistant.close()  # a second time does nothing
    assert "closed" in repr(assistant)
    for use in (
        lambda: assistant.ask(WHERE),
        lambda: assistant.search(WHERE),
        lambda: assistant.as_retriever(),
        lambda: assistant.as_query_engine(),
        lambda: assistant.article("treaty.txt"),
        assistant.articles,
        assistant.status,
        assistant.sync,
        assistant.forget,
    ):
        with pytest.raises(AssistantClosedError, match="closed") as caught:
            use()
        assert "Assistant.open" in caught.value.hint


def test_status_tells_what_is_indexed(seeds: Assistant, seeds_home: Path) -> None:
    status = seeds.status()
    assert Path(status.folder) == (seeds_folder() / "articles").resolve()
    assert Path(status.index).is_relative_to(seeds_home)
    assert Path(status.index).is_dir()
    assert status.articles == len(seeds.articles()) == 2
    assert status.passages == sum(record.passages for record in seeds.articles())
    assert "MiniLM" in status.embedding
    assert status.skipped == ()
    assert not status.changed


# Opening and bringing up to date


def test_folder_without_an_index_is_indexed_when_opened(open_folder: Open) -> None:
    told: list[tuple[int, int, str]] = []
    assistant = open_folder(progress=lambda *update: told.append(update))
    answer = assistant.ask(WHERE)
    assert answer.text == "Vienna"
    assert answer.notices == ()
    assert told
    assert told[-1][0] == told[-1][1]


def test_changed_folder_is_answered_from_as_it_was_with_a_notice(
    open_folder: Open, folder: Path
) -> None:
    open_folder().close()
    (folder / "treaty.txt").write_text(TREATY.replace("Vienna", "Geneva"), encoding="utf-8")
    assistant = open_folder()
    answer = assistant.ask(WHERE)
    assert answer.text == "Vienna"
    (notice,) = answer.notices
    assert notice.kind is NoticeKind.STALE_INDEX
    assert f"qa index {folder}" in notice.text
    assert assistant.status().changed


def test_sync_always_answers_from_the_folder_as_it_is(open_folder: Open, folder: Path) -> None:
    open_folder().close()
    (folder / "treaty.txt").write_text(TREATY.replace("Vienna", "Geneva"), encoding="utf-8")
    answer = open_folder(sync="always").ask(WHERE)
    assert answer.text == "Geneva"
    assert answer.notices == ()


def test_sync_never_makes_no_index(open_folder: Open, folder: Path, tmp_path: Path) -> None:
    with pytest.raises(MissingIndexError, match="not been indexed") as caught:
        open_folder(sync="never")
    assert f"qa index {folder}" in caught.value.hint
    assert not list((tmp_path / "home").rglob("CURRENT"))
    open_folder().close()
    assert open_folder(sync="never").ask(WHERE).text == "Vienna"


def test_open_assistant_follows_a_sync(open_folder: Open, folder: Path) -> None:
    assistant = open_folder()
    assert assistant.ask(WHERE).text == "Vienna"
    (folder / "treaty.txt").write_text(TREATY.replace("Vienna", "Geneva"), encoding="utf-8")
    report = open_folder(sync="missing").sync()
    assert isinstance(report, SyncReport)
    assert (report.changed, report.articles) == (1, 1)
    answer = assistant.ask(WHERE)
    assert answer.text == "Geneva"
    assert answer.notices == ()


def test_notice_of_a_change_is_given_by_an_assistant_that_stays_open(
    open_folder: Open, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.indexed_folder._LOOK_AGAIN", 0.0)
    monkeypatch.setattr("qa.indexed_folder._LOOK_SELDOM", 0)
    assistant = open_folder()
    assert assistant.ask(WHERE).notices == ()
    (folder / "new.txt").write_text("The harvest failed twice.", encoding="utf-8")
    assert any("changed" in notice.text for notice in assistant.ask(WHERE).notices)


def test_damaged_vectors_are_told_with_the_command_that_mends(
    open_folder: Open, folder: Path, tmp_path: Path
) -> None:
    open_folder().close()
    (vectors,) = (tmp_path / "home").glob("indexes/*/gen-*/chroma")
    shutil.rmtree(vectors)
    assistant = open_folder()
    answer = assistant.ask(WHERE)
    assert any("Vienna" in citation.quote for citation in (*answer.citations, *answer.related))
    assert any(f"qa index --rebuild {folder}" in notice.text for notice in answer.notices)
    assistant.sync(rebuild=True)
    assert assistant.ask(WHERE).notices == ()


@pytest.mark.parametrize(
    "other", [{"passage_tokens": 96}, {"embedding": ""}, {"embedding_args": {"dimension": 32}}]
)
def test_other_models_or_passages_are_refused_with_the_command_that_rebuilds(
    other: dict[str, Any], open_folder: Open, folder: Path, light: Settings
) -> None:
    open_folder().close()
    with pytest.raises(IndexMismatchError) as caught:
        open_folder(settings=light.model_copy(update=other))
    assert f"qa index --rebuild {folder}" in caught.value.hint


def test_index_that_another_version_made_is_made_anew(open_folder: Open) -> None:
    with open_folder() as first:
        manifest = next(Path(first.status().index).rglob("manifest.json"))
    stored = json.loads(manifest.read_text())
    stored["fingerprint"]["format"] -= 1
    manifest.write_text(json.dumps(stored))
    with pytest.raises(OutdatedIndexError, match="another version"):
        open_folder(sync="never")
    with open_folder() as again:
        assert "Vienna" in again.ask(WHERE).text


def test_embedding_of_the_settings_is_used(open_folder: Open) -> None:
    assistant = open_folder()
    assert assistant.status().embedding == "hash"
    assert any("Vienna" in hit.node.get_content() for hit in assistant.search("treaty signed"))


def test_embedding_that_does_not_exist_is_refused(open_folder: Open, light: Settings) -> None:
    with pytest.raises(ConfigurationError, match="no_such"):
        open_folder(settings=light.model_copy(update={"embedding": "no_such:Class"}))


def test_missing_folder_and_file_for_a_folder_are_refused(tmp_path: Path, light: Settings) -> None:
    file = tmp_path / "file.txt"
    file.write_text(TREATY)
    for folder in (tmp_path / "absent", file):
        with pytest.raises(FolderError, match=folder.name) as caught:
            Assistant.open(folder, settings=light)
        assert caught.value.hint


def test_folder_without_articles_is_refused_with_a_reason(tmp_path: Path, light: Settings) -> None:
    folder = tmp_path / "pictures"
    folder.mkdir()
    with pytest.raises(NothingReadableError, match="no article"):
        Assistant.open(folder, settings=light)
    (folder / "cat.jpg").write_bytes(b"\xff\xd8\xff")
    with pytest.raises(NothingReadableError, match="no article") as caught:
        Assistant.open(folder, settings=light)
    assert caught.value.hint
    assert list(caught.value.skipped) == ["cat.jpg"]
    (folder / "treaty.txt").write_text(TREATY)
    with Assistant.open(folder, settings=light) as assistant:
        assert assistant.ask(WHERE).text == "Vienna"
        assert [path for path, _ in assistant.status().skipped] == ["cat.jpg"]


def test_folder_of_the_settings_is_asked_where_none_is_given(folder: Path, light: Settings) -> None:
    with Assistant.open(settings=light.model_copy(update={"folder": folder})) as assistant:
        assert assistant.ask(WHERE).text == "Vienna"


def test_sample_articles_are_asked_where_nothing_is_given(
    seeds_home: Path, seeds: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_HOME", str(seeds_home))
    with Assistant.open() as assistant:
        assert assistant.status().folder == seeds.status().folder


def test_users_files_are_left_as_they_are(open_folder: Open, folder: Path) -> None:
    def state() -> dict[str, tuple[bytes, int]]:
        return {
            path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()
        }

    before = state()
    assistant = open_folder(sync="always")
    assistant.ask(WHERE)
    assistant.sync(rebuild=True)
    assert state() == before


def test_article_keeps_its_indexed_text_after_the_file_has_gone(
    open_folder: Open, folder: Path
) -> None:
    assistant = open_folder()
    os.remove(folder / "treaty.txt")
    answer = assistant.ask(WHERE)
    assert answer.text == "Vienna"
    assert assistant.article(answer.citations[0].article_id).text == TREATY


def test_article_in_a_language_unknown_to_the_models_is_marked(
    open_folder: Open, folder: Path
) -> None:
    (folder / "treaty.txt").unlink()
    (folder / "vertrag.txt").write_text(
        "Der Vertrag wurde 1961 in Wien unterzeichnet. Er hatte damals vierzig Parteien, und alle "
        "waren mit dem Ergebnis der langen Verhandlungen zufrieden, wie die Zeitungen schrieben.",
        encoding="utf-8",
    )
    assistant = open_folder()
    (record,) = assistant.articles()
    assert record.language == "de"
    answer = assistant.ask("When was the Vertrag signed in Wien?")
    assert not answer.refused
    assert any("language" in notice.text and "(de)" in notice.text for notice in answer.notices)


def test_which_of_two_is_more_is_told_by_the_figures_of_both(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "New lamps\n\nThe Lumo lamp went on sale in May and costs 40 euros.\n", encoding="utf-8"
    )
    (tmp_path / "b.txt").write_text(
        "A rival\n\nThe Vela lamp is made in Norway. The Vela lamp costs 55 euros.\n",
        encoding="utf-8",
    )
    with Assistant.open(tmp_path) as opened:
        answer = opened.ask("Which costs more, the Lumo or the Vela?")

    assert answer.text == "The Vela"
    assert [citation.path for citation in answer.citations] == ["b.txt", "a.txt"]
