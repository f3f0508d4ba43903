"""What a question asks for, told from its question word and the noun behind it.

Expected answer types after Li and Roth (2002), "Learning Question Classifiers", COLING, cut down to
those that a rule can tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from qa.values.names import is_role
from qa.values.words import comparable, fold, plain, surface_tokens

__all__ = ["AnswerKind", "expected_kind"]


class AnswerKind(StrEnum):
    """What a question asks for.

    Members:
        DATE: When, what year, which day, what time.
        NUMBER: How many, how much, how old, what percentage.
        PERSON: Who, whom, whose, which minister.
        PLACE: Where, which country.
        REASON: Why, how come, for what reason.
        MANNER: How something is done or happened.
        OPEN: No short span answers it: summarise, compare, "what do the articles say about".
        TEXT: Anything else.
    """

    DATE = "date"
    NUMBER = "number"
    PERSON = "person"
    PLACE = "place"
    REASON = "reason"
    MANNER = "manner"
    OPEN = "open"
    TEXT = "text"


_BY_WORD = {
    "when": AnswerKind.DATE,
    "where": AnswerKind.PLACE,
    "who": AnswerKind.PERSON,
    "whom": AnswerKind.PERSON,
    "whose": AnswerKind.PERSON,
    "why": AnswerKind.REASON,
}
_QUESTION_WORDS = {*_BY_WORD, "how", "what", "which"}
_MISSPELT = {
    "hwo": "how", "hw": "how", "waht": "what", "wat": "what", "wht": "what", "whta": "what",
    "wen": "when", "wehn": "when", "whne": "when", "wher": "where", "wehre": "where",
    "wheer": "where", "wich": "which", "whcih": "which", "whihc": "which", "wihch": "which",
    "woh": "who", "wh": "who", "wy": "why", "hwy": "why", "whoes": "whose", "whoever": "who",
}  # fmt: skip

# Behind "how".
_DEGREES = {
    **dict.fromkeys(
        (
            "big", "cold", "deep", "far", "fast", "few", "frequently", "heavy", "high", "hot",
            "large", "little", "long", "many", "much", "often", "old", "small", "tall", "wide",
            "young",
        ),
        AnswerKind.NUMBER,
    ),
    **dict.fromkeys(("early", "late", "recently", "soon"), AnswerKind.DATE),
    "come": AnswerKind.REASON,
}  # fmt: skip

# The noun asked for: "in what year", "which of the countries", "what is the price of".
_NOUNS = {
    **dict.fromkeys(
        (
            "century", "date", "day", "deadline", "decade", "hour", "month", "season", "time",
            "week", "weekday", "year",
        ),
        AnswerKind.DATE,
    ),
    **dict.fromkeys(
        (
            "age", "amount", "cost", "distance", "duration", "height", "length", "number",
            "percent", "percentage", "population", "price", "proportion", "size", "speed", "sum",
            "temperature", "toll", "total", "weight", "width",
        ),
        AnswerKind.NUMBER,
    ),
    **dict.fromkeys(
        (
            "artist", "boy", "candidate", "child", "driver", "girl", "husband", "individual", "man",
            "mother", "father", "people", "politician", "son", "daughter", "wife", "winner",
            "woman", "king", "pope", "mayor", "judge", "prince", "coach",
        ),
        AnswerKind.PERSON,
    ),
    **dict.fromkeys(
        (
            "area", "capital", "city", "continent", "country", "county", "district", "island",
            "location", "nation", "place", "province", "region", "state", "town", "village",
        ),
        AnswerKind.PLACE,
    ),
    **dict.fromkeys(("cause", "motive", "reason"), AnswerKind.REASON),
}  # fmt: skip
_CAUSES = frozenset({"cause", "caused", "prompted", "sparked", "triggered"})

_AUXILIARIES = frozenset({
    "am", "are", "be", "can", "could", "did", "do", "does", "had", "has", "have", "is", "may",
    "might", "must", "shall", "should", "was", "were", "will", "would",
})  # fmt: skip
_DETERMINERS = frozenset({
    "a", "an", "the", "his", "her", "its", "their", "this", "that", "these", "those", "our", "my",
})  # fmt: skip
_BEYOND_NOUN = frozenset({
    "about", "after", "at", "before", "by", "for", "from", "in", "of", "on", "that", "to", "when",
    "where", "which", "who", "with",
})  # fmt: skip
_IMPERATIVES = frozenset({"give", "identify", "list", "name", "state", "tell", "find"})
_LEAD_INS = frozenset({"also", "and", "but", "me", "now", "ok", "okay", "please", "so", "then"})

_SOURCES = r"(?:articles?|reports?|texts?|stor(?:y|ies)|sources?|documents?|papers?|they|authors?)"
_OPEN = re.compile(
    r"\b(?:summari[sz]e|summary|overview|compare|contrast|describe|discuss|explain|outline|"
    r"differences?|main (?:points?|ideas?|topics?)|key (?:points?|facts?)|"
    r"tell me (?:more )?about)\b|"
    rf"\b(?:what|how)\b.*\b{_SOURCES}\b.*\b(?:about|differ|disagree|agree)\b|"
    rf"\bwhat (?:do|does|did) (?:the |these |both |two )*{_SOURCES} (?:say|tell|report|cover)\b"
)
_LONGEST = 500
"""Characters read: a question's kind shows at its beginning."""


