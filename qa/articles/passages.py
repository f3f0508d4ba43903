"""Cuts articles into passages: as many whole sentences as fit, with exact offsets.

A passage is the unit that is embedded, searched and read. It begins and ends with a sentence and
never leaves the article's body.
"""

# ruff: noqa: RUF001 - typographic and full-width punctuation is meant

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from llama_index.core.node_parser import NodeParser
from llama_index.core.schema import (
    BaseNode,
    Document,
    MetadataMode,
    NodeRelationship,
    RelatedNodeInfo,
    TextNode,
)
from pydantic import Field

from qa.language.headings import is_heading
from qa.language.sentences import Offsets, paragraphs, sentences

__all__ = ["SentencePassages", "published_on", "sentences"]

#: A passage that holds this share of ``max_tokens`` may end with its paragraph. Measured on 319
#: NewsQA stories (2,154 questions; BM25 and dense search fused .55 to .45): shares of .5 and .8,
#: and overlap across paragraphs too, give a hit@5 between .739 and .747. This share is the best and
#: makes the fewest passages: 1,642, against 1,837 for greedy packing with overlap.
_FULL_ENOUGH = 0.5
#: A token is assumed to stand for at most this many characters; English prose has 4 to 5. This
#: limits passages made of spaces, or of words so long that a model sees each as one unknown token.
_CHARACTERS_A_TOKEN = 16
#: Where a sentence longer than a passage may be cut, best first.
_CUTS = (
    re.compile(r"[,;:—–…][\"”’)]?\s|[，；：、]|\n"),
    re.compile(r"\s|[-/_|](?=\w)"),
)
#: Combining marks that a letter may carry; a longer run does not belong to a letter.
_MOST_ACCENTS = 8
#: Characters of a question of an interview, with what leads to it.
_LONGEST_QUESTION = 250
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_METADATA_KEYS = ["article_id", "published", "page"]


class _Piece(NamedTuple):
    """A sentence, or a part of one that is longer than a passage."""

    start: int
    end: int
    tokens: int


def published_on(passage: BaseNode) -> str | None:
    """Return the day of publication of a passage's article as an ISO date, or None.

    `SentencePassages` stores an integer such as 20210710, which databases can compare. The
    retrievers of this package replace it by the ISO date.
    """
    stored = passage.metadata.get("published")
    if isinstance(stored, int):
        return f"{stored // 10000:04}-{stored // 100 % 100:02}-{stored % 100:02}"
    return str(stored) if stored else None


def _without_last_headings(
    text: str, passage: Sequence[_Piece]
) -> tuple[list[_Piece], list[_Piece]]:
    """Split off the headings at the end of a passage, which belong to the text that follows.

    A short paragraph or line that ends with a question is a heading here: "You left. Why?".
    """
    last = len(passage)
    while last > 1:
        if _is_heading_alone(text, passage[last - 1]):
            last -= 1
        elif first := _asking_paragraph(text, passage[:last]):
            last = first
        else:
            break
    return list(passage[:last]), list(passage[last:])


def _asking_paragraph(text: str, passage: Sequence[_Piece]) -> int:
    """Return where a passage's last paragraph or line begins if it is a short question; else 0."""
    end = passage[-1].end
    said = text[passage[-1].start : end].rstrip("*_")  # "**Where were they sold?**"
    if not said.endswith("?") or text[end : end + 1] != "\n":
        return 0
    gap = "\n\n" if text[end + 1 : end + 2] == "\n" else "\n"
    start = text.rfind(gap, 0, end) + len(gap)
    first = next((at for at, piece in enumerate(passage) if piece.start >= start), 0)
    whole = passage[first].start == start and end - start <= _LONGEST_QUESTION
    return first if whole else 0


def _is_heading_alone(text: str, piece: _Piece) -> bool:
    line = text[piece.start : piece.end]
    if line.startswith("#"):
        return True
    alone = text.startswith("\n\n", piece.start - 2) and text.startswith("\n\n", piece.end)
    return alone and is_heading(line.removesuffix("?"))


