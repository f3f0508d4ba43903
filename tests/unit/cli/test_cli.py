from __future__ import annotations

import io
import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from scripted_llm import ScriptedModel, says

from qa import Assistant
from qa.cli.console import printable
from qa.errors import QAError
from qa.resources import seeds_folder

Run = Callable[..., Any]
WHEN = "When will the US military presence in Afghanistan cease?"
OFF_TOPIC = "What is the capital of Australia?"
WHERE = "Where was the treaty signed?"
TREATY = "Vienna treaty\n\nThe treaty was signed in Vienna in 1961. It had forty parties then."
# A terminal command of each kind, a mark that turns the direction of writing, and a bell.
HOSTILE = "\x1b[31m \x1b[2J \x1b]0;owned\x07 \x9b31m \x90q\x9c \u202e \u2066 \x07 \x08"
BANNED = "\x1b\x07\x08\x90\x9b\x9c\u202e\u2066"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "old news"  # with a blank, for the commands that are printed
    folder.mkdir()
    (folder / "treaty.txt").write_text(TREATY, encoding="utf-8")
    return folder


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """Embed by hashed words: what a folder holds is found the sooner."""
    monkeypatch.setenv("QA_EMBEDDING", "fakes:HashEmbedding")


# What a person sees


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


def test_status_tells_what_is_indexed_and_where(run: Run, at_seeds: Assistant) -> None:
    ran = run("status")
    status = at_seeds.status()
    assert ran.code == 0
    for told in (status.folder, status.index, status.embedding, str(status.passages)):
        assert told in ran.out
    for record in at_seeds.articles():
        assert record.path in ran.out
        assert record.title in ran.out
    assert json.loads(run("status", "--json").out) == status.to_dict()


