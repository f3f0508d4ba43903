"""Many articles in one index: is the right passage found, and is the answer right?

    uv run python tests/benchmarks/answer_pool.py FILE [--limit N] [--output figures.json]

FILE holds questions in SQuAD's format (``.json``, ``.json.gz``). Each entry of its ``data`` becomes
one article, all articles are indexed together, and every answerable question is asked of all of
them. Settings come from ``QA_*`` as always, but nothing is refused: the threshold is 0.

A passage hits when it belongs to the gold article and wholly contains a gold answer. The last two
rows of the first table are the product: how `HybridRetriever` and then `SpanReaderReranker` ranked
the passages inside the very `Assistant.ask` that was timed and scored. The rows above rank the same
passages, out of the same index with the same embedding. Exact match and F1 are those of the
official SQuAD script.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import MetadataMode
from rankings import MEASURES, Alternatives, Ranking, passages, score_rankings, watched
from reporting import peak_memory_mb, percentile, print_table, write_json
from rich.console import Console
from rich.progress import Progress, track

from qa import Assistant, QAError, Settings, load_settings
from qa.errors import GoldSetError
from qa.evaluation import GoldSet, QuestionRecord, evaluate, write_articles
from qa.evaluation.run import sample
from qa.evaluation.squad import load_squad
from qa.index import Index, Snapshot
from qa.models import build_embedding

#: What is told of the settings.
SETTINGS = {"embedding", "passage_tokens", "candidates", "keyword_weight", "read", "threads"}
#: Passages that the bare model embeds at once: as many as indexing does.
BATCH = 256
#: What the figures are to reach on all 2,154 questions of NewsQA-A, in no more time than a
#: prototype took.
AIMS = {"hit@1": 0.55, "hit@5": 0.80, "f1": 0.42, "verbatim": 1.0, "seconds_median": 0.177}


@dataclass(frozen=True, slots=True)
class Indexing:
    """How fast the articles were indexed.

    Attributes:
        articles: How many there are.
        passages: How many passages they were cut into.
        per_second: Passages a second over the whole of indexing, loading the model included; None
            where they were indexed already.
        embedding_per_second: Passages a second of the bare embedding model on the same texts.
        peak_mb: Peak memory of the process once they were indexed.
    """

    articles: int
    passages: int
    per_second: float | None
    embedding_per_second: float
    peak_mb: float | None

    @property
    def ratio(self) -> float | None:
        """Speed of indexing as a share of the bare model's."""
        return self.per_second and self.per_second / self.embedding_per_second


def measure_indexing(folder: Path, settings: Settings) -> Indexing:
    """Index the articles, then embed the same passages with nothing around the model."""
    print("indexing", file=sys.stderr)
    started = time.perf_counter()
    with Assistant(folder, settings) as assistant:
        report = assistant.sync()
    seconds = time.perf_counter() - started
    peak = peak_memory_mb()
    with _view(folder, settings) as view:
        texts = [node.get_content(MetadataMode.EMBED) for node in passages(view).values()]
    model = _embed_model(settings)
    model.get_text_embedding(texts[0])
    print("embedding the same passages again", file=sys.stderr)
    started = time.perf_counter()
    for first in range(0, len(texts), BATCH):
        model.get_text_embedding_batch(texts[first : first + BATCH])
    return Indexing(
        articles=report.articles,
        passages=report.passages,
        per_second=report.embedded / seconds if report.embedded == len(texts) else None,
        embedding_per_second=len(texts) / (time.perf_counter() - started),
        peak_mb=peak,
    )


def ask(
    gold: GoldSet, folder: Path, settings: Settings
) -> tuple[Sequence[QuestionRecord], dict[str, Sequence[Ranking]]]:
    """Ask the assistant every question; keep how it ranked the passages meanwhile."""
    with (
        Assistant.open(folder, settings=settings, sync="never") as assistant,
        Progress(console=Console(stderr=True)) as bar,
    ):
        assistant.ask(gold.questions[0].question)  # loads the reader, opens the vectors
        task = bar.add_task("asking", total=len(gold.questions))
        with watched() as seen:
            records = evaluate(
                gold,
                assistant,
                read=settings.read,
                progress=lambda done, _: bar.update(task, completed=done),
            )
    retrieved, reranked = zip(*seen, strict=True)
    return records, {"HybridRetriever": retrieved, "and SpanReaderReranker": reranked}


def rank_otherwise(
    gold: GoldSet, view: Snapshot, settings: Settings
) -> dict[str, Sequence[Ranking]]:
    """Rank the passages of every question by the alternatives."""
    alternatives = Alternatives(view, _embed_model(settings), settings.candidates)
    ranked = [
        alternatives.rank(question.question)
        for question in track(gold.questions, "comparing", console=Console(stderr=True))
    ]
    return {system: [each[system] for each in ranked] for system in ranked[0]}


