"""`qa ask`: answers a question and shows where the articles say so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qa.cli.console import FolderOption, joined, opened, printable, show_indented, stdout
from qa.cli.explanation import show_explanation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console
    from rich.text import Text

    from qa.answers import Answer, Citation, Statement
    from qa.assistant import Assistant

__all__ = ["ask"]

# Characters of the article shown before and behind a citation.
_CONTEXT = 100
_REFUSED = 3
# The kinds of notices that warn of nothing.
_NO_WARNING = frozenset({"agreement", "date"})


def ask(
    question: Annotated[
        list[str], typer.Argument(metavar="QUESTION", help="The question, in plain words.")
    ],
    folder: FolderOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only articles from this day on.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only articles up to this day.")
    ] = None,
    article: Annotated[
        list[str] | None, typer.Option(metavar="PATH", help="Only this article; may be repeated.")
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Print why the answer is what it is.")
    ] = False,
) -> None:
    """Answer a question from a folder of articles, with citations.

    Exits with 0 when answered, 3 when the articles do not say.
    """
    asked = joined(question)
    with opened(folder) as assistant:
        only: dict[str, Any] = {"articles": article or None, "since": since, "until": until}
        answers = assistant.stream(asked, **only)
        explanation = assistant.explain(asked, **only) if explain else None
        if as_json:
            *_, answer = answers
            printed = answer.to_dict()
            if explanation is not None:
                printed["explanation"] = explanation.to_dict()
            typer.echo(json.dumps(printed, ensure_ascii=True, indent=2))
        else:
            answer = _show(answers, assistant)
        if explanation is not None and not as_json:
            show_explanation(explanation, stdout())
    if answer.refused:
        raise typer.Exit(_REFUSED)


def _show(answers: Iterable[Answer], assistant: Assistant) -> Answer:
    """Print the short answer at once, a language model's sentences one by one, then the rest."""
    from rich.text import Text

    from qa.assistant import likelihood

    console = stdout()
    answer, printed = None, 0
    for answer in answers:
        # Without a short answer, the sentences so far may still become one.
        if not answer.text:
            continue
        if not printed:
            _show_short(answer, console)
        for statement in answer.prose[max(0, printed - 1) :]:
            _show_statement(statement, console)
        printed = 1 + len(answer.prose)
    assert answer is not None
    if answer.text and not answer.refused and (likely := likelihood(answer)):
        console.print(Text(f"\n{likely[1]}.", style="dim"))
    if answer.citations:
        console.print(Text("\nSources", style="bold"))
        _list(answer.citations, assistant, console)
    if answer.related:
        console.print(Text("\nRelated passages, but not an answer", style="bold"))
        _list(answer.related, assistant, console)
    for notice in answer.notices:
        if notice.kind in _NO_WARNING:
            console.print(Text(f"\n{printable(notice.text)}"))
        else:
            console.print(Text(f"\nNote: {printable(notice.text)}", style="yellow"))
    return answer


def _show_short(answer: Answer, console: Console) -> None:
    from rich.text import Text

    if answer.support and answer.in_sentences:
        # The answer is its own sentences: they are shown once, each with its citations.
        for number, statement in enumerate(answer.support):
            _show_statement(statement, console, apart=number > 0)
        return
    if answer.sentence_leads:
        for number, statement in enumerate(answer.support):
            _show_statement(statement, console, marked=answer.text, apart=number > 0)
        return
    console.print(Text(printable(answer.text), style="bold"))
    for statement in answer.support:
        _show_statement(statement, console)


def _show_statement(
    statement: Statement, console: Console, *, marked: str = "", apart: bool = True
) -> None:
    """Print a sentence with its numbers; words of it that are marked are printed in bold."""
    from rich.text import Text

    numbers = "".join(f"[{number}]" for number in statement.citations)
    source = (numbers, "cyan") if statement.supported else ("(unsupported)", "yellow")
    if apart:
        console.print()
    sentence = Text(printable(_line(statement.text)))
    if marked:
        sentence.highlight_words([printable(_line(marked))], "bold")
    console.print(Text.assemble(sentence, " ", source))


def _list(citations: tuple[Citation, ...], assistant: Assistant, console: Console) -> None:
    from rich.text import Text

    for citation in citations:
        heading = Text.assemble((f"[{citation.number}] ", "cyan"), printable(citation.title))
        heading.append(f" ({citation.published or 'undated'})", style="dim")
        console.print(heading)
        places = ", ".join((citation.path, *citation.also_in))
        page = f", page {citation.page}" if citation.page else ""
        where = f"{places}{page}, characters {citation.start}-{citation.end}"
        show_indented(console, Text(printable(where), style="dim"))
        passage = _passage(citation, assistant.article(citation.article_id).text, console)
        show_indented(console, passage)


def _passage(citation: Citation, text: str, console: Console) -> Text:
    """The quote with the text around it; the answer is shown in colour or, without it, in marks."""
    from rich.text import Text

    from qa.assistant import read_header

    header = read_header(text).end  # such as the date, which the heading shows
    begin = max(0, citation.start - _CONTEXT, header if header <= citation.start else 0)
    before = text[begin : citation.start].rpartition("\n\n")[2]
    behind = text[citation.end : citation.end + _CONTEXT].partition("\n\n")[0]
    plain = console.color_system is None
    passage = Text()
    passage.append(_clipped_left(before, citation.start > len(before)), style="dim")
    at = citation.start
    whole = (citation.start, citation.end)
    for start, end in sorted(span for span in citation.spans if span != whole):
        passage.append(printable(_line(text[at:start])))
        marked = printable(_line(text[start:end]))
        passage.append(f">>{marked}<<" if plain else marked, style="bold reverse")
        at = end
    passage.append(printable(_line(text[at : citation.end])))
    passage.append(_clipped_right(behind, citation.end + len(behind) < len(text)), style="dim")
    return passage


def _clipped_left(text: str, cut: bool) -> str:
    if not text.strip():
        return ""
    whole = text.partition(" ")[2] if cut and len(text) >= _CONTEXT else text
    return printable(_line(("… " if whole != text else "") + whole))


def _clipped_right(text: str, cut: bool) -> str:
    if not text.strip():
        return ""
    whole = text.rpartition(" ")[0] if cut and len(text) >= _CONTEXT else text
    return printable(_line(whole + (" …" if whole != text else "")))


def _line(text: str) -> str:
    return text.replace("\n", " ").replace("\t", " ")
