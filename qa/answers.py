"""The records that an assistant returns. They are immutable and can be written as JSON.

All offsets are character offsets (Python string indices, end exclusive) into the article's whole
text as decoded, so ``assistant.article(c.article_id).text[c.start:c.end] == c.quote`` holds for
every citation ``c``.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from enum import StrEnum
from html import escape
from typing import Any, Self, get_args, get_origin, get_type_hints

__all__ = [
    "REFUSAL",
    "UPLOADED",
    "Agreement",
    "Answer",
    "Article",
    "Citation",
    "Group",
    "Notice",
    "NoticeKind",
    "Passage",
    "Statement",
    "Status",
    "Timings",
    "Turn",
    "counted",
]

#: The relative paths of uploaded articles begin with this. Hidden folders are never read, so no
#: file of the folder itself can have such a path.
UPLOADED = ".uploads/"
# "About as likely as not" begins here on the IPCC's likelihood scale (Mastrandrea et al. 2010).
_LEAST_TO_LEAD = 0.33
#: The text of an answer if the articles do not contain the answer.
REFUSAL = "The articles do not say."


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim passage of an article.

    Attributes:
        number: The ``[n]`` that the answer refers to, from 1.
        article_id: Identifies the article within its index.
        title: The article's title, or its file name without the extension if it has none.
        published: ISO date (``2021-07-10``), or None if the article gives no date.
        path: The article's file, relative to the folder of articles, with forward slashes.
        also_in: Other files that contain the same text.
        page: Page number, from 1, for formats that have pages.
        quote: The passage, character for character.
        start: Offset of the quote's first character.
        end: Offset just after the quote's last character.
        spans: Offsets (start, end), within the quote, of the words that answer the question.
    """

    number: int
    article_id: str
    title: str
    published: str | None
    path: str
    also_in: tuple[str, ...]
    page: int | None
    quote: str
    start: int
    end: int
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that was found for a question and read, with its scores.

    Attributes:
        article_id: Identifies the article within its index.
        title: The article's title.
        published: ISO date, or None if the article gives no date.
        path: The article's file, relative to the folder of articles.
        text: The passage, character for character.
        start: Offset of the passage's first character in the article's text.
        end: Offset just after its last character.
        score: The score by which the passages are ordered. It is the fused score of both searches,
            and for a passage that was read, what the reader found is added.
        keyword: BM25 score; 0 if the keyword search did not find the passage.
        cosine: Cosine of the passage and the question, in [-1, 1]; 0 if the search by meaning did
            not find the passage.
        read: Whether the reader looked for an answer in it. For a broad question, such as
            "Summarise the articles", it does not.
    """

    article_id: str
    title: str
    published: str | None
    path: str
    text: str
    start: int
    end: int
    score: float
    keyword: float
    cosine: float
    read: bool


@dataclass(frozen=True, slots=True)
class Timings:
    """How long the steps of an answer took, in seconds.

    Attributes:
        search: Finding passages.
        read: Reading them.
        answer: Choosing the answer and checking its citations.
        total: From the question to this answer. It also contains what the other three do not, such
            as a language model's work.
    """

    search: float
    read: float
    answer: float
    total: float


@dataclass(frozen=True, slots=True)
class Statement:
    """A whole sentence of the answer with the numbers of the citations that support it.

    Attributes:
        citations: The numbers of the citations; empty if the sentence is not supported.
        supported: False for a language model's sentence that no passage supports. Such a sentence
            is only kept if the settings say that it is marked and not removed.
    """

    text: str
    citations: tuple[int, ...]
    supported: bool = True


class Agreement(StrEnum):
    """How the articles' answers to a question relate.

    Members:
        SINGLE: One article gives the answer. Refusals and summaries have this member, too.
        SAME: Several articles give the same answer.
        COMPATIBLE: They give answers that are not equally exact but do not contradict each other.
        DIFFERENT: They give answers that cannot all be right.
        LIST: The question has several right answers, and the articles give some of them each.
    """

    SINGLE = "single"
    SAME = "same"
    COMPATIBLE = "compatible"
    DIFFERENT = "different"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Group:
    """One of the answers that the articles give, with all who give it.

    Attributes:
        value: The answer as the first of its articles puts it.
        normalised: The same in plain form: ``2021-08-31``, ``28 people``, ``florence parly``.
        date: The days that it means if it is a date, as ISO 8601 writes them: ``2021-07-08``, or
            ``2021-07-05/2021-07-11`` for a period. None if it is no date, or if they are not known.
        inferred: Whether these days were worked out from the date of the article.
        published: The latest date of publication among its articles, in ISO form; None if no
            article is dated.
        citations: The numbers of the citations that give this answer. Of articles with nearly the
            same text, only the first is cited.
        copies: The paths of the others of these articles.
    """

    value: str
    normalised: str
    date: str | None
    inferred: bool
    published: str | None
    citations: tuple[int, ...]
    copies: tuple[str, ...] = ()


class NoticeKind(StrEnum):
    """What a notice is about.

    Members:
        DISAGREEMENT: Two articles, or the short answer and a language model's text, differ.
        AGREEMENT: Several articles give the same answer, or answers that go together.
        DATE: The days that were worked out from an article's date.
        CATALOGUE: The question is about the articles themselves, or about the assistant.
        REWORDING: Other articles put the answer in other words.
        NOTHING_LEFT: The filters leave no article.
        LANGUAGE: The question or an article is in a language that the models do not know.
        STALE_INDEX: The folder has changed since it was indexed.
        DAMAGED_INDEX: The index is damaged, so only the keyword search is used.
        TRUNCATED: Not all articles were searched.
        MODEL: The language model failed, or found no answer.
        UNSUPPORTED: The language model wrote sentences or source numbers that nothing supports.
        PROGRESS: How far the language model has got.
        NOTE: Anything else, such as a notice that an older version of this program stored.
    """

    DISAGREEMENT = "disagreement"
    AGREEMENT = "agreement"
    DATE = "date"
    CATALOGUE = "catalogue"
    REWORDING = "rewording"
    NOTHING_LEFT = "nothing_left"
    LANGUAGE = "language"
    STALE_INDEX = "stale_index"
    DAMAGED_INDEX = "damaged_index"
    TRUNCATED = "truncated"
    MODEL = "model"
    UNSUPPORTED = "unsupported"
    PROGRESS = "progress"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Notice:
    """One or two sentences that a reader should see beside an answer, written by `qa.notices`.

        >>> notice = Notice(NoticeKind.NOTE, "The folder is small.")
        >>> print(notice.kind, notice, sep=": ")
        note: The folder is small.

    Attributes:
        kind: What the notice is about.
        text: The text of the notice.
    """

    kind: NoticeKind
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """The answer to one question. Printed, it is its text; a notebook shows its sources, too.

        >>> from qa import Assistant
        >>> with Assistant.open() as assistant:  # the two sample articles
        ...     answer = assistant.ask("When does the Afghanistan withdrawal end?")
        >>> print(answer)
        31 August
        >>> Answer.from_dict(answer.to_dict()) == answer
        True

    Attributes:
        question: The question as asked.
        text: The short answer, or `REFUSAL` if refused. It is empty while an unfinished answer has
            none.
        support: Whole sentences that support the answer, with their citation numbers.
        refused: True if the articles do not contain the answer. An unfinished answer is never a
            refusal.
        confidence: Probability in [0, 1] that the answer is correct.
        citations: The citations, numbered from 1 in the order in which the answer refers to them.
        related: If refused, the nearest passages, which are related but do not answer.
        notices: What a reader should see beside the answer, such as a disagreement between
            articles.
        settings_hash: Identifies the settings and models that gave this answer.
        standalone: A follow-up question, rewritten so that it can be understood alone. None if the
            question as asked can be understood alone.
        prose: Sentences that a language model wrote, each checked against the passages. It is empty
            if no model is set, and grows while the model writes.
        complete: False while a language model is still writing, and for an answer that was stopped
            early.
        passages: The passages that were found and read, best first.
        left_out: Sentences that a language model wrote, that no passage supports, and that are
            therefore not part of the answer.
        timings: How long it took; None if the answer was made from a dict. Two answers that differ
            only in their timings are equal.
        groups: The different answers that the articles give, the one of `text` first. There is one
            group if they agree, and none for a refusal or a summary.
        agreement: How these answers relate.

    Raises:
        ValueError: The answer is both unfinished and refused.
    """

    question: str
    text: str
    support: tuple[Statement, ...]
    refused: bool
    confidence: float
    citations: tuple[Citation, ...]
    related: tuple[Citation, ...]
    notices: tuple[Notice, ...]
    settings_hash: str
    standalone: str | None = None
    prose: tuple[Statement, ...] = ()
    complete: bool = True
    passages: tuple[Passage, ...] = ()
    left_out: tuple[str, ...] = ()
    timings: Timings | None = field(default=None, compare=False)
    groups: tuple[Group, ...] = ()
    agreement: Agreement = Agreement.SINGLE

    def __post_init__(self) -> None:
        if self.refused and not self.complete:
            raise ValueError("An unfinished answer cannot be a refusal.")

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        state = "" if self.complete else ", unfinished"
        return (
            f"<Answer {self.text!r}, confidence {self.confidence:.2f}, "
            f"{counted(len(self.citations), 'citation')}{state}>"
        )

    def _repr_html_(self) -> str:
        """Return the answer as a notebook shows it: with its sources, the answer marked in them."""
        sentences = [one for one in (*self.support, *self.prose) if one.text != self.text]
        notes = [f"<p><em>{escape(notice.text)}</em></p>" for notice in self.notices]
        said = [
            f"<p>{escape(one.text)} {''.join(f'[{number}]' for number in one.citations)}</p>"
            for one in sentences
        ]
        sources = [_source_html(one) for one in (*self.citations, *self.related)]
        return (
            f"<div><p><strong>{escape(self.text)}</strong> "
            f"<small>(confidence {self.confidence:.2f})</small></p>"
            f"{''.join(said)}{''.join(sources)}{''.join(notes)}</div>"
        )

    @property
    def sentence_leads(self) -> bool:
        """Whether the first sentence should be shown with the short answer marked in it.

        That is so if the short answer is more likely wrong than right, so that it should not stand
        alone in bold type.
        """
        stands_in = any(self.text in one.text for one in self.support[:1])
        return self.complete and stands_in and self.confidence < _LEAST_TO_LEAD

    def as_turn(self) -> Turn:
        """Return this question and its answer in the form that a follow-up question needs."""
        return Turn(
            question=self.question,
            understood=self.standalone or self.question,
            answer="" if self.refused else self.text,
            citations=self.citations,
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain JSON types; key order is the order of the fields.

        The timings are left out, so that the same answer always gives the same JSON.
        """
        plain: dict[str, Any] = _plain(asdict(self))
        del plain["timings"]
        return plain

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> Self:
        """Return the answer that `to_dict` wrote, also of an older version with fewer keys.

        Raises:
            ValueError: A key is missing or unknown, or a value has another type.
        """
        try:
            made = _record(cls, plain)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise ValueError(f"This is not an answer that to_dict() wrote: {error}") from error
        assert isinstance(made, cls)
        return made


