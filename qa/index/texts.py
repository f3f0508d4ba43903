"""The articles' whole texts as they were read, one file an article.

Citations, verification and "open article" need the text that was indexed, even after the user's
file has changed or gone.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from typing import TYPE_CHECKING

from qa.index.faults import Fault
from qa.index.location import replace_file, settle

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

__all__ = ["ArticleTexts", "text_digest"]


# Longer than any question is being answered, a slow language model included.
_SECONDS_KEPT = 3600.0


def text_digest(text: str) -> str:
    """Hash of a text: all 64 hexadecimal digits of SHA-256 over UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


class ArticleTexts:
    """Article texts by article id.

    Args:
        folder: The generation's ``texts`` folder; made when the first text is put.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._unsettled: list[Path] = []

    def put(self, article_id: str, text: str) -> None:
        """Store a text; it is on disk after `settle`.

        Raises:
            OSError: It could not be written.
        """
        path = self._path(article_id)
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, text.encode(), durable=False)
        self._unsettled.append(path)

    def settle(self) -> None:
        """Return when all texts put so far are on disk.

        Raises:
            OSError: One could not be written.
        """
        settle(self._unsettled)
        self._unsettled.clear()

    def get(self, article_id: str, digest: str) -> str:
        """Return a text, checked against its recorded hash.

        Raises:
            Fault: It is missing, unreadable, or not the text that was stored.
        """
        try:
            text = self._path(article_id).read_bytes().decode()
        except (OSError, UnicodeDecodeError) as error:
            raise Fault(f"the text of article {article_id} cannot be read ({error})") from error
        if text_digest(text) != digest:
            raise Fault(f"the text of article {article_id} is not the one that was stored")
        return text

    def retire(self, article_ids: Iterable[str]) -> None:
        """Note that these articles have died: questions asked before may quote them for a while."""
        for article_id in article_ids:
            with contextlib.suppress(FileNotFoundError):
                os.utime(self._path(article_id))

    def remove_dead(self, live: Collection[str]) -> None:
        """Delete the texts of articles that are not live and did not die in the last hour."""
        latest = time.time() - _SECONDS_KEPT
        for path in self._folder.glob("*/*.txt"):
            if path.stem not in live and path.stat().st_mtime < latest:
                path.unlink()

    def _path(self, article_id: str) -> Path:
        return self._folder / article_id[:2] / f"{article_id}.txt"
