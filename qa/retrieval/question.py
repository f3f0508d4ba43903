"""A question as one object that is made once: its words, kind, topic and filters."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from llama_index.core.schema import QueryBundle

from qa.errors import FilterError, QuestionError
from qa.index import Filters
from qa.language.kinds import AnswerKind, expected_kind
from qa.language.spelling import in_plain_form
from qa.language.topics import topic

if TYPE_CHECKING:
    from qa.index import Snapshot

__all__ = ["Question", "Restriction", "cleaned"]

_CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+"
)
_WORD = re.compile(r"\w")


@dataclass
class Question(QueryBundle):
    """A question with all that is known about it.

    It is a LlamaIndex query, so that every retriever, postprocessor and synthesizer takes it. It
    lies beside the retrievers, and not among the parts that answer, because the retrievers need its
    topic and its filters, and this room may not import from that one.

        >>> question = Question("What do the articles say about the Sahel?")
        >>> question.kind.value, question.topic
        ('open', 'sahel')
        >>> question.standalone is None
        True

    Attributes:
        query_str: How the question is understood on its own.
        asked: As it was asked; the same as `query_str` unless given.
        plain: The same in the form in which it is read; see `cleaned`.
        filters: Which articles it is asked of.
        before: Ids of the articles that answered the question before; see `names_nothing`.
        kind: What kind of answer it asks for.
        topic: What it is about, if it is a broad question; may be empty.
    """

    asked: str = ""
    plain: str = ""
    filters: Filters = field(default_factory=Filters)
    before: frozenset[str] = frozenset()
    kind: AnswerKind = field(init=False)
    topic: str = field(init=False)

    def __post_init__(self) -> None:
        self.plain = self.plain or self.query_str
        self.asked = self.asked or self.plain
        self.kind = expected_kind(self.query_str)
        self.topic = topic(self.query_str)

    @classmethod
    def of(cls, query: str | QueryBundle) -> Question:
        """Return a LlamaIndex query as a question; a question is returned as it is."""
        if isinstance(query, Question):
            return query
        if isinstance(query, str):
            return cls(query)
        return cls(
            query.query_str,
            custom_embedding_strs=query.custom_embedding_strs,
            embedding=query.embedding,
        )

    @property
    def standalone(self) -> str | None:
        """How a follow-up question is understood; None if it is understood as asked."""
        return self.query_str if self.query_str != self.plain else None

    @property
    def names_nothing(self) -> bool:
        """Whether it holds no name, so that in a conversation it goes on with the same story.

        "Who is the mayor?" does not say of which town; the question before did.
        """
        return not any(word[:1].isupper() for word in self.query_str.split()[1:])

    def understood_as(self, text: str) -> Question:
        """Return the same question, understood in another way."""
        return replace(self, query_str=text, embedding=None, custom_embedding_strs=None)


def cleaned(question: str, longest: int) -> str:
    """Bring a question into the form in which it is read.

    Control characters and surplus blanks are removed, and contractions are spelled out; see
    `qa.language.spelling.in_plain_form`.

    Args:
        question: As asked.
        longest: How many characters it may have.

    Raises:
        QuestionError: It is longer than that, or contains no word.
    """
    if len(question) > longest:
        raise QuestionError(
            f"The question has {len(question):,} characters; at most {longest:,} are read.",
            hint="Ask in a sentence or two.",
        )
    plain = " ".join(_CONTROL.sub(" ", question).split())
    if not _WORD.search(plain):
        raise QuestionError("The question is empty.", hint='Ask in words, such as "Who was there?"')
    return in_plain_form(plain)


@dataclass(frozen=True, slots=True)
class Restriction:
    """Which articles are asked, as a caller names them; an attribute that is None allows all.

    Attributes:
        articles: Ids or paths.
        since: Earliest day of publication (ISO date).
        until: Latest day.
    """

    articles: tuple[str, ...] | None = None
    since: str | date | None = None
    until: str | date | None = None

    def filters(self, view: Snapshot) -> Filters:
        """Turn the restriction into filters for a search.

        Args:
            view: The state of the index that is asked.

        Raises:
            FilterError: No live article has this id or path, or a date is not valid.
        """
        named = self.articles
        return Filters(
            None if named is None else frozenset(id_ for one in named for id_ in _ids(view, one)),
            _day(self.since),
            _day(self.until),
        )


def _ids(view: Snapshot, named: str) -> list[str]:
    """Return the articles with this id or path; all rows of a table are articles with its path."""
    records = view.manifest.articles
    if named in records:
        return [named]
    found = [
        record.article_id
        for record in records.values()
        if named == record.path or named in record.also_in
    ]
    if found:
        return found
    command = shlex.join(["qa", "status", view.manifest.folder])
    raise FilterError(
        f"No article is called {named!r}.", hint=f"See which articles there are: {command}"
    )


def _day(day: str | date | None) -> int | None:
    if day is None:
        return None
    try:
        found = date.fromisoformat(day) if isinstance(day, str) else day
    except ValueError as error:
        raise FilterError(f"{day!r} is not a date.", hint="Write it as 2021-07-10.") from error
    return int(found.strftime("%Y%m%d"))
