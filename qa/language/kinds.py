"""What a question asks for, found by its question word and the noun behind it.

Expected answer types after Li and Roth (2002), "Learning Question Classifiers", COLING, cut down to
those that a rule can tell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from itertools import dropwhile, takewhile

from qa.language.values.names import is_role
from qa.language.values.words import comparable, fold, plain, surface_tokens
from qa.language.words import AUXILIARIES, BE, DETERMINERS, PREPOSITIONS, QUESTION_WORDS

__all__ = ["NEWS", "AnswerKind", "expected_kind"]


class AnswerKind(StrEnum):
    """What a question asks for.

    Members:
        DATE: When, what year, which day, what time.
        NUMBER: How many, how much, how old, what percentage.
        PERSON: Who, whom, whose, which minister.
        PLACE: Where, which country.
        REASON: Why, how come, for what reason.
        MANNER: How something is done or happened.
        POLAR: Yes or no: "Did the dam break?".
        OPEN: No short span answers it: summarise, compare, "what do the articles say about".
        TEXT: Anything else.
    """

    DATE = "date"
    NUMBER = "number"
    PERSON = "person"
    PLACE = "place"
    REASON = "reason"
    MANNER = "manner"
    POLAR = "polar"
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
_MISSPELT = {
    "hwo": "how", "hw": "how", "waht": "what", "wat": "what", "wht": "what", "whta": "what",
    "wen": "when", "wehn": "when", "whne": "when", "wher": "where", "wehre": "where",
    "wheer": "where", "wich": "which", "whcih": "which", "whihc": "which", "wihch": "which",
    "woh": "who", "wh": "who", "wy": "why", "hwy": "why", "whoes": "whose", "whoever": "who",
}  # fmt: skip

# After "how".
_DEGREES = {
    **dict.fromkeys(
        (
            "big", "cold", "deep", "far", "fast", "few", "frequently", "heavy", "high", "hot",
            "intense", "large", "little", "long", "loud", "many", "much", "often", "old",
            "powerful", "small", "strong", "tall", "thick", "wide", "young",
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
            "afternoon", "century", "date", "day", "deadline", "decade", "evening", "hour",
            "month", "morning", "season", "time", "week", "weekday", "weekend", "year",
        ),
        AnswerKind.DATE,
    ),
    **dict.fromkeys(
        (
            "age", "amount", "attendance", "budget", "cost", "depth", "distance", "duration",
            "earning", "fare", "fee", "fine", "height", "income", "length", "magnitude", "number",
            "percent", "percentage", "population", "price", "profit", "proportion", "rate",
            "revenue", "salary", "share", "size", "speed", "sum", "temperature", "toll", "total",
            "turnout", "weight", "width",
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
            "capital", "city", "continent", "country", "county", "district", "island",
            "location", "nation", "place", "province", "region", "state", "town", "village",
        ),
        AnswerKind.PLACE,
    ),
    **dict.fromkeys(("cause", "motive", "reason"), AnswerKind.REASON),
}  # fmt: skip
_DO = frozenset({"did", "do", "does", "will", "would"})
_CAUSES = frozenset({"cause", "caused", "prompted", "sparked", "triggered"})

_AFTER_NOUN = AUXILIARIES | PREPOSITIONS | QUESTION_WORDS | {"else", "happened", "happens", "that"}
_BEFORE_QUESTION = PREPOSITIONS | {
    "also", "and", "approximately", "but", "give", "me", "ok", "please", "so", "tell", "then",
}  # fmt: skip
_ASK_TO_NAME = frozenset({"find", "give", "identify", "list", "me", "name", "state", "tell"})

_POLITE = re.compile(
    r"^(?:(?:and|so|but|please|ok|okay|hi|hello),? )*"
    r"(?:(?:can|could|would|will) you (?:please )?|do you know |please |"
    r"i(?:'d| would)? (?:want|like) (?:you )?to (?:know )?|i want to know )*"
)
_SOURCES = r"(?:articles?|reports?|texts?|stor(?:y|ies)|sources?|documents?|papers?|news)"
#: Asks for everything about something, as a regular expression: "What is the latest on ...?".
NEWS = (
    r"what(?:'?s| is| are)(?: the)? (?:latest(?: (?:news|developments?|updates?))?|news?|happening"
    r"|going on|known|situation)(?: (?:about|at|concerning|for|from|in|of|on|regarding|with)\b|$)"
)
_OPEN = re.compile(
    r"(?:give (?:me )?|write )?(?:a |an |the )?(?:brief |short |quick )?"
    r"(?:summar(?:y|i[sz]e)|overview|outline|compar(?:e|ison)|contrast)\b|"
    r"(?:describe|discuss|explain)\b(?! (?:why|how|when|where|who|what|which)\b)|"
    r"tell me (?:more |something |everything )?about\b|"
    r"what (?:are|is|were|was) the (?:main|key|most important) "
    r"(?:arguments?|facts?|findings?|ideas?|messages?|points?|takeaways?|themes?|topics?)\b|"
    rf"(?:what|how) (?:do|does|did|is|are) (?:the |these |this |both |two |all )*{_SOURCES}"
    r"(?: (?:say|tell|report|cover|compare|differ|disagree|agree|about)\b|(?! \d) .*\babout\b)|"
    rf"(?:do|does|did) (?:the |these |both |all |two )*{_SOURCES}"
    r" (?:agree|disagree|differ|contradict)\b|"
    r"what do they say\b|what is (?:it|this) about\b|" + NEWS
)
_CONTRACTED = re.compile(r"n['’]?t$")  # noqa: RUF001 - the apostrophe that papers print
_WRAPS = re.compile(
    r"\b(?:say|says|said|tell|tells|told|know|known|knows|explain|explains|explained|mention|mentions"
    r"|mentioned|report|reports|reported|reveal|revealed|state|states|stated|clear|given|idea|word"
    r"|information|details?|about|on|of|to|in|for|from|by|with)"
    r" (?:who|whom|whose|what|which|when|where|why|how)\b"
)
_MODIFIERS = 2
"""How many words may stand between "which" and its noun: "which two European countries"."""

_LONGEST = 500
"""Number of characters read: a question shows its kind at its beginning or its end."""


def expected_kind(question: str) -> AnswerKind:
    """Return what kind of answer a question asks for; TEXT if the question does not show it.

    Case, punctuation, lead-ins ("Tell me when", "and who") and common misspellings of question
    words do not matter.
    """
    text = _POLITE.sub("", fold(question)[:_LONGEST].casefold())
    if _OPEN.match(text):
        return AnswerKind.OPEN
    if _is_polar(text):
        return AnswerKind.POLAR
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
    return _kind_of_phrase(list(dropwhile(_ASK_TO_NAME.__contains__, words)))


def _is_polar(text: str) -> bool:
    """Tell whether yes or no is an answer: "Did it rain?", but not "Was it rain or snow?".

    A question that only wraps another one ("Does it say who won?") asks for what the other asks
    for. In "Did the man who fell survive?", the question word opens a relative clause.
    """
    words = [_CONTRACTED.sub("", plain(token)) for token in surface_tokens(text)]
    if not words or words[0] not in AUXILIARIES | {"ca", "wo"} or len(words) < 3:
        return False
    return "or" not in words and not _WRAPS.search(text)


def _asking_words(text: str) -> list[str]:
    """Return the words from the question word on; all words if there is none.

    The question word must open a clause ("In 2001, in which city ...", "and when ...") that does
    not only set the scene ("When the troops left, who ..."). If there is none, the last question
    word counts ("Bell trained who?").
    """
    clauses = [
        [_MISSPELT.get(word, word) for word in map(plain, surface_tokens(clause))]
        for clause in re.split(r"[,;:.]\s", text)
    ]
    for clause in clauses:
        opened = list(dropwhile(_BEFORE_QUESTION.__contains__, clause))
        if opened and opened[0] in QUESTION_WORDS and not _sets_scene(opened):
            return opened
    words = [word for clause in clauses for word in clause]
    last = max((at for at, word in enumerate(words) if word in QUESTION_WORDS), default=0)
    return words[last:]


def _sets_scene(clause: Sequence[str]) -> bool:
    return clause[0] in {"when", "where"} and len(clause) > 1 and clause[1] not in AUXILIARIES


def _kind_of_how(rest: Sequence[str]) -> AnswerKind:
    if not rest or rest[0] in AUXILIARIES | DETERMINERS | {"to", "exactly"}:
        return AnswerKind.MANNER
    return _DEGREES.get(rest[0], AnswerKind.TEXT)


def _kind_of_what(rest: Sequence[str]) -> AnswerKind:
    if rest and (rest[0] in _CAUSES or list(rest[:2]) == ["led", "to"]):
        return AnswerKind.REASON
    if "die" in rest and rest[-1] in {"of", "from"}:
        return AnswerKind.REASON
    # "What did it cost to make?", "What did the repairs come to?"
    if rest and rest[0] in _DO and ("cost" in rest or list(rest[-2:]) == ["come", "to"]):
        return AnswerKind.NUMBER
    if rest and rest[0] in BE | {"of"}:
        return _kind_of_phrase(rest[1:])
    return _kind_of_phrase(rest[: _MODIFIERS + 1])


def _kind_of_phrase(words: Sequence[str]) -> AnswerKind:
    """Return what a noun phrase asks for, judged by its last noun in the list of known nouns.

    Examples: "European countries", "the number of", "the minister's name". In "the name of the
    minister", the second half decides, and in "the name of the welder who", the word "who".
    """
    phrase = list(dropwhile(DETERMINERS.__contains__, words))
    noun_phrase = list(takewhile(lambda word: word not in _AFTER_NOUN | DETERMINERS, phrase[:8]))
    if noun_phrase == ["name"] and len(phrase) > 1:
        behind = next((word for word in phrase[2:] if word in _AFTER_NOUN), "")
        return AnswerKind.PERSON if behind == "who" else _kind_of_phrase(phrase[2:])
    kinds = [kind for word in noun_phrase if (kind := _kind_of_noun(comparable(word)))]
    return kinds[-1] if kinds else AnswerKind.TEXT


def _kind_of_noun(noun: str) -> AnswerKind | None:
    return AnswerKind.PERSON if is_role(noun) else _NOUNS.get(noun)
