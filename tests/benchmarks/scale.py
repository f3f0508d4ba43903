"""How far does one machine reach? An index grown step by step, measured at each size.

    uv run --group benchmark python tests/benchmarks/scale.py FILES... [--sizes 1000 10000 100000]
        [--embedded 5000] [--server] [--output figures.json] [--plot growth.png] [--place kept]

FILES hold questions in SQuAD's format. Passages of their articles come first; beyond
``--embedded``, passages repeat with three words in ten replaced, and their vectors are drawn around
the real ones (cosine about 0.8) instead of computed: what is measured is the index, not the model.
Reading files, cutting, writing to Chroma and to the keyword index are those of `qa.index.syncing`.

At each size a fresh process opens the index and asks 200 questions whose vectors are known: its
memory, the time to open, the time of `HybridRetriever.retrieve`. Then one article is changed and
synced, and at last eight threads ask while a hundred changed articles are synced: every passage
found is compared with the stored text of its article.

With ``--server`` the index lies on a Chroma server (`chroma run`) on loopback, which is killed and
started again before the fresh process asks: the first answer waits until it has read its files.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import math
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from llama_index.core.schema import QueryBundle
from reporting import percentile, print_table, write_json
from rich.console import Console
from rich.progress import Progress
from scale_corpus import PASSAGES_AN_ARTICLE, Corpus, DrawnEmbedding, Paragraphs

sys.path.insert(0, str(Path(__file__).parents[1]))
from chroma_serving import Server, chroma_server

from qa.articles import ArticleReader, Limits
from qa.index import ChromaServer, Fingerprint, Index, IndexReader, Snapshot, SyncReport
from qa.retrieval import HybridRetriever

FINGERPRINT = Fingerprint("drawn around all-MiniLM-L6-v2-int8", 384, "paragraphs")
#: Aimed at for 100,000 passages.
AIMS = {"query_median_ms": 50, "update_s": 2, "open_s": 3}
QUESTIONS = 200
UPDATES = 3
#: Passages that the product reads a question.
READ = 20
THREADS = 8
CHANGED = 100
#: Seconds that one thread asks alone, for comparison.
ALONE = 3.0


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured at one size.

    Attributes:
        passages: Live passages.
        inserted_per_second: Passages a second of the step to this size, reading files included.
        disk_bytes: A passage, all files of the index together.
        memory_mb: What a process needs beyond its imports to answer.
        server_mb: What the Chroma server's process has in memory then; 0 without one.
        memory_bytes: Of both together, a passage.
        open_s: From nothing to the first answer of both searches, imports excluded.
        query_median_ms: Both searches and their fusion, before anything is read.
        query_p95_ms: The same, for 95 questions in 100.
        open_cpu_s: The same on the clock of the processor, which a busy machine does not slow down.
        query_cpu_ms: Such a query on that clock; median.
        update_s: A sync after one file has changed; median.
        update_cpu_s: The same on the clock of the processor.
        alone_per_second: Questions a second of one thread.
        together_per_second: Questions a second of eight threads while a sync runs.
        wrong: How many passages did not stand in their article.
        errors: How many questions raised.
    """

    passages: int
    inserted_per_second: float
    disk_bytes: float
    memory_mb: float
    server_mb: float
    memory_bytes: float
    open_s: float
    query_median_ms: float
    query_p95_ms: float
    open_cpu_s: float
    query_cpu_ms: float
    update_s: float
    update_cpu_s: float
    alone_per_second: float
    together_per_second: float
    wrong: int
    errors: int


