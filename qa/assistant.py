"""The assistant: the only place where the parts are put together."""

from __future__ import annotations

import asyncio
import shlex
import shutil
import threading
import time
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from qa.answering.arguments import (
    Earlier,
    at_least_one,
    checked_choice,
    checked_history,
    checked_llm,
    checked_question,
    checked_restriction,
)
from qa.answering.comparison import ComparedArticle, Comparison, Mark
from qa.answering.concurrency import in_threads, stream_in_thread
from qa.answering.engine import ArticleQueryEngine
from qa.answering.explaining import ExplainedPassage, ExplainedSpan, Explanation
from qa.answering.llm import check_llm
from qa.answering.nearest import nearest_sentence
from qa.answering.parts import Parts
from qa.answering.proposing import ProposedQuestion, main_names, propose_questions
from qa.answering.timeline import Timeline, TimelineDay, TimelineEntry, build_timeline
from qa.answers import Article, Status
from qa.articles import Columns, Limits
from qa.articles.formats import formats
from qa.articles.header import read_header
from qa.articles.language import LanguageDetector
from qa.articles.passages import SentencePassages
from qa.articles.uploads import ReaderWithUploads
from qa.errors import (
    AssistantClosedError,
    ConfigurationError,
    StorageError,
    UnknownArticleError,
)
from qa.index import (
    ArticleRecord,
    ChromaServer,
    Fingerprint,
    Health,
    Index,
    IndexReader,
    SyncProgress,
    SyncReport,
    forget_everything,
    home_bytes,
)
from qa.language.datelines import dateline_end
from qa.language.kinds import AnswerKind, expected_kind
from qa.language.topics import coverage, without_stop_words
from qa.models import build_embedding, load_tokenizer, token_counter
from qa.notices import folder_changed
from qa.resources import seeds_folder
from qa.retrieval import ArticleRetriever, Restriction, RetrievedNode
from qa.settings import Settings, load_settings

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator, Iterable, Sequence
    from datetime import date
    from types import TracebackType

    from llama_index.core.base.base_query_engine import BaseQueryEngine
    from llama_index.core.base.base_retriever import BaseRetriever
    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.llms.llm import LLM
    from llama_index.core.schema import NodeWithScore

    from qa.answers import Answer, Notice
    from qa.index import Snapshot

__all__ = [
    "AnswerKind",
    "ArticleRecord",
    "AskProgress",
    "Assistant",
    "ComparedArticle",
    "Comparison",
    "Earlier",
    "ExplainedPassage",
    "ExplainedSpan",
    "Explanation",
    "Health",
    "Mark",
    "ProposedQuestion",
    "RetrievedNode",
    "SyncMode",
    "SyncProgress",
    "SyncReport",
    "Timeline",
    "TimelineDay",
    "TimelineEntry",
    "coverage",
    "dateline_end",
    "expected_kind",
    "forget_everything",
    "home_bytes",
    "main_names",
    "nearest_sentence",
    "propose_questions",
    "read_header",
    "without_stop_words",
]

#: When `Assistant.open` brings the index up to date: only if there is none yet, always, or never.
SyncMode = Literal["missing", "always", "never"]

#: Is called by `Assistant.ask_many` with the number of questions answered and their number.
AskProgress = Callable[[int, int], None]

_OVERLAP_SENTENCES = 1
# For how long the result of a scan of the folder is used: at least this many seconds, and at least
# this many times as long as the scan took, since scanning 100,000 files delays a question.
_LOOK_AGAIN = 10.0
_LOOK_SELDOM = 100


