"""Uploaded articles, read as if they were in the folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from qa.answers import UPLOADED
from qa.articles.folder import Limits, Scan
from qa.articles.reader import ArticleReader

__all__ = ["ReaderWithUploads"]


class ReaderWithUploads(ArticleReader):
    """Reads a folder and, beside it, the files that were uploaded for it.

    Both are in one index, so that every question searches all of them, whether from the chat or
    from the command line.

    Args:
        uploads: Where uploaded files are; the folder need not exist.
        limits: Limits on what is read, for each of the two.
        **options: As for `ArticleReader`.
    """

    def __init__(self, uploads: Path, limits: Limits | None = None, **options: Any) -> None:
        super().__init__(limits, **options)
        self._uploads = uploads

    def scan(self, folder: Path) -> Scan:
        """List the files of the folder and the uploaded ones, sorted by path.

        Raises:
            FolderError: The folder is missing, is not a folder or cannot be listed.
        """
        own = super().scan(folder)
        if not self._uploads.is_dir():
            return own
        uploaded = super().scan(self._uploads)
        files = [replace(one, relative=UPLOADED + one.relative) for one in uploaded.files]
        skipped = [replace(one, path=UPLOADED + one.path) for one in uploaded.skipped]
        return Scan(
            tuple(sorted((*own.files, *files), key=lambda file: file.relative)),
            tuple(sorted((*own.skipped, *skipped), key=lambda item: item.path)),
        )
