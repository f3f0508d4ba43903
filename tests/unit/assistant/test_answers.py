from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from llama_index.core import Settings as GlobalSettings
from questions import WHEN

from qa import Answer, Assistant, Settings
from qa.answers import REFUSAL
from qa.resources import seeds_folder

Open = Callable[..., Assistant]


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