@dataclass(frozen=True, slots=True, repr=False)
class Article:
    """A current article of the index, with its whole text.

    Attributes:
        text: The article's text as decoded when it was indexed.
        language: ISO 639-1 code, or ``und`` if it is not known.
        passages: How many passages it was split into.
        updated: ISO date of its last change, if it states one.
    """

    article_id: str
    title: str
    published: str | None
    path: str
    also_in: tuple[str, ...]
    language: str
    passages: int
    text: str
    updated: str | None = None

    def __repr__(self) -> str:
        return (
            f"<Article {self.title!r} ({self.published or 'undated'}), {self.path}, "
            f"{counted(len(self.text), 'character')}>"
        )


@dataclass(frozen=True, slots=True)
class Status:
    """The state of an index.

    Attributes:
        folder: Real path of the folder of articles.
        index: The location of the index: its folder, or the Chroma server.
        articles: How many current articles there are.
        passages: How many passages they were split into.
        embedding: Name of the embedding model.
        updated: When the index last changed, ISO 8601, UTC.
        skipped: The files that were skipped, each as (path, reason).
        changed: Whether the folder has changed since then.
    """

    folder: str
    index: str
    articles: int
    passages: int
    embedding: str
    updated: str
    skipped: tuple[tuple[str, str], ...]
    changed: bool

    def to_dict(self) -> dict[str, Any]:
        """Return the status as plain JSON types."""
        plain: dict[str, Any] = _plain(asdict(self))
        return plain


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of a conversation, with what a follow-up question needs of its answer.

    `Answer.as_turn` creates it.

    Attributes:
        question: As it was asked.
        understood: The question, rewritten so that it can be understood alone.
        answer: The short answer; empty if there was none.
        citations: The citations of the answer.
    """

    question: str
    understood: str
    answer: str = ""
    citations: tuple[Citation, ...] = ()


def _plain(value: Any) -> Any:
    """Convert tuples to lists and enum members to strings, so that a JSON round trip is equal."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, StrEnum):
        return value.value
    return value


