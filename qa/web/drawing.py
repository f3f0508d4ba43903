"""Turns the state of the chat into what the page's components show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from qa.errors import QAError
from qa.web.rendering import messages, render, sources_html
from qa.web.rendering.conversations import conversations_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from qa.assistant import ArticleRecord, Assistant
    from qa.web.chat import PageFilters, View
    from qa.web.conversations import Conversations
    from qa.web.handlers import Updates
    from qa.web.layout import Sidebar, Talk
    from qa.web.overview import Overview
    from qa.web.suggestions import Suggestions

__all__ = ["Drawing"]

# A longer list would be slow to open; in a larger folder, the dates narrow the choice.
_MOST_CHOICES = 1_000


class Drawing:
    """Fills the components of the chat.

    Args:
        assistant: Gives the texts around citations, and the articles that can be asked.
        sidebar: The components of the list of conversations.
        talk: The components of the chat.
        overview: Says what is in the folder.
        suggestions: Knows the questions to offer.
    """

    def __init__(
        self,
        assistant: Assistant,
        sidebar: Sidebar,
        talk: Talk,
        overview: Overview,
        suggestions: Suggestions,
    ) -> None:
        self._assistant = assistant
        self._overview = overview
        self._suggestions = suggestions
        self._sidebar = sidebar
        self._talk = talk

    @property
    def outputs(self) -> list[Any]:
        """All components that this class ever fills."""
        talk, side = self._talk, self._sidebar
        return [
            talk.session,
            talk.thread,
            talk.sources,
            talk.editing,
            talk.commenting,
            talk.comment,
            talk.composer,
            talk.articles,
            talk.since,
            talk.until,
            talk.filtered,
            talk.waiting,
            talk.returned,
            side.listed,
            side.current,
            side.name,
            side.export,
            side.sure,
        ]

    def view(self, view: View, question: str | None = None) -> Updates:
        """Show a conversation, and whether an answer is being added to it.

        Args:
            view: What to show.
            question: The text for the composer; None leaves the composer as it is.
        """
        talk, session = self._talk, view.session
        composer: dict[str, Any] = {} if question is None else {"value": question}
        return {
            talk.session: session,
            talk.thread: self._messages(view),
            talk.sources: self._sources(view),
            talk.editing: gr.update(visible=session.editing is not None and not view.busy),
            talk.commenting: gr.update(visible=session.commenting is not None),
            talk.composer: gr.update(stop_btn="Stop" if view.busy else False, **composer),
        }

    def waiting(self, questions: Sequence[str]) -> Updates:
        """Show the questions that wait for their answers."""
        shown = render("waiting", questions=questions) if questions else ""
        return {self._talk.waiting: gr.update(visible=bool(questions), value=shown)}

    def returned(self, question: str) -> Updates:
        """Return an unanswered question to the composer; the page's script puts it there."""
        return {self._talk.returned: render("returned", question=question)}

    def conversations(self, conversations: Conversations, shown: str | None, words: str) -> Updates:
        """Fill the list of conversations."""
        side = self._sidebar
        found = conversations.search(words)
        current = conversations.get(shown)
        updates: Updates = {
            side.listed: conversations_html(found, words, shown=current),
            side.current: gr.update(visible=current is not None),
            side.sure: gr.update(visible=False),
        }
        if current is not None:
            updates[side.name] = current.name
            updates[side.export] = render("export", conversation=current)
        return updates

    def thread(self, view: View) -> Updates:
        """Show the questions and answers alone, with the follow-up questions known by now."""
        return {self._talk.thread: self._messages(view)}

    def greeting(self) -> Updates:
        """Fill what depends on the folder: the first view, and the choice of articles."""
        choices = _choices(self._assistant.articles()[:_MOST_CHOICES])
        return {
            # Gradio's examples would stand below all that the placeholder shows.
            self._talk.thread: gr.update(
                placeholder=render(
                    "greeting", view=self._overview.now(), questions=self._suggestions.known_first()
                )
            ),
            self._talk.articles: gr.update(choices=choices),
        }

    def complete_greeting(self) -> Iterator[Updates]:
        """Show what the first view still lacks, such as topics, as it is found."""
        if self._overview.now().seeking:
            self._overview.find_topics()
            yield self.greeting()
        if self._suggestions.known_first() is None:
            self._suggestions.first()
            yield self.greeting()

    def filtered(self, filters: PageFilters) -> Updates:
        """Say what the filters restrict questions to."""
        articles = self._assistant.articles()
        scope = filters.scope(articles)
        chosen = [
            one for one in articles if not filters.articles or one.article_id in filters.articles
        ]
        undated = sum(one.published is None for one in chosen) if scope.since or scope.until else 0
        note = render("filter", scope=scope, undated=undated) if scope.restricted else ""
        return {self._talk.filtered: gr.update(visible=scope.restricted, value=note)}

    def only(self, article_ids: Sequence[str]) -> Updates:
        """Restrict questions to some articles; unknown ids are ignored."""
        articles = self._assistant.articles()
        chosen = [one for one in articles if one.article_id in article_ids]
        # Those that are chosen are offered even where not all articles are.
        choices = _choices(dict.fromkeys([*chosen, *articles[:_MOST_CHOICES]]))
        ids = [one.article_id for one in chosen]
        return {self._talk.articles: gr.update(choices=choices, value=ids)}

    def no_filters(self) -> Updates:
        """Empty the filters."""
        talk = self._talk
        return {talk.articles: [], talk.since: None, talk.until: None}

    def sure(self) -> Updates:
        """Ask whether the conversation is to be deleted for good."""
        return {self._sidebar.sure: gr.update(visible=True)}

    def _messages(self, view: View) -> list[dict[str, str]]:
        last = view.turns[-1] if view.turns and not view.busy and view.asked is None else None
        return messages(view, self._suggestions.known_after(last.answer) if last else ())

    def _sources(self, view: View) -> str:
        texts: dict[str, str | None] = {}

        def text_of(article_id: str) -> str | None:
            if article_id not in texts:
                try:
                    texts[article_id] = self._assistant.article(article_id).text
                except QAError:  # removed meanwhile, or damaged: the quote is shown alone
                    texts[article_id] = None
            return texts[article_id]

        return sources_html(view.turns, text_of, conversation=view.session.conversation)


def _choices(articles: Iterable[ArticleRecord]) -> list[tuple[str, str]]:
    return [(article.title, article.article_id) for article in articles]
