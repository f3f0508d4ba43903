"""The assistant and its parts in LlamaIndex's own pipelines."""

from __future__ import annotations

import asyncio
import inspect
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from llama_index.core import Settings as GlobalSettings
from llama_index.core.instrumentation import get_dispatcher
from llama_index.core.instrumentation.event_handlers import BaseEventHandler
from llama_index.core.instrumentation.span import BaseSpan
from llama_index.core.instrumentation.span_handlers import BaseSpanHandler
from llama_index.core.query_engine import RetrieverQueryEngine
from pydantic import PrivateAttr

from qa import Assistant
from qa.answering import ExtractiveSynthesizer
from qa.answers import REFUSAL
from qa.models import SpanReader
from qa.resources import seeds_folder
from qa.retrieval import SpanReaderReranker

README = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
WHEN = "When does the Afghanistan withdrawal end?"
# A question on another matter, which the articles do not answer.
BREAD = "How much does a loaf of bread cost in Norway?"


@pytest.fixture(autouse=True)
def _global_settings_stay_untouched() -> Iterator[None]:
    yield
    assert GlobalSettings._llm is None
    assert GlobalSettings._embed_model is None


def example(words: str) -> str:
    """The README's block of Python that holds these words, over the sample articles."""
    blocks = re.findall(r"```python\n(.+?)```", README, re.DOTALL)
    (block,) = [one for one in blocks if words in one]
    folder = str(seeds_folder() / "articles")
    return str(block).replace("path/to/articles", folder).replace("Who signed the agreement?", WHEN)