class Scale:
    """An index that grows.

    Args:
        corpus: Its articles.
        place: A folder for articles and index, which grow on from what is there.
        server: Holds the index; None for files.
    """

    def __init__(self, corpus: Corpus, place: Path, server: Server | None) -> None:
        self._corpus = corpus
        self._server = server
        self._folder = place / "articles"
        self._home = place / "home"
        self._questions = place / "questions.json"
        self._reader = ArticleReader(Limits(max_files=10_000_000))
        self._model = DrawnEmbedding(corpus)
        asked = corpus.questions[:QUESTIONS]
        vectors = [self._model.get_query_embedding(question) for question in asked]
        self._bundles = list(zip(asked, vectors, strict=True))
        place.mkdir(parents=True, exist_ok=True)
        self._questions.write_text(json.dumps(self._bundles))
        self._articles = sum(1 for _ in self._folder.glob("*/*.txt"))

    def grow(self, passages: int) -> Figures:
        """Grow to a size and measure there."""
        articles = passages // PASSAGES_AN_ARTICLE
        self._corpus.write(self._folder, range(self._articles, articles))
        self._articles = max(articles, self._articles)
        report = self._sync(f"growing to {passages:,} passages")
        inserted = report.embedded / report.seconds
        if self._server:
            self._server.kill()
            self._server.start()
        fresh = self._fresh_process()
        server_mb = _resident_mb(self._server.pid) if self._server else 0.0
        updates, updates_cpu = [], []
        for edition in range(1, UPDATES + 1):
            self._corpus.write(self._folder, range(1), edition)
            before = time.process_time()
            updates.append(self._sync().seconds)
            updates_cpu.append(time.process_time() - before)
        folders = [self._home, *([self._server.path] if self._server else [])]
        files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
        used = sum(path.stat().st_size for path in files)
        return Figures(
            passages=report.passages,
            inserted_per_second=inserted,
            disk_bytes=used / report.passages,
            server_mb=server_mb,
            memory_bytes=(fresh["memory_mb"] + server_mb) * 1e6 / report.passages,
            update_s=percentile(updates, 50),
            update_cpu_s=percentile(updates_cpu, 50),
            **fresh,
            **self._many_threads(),
        )

    def _sync(self, title: str | None = None) -> SyncReport:
        with Progress(console=Console(stderr=True), disable=title is None) as bar:
            task = bar.add_task(title or "", total=None)
            return self._index().sync(
                reader=self._reader,
                parser=Paragraphs(),
                embed_model=self._model,
                fingerprint=FINGERPRINT,
                progress=lambda done, total, _: bar.update(task, completed=done, total=total),
            )

    def _index(self) -> Index:
        return Index(self._folder, self._home, _on(self._server.url) if self._server else None)

    def _fresh_process(self) -> dict[str, float]:
        command = [sys.executable, __file__, "--ask", self._folder, self._home, self._questions]
        if self._server:
            command += ["--url", self._server.url]
        told = subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True)
        figures: dict[str, float] = json.loads(told.stdout)
        return figures

    def _many_threads(self) -> dict[str, float]:
        with self._index().open(FINGERPRINT) as index:
            asking = _Asking(index, self._bundles)
            asking.open()
            alone = asking.run(1, lambda: time.sleep(ALONE))
            self._corpus.write(self._folder, range(1, 1 + CHANGED), edition=99)
            together = asking.run(THREADS, lambda: self._sync())
        return {
            "alone_per_second": alone,
            "together_per_second": together,
            "wrong": asking.wrong,
            "errors": asking.errors,
        }


class _Asking:
    """Threads that ask one index again and again."""

    def __init__(self, index: IndexReader, bundles: Sequence[tuple[str, list[float]]]) -> None:
        self._index = index
        self._bundles = bundles
        self._lock = threading.Lock()
        self.wrong = 0
        self.errors = 0

    def open(self) -> None:
        """Ask once: the first question reads the index from the disk, which takes seconds."""
        self._ask_once(*self._bundles[0])

    def run(self, threads: int, meanwhile: Callable[[], object]) -> float:
        """Ask until something else is done; return questions a second."""
        done = threading.Event()
        started = time.perf_counter()
        with ThreadPoolExecutor(threads) as pool:
            asked = [pool.submit(self._ask, number, done) for number in range(threads)]
            try:
                meanwhile()
            finally:
                done.set()
        return sum(one.result() for one in asked) / (time.perf_counter() - started)

    def _ask(self, first: int, done: threading.Event) -> int:
        asked = 0
        while not done.is_set():
            try:
                wrong = self._ask_once(*self._bundles[(first + asked) % len(self._bundles)])
                error = 0
            except Exception as failure:
                print(repr(failure), file=sys.stderr)
                wrong, error = 0, 1
            with self._lock:
                self.wrong += wrong
                self.errors += error
            asked += 1
        return asked

    def _ask_once(self, question: str, vector: list[float]) -> int:
        with self._index.snapshot() as view:
            hits = _retriever(view).retrieve(QueryBundle(question, embedding=vector))
            texts = [view.text(hit.node.metadata["article_id"]) for hit in hits]
        return sum(
            text[hit.node.start_char_idx : hit.node.end_char_idx] != hit.node.get_content()
            for hit, text in zip(hits, texts, strict=True)
        )


def _retriever(view: Snapshot) -> HybridRetriever:
    """The product's retriever; questions bring their vectors along, so it needs no model."""
    unused: Any = None
    return HybridRetriever(view, unused, limit=READ)


