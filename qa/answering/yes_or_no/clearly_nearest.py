"""Finds the sentence that is clearly nearest in meaning to a question that no words decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from qa.answering.spans.rows import is_row
from qa.language.sentences import is_question, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from llama_index.core.base.embeddings.base import BaseEmbedding
    from llama_index.core.schema import NodeWithScore

    from qa.language.sentences import Offsets

__all__ = ["clearly_nearest"]

# How many passages have their sentences compared. Each sentence takes about 5 ms.
_PASSAGES = 5
# Among fewer sentences, one may be the nearest by chance.
_FEWEST = 8
# The least cosine, and by how much it is above that of every other sentence. Chosen on 131
# yes-or-no questions in other words than the articles', 62 of them without an answer there: a
# sentence led 29 times, and bore on the question 23 times. A high cosine alone, without a lead, did
# not tell the two kinds of question apart.
_LEAST = 0.32
_LEAD = 0.12
# Sentences with a higher cosine say the same, so that neither can lead by much.
_SAME = 0.75
# A heading or a label is no sentence.
_WORDS = 4


def clearly_nearest(
    question: str, nodes: Sequence[NodeWithScore], embed_model: BaseEmbedding
) -> tuple[NodeWithScore, Offsets] | None:
    """Return the sentence that is nearer in meaning (cosine) to a question than all others.

    Args:
        question: The question as it was understood.
        nodes: Passages, best first. The first five are compared.
        embed_model: Embeds the sentences.

    Returns:
        The passage and the sentence's offsets in it; None if no sentence clearly leads.
    """
    found = list(_sentences(nodes[:_PASSAGES]))
    if len(found) < _FEWEST:
        return None
    texts = [hit.node.get_content()[slice(*span)] for hit, span in found]
    vectors = np.array(embed_model.get_text_embedding_batch(texts))
    near = vectors @ np.array(embed_model.get_query_embedding(question))
    best = int(np.argmax(near))
    others = near[vectors @ vectors[best] < _SAME]
    if near[best] < _LEAST or near[best] - max(others, default=0.0) < _LEAD:
        return None
    return found[best]


def _sentences(nodes: Sequence[NodeWithScore]) -> Iterator[tuple[NodeWithScore, Offsets]]:
    for hit in nodes:
        text = hit.node.get_content()
        for span in sentences(text):
            told = text[slice(*span)]
            if not is_question(told) and not is_row(told) and len(told.split()) >= _WORDS:
                yield hit, span
