"""The conversation as the messages that Gradio's chatbot shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.web.rendering.answers import turn_html
from qa.web.rendering.templates import render

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from qa.web.chat import Asked, View

__all__ = ["messages"]

# A question that is refused because it is too long is not shown whole.
_LONGEST_SHOWN = 2_000


def messages(view: View, follow_ups: Sequence[str] = ()) -> list[dict[str, str]]:
    """Return the messages of a view: role and content, the content being safe HTML.

    Args:
        view: The conversation.
        follow_ups: Questions to offer below the last answer.
    """
    return list(_messages(view, follow_ups))


def _messages(view: View, follow_ups: Sequence[str]) -> Iterator[dict[str, str]]:
    asked = view.asked
    for place, turn in enumerate(view.turns):
        if asked is not None and asked.place == place:
            yield from _asked(asked)
            if asked.replaced:
                continue
        yield _question(turn.question)
        last = place == len(view.turns) - 1
        content = turn_html(
            turn,
            resting=view.busy,
            running=view.busy and last and asked is None,
            follow_ups=follow_ups if last else (),
        )
        yield {"role": "assistant", "content": content}
    if asked is not None and asked.place >= len(view.turns):
        yield from _asked(asked)


def _asked(asked: Asked) -> Iterator[dict[str, str]]:
    question = asked.question
    if len(question) > _LONGEST_SHOWN:
        question = question[:_LONGEST_SHOWN] + " …"
    yield _question(question)
    if asked.failure is None:
        content = render("pending", scope=asked.scope)
    else:
        content = render("failed", message=asked.failure.message, hint=asked.failure.hint)
    yield {"role": "assistant", "content": content}


def _question(question: str) -> dict[str, str]:
    return {"role": "user", "content": render("question", question=question)}
