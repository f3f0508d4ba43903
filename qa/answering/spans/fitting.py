"""Whether a span is an answer of the kind that the question asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.answering.spans.amounts import Measure, asked_measure, is_share, measures
from qa.answering.spans.times import TIMES, says_when
from qa.language.datelines import dateline_end
from qa.language.headings import is_heading
from qa.language.kinds import AnswerKind
from qa.language.sentences import ends_with_stop
from qa.language.several import asks_for_several
from qa.language.stems import stems, telling_stems
from qa.language.tolls import HURT, KILLED
from qa.language.values.names import is_role
from qa.language.words import (
    ARTICLES,
    AUXILIARIES,
    CARDINALS,
    DETERMINERS,
    FUNCTION_WORDS,
    LIGHT_PREPOSITIONS,
    QUESTION_WORDS,
    names_inside,
    word_set,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Set

    from llama_index.core.schema import BaseNode

    from qa.answering.spans.candidates import Candidate

__all__ = ["fits", "in_heading", "in_headline"]

_AMOUNTS = frozenset(CARDINALS) | word_set(
    "twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands "
    "million millions billion billions trillion trillions dozen dozens half third quarter once "
    "twice both none nobody couple pair double triple single daily weekly monthly yearly annually "
    "majority minority everyone all no nothing free"
)
_AGE = re.compile(r"\d+-year-olds?$|\d+$")
# One person without a name, and no manner: "gardener", "heiress".
_SOMEBODY = re.compile(r"[a-z]{2,}(?:er|or|ess|ist|ian|man|woman|ant)")
_NO_PERSONS = word_set(
    "paper water weather matter number order power river either never under over"
)
# A time without a number measures too: "within hours".
_AMOUNTS_AND_TIMES = _AMOUNTS | TIMES
# "After lunch" says when, and not how long.
_POINTS = word_set("after before during first last late later early earlier once shortly soon when")
_LASTING = (Measure.DURATION, Measure.LENGTH)
# Words that say where somebody is from, and not who it is.
_ORIGINS = word_set(
    "afghan albanian algerian american arab argentine argentinian australian austrian belgian "
    "bolivian brazilian briton british bulgarian canadian chilean chinese colombian croat "
    "croatian cuban czech dane danish dutch dutchman egyptian emirati englishman estonian "
    "ethiopian european filipino finn finnish french frenchman frenchwoman german ghanaian greek "
    "hungarian indian indonesian iranian iraqi irish irishman israeli italian jamaican japanese "
    "jordanian kenyan korean kurd kuwaiti latvian lebanese libyan lithuanian malaysian malian "
    "mexican moroccan nigerian norwegian pakistani palestinian peruvian pole polish portuguese "
    "romanian russian saudi scot scotsman scottish senegalese serb serbian slovak somali spaniard "
    "spanish swede swedish swiss syrian taiwanese texan thai tunisian turk turkish ukrainian "
    "venezuelan vietnamese welsh welshman yemeni zimbabwean"
)
_VAGUE = word_set(
    "man woman boy girl person people someone somebody men women boys girls victim suspect winner "
    "others other one ones"
)
_ASKS_FOR_NAME = re.compile(
    r"\b(?:what|which)\b.*(?:\bnames? (?:of|for)\b|\bcalled\b|\bnamed\b|['’]s names?\b)",  # noqa: RUF001
    re.IGNORECASE,
)
# Words of a question that states no fact of its own.
_LONGEST_QUESTION = 12
_BETWEEN_CELLS = " | "
_AFTER_LABEL = ": "
_ITEM = re.compile(r"\(?(?:\d{1,3}|[a-z])[.)]\s", re.IGNORECASE)
_TIME_FIRST = re.compile(r"\d+(?:st|nd|rd|th) (?:minute|hour|day|week|month|year|century)\b")
_OF_WHOM = re.compile(r" ?(?:%|per ?cent)? of\b", re.IGNORECASE)
_ROLE_OF = re.compile(r"\b(\w+) of (?:the )?$")
# What is answered by a few words; a span with so much of a longer sentence is the sentence.
_SHORT = frozenset({AnswerKind.DATE, AnswerKind.NUMBER, AnswerKind.PERSON, AnswerKind.PLACE})
_NEARLY_ALL, _FEW_WORDS = 0.9, 5
# A longer span is a clause, and no name, place, number or time; lists may be longer.
_MOST_WORDS = 12
_ASKS_WHO = re.compile(r"\W*who(?:m|se)?\b", re.IGNORECASE)
# Whoever is asked for may bear the same name.
_ASKS_RELATIVE = re.compile(
    r"\b(?:husband|wife|spouse|son|daughter|child|children|brother|sister|siblings?|twin|father|mother"
    r"|parents?|uncle|aunt|cousin|nephew|niece|widow(?:er)?|heir|famil(?:y|ies)|marr(?:y|ied))\b",
    re.IGNORECASE,
)
# Characters between somebody and what is said of them: "Moss, 61, who ran the town until 2015".
_NEAR = 60
# "Who is the mayor?", "Who is now the mayor of Alta?".
_ASKS_HOLDER = re.compile(r"\W*who(?:['’]s| is) (?:now )?the \w+", re.IGNORECASE)  # noqa: RUF001
_FORMER = re.compile(
    r"\b(?:former|formerly|ex-\w+|then-\w+|outgoing|predecessor|previous)\b"
    r"|\buntil (?:1[89]|20)\d\d\b",
    re.IGNORECASE,
)
# A line that begins this near to the beginning of an article is its headline.
_HEADLINE = 100


def fits(kind: AnswerKind, question: str, candidate: Candidate) -> bool:
    """Tell whether a span may stand as the short answer by itself.

    It may not if it only repeats words of the question ("How many workers ...?" - "many workers"),
    is a pronoun, a part of a short question, the number of an item in a list, or in a row of a
    table that lacks a name of the question. It may not either

    - if a name is asked for and it holds none;
    - if a number, a time, a person or a place is asked for and it is a sentence or a long clause;
    - if a number is asked for and it holds none, or one that measures something else (a year, where
      an age is asked for; a percentage, where people are counted; the killed for the hurt);
    - if a time is asked for and it names none, or only the day of a dateline;
    - if a place or a way is asked for and it is only a number or a time;
    - if a person is asked for and it is an age, an origin or a role ("Briton", "97-year-old", "the
      minister"), the place in a dateline, what a role is held of ("mayor of Alta"), or the one whom
      the question names.

    Args:
        kind: What the question asks for.
        question: The question as it was understood.
        candidate: The span.
    """
    said = words(candidate.text)
    if _says_nothing(kind, said) or _repeats(said, question):
        return False
    if _stands_wrongly(candidate, question):
        return False
    if kind is AnswerKind.TEXT and _ASKS_FOR_NAME.search(question):
        return _holds_name(candidate)
    if kind is AnswerKind.REASON:
        first, last = candidate.sentence
        sentence = candidate.node.node.get_content()[first:last]
        return ends_with_stop(sentence) and not sentence.endswith("?")  # no headline
    if kind in _SHORT and (_is_sentence(candidate) or _is_clause(candidate, question)):
        return False
    if kind is AnswerKind.NUMBER:
        return _counts(candidate, question)
    if kind is AnswerKind.DATE:
        return says_when(question, candidate) and not _in_dateline(candidate)
    if kind in {AnswerKind.PERSON, AnswerKind.MANNER} and _is_somebody(candidate.text):
        return False
    if kind in {AnswerKind.PLACE, AnswerKind.MANNER}:
        return not (_is_amount(candidate) or _TIME_FIRST.match(candidate.text))
    return kind is not AnswerKind.PERSON or (
        _names_somebody(candidate.text)
        and not _is_place(candidate)
        and not _is_named(candidate.text, question)
        and not _held_before(candidate, question)
    )


def _stands_wrongly(candidate: Candidate, question: str) -> bool:
    """Tell whether the place of a span shows that it is no answer."""
    return (
        _in_a_question(candidate)
        or _numbers_an_item(candidate)
        or _in_another_row(candidate, question)
    )


def _in_another_row(candidate: Candidate, question: str) -> bool:
    """Tell whether a span is in a table, in a row of something else than is asked for.

    Such a row lacks a name of the question, names the columns, or another one has all that it (or
    its first cell) has of the question's words and more.
    """
    text = candidate.node.node.get_content()
    if _BETWEEN_CELLS not in text:
        return False
    names = set(stems(" ".join(names_inside(question))))
    line = text.rfind("\n", 0, candidate.start) + 1
    row = text[line:].partition("\n")[0]
    if _BETWEEN_CELLS not in row:
        return False
    title = str(candidate.node.node.metadata.get("title") or "")
    head, *rows = (one for one in text.split("\n") if _BETWEEN_CELLS in one)
    if _AFTER_LABEL in head:  # each row names the columns
        rows.insert(0, head)
    elif row == head and rows:
        return True
    prose = [one for one in text.split("\n") if _BETWEEN_CELLS not in one]
    asked = set(telling_stems(question))
    outdone = any(
        asked.intersection(stems(row[:own])) < asked.intersection(stems(other[:last]))
        for other in rows
        for own, last in ((None, None), (_first_cell(row), _first_cell(other)))
    )
    return outdone or not names <= {*stems(" ".join([title, *prose])), *stems(row)}


def _first_cell(row: str) -> int:
    """Return where the first cell of a row ends that holds something."""
    return row.index(_BETWEEN_CELLS, 1)


def _says_nothing(kind: AnswerKind, said: list[str]) -> bool:
    """Tell whether a span has no word that says anything; "both", "now" and "nobody" may."""
    empty = all(word in FUNCTION_WORDS for word in said)
    return empty and kind not in {AnswerKind.NUMBER, AnswerKind.DATE, AnswerKind.PERSON}


def _in_a_question(candidate: Candidate) -> bool:
    """Tell whether a span is part of a question that states nothing: "Did it burn down?"."""
    first, last = candidate.sentence
    sentence = candidate.node.node.get_content()[first:last]
    said = words(sentence)
    return (
        sentence.rstrip("\"'”’)").endswith("?")  # noqa: RUF001
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
    if _counts_others(candidate, question):
        return False
    listed = _AMOUNTS_AND_TIMES - _POINTS if measure in _LASTING else _AMOUNTS_AND_TIMES
    counted = candidate.value.quantity is not None or _holds(listed, candidate.text)
    return counted and (measure is None or measures(candidate, measure))


def _in_dateline(candidate: Candidate) -> bool:
    """Tell whether a day is that of the dateline: "Osby, 4 May 2021 - The mill burned."."""
    text = candidate.node.node.get_content()
    line = text.rfind("\n", 0, candidate.start) + 1
    return candidate.end <= dateline_end(text, line)


def _counts_others(candidate: Candidate, question: str) -> bool:
    """Tell whether the killed are counted where the hurt are asked for, or the reverse."""
    asked = set(words(question))
    told = set(words(candidate.node.node.get_content()[slice(*candidate.sentence)]))
    return any(
        not asked.isdisjoint(one) and asked.isdisjoint(other) and told.isdisjoint(one)
        and not told.isdisjoint(other)
        for one, other in ((KILLED, HURT), (HURT, KILLED))
    )  # fmt: skip


def _is_amount(candidate: Candidate) -> bool:
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


def _holds_name(candidate: Candidate) -> bool:
    """Tell whether a span holds a name, and not only the capital letter that begins a sentence."""
    parts = candidate.text.split()
    if candidate.start == candidate.sentence[0]:
        parts = parts[1:]
    return any(part.lstrip('"“‘(')[:1].isupper() for part in parts)  # noqa: RUF001


def _is_place(candidate: Candidate) -> bool:
    """Tell whether a span stands in a dateline or behind a role: "the mayor of Alta"."""
    text = candidate.node.node.get_content()
    before = _ROLE_OF.search(text, candidate.sentence[0], candidate.start)
    held = before is not None and is_role(before[1].lower())
    return held or candidate.end <= dateline_end(text, candidate.sentence[0])


def _holds(listed: Set[str], text: str) -> bool:
    """Tell whether a text holds a digit or a listed word, also as a part of a compound."""
    said = {part for word in words(text) for part in word.split("-")}
    return any(character.isdigit() for character in text) or not listed.isdisjoint(said)


def _repeats(said: list[str], question: str) -> bool:
    asked = words(question)
    rest = {word for word in said if word not in ARTICLES | LIGHT_PREPOSITIONS}
    return bool(rest) and "or" not in asked and rest <= set(asked)


def in_heading(node: BaseNode, first: int, last: int) -> bool:
    """Tell whether a sentence of a passage is a heading inside an article.

    A heading is a short line without a stop above prose, or one marked by "#". The headline at the
    beginning of an article is none: it often says what the text does not.
    """
    text = node.get_content()
    if (node.start_char_idx or 0) + first < _HEADLINE:  # type: ignore[attr-defined]
        return False
    sentence = text[first:last]
    if sentence.startswith("#"):
        return True
    following = text[last:].removeprefix("\n\n").partition("\n\n")[0]
    alone = text[last : last + 2] == "\n\n" and ends_with_stop(following)
    return alone and is_heading(sentence)


def in_headline(node: BaseNode, first: int, last: int) -> bool:
    """Tell whether a sentence of a passage is the headline of its article: a line without a stop.

    A row of a table is none.
    """
    sentence = node.get_content()[first:last]
    begins = (node.start_char_idx or 0) + first < _HEADLINE  # type: ignore[attr-defined]
    return begins and not ends_with_stop(sentence) and _BETWEEN_CELLS not in sentence


def _is_somebody(text: str) -> bool:
    """Tell whether a span is a bare word for a person, as headlines have it: "heiress"."""
    return bool(_SOMEBODY.fullmatch(text)) and text not in _NO_PERSONS


def _held_before(candidate: Candidate, question: str) -> bool:
    """Tell whether somebody is called a former holder where the present one is asked for."""
    if not _ASKS_HOLDER.match(question) or _FORMER.search(question):
        return False
    first, last = candidate.sentence
    near = slice(max(first, candidate.start - _NEAR), min(last, candidate.end + _NEAR))
    return bool(_FORMER.search(candidate.node.node.get_content()[near]))


def _is_named(text: str, question: str) -> bool:
    """Tell whether a span is whom the question names: "Who will succeed Moss?" - "Ada Moss"."""
    if not _ASKS_WHO.match(question) or _ASKS_RELATIVE.search(question):
        return False
    named = {word for name in names_inside(question) for word in words(name)}
    last = words(text)[-1:]
    return not named.isdisjoint(last) and not {*words(text)} <= named


def _names_somebody(text: str) -> bool:
    """Tell whether a span says who: a name, a body, a group; not only an age, origin or role."""
    parts = [word for word in re.findall(r"[\w'’.-]+", text) if word.lower() not in DETERMINERS]  # noqa: RUF001
    if not parts or all(part.lower() in FUNCTION_WORDS for part in parts):
        return bool(parts) and parts[0].lower() in {"nobody", "none", "no"}
    return not all(
        is_role(part.lower().removeprefix("ex-"))
        or part.lower() in _VAGUE
        or _AGE.match(part)
        or part.lower().removesuffix("s") in _ORIGINS
        or part.lower() in FUNCTION_WORDS
        for part in parts
    )