def score_answers(records: Sequence[QuestionRecord]) -> dict[str, float | None]:
    """Average what was answered, and how long it took."""
    seconds = [record.seconds for record in records]
    verbatim = [each.verbatim for record in records for each in record.citations]
    return {
        "exact_match": statistics.fmean(record.exact_match for record in records),
        "f1": statistics.fmean(record.f1 for record in records),
        "citations": len(verbatim),
        "verbatim": statistics.fmean(verbatim) if verbatim else None,
        "seconds_median": percentile(seconds, 50),
        "seconds_p95": percentile(seconds, 95),
    }


def run(arguments: argparse.Namespace, work: Path) -> dict[str, Any]:
    """Take all figures.

    Raises:
        QAError: The file is not in SQuAD's format, a setting is wrong, or there is no room.
    """
    gold = load_squad(arguments.file)
    answerable = [question for question in gold.questions if question.answerable]
    if not answerable:
        raise GoldSetError(f"{gold.name} has no answerable question.", hint="Give another file.")
    asked = replace(gold, questions=sample(answerable, arguments.limit, arguments.seed))
    settings = load_settings(home=work / "home", threshold=0.0)
    folder = work / "articles" / gold.digest()
    write_articles(gold, folder)
    indexing = measure_indexing(folder, settings)
    records, product = ask(asked, folder, settings)
    peak = peak_memory_mb()  # before the comparison, which is no part of the product
    with _view(folder, settings) as view:
        rankings = rank_otherwise(asked, view, settings) | product
        scores = score_rankings(asked, view, rankings)
    return {
        "file": gold.name,
        "digest": gold.digest(),
        "questions": len(asked.questions),
        "seed": arguments.seed,
        "settings": settings.model_dump(mode="json", include=SETTINGS),
        "passages": scores,
        "answers": score_answers(records),
        "indexing": asdict(indexing) | {"ratio": indexing.ratio},
        "peak_mb": peak,
    }


def show(figures: Mapping[str, Any]) -> None:
    """Print the figures as two tables."""
    answers, indexing = figures["answers"], figures["indexing"]
    print(
        f"{figures['file']}: {figures['questions']:,} questions, {indexing['articles']:,} articles,"
        f" {indexing['passages']:,} passages"
    )
    systems = [*figures["passages"].items(), ("aim", AIMS)]
    print_table(
        "Passages",
        ["", *MEASURES],
        [[system, *(_told(of.get(name), 3) for name in MEASURES)] for system, of in systems],
    )
    rows: list[tuple[str, float | None, int, float | None]] = [
        ("exact match", answers["exact_match"], 3, None),
        ("F1", answers["f1"], 3, AIMS["f1"]),
        (
            f"verbatim, of {answers['citations']:,} citations",
            answers["verbatim"],
            3,
            AIMS["verbatim"],
        ),
        ("seconds a question, median", answers["seconds_median"], 3, AIMS["seconds_median"]),
        ("seconds a question, 95th percentile", answers["seconds_p95"], 3, None),
        ("passages a second, indexing", indexing["per_second"], 1, None),
        ("passages a second, embedding alone", indexing["embedding_per_second"], 1, None),
        ("indexing / embedding alone", indexing["ratio"], 2, None),
        ("peak MB, indexing", indexing["peak_mb"], 0, None),
        ("peak MB, indexing and asking", figures["peak_mb"], 0, None),
    ]
    print_table(
        "Answers, nothing refused",
        ["", "figure", "aim"],
        [[name, _told(figure, digits), _told(aim, digits)] for name, figure, digits, aim in rows],
    )


def main() -> None:
    """Measure, print, and write JSON where told to."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", type=Path, metavar="FILE", help="questions in SQuAD's format")
    parser.add_argument("--limit", type=int, metavar="N", help="ask N questions, drawn at random")
    parser.add_argument("--seed", type=int, default=0, help="of the draw (default: 0)")
    parser.add_argument("--output", type=Path, metavar="JSON", help="write the figures here")
    parser.add_argument("--home", type=Path, metavar="DIR", help="keep articles and index here")
    arguments = parser.parse_args()
    if not arguments.file.is_file():
        parser.error(f"there is no file {arguments.file}")
    if arguments.limit is not None and arguments.limit < 1:
        parser.error("--limit must be 1 or more")
    try:
        with tempfile.TemporaryDirectory() as temporary:
            figures = run(arguments, arguments.home or Path(temporary))
    except QAError as error:
        sys.exit(f"{error}\n{error.hint}")
    show(figures)
    if arguments.output:
        write_json(arguments.output, figures)


@contextmanager
def _view(folder: Path, settings: Settings) -> Iterator[Snapshot]:
    """Open the index beside the assistant, with the fingerprint it was made with."""
    index = Index(folder, settings.home)
    generation = index.store.current()
    assert generation is not None
    with index.open(generation.manifest().fingerprint) as opened, opened.snapshot() as view:
        yield view


def _embed_model(settings: Settings) -> BaseEmbedding:
    return build_embedding(settings.embedding, settings.embedding_args, settings.threads)


def _told(figure: float | None, digits: int = 1) -> str:
    return "-" if figure is None else f"{figure:.{digits}f}"


if __name__ == "__main__":
    main()