def expected_kind(question: str) -> AnswerKind:
    """Return what kind of answer a question asks for; TEXT where that cannot be told.

    Case, punctuation, lead-ins ("Tell me when", "and who") and common misspellings of question
    words do not matter.
    """
    text = fold(question)[:_LONGEST].casefold()
    if _OPEN.search(text):
        return AnswerKind.OPEN
    words = _asking_words(text)
    if not words:
        return AnswerKind.TEXT
    asked, rest = words[0], words[1:]
    if asked in _BY_WORD:
        return _BY_WORD[asked]
    if asked == "how":
        return _kind_of_how(rest)
    if asked in {"what", "which"}:
        return _kind_of_what(rest)
    while words and words[0] in _IMPERATIVES | _LEAD_INS:
        words = words[1:]
    return _kind_of_noun(words)


def _asking_words(text: str) -> list[str]:
    """Return the words from the question word on; all words where there is none."""
    clauses = [
        [_MISSPELT.get(word, word) for word in map(plain, surface_tokens(clause))]
        for clause in re.split(r"[,;:.]\s", text)
    ]
    asking = [clause for clause in clauses if _question_word(clause) is not None]
    if not asking:
        return [word for clause in clauses for word in clause]
    best = next((clause for clause in asking if not _subordinate(clause)), asking[0])
    return best[_question_word(best) :]


def _question_word(words: Sequence[str]) -> int | None:
    return next((i for i, word in enumerate(words) if word in _QUESTION_WORDS), None)


def _subordinate(clause: Sequence[str]) -> bool:
    """Return whether a clause only sets the scene: "When the troops left, who ...", "a man who"."""
    at = _question_word(clause)
    if at is None or at + 1 >= len(clause):
        return False
    if clause[at] in {"when", "where"}:
        return clause[at + 1] not in _AUXILIARIES
    return clause[at] in {"who", "which", "whose"} and at > 2


def _kind_of_how(rest: Sequence[str]) -> AnswerKind:
    if not rest or rest[0] in _AUXILIARIES | _DETERMINERS | {"to", "exactly"}:
        return AnswerKind.MANNER
    return _DEGREES.get(rest[0], AnswerKind.TEXT)


def _kind_of_what(rest: Sequence[str]) -> AnswerKind:
    if rest and (rest[0] in _CAUSES or list(rest[:2]) == ["led", "to"]):
        return AnswerKind.REASON
    words = list(rest)
    if words and words[0] in _AUXILIARIES:
        words = words[1:]
        if not words or words[0] not in _DETERMINERS:
            return AnswerKind.TEXT
    elif words[:1] == ["of"]:
        words = words[1:]
    return _kind_of_noun(words)


def _kind_of_noun(words: Sequence[str]) -> AnswerKind:
    """Return the kind of the first known noun of the phrase: "European countries", "name of"."""
    phrase = [word for word in words[:6] if word not in _DETERMINERS]
    if phrase[:2] == ["name", "of"]:
        phrase = phrase[2:]
    for word in phrase:
        if word in _BEYOND_NOUN | _AUXILIARIES:
            break
        noun = comparable(word)
        if is_role(noun):
            return AnswerKind.PERSON
        if noun in _NOUNS:
            return _NOUNS[noun]
    return AnswerKind.TEXT
