"""The span reader: finds the spans of a passage that may answer a question.

``reader/README.md`` beside this file is the model card: data, recipe, licences, scores.
"""

from __future__ import annotations

import itertools
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qa.errors import ModelFileError, StoppedError
from qa.models.tokenizer import load_tokenizer, read_tokenizer
from qa.models.weights import cores, file_digest, open_session
from qa.resources import model_folder

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence
    from pathlib import Path
    from threading import Event

    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

__all__ = ["READER_SHA256", "Reading", "Span", "SpanReader", "reader_digest"]

#: Hash of the shipped weights: checked when they are loaded, and part of what identifies an answer.
READER_SHA256 = "fbf0d7c53a740a7baee632bd2ce1c179f9e3705a36438a645f56f2a9e211cd04"
# Longest input the scores on the model card were measured with, in tokens.
_MAX_INPUT = 256
_MAX_QUESTION = 64
_MAX_HEADING = 24
# Longest answer, in tokens: the setting of BERT's SQuAD script (Devlin et al. 2019).
_MAX_ANSWER = 30
# The file of a model that is not the shipped one, as Optimum names it.
_FOREIGN = "model.onnx"
# Tokens shared by two neighbouring windows of a long passage: no answer is cut by both.
_OVERLAP = 64


@dataclass(frozen=True, slots=True)
class Span:
    """A possible answer inside a passage.

    Attributes:
        start: Character offset in the passage.
        end: Character offset behind the last character.
        start_logit: The model's score for starting here; unbounded.
        end_logit: The model's score for ending here; unbounded.
    """

    start: int
    end: int
    start_logit: float
    end_logit: float

    @property
    def score(self) -> float:
        """Start plus end logit, comparable between passages of one question."""
        return self.start_logit + self.end_logit


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader found in one passage.

    Attributes:
        spans: The best spans, best first; empty only for a passage without tokens.
        null_score: Score of "this passage does not answer": start plus end logit of ``[CLS]``,
            the lowest over the passage's windows (Devlin et al. 2019, section 4.3).
    """

    spans: tuple[Span, ...]
    null_score: float

    @property
    def gap(self) -> float:
        """The best span's score minus the null score; above 0, the passage probably answers."""
        return self.spans[0].score - self.null_score if self.spans else -np.inf


class SpanReader:
    """Marks the spans of a passage that may answer a question.

    Safe for many threads. Each pair of question and passage is read alone: the shipped model's
    activations are quantised per tensor, so a pair's scores would otherwise move with what is read
    beside it.

    Args:
        threads: How many passages are read in parallel; 0: one for each core.
        spans: How many spans to keep of each passage.
        folder: Another model: ``model.onnx``, an extractive question-answering model of BERT's or
            RoBERTa's kind as Optimum exports it, and its ``tokenizer.json``. Without one, the
            shipped MiniLM-L6, whose hash is checked.

    Raises:
        ModelFileError: A file is missing, has another hash, or is not such a model.

    Example:
        >>> reader = SpanReader()
        >>> passage = "The treaty was signed in Vienna on 3 May."
        >>> (reading,) = reader.read("Where was the treaty signed?", [passage])
        >>> passage[reading.spans[0].start : reading.spans[0].end]
        'Vienna'
    """

    def __init__(self, threads: int = 0, spans: int = 5, folder: Path | None = None) -> None:
        self._session = _open_model(folder)
        self._tokenizer = _tokenizer_of(folder)
        self._inputs = frozenset(one.name for one in self._session.get_inputs())
        self._marks = self._tokenizer.num_special_tokens_to_add(is_pair=True)
        self._threads = cores(threads)
        self._spans = spans

    def read(
        self, question: str, passages: Sequence[str], headings: Sequence[str] = ()
    ) -> list[Reading]:
        """Read every passage for the question.

        Args:
            question: At most 64 tokens of it are read.
            passages: Of any length; a long one is read in overlapping windows.
            headings: What is read before each passage but holds no answer, such as the article's
                title; empty for none. At most 24 tokens of it are read.

        Returns:
            One reading for each passage, in the order given.
        """
        return list(self.read_in_order(question, passages, headings))

    def read_in_order(
        self,
        question: str,
        passages: Iterable[str],
        headings: Iterable[str] = (),
        stop: Event | None = None,
    ) -> Generator[Reading, None, None]:
        """Yield one reading after the other, in the order of the passages.

        Only as many passages are read ahead as there are threads: when the caller closes the
        generator, the others cost nothing.

        Args:
            question: As for `read`.
            passages: As for `read`.
            headings: As for `read`.
            stop: Once another thread sets it, no further passage is read.

        Raises:
            StoppedError: ``stop`` was set before all passages were read.
        """
        asked = self._tokenizer.encode(question, add_special_tokens=False)
        asked.truncate(_MAX_QUESTION)
        waiting = zip(passages, itertools.chain(headings, itertools.repeat("")), strict=False)
        ahead: deque[Future[Reading]] = deque()
        pool = ThreadPoolExecutor(self._threads)

        def submit(count: int) -> None:
            for passage, heading in itertools.islice(waiting, count):
                ahead.append(pool.submit(self._read, asked, passage, heading))

        try:
            submit(self._threads)
            while ahead:
                StoppedError.raise_if(stop)
                yield ahead.popleft().result()
                submit(1)
        finally:
            # A passage that is being read is left to its thread, which nobody waits for.
            pool.shutdown(wait=False, cancel_futures=True)

    def _read(self, question: Encoding, passage: str, heading: str) -> Reading:
        encoding = self._tokenizer.encode(passage, add_special_tokens=False)
        if not encoding.ids:
            return Reading((), np.inf)
        above = self._tokenizer.encode(heading and f"{heading}:", add_special_tokens=False)
        above.truncate(_MAX_HEADING)
        taken = len(question.ids) + len(above.ids) + self._marks
        encoding.truncate(_MAX_INPUT - taken, stride=_OVERLAP)
        spans: list[Span] = []
        null_score = np.inf
        for window in (encoding, *encoding.overflowing):
            shown = window.merge([above, window], growing_offsets=False) if heading else window
            pair = self._tokenizer.post_process(question, shown)
            start, end = self._run(pair)
            # The first token is the model's mark of "no answer": [CLS] or <s>.
            null_score = min(null_score, float(start[0] + end[0]))
            first = pair.sequence_ids.index(1) + len(above.ids)
            body = slice(first, first + len(window.ids))
            spans += _best_spans(start[body], end[body], window.offsets, self._spans)
        spans.sort(key=lambda span: -span.score)
        return Reading(_distinct(spans)[: self._spans], float(null_score))

    def _run(self, pair: Encoding) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        offered = {
            "input_ids": pair.ids,
            "attention_mask": pair.attention_mask,
            "token_type_ids": pair.type_ids,
        }
        start, end = self._session.run(
            ["start_logits", "end_logits"],
            {
                name: np.array([values], dtype=np.int64)
                for name, values in offered.items()
                if name in self._inputs
            },
        )
        return start[0], end[0]


