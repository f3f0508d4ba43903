"""`qa eval --draft` and `--review`: proposes gold rows; a person keeps, mends or drops each."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from qa.answers import counted
from qa.cli.console import notice, printable, stdout
from qa.cli.eval_running import name_folder, opened_folder

if TYPE_CHECKING:
    from qa.assistant import Assistant

__all__ = ["review_drafts", "write_drafts"]

_CHOICES = "keep, mend the question, change the answers, drop, later, quit"


def write_drafts(file: Path, folder: str | None, count: int, seed: int) -> None:
    """Write proposed rows into a new file; on a terminal, then go through them.

    Args:
        file: The file, which must not exist yet.
        folder: The folder of articles.
        count: How many rows.
        seed: The same seed proposes the same rows.
    """
    from qa.answers import NoticeKind
    from qa.errors import ConfigurationError, NothingReadableError
    from qa.evaluation import ArticleAnswer, draft_rows, folder_line, write_rows
    from qa.resources import seeds_folder
    from qa.settings import load_settings

    settings = load_settings()
    own = folder or settings.folder
    asked = Path(own or seeds_folder() / "articles")
    if file.exists():
        raise ConfigurationError(
            f"{file} is there already and was left as it is.",
            hint="Give another name: qa eval NAME.jsonl --draft 30",
        )
    name_folder(asked)
    with opened_folder(asked, settings) as assistant:

        def differs(question: str) -> list[ArticleAnswer]:
            answer = assistant.ask(question)
            if all(one.kind is not NoticeKind.DISAGREEMENT for one in answer.notices):
                return []
            cited = {one.number: one for one in answer.citations}
            return [
                ArticleAnswer(group.value, cited[number].path, cited[number].quote)
                for group in answer.groups
                for number in group.citations[:1]
            ]

        articles = _articles(assistant)
        written = write_rows(assistant, articles, count - count // 3) if assistant.has_model else ()
        # Rules also propose follow-ups and near misses, and all rows where there is no model.
        rows = (*written, *draft_rows(articles, count - len(written), seed=seed, differs=differs))
    if not rows:
        raise NothingReadableError(
            "No sentence of the articles is simple enough to make a question of.",
            hint=f"Write questions yourself: qa eval --init {file}",
        )
    lines = [folder_line(asked, file)] if own else []
    lines += [row.to_line(number) for number, row in enumerate(rows, start=1)]
    _save(file, lines)
    typer.echo(f"Wrote {counted(len(rows), 'drafted question')} to {printable(str(file))}.")
    if len(rows) < count:
        typer.echo("The articles hold no more sentences that are simple enough for the rules.")
    if sys.stdin.isatty():
        review_drafts(file)
    else:
        typer.echo(f"None is scored until you confirm it: qa eval --review {printable(str(file))}")


def review_drafts(file: Path) -> None:
    """Show each drafted row of a file and do what is chosen; the file is saved after each."""
    from qa.errors import GoldSetError
    from qa.evaluation import load_gold

    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise GoldSetError(
            f"{file} cannot be read: {error}", hint="Write drafts first: qa eval NAME --draft 30"
        ) from error
    drafts = [number for number, line in enumerate(lines) if _draft_in(line)]
    if not drafts:
        typer.echo(f"{printable(str(file))} holds no drafted question.")
        return
    kept = dropped = 0
    for place, number in enumerate(drafts, start=1):
        row = _draft_in(lines[number])
        assert row is not None
        _show(row, place, len(drafts))
        choice = _choose(row, place, len(drafts))
        if choice == "quit":
            break
        if choice == "keep":
            kept += 1
            lines[number] = json.dumps(
                {key: value for key, value in row.items() if key != "draft"}, ensure_ascii=False
            )
        elif choice == "drop":
            dropped += 1
            lines[number] = ""
        _save(file, [line for line in lines if line or choice != "drop"])
    _save(file, [line for line in lines if line])
    left = len(drafts) - kept - dropped
    typer.echo(f"Kept {kept}, dropped {dropped}, left {left}.")
    if kept:
        load_gold(file)  # says at once if a mended row is malformed
        typer.echo(f"Score them: qa eval {printable(str(file))}")


def _articles(assistant: Assistant) -> list[tuple[str, str]]:
    """Return the path and the text of each article, without its header."""
    from qa.assistant import read_header

    texts = []
    for record in assistant.articles():
        text = assistant.article(record.article_id).text
        texts.append((record.path, text[read_header(text).end :]))
    return texts


def _draft_in(line: str) -> dict[str, Any] | None:
    """Return the drafted row of a line; None if it holds none."""
    try:
        row = json.loads(line)
    except json.JSONDecodeError:
        return None
    return row if isinstance(row, dict) and row.get("draft") is True else None


def _show(row: dict[str, Any], place: int, of: int) -> None:
    from rich.text import Text

    console = stdout()
    console.print(Text(f"\n{place} of {of}, {row.get('kind', 'question')}", style="dim"))
    for earlier in row.get("history", ()):
        console.print(Text(printable(f"  before: {earlier}"), style="dim"))
    console.print(Text(printable(row["question"]), style="bold"))
    answers = " | ".join(row.get("answers", ())) or "the articles should not say"
    console.print(Text(printable(f"  answer: {answers}")))
    for one in row.get("evidence", ()):
        console.print(Text(printable(f"  {one['path']}: {one['quote']}"), style="dim"))
    if row.get("expect"):
        console.print(Text(printable(f"  expects: {', '.join(row['expect'])}"), style="yellow"))


def _choose(row: dict[str, Any], place: int, of: int) -> str:
    """Ask what to do with a row, and mend it in place as often as asked."""
    while True:
        given = _asked(f"[k]eep [m]end [a]nswers [d]rop [l]ater [q]uit ({_CHOICES})")
        choice = given[:1].lower()
        if choice in _ENDS:
            return _ENDS[choice]
        if choice == "m":
            row["question"] = _asked("Question") or row["question"]
        elif choice == "a":
            texts = [text.strip() for text in _asked("Answers, separated by |").split("|")]
            _answer(row, [text for text in texts if text])
        else:
            notice("Type the first letter of what to do.")
            continue
        _show(row, place, of)


_ENDS = {"k": "keep", "d": "drop", "l": "later", "q": "quit"}


def _answer(row: dict[str, Any], answers: list[str]) -> None:
    """Put other answers into a row; none means that the articles do not say."""
    for key in ("answers", "answerable", "evidence") if not answers else ("answers", "answerable"):
        row.pop(key, None)
    if answers:
        row["answers"] = answers
    else:
        row["answerable"] = False


def _asked(prompt: str) -> str:
    """Return what is typed; the end of the input means to quit."""
    try:
        return str(typer.prompt(prompt, default="", show_default=False)).strip()
    except typer.Abort:
        return "q"


def _save(file: Path, lines: list[str]) -> None:
    from qa.errors import StorageError

    try:
        file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    except OSError as error:
        raise StorageError(
            f"{file} cannot be written: {error.strerror}.", hint="Choose another place."
        ) from error
