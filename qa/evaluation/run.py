"""Asks an assistant gold questions, one after the other or several at once."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed

from qa.answers import Answer, Turn
from qa.evaluation.corpus import Corpus, EvaluatedAssistant
from qa.evaluation.gold import GoldQuestion, GoldSet, check_evidence
from qa.evaluation.journal import Journal
from qa.evaluation.records import QuestionRecord
from qa.evaluation.scoring import Judge, Similarity, score_answer, score_search

__all__ = ["DEPTH", "EvaluationProgress", "evaluate", "sample"]

#: How many passages are searched for a gold answer. This is enough to distinguish "not retrieved"
#: from "retrieved but not read" (20 are read by default).
DEPTH = 100

#: Called after each question with the number of questions done and the total number.
EvaluationProgress = Callable[[int, int], None]


def evaluate(
    gold: GoldSet,
    assistant: EvaluatedAssistant,
    *,
    earlier: EvaluatedAssistant | None = None,
    threshold: float = 0.0,
    read: int = 20,
    limit: int | None = None,
    seed: int = 0,
    threads: int = 1,
    retrieval_only: bool = False,
    similarity: Similarity | None = None,
    is_prose: bool = False,
    judge: Judge | None = None,
    journal: Journal | None = None,
    progress: EvaluationProgress | None = None,
) -> tuple[QuestionRecord, ...]:
    """Ask every gold question and score the answers.

    Open the assistant with a threshold of 0 and give its real threshold here. Then each record
    contains the answer even if the question counts as refused. So one run gives the whole
    risk-coverage curve, and a wrongly refused question shows which answer was withheld.

    Args:
        gold: The questions; see :func:`qa.evaluation.gold.check_evidence`, which is called first.
        assistant: The assistant to evaluate.
        earlier: The same assistant with its real threshold. It answers the questions that come
            before a follow-up, so that the follow-up is asked in the conversation that a user
            would have had. Without it, ``assistant`` answers them.
        threshold: Confidence in [0, 1] below which an answer counts as refused.
        read: How many passages the assistant's reader reads.
        limit: Ask only this many questions, drawn at random.
        seed: The same seed draws the same questions.
        threads: How many questions are asked at the same time. With more than one, the times of the
            answers are those of a busy assistant.
        retrieval_only: Only search for passages, and ask no question.
        similarity: Compares a language model's text with the gold answers.
        is_prose: Whether the assistant answers in a language model's words alone.
        judge: Judges the answers, in addition to the comparison with the gold answers.
        journal: The records so far. Questions in it are not asked again.
        progress: Called when a question is done.

    Returns:
        A record for each question, in the order of the gold set.

    Raises:
        GoldSetError: The articles do not contain the evidence.
        QAError: Whatever the assistant raises; records so far stay in the journal.
    """
    corpus = Corpus(assistant)
    check_evidence(gold, corpus.text_at)
    done = journal.begin() if journal else {}
    conversations = _Conversations(earlier or assistant)
    questions = sample(gold.questions, limit, seed)
    if retrieval_only:
        # A question without an answer, or one that is not understood alone, cannot be searched for.
        questions = tuple(one for one in questions if one.answerable and not one.history)

    def score(question: GoldQuestion) -> QuestionRecord:
        # A follow-up question cannot be understood alone, so a search for it finds nothing.
        searched = question.answerable and not question.history
        depth = max(DEPTH, read)
        if retrieval_only:
            found = assistant.search(question.question, depth, **question.filters)
            return score_search(question, found, corpus, read=read)
        turns = conversations.turns(question.history)
        started = time.perf_counter()
        answer = assistant.ask(question.question, history=turns, **question.filters)
        seconds = time.perf_counter() - started
        return score_answer(
            question,
            answer,
            assistant.search(question.question, depth, **question.filters) if searched else None,
            corpus,
            seconds=seconds,
            threshold=threshold,
            read=read,
            similarity=similarity,
            is_prose=is_prose,
            judge=judge,
        )

    records = {one.id: done[one.id] for one in questions if one.id in done}
    for record in _each([one for one in questions if one.id not in done], score, threads):
        records[record.gold.id] = record
        if journal:
            journal.append(record)
        if progress:
            progress(len(records), len(questions))
    return tuple(records[question.id] for question in questions)


def _each(
    questions: Sequence[GoldQuestion],
    score: Callable[[GoldQuestion], QuestionRecord],
    threads: int,
) -> Iterator[QuestionRecord]:
    """Yield the record of each question as soon as it is made."""
    if threads == 1:
        yield from map(score, questions)
        return
    pool = ThreadPoolExecutor(threads, thread_name_prefix="qa")
    try:
        for future in as_completed([pool.submit(score, question) for question in questions]):
            yield future.result()
    finally:
        pool.shutdown(cancel_futures=True)


def sample(
    questions: Sequence[GoldQuestion], limit: int | None, seed: int
) -> tuple[GoldQuestion, ...]:
    """Draw ``limit`` questions without replacement, in their order; None takes all."""
    if limit is None or limit >= len(questions):
        return tuple(questions)
    chosen = random.Random(seed).sample(range(len(questions)), limit)
    return tuple(questions[index] for index in sorted(chosen))


class _Conversations:
    """Earlier questions and their answers. A question with several follow-ups is asked once."""

    def __init__(self, assistant: EvaluatedAssistant) -> None:
        self._assistant = assistant
        self._answers: dict[tuple[str, ...], Answer] = {}
        self._lock = threading.Lock()

    def turns(self, history: Sequence[str]) -> tuple[Turn, ...]:
        with self._lock:
            return self._asked(history)

    def _asked(self, history: Sequence[str]) -> tuple[Turn, ...]:
        turns: list[Turn] = []
        for count, question in enumerate(history, start=1):
            so_far = tuple(history[:count])
            if so_far not in self._answers:
                self._answers[so_far] = self._assistant.ask(question, history=tuple(turns))
            turns.append(self._answers[so_far].as_turn())
        return tuple(turns)
