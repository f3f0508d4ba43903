"""Answers which of two is more of something with the sentence that says so of both."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qa.answering.spans.candidates import first_of_passages
from qa.language.alternatives import comparative_sign
from qa.language.sentences import sentences
from qa.language.stems import stem
from qa.language.words import DETERMINERS, FUNCTION_WORDS, PREPOSITIONS, tokens, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qa.answering.spans.candidates import Candidate
    from qa.language.alternatives import Alternative, Alternatives
    from qa.language.words import Token

__all__ = ["outright"]

_TIMES = word_set("thrice times twice")
# A sentence with one of these may not say that it is so, or not now.
_UNSURE = word_set(
    "could hardly if may might neither never no nobody none nor not once used whether without"
)
# Behind these, somebody or something else is compared.
_TURNS = word_set("although and because but or though unlike when whereas while")
# So many words may stand before what is compared: "than in younger women".
_BEFORE = 3


def outright(asked: Alternatives, found: Sequence[Candidate]) -> Candidate | None:
    """Return the one of two of which a sentence says that there is more of it, or less.

    "Gout is twice as common in men as in women", "The kettle is cheaper than the pan".

    Args:
        asked: What is compared.
        found: All candidates, best first; their passages are searched.

    Returns:
        Its name in the sentence; None if no sentence compares the two in what is asked for.
    """
    for candidate in first_of_passages(found):
        text = candidate.node.node.get_content()
        for first, last in sentences(text):
            span = _more(asked, tokens(text[first:last]))
            if span is not None:
                start, end = first + span[0], first + span[1]
                return replace(candidate, start=start, end=end, sentence=(first, last), fits=True)
    return None


def _more(asked: Alternatives, said: Sequence[Token]) -> tuple[int, int] | None:
    """Return the offsets of the one that a sentence says is more, or less, as asked."""
    for at, token in enumerate(said):
        if token.word not in {"than", "as"}:
            continue
        for one, other in ((asked.first, asked.second), (asked.second, asked.first)):
            than = _behind(other, said, at)
            compared = _comparison(asked, said, at)
            if than is None or compared is None:
                continue
            place, sign = compared
            subject = _subject(one, said, at, place, _preposition(said, at))
            if subject is not None:
                chosen = subject if sign == asked.sign else than
                return said[chosen[0]].start, said[chosen[-1]].end
    return None


def _behind(one: Alternative, said: Sequence[Token], at: int) -> list[int] | None:
    """Return where one of the two stands directly behind "than" or "as"."""
    places = _places(one, said, at + 1, at + 1 + _BEFORE + len(one.stems))
    if places is None or any(not said[it].is_word for it in range(at + 1, places[0])):
        return None
    return None if _owns(said, places[-1]) else places


def _comparison(asked: Alternatives, said: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Return where "more" or "twice as" stands before "than" or "as", and its sign.

    None if the sentence does not compare what is asked for, or says that it is not so.
    """
    before = said[:at]
    if any(word.word in _UNSURE or word.word.endswith(("n't", "n’t")) for word in before):  # noqa: RUF001
        return None
    if said[at].word == "as":
        signs = [
            (place, 1)
            for place in range(1, at)
            if said[place].word == "as" and said[place - 1].word in _TIMES
        ]
    else:
        signs = [
            (place, sign)
            for place, word in enumerate(before)
            if (sign := comparative_sign(word.word))
        ]
    if not signs:
        return None
    place, sign = signs[-1]
    around = {stem(word.word) for word in said[max(0, place - 3) : at]}
    return (place, sign) if asked.measures & around else None


def _preposition(said: Sequence[Token], at: int) -> str:
    word = said[at + 1].word if at + 1 < len(said) else ""
    return word if word in PREPOSITIONS else ""


def _subject(
    one: Alternative, said: Sequence[Token], at: int, place: int, preposition: str
) -> list[int] | None:
    """Return where the one that is compared stands: the subject, or "in men" before "as in women".

    Args:
        one: One of the two.
        said: The sentence.
        at: The place of "than" or "as".
        place: The place of "more" or "twice as".
        preposition: The preposition behind "than" or "as"; empty if there is none.
    """
    places = _places(one, said, 0, at)
    if places is None or _owns(said, places[-1]):
        return None
    opening = places[0] - 1
    while opening >= 0 and said[opening].is_word and said[opening].word not in FUNCTION_WORDS:
        opening -= 1
    while opening >= 0 and said[opening].word in DETERMINERS:
        opening -= 1
    led_by = said[opening].word if opening >= 0 else ""
    if preposition:
        return places if led_by == preposition else None
    if led_by in PREPOSITIONS | _TURNS or places[-1] > place:
        return None
    turned = any(word.word in _TURNS or word.text in ";:" for word in said[places[-1] : place])
    return None if turned else places


def _owns(said: Sequence[Token], at: int) -> bool:
    """Tell whether it is only the owner of what is compared: "the mayor's brother"."""
    return said[at].text != said[at].bare


def _places(one: Alternative, said: Sequence[Token], first: int, last: int) -> list[int] | None:
    """Return where the words for one of the two stand, close together; None if one is missing."""
    held = {stem(said[at].word.lower()): at for at in range(first, min(last, len(said)))}
    if not one.stems <= held.keys():
        return None
    places = sorted(held[word] for word in one.stems)
    return places if places[-1] - places[0] < len(places) + 1 else None
