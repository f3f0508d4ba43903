"""Folder to LlamaIndex documents, one an article."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from llama_index.core.readers.base import BaseReader
from llama_index.core.schema import Document

from qa.articles.dates import date_in_name
from qa.articles.decoding import clean
from qa.articles.extract import Extract
from qa.articles.folder import Limits, Scan, SourceFile, scan_folder
from qa.articles.formats import FORMATS
from qa.articles.language import LanguageDetector
from qa.errors import UnreadableArticleError

__all__ = ["ArticleReader"]

_METADATA_KEYS = ["title", "published", "author", "path", "language", "body", "pages"]
#: Longest title or author kept, in characters.
_LONGEST_NAME = 300


class ArticleReader(BaseReader):
    """Reads the articles of a folder.

    A document's ``text`` is the article's whole text, header included, so that offsets never
    shift. Its ``id_`` is made from text and date: the same article under two names has one id.
    Its ``metadata``, kept out of embedded and prompted text, are

    - ``title``: as stated, else the file's stem;
    - ``published``: ISO date, or None where none is stated;
    - ``author``: as stated, or None;
    - ``path``: the file, relative to the folder, with forward slashes;
    - ``language``: ISO 639-1 code, or ``und`` where it cannot be told;
    - ``body``: list of ``[start, end]``: the parts of the text that go into passages;
    - ``pages``: list of ``[start, end]``, or None for formats without pages.

    Attributes:
        limits: Bounds on what is read.
        languages: Names each article's language; one that others use too saves loading its model
            again.
    """

    def __init__(
        self, limits: Limits | None = None, *, languages: LanguageDetector | None = None
    ) -> None:
        self.limits = limits or Limits()
        self.languages = languages or LanguageDetector()

    def scan(self, folder: Path) -> Scan:
        """List the folder's files, opening none, sorted by path.

        Raises:
            FolderError: The folder is missing, is not a folder or may not be listed.
        """
        return scan_folder(folder, self.limits, FORMATS)

    def read(self, file: SourceFile) -> list[Document]:
        """Read the articles of one file.

        Raises:
            UnreadableArticleError: The file holds no article; the message is the reason.
        """
        extracts = FORMATS[file.path.suffix.lower()](self._content(file))
        return [self._document(file, extract) for extract in extracts]

    def lazy_load_data(self, folder: Path, **kwargs: Any) -> Iterator[Document]:
        """Yield the articles of a folder; files that cannot be read are passed over.

        Raises:
            FolderError: The folder is missing, is not a folder or may not be listed.
        """
        del kwargs
        for file in self.scan(folder).files:
            try:
                yield from self.read(file)
            except UnreadableArticleError:
                continue

    def load_data(self, folder: Path, **kwargs: Any) -> list[Document]:
        """Return the articles of a folder, as ``lazy_load_data`` yields them."""
        return list(self.lazy_load_data(folder, **kwargs))

    def _content(self, file: SourceFile) -> bytes:
        """Return the file's bytes; it may have changed since the scan."""
        try:
            with file.path.open("rb") as stream:
                content = stream.read(self.limits.max_bytes + 1)
        except OSError as error:
            raise UnreadableArticleError(
                f"cannot be read: {(error.strerror or str(error)).lower()}",
                hint="Check the file's permissions.",
            ) from error
        if len(content) > self.limits.max_bytes:
            raise UnreadableArticleError(
                f"larger than {self.limits.max_file_mb:g} MB", hint="Raise QA_MAX_FILE_MB."
            )
        return content

    def _document(self, file: SourceFile, extract: Extract) -> Document:
        if not extract.text.strip():
            raise UnreadableArticleError("holds no text", hint="Remove the file.")
        if len(extract.text) > self.limits.max_characters:
            raise UnreadableArticleError(
                f"longer than {self.limits.max_characters} characters",
                hint="Raise QA_MAX_CHARACTERS.",
            )
        published = extract.published or date_in_name(file.path.name)
        identity = f"{published or ''}\0{extract.text}"
        sample = " ".join(extract.text[start:end] for start, end in extract.body)
        return Document(
            id_=hashlib.sha256(identity.encode()).hexdigest()[:16],
            text=extract.text,
            metadata={
                "title": _one_line(extract.title) or file.path.stem,
                "published": published,
                "author": _one_line(extract.author),
                "path": file.relative,
                "language": self.languages.detect(sample),
                "body": [list(span) for span in extract.body],
                "pages": [list(span) for span in extract.pages] or None,
            },
            excluded_embed_metadata_keys=_METADATA_KEYS,
            excluded_llm_metadata_keys=_METADATA_KEYS,
        )


def _one_line(stated: str | None) -> str | None:
    """Return a title or name without line breaks and unstorable characters, cut to length."""
    return " ".join(clean(stated or "").split())[:_LONGEST_NAME] or None
