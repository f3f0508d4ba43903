"""Questions and answers of the conversation as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.web.rendering.confidence import confidence_words
from qa.web.rendering.escaping import escape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from qa.answers import Answer, Citation, Statement
    from qa.web.records import Scope, StoredTurn

__all__ = [
    "UNSUPPORTED",
    "WRITTEN",
    "answer_html",
    "copied_text",
    "failed_html",
    "pending_html",
    "question_html",
    "turn_html",
]

#: What stands above a language model's sentences, and with those that nothing bears out.
WRITTEN = "Written by a language model from these passages, and checked against them:"
UNSUPPORTED = "no passage supports this"


def question_html(question: str) -> str:
    """Return a question as HTML."""
    return f'<div class="question">{escape(question)}</div>'


def pending_html(scope: Scope) -> str:
    """Return what stands in an answer's place while it is looked for; as high as an answer."""
    return (
        '<div class="answer pending"><p class="searching">Reading '
        f'{escape(scope.words())}…</p><p class="line"></p><p class="line short"></p></div>'
    )


def failed_html(message: str, hint: str) -> str:
    """Return what stands in an answer's place when there is none."""
    return (
        f'<div class="answer failed"><p class="response">{escape(message)}</p>'
        f'<p class="hint">{escape(hint)}</p></div>'
    )


def answer_html(answer: Answer, scope: Scope, turn_id: int) -> str:
    """Return an answer: in short, the sentences that bear it out, how sure, what to note."""
    body = _refusal(answer, scope, turn_id) if answer.refused else _answered(answer, turn_id)
    notices = "".join(f'<p class="notice">{escape(text)}</p>' for text in answer.notices)
    understood = ""
    if answer.standalone is not None:
        understood = (
            '<details class="understood"><summary>Understood with what was said before</summary>'
            f"<p>{escape(answer.standalone)}</p></details>"
        )
    filtered = ""
    if scope.restricted and not answer.refused:
        filtered = f'<p class="filtered">Filter on: searched {escape(scope.words())}.</p>'
    return f"{understood}{body}{_written(answer, turn_id)}{filtered}{notices}"


def turn_html(turn: StoredTurn, *, resting: bool = False) -> str:
    """Return a turn's answer with what can be done about it.

    Args:
        turn: The turn.
        resting: Nothing but copying can be done about it now.
    """
    return (
        f'<div class="answer" id="answer-{turn.id}">'
        f"{answer_html(turn.answer, turn.scope, turn.id)}"
        f"{_actions(turn, resting)}"
        f'<span class="copied" id="copied-{turn.id}">{escape(copied_text(turn))}</span></div>'
    )


def copied_text(turn: StoredTurn) -> str:
    """Return the answer with its sources as plain text, for the clipboard."""
    answer = turn.answer
    paragraphs = [] if _says_itself(answer) else [answer.text]
    for statement in answer.support:
        numbers = "".join(f"[{number}]" for number in statement.citations)
        paragraphs.append(f"{statement.text} {numbers}")
    if answer.prose:
        paragraphs += [WRITTEN, " ".join(map(_told, answer.prose))]
    sources = [
        f"[{one.number}] {one.title} ({one.published or 'undated'}), {one.path}"
        for one in answer.citations
    ]
    return "\n\n".join([*paragraphs, "\n".join(sources)]).strip()


def _answered(answer: Answer, turn_id: int) -> str:
    parts = []
    if not _says_itself(answer):
        parts.append(f'<p class="response"><strong>{escape(answer.text)}</strong></p>')
    for statement in answer.support:
        cited = [one for one in answer.citations if one.number in statement.citations]
        parts.append(
            f'<p class="support">{escape(statement.text)} {citation_links(cited, turn_id)}</p>'
        )
    level, words = confidence_words(answer.confidence)
    parts.append(f'<p class="confidence {level}">{escape(words)}</p>')
    return "".join(parts)


def _written(answer: Answer, turn_id: int) -> str:
    """Return what a language model wrote, told apart from the articles' own words."""
    if not answer.prose:
        return ""
    sentences = []
    for statement in answer.prose:
        cited = [one for one in answer.citations if one.number in statement.citations]
        links = f" {citation_links(cited, turn_id)}" if cited else ""
        text = escape(statement.text)
        if not statement.supported:
            text = f'<span class="unsupported">{text} <em>({UNSUPPORTED})</em></span>'
        sentences.append(f"{text}{links}")
    return f'<div class="written"><p class="by">{WRITTEN}</p><p>{" ".join(sentences)}</p></div>'


def _told(statement: Statement) -> str:
    if not statement.supported:
        return f"{statement.text} ({UNSUPPORTED})"
    return " ".join([statement.text, "".join(f"[{number}]" for number in statement.citations)])


def _says_itself(answer: Answer) -> bool:
    """Whether the answer is one of its own sentences, which need not be said twice."""
    return any(statement.text == answer.text for statement in answer.support)


def _refusal(answer: Answer, scope: Scope, turn_id: int) -> str:
    related = ""
    if answer.related:
        links = citation_links(answer.related, turn_id)
        related = f'<p class="related">Related, but not an answer: {links}</p>'
    filtered = " A filter was on." if scope.restricted else ""
    return (
        f'<p class="response"><strong>{escape(answer.text)}</strong></p>'
        f'<p class="support">Searched {escape(scope.words())}.{filtered}</p>{related}'
    )


def citation_links(citations: Iterable[Citation], turn_id: int) -> str:
    """Return links ``[1]`` that bring up the cards of these citations."""
    return " ".join(
        f'<a class="cite" href="#source-{turn_id}-{one.number}">[{one.number}]'
        f'<span class="unseen"> {escape(one.title)}</span></a>'
        for one in citations
    )


def _actions(turn: StoredTurn, resting: bool) -> str:
    """Return the row of buttons; the script reads what to do from a button's id."""
    buttons = [("copy", "Copy"), ("retry", "Ask again"), ("edit", "Edit"), ("delete", "Delete")]
    row = [_button(action, label, turn.id) for action, label in buttons]
    for action, label, verdict in (("up", "Good answer", 1), ("down", "Bad answer", -1)):
        row.append(_button(action, label, turn.id, given=turn.verdict == verdict))
    return f'<div class="actions{" resting" if resting else ""}">{"".join(row)}</div>'


def _button(action: str, label: str, turn_id: int, *, given: bool = False) -> str:
    state = '<span class="unseen"> (given)</span>' if given else ""
    chosen = " given" if given else ""
    return (
        f'<button type="button" class="action {action}{chosen}" id="{action}-{turn_id}">'
        f'<span class="label">{label}{state}</span></button>'
    )
