"""The tab "Documents": lists and searches the index, takes uploads, and updates the index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from qa.web.handlers import Updates, handler
from qa.web.rendering import render
from qa.web.rendering.documents import articles_html, hits_html, skipped_html, status_html

if TYPE_CHECKING:
    from qa.assistant import Assistant, SyncProgress
    from qa.web.uploads import Uploads

__all__ = ["DocumentsTab"]

_HITS = 5


class DocumentsTab:
    """Builds the tab inside the open page, and handles its events.

    Args:
        assistant: Says what is indexed.
        uploads: Stores uploaded files; None if uploading is switched off.
    """

    def __init__(self, assistant: Assistant, uploads: Uploads | None) -> None:
        self._assistant = assistant
        self._uploads = uploads
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        plain: dict[str, Any] = {"latex_delimiters": [], "container": False}
        with gr.Column(elem_id="documents"):
            with gr.Row(elem_id="state"):
                self._status = gr.Markdown(elem_id="status", **plain)
                self._sync = gr.Button("Refresh", elem_id="sync", scale=0, min_width=160)
            self._outcome = gr.Markdown(elem_id="outcome", **plain)
            allowed = self._uploads is not None
            with gr.Row(visible=allowed, elem_id="handing-over"):
                self._files = gr.File(
                    label="Add articles: drop files here",
                    file_count="multiple",
                    height=150,
                    elem_id="upload",
                )
                with gr.Column(visible=False, elem_id="uploaded") as self._uploaded:
                    self._chosen = gr.CheckboxGroup(label="Uploaded files", elem_id="chosen")
                    self._remove = gr.Button("Remove selected files", size="sm", elem_id="remove")
            self._words = gr.Textbox(
                label="Search in the articles",
                placeholder="Title, file, date, or words of the text",
                max_lines=1,
                submit_btn="Search",
                elem_id="search-articles",
            )
            self._hits = gr.Markdown(elem_id="hits", **plain)
            self._articles = gr.Markdown(elem_id="articles", **plain)
            self._skipped = gr.Markdown(elem_id="skipped", **plain)

    @property
    def outputs(self) -> list[Any]:
        """All components that this tab ever fills."""
        return [
            self._status,
            self._outcome,
            self._files,
            self._uploaded,
            self._chosen,
            self._hits,
            self._articles,
            self._skipped,
        ]

    def _listen(self) -> None:
        common: dict[str, Any] = {
            "outputs": self.outputs,
            "api_visibility": "private",
            "show_progress_on": self._outcome,
        }
        indexing: dict[str, Any] = common | {
            "concurrency_id": "indexing",
            "concurrency_limit": 1,
        }
        self._words.submit(self.find, self._words, show_progress="hidden", **common)
        self._sync.click(self.sync, self._words, **indexing)
        if self._uploads is not None:
            self._files.upload(self.upload, [self._files, self._words], **indexing)
            self._remove.click(self.remove, [self._chosen, self._words], **indexing)

    # Handlers: all are generators, and each yields what is to be shown.

    @handler
    def show(self, words: str = "") -> Iterator[Updates]:
        """Show what is indexed now."""
        yield self._all(words)

    @handler
    def find(self, words: str) -> Iterator[Updates]:
        """Show the articles whose title, date, author or file match, and the passages found."""
        hits = self._assistant.search(words, _HITS) if words.strip() else []
        yield self._all(words) | {self._hits: hits_html(hits)}

    @handler
    def sync(self, words: str, bar: gr.Progress = gr.Progress()) -> Iterator[Updates]:  # noqa: B008 - Gradio finds it there
        """Bring the index up to date with the folder."""
        report = self._assistant.sync(_drawn_by(bar))
        yield self._all(words, f"Up to date: {report.summary()}.")

    @handler
    def upload(
        self,
        files: list[str],
        words: str,
        bar: gr.Progress = gr.Progress(),  # noqa: B008 - Gradio finds it there
    ) -> Iterator[Updates]:
        """Add uploaded files to the index."""
        assert self._uploads is not None
        paths = [Path(file) for file in files or ()]
        yield {self._files: None}
        try:
            added, refused = self._uploads.add(paths, _drawn_by(bar))
        finally:
            for path in paths:
                path.unlink(missing_ok=True)
        messages = [f"Added: {', '.join(added)}."] if added else []
        messages += [f"{name} was not added: {reason}." for name, reason in refused.items()]
        yield self._all(words, " ".join(messages))

    @handler
    def remove(
        self,
        chosen: list[str],
        words: str,
        bar: gr.Progress = gr.Progress(),  # noqa: B008 - Gradio finds it there
    ) -> Iterator[Updates]:
        """Remove uploaded files."""
        assert self._uploads is not None
        if not chosen:
            return
        self._uploads.remove(chosen, _drawn_by(bar))
        yield self._all(words, f"Removed: {', '.join(chosen)}.")

    def _all(self, words: str, message: str = "") -> Updates:
        status, articles = self._assistant.status(), self._assistant.articles()
        names = self._uploads.names() if self._uploads is not None else []
        return {
            self._status: status_html(status),
            self._outcome: render("outcome", message=message),
            self._uploaded: gr.update(visible=bool(names)),
            self._chosen: gr.update(choices=names, value=[]),
            self._hits: "",
            self._articles: articles_html(articles, words),
            self._skipped: skipped_html(status.skipped),
        }


def _drawn_by(bar: gr.Progress) -> SyncProgress:
    def progress(done: int, total: int, phase: str) -> None:
        bar((done, max(total, done, 1)), desc="Saving" if phase == "saving" else "Reading")

    return progress