def test_large_index_is_told_which_server_should_hold_it(
    run: Run, light: None, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "chroma run" not in run("index", str(folder)).err
    monkeypatch.setattr("qa.index.advice.MOST_IN_FILES", 0)
    told = f"QA_CHROMA_URL=http://localhost:8000 qa index {shlex.quote(str(folder))}"
    assert told in run("index", "--rebuild", str(folder)).err
    assert told in run("status", str(folder)).err
    assert told in json.loads(run("status", "--json", str(folder)).out)["advice"]


def test_indexing_ends_with_the_command_that_asks(run: Run, light: None, folder: Path) -> None:
    (folder / "cat.jpg").write_bytes(b"\xff\xd8")
    ran = run("index", str(folder))
    assert ran.code == 0
    assert ran.lines[0].startswith("1 file added")
    assert "cat.jpg" in ran.err
    assert "\n\n" not in ran.err
    assert not ran.err.startswith("\n")
    program, *arguments = shlex.split(ran.lines[-1])
    assert program == "qa"
    assert arguments[:3] == ["ask", "--folder", str(folder)]
    assert run(*arguments).code in {0, 3}
    again = run("index", str(folder))
    assert again.lines[0].startswith("nothing changed")
    assert run("index", "--rebuild", str(folder)).code == 0


def test_indexing_counts_the_articles_in_other_languages(
    run: Run, light: None, folder: Path
) -> None:
    assert "language" not in run("index", str(folder)).err
    words = "Der Bürgermeister eröffnete am Montag die neue Brücke über den Fluss. Sie ist lang."
    (folder / "brücke.txt").write_text(words, encoding="utf-8")
    assert "1 article is in a language that the models do not know (de: 1)" in " ".join(
        run("index", str(folder)).err.split()
    )


def test_folder_may_be_named_by_variable_or_file_and_the_option_wins(
    run: Run, light: None, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "harvest.txt").write_text("The wheat harvest failed twice.", encoding="utf-8")
    for name in (folder, other):
        run("index", str(name))
    Path("qa.toml").write_text(f"folder = {json.dumps(str(folder))}\n", encoding="utf-8")
    assert "treaty.txt" in run("status").out
    monkeypatch.setenv("QA_FOLDER", str(other))
    ran = run("status")
    assert "harvest.txt" in ran.out
    assert ran.err == ""
    assert "treaty.txt" in run("status", "--folder", str(folder)).out


# What goes wrong


def complaint(ran: Any) -> str:
    """The one line that says what is wrong; a second one says what to do."""
    lines = [line for line in ran.err.splitlines() if "sample articles" not in line]
    assert len(lines) == 2, ran.err
    assert lines[0].startswith("qa: ")
    assert lines[1].startswith("    ")
    assert lines[1].strip()
    assert ran.out == ""
    return str(ran.err)


@pytest.mark.parametrize("question", ["", "  \n", "?!…", "\x1b\x07"])
def test_empty_question_exits_with_2(question: str, run: Run, at_seeds: Assistant) -> None:
    ran = run("ask", question)
    assert ran.code == 2
    assert "empty" in complaint(ran)


def test_question_of_a_megabyte_exits_with_2_in_a_line(run: Run, at_seeds: Assistant) -> None:
    ran = run("ask", "why? " * 200_000)
    assert ran.code == 2
    assert len(complaint(ran)) < 300


def test_missing_folder_exits_with_2(run: Run, tmp_path: Path) -> None:
    for command in (["ask", WHERE, "--folder"], ["index"]):
        ran = run(*command, str(tmp_path / "absent"))
        assert ran.code == 2
        assert "absent" in complaint(ran)


def test_folder_without_articles_exits_with_1(run: Run, light: None, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    ran = run("ask", WHERE, "--folder", str(empty))
    assert ran.code == 1
    assert "no article" in complaint(ran)


def test_every_file_that_cannot_be_read_is_named_with_what_to_do(
    run: Run, light: None, tmp_path: Path
) -> None:
    folder = tmp_path / "unreadable"
    folder.mkdir()
    (folder / "cat.jpg").write_bytes(b"\xff\xd8")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (folder / "news.csv").write_text(f"title,prose\nTreaty,{TREATY}\n", "utf-8")
    (folder / "news.jsonl").write_text(json.dumps({"prose": TREATY}) + "\n", "utf-8")
    ran = run("index", str(folder))
    assert ran.code == 1
    first, *skipped, hint = ran.err.splitlines()
    assert first.startswith("qa: ")
    assert hint.startswith("    ")
    told = dict(line.removeprefix("  skipped ").split(": ", 1) for line in skipped)
    assert list(told) == ["binary.txt", "cat.jpg", "news.csv", "news.jsonl"]
    assert told["binary.txt"] == "not a text file; remove it, or convert it to text"
    for table in ("news.csv", "news.jsonl"):
        assert "QA_TEXT_COLUMN" in told[table]
        assert "its columns are" in told[table]
    (folder / "treaty.txt").write_text(TREATY, "utf-8")
    ran = run("index", str(folder))
    assert ran.code == 0
    assert set(skipped) <= set(ran.err.splitlines())
    assert "QA_TEXT_COLUMN" in run("status", str(folder)).out


def test_status_of_a_folder_without_an_index_names_the_command(run: Run, folder: Path) -> None:
    ran = run("status", "--folder", str(folder))
    assert ran.code == 1
    assert f"qa index {shlex.quote(str(folder))}" in complaint(ran)


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [("--since", "yesterday", "yesterday"), ("--article", "absent.txt", "absent.txt")],
)
def test_filter_that_fits_nothing_exits_with_2(
    option: str, value: str, told: str, run: Run, at_seeds: Assistant
) -> None:
    ran = run("ask", WHEN, option, value)
    assert ran.code == 2
    assert told in complaint(ran)


def test_article_that_is_not_known_names_the_command_that_lists_them(
    run: Run, light: None, folder: Path
) -> None:
    run("index", str(folder))
    ran = run("ask", WHERE, "--folder", str(folder), "--article", "absent.txt")
    program, *arguments = shlex.split(complaint(ran).rpartition(": ")[2])
    assert [program, *arguments] == ["qa", "status", str(folder)]
    assert "treaty.txt" in run(*arguments).out


@pytest.mark.parametrize("command", ["ask", "search"])
def test_what_stands_beside_a_quoted_question_exits_with_2(command: str, run: Run) -> None:
    ran = run(command, WHEN, "./articles")
    assert ran.code == 2
    assert "quotation marks" in complaint(ran)
    assert "--folder DIR" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [["ask"], ["asks", WHEN], ["ask", WHEN, "--fodler", "x"], ["search", "x", "-k", "0"]],
)
def test_bad_usage_exits_with_2(arguments: list[str], run: Run) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err


