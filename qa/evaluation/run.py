"""Put gold questions to an assistant, one after the other."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence

from qa.answers import Answer, Turn
from qa.evaluation.corpus import Corpus, EvaluatedAssistant
from qa.evaluation.gold import GoldQuestion, GoldSet, check_evidence
from qa.evaluation.journal import Journal
from qa.evaluation.records import QuestionRecord
from qa.evaluation.scoring import score_answer

__all__ = ["DEPTH", "EvaluationProgress", "evaluate", "sample"]

#: How many passages are looked through for a gold answer: enough to tell "not retrieved" from
#: "retrieved but not read" (20 are read by default).
DEPTH = 100

#: Called after each question with how many are done, and how many there are.
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
    journal: Journal | None = None,
    progress: EvaluationProgress | None = None,
) -> tuple[QuestionRecord, ...]:
    """Ask every gold question and score what comes back.

    Open the assistant with a threshold of 0 and give its real one here. Then each record holds
    what would have been answered had the question not been refused, so one run shows the whole
    risk-coverage curve, and a wrongly refused question shows what was withheld.

    Args:
        gold: The questions; see :func:`qa.evaluation.gold.check_evidence`, which is called first.
        assistant: What is evaluated.
        earlier: The same assistant with its real threshold. It answers the questions that come
            before a follow-up, so that the follow-up is asked in the conversation that a user
            would have had. Without it, ``assistant`` answers them.
        threshold: Confidence in [0, 1] below which an answer counts as refused.
        read: How many passages the assistant's reader reads.
        limit: Ask only so many questions, drawn at random.
        seed: The same seed draws the same questions.
        journal: Records so far; questions in it are not asked again.
        progress: Told about each question when it is done.

    Returns:
        A record for each question, in the order of the gold set.

    Raises:
        GoldSetError: Evidence does not stand in the articles.
        QAError: Whatever the assistant raises; records so far stay in the journal.
    """
    corpus = Corpus(assistant)
    check_evidence(gold, corpus.text_at)
    done = journal.begin() if journal else {}
    conversations = _Conversations(earlier or assistant)
    questions = sample(gold.questions, limit, seed)
    records = []
    for number, question in enumerate(questions, start=1):
        record = done.get(question.id)
        if record is None:
            turns = conversations.turns(question.history)
            started = time.perf_counter()
            answer = assistant.ask(question.question, history=turns)
            seconds = time.perf_counter() - started
            # A follow-up does not stand alone: searched for as it is, it would find nothing.
            searched = question.answerable and not question.history
            found = assistant.search(question.question, max(DEPTH, read)) if searched else None
            record = score_answer(
                question, answer, found, corpus, seconds=seconds, threshold=threshold, read=read
            )
            if journal:
                journal.append(record)
        records.append(record)
        if progress:
            progress(number, len(questions))
    return tuple(records)


def sample(
    questions: Sequence[GoldQuestion], limit: int | None, seed: int
) -> tuple[GoldQuestion, ...]:
    """Draw ``limit`` questions without replacement, keeping their order; None takes all."""
    if limit is None or limit >= len(questions):
        return tuple(questions)
    chosen = random.Random(seed).sample(range(len(questions)), limit)
    return tuple(questions[index] for index in sorted(chosen))


class _Conversations:
    """Earlier questions and their answers; follow-ups to the same question ask it once."""

    def __init__(self, assistant: EvaluatedAssistant) -> None:
        self._assistant = assistant
        self._answers: dict[tuple[str, ...], Answer] = {}

    def turns(self, history: Sequence[str]) -> tuple[Turn, ...]:
        turns: list[Turn] = []
        for count, question in enumerate(history, start=1):
            so_far = tuple(history[:count])
            if so_far not in self._answers:
                self._answers[so_far] = self._assistant.ask(question, history=tuple(turns))
            turns.append(self._answers[so_far].as_turn())
        return tuple(turns)