class Assistant:
    """Answers questions about one folder of articles. Safe for many threads; a context manager.

    Made by `open`:

        with Assistant.open("path/to/articles") as assistant:
            answer = assistant.ask("Who signed the agreement?")

    Every method raises `AssistantClosedError` after `close`.
    """

    def __init__(self, folder: Path, settings: Settings, llm: LLM | None = None) -> None:
        check_llm(settings)
        self._closed = False
        self._folder = folder
        self._llm = checked_llm(llm)
        self._settings = settings
        self._stored = Index(folder, settings.home, ChromaServer.of(settings))
        self._reader = ReaderWithUploads(
            self.uploads,
            Limits(
                max_file_mb=settings.max_file_mb,
                max_files=settings.max_files,
                max_characters=settings.max_characters,
                max_depth=settings.max_depth,
            ),
            columns=Columns(
                text=settings.text_column,
                title=settings.title_column,
                published=settings.published_column,
                author=settings.author_column,
            ),
            languages=self._languages,
        )
        self._lock = threading.Lock()
        self._checked: tuple[int, bool, float] | None = None

    @classmethod
    def open(
        cls,
        folder: str | Path | None = None,
        *,
        settings: Settings | None = None,
        llm: LLM | None = None,
        sync: SyncMode = "missing",
        progress: SyncProgress | None = None,
    ) -> Assistant:
        """Open a folder of articles.

        Args:
            folder: The folder; without one, that of the settings, else the two sample articles.
            settings: Read from the environment and ``./qa.toml`` unless given.
            llm: A LlamaIndex LLM that writes prose below the short answer and understands follow-up
                questions; without one, that of the settings, else none.
            sync: ``missing`` indexes a folder that has no index and otherwise answers from the
                index as it is, with a notice once the folder has changed; ``always`` brings the
                index up to date first; ``never`` only reads.
            progress: Is called with the progress of indexing.

        Raises:
            FolderError: There is no such folder.
            NothingReadableError: It holds no article.
            MissingIndexError: It has no index, and ``sync`` is ``never``.
            IndexMismatchError: Its index was made with another model or other settings.
            DamagedIndexError: Its index cannot be read.
            ConfigurationError: A setting or an argument is wrong.
            ServerError: The Chroma server does not answer.
        """
        checked_choice("sync", sync, SyncMode)
        if not isinstance(settings, (Settings, type(None))):
            raise ConfigurationError(
                f"settings is {settings!r}.", hint="Give qa.Settings(...), or leave it out."
            )
        if not isinstance(folder, (str, Path, type(None))):
            raise ConfigurationError(
                f"folder is {folder!r}.", hint="Give the path of a folder, as text or as a Path."
            )
        settings = settings or load_settings()
        assistant = cls(
            Path(folder or settings.folder or seeds_folder() / "articles"), settings, llm
        )
        if sync == "always" or (sync == "missing" and not assistant._stored.exists()):
            assistant.sync(progress)
        assistant._index  # noqa: B018 - opened here, so that what is wrong is said here
        return assistant

    def ask(
        self,
        question: str,
        history: Sequence[Earlier] = (),
        *,
        articles: str | Iterable[str] | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
    ) -> Answer:
        """Answer a question from the articles.

        Args:
            question: In plain words.
            history: The conversation so far, oldest first: a follow-up question is understood from
                the last of it. Each entry is an answer, a turn (`Answer.as_turn`), a pair of a
                question and the text of its answer, or only a question. In the last case, the
                answer is looked up, in the articles' own words, if the new question depends on it.
            articles: Ask only these articles, by id or path; a single one may stand alone.
            since: Ask only articles published on or after this day (ISO date).
            until: Ask only articles published on or before this day.

        Raises:
            QuestionError: The question is empty or too long.
            FilterError: A filter names no article, or a date is not valid.
            AssistantClosedError: The assistant has been closed.
        """
        *_, answer = self.stream(question, history, articles=articles, since=since, until=until)
        return answer

    def stream(
        self,
        question: str,
        history: Sequence[Earlier] = (),
        *,
        articles: str | Iterable[str] | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
    ) -> Generator[Answer, None, None]:
        """Yield the answer as it grows; the last one is complete. Arguments as for `ask`.

        The first comes in well under a second, in the articles' own words. Where a language model
        is set, its prose follows sentence by sentence; closing the iterator stops the model.
        """
        # Checked here, not when the first answer is fetched: a slip is reported where it is made.
        asked, turns = checked_question(question), checked_history(history)
        restricted = self._open_engine().restricted(checked_restriction(articles, since, until))
        return restricted.stream(asked, turns)

    async def aask(
        self,
        question: str,
        history: Sequence[Earlier] = (),
        *,
        articles: str | Iterable[str] | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
    ) -> Answer:
        """Answer a question without blocking the event loop. Arguments and errors as for `ask`."""
        return await asyncio.to_thread(
            self.ask, question, history, articles=articles, since=since, until=until
        )

    def astream(
        self,
        question: str,
        history: Sequence[Earlier] = (),
        *,
        articles: str | Iterable[str] | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
    ) -> AsyncGenerator[Answer, None]:
        """Yield the answer as it grows, without blocking the event loop.

        Use it with ``async for``. Arguments and errors as for `ask`.
        """
        return stream_in_thread(
            self.stream(question, history, articles=articles, since=since, until=until)
        )

    def ask_many(
        self,
        questions: Iterable[str],
        *,
        threads: int = 4,
        progress: AskProgress | None = None,
        articles: str | Iterable[str] | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
    ) -> list[Answer]:
        """Answer questions that do not depend on each other, several at once.

        Args:
            questions: The questions.
            threads: How many are answered at the same time.
            progress: Is called after each question.
            articles: Ask only these articles, by id or path.
            since: Ask only articles published on or after this day (ISO date).
            until: Ask only articles published on or before this day.

        Returns:
            The answers, in the order of the questions.

        Raises:
            QAError: Whatever `ask` raises first; the other questions are then not asked.
        """
        asked = [questions] if isinstance(questions, str) else list(questions)
        named = articles if articles is None or isinstance(articles, str) else tuple(articles)

        def answer(question: str) -> Answer:
            return self.ask(question, articles=named, since=since, until=until)

        return in_threads(answer, asked, at_least_one("threads", threads), progress)

    def explain(
        self,
        question: str,
        *,
        articles: str | Iterable[str] | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
    ) -> Explanation:
        """Return the reasons for the answer in the articles' own words.

        The explanation holds the passages with the scores of both searches, the spans that the
        reader marked with what their confidence is made of, and what was compared and dropped.
        Arguments and errors as for `ask`.
        """
        asked = checked_question(question)
        restriction = checked_restriction(articles, since, until)
        return self._open_engine().restricted(restriction).explain(asked)

    def timeline(
        self,
        words: str = "",
        *,
        articles: str | Iterable[str] | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
    ) -> Timeline:
        """Return what the articles say happened on which day, in order of these days.

            >>> from qa import Assistant
            >>> with Assistant.open() as assistant:  # the two sample articles
            ...     days = assistant.timeline("withdrawal Afghanistan").days
            >>> any(day.start == "2021-08-31" for day in days)
            True

        A day such as "Thursday" is worked out from the article's date; without a date, nothing is
        guessed.

        Args:
            words: Only statements about these words.
            articles: Only these articles, by id or path.
            since: Only statements about this day or later ones (ISO date).
            until: Only statements about this day or earlier ones.

        Raises:
            FilterError: A filter names no article, or a date is not valid.
        """
        restriction = checked_restriction(articles, since, until)
        with self._open_index().snapshot() as view:
            return build_timeline(view, restriction, words)

    def compare(
        self,
        question: str,
        *,
        articles: str | Iterable[str] | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
    ) -> Comparison:
        """Ask each article the same question, and return the answers, the newest article first.

        At most as many articles are compared as passages are read for a question. Arguments and
        errors as for `ask`.
        """
        asked = checked_question(question)
        restriction = checked_restriction(articles, since, until)
        return self._open_engine().restricted(restriction).compare(asked)

    def search(
        self,
        query: str,
        k: int = 10,
        *,
        articles: str | Iterable[str] | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
    ) -> list[NodeWithScore]:
        """Find passages without answering.

        Args:
            query: Words to look for.
            k: How many passages at most.
            articles: Search only these articles, by id or path.
            since: Search only articles published on or after this day (ISO date).
            until: Search only articles published on or before this day.

        Returns:
            LlamaIndex nodes, best first, in the order in which a question's passages are read.
            Their metadata hold ``article_id``, ``title``, ``published`` and ``path``; their offsets
            are those of the article's whole text. The list is empty if no article holds one of
            the words, and none comes near to their meaning.

        Raises:
            QuestionError: The query is empty or too long.
            FilterError: A filter names no article, or a date is not valid.
        """
        asked, most = checked_question(query), at_least_one("k", k)
        restriction = checked_restriction(articles, since, until)
        return self._open_engine().restricted(restriction).search(asked)[:most]

    def read(
        self,
        question: str,
        *,
        articles: str | Iterable[str] | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
    ) -> list[NodeWithScore]:
        """Find passages and read them, without answering.

        Arguments and errors as for `search`; the setting ``read`` says how many passages are read.

        Returns:
            `ReadNode`s, best first, with the spans that the reader marked in them.
        """
        asked = checked_question(question)
        restriction = checked_restriction(articles, since, until)
        return self._open_engine().restricted(restriction).read(asked)

    def similarity(self, one: str, other: str) -> float:
        """Return how near the meanings of two texts are: their cosine, in [-1, 1].

        The vectors are those of the index's embedding model, which reads at most 256 tokens.
        """
        self._check_open()
        first, second = self._embed_model.get_text_embedding_batch([one, other])
        return float(self._embed_model.similarity(first, second))

    def write(self, prompt: str, **values: str) -> str:
        """Return what the language model writes to one of the prompts in the folder of prompts.

        Args:
            prompt: Name of the prompt, such as ``judge``.
            values: Its placeholders, apart from the fence, which is drawn anew.

        Raises:
            LanguageModelError: There is no model, or it did not answer.
        """
        return self._open_engine().write(prompt, **values)

    def as_retriever(
        self,
        k: int = 20,
        *,
        articles: str | Iterable[str] | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
    ) -> BaseRetriever:
        """Return a LlamaIndex retriever over the articles, for a pipeline of your own.

        It finds passages in the index as it is at each question. It is of use as long as the
        assistant is open.

        Args:
            k: How many passages at most; up to 40 for a broad question.
            articles: Search only these articles, by id or path.
            since: Search only articles published on or after this day (ISO date).
            until: Search only articles published on or before this day.
        """
        restriction = checked_restriction(articles, since, until)
        self._open_engine()
        return self._retriever(at_least_one("k", k), restriction)

    def as_query_engine(
        self,
        *,
        articles: str | Iterable[str] | None = None,
        since: str | date | None = None,
        until: str | date | None = None,
    ) -> BaseQueryEngine:
        """Return the assistant as a LlamaIndex query engine.

        ``response.metadata`` holds ``refused``, ``confidence`` and ``citations``, as
        `Answer.to_dict` does; a refusal reads as `qa.answers.REFUSAL`. The engine is of use as long
        as the assistant is open. Arguments as for `as_retriever`.
        """
        return self._open_engine().restricted(checked_restriction(articles, since, until))

    def article(self, article: str) -> Article:
        """Return a whole article.

        Args:
            article: Its id or its path.

        Raises:
            UnknownArticleError: No live article has this id or path, or several have this path,
                as the rows of a table do.
        """
        (name,) = checked_restriction(article).articles or ("",)
        with self._open_index().snapshot() as view:
            records = view.manifest.articles.values()
            ids = {one.article_id for one in records if name in (one.path, *one.also_in)}
            if name in view.manifest.articles or not ids:
                return view.article(name)
            if len(ids) > 1:
                raise UnknownArticleError(
                    f"{name} holds {len(ids):,} articles.",
                    hint="Give the id of one of them, as assistant.articles() lists them.",
                )
            return view.article(ids.pop())

    def articles(self) -> tuple[ArticleRecord, ...]:
        """List the live articles, in order of their paths."""
        return tuple(self._open_index().manifest.articles.values())

    @property
    def revision(self) -> int:
        """The number of the index's state, which grows with every change; it costs no scan."""
        return self._index.manifest.revision

    def status(self) -> Status:
        """Return what is indexed, with which model, and where."""
        manifest = self._open_index().manifest
        return Status(
            folder=manifest.folder,
            index=self._index.where,
            articles=len(manifest.stored),
            passages=manifest.passages,
            embedding=manifest.fingerprint.embedding,
            updated=manifest.updated,
            skipped=tuple(manifest.reasons.items()),
            changed=self._index.changed_since(self._reader),
        )

    def sync(self, progress: SyncProgress | None = None, *, rebuild: bool = False) -> SyncReport:
        """Bring the index up to date with the folder; only what changed is read and embedded.

        Args:
            progress: Is called with the progress.
            rebuild: Rebuild the index; the old one answers until the new one is ready.

        Raises:
            IndexLockedError: Another process is writing this index.
            StorageError: The disk is full or a permission is missing; the earlier state is kept.
        """
        self._check_open()
        return self._stored.sync(
            reader=self._reader,
            parser=SentencePassages(
                max_tokens=self._settings.passage_tokens,
                overlap_sentences=_OVERLAP_SENTENCES,
                count_tokens=token_counter(load_tokenizer()),
            ),
            embed_model=self._embed_model,
            fingerprint=self._fingerprint,
            progress=progress,
            rebuild=rebuild,
        )

    def check(self, progress: Callable[[str], None] | None = None) -> Health:
        """Check the index in full, in a process of its own; nothing is changed.

        Args:
            progress: Is called with what is being checked, in words.

        Raises:
            MissingIndexError: The folder has not been indexed.
            IndexLockedError: Another process is writing the index.
            ServerError: The Chroma server does not answer.
        """
        self._check_open()
        return self._stored.check(progress)

    def forget(self) -> list[Path]:
        """Delete the index and the files that were uploaded for it; the articles are not touched.

        Returns:
            Files in the index's folder that this program has not written; they were left there.

        Raises:
            MissingIndexError: Nothing is stored of the folder.
            IndexLockedError: Another process is writing the index.
            StorageError: Something could not be deleted.
            ServerError: The Chroma server does not answer.
        """
        self._check_open()
        uploads = self.uploads if self.uploads.is_dir() else None
        left = self._stored.forget() if uploads is None or self._stored.is_stored() else []
        if uploads:
            try:
                shutil.rmtree(uploads)
            except OSError as error:
                raise StorageError(
                    f"The uploaded files in {uploads} could not be deleted: {error}.",
                    hint="Correct the permissions there, then try again.",
                ) from error
        return left

    @property
    def is_stored(self) -> bool:
        """Whether there is an index of the folder, or files were uploaded for it."""
        return self._stored.is_stored() or self.uploads.is_dir()

    @property
    def stored_bytes(self) -> int:
        """How many bytes the index and the uploaded files take on this machine."""
        uploaded = (path.stat().st_size for path in self.uploads.rglob("*") if path.is_file())
        return self._stored.stored_bytes() + sum(uploaded)

    @property
    def accepted(self) -> tuple[str, ...]:
        """Endings of the files that are read, such as ``.txt``, sorted."""
        return tuple(sorted(formats(Columns())))

    @property
    def has_model(self) -> bool:
        """Whether a language model is set."""
        return self._open_engine().has_model

    @property
    def answers_in_prose(self) -> bool:
        """Whether the answers are a language model's text alone, without a short answer."""
        return self._open_engine().answers_in_prose

    @property
    def uploads(self) -> Path:
        """Folder whose files are read beside the folder asked; it need not exist."""
        return self._settings.home / "uploads" / self._stored.location.root.name

    def close(self) -> None:
        """Close the index; every other method then raises `AssistantClosedError`."""
        self._closed = True
        if "_engine" in self.__dict__:
            self._engine.close()
        if "_index" in self.__dict__:
            self._index.close()

    def __repr__(self) -> str:
        if self._closed:
            return f"<Assistant over {self._folder}, closed>"
        if "_index" not in self.__dict__:
            return f"<Assistant over {self._folder}>"
        return f"<Assistant over {self._folder}, articles: {len(self.articles()):,}>"

    def __enter__(self) -> Assistant:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _check_open(self) -> None:
        if self._closed:
            raise AssistantClosedError(
                f"The assistant over {self._folder} has been closed.",
                hint="Open it again with Assistant.open(...), and ask inside its `with` block.",
            )

    def _open_index(self) -> IndexReader:
        self._check_open()
        return self._index

    def _open_engine(self) -> ArticleQueryEngine:
        self._check_open()
        return self._engine

    # The parts, each built when it is first needed and then shared by all questions.

    @cached_property
    def _index(self) -> IndexReader:
        return self._stored.open(self._fingerprint)

    @cached_property
    def _embed_model(self) -> BaseEmbedding:
        settings = self._settings
        return build_embedding(settings.embedding, settings.embedding_args, settings.threads)

    @cached_property
    def _fingerprint(self) -> Fingerprint:
        tokens = self._settings.passage_tokens
        return Fingerprint(
            embedding=self._embed_model.model_name,
            dimension=len(self._embed_model.get_query_embedding("dimension")),
            passages=f"{tokens} tokens, {_OVERLAP_SENTENCES} sentence of overlap",
        )

    @cached_property
    def _languages(self) -> LanguageDetector:
        return LanguageDetector()

    @cached_property
    def _engine(self) -> ArticleQueryEngine:
        return ArticleQueryEngine(
            self._index,
            self._retriever(self._settings.read),
            Parts(self._settings, self._embed_model, self._fingerprint, self._llm),
            longest=self._settings.max_question,
            languages=self._languages,
            remarks=self._remarks,
        )

    def _retriever(self, k: int, restriction: Restriction | None = None) -> ArticleRetriever:
        return ArticleRetriever(
            self._index,
            self._embed_model,
            k=k,
            candidates=self._settings.candidates,
            keyword_weight=self._settings.keyword_weight,
            restriction=restriction,
        )

    def _remarks(self, view: Snapshot) -> tuple[Notice, ...]:
        return (folder_changed(shlex.quote(str(self._folder))),) if self._changed(view) else ()

    def _changed(self, view: Snapshot) -> bool:
        """Whether the folder differs from this state; it is scanned only once in a while."""
        with self._lock:
            revision, began = view.manifest.revision, time.monotonic()
            known = self._checked
            if known is None or known[0] != revision or began >= known[2]:
                changed = self._index.changed_since(self._reader)
                took = time.monotonic() - began
                again = began + max(_LOOK_AGAIN, _LOOK_SELDOM * took)
                known = self._checked = (revision, changed, again)
            return known[1]