def _on(url: str) -> ChromaServer:
    return ChromaServer(url, "scale")


def ask(folder: Path, home: Path, questions: Path, url: str | None) -> dict[str, float]:
    """Open an index in this process, ask, and return what it took."""
    bundles = json.loads(questions.read_text())
    before = _resident_mb()
    started, cpu_started = time.perf_counter(), time.process_time()
    seconds, cpu = [], []
    with Index(folder, home, _on(url) if url else None).open(FINGERPRINT) as index:
        for number, (question, vector) in enumerate(bundles):
            begun, cpu_begun = time.perf_counter(), time.process_time()
            with index.snapshot() as view:
                _retriever(view).retrieve(QueryBundle(question, embedding=vector))
            if number == 0:
                opened = time.perf_counter() - started
                opened_cpu = time.process_time() - cpu_started
            else:
                seconds.append(time.perf_counter() - begun)
                cpu.append(time.process_time() - cpu_begun)
        memory = _resident_mb() - before
    return {
        "memory_mb": memory,
        "open_s": opened,
        "open_cpu_s": opened_cpu,
        "query_cpu_ms": percentile(cpu, 50) * 1e3,
        "query_median_ms": percentile(seconds, 50) * 1e3,
        "query_p95_ms": percentile(seconds, 95) * 1e3,
    }


def _resident_mb(process: int | str = "self") -> float:
    """Memory that a process has in use now, in MB of 10^6 bytes, from Linux's /proc."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def plot(figures: Sequence[Figures], path: Path) -> None:
    """Draw the growth of the figures over the number of passages."""
    from matplotlib.figure import Figure

    shown: Mapping[str, str] = {
        "query_cpu_ms": "query (processor, ms)",
        "open_cpu_s": "open (processor, s)",
        "update_cpu_s": "update (processor, s)",
        "memory_mb": "memory (MB)",
        "disk_bytes": "disk (bytes a passage)",
    }
    drawing = Figure(figsize=(12, 2.8), layout="constrained")
    sizes = [one.passages for one in figures]
    for position, (name, title) in enumerate(shown.items(), start=1):
        axes = drawing.add_subplot(1, len(shown), position)
        values = [getattr(one, name) for one in figures]
        axes.loglog(sizes, values, marker="o")
        axes.set_title(title, fontsize="medium")
        decades = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
        axes.set(xlabel="passages", ylim=[10**decade for decade in decades])
        axes.grid(alpha=0.3)
    drawing.savefig(path, dpi=80)


def main() -> None:
    """Run the benchmark; exits with 1 where a citation was wrong or a question failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", type=Path, nargs="*", help="questions in SQuAD's format")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--embedded", type=int, default=5_000, help="passages with real vectors")
    parser.add_argument("--output", type=Path, help="write the figures as JSON")
    parser.add_argument("--plot", type=Path, help="draw the growth as a PNG")
    parser.add_argument(
        "--place", type=Path, help="a folder to work in and to keep; a later run goes on from it"
    )
    parser.add_argument("--server", action="store_true", help="on a Chroma server, not in files")
    parser.add_argument("--ask", type=Path, nargs=3, help=argparse.SUPPRESS)
    parser.add_argument("--url", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.ask:
        print(json.dumps(ask(*arguments.ask, arguments.url)))
        return
    figures: list[Figures] = []
    with contextlib.ExitStack() as stack:
        place = arguments.place or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        corpus = Corpus(arguments.files, arguments.embedded)
        running = chroma_server(place / "server") if arguments.server else None
        scale = Scale(corpus, place, stack.enter_context(running) if running else None)
        for size in sorted(arguments.sizes):
            figures.append(scale.grow(size))
            # A large size takes hours: what is known by then is shown and kept.
            show(figures, len(corpus.passages), arguments.output)
    if arguments.plot:
        plot(figures, arguments.plot)
    sys.exit(any(one.wrong or one.errors for one in figures))


def show(figures: Sequence[Figures], real: int, output: Path | None) -> None:
    """Print the figures of the sizes reached so far, and write them as JSON where told to."""
    told = [asdict(one) for one in figures]
    columns = ["", *(f"{one.passages:,}" for one in figures)]
    rows = [
        [name, *(f"{row[name]:,.4g}" for row in told)] for name in told[0] if name != "passages"
    ]
    print_table(f"Scale; vectors beyond the first {real:,} passages are drawn", columns, rows)
    if output:
        write_json(output, {"sizes": told, "real_vectors": real, "aims_100000": AIMS})


if __name__ == "__main__":
    main()