def _record(kind: type, plain: Mapping[str, Any]) -> object:
    """Make a dataclass, and the records within it, from plain JSON types."""
    hints = get_type_hints(kind)
    known = {one.name: one for one in fields(kind) if one.init}
    if unknown := sorted(set(plain) - set(known)):
        raise ValueError(f"unknown key {unknown[0]!r}")
    return kind(**{name: _value(hints[name], value) for name, value in plain.items()})


def _value(hint: Any, value: Any) -> Any:
    """Convert a plain value to the type that a field of a record has."""
    if is_dataclass(hint):
        return _record(hint, value)  # type: ignore[arg-type]
    if get_origin(hint) is tuple:
        inner, *rest = get_args(hint)
        if not isinstance(value, (list, tuple)):
            raise TypeError(f"{value!r} is not a list")
        kinds = [inner] * len(value) if rest in ([], [...]) else [inner, *rest]
        return tuple(_value(one, item) for one, item in zip(kinds, value, strict=True))
    if isinstance(hint, types.UnionType):
        if value is None and type(None) in get_args(hint):
            return None
        return _value(next(one for one in get_args(hint) if one is not type(None)), value)
    if not isinstance(hint, type):
        return value  # such as dict[str, float], whose items are plain already
    if issubclass(hint, StrEnum):
        return hint(value)
    if hint is float and type(value) is int:
        return float(value)
    if not isinstance(value, hint):
        raise TypeError(f"{value!r} is not of type {hint.__name__}")
    return value


def _source_html(citation: Citation) -> str:
    """Return a citation as HTML, with the words marked that answer the question."""
    pieces, at = [], 0
    for start, end in sorted(citation.spans):
        start, end = start - citation.start, end - citation.start
        if at <= start < end <= len(citation.quote) and end - start < len(citation.quote):
            pieces += [
                escape(citation.quote[at:start]),
                f"<mark>{escape(citation.quote[start:end])}</mark>",
            ]
            at = end
    pieces.append(escape(citation.quote[at:]))
    heading = f"{citation.title} ({citation.published or 'undated'}), {citation.path}"
    return (
        f"<blockquote>{''.join(pieces)}<br>"
        f"<small>[{citation.number}] {escape(heading)}</small></blockquote>"
    )


def counted(number: int, what: str) -> str:
    """Return a number with its noun: ``1 passage``, ``1,795 passages``."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
