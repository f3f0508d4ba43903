"""What the handlers of the page share: whose conversations they are, and what is shown next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.web.chat import Chat, PageFilters, Session

if TYPE_CHECKING:
    import gradio as gr

    from qa.assistant import Assistant
    from qa.web.chat import View
    from qa.web.conversations import Conversations
    from qa.web.drawing import Drawing
    from qa.web.handlers import Updates
    from qa.web.running import RunningAnswers
    from qa.web.visits import Visits

__all__ = ["Pages", "page_filters"]


class Pages:
    """The open pages.

    Args:
        assistant: Answers the questions.
        conversations: Stores the conversations; each user has their own.
        drawing: Fills the components.
        running: Runs the answers, so that they can be stopped.
        visits: What each page shows.
    """

    def __init__(
        self,
        assistant: Assistant,
        conversations: Conversations,
        drawing: Drawing,
        running: RunningAnswers,
        visits: Visits,
    ) -> None:
        self._assistant = assistant
        self._conversations = conversations
        self._running = running
        self.drawing = drawing
        self.visits = visits

    def leave_for(
        self, conversation: str | None, session: Session, words: str, request: gr.Request
    ) -> Updates:
        """Show another conversation; a question that was being edited is left as it was."""
        self.visits.go(request.session_hash or "", conversation)
        view = self.chat(request).show(Session(conversation))
        return self.everything(view, words, request, None if session.editing is None else "")

    def everything(
        self, view: View, words: str, request: gr.Request, question: str | None = None
    ) -> Updates:
        """Show a view of the conversation, and the list of conversations."""
        shown = view.session.conversation
        return self.drawing.view(view, question) | self.drawing.conversations(
            self.kept(request), shown, words
        )

    def kept(self, request: gr.Request) -> Conversations:
        """Return the conversations of the user who sent the request."""
        return self._conversations.of(request.username or "")

    def chat(self, request: gr.Request) -> Chat:
        """Return the chat of the page that sent the request."""
        page = request.session_hash or ""
        return Chat(self._assistant, self.kept(request), self._running, page)


def page_filters(articles: list[str] | None, since: str | None, until: str | None) -> PageFilters:
    """Return the filters that a page has set."""
    return PageFilters(tuple(articles or ()), (since or "").strip(), (until or "").strip())
