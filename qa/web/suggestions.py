"""Questions that the page offers. Each was asked beforehand, and its answer was sure."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from itertools import islice
from typing import TYPE_CHECKING, Any

from qa.assistant import (
    AnswerKind,
    ProposedQuestion,
    expected_kind,
    main_names,
    propose_questions,
    read_header,
)
from qa.errors import QAError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from qa.answers import Answer
    from qa.assistant import ArticleRecord, Assistant
    from qa.web.chat import PageFilters

__all__ = ["Suggestions", "newest_first", "questions_after", "questions_of_folder"]

#: How many questions are offered to begin with, and below an answer.
_MOST_FIRST = 4
_MOST_AFTER = 3
# How many are asked to find them; each costs as much as a question from a user.
_TRIED = {_MOST_FIRST: 20, _MOST_AFTER: 8}
# Probability in [0, 1] that an answer is right, from which on it is sure. The lower one is for an
# answer that agrees with the sentence from which a rule made the question: two independent signs.
_SURE = 0.66
_SURE_TOGETHER = 0.45
# The newest articles that the first questions are made from.
_ARTICLES_READ = 12
# Characters before and after a citation that the follow-up questions are made from.
_REACH = 1_500
# Characters of an article that the first questions are made from.
_LONGEST_BODY = 20_000
# A longer answer to a suggested question is a paragraph of the article.
_LONGEST_ANSWER = 160
_REMEMBERED = 256
# For how long a trial waits for the questions of users before it is given up.
_PATIENCE_SECONDS = 20.0
_COMMENTS = ("#", "//")


class Suggestions:
    """Finds questions to offer, and remembers them until the index changes. Safe for threads.

    Args:
        assistant: Is asked the questions.
        folder: The folder of articles, in which or beside which a gold set may lie.
        rest: Waits until no user's question is being answered, at most for the seconds given;
            returns whether that is so. Users come first.
    """

    def __init__(self, assistant: Assistant, folder: Path, rest: Callable[[float], bool]) -> None:
        self._assistant = assistant
        self._folder = folder
        self._rest = rest
        self._one_at_a_time = threading.Lock()
        self._lock = threading.Lock()
        self._found: OrderedDict[tuple[Any, ...], tuple[str, ...]] = OrderedDict()

    def known_first(self) -> tuple[str, ...] | None:
        """Return the questions to begin with; None if they have not been tried yet."""
        return self._known((self._assistant.revision,))

    def first(self) -> tuple[str, ...]:
        """Return up to four questions to begin with; this may take seconds."""
        articles = self._assistant.articles()
        return self._tried(
            (self._assistant.revision,),
            lambda: questions_of_folder(self._folder, articles, self._text),
            _MOST_FIRST,
        )

    def known_after(self, answer: Answer) -> tuple[str, ...]:
        """Return the follow-up questions known for an answer."""
        return self._known(self._key(answer)) or ()

    def after(self, answer: Answer, asked: Iterable[str], filters: PageFilters) -> tuple[str, ...]:
        """Return up to three questions to go on with; this may take seconds.

        Args:
            answer: The answer below which they are offered.
            asked: The questions of the conversation, which are not offered again.
            filters: What the page restricts questions to.
        """
        if answer.refused or not answer.citations or not answer.complete:
            return ()
        before = {question.casefold() for question in asked}

        def proposed() -> Iterator[ProposedQuestion]:
            return (
                one
                for one in questions_after(answer, self._text)
                if one.text.casefold() not in before
            )

        return self._tried(
            self._key(answer), proposed, _MOST_AFTER, filters=filters, unlike=answer.text
        )

    def _key(self, answer: Answer) -> tuple[Any, ...]:
        return (self._assistant.revision, answer.question, answer.standalone, answer.text)

    def _known(self, key: tuple[Any, ...]) -> tuple[str, ...] | None:
        with self._lock:
            return self._found.get(key)

    def _tried(
        self,
        key: tuple[Any, ...],
        proposed: Callable[[], Iterator[ProposedQuestion]],
        most: int,
        *,
        filters: PageFilters | None = None,
        unlike: str = "",
    ) -> tuple[str, ...]:
        """Ask the proposed questions until enough of them have come out sure."""
        with self._one_at_a_time:
            if (known := self._known(key)) is not None:
                return known
            sure: dict[str, str] = {}
            accounts: list[str] = []
            ordered = _facts_first(proposed(), lambda: len(accounts) >= most // 2)
            for tried, one in enumerate(ordered):
                if len(sure) == most or tried == _TRIED[most]:
                    break
                if not self._rest(_PATIENCE_SECONDS):
                    return ()  # and nothing is remembered, so that it is tried again
                text = self._sure_answer(one, filters)
                if text and text != unlike and text not in sure:
                    sure[text] = one.text
                    accounts += [one.text] if _asks_for_account(one) else []
            found = tuple(sure.values())
            with self._lock:
                self._found[key] = found
                while len(self._found) > _REMEMBERED:
                    self._found.popitem(last=False)
            return found

    def _sure_answer(self, proposed: ProposedQuestion, filters: PageFilters | None) -> str:
        """Ask a question; return the text of its answer, or nothing if it is not a good one."""
        restricted: dict[str, Any] = {}
        if filters is not None:
            restricted = {
                "articles": filters.articles or None,
                "since": filters.since or None,
                "until": filters.until or None,
            }
        try:
            # The first version is in the articles' own words: no language model is asked.
            answers = self._assistant.stream(proposed.text, **restricted)
            answer = next(answers)
            answers.close()
        except QAError:
            return ""
        return answer.text if _is_sure(answer, proposed) else ""

    def _text(self, article_id: str) -> str:
        try:
            return self._assistant.article(article_id).text
        except QAError:  # removed meanwhile
            return ""


def _is_sure(answer: Answer, proposed: ProposedQuestion) -> bool:
    """Whether an answer is good enough for its question to be offered."""
    if answer.refused or not answer.text:
        return False
    if _asks_for_account(proposed):  # a summary is complete or not
        return answer.confidence >= _SURE and len(answer.support) > 1
    said = answer.text.casefold()
    if len(said) > _LONGEST_ANSWER or any(said == one.title.casefold() for one in answer.citations):
        return False
    if proposed.expected:
        expected = proposed.expected.casefold()
        agrees = expected in said or said in expected
        return agrees and answer.confidence >= _SURE_TOGETHER
    return answer.confidence >= _SURE


def questions_of_folder(
    folder: Path, articles: Sequence[ArticleRecord], text_of: Callable[[str], str]
) -> Iterator[ProposedQuestion]:
    """Propose questions to begin with.

    The rows of a gold set that lies in the folder or beside it come first. Then one question from
    each of the newest articles is proposed, then a second one from each, and so on.

    Args:
        folder: The folder of articles.
        articles: The live ones.
        text_of: Gives an article's text by its id.
    """
    for path in (folder / "gold.jsonl", folder.parent / "gold.jsonl"):
        yield from _gold_questions(path)
    readable = (one for one in newest_first(articles) if one.language in {"en", "und"})
    texts = [text_of(one.article_id) for one in islice(readable, _ARTICLES_READ)]
    yield from _in_turns([_questions_of(_body(text)) for text in texts])


def questions_after(answer: Answer, text_of: Callable[[str], str]) -> Iterator[ProposedQuestion]:
    """Propose questions about what stands near the citations of an answer.

    Args:
        answer: The answer.
        text_of: Gives an article's text by its id.
    """
    known = f"{answer.question} {answer.standalone or ''}".casefold()
    near: dict[str, str] = {}
    for citation in answer.citations:
        text = text_of(citation.article_id)
        around = text[max(0, citation.start - _REACH) : citation.end + _REACH]
        near.setdefault(citation.article_id, around)
    for one in _in_turns([_questions_of(text) for text in near.values()]):
        name = one.text.removeprefix(_ABOUT).rstrip("?").casefold()
        if name not in known:
            yield one


def newest_first(articles: Iterable[ArticleRecord]) -> list[ArticleRecord]:
    """Sort articles by date, the newest first; those without a date come last."""
    return sorted(articles, key=lambda one: one.published or "", reverse=True)


_ABOUT = "What do the articles say about "


def _questions_of(text: str) -> list[ProposedQuestion]:
    """Propose questions about a text: two about facts, then one that asks for an account."""
    facts = propose_questions(text)
    accounts = [ProposedQuestion(f"{_ABOUT}{name}?") for name in main_names(text)[:2]]
    return [*facts[:2], *accounts[:1], *facts[2:], *accounts[1:]]


def _asks_for_account(proposed: ProposedQuestion) -> bool:
    return expected_kind(proposed.text) is AnswerKind.OPEN


def _facts_first(
    proposed: Iterable[ProposedQuestion], enough: Callable[[], bool]
) -> Iterator[ProposedQuestion]:
    """Yield questions in order, but those that ask for an account last once there are enough."""
    last = []
    for one in proposed:
        if _asks_for_account(one) and enough():
            last.append(one)
        else:
            yield one
    yield from last


def _in_turns(
    of_texts: Sequence[Sequence[ProposedQuestion]],
) -> Iterator[ProposedQuestion]:
    """Yield the first question of each text, then the second of each, each question once."""
    seen: set[str] = set()
    for place in range(max(map(len, of_texts), default=0)):
        for questions in of_texts:
            if place < len(questions) and questions[place].text not in seen:
                seen.add(questions[place].text)
                yield questions[place]


def _body(text: str) -> str:
    body = read_header(text).body(text)
    return "\n\n".join(text[start:end] for start, end in body)[:_LONGEST_BODY]


def _gold_questions(path: Path) -> Iterator[ProposedQuestion]:
    """Yield the first gold questions that stand alone; a malformed file gives none."""
    try:
        lines = path.read_text("utf-8").splitlines()[: 5 * _MOST_FIRST]
        rows: list[Any] = [
            json.loads(line)
            for line in lines
            if line.strip() and not line.lstrip().startswith(_COMMENTS)
        ]
    except (OSError, ValueError):
        return
    for row in rows:
        if isinstance(row, dict) and row.get("question") and not row.get("history"):
            answers = row.get("answers")
            expected = str(answers[0]) if isinstance(answers, list) and answers else ""
            yield ProposedQuestion(str(row["question"]), expected)
