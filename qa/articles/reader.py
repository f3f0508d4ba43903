"""Reads a folder as LlamaIndex documents, one for each article."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from llama_index.core.readers.base import BaseReader
from llama_index.core.schema import Document

from qa.articles.dates import date_in_name
from qa.articles.decoding import clean
from qa.articles.extract import Extract, Unusable
from qa.articles.folder import Limits, Scan, Skipped, SourceFile, ending, scan_folder
from qa.articles.formats import added_formats, formats
from qa.articles.language import LanguageDetector
from qa.articles.naming import first_sentence
from qa.articles.tables import Columns
from qa.errors import UnreadableArticleError

__all__ = ["ArticleReader"]

_LOG = logging.getLogger(__name__)
#: Increased whenever the same files are read differently than before, so that they are reread.
_REVISION = 14
_METADATA_KEYS = ["title", "published", "updated", "author", "path", "language", "body", "pages"]
#: Longest title or author kept, in characters.
_LONGEST_NAME = 300
_ADD_TEXT = "Add the article's text to the file, or remove the file."


class ArticleReader(BaseReader):
    """Reads the articles of a folder.

    A document's ``text`` is the article's whole text, including the header, so that offsets never
    shift. Its ``id_`` is made from text and date: the same article under two names has one id.
    Its ``metadata``, which are excluded from embedding and prompts, are

    - ``title``: the stated title, else the first sentence, else the file's stem, with the row if it
      comes from a table;
    - ``published``: ISO date, or None if none is stated;
    - ``updated``: ISO date of the last change, or None if none is stated;
    - ``author``: the stated author, or None;
    - ``path``: the file, relative to the folder, with forward slashes;
    - ``language``: ISO 639-1 code, or ``und`` if it is not known;
    - ``body``: list of ``[start, end]``: the parts of the text that go into passages;
    - ``pages``: list of ``[start, end]``, or None for formats without pages.

    Attributes:
        limits: Limits on what is read.
        languages: Detects each article's language. If others share this object, its model is loaded
            only once.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        columns: Columns | None = None,
        languages: LanguageDetector | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self.languages = languages or LanguageDetector()
        self._columns = columns or Columns()
        self._formats = formats(self._columns, self.limits.max_bytes)

    @property
    def signature(self) -> str:
        """The settings that affect what is read; if two differ, the articles read may differ."""
        return ", ".join(
            [f"revision {_REVISION}", str(self.limits), str(self._columns), *added_formats()]
        )

    def scan(self, folder: Path) -> Scan:
        """List the folder's files, opening none, sorted by path.

        Raises:
            FolderError: The folder is missing, is not a folder or cannot be listed.
        """
        return scan_folder(folder, self.limits, self._formats)

    def read(
        self, file: SourceFile, on_skip: Callable[[Skipped], None] | None = None
    ) -> list[Document]:
        """Read the articles of one file; each article is returned once.

        Args:
            file: The file, as ``scan`` found it.
            on_skip: Is called with each row that is left out of a table that holds other articles.

        Raises:
            UnreadableArticleError: The file holds no article; the message is the reason.
        """
        documents: dict[str, Document] = {}
        skipped: list[Skipped] = []
        first_error: UnreadableArticleError | None = None
        for found in self._found(file):
            try:
                article = self._usable(found)
            except UnreadableArticleError as error:
                first_error = first_error or error
                skipped.append(Skipped(f"{file.relative}, {found.part}", str(error)))
                continue
            published = article.published or _date_by_name(file, article)
            article_id = _identity(article.text, published)
            if article_id not in documents:
                documents[article_id] = self._document(file, article, article_id, published)
        if not documents:
            raise first_error or UnreadableArticleError("holds no article", hint=_ADD_TEXT)
        if on_skip is not None:
            for item in skipped:
                on_skip(item)
        return list(documents.values())

    def lazy_load_data(self, folder: Path | str, **kwargs: Any) -> Iterator[Document]:
        """Yield the articles of a folder; files that cannot be read are passed over.

        Args:
            folder: The folder of articles, as a path or as a string.
            kwargs: Is ignored; other readers of LlamaIndex take further arguments.

        Raises:
            FolderError: The folder is missing, is not a folder or cannot be listed.
        """
        del kwargs
        for file in self.scan(Path(folder)).files:
            try:
                yield from self.read(file)
            except UnreadableArticleError:
                continue

    def load_data(self, folder: Path | str, **kwargs: Any) -> list[Document]:
        """Return the articles of a folder, as ``lazy_load_data`` yields them."""
        return list(self.lazy_load_data(folder, **kwargs))

    def _found(self, file: SourceFile) -> Iterator[Extract | Unusable]:
        """Yield what a file holds; an error in a library must not end the reading of a folder."""
        read = False
        try:
            for found in self._formats[ending(file.path.name)](self._content(file)):
                yield found
                read = True
        except UnreadableArticleError:
            raise
        except Exception as error:
            _LOG.exception("cannot read %s", file.path)
            reason = f"its reader failed ({type(error).__name__})"
            if not read:
                raise UnreadableArticleError(reason, hint="Save the file as text.") from error
            yield Unusable("the rest", reason)

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

    def _usable(self, found: Extract | Unusable) -> Extract:
        """Return a part of a file if it is an article; else raise an error with the reason."""
        if isinstance(found, Unusable):
            raise UnreadableArticleError(
                found.reason, hint=f"Correct {found.part} of the file, or remove the file."
            )
        if not found.text.strip():
            raise UnreadableArticleError("holds no text", hint=_ADD_TEXT)
        if len(found.text) > self.limits.max_characters:
            raise UnreadableArticleError(
                f"longer than {self.limits.max_characters} characters (QA_MAX_CHARACTERS)",
                hint="Split the file into several, or raise QA_MAX_CHARACTERS.",
            )
        return found

    def _document(
        self, file: SourceFile, extract: Extract, article_id: str, published: str | None
    ) -> Document:
        stem = _stem(file.relative)
        stem = stem if extract.part is None else f"{stem}, {extract.part}"
        sample = " ".join(extract.text[start:end] for start, end in extract.body)
        return Document(
            id_=article_id,
            text=extract.text,
            metadata={
                "title": _one_line(extract.title)
                or _note_name(file)
                or first_sentence(extract)
                or stem,
                "published": published,
                "updated": extract.updated,
                "author": _one_line(extract.author),
                "path": file.relative,
                "language": self.languages.detect(sample),
                "body": [list(span) for span in extract.body],
                "pages": [list(span) for span in extract.pages] or None,
            },
            excluded_embed_metadata_keys=_METADATA_KEYS,
            excluded_llm_metadata_keys=_METADATA_KEYS,
        )


def _stem(relative: str) -> str:
    """Return a file's name without its ending; for an "index" file, the name of its folder."""
    path = PurePosixPath(relative)
    return path.parent.name if path.stem.lower() == "index" and path.parent.name else path.stem


def _note_name(file: SourceFile) -> str | None:
    """Return the name of a note in Markdown, which is its title if it has several words."""
    path = PurePosixPath(file.relative)
    is_named = path.suffix.lower() in (".md", ".markdown") and " " in path.stem
    return path.stem if is_named and any(map(str.isalpha, path.stem)) else None


def _identity(text: str, published: str | None) -> str:
    return hashlib.sha256(f"{published or ''}\0{text}".encode()).hexdigest()[:16]


def _date_by_name(file: SourceFile, extract: Extract) -> str | None:
    """Return the date in the file's name or path; a table's date says nothing about its rows."""
    if extract.part is not None:
        return None
    return date_in_name(file.path.name) or date_in_name(file.relative)


def _one_line(stated: str | None) -> str | None:
    """Return a title or name without line breaks and unstorable characters, shortened to fit."""
    return " ".join(clean(stated or "").split())[:_LONGEST_NAME] or None
