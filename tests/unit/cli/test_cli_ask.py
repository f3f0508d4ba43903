from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from scripted_llm import ScriptedModel, says

from qa import Assistant
from qa.resources import seeds_folder

Run = Callable[..., Any]
WHEN = "When will the US military presence in Afghanistan cease?"
OFF_TOPIC = "What is the capital of Australia?"


def test_answer_is_shown_with_its_sentence_and_numbered_sources(
    run: Run, at_seeds: Assistant
) -> None:
    ran = run("ask", WHEN)
    answer = at_seeds.ask(WHEN)
    assert ran.code == 0
    assert ran.lines[0] == answer.text == "August 31"
    for citation in answer.citations:
        assert (
            f"[{citation.number}] {citation.title} ({citation.published or 'undated'})" in ran.out
        )
        assert citation.path in ran.out
        start, end = citation.spans[0]
        marked = citation.quote[start - citation.start : end - citation.start]
        assert f">>{marked}<<" in ran.out


def test_summary_is_shown_once_and_each_sentence_with_its_sources(
    run: Run, at_seeds: Assistant
) -> None:
    ran = run("ask", "Summarise the articles")
    answer = at_seeds.ask("Summarise the articles")
    assert len(answer.support) > 1
    above = ran.out.partition("\nSources\n")[0]
    for statement in answer.support:
        numbers = "".join(f"[{number}]" for number in statement.citations)
        assert above.count(f"{statement.text} {numbers}") == 1
        assert above.count(statement.text) == 1


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_question_needs_no_quotation_marks(
    options: list[str], run: Run, at_seeds: Assistant
) -> None:
    for command, text in (("ask", WHEN), ("search", "cyber warfare")):
        unquoted = run(command, *text.split(), *options)
        assert unquoted.code == 0
        assert unquoted.out == run(command, text, *options).out


def test_lines_of_a_files_header_are_not_shown_as_text(run: Run, at_seeds: Assistant) -> None:
    article = next(one for one in at_seeds.articles() if one.path.startswith("001_"))
    assert "date 2021-07-10 The United" in at_seeds.article(article.article_id).text
    ran = run("ask", "Who are increasing their cooperation?", "--article", article.path)
    assert "The United States and France" in ran.out
    assert "date 2021" not in ran.out


def test_sample_articles_are_announced_on_stderr_alone(run: Run, at_seeds: Assistant) -> None:
    ran = run("ask", WHEN)
    assert "asking the two sample articles; --folder DIR asks your own" in ran.err
    assert "sample articles" not in ran.out
    named = run("ask", WHEN, "--folder", str(seeds_folder() / "articles"))
    assert "sample articles" not in named.err
    assert named.out == ran.out


def test_refusal_shows_related_passages_and_exits_with_3(run: Run, at_seeds: Assistant) -> None:
    ran = run("ask", OFF_TOPIC)
    assert ran.code == 3
    assert ran.lines[0] == "The articles do not say."
    assert "not an answer" in ran.out
    assert at_seeds.ask(OFF_TOPIC).related[0].path in ran.out


@pytest.mark.parametrize(("question", "code"), [(WHEN, 0), (OFF_TOPIC, 3)])
def test_json_is_the_answer_as_a_dict(
    question: str, code: int, run: Run, at_seeds: Assistant
) -> None:
    ran = run("ask", "--json", question)
    assert ran.code == code
    assert json.loads(ran.out) == at_seeds.ask(question).to_dict()


def test_filters_are_passed_on(run: Run, at_seeds: Assistant) -> None:
    dated = run("ask", "--json", WHEN, "--since", "2021-07-10", "--until", "2021-07-10")
    assert json.loads(dated.out) == at_seeds.ask(WHEN, since="2021-07-10").to_dict()
    path = at_seeds.articles()[0].path
    named = run("ask", "--json", WHEN, "--article", path)
    assert json.loads(named.out) == at_seeds.ask(WHEN, articles=[path]).to_dict()


def test_search_shows_passages_with_their_scores(run: Run, at_seeds: Assistant) -> None:
    (first, *_) = at_seeds.search("cyber warfare", 2)
    ran = run("search", "cyber warfare", "-k", "2")
    assert ran.code == 0
    assert f"{first.score:.2f}" in ran.lines[0]
    assert "Cyber Command" in ran.lines[1]
    told = json.loads(run("search", "cyber warfare", "-k", "2", "--json").out)
    assert len(told) == 2
    assert told[0]["text"] == first.node.get_content()
    assert told[0]["score"] == pytest.approx(first.score)
    text = at_seeds.article(told[0]["article_id"]).text
    assert text[told[0]["start"] : told[0]["end"]] == told[0]["text"]


def test_search_that_finds_nothing_exits_with_3(run: Run, light: None, folder: Path) -> None:
    ran = run("search", "zzz", "--folder", str(folder))
    assert (ran.code, ran.out) == (3, "")
    assert "Nothing found" in ran.err


PROSE = "The US military presence in Afghanistan will cease on August 31"


def with_model(monkeypatch: pytest.MonkeyPatch, script: ScriptedModel, **settings: str) -> None:
    monkeypatch.setenv("QA_LLM_URL", script.url)
    monkeypatch.setenv("QA_LLM_MODEL", "scripted")
    for name, value in settings.items():
        monkeypatch.setenv(f"QA_{name.upper()}", value)


def test_prose_of_a_model_follows_the_short_answer(
    run: Run, at_seeds: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ScriptedModel(says(f"{PROSE} [1]. France will buy nine submarines [1].")) as script:
        with_model(monkeypatch, script, unsupported="mark")
        ran = run("ask", WHEN)
    assert ran.code == 0
    assert ran.lines[0] == at_seeds.ask(WHEN).text
    assert ran.out.index(f"{PROSE}. [") < ran.out.index("Sources")
    assert ran.out.count(PROSE) == 1
    assert "France will buy nine submarines. (unsupported)" in ran.out


def test_prose_alone_is_the_answer(
    run: Run, at_seeds: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ScriptedModel(says(f"{PROSE} [1].")) as script:
        with_model(monkeypatch, script, llm_mode="alone")
        ran = run("ask", WHEN)
    assert ran.lines[0] == f"{PROSE}. [1]"