def reader_digest(folder: Path | None) -> str:
    """Return the SHA-256 of the reader's weights, which is part of what identifies an answer.

    Args:
        folder: As for `SpanReader`.

    Raises:
        ModelFileError: There is no such file.
    """
    return READER_SHA256 if folder is None else file_digest(folder / _FOREIGN)


def _open_model(folder: Path | None) -> InferenceSession:
    if folder is None:
        return open_session(model_folder("reader") / "model.int8.onnx", READER_SHA256)
    session = open_session(folder / _FOREIGN)
    if not {"start_logits", "end_logits"} <= {one.name for one in session.get_outputs()}:
        raise ModelFileError(
            f"The model {folder / _FOREIGN} does not mark spans: it has no outputs start_logits "
            "and end_logits.",
            hint="Set QA_READER to a folder with an extractive question-answering model, as "
            "`optimum-cli export onnx --task question-answering` writes it.",
        )
    return session


def _tokenizer_of(folder: Path | None) -> Tokenizer:
    return load_tokenizer() if folder is None else read_tokenizer(folder / "tokenizer.json")


def _best_spans(
    start: NDArray[np.float32],
    end: NDArray[np.float32],
    offsets: list[tuple[int, int]],
    count: int,
) -> list[Span]:
    """The highest sums of a start and an end logit with start <= end < start + _MAX_ANSWER."""
    scores = start[:, None] + end[None, :]
    scores = np.where(np.triu(np.ones_like(scores)) > 0, scores, -np.inf)
    scores = np.where(np.tril(np.ones_like(scores), _MAX_ANSWER - 1) > 0, scores, -np.inf)
    flat = scores.ravel()
    kept = min(count, int(np.isfinite(flat).sum()))
    best = np.argpartition(-flat, kept - 1)[:kept]
    rows, columns = np.unravel_index(best, scores.shape)
    return [
        Span(offsets[i][0], offsets[j][1], float(start[i]), float(end[j]))
        for i, j in zip(rows.tolist(), columns.tolist(), strict=True)
    ]


def _distinct(spans: list[Span]) -> tuple[Span, ...]:
    """Remove spans that two overlapping windows both found; the better score is kept."""
    seen: dict[tuple[int, int], Span] = {}
    for span in spans:
        seen.setdefault((span.start, span.end), span)
    return tuple(seen.values())
