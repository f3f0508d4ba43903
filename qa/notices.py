"""The text of every notice that a reader should see beside an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.answers import Notice, NoticeKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.errors import QAError

__all__ = [
    "agree_on_what",
    "article_language",
    "articles_agree",
    "articles_differ",
    "articles_left_out",
    "articles_may_differ",
    "counted_rows",
    "day_worked_out",
    "filters_leave_nothing",
    "folder_changed",
    "from_the_index",
    "index_damaged",
    "model_failed",
    "model_found_nothing",
    "model_reads",
    "model_waits",
    "not_a_question",
    "not_equally_exact",
    "nothing_to_compare",
    "part_unanswered",
    "prose_beside_refusal",
    "prose_differs",
    "put_differently",
    "question_language",
    "several_answers",
    "undated_left_out",
    "unknown_sources",
    "unsupported_sentences",
    "which_article",
]


# So many names of rows are enough to see what was counted.
_MOST_NAMED = 10


def articles_differ(answers: Sequence[str], *, by_date: bool = False) -> Notice:
    """Say that articles contradict each other.

    Args:
        answers: The answers with their dates and citations, that of the short answer first:
            ``28 (3 December 2021) [1]``.
        by_date: Whether they are in order of their dates, the newest first.
    """
    first, *others = answers
    joint = "; before that: " if by_date else ", "
    return Notice(
        NoticeKind.DISAGREEMENT, f"The articles differ: {first}{joint}{', '.join(others)}."
    )


def articles_may_differ(answers: Sequence[str]) -> Notice:
    """Say that articles give other values, but perhaps of another thing.

    Args:
        answers: As for `articles_differ`.
    """
    first, *others = answers
    return Notice(
        NoticeKind.POSSIBLE_DISAGREEMENT,
        f"The articles may differ: {first}, {', '.join(others)}. "
        "Read both: they may speak of different things.",
    )


def articles_agree(answer: str, count: int, *, all_articles: bool) -> Notice:
    """Say that several articles give the same answer.

    Args:
        answer: The answer with its citations: ``31 August [1][2]``.
        count: How many articles, at least two.
        all_articles: Whether there are no other articles.
    """
    articles = f"{count} articles"
    if count == 2:
        articles = "Both articles" if all_articles else "Two articles"
    return Notice(NoticeKind.AGREEMENT, f"{articles} say {answer}.")


def not_equally_exact(answers: Sequence[str]) -> Notice:
    """Say that articles give answers that differ only in how exact they are."""
    return Notice(
        NoticeKind.AGREEMENT,
        f"The articles are not equally exact, but do not differ: {', '.join(answers)}.",
    )


def nothing_to_compare() -> Notice:
    """Say that only one answer was found to a question whether articles agree."""
    return Notice(
        NoticeKind.NOTE,
        "Whether the articles agree cannot be told: no second article was found that answers this "
        "in a way that can be compared.",
    )


def several_answers(answers: Sequence[str]) -> Notice:
    """Say that the question has several right answers, of which articles give some each."""
    return Notice(NoticeKind.AGREEMENT, f"The articles give several answers: {', '.join(answers)}.")


def day_worked_out(words: str, days: str, published: str) -> Notice:
    """Say which day a relative date means.

    Args:
        words: The words of the article: ``Thursday``.
        days: The days that they mean: ``8 July 2021``.
        published: The date of the article, from which this follows.
    """
    return Notice(
        NoticeKind.DATE, f"“{words}” is {days}, worked out from the article's date, {published}."
    )


def counted_rows(names: Sequence[str]) -> Notice:
    """Say which rows of tables were counted; an article need not state their number."""
    shown = list(names[:_MOST_NAMED])
    if len(names) > len(shown):
        shown.append(f"and {len(names) - len(shown)} more")
    return Notice(NoticeKind.NOTE, f"Counted in the table: {', '.join(shown)}.")


def put_differently(others: Sequence[str]) -> Notice:
    """Say that articles give other answers that do not contradict this one."""
    return Notice(NoticeKind.REWORDING, f"Put differently elsewhere: {'; '.join(others)}.")


def article_language(title: str, language: str) -> Notice:
    """Say that a cited article is in a language that the models were not trained on."""
    return Notice(
        NoticeKind.LANGUAGE,
        f"“{title}” is in a language that the models do not know ({language}); check what it says.",
    )


def question_language(language: str) -> Notice:
    """Say that the question is in a language that the models were not trained on."""
    return Notice(
        NoticeKind.LANGUAGE,
        f"The question seems to be in another language ({language}); the models know English: "
        "ask in English for a better answer.",
    )


def folder_changed(folder: str) -> Notice:
    """Say that the folder has changed since the index was last updated."""
    return Notice(
        NoticeKind.STALE_INDEX,
        "The folder has changed since it was indexed; bring the index up to date: "
        f"qa index {folder}",
    )


def from_the_index() -> Notice:
    """Say that an answer is not a sentence of an article."""
    return Notice(
        NoticeKind.CATALOGUE,
        "Answered from what the index records of the articles (titles, authors, dates, words).",
    )


def not_a_question() -> Notice:
    """Say what can be asked, in reply to a greeting or a question about the assistant."""
    return Notice(
        NoticeKind.CATALOGUE,
        "This assistant only answers questions about the articles in the folder, with the passages "
        "that say so. Ask for example who, when, where or how many, or for a summary.",
    )


def which_article() -> Notice:
    """Say that a question means one article, but not which."""
    return Notice(
        NoticeKind.CATALOGUE,
        "There are several articles: say what the one that you mean is about, such as "
        "“Who wrote the article about the bridge?”",
    )


def agree_on_what() -> Notice:
    """Say that whether articles agree can be told of one fact at a time."""
    return Notice(
        NoticeKind.CATALOGUE,
        "Whether the articles agree is said beside each answer. Ask about one fact, such as “Do "
        "the articles agree on how many people died?”",
    )


def part_unanswered(question: str) -> Notice:
    """Say that one of several questions that were asked together has no answer."""
    return Notice(NoticeKind.NOTE, f"The articles do not say: {question}")


def index_damaged(folder: str) -> Notice:
    """Say that the index is damaged, so its vectors could not be used."""
    return Notice(
        NoticeKind.DAMAGED_INDEX,
        "The index is damaged: this answer was found by keywords alone. "
        f"Rebuild it: qa index --rebuild {folder}",
    )


def articles_left_out(count: int) -> Notice:
    """Say that a broad question was not answered from all articles.

    Args:
        count: How many articles were not searched.
    """
    return Notice(
        NoticeKind.TRUNCATED,
        f"Not all articles were looked at: {count:,} were left out. Name a topic, or choose "
        "articles or dates.",
    )


def filters_leave_nothing(articles: int, undated: int) -> Notice:
    """Say that no article passes the filters.

    Args:
        articles: How many articles there are.
        undated: How many of them state no date, if there is a filter by date, which leaves these
            out.
    """
    whole = f"the {articles:,} articles" if articles != 1 else "your 1 article"
    dates = f"; {undated:,} of them {'states' if undated == 1 else 'state'} no date"
    dates = dates if undated else ""
    return Notice(
        NoticeKind.NOTHING_LEFT,
        f"No article was asked: the filters leave none of {whole}{dates}. "
        "Choose other articles or dates.",
    )


def undated_left_out(count: int) -> Notice:
    """Say that articles were left out because they state no date and a filter asks for one.

    Args:
        count: How many articles, at least one.
    """
    many = "articles that state" if count > 1 else "article that states"
    return Notice(
        NoticeKind.TRUNCATED,
        f"{count:,} {many} no date of publication {'were' if count > 1 else 'was'} left out, "
        "since the question is restricted to dates.",
    )


def model_waits() -> Notice:
    """Say that the language model has not answered yet."""
    return Notice(NoticeKind.PROGRESS, "The language model has not begun to write yet.")


def model_reads(done: int, of: int) -> Notice:
    """Say how many of the passages the language model has read."""
    return Notice(NoticeKind.PROGRESS, f"The language model is reading: passage {done} of {of}.")


def model_failed(error: QAError, left: str = "") -> Notice:
    """Say what went wrong with the language model, what helps, and what is shown instead."""
    return Notice(NoticeKind.MODEL, f"{error} {error.hint} {left}".strip())


def model_found_nothing() -> Notice:
    """Say that the language model found no answer in the passages."""
    return Notice(
        NoticeKind.MODEL,
        "The language model found no answer in the passages that it was given.",
    )


def unsupported_sentences(count: int, *, kept: bool) -> Notice:
    """Say how many of the language model's sentences no passage supports.

    Args:
        count: How many, at least one.
        kept: Whether they are shown and marked.
    """
    many = count > 1
    sentences = f"{count} sentences" if many else "1 sentence"
    done = ("are" if many else "is") + (" marked" if kept else " left out")
    return Notice(
        NoticeKind.UNSUPPORTED,
        f"{sentences} of the language model {done}: no passage supports "
        f"{'them' if many else 'it'}.",
    )


def unknown_sources(numbers: Sequence[int]) -> Notice:
    """Say that the language model cited passages that it was not given."""
    listed = ", ".join(map(str, numbers))
    return Notice(
        NoticeKind.UNSUPPORTED,
        f"The language model cited source numbers that do not exist ({listed}); they were removed.",
    )


def prose_beside_refusal() -> Notice:
    """Say how far to trust the language model's sentences if no short answer was found."""
    return Notice(
        NoticeKind.MODEL,
        "No passage answers the question by itself with enough certainty; the language model's "
        "sentences are supported by the passages cited, but may not answer it.",
    )


def prose_differs() -> Notice:
    """Say that the short answer and the language model's text differ."""
    return Notice(
        NoticeKind.DISAGREEMENT,
        "The short answer and the language model's text differ; compare their sources.",
    )
