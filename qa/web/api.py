"""The chat's functions as an API: `/ask`, `/search` and `/documents`, each also an MCP tool."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.context import LocalContext
from gradio.events import api

from qa.errors import QAError
from qa.web.failures import describe_failure

if TYPE_CHECKING:
    from qa.assistant import Assistant
    from qa.web.running import RunningAnswers

__all__ = ["add_api"]

_MOST_HITS = 100
_MOST_TURNS = 50


def add_api(assistant: Assistant, running: RunningAnswers, *, answers: int) -> None:
    """Add the API's endpoints to the page that is being built.

    Args:
        assistant: Answers the questions.
        running: Runs the answers; it ends those of callers that have gone, and all when the server
            stops.
        answers: How many questions are answered at the same time, those from the page included.
    """

    @_explained
    def ask(  # noqa: D417 - the request is Gradio's, and no argument of the API
        request: gr.Request,
        question: str,
        history: list[str] | None = None,
        articles: list[str] | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> Iterator[dict[str, Any]]:
        """Answer a question from the articles, with verbatim citations, or refuse.

        With a language model, the answer in the articles' own words comes first, and then grows.

        Args:
            question: In plain words.
            history: The questions asked before this one, oldest first.
            articles: Ask only these articles, by id or path.
            since: Ask only articles published on or after this day (ISO date).
            until: Ask only articles published on or before this day.
        """
        earlier = (history or [])[-_MOST_TURNS:]
        begin = functools.partial(
            assistant.stream, question, earlier, articles=articles, since=since, until=until
        )
        told = False
        names = {request.session_hash or "", LocalContext.event_id.get() or ""}
        with running.following(names, lambda stop: begin(stop=stop)) as grown:
            for answer in grown:
                yield answer.to_dict()
                told = True
        if not told:
            raise QAError("The server is stopping.", hint="Ask again once it has been restarted.")

    @_explained
    def search(query: str, k: int = 10) -> list[dict[str, Any]]:
        """Find passages of the articles without answering, best first.

        Args:
            query: Words to look for.
            k: How many passages at most.
        """
        hits = assistant.search(query, min(max(k, 1), _MOST_HITS))
        return [_passage(hit.node, hit.score) for hit in hits]

    @_explained
    def documents() -> dict[str, Any]:
        """List the articles, and say what is indexed, with which model, and what was left out."""
        listed = [
            {
                "article_id": one.article_id,
                "title": one.title,
                "published": one.published,
                "updated": one.updated,
                "author": one.author,
                "language": one.language,
                "path": one.path,
                "also_in": list(one.also_in),
                "passages": one.passages,
            }
            for one in assistant.articles()
        ]
        return {"status": assistant.status().to_dict(), "articles": listed}

    shared: dict[str, Any] = {"concurrency_id": "answers", "concurrency_limit": answers}
    api(ask, api_name="ask", **shared)
    api(search, api_name="search", **shared)
    api(documents, api_name="documents")


def _explained(endpoint: Callable[..., Any]) -> Callable[..., Any]:
    """Report an endpoint's errors as a message that says what happened and what to do."""

    def described(error: Exception) -> gr.Error:
        failure = describe_failure(error)
        return gr.Error(f"{failure.message} {failure.hint}", print_exception=False)

    @functools.wraps(endpoint)
    def explained(*args: Any, **kwargs: Any) -> Any:
        try:
            return endpoint(*args, **kwargs)
        except Exception as error:
            raise described(error) from error

    @functools.wraps(endpoint)
    def growing(*args: Any, **kwargs: Any) -> Iterator[Any]:
        try:
            yield from endpoint(*args, **kwargs)
        except Exception as error:
            raise described(error) from error

    return growing if inspect.isgeneratorfunction(endpoint) else explained


def _passage(node: Any, score: float | None) -> dict[str, Any]:
    described = {key: node.metadata[key] for key in ("article_id", "title", "published", "path")}
    return described | {
        "score": score,
        "text": node.get_content(),
        "start": node.start_char_idx,
        "end": node.end_char_idx,
    }
