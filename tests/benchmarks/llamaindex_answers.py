"""Answers gold questions with a plain LlamaIndex query engine, for `qa eval --answers`.

    uv run python tests/benchmarks/llamaindex_answers.py gold.jsonl articles other.jsonl
    uv run qa eval gold.jsonl --folder articles --answers other.jsonl --output other

This is what a reader of LlamaIndex's first tutorial builds: `SimpleDirectoryReader`,
`TokenTextSplitter`, `VectorStoreIndex` and a retriever, with the embedding model that this project
ships. With ``--llm package.module:Class`` (an LLM class of LlamaIndex), its default query engine
answers in that model's words. Without one, the answer is the sentence of the first passage that is
nearest to the question. It never refuses, cites the passage it took the answer from, and gives the
cosine as its confidence.
"""

from __future__ import annotations

import argparse
import importlib
import json
import time
from pathlib import Path
from typing import Any

from llama_index.core import SimpleDirectoryReader, VectorStoreIndex
from llama_index.core.llms import MockLLM
from llama_index.core.node_parser import TokenTextSplitter
from llama_index.core.schema import NodeWithScore

from qa.evaluation import load_gold
from qa.language.sentences import sentences
from qa.models import OnnxEmbedding


def passages_of(nodes: list[NodeWithScore]) -> list[dict[str, str]]:
    return [
        {"path": hit.node.metadata["file_name"], "text": hit.node.get_content()} for hit in nodes
    ]


def nearest_sentence(question: str, passage: str, embedding: OnnxEmbedding) -> tuple[str, float]:
    texts = [passage[start:end] for start, end in sentences(passage)] or [passage]
    asked = embedding.get_query_embedding(question)
    vectors = embedding.get_text_embedding_batch(texts)
    cosines = [embedding.similarity(asked, vector) for vector in vectors]
    best = max(range(len(texts)), key=cosines.__getitem__)
    return texts[best], min(1.0, max(0.0, cosines[best]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--llm", help="package.module:Class of a LlamaIndex LLM")
    parser.add_argument("--k", type=int, default=20, help="passages retrieved")
    options = parser.parse_args()
    embedding = OnnxEmbedding()
    documents = SimpleDirectoryReader(str(options.folder)).load_data()
    index = VectorStoreIndex.from_documents(
        documents, embed_model=embedding, transformations=[TokenTextSplitter(chunk_size=256)]
    )
    llm: Any = MockLLM()
    if options.llm:
        module, _, name = options.llm.partition(":")
        llm = getattr(importlib.import_module(module), name)()
    engine = index.as_query_engine(llm=llm, similarity_top_k=options.k)
    retriever = index.as_retriever(similarity_top_k=options.k)
    with options.output.open("w", encoding="utf-8") as file:
        for question in load_gold(options.gold).questions:
            began = time.perf_counter()
            row: dict[str, Any] = {"id": question.id}
            if options.llm:
                response = engine.query(question.question)
                found = response.source_nodes
                row["answer"] = str(response)
            else:
                found = retriever.retrieve(question.question)
                first = found[0].node
                row["answer"], row["confidence"] = nearest_sentence(
                    question.question, first.get_content(), embedding
                )
                row["citations"] = [
                    {"path": first.metadata["file_name"], "quote": first.get_content()}
                ]
            row["passages"] = passages_of(found)
            row["seconds"] = time.perf_counter() - began
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