def test_retriever_and_engine_work_as_the_readme_shows(
    seeds: Assistant,
    seeds_home: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("QA_HOME", str(seeds_home))
    exec(compile(example("assistant.as_retriever"), "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "Afghanistan" in printed
    assert "\n31 August False 0." in printed
    assert "'quote': " in printed


def test_parts_work_as_the_readme_shows(capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, Any] = {}
    exec(compile(example("IngestionPipeline"), "README.md", "exec"), names)
    assert capsys.readouterr().out.strip() in {"31 August", "August 31"}
    engine = names["engine"]
    assert isinstance(engine, RetrieverQueryEngine)
    dated = [node for node in names["nodes"] if "published" in node.metadata]
    assert {node.metadata["published"] for node in dated} == {20210710}
    assert str(asyncio.run(engine.aquery(WHEN))) == str(engine.query(WHEN))
    assert str(engine.query(BREAD)) == REFUSAL


def test_engine_says_what_the_assistant_says(seeds: Assistant) -> None:
    response = seeds.as_query_engine().query(WHEN)
    answer = seeds.ask(WHEN).to_dict()
    assert str(response) == answer["text"]
    assert response.metadata is not None
    assert response.metadata == {key: answer[key] for key in response.metadata}
    assert {"refused", "confidence", "citations"} <= set(response.metadata)
    assert response.source_nodes


def test_refusal_reads_as_one(seeds: Assistant) -> None:
    response = seeds.as_query_engine().query(BREAD)
    assert str(response) == REFUSAL
    assert response.metadata is not None
    assert response.metadata["refused"]
    assert response.metadata["citations"] == []
    assert response.metadata["related"]


def test_restrictions_hold(seeds: Assistant) -> None:
    (dated,) = [one for one in seeds.articles() if one.published]
    nodes = seeds.as_retriever(since="2021-07-01").retrieve(WHEN)
    assert {node.metadata["article_id"] for node in nodes} == {dated.article_id}
    response = seeds.as_query_engine(articles=[dated.path]).query(WHEN)
    assert response.metadata is not None
    assert {one["path"] for one in response.metadata["citations"]} == {dated.path}
    assert len(seeds.as_retriever(k=3).retrieve(WHEN)) == 3


def test_nothing_is_inferred_in_the_event_loop(
    seeds: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: set[int] = set()
    embed_model: Any = type(seeds._folder.embed_model)
    read, embed = SpanReader._read, embed_model._embed

    def reading(self: SpanReader, *args: Any) -> Any:
        threads.add(threading.get_ident())
        return read(self, *args)

    def embedding(self: Any, *args: Any) -> Any:
        threads.add(threading.get_ident())
        return embed(self, *args)

    monkeypatch.setattr(SpanReader, "_read", reading)
    monkeypatch.setattr(embed_model, "_embed", embedding)

    async def ask() -> tuple[str, int]:
        nodes = await seeds.as_retriever().aretrieve(WHEN)
        assert nodes
        return str(await seeds.as_query_engine().aquery(WHEN)), threading.get_ident()

    text, loop = asyncio.run(ask())
    assert text == "31 August"
    assert threads
    assert loop not in threads


class Spans(BaseSpanHandler[BaseSpan]):
    """Remembers the names of the spans that were entered and left."""

    _left: list[str] = PrivateAttr(default_factory=list)

    @classmethod
    def class_name(cls) -> str:
        return "Spans"

    @property
    def left(self) -> list[str]:
        return self._left

    def new_span(
        self,
        id_: str,
        bound_args: inspect.BoundArguments,
        instance: Any | None = None,
        parent_span_id: str | None = None,
        tags: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> BaseSpan:
        return BaseSpan(id_=id_, parent_id=parent_span_id, tags=tags or {})

    def prepare_to_exit_span(
        self, id_: str, bound_args: inspect.BoundArguments, **kwargs: Any
    ) -> BaseSpan | None:
        self._left.append(id_.rpartition("-")[0].partition("-")[0])
        return self.open_spans[id_]

    def prepare_to_drop_span(
        self, id_: str, bound_args: inspect.BoundArguments, **kwargs: Any
    ) -> BaseSpan | None:
        return self.open_spans[id_]


class Events(BaseEventHandler):
    """Remembers the names of the events."""

    _seen: list[str] = PrivateAttr(default_factory=list)

    @classmethod
    def class_name(cls) -> str:
        return "Events"

    @property
    def seen(self) -> list[str]:
        return self._seen

    def handle(self, event: Any, **kwargs: Any) -> None:
        self._seen.append(event.class_name())


@pytest.fixture
def traced() -> Iterator[tuple[Spans, Events]]:
    """Handlers on LlamaIndex's root dispatcher, taken off again."""
    root, spans, events = get_dispatcher(), Spans(), Events()
    before = root.span_handlers, root.event_handlers
    root.span_handlers = [*before[0], spans]
    root.event_handlers = [*before[1], events]
    yield spans, events
    root.span_handlers, root.event_handlers = before


STEPS = [
    "QueryStartEvent",
    "RetrievalStartEvent",
    "RetrievalEndEvent",
    "ReRankStartEvent",
    "ReRankEndEvent",
    "SynthesizeStartEvent",
    "SynthesizeEndEvent",
    "QueryEndEvent",
]


def test_tracing_sees_every_step_of_the_assistants_engine(
    seeds: Assistant, traced: tuple[Spans, Events]
) -> None:
    spans, events = traced
    seeds.as_query_engine().query(WHEN)
    assert [one for one in events.seen if one in STEPS] == STEPS
    assert {
        "HybridRetriever.find",
        "SpanReaderReranker._postprocess_nodes",
        "ExtractiveSynthesizer.synthesize",
        "ArticleQueryEngine.query",
    } <= set(spans.left)


def test_tracing_sees_the_parts_in_an_engine_of_ones_own(
    seeds: Assistant, traced: tuple[Spans, Events]
) -> None:
    spans, events = traced
    embed_model = seeds._folder.embed_model
    engine = RetrieverQueryEngine(
        seeds.as_retriever(),
        node_postprocessors=[SpanReaderReranker(SpanReader())],
        response_synthesizer=ExtractiveSynthesizer(embed_model),
    )
    assert str(engine.query(WHEN)) == "31 August"
    assert [one for one in events.seen if one in STEPS] == STEPS
    assert {"ArticleRetriever.retrieve", "ExtractiveSynthesizer.synthesize"} <= set(spans.left)
