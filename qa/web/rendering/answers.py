"""An answer as HTML, and as plain text for the clipboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.assistant import likelihood, without_stop_words
from qa.web.rendering.related import near_passages
from qa.web.rendering.templates import render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answers import Answer, Statement
    from qa.web.records import StoredTurn

__all__ = [
    "UNSUPPORTED",
    "WRITTEN",
    "copied_text",
    "says_itself",
    "turn_html",
]

#: The notes above a language model's sentences, and beside those that no passage supports.
WRITTEN = "Written by a language model from these passages, and checked against them:"
UNSUPPORTED = "no passage supports this"


def turn_html(
    turn: StoredTurn,
    *,
    resting: bool = False,
    running: bool = False,
    follow_ups: Sequence[str] = (),
) -> str:
    """Return a turn's answer with the buttons that apply to it.

    Args:
        turn: The turn.
        resting: Whether copying is the only action possible now.
        running: Whether this answer is still being made, so that it can be stopped.
        follow_ups: Questions to offer below it.
    """
    answer = turn.answer
    level, words = likelihood(answer) or ("", "")
    return render(
        "answer",
        turn=turn,
        answer=answer,
        says_itself=says_itself(answer),
        near=near_passages(answer),
        search=without_stop_words(answer.standalone or answer.question) if answer.refused else "",
        leading=answer.text if answer.sentence_leads else "",
        level=level,
        likelihood=words,
        written=WRITTEN,
        unsupported=UNSUPPORTED,
        resting=resting,
        running=running,
        follow_ups=follow_ups,
        copied=copied_text(turn),
    )


def copied_text(turn: StoredTurn) -> str:
    """Return the answer with its sources as plain text, for the clipboard."""
    answer = turn.answer
    paragraphs = [] if says_itself(answer) else [answer.text]
    paragraphs += [_numbered(statement) for statement in answer.support]
    if answer.prose:
        paragraphs += [WRITTEN, " ".join(map(_numbered, answer.prose))]
    sources = [
        f"[{one.number}] {one.title} ({one.published or 'undated'}), {one.path}"
        for one in answer.citations
    ]
    return "\n\n".join([*paragraphs, "\n".join(sources)]).strip()


def _numbered(statement: Statement) -> str:
    if not statement.supported:
        return f"{statement.text} ({UNSUPPORTED})"
    return " ".join([statement.text, "".join(f"[{number}]" for number in statement.citations)])


def says_itself(answer: Answer) -> bool:
    """Return whether the answer is shown by its sentences alone.

    That is so if its text is nothing else, or is not sure enough to stand before them.
    """
    return answer.in_sentences or answer.sentence_leads
