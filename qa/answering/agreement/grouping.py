"""Groups the articles' answers by what they mean, the newest first where they differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.answering.agreement.copies import first_of_copies
from qa.answering.drafts.draft import DraftGroup
from qa.answering.spans.candidates import sentence_quote
from qa.answers import Agreement
from qa.articles.passages import published_on
from qa.language.values import (
    Relation,
    date_mentions,
    days,
    looks_ahead,
    normalised,
    relation,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answering.agreement.between_articles import Findings
    from qa.answering.spans.candidates import Candidate
    from qa.language.values import Days

__all__ = ["Grouped", "grouped"]

# The greatest number of articles cited for one answer, best first. Nobody would read more.
_MOST_CITED = 5


@dataclass(frozen=True, slots=True)
class Grouped:
    """The articles' answers in groups, the one to lead with first.

    Attributes:
        groups: The members of each group, the best first.
        agreement: How the groups relate.
    """

    groups: tuple[tuple[Candidate, ...], ...]
    agreement: Agreement

    @property
    def leading(self) -> Candidate:
        """The candidate that the answer leads with."""
        return self.groups[0][0]

    @property
    def cited(self) -> list[Candidate]:
        """The candidates to cite, group by group, one for each text that several papers print."""
        return [one for group in self.groups for one in first_of_copies(group)[:_MOST_CITED]]

    def drafts(self) -> tuple[DraftGroup, ...]:
        """Return the groups as a draft holds them."""
        return tuple(_draft(group) for group in self.groups)


def grouped(question: str, findings: Findings) -> Grouped:
    """Group what was found by meaning.

    Where dated articles contradict each other, the group with the newest article leads, and the
    others follow by date. If one article has no date, the order of the findings is kept. If the
    question names a time ("Who was the mayor in 2018?"), the articles of that time answer it, and
    those of other times do not contradict them.

    Args:
        question: The question as it was understood.
        findings: The articles' answers, compared.
    """
    others = _by_meaning(findings.differing)
    if others:
        groups = [findings.supporting, *others]
        groups = _of_that_time(question, groups)
        if len(groups) == 1:
            agreement = Agreement.SAME if len(first_of_copies(groups[0])) > 1 else Agreement.SINGLE
            return Grouped((groups[0],), agreement)
        if all(map(_newest, groups)):
            groups.sort(key=lambda group: _newest(group) or "", reverse=True)
        return Grouped(tuple(groups), Agreement.DIFFERENT)
    if findings.listing:
        groups = [findings.supporting, *_by_meaning(findings.listing)]
        return Grouped(tuple(groups), Agreement.LIST)
    if findings.unclear:
        groups = _of_that_time(question, [findings.supporting, *_by_meaning(findings.unclear)])
        if groups[0] == findings.supporting and len(groups) > 1:
            return Grouped(tuple(groups), Agreement.UNCLEAR)
    if findings.compatible:
        groups = [findings.supporting, *_by_meaning(findings.compatible)]
        return Grouped(tuple(groups), Agreement.COMPATIBLE)
    voices = len(first_of_copies(findings.supporting))
    agreement = Agreement.SAME if voices > 1 else Agreement.SINGLE
    return Grouped((findings.supporting,), agreement)


def _of_that_time(
    question: str, groups: list[tuple[Candidate, ...]]
) -> list[tuple[Candidate, ...]]:
    """Return the groups whose articles are from the time that the question names; else all.

    An article from before that time is used if there is none from that time: it is the last word
    that was known then.
    """
    asked = [mention.days for mention in date_mentions(question)]
    dated = [(day, group) for group in groups if (day := _newest(group))]
    if not asked or len(dated) < len(groups):
        return groups
    first, last = asked[0].start.isoformat(), asked[0].end.isoformat()
    within = [group for day, group in dated if first <= day <= last]
    earlier = [group for day, group in dated if day < first]
    return within or sorted(earlier, key=lambda group: _newest(group) or "")[-1:] or groups


def _by_meaning(candidates: Sequence[Candidate]) -> list[tuple[Candidate, ...]]:
    groups: list[list[Candidate]] = []
    for candidate in candidates:
        for group in groups:
            if all(relation(one.value, candidate.value) is Relation.SAME for one in group):
                group.append(candidate)
                break
        else:
            groups.append([candidate])
    return [tuple(group) for group in groups]


def _newest(group: Sequence[Candidate]) -> str | None:
    dates = [day for one in group if (day := published_on(one.node.node))]
    return max(dates, default=None)


def _draft(group: Sequence[Candidate]) -> DraftGroup:
    first = group[0]
    meant = next((found for one in group if (found := _days(one))), None)
    cited = first_of_copies(group)
    kept = {one.article_id for one in cited}
    return DraftGroup(
        value=first.text,
        normalised=meant.iso if meant else normalised(first.value),
        date=meant.iso if meant else None,
        inferred=bool(meant and meant.inferred),
        published=_newest(group),
        quotes=tuple(sentence_quote(one) for one in cited[:_MOST_CITED]),
        copies=tuple(
            str(one.node.node.metadata.get("path") or one.article_id)
            for one in group
            if one.article_id not in kept
        ),
    )


def _days(candidate: Candidate) -> Days | None:
    """Return the days that a candidate means, as far as its own article tells them."""
    before = candidate.node.node.get_content()[candidate.sentence[0] : candidate.start]
    published = published_on(candidate.node.node)
    return days(candidate.value, published, ahead=looks_ahead(before, candidate.text))