def test_misspelt_setting_exits_with_2_and_names_the_right_one(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_FODLER", "x")
    ran = run("ask", WHEN)
    assert ran.code == 2
    assert "QA_FOLDER" in complaint(ran)
    monkeypatch.delenv("QA_FODLER")
    Path("qa.toml").write_text("raed = 3\n", encoding="utf-8")
    ran = run("status")
    assert ran.code == 2
    assert "Did you mean read?" in complaint(ran)


def test_damaged_index_exits_with_1_and_names_the_command(
    run: Run, light: None, folder: Path
) -> None:
    run("index", str(folder))
    (manifest,) = Path(os.environ["QA_HOME"]).glob("indexes/*/gen-*/manifest.json")
    manifest.write_text("{", encoding="utf-8")
    ran = run("ask", WHERE, "--folder", str(folder))
    assert ran.code == 1
    assert "damaged" in complaint(ran)
    command = ran.err.strip().rpartition("qa index ")[2]
    assert shlex.split(command) == ["--rebuild", str(folder)]
    assert run("index", *shlex.split(command)).code == 0
    assert run("ask", WHERE, "--folder", str(folder)).code in {0, 3}


def test_index_made_with_another_model_exits_with_1_and_names_the_command(
    run: Run, light: None, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("index", str(folder))
    monkeypatch.delenv("QA_EMBEDDING")
    ran = run("ask", WHERE, "--folder", str(folder))
    assert ran.code == 1
    assert "--rebuild" in complaint(ran)


def test_home_that_cannot_be_written_exits_with_1(
    run: Run, light: None, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    file.write_text("")
    monkeypatch.setenv("QA_HOME", str(file / "home"))
    ran = run("ask", WHERE, "--folder", str(folder))
    assert ran.code == 1
    complaint(ran)


def test_error_with_its_own_exit_code_and_hint_is_told_as_it_is(
    run: Run, at_seeds: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise QAError("It broke\x1b[2J\nbadly.", hint="Mend it.")

    monkeypatch.setattr(Assistant, "stream", fail)
    ran = run("ask", WHEN)
    assert ran.code == 1
    assert "It broke\ufffd[2J badly." in complaint(ran)


def test_unexpected_error_is_told_in_a_line_and_kept_for_a_report(
    run: Run, at_seeds: Assistant, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("of all things: \ud800")

    monkeypatch.setattr(Assistant, "stream", fail)
    monkeypatch.setenv("QA_HOME", str(at_seeds.status().index.partition("/indexes/")[0]))
    ran = run("ask", WHEN)
    assert ran.code == 1
    assert "of all things" in complaint(ran)
    log = Path(os.environ["QA_HOME"]) / "logs" / "errors.log"
    assert str(log) in ran.err
    assert "Traceback" in log.read_text(encoding="utf-8")


def test_interrupted_command_ends_without_a_traceback(
    run: Run, at_seeds: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Assistant, "stream", interrupt)
    assert run("ask", WHEN).code not in {0, 2, 3}


# What must not reach a terminal


@pytest.fixture
def hostile(folder: Path, light: None) -> Path:
    text = f"Vienna {HOSTILE} treaty\n\nThe treaty was signed in Vienna {HOSTILE} in 1961. It held."
    (folder / "treaty.txt").unlink()
    (folder / "treaty\x1b[2J\u202e.txt").write_text(text, encoding="utf-8")
    (folder / "cat\x1b[2J.jpg").write_bytes(b"\xff\xd8")
    return folder


@pytest.mark.parametrize("colour", [False, True])
def test_terminal_commands_in_articles_and_names_never_reach_a_terminal(
    colour: bool, run: Run, hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if colour:
        monkeypatch.delenv("NO_COLOR")
        monkeypatch.setenv("FORCE_COLOR", "1")
        monkeypatch.setenv("TERM", "xterm-256color")
    at = ["--folder", str(hostile)]
    runs = [
        run("index", str(hostile)),
        run("ask", WHERE, *at),
        run("ask", f"Where {HOSTILE} was the treaty signed?", *at),
        run("ask", WHERE, "--json", *at),
        run("search", "treaty", *at),
        run("search", "treaty", "--json", *at),
        run("status", *at),
        run("status", "--json", *at),
        run("ask", WHERE, "--article", f"absent{HOSTILE}", *at),
    ]
    told = "".join(ran.out + ran.err for ran in runs)
    assert "Vienna" in told
    assert "cat" in told
    ours = "\x1b" if colour else ""
    assert ("\x1b" in told) == colour
    assert not set(told) & (set(BANNED) - set(ours))
    for sequence in ("\x1b[2J", "\x1b]0;", "\x1b]8;"):
        assert sequence not in told


def test_printable_keeps_letters_of_all_scripts_lines_and_tabs() -> None:
    kept = "Ünïcödé “quotes” — Привет 阿富汗 مرحبا 👍\n\ttab"
    assert printable(kept) == kept
    assert set(printable(HOSTILE)) & set(BANNED) == set()
    assert printable("\ud800").encode() == b"?"


# The program itself


def program(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "qa", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        **options,
    )


def test_version_is_the_packages(run: Run) -> None:
    assert run("--version").out == f"qa {version('qa')}\n"
    assert program("--version").stdout == f"qa {version('qa')}\n"


def test_commands_are_listed(run: Run) -> None:
    ran = run("--help")
    assert ran.code == 0
    for command in ("ask", "index", "search", "status"):
        assert f" {command} " in ran.out
    assert "--install-completion" in ran.out
    assert "..." not in ran.out.partition("Commands:")[2]


@pytest.mark.parametrize(
    ("command", "usage"), [("index", "[DIR]"), ("forget", "[DIR]"), ("eval", "[FILE]")]
)
def test_usage_shows_an_argument_that_may_be_left_out_in_brackets(
    command: str, usage: str, run: Run
) -> None:
    assert run(command, "--help").lines[0] == f"Usage: qa {command} [OPTIONS] {usage}"


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    script = (
        "import sys\n"
        "from qa.cli import main\n"
        f"sys.argv = ['qa', *{arguments!r}]\n"
        "try:\n"
        "    main()\n"
        "finally:\n"
        "    print('\\nloaded:', *sorted(sys.modules))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    loaded = {name.partition(".")[0] for name in ran.stdout.partition("loaded:")[2].split()}
    assert "qa" in loaded
    assert not loaded & {
        "llama_index",
        "chromadb",
        "gradio",
        "numpy",
        "onnxruntime",
        "pydantic_settings",
        "tantivy",
        "trafilatura",
    }


def test_terminal_that_knows_only_ascii_gets_the_answer_all_the_same(
    run: Run, at_seeds: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", terminal)
    assert run("ask", "How did Semelroth describe the roadmap?").code in {0, 3}
    terminal.seek(0)
    assert "?a statement of intent" in terminal.read()


def test_reader_of_a_pipe_may_leave_early() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "qa", "--help"],
            stdout=writing,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    finally:
        os.close(writing)
    assert ran.stderr == ""


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
