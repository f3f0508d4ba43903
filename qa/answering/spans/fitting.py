"""Whether a span is an answer of the kind that the question asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.answering.spans.amounts import is_share, measures
from qa.answering.spans.asked_measures import LASTING, Measure, asked_measure
from qa.answering.spans.definitions import (
    asks_what_is,
    is_likened,
    tells_means,
    tells_no_content,
)
from qa.answering.spans.dimensions import of_another_dimension
from qa.answering.spans.given import (
    is_left_open,
    is_place_named,
    is_sum_in_hand,
    is_where_it_is,
)
from qa.answering.spans.other_amounts import (
    is_age_in_passing,
    is_no_age,
    is_part_of_name,
    of_another_age,
    tells_change,
)
from qa.answering.spans.persons import is_named, is_somebody, says_who
from qa.answering.spans.rows import (
    in_another_column,
    in_another_field,
    in_another_item,
    in_another_row,
    in_unnamed_row,
    is_row,
)
from qa.answering.spans.stages import of_another_stage
from qa.answering.spans.times import TIMES, says_when
from qa.language.datelines import dateline_end
from qa.language.headings import is_heading
from qa.language.kinds import AnswerKind
from qa.language.sentences import ends_with_stop, is_question
from qa.language.several import asks_for_several
from qa.language.stems import name_stems, stem, stems, telling_stems
from qa.language.tolls import of_other_toll
from qa.language.words import (
    ARTICLES,
    AUXILIARIES,
    CARDINALS,
    FUNCTION_WORDS,
    LIGHT_PREPOSITIONS,
    MONTH_FORMS,
    QUESTION_WORDS,
    WEEKDAY_FORMS,
    word_set,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence, Set

    from llama_index.core.schema import BaseNode

    from qa.answering.spans.candidates import Candidate

__all__ = ["AMOUNTS", "fits", "in_heading", "in_headline", "is_amount"]

#: Words by which a span names an amount.
AMOUNTS = frozenset(CARDINALS) | word_set(
    "twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands "
    "million millions billion billions trillion trillions dozen dozens half third quarter once "
    "twice both none nobody couple pair double triple single daily weekly monthly yearly annually "
    "majority minority everyone all no nothing free"
)
# A time without a number measures too: "within hours".
_AMOUNTS_AND_TIMES = AMOUNTS | TIMES
# "Play was held up" and "she gave up" are no one event.
_PARTICLES = frozenset(stems("up down out off away back over on in"))
# "After lunch" says when, and not how long.
_LENGTHS = _AMOUNTS_AND_TIMES - word_set(
    "after before during first last late later early earlier once shortly soon when"
)
_DAYS = frozenset(map(stem, (*WEEKDAY_FORMS, *MONTH_FORMS)))
# "All prices are in euros" says no price.
_PRICES = AMOUNTS - word_set("all both each every everyone majority minority pair couple")
_ASKS_FOR_NAME = re.compile(
    r"\b(?:what|which)\b.*(?:\bnames? (?:of|for)\b|\bcalled\b|\bnamed\b|['’]s names?\b)",  # noqa: RUF001
    re.IGNORECASE,
)
# The last word before a name's clause or end: "the name of the technician who ...".
_NAME_OF_WHAT = re.compile(
    r"\bnames? (?:of|for) (?:the |an? |his |her |its |their |my |our )?(?:[a-z'’-]+ ){0,2}?"  # noqa: RUF001
    r"(?P<of>[a-z-]{3,})(?= (?:who|which|that|in|of|at|on|for|from)\b|\W*$)"
    r"|\b(?P<whose>[a-z-]{3,})['’]s names?\b"  # noqa: RUF001
    r"|\b(?:the|her|his|its|their) (?P<called>[a-z-]{3,}) (?:called|named)\W*$"
)
# Words of a question that states no fact of its own.
_LONGEST_QUESTION = 12
_ITEM = re.compile(r"\(?(?:\d{1,3}|[a-z])[.)]\s", re.IGNORECASE)
_ASKS_WHICH = re.compile(r"\b(?:what|which) (?P<kind>[a-z]+(?: [a-z]+)?)", re.IGNORECASE)
# "Northdale |Water", but not "in Northdale |Mr Lie".
_NAME_GOES_ON = re.compile(r" ((?!(?:Dr|Mr|Mrs|Ms|Miss|Sir)\b)[A-Z][a-z]+)\b")
_TIME_FIRST = re.compile(r"\d+(?:st|nd|rd|th) (?:minute|hour|day|week|month|year|century)\b")
# "The 11th marathon" counts no runners.
_ORDINAL = re.compile(r"(?:the )?\d+(?:st|nd|rd|th)\b", re.IGNORECASE)
_OF_WHOM = re.compile(r" ?(?:%|per ?cent)? of\b", re.IGNORECASE)
# What is answered by a few words; a span with so much of a longer sentence is the sentence.
_SHORT = frozenset({AnswerKind.DATE, AnswerKind.NUMBER, AnswerKind.PERSON, AnswerKind.PLACE})
_NEARLY_ALL, _FEW_WORDS = 0.9, 5
# A longer span is a clause, and no name, place, number or time; lists may be longer.
_MOST_WORDS = 12
# In print, the lines of whoever leads an interview are bold.
_BOLD = re.compile(r"\*\*[^*\n]+\*\*")
# A line that begins this near to the beginning of an article is its headline.
_HEADLINE = 100


def fits(kind: AnswerKind, question: str, candidate: Candidate) -> bool:
    """Tell whether a span may stand as the short answer by itself.

    It may not if it only repeats words of the question ("How many workers ...?" - "many workers"),
    is a pronoun, a part of a short question, the number of an item in a list, in a row of a table
    that lacks a name of the question or all words of it, or in a field of a data sheet that lacks
    what is counted. It may not either

    - if a name is asked for and it holds none;
    - if a number, a time, a person or a place is asked for and it is a sentence or a long clause;
    - if a number is asked for and it holds none, or one that measures something else (a year, where
      an age is asked for; a percentage, where people are counted; the killed for the hurt);
    - if a time is asked for and it names none, or only the day of a dateline;
    - if a place or a way is asked for and it is only a number or a time;
    - if it is in a headline, and a way is asked for, or what a name is;
    - if it only says what something is like ("the size of a shoebox");
    - if it is left open ("a ground to be named"), given by the question, or only where that is
      which the question asks for: see `qa.answering.spans.given`;
    - if it is asked what a work is about, and its sentence does not say;
    - if a person is asked for and it does not say who (see `qa.answering.spans.persons`).

    Args:
        kind: What the question asks for.
        question: The question as it was understood.
        candidate: The span.
    """
    said = words(candidate.text)
    if (
        _says_nothing(kind, said)
        or _repeats(said, question)
        or _stands_wrongly(candidate, question, kind)
        or (kind in _SHORT and (_is_sentence(candidate) or _is_clause(candidate, question)))
    ):
        return False
    if _ASKS_FOR_NAME.search(question) and not _is_name_asked_for(candidate, question, kind):
        return False
    return _is_of_kind(kind, question, candidate)


def _is_of_kind(kind: AnswerKind, question: str, candidate: Candidate) -> bool:
    if kind is AnswerKind.REASON:
        return _gives_reason(candidate, question)
    if kind is AnswerKind.NUMBER:
        return _counts(candidate, question)
    if kind is AnswerKind.DATE:
        return says_when(question, candidate) and not _in_dateline(candidate)
    if in_headline(candidate.node.node, *candidate.sentence) and (
        asks_what_is(question) or (kind is AnswerKind.MANNER and not tells_means(candidate))
    ):
        return False  # a headline says what happened, and not how, and takes names for known
    if kind is AnswerKind.PERSON:
        return says_who(question, candidate)
    if kind is AnswerKind.MANNER and is_somebody(candidate.text):
        return False
    if kind is AnswerKind.TEXT and (
        is_likened(candidate, question)
        or tells_no_content(candidate, question)
        or is_sum_in_hand(candidate, question)
    ):
        return False
    if kind is AnswerKind.PLACE and (
        is_place_named(candidate, question) or _is_cut_name(candidate, question)
    ):
        return False
    no_amount = not (is_amount(candidate) or _TIME_FIRST.match(candidate.text))
    return no_amount or kind not in {AnswerKind.PLACE, AnswerKind.MANNER}


def _stands_wrongly(candidate: Candidate, question: str, kind: AnswerKind) -> bool:
    """Tell whether the place of a span shows that it is no answer."""
    return (
        _in_a_question(candidate)
        or _numbers_an_item(candidate)
        or in_another_row(candidate, question)
        or in_another_column(candidate, question, kind)
        or in_unnamed_row(candidate, question, kind)
        or in_another_field(candidate, question, kind)
        or (kind in _SHORT and in_another_item(candidate, question))
        or is_left_open(candidate)
        or is_where_it_is(candidate, question)
        or (kind is AnswerKind.TEXT and _in_dateline(candidate))
    )


def _gives_reason(candidate: Candidate, question: str) -> bool:
    """Tell whether a span is in a sentence about the event, which is no headline or question."""
    stands = ends_with_stop(candidate.told) and not is_question(candidate.told)
    if _ITEM.match(candidate.told) and len(words(candidate.told)) <= _FEW_WORDS:
        return False  # "3. Swimming baths." heads what follows
    return stands and _shares_words(candidate, question)


def _is_name_asked_for(candidate: Candidate, question: str, kind: AnswerKind) -> bool:
    """Tell whether a span can be the name of what the question asks the name of."""
    named = kind not in {AnswerKind.PERSON, AnswerKind.TEXT} or _holds_name(candidate, question)
    if is_named(candidate.text, question):
        return False
    return named and _speaks_of_named(candidate, question)


def _says_nothing(kind: AnswerKind, said: Sequence[str]) -> bool:
    """Tell whether a span has no word that says anything; "both", "now" and "nobody" may."""
    empty = all(word in FUNCTION_WORDS for word in said)
    return empty and kind not in {AnswerKind.NUMBER, AnswerKind.DATE, AnswerKind.PERSON}


def _in_a_question(candidate: Candidate) -> bool:
    """Tell whether a span is part of a question that states nothing: "Did it burn down?"."""
    first, last = candidate.sentence
    sentence = candidate.node.node.get_content()[first:last]
    said = words(sentence)
    return (
        is_question(sentence)
        and len(said) <= _LONGEST_QUESTION
        and said[0] in QUESTION_WORDS | AUXILIARIES
    )


def _is_sentence(candidate: Candidate) -> bool:
    """Tell whether a span is a whole sentence or headline of more than a few words."""
    first, last = candidate.sentence
    most = candidate.end - candidate.start >= _NEARLY_ALL * (last - first)
    return most and len(words(candidate.text)) > _FEW_WORDS


def _is_clause(candidate: Candidate, question: str) -> bool:
    """Tell whether a span is too long for a name, a place, a number or a time."""
    return len(words(candidate.text)) > _MOST_WORDS and not asks_for_several(question)


def _counts(candidate: Candidate, question: str) -> bool:
    """Tell whether a span is a number of what the question wants counted or measured."""
    measure = asked_measure(question)
    if measure is Measure.COUNT and is_share(candidate):
        # "6 percent" counts nobody; "6 percent of the voters" does.
        behind = candidate.node.node.get_content()[candidate.end : candidate.sentence[1]]
        if " of " not in question and not _OF_WHOM.match(behind):
            return False
    if measure is Measure.COUNT and (
        tells_change(candidate, question) or _ORDINAL.match(candidate.text)
    ):
        return False
    passage = candidate.node.node.get_content()
    if of_another_dimension(question, passage, (candidate.start, candidate.end)):
        return False
    if is_part_of_name(candidate) or of_another_stage(question, candidate):
        return False
    if of_other_toll(question, candidate.told) or of_another_age(candidate, question):
        return False
    if measure is Measure.AGE and is_no_age(candidate, question):
        return False
    # "Moss, 12, and Arden, 9" may be how many goals each of them shot.
    if measure not in {Measure.AGE, Measure.COUNT} and is_age_in_passing(candidate):
        return False
    listed = _LENGTHS if measure in LASTING else _AMOUNTS_AND_TIMES
    listed = _PRICES if measure is Measure.MONEY else listed
    counted = candidate.value.quantity is not None or _holds(listed, candidate.text)
    return counted and (measure is None or measures(candidate, measure))


def _is_cut_name(candidate: Candidate, question: str) -> bool:
    """Tell whether a span is part of a longer name: no town is "|Northdale| Water"."""
    asked = _ASKS_WHICH.search(question)
    behind = _NAME_GOES_ON.match(candidate.node.node.get_content(), candidate.end)
    return (
        asked is not None
        and behind is not None
        and candidate.text.split()[-1][:1].isupper()
        and stem(behind[1].lower()) not in stems(asked["kind"])
    )


def _in_dateline(candidate: Candidate) -> bool:
    """Tell whether a span stands in the dateline: "Osby, 4 May 2021 - The mill burned."."""
    text = candidate.node.node.get_content()
    line = text.rfind("\n", 0, candidate.start) + 1
    return candidate.end <= dateline_end(text, line)


def is_amount(candidate: Candidate) -> bool:
    """Tell whether a span is nothing but a number, with or without a unit, or a time."""
    said = words(candidate.text)
    return all(
        word[0].isdigit() or word in _AMOUNTS_AND_TIMES | FUNCTION_WORDS for word in said
    ) and not all(word in FUNCTION_WORDS for word in said)


def _numbers_an_item(candidate: Candidate) -> bool:
    """Tell whether a span is the number of an item in a list: "4. Village fete"."""
    first, last = candidate.sentence
    sentence = candidate.node.node.get_content()[first:last]
    item = _ITEM.match(sentence)
    return item is not None and candidate.end <= first + item.end() and item.end() < len(sentence)


def _holds_name(candidate: Candidate, question: str) -> bool:
    """Tell whether a span holds a name that the question does not.

    The capital letter that begins a sentence makes no name.
    """
    given = name_stems(question) | _DAYS
    parts = candidate.text.split()
    if candidate.start == candidate.sentence[0] and len(parts) > 1:
        parts = parts[1:]
    return any(
        part.lstrip('"“‘(')[:1].isupper() and given.isdisjoint(stems(part))  # noqa: RUF001
        for part in parts
    )


def _speaks_of_named(candidate: Candidate, question: str) -> bool:
    """Tell whether the sentence speaks of what has the name: "What was the pilot's name?"."""
    named = _NAME_OF_WHAT.search(question)
    if named is None:
        return True
    told = stems(f"{candidate.title} {candidate.told}")
    return stem((named["of"] or named["whose"] or named["called"]).lower()) in told


def _holds(listed: Set[str], text: str) -> bool:
    """Tell whether a text holds a digit or a listed word, also as a part of a compound."""
    said = {part for word in words(text) for part in word.split("-")}
    return any(character.isdigit() for character in text) or not listed.isdisjoint(said)


def _repeats(said: Sequence[str], question: str) -> bool:
    """Tell whether a span only repeats the question: "nine countries" says no more than which."""
    asked = words(question)
    rest = {word for word in said if word not in ARTICLES | LIGHT_PREPOSITIONS}
    if asked[:1] in {("which",), ("what",)}:
        rest -= frozenset(CARDINALS)
    return bool(rest) and "or" not in asked and rest <= set(asked)


def in_heading(node: BaseNode, first: int, last: int) -> bool:
    """Tell whether a sentence of a passage is a heading inside an article.

    A heading is a short line without a stop above prose, a line of capitals that begins a paragraph
    ("BUS 47"), a paragraph in bold, or a line marked by "#". The headline at the beginning of an
    article is none: it often says what the text does not.
    """
    text = node.get_content()
    if (node.start_char_idx or 0) + first < _HEADLINE:  # type: ignore[attr-defined]
        return False
    sentence = text[first:last]
    if sentence.startswith("#"):
        return True
    begins = first == 0 or text[:first].endswith("\n\n")
    if begins and sentence.isupper() and re.match(r"\n\w", text[last:]):
        return True
    if not text.startswith("\n\n", last):
        return False
    following = text[last:].removeprefix("\n\n").partition("\n\n")[0]
    if begins and _BOLD.fullmatch(sentence):
        return True
    return ends_with_stop(following) and is_heading(sentence)


def in_headline(node: BaseNode, first: int, last: int) -> bool:
    """Tell whether a sentence of a passage is the headline of its article: a line without a stop.

    A row of a table is none, nor is a line that says what "has" or "was" done: it is a sentence.
    """
    sentence = node.get_content()[first:last]
    begins = (node.start_char_idx or 0) + first < _HEADLINE  # type: ignore[attr-defined]
    if not begins or ends_with_stop(sentence) or is_row(sentence):
        return False
    return AUXILIARIES.isdisjoint(words(sentence))


def _shares_words(candidate: Candidate, question: str) -> bool:
    """Tell whether the sentence of a reason, the one before it or the title is about the event."""
    text = candidate.node.node.get_content()
    before = text[: candidate.sentence[0]].rstrip()
    near = text[before.rfind("\n") + 1 : candidate.sentence[1]]
    told = stems(f"{candidate.title} {near}")
    return not (set(telling_stems(question)) - _PARTICLES).isdisjoint(told)
