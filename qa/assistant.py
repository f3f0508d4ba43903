"""The assistant: the only place where the parts are put together."""

from __future__ import annotations

import asyncio
import shlex
import threading
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Unpack

from qa.answering.arguments import (
    ArticleFilters,
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
from qa.answering.likelihood import confidence_words, likelihood
from qa.answering.llm import check_llm
from qa.answering.nearest import nearest_sentence
from qa.answering.parts import Parts
from qa.answering.proposing import ProposedQuestion, main_names, propose_questions
from qa.answering.timeline import Timeline, TimelineDay, TimelineEntry, build_timeline
from qa.answers import Article, Status
from qa.articles.formats import offered
from qa.articles.header import read_header
from qa.errors import (
    AssistantClosedError,
    ConfigurationError,
    OutdatedIndexError,
    UnknownArticleError,
)
from qa.index import (
    ArticleRecord,
    Health,
    IndexReader,
    SyncProgress,
    SyncReport,
    forget_everything,
    home_bytes,
)
from qa.indexed_folder import IndexedFolder
from qa.language.datelines import dateline_end
from qa.language.kinds import AnswerKind, expected_kind
from qa.language.topics import coverage, without_stop_words
from qa.notices import folder_changed
from qa.resources import seeds_folder
from qa.retrieval import (
    ArticleRetriever,
    ArticleTopic,
    ArticleTopics,
    Restriction,
    RetrievedNode,
    find_topics,
)
from qa.settings import Settings, load_settings

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Generator, Iterable, Sequence
    from types import TracebackType

    from llama_index.core.base.base_query_engine import BaseQueryEngine
    from llama_index.core.base.base_retriever import BaseRetriever
    from llama_index.core.llms.llm import LLM
    from llama_index.core.schema import NodeWithScore

    from qa.answers import Answer, Notice
    from qa.index import Snapshot

__all__ = [
    "AnswerKind",
    "ArticleFilters",
    "ArticleRecord",
    "ArticleTopic",
    "ArticleTopics",
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
    "confidence_words",
    "coverage",
    "dateline_end",
    "expected_kind",
    "forget_everything",
    "home_bytes",
    "likelihood",
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
        self._folder = IndexedFolder(folder, settings)
        self._llm = checked_llm(llm)
        self._settings = settings

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
            sync: ``missing`` indexes a folder that has no index, or one in files that another
                version of this package made, and otherwise answers from the index as it is, with a
                notice once the folder has changed; ``always`` brings the index up to date first;
                ``never`` only reads.
            progress: Is called with the progress of indexing.

        Raises:
            FolderError: There is no such folder.
            NothingReadableError: It holds no article.
            MissingIndexError: It has no index, and ``sync`` is ``never``.
            IndexMismatchError: Its index was made with another model or other settings.
            OutdatedIndexError: Another version of this package made its index, which lies on a
                server or may only be read.
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
        if sync == "always" or (sync == "missing" and not assistant._folder.exists()):
            assistant.sync(progress)
        try:
            assistant._folder.index  # noqa: B018 - opened here, so that what is wrong is said here
        except OutdatedIndexError:
            # Machines with different versions must not take turns in making the index of a server.
            if sync == "never" or settings.chroma_url or not assistant._folder.path.is_dir():
                raise
            assistant.sync(progress)
        return assistant

    def ask(
        self,
        question: str,
        history: Sequence[Earlier] = (),
        *,
        stop: threading.Event | None = None,
        **filters: Unpack[ArticleFilters],
    ) -> Answer:
        """Answer a question from the articles.

        Args:
            question: In plain words.
            history: The conversation so far, oldest first: a follow-up question is understood from
                the last of it. Each entry is an answer, a turn (`Answer.as_turn`), a pair of a
                question and the text of its answer, or only a question. In the last case, the
                answer is looked up, in the articles' own words, if the new question depends on it.
            stop: Set it from another thread to give the question up: no further passage is read,
                and the language model is stopped.
            filters: Which articles are asked: ``articles``, ``since``, ``until``; see
                `ArticleFilters`.

        Raises:
            QuestionError: The question is empty or too long.
            FilterError: A filter names no article, or a date is not valid.
            StoppedError: ``stop`` was set before the question was answered.
            AssistantClosedError: The assistant has been closed.
        """
        *_, answer = self.stream(question, history, stop=stop, **filters)
        return answer

    def stream(
        self,
        question: str,
        history: Sequence[Earlier] = (),
        *,
        stop: threading.Event | None = None,
        **filters: Unpack[ArticleFilters],
    ) -> Generator[Answer, None, None]:
        """Yield the answer as it grows; the last one is complete. Arguments as for `ask`.

        The first comes in well under a second, in the articles' own words. Where a language model
        is set, its prose follows sentence by sentence; closing the iterator stops the model.
        """
        # Checked here, not when the first answer is fetched: a slip is reported where it is made.
        return self._stream(question, history, checked_restriction(**filters), stop)

    async def aask(
        self,
        question: str,
        history: Sequence[Earlier] = (),
        **filters: Unpack[ArticleFilters],
    ) -> Answer:
        """Answer a question without blocking the event loop. Arguments and errors as for `ask`.

        If the task that waits for it is cancelled, the question is given up.
        """
        stop = threading.Event()
        try:
            return await asyncio.to_thread(self.ask, question, history, stop=stop, **filters)
        finally:
            stop.set()

    def astream(
        self,
        question: str,
        history: Sequence[Earlier] = (),
        **filters: Unpack[ArticleFilters],
    ) -> AsyncGenerator[Answer, None]:
        """Yield the answer as it grows, without blocking the event loop.

        Use it with ``async for``; if the task that waits for it is cancelled, or the iterator is
        closed, the question is given up. Arguments and errors as for `ask`.
        """
        stop = threading.Event()
        return stream_in_thread(self.stream(question, history, stop=stop, **filters), stop)

    def ask_many(
        self,
        questions: Iterable[str],
        *,
        threads: int = 4,
        progress: AskProgress | None = None,
        **filters: Unpack[ArticleFilters],
    ) -> list[Answer]:
        """Answer questions that do not depend on each other, several at once.

        Args:
            questions: The questions.
            threads: How many are answered at the same time.
            progress: Is called after each question.
            filters: Which articles are asked: ``articles``, ``since``, ``until``; see
                `ArticleFilters`.

        Returns:
            The answers, in the order of the questions.

        Raises:
            QAError: Whatever `ask` raises first; the other questions are then not asked.
        """
        asked = [questions] if isinstance(questions, str) else list(questions)
        restriction = checked_restriction(**filters)  # an iterator of articles can be read once

        def answer(question: str) -> Answer:
            *_, last = self._stream(question, (), restriction)
            return last

        return in_threads(answer, asked, at_least_one("threads", threads), progress)

    def explain(
        self,
        question: str,
        **filters: Unpack[ArticleFilters],
    ) -> Explanation:
        """Return the reasons for the answer in the articles' own words.

        The explanation holds the passages with the scores of both searches, the spans that the
        reader marked with what their confidence is made of, and what was compared and dropped.
        Arguments and errors as for `ask`.
        """
        asked = checked_question(question)
        restriction = checked_restriction(**filters)
        return self._open_engine().restricted(restriction).explain(asked)

    def timeline(
        self,
        words: str = "",
        **filters: Unpack[ArticleFilters],
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
            filters: Which articles are read, and which days: ``since`` and ``until`` restrict the
                days that the statements are about; see `ArticleFilters`.

        Raises:
            FilterError: A filter names no article, or a date is not valid.
        """
        restriction = checked_restriction(**filters)
        with self._open_index().snapshot() as view:
            return build_timeline(view, restriction, words)

    def compare(
        self,
        question: str,
        **filters: Unpack[ArticleFilters],
    ) -> Comparison:
        """Ask each article the same question, and return the answers, the newest article first.

        At most as many articles are compared as passages are read for a question. Arguments and
        errors as for `ask`.
        """
        asked = checked_question(question)
        restriction = checked_restriction(**filters)
        return self._open_engine().restricted(restriction).compare(asked)

    def search(
        self,
        query: str,
        k: int = 10,
        **filters: Unpack[ArticleFilters],
    ) -> list[NodeWithScore]:
        """Find passages without answering.

        Args:
            query: Words to look for.
            k: How many passages at most.
            filters: Which articles are searched: ``articles``, ``since``, ``until``; see
                `ArticleFilters`.

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
        restriction = checked_restriction(**filters)
        return self._open_engine().restricted(restriction).search(asked)[:most]

    def read(
        self,
        question: str,
        **filters: Unpack[ArticleFilters],
    ) -> list[NodeWithScore]:
        """Find passages and read them, without answering.

        Arguments and errors as for `search`; the setting ``read`` says how many passages are read.

        Returns:
            `ReadNode`s, best first, with the spans that the reader marked in them.
        """
        asked = checked_question(question)
        restriction = checked_restriction(**filters)
        return self._open_engine().restricted(restriction).read(asked)

    def similarity(self, one: str, other: str) -> float:
        """Return how near the meanings of two texts are: their cosine, in [-1, 1].

        The vectors are those of the index's embedding model, which reads at most 256 tokens.
        """
        self._check_open()
        embed_model = self._folder.embed_model
        first, second = embed_model.get_text_embedding_batch([one, other])
        return float(embed_model.similarity(first, second))

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
        **filters: Unpack[ArticleFilters],
    ) -> BaseRetriever:
        """Return a LlamaIndex retriever over the articles, for a pipeline of your own.

        It finds passages in the index as it is at each question. It is of use as long as the
        assistant is open.

        Args:
            k: How many passages at most; up to 40 for a broad question.
            filters: Which articles are searched: ``articles``, ``since``, ``until``; see
                `ArticleFilters`.
        """
        restriction = checked_restriction(**filters)
        self._open_engine()
        return self._retriever(at_least_one("k", k), restriction)

    def as_query_engine(
        self,
        **filters: Unpack[ArticleFilters],
    ) -> BaseQueryEngine:
        """Return the assistant as a LlamaIndex query engine.

        ``response.metadata`` holds ``refused``, ``confidence`` and ``citations``, as
        `Answer.to_dict` does; a refusal reads as `qa.answers.REFUSAL`. The engine is of use as long
        as the assistant is open. Arguments as for `as_retriever`.
        """
        return self._open_engine().restricted(checked_restriction(**filters))

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

    def topics(self) -> ArticleTopics:
        """Return what several articles are about, from the vectors of their passages.

            >>> from qa import Assistant
            >>> with Assistant.open() as assistant:  # the two sample articles
            ...     assistant.topics().examined
            2

        Raises:
            DamagedIndexError: The vectors are lost or damaged.
        """
        with self._open_index().snapshot() as view:
            return find_topics(view)

    @property
    def revision(self) -> int:
        """The number of the index's state, which grows with every change; it costs no scan."""
        return self._folder.index.manifest.revision

    def status(self) -> Status:
        """Return what is indexed, with which model, and where."""
        self._check_open()
        return self._folder.status()

    def sync(
        self, progress: SyncProgress | None = None, *, rebuild: bool = False, join: bool = False
    ) -> SyncReport:
        """Bring the index up to date with the folder; only what changed is read and embedded.

        Args:
            progress: Is called with the progress.
            rebuild: Rebuild the index; the old one answers until the new one is ready.
            join: Share the work with other machines that do this at the same time; the index is on
                a Chroma server.

        Raises:
            IndexLockedError: Another process is writing this index.
            ConfigurationError: ``join`` is True, and the index is not on a server.
            StorageError: The disk is full or a permission is missing; the earlier state is kept.
        """
        self._check_open()
        return self._folder.sync(progress, rebuild=rebuild, join=join)

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
        return self._folder.check(progress)

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
        return self._folder.forget()

    @property
    def is_stored(self) -> bool:
        """Whether there is an index of the folder, or files were uploaded for it."""
        return self._folder.is_stored

    @property
    def stored_bytes(self) -> int:
        """How many bytes the index and the uploaded files take on this machine."""
        return self._folder.stored_bytes

    @property
    def accepted(self) -> tuple[str, ...]:
        """Endings of the files that are read, such as ``.txt``, sorted."""
        return offered()

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
        return self._folder.uploads

    def close(self) -> None:
        """Close the index; every other method then raises `AssistantClosedError`."""
        self._closed = True
        # The engine refers to the assistant and holds the models: without it, they are freed now,
        # and not when Python next looks for cycles.
        engine = self.__dict__.pop("_engine", None)
        if engine is not None:
            engine.close()
        self._folder.close()

    def __repr__(self) -> str:
        if self._closed:
            return f"<Assistant over {self._folder.path}, closed>"
        if not self._folder.is_open:
            return f"<Assistant over {self._folder.path}>"
        return f"<Assistant over {self._folder.path}, articles: {len(self.articles()):,}>"

    def __enter__(self) -> Assistant:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _stream(
        self,
        question: str,
        history: Sequence[Earlier],
        restriction: Restriction,
        stop: threading.Event | None = None,
    ) -> Generator[Answer, None, None]:
        asked, turns = checked_question(question), checked_history(history)
        engine = self._open_engine().restricted(restriction).stopped_by(stop)
        return engine.stream(asked, turns)

    def _check_open(self) -> None:
        if self._closed:
            raise AssistantClosedError(
                f"The assistant over {self._folder.path} has been closed.",
                hint="Open it again with Assistant.open(...), and ask inside its `with` block.",
            )

    def _open_index(self) -> IndexReader:
        self._check_open()
        return self._folder.index

    def _open_engine(self) -> ArticleQueryEngine:
        self._check_open()
        return self._engine

    @cached_property
    def _engine(self) -> ArticleQueryEngine:
        return ArticleQueryEngine(
            self._folder.index,
            self._retriever(self._settings.read),
            Parts(self._settings, self._folder.embed_model, self._folder.fingerprint, self._llm),
            longest=self._settings.max_question,
            languages=self._folder.languages,
            remarks=self._remarks,
        )

    def _retriever(self, k: int, restriction: Restriction | None = None) -> ArticleRetriever:
        return ArticleRetriever(
            self._folder.index,
            self._folder.embed_model,
            k=k,
            candidates=self._settings.candidates,
            keyword_weight=self._settings.keyword_weight,
            restriction=restriction,
        )

    def _remarks(self, view: Snapshot) -> tuple[Notice, ...]:
        if not self._folder.has_changed(view):
            return ()
        return (folder_changed(shlex.quote(str(self._folder.path))),)
