"""The tab "Documents": lists and searches the index, takes uploads, and updates the index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import gradio as gr

from qa.answers import UPLOADED
from qa.errors import QAError
from qa.web.handlers import Updates, handler
from qa.web.rendering import render
from qa.web.rendering.documents import (
    KINDS,
    ORDERS,
    AddedFile,
    added_html,
    articles_html,
    hits_html,
    skipped_html,
    status_html,
)

if TYPE_CHECKING:
    from qa.assistant import Assistant, SyncProgress
    from qa.web.uploads import Uploads

__all__ = ["DocumentsTab"]

_HITS = 5
_LONGEST_NAME = 80


class DocumentsTab:
    """Builds the tab inside the open page, and handles its events.

    Args:
        assistant: Says what is indexed.
        uploads: Stores uploaded files; None if uploading is switched off.
        megabytes: Limit for the size of an uploaded file.
    """

    def __init__(self, assistant: Assistant, uploads: Uploads | None, megabytes: float) -> None:
        self._assistant = assistant
        self._megabytes = megabytes
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
                with gr.Column(elem_id="adding"):
                    self._files = gr.File(
                        label="Add articles: drop files anywhere on the page",
                        file_count="multiple",
                        height=150,
                        elem_id="upload",
                    )
                    gr.Markdown(
                        render(
                            "accepted",
                            accepted=self._assistant.accepted,
                            megabytes=self._megabytes,
                        ),
                        **plain,
                    )
                    with gr.Accordion("Paste a text", open=False, elem_id="paste"):
                        self._title = gr.Textbox(label="Title", max_lines=1, elem_id="paste-title")
                        self._text = gr.Textbox(
                            label="Text", lines=6, max_lines=12, elem_id="paste-text"
                        )
                        self._paste = gr.Button("Add this text", size="sm", elem_id="add-text")
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
            with gr.Row(elem_id="listing"):
                self._order = gr.Dropdown(
                    list(ORDERS), value=next(iter(ORDERS)), label="Sort by", elem_id="order"
                )
                self._kind = gr.Radio(
                    list(KINDS), value=next(iter(KINDS)), label="Show", elem_id="kind"
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
            self._title,
            self._text,
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
        shown = [self._words, self._order, self._kind]
        quiet: dict[str, Any] = common | {"show_progress": "hidden"}
        self._words.submit(self.find, shown, **quiet)
        gr.on([self._order.change, self._kind.change], self.find, shown, **quiet)
        self._sync.click(self.sync, shown, **indexing)
        if self._uploads is not None:
            self._files.upload(self.upload, [self._files, *shown], **indexing)
            self._paste.click(self.paste, [self._title, self._text, *shown], **indexing)
            self._remove.click(self.remove, [self._chosen, *shown], **indexing)

    # Handlers: all are generators, and each yields what is to be shown.

    @handler
    def show(self, words: str = "", order: str = "", kind: str = "") -> Iterator[Updates]:
        """Show what is indexed now, and leave what was found meanwhile."""
        shown = self._all(words, order, kind)
        del shown[self._hits]
        yield shown

    @handler
    def find(self, words: str, order: str, kind: str) -> Iterator[Updates]:
        """Show the articles whose title, date, author or file match, and the passages found."""
        hits = self._assistant.search(words, _HITS) if words.strip() else []
        yield self._all(words, order, kind) | {self._hits: hits_html(hits)}

    @handler
    def sync(
        self,
        words: str,
        order: str,
        kind: str,
        bar: gr.Progress = gr.Progress(),  # noqa: B008 - Gradio finds it there
    ) -> Iterator[Updates]:
        """Bring the index up to date with the folder."""
        report = self._assistant.sync(_drawn_by(bar))
        yield self._all(words, order, kind, f"Up to date: {report.summary()}.")

    @handler
    def upload(
        self,
        files: list[str],
        words: str,
        order: str,
        kind: str,
        bar: gr.Progress = gr.Progress(),  # noqa: B008 - Gradio finds it there
    ) -> Iterator[Updates]:
        """Add uploaded files to the index, and say of each how far it is."""
        yield {self._files: None}
        yield from self._add([Path(file) for file in files or ()], words, order, kind, bar)

    @handler
    def paste(
        self,
        title: str,
        text: str,
        words: str,
        order: str,
        kind: str,
        bar: gr.Progress = gr.Progress(),  # noqa: B008 - Gradio finds it there
    ) -> Iterator[Updates]:
        """Add a text that was pasted, as a file of its own."""
        if not text.strip():
            yield {self._outcome: render("outcome", message="The field for the text is empty.")}
            return
        heading = " ".join(title.split())
        with TemporaryDirectory() as folder:
            name = "".join(sign if sign.isalnum() else " " for sign in heading)[:_LONGEST_NAME]
            path = Path(folder) / f"{' '.join(name.split()) or 'Pasted text'}.txt"
            whole = f"{heading}\n\n{text}" if heading else text
            path.write_text(whole, encoding="utf-8", errors="replace")
            yield from self._add([path], words, order, kind, bar)
        yield {self._title: "", self._text: ""}

    @handler
    def remove(
        self,
        chosen: list[str],
        words: str,
        order: str,
        kind: str,
        bar: gr.Progress = gr.Progress(),  # noqa: B008 - Gradio finds it there
    ) -> Iterator[Updates]:
        """Remove uploaded files."""
        assert self._uploads is not None
        if not chosen:
            return
        self._uploads.remove(chosen, _drawn_by(bar))
        shown = self._all(words, order, kind, f"Removed: {', '.join(chosen)}.")
        yield shown | {self._chosen: gr.update(choices=self._uploads.names(), value=[])}

    def _add(
        self, paths: list[Path], words: str, order: str, kind: str, bar: gr.Progress
    ) -> Iterator[Updates]:
        """Add files one after another; one that is refused does not keep the others out."""
        assert self._uploads is not None
        states = {path: AddedFile(path.name) for path in paths}
        try:
            for path in paths:
                states[path] = AddedFile(path.name, "reading")
                yield {self._outcome: added_html(list(states.values()))}
                states[path] = self._added(path, bar)
        finally:
            for path in paths:
                path.unlink(missing_ok=True)
        files = {file.name for file in states.values() if file.state == "added"}
        new = [
            one.article_id
            for one in self._assistant.articles()
            if any(path.removeprefix(UPLOADED) in files for path in (one.path, *one.also_in))
        ]
        shown = {self._outcome: added_html(list(states.values()), new)}
        yield self._all(words, order, kind) | shown

    def _added(self, path: Path, bar: gr.Progress) -> AddedFile:
        assert self._uploads is not None
        try:
            added, refused = self._uploads.add([path], _drawn_by(bar))
        except QAError as error:
            return AddedFile(path.name, "refused", f"{error} {error.hint}".strip())
        if added:
            return AddedFile(added[0], "added")
        return AddedFile(path.name, "refused", f"{next(iter(refused.values()), 'unreadable')}.")

    def _all(self, words: str, order: str, kind: str, message: str = "") -> Updates:
        status, articles = self._assistant.status(), self._assistant.articles()
        names = self._uploads.names() if self._uploads is not None else []
        return {
            self._status: status_html(status),
            self._outcome: render("outcome", message=message),
            self._uploaded: gr.update(visible=bool(names)),
            self._chosen: gr.update(choices=names),  # what is ticked stays ticked
            self._hits: "",
            self._articles: articles_html(articles, words, order, kind),
            self._skipped: skipped_html(status.skipped),
        }


def _drawn_by(bar: gr.Progress) -> SyncProgress:
    def progress(done: int, total: int, phase: str) -> None:
        bar((done, max(total, done, 1)), desc="Saving" if phase == "saving" else "Reading")

    return progress
