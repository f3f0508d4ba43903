"""Several questions asked in one sentence."""

from __future__ import annotations

import re

from qa.language.kinds import AnswerKind, expected_kind
from qa.language.words import AUXILIARIES, PREPOSITIONS, QUESTION_WORDS, words

__all__ = ["split"]

_ASKING = "|".join(sorted(QUESTION_WORDS))
_AUXILIARY = "|".join(sorted(AUXILIARIES))
_PREPOSITION = "|".join(sorted(PREPOSITIONS))
# "Who won, and when did ...", "Who is she and is she hurt?", "Who won? When did ...?"
_JOINT = re.compile(
    rf"(?:\?\s+(?=\w)|,?\s+(?:and|but)\s+(?:also\s+)?"
    rf"(?=(?:(?:{_PREPOSITION})\s+)?(?:{_ASKING})\b"
    rf"|(?:{_AUXILIARY})\s+(?:he|she|it|they|there|this|that|his|her|their|its"
    r"|any|anybody|anyone|anything|everybody|everyone|everything|somebody|someone)\b)"
    # "How much do I pay to get in, and do children pay?"
    rf"|,\s+and\s+(?=(?:{_AUXILIARY})\s+(?:\w+\s+)\w))",
    re.IGNORECASE,
)
# "When and where was she born?", "Where and on what day was the funeral?"
_WHICH = rf"(?:(?:{_PREPOSITION})\s+)?(?:what|which)\s+\w+"
_TWO_WORDS = re.compile(
    rf"^({_ASKING}),? and ({_ASKING})\s+(?=\w+\s+\w)"
    rf"|^({_WHICH}|{_ASKING}),? and ({_WHICH}|{_ASKING})\s+(?=(?:{_AUXILIARY})\b)",
    re.IGNORECASE,
)
# "Who is she, and what's her job?"
_SHORTENED = re.compile(r"\b(how|what|when|where|who)['’]s\b", re.IGNORECASE)  # noqa: RUF001
_LEAST_WORDS = 3


def split(question: str) -> list[str]:
    """Split a question into the questions that it joins, in order.

    "Who designed the bridge and when did it open?" gives two, of which the second is understood
    like a follow-up to the first; "When and where was she born?" gives two that stand alone.

    Args:
        question: Any question.

    Returns:
        At least one question. A question that is not clearly several is returned as it is.
    """
    both = _TWO_WORDS.match(question)
    if both is not None:
        rest = question[both.end() :]
        return [f"{asked.capitalize()} {rest}" for asked in both.groups() if asked]
    if expected_kind(question) is AnswerKind.OPEN:
        return [question]
    written_out = _SHORTENED.sub(r"\1 is", question)
    parts = [part.strip(" ?") for part in _JOINT.split(written_out) if part.strip(" ?")]
    if len(parts) < 2 or len(words(parts[0])) < _LEAST_WORDS:
        return [question]
    if not _asks(parts[0]) or not all(_asks(part, behind=True) for part in parts[1:]):
        return [question]
    return [f"{part[0].upper()}{part[1:]}?" for part in parts]


def _asks(part: str, *, behind: bool = False) -> bool:
    """Tell whether a part is a question of its own, not only the beginning of one.

    "Which countries" is none in "Which countries and which firms signed it?". Behind a question,
    "how many women" asks as much as that one.
    """
    said = words(part)
    opening = said[:2]
    if QUESTION_WORDS.isdisjoint(opening) and said[0] not in AUXILIARIES:
        return False
    if said[0] in {"when", "where"} and len(said) > 1:  # not "when the embassy closes"
        return said[1] in AUXILIARIES
    if behind and said[:2] == ("how", "many"):
        return len(said) >= _LEAST_WORDS
    if said[0] in {"which", "whose"} or said[:2] == ("how", "many"):
        return len(said) > _LEAST_WORDS
    return True
