"""The articles' whole texts in files, one file for each article."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import time
from typing import TYPE_CHECKING

from typing_extensions import override

from qa.index.storage.location import replace_file, settle
from qa.index.storage.store import CannotWrite, Fault, Texts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

__all__ = ["SECONDS_KEPT", "ArticleTexts", "text_digest"]

# The files made here: texts by article id, and half-written ones of a killed process.
_OURS = re.compile(r"[0-9a-f]{16}\.txt|\.[0-9a-f]{16}\.txt\.[a-z0-9_]{8}")

#: How long the text of an article that died is kept: longer than any question is being answered,
#: a slow language model included.
SECONDS_KEPT = 3600.0


def text_digest(text: str) -> str:
    """Hash of a text: all 64 hexadecimal digits of SHA-256 over UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


class ArticleTexts(Texts):
    """Article texts in files.

    Args:
        folder: The generation's ``texts`` folder; made when the first text is put.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._unsettled: list[Path] = []

    @override
    def put(self, article_id: str, text: str) -> None:
        path = self._path(article_id)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, text.encode(), durable=False)
        except OSError as error:
            raise CannotWrite(str(error)) from error
        self._unsettled.append(path)

    @override
    def settle(self) -> None:
        try:
            settle(self._unsettled)
        except OSError as error:
            raise CannotWrite(str(error)) from error
        self._unsettled.clear()

    @override
    def get(self, article_id: str, digest: str) -> str:
        try:
            text = self._path(article_id).read_bytes().decode()
        except (OSError, UnicodeDecodeError) as error:
            raise Fault(f"the text of article {article_id} cannot be read ({error})") from error
        if text_digest(text) != digest:
            raise Fault(f"the text of article {article_id} is not the one that was stored")
        return text

    @override
    def retire(self, article_ids: Iterable[str]) -> None:
        for article_id in article_ids:
            with contextlib.suppress(FileNotFoundError):
                os.utime(self._path(article_id))

    @override
    def remove_dead(self, live: Collection[str]) -> None:
        latest = time.time() - SECONDS_KEPT
        for folder, _, names in os.walk(self._folder):
            dead = (name for name in names if name.removesuffix(".txt") not in live)
            ours = (name for name in dead if _OURS.fullmatch(name))
            for path in (os.path.join(folder, name) for name in ours):
                if os.stat(path).st_mtime < latest:
                    os.unlink(path)

    def _path(self, article_id: str) -> Path:
        return self._folder / article_id[:2] / f"{article_id}.txt"