class SentencePassages(NodeParser):
    """Cuts articles into passages of whole sentences.

    Sentences are taken in order as long as they fit. If the next paragraph does not fit as a
    whole, a passage that is at least half full ends with its paragraph; a shorter one takes the
    next paragraph's first sentences too, so that short paragraphs share passages. A passage that
    begins inside a paragraph repeats the sentence before it. Only a sentence that is longer than a
    whole passage is cut: after a clause if there is one, else after a word. Headings and questions
    at the end of a passage go to the next one, with the text below them.

    ``document.text[node.start_char_idx:node.end_char_idx] == node.text`` holds for every passage,
    and every character of the body that is not whitespace lies in a passage. A document's body is
    the list of ``[start, end]`` in its metadata under ``body``; without it, the whole text.

    Node ids are made from the document's id and the offsets, so the same text gives the same ids.
    Nodes carry ``article_id``, and, if known, ``published`` (an integer such as 20210710) and
    ``page`` (of the passage's first character, from 1). Their only relationship is the one to their
    document.

    Attributes:
        count_tokens: Counts the model's tokens of a text, special tokens excluded.
        max_tokens: Longest passage, in tokens.
        overlap_sentences: Number of sentences repeated if a paragraph is split.
    """

    count_tokens: Callable[[str], int] = Field(exclude=True)
    max_tokens: int = Field(default=160, ge=1)
    overlap_sentences: int = Field(default=1, ge=0)

    @classmethod
    def class_name(cls) -> str:
        """Return the name under which LlamaIndex serialises this parser."""
        return "SentencePassages"

    def _parse_nodes(
        self, nodes: Sequence[BaseNode], show_progress: bool = False, **kwargs: Any
    ) -> list[BaseNode]:
        del show_progress, kwargs
        return [passage for node in nodes for passage in self._passages(node)]

    def _postprocess_parsed_nodes(
        self, nodes: list[BaseNode], parent_doc_map: dict[str, Document]
    ) -> list[BaseNode]:
        """Keep the nodes unchanged: the base class would compute the offsets again, incorrectly."""
        del parent_doc_map
        return nodes

    def _passages(self, document: BaseNode) -> Iterator[TextNode]:
        text = document.get_content(metadata_mode=MetadataMode.NONE)
        common: dict[str, Any] = {"article_id": document.node_id}
        published = document.metadata.get("published")
        if isinstance(published, str) and _ISO_DATE.fullmatch(published):
            common["published"] = int(published.replace("-", ""))
        page_starts = [start for start, _ in document.metadata.get("pages") or ()]
        for body in document.metadata.get("body") or [(0, len(text))]:
            for start, end in self._pack(text, *body):
                page = {"page": bisect_right(page_starts, start)} if page_starts else {}
                yield TextNode(
                    id_=f"{document.node_id}-{start}-{end}",
                    text=text[start:end],
                    start_char_idx=start,
                    end_char_idx=end,
                    metadata=common | page,
                    excluded_embed_metadata_keys=_METADATA_KEYS,
                    excluded_llm_metadata_keys=_METADATA_KEYS,
                    relationships={
                        NodeRelationship.SOURCE: RelatedNodeInfo(node_id=document.node_id)
                    },
                )

    def _pack(self, text: str, start: int, end: int) -> Iterator[Offsets]:
        """Yield the spans of the passages of ``text[start:end]``."""
        passage: list[_Piece] = []
        for paragraph in paragraphs(text, start, end):
            pieces = list(self._pieces(text, *paragraph))
            if self._is_full_enough(passage) and not self._fit([*passage, *pieces]):
                kept, passage = _without_last_headings(text, passage)
                yield kept[0].start, kept[-1].end
            for position, piece in enumerate(pieces):
                if passage and not self._fit([*passage, piece]):
                    kept, headings = _without_last_headings(text, passage)
                    yield kept[0].start, kept[-1].end
                    passage = headings or self._overlap(pieces[:position], piece)
                    if not self._fit([*passage, piece]):
                        yield passage[0].start, passage[-1].end
                        passage = []
                passage.append(piece)
        if passage:
            yield passage[0].start, passage[-1].end

    def _pieces(self, text: str, start: int, end: int) -> Iterator[_Piece]:
        """Yield the sentences of a paragraph; a sentence that is too long is cut into parts."""
        for first, last in sentences(text, start, end):
            begin = first
            while begin < last:
                stop = self._cut(text, begin, last)
                piece = text[begin:stop]
                yield _Piece(begin, begin + len(piece.rstrip()), self.count_tokens(piece))
                while stop < last and text[stop].isspace():
                    stop += 1
                begin = stop

    def _cut(self, text: str, start: int, end: int) -> int:
        """Return where to cut ``text[start:end]`` to make it fit: at its end, a clause, a word."""
        longest = min(end, start + self.max_tokens * _CHARACTERS_A_TOKEN)
        if longest == end and self.count_tokens(text[start:end]) <= self.max_tokens:
            return end
        lengths = range(1, longest - start + 1)
        fitting = bisect_right(
            lengths, self.max_tokens, key=lambda n: self.count_tokens(text[start : start + n])
        )
        stop = start + max(fitting, 1)
        if stop == end:
            return end
        for pattern in _CUTS:
            ends = [
                match.end()
                for match in pattern.finditer(text, start + fitting // 2, min(stop + 1, end))
                if match.end() <= stop or text[stop].isspace()
            ]
            if ends:
                return ends[-1]
        # Do not cut between a letter and its accents, unless the accents never end.
        apart = (at for at in range(stop, max(start, stop - _MOST_ACCENTS), -1))
        return next((at for at in apart if not unicodedata.combining(text[at])), stop)

    def _overlap(self, before: Sequence[_Piece], following: _Piece) -> list[_Piece]:
        """Return the last pieces of a paragraph's first part that fit before the next one."""
        repeated = list(before[-self.overlap_sentences :]) if self.overlap_sentences else []
        while repeated and not self._fit([*repeated, following]):
            repeated.pop(0)
        return repeated

    def _fit(self, pieces: Sequence[_Piece]) -> bool:
        characters = pieces[-1].end - pieces[0].start
        return (
            sum(piece.tokens for piece in pieces) <= self.max_tokens
            and characters <= self.max_tokens * _CHARACTERS_A_TOKEN
        )

    def _is_full_enough(self, passage: Sequence[_Piece]) -> bool:
        return sum(piece.tokens for piece in passage) >= _FULL_ENOUGH * self.max_tokens
