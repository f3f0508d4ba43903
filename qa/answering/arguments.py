"""Checks what a caller gives to an assistant, so that a slip is reported with what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypedDict, get_args

from qa.answers import Answer, Turn
from qa.errors import ConfigurationError, FilterError, QuestionError
from qa.language.followups import standalone
from qa.retrieval import Restriction

if TYPE_CHECKING:
    from llama_index.core.llms.llm import LLM

__all__ = [
    "ArticleFilters",
    "Earlier",
    "at_least_one",
    "checked_choice",
    "checked_history",
    "checked_llm",
    "checked_question",
    "checked_restriction",
]

#: An earlier question of a conversation: its turn, its answer, the question alone, or the question
#: and the text of its answer.
Earlier = Turn | Answer | str | tuple[str, str]


class ArticleFilters(TypedDict, total=False):
    """Which articles a question is asked of; without any, of all.

    Attributes:
        articles: Ids or paths of articles; a single one may stand alone.
        since: Only articles published on or after this day (ISO date).
        until: Only articles published on or before this day.
    """

    articles: str | Iterable[str] | None
    since: str | date | None
    until: str | date | None


_QUESTION_HINT = 'Give one question as text, such as assistant.ask("Who was there?").'
_HISTORY_HINT = (
    "Give a list of earlier questions, of pairs (question, answer's text), of answers, or of turns."
)


def checked_question(question: Any) -> str:
    """Return the question.

    Raises:
        QuestionError: It is not text.
    """
    if not isinstance(question, str):
        raise QuestionError(f"A question is text, not {_kind(question)}.", hint=_QUESTION_HINT)
    return question


def checked_history(history: Any) -> list[Turn | str]:
    """Return the turns of a conversation, oldest first.

    A pair of a question and an answer's text becomes a turn, whose question is understood from the
    turns before it.

    Args:
        history: Turns, answers, questions, or pairs; a text is a single question.

    Raises:
        QuestionError: It is anything else.
    """
    if isinstance(history, (str, Turn, Answer)):
        history = [history]
    if not isinstance(history, Iterable):
        raise QuestionError(f"The history cannot be {_kind(history)}.", hint=_HISTORY_HINT)
    turns: list[Turn | str] = []
    for one in history:
        if isinstance(one, (Turn, str)):
            turns.append(one)
        elif isinstance(one, Answer):
            turns.append(one.as_turn())
        elif _is_pair(one):
            before = [each if isinstance(each, Turn) else Turn(each, each) for each in turns]
            turns.append(Turn(one[0], standalone(one[0], before), one[1]))
        else:
            raise QuestionError(
                f"An earlier question cannot be {_kind(one)}: {one!r}.", hint=_HISTORY_HINT
            )
    return turns


def checked_restriction(
    articles: Any = None,
    since: str | date | None = None,
    until: str | date | None = None,
    **unknown: object,
) -> Restriction:
    """Return the restriction that the arguments of a caller describe.

    Args:
        articles: Ids or paths; a text is a single one. Records that have an ``article_id``, such as
            citations, stand for their articles.
        since: First day.
        until: Last day.
        unknown: What is none of these, such as a misspelt name.

    Raises:
        FilterError: An argument has a wrong type.
        TypeError: There is an argument of another name.
    """
    for name in unknown:
        raise TypeError(f"unexpected argument {name!r}; filters are articles, since and until")
    for name, day in (("since", since), ("until", until)):
        if not isinstance(day, (str, date, type(None))):
            raise FilterError(
                f"{name} cannot be {_kind(day)}.", hint='Write the day as "2021-07-10".'
            )
    if articles is None:
        return Restriction(None, since, until)
    if isinstance(articles, str) or hasattr(articles, "article_id"):
        articles = [articles]
    hint = "Give ids or paths of articles, as assistant.articles() lists them."
    if not isinstance(articles, Iterable):
        raise FilterError(f"articles cannot be {_kind(articles)}.", hint=hint)
    named: list[Any] = [getattr(one, "article_id", one) for one in articles]
    for one in named:
        if not isinstance(one, str):
            raise FilterError(f"An article cannot be named by {_kind(one)}: {one!r}.", hint=hint)
    return Restriction(tuple(named), since, until)


def at_least_one(name: str, value: Any) -> int:
    """Return a number that must be at least 1.

    Args:
        name: The argument's name, for the message.
        value: What the caller gave.

    Raises:
        ConfigurationError: It is less, or not a whole number.
    """
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ConfigurationError(
            f"{name} is {value!r}.", hint=f"Give a whole number from 1, such as {name}=10."
        )
    return value


def checked_choice(name: str, value: Any, choices: Any) -> None:
    """Check that a value is one of the texts of a ``Literal``.

    Raises:
        ConfigurationError: It is not.
    """
    known = get_args(choices)
    if value not in known:
        listed = ", ".join(map(repr, known))
        raise ConfigurationError(f"{name} is {value!r}.", hint=f"Choose one of: {listed}.")


def checked_llm(llm: Any) -> LLM | None:
    """Return the language model.

    Raises:
        ConfigurationError: It is not an LLM of LlamaIndex.
    """
    # LlamaIndex's LLMs all have this method; importing their class would take a second.
    if llm is not None and not callable(getattr(llm, "stream_chat", None)):
        raise ConfigurationError(
            f"llm is {llm!r}, which is not an LLM of LlamaIndex.",
            hint='Give an object such as OpenAILike(model="..."), or set QA_LLM_URL and '
            "QA_LLM_MODEL.",
        )
    return llm  # type: ignore[no-any-return]


def _is_pair(one: Any) -> bool:
    return (
        isinstance(one, Sequence) and len(one) == 2 and all(isinstance(text, str) for text in one)
    )


def _kind(value: Any) -> str:
    return "None" if value is None else f"of type {type(value).__name__}"
