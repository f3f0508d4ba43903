"""Whole texts with questions on them, cut into the passages that the index would hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from llama_index.core.schema import Document, TextNode

from qa.articles.passages import SentencePassages
from qa.models import load_tokenizer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["in_passages"]


def in_passages(articles: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Cut the paragraphs of entries in SQuAD's format into passages, with their questions.

    A question goes with the passage that holds its answer; if two do, with the one that holds more
    around it. A question without an answer goes with what SQuAD 2.0 calls its plausible answer; one
    that has neither in a single passage is left out.

    Args:
        articles: Entries in SQuAD's format; a paragraph may be a whole text.

    Returns:
        Entries in the same format, whose paragraphs are passages of at most 160 tokens.
    """
    tokenizer = load_tokenizer()

    def count(text: str) -> int:
        return len(tokenizer.encode(text, add_special_tokens=False).ids)

    parser = SentencePassages(count_tokens=count)
    return [
        {
            **article,
            "paragraphs": [
                passage
                for paragraph in article["paragraphs"]
                for passage in _passages(paragraph, parser)
            ],
        }
        for article in articles
    ]


def _passages(paragraph: Mapping[str, Any], parser: SentencePassages) -> list[dict[str, Any]]:
    nodes = [
        node
        for node in parser.get_nodes_from_documents([Document(text=paragraph["context"])])
        if isinstance(node, TextNode)
    ]
    passages: list[dict[str, Any]] = [{"context": node.text, "qas": []} for node in nodes]
    for asked in paragraph["qas"]:
        told = (asked.get("answers") or asked.get("plausible_answers") or [None])[0]
        if told is None:
            continue
        start, end = told["answer_start"], told["answer_start"] + len(told["text"])
        room, at = max(
            (min(start - (node.start_char_idx or 0), (node.end_char_idx or 0) - end), at)
            for at, node in enumerate(nodes)
        )
        if room < 0:
            continue
        moved = {**told, "answer_start": start - (nodes[at].start_char_idx or 0)}
        answers = [moved] if asked.get("answers") else []
        passages[at]["qas"].append({**asked, "answers": answers, "plausible_answers": []})
    return passages
