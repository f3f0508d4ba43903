"""Explains an answer: which passages were found and read, and how spans were compared."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING, Any

from qa.answering.confidence import Features, observe
from qa.answering.spans.candidates import candidates
from qa.answers.plain import to_plain
from qa.language.kinds import AnswerKind
from qa.retrieval import ReadNode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from llama_index.core.schema import NodeWithScore

    from qa.answering.agreement.between_articles import Findings
    from qa.answering.drafts.draft import Draft
    from qa.answering.extractive import ExtractiveSynthesizer
    from qa.answering.spans.candidates import Candidate
    from qa.answers import Answer
    from qa.retrieval import Question

__all__ = ["ExplainedFeature", "ExplainedPassage", "ExplainedSpan", "Explanation", "explain"]

_MOST_SPANS = 10


@dataclass(frozen=True, slots=True)
class ExplainedPassage:
    """A passage that was found.

    Attributes:
        title: The title of its article.
        start: Offset of its first character in the article.
        end: Offset just after its last character.
        text: Its words.
        keyword: Score of the keyword search (BM25); 0 if that search did not find it.
        cosine: Score of the vector search, in [-1, 1]; 0 if that search did not find it.
        retrieved: The combined score of both searches, in [0, 1].
        gap: The score of the reader's best span minus the score of "this passage does not answer";
            None if the passage was not read.
        score: The final score, by which the passages are ordered.
    """

    title: str
    start: int
    end: int
    text: str
    keyword: float
    cosine: float
    retrieved: float
    gap: float | None
    score: float


@dataclass(frozen=True, slots=True)
class ExplainedFeature:
    """One feature from which the confidence is computed.

    Attributes:
        name: See `qa.answering.confidence.Features`.
        value: The value of the feature.
        weight: The weight of the feature in the regression.
    """

    name: str
    value: float
    weight: float


@dataclass(frozen=True, slots=True)
class ExplainedSpan:
    """A possible short answer that the reader marked.

    Attributes:
        text: Its words.
        title: The title of the article that contains it.
        gap: The reader's score for it minus the score for "this passage does not answer".
        score: The score by which spans are ordered; it combines retrieval and reading.
        confidence: Probability in [0, 1] that it is a correct answer.
        features: The features from which that probability is computed.
        role: How the span was used: ``answer``, ``same``, ``compatible``, ``differs``, ``unclear``,
            ``reworded`` or ``dropped``.
    """

    text: str
    title: str
    gap: float
    score: float
    confidence: float
    features: tuple[ExplainedFeature, ...]
    role: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an assistant gave this answer.

    Attributes:
        refused: Whether the question was refused.
        confidence: Probability in [0, 1] that the answer is correct.
        kind: What kind of answer the question asks for.
        topic: The topic of a broad question; empty for other questions.
        passages: The passages found, in their final order; those that were read come first.
        spans: The ten best spans that the reader marked, best first. Empty for a broad question.
        threshold: The lowest confidence at which a question is answered.
        constant: The constant of the regression, to which the weighted features are added.
        unverified: Quotes that were dropped because they do not occur in the stored article.
        rule: What gave the answer if it is not the reader's best span; else None.
    """

    refused: bool
    confidence: float
    kind: str
    topic: str
    passages: tuple[ExplainedPassage, ...]
    spans: tuple[ExplainedSpan, ...]
    threshold: float
    constant: float
    unverified: tuple[str, ...]
    rule: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the explanation as plain JSON types."""
        return to_plain(self)


def explain(
    question: Question,
    found: Sequence[NodeWithScore],
    draft: Draft,
    answer: Answer,
    synthesizer: ExtractiveSynthesizer,
) -> Explanation:
    """Explain an answer.

    Args:
        question: The question that was asked.
        found: All passages that were found, best first.
        draft: The draft that the synthesizer made from the passages that were read.
        answer: The answer that was made from the draft.
        synthesizer: The synthesizer that made the draft.
    """
    weighed = draft.source_nodes
    read = {node.node.node_id for node in weighed}
    rest = [node for node in found if node.node.node_id not in read]
    broad = question.kind is AnswerKind.OPEN
    cited = {(one.article_id, one.start, one.quote) for one in answer.citations}
    quotes = [] if draft.refused else [q for one in draft.statements for q in one.quotes]
    return Explanation(
        refused=answer.refused,
        confidence=answer.confidence,
        kind=question.kind.value,
        topic=question.topic if broad else "",
        passages=tuple(_passage(node) for node in [*weighed, *rest]),
        spans=() if broad else _spans(question, draft, synthesizer),
        threshold=synthesizer.threshold,
        constant=synthesizer.calibration.constant,
        unverified=tuple(
            quote.text
            for quote in quotes
            if (quote.article_id, quote.start, quote.text) not in cited
        ),
        rule=draft.rule.value if draft.rule is not None else None,
    )


def _passage(node: NodeWithScore) -> ExplainedPassage:
    passage = node.node
    start = getattr(passage, "start_char_idx", None) or 0
    return ExplainedPassage(
        title=str(passage.metadata.get("title") or passage.metadata["article_id"]),
        start=start,
        end=start + len(passage.get_content()),
        text=passage.get_content(),
        keyword=getattr(node, "keyword", 0.0),
        cosine=getattr(node, "cosine", 0.0),
        retrieved=node.retrieved if isinstance(node, ReadNode) else node.score or 0.0,
        gap=float(node.reading.gap) if isinstance(node, ReadNode) else None,
        score=node.score or 0.0,
    )


def _spans(
    question: Question, draft: Draft, synthesizer: ExtractiveSynthesizer
) -> tuple[ExplainedSpan, ...]:
    spans = candidates(draft.source_nodes, question)
    calibration = synthesizer.calibration
    findings = None if draft.refused or not spans else synthesizer.compared(question, spans)
    roles = _roles(findings, spans[0]) if findings else {}
    told = [one for place, one in enumerate(spans) if place < _MOST_SPANS or id(one) in roles]
    observed = [observe(question.query_str, one, spans) for one in told]
    return tuple(
        ExplainedSpan(
            text=one.text,
            title=str(one.node.node.metadata.get("title") or one.article_id),
            gap=one.gap,
            score=one.score,
            confidence=calibration.probability(features),
            features=tuple(
                ExplainedFeature(field.name, value, weight)
                for field, value, weight in zip(
                    fields(Features), astuple(features), calibration.weights, strict=True
                )
            ),
            role=roles.get(id(one), "dropped"),
        )
        for one, features in zip(told, observed, strict=True)
    )


def _roles(findings: Findings, best: Candidate) -> dict[int, str]:
    """Return the roles of the spans that were compared with the best one."""
    roles = {id(one): "same" for one in findings.supporting}
    roles |= {id(one): "differs" for one in findings.differing}
    roles |= {id(one): "unclear" for one in findings.unclear}
    roles |= {id(one): "compatible" for one in (*findings.compatible, *findings.listing)}
    roles |= {id(one): "reworded" for one in findings.reworded}
    return roles | {id(best): "answer"}
