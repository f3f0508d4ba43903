"""Questions as people type them, brought into the plain form that the rules and the reader know."""

from __future__ import annotations

import re

from qa.language.words import QUESTION_WORDS, word_set

__all__ = ["in_plain_form"]

_APOSTROPHES = "'’ʼ`´"  # noqa: RUF001 - as people type them
_MARK = rf"[{_APOSTROPHES}]"
_ASKING = "|".join(sorted(QUESTION_WORDS - {"whom", "whose"}))
# Where a question word may open a clause: "Who won and what's it worth?", "Tell me who's ill".
# Not inside a sentence, where "what's" may belong to a title: "Who starred in What's Up?".
_OPENS = (
    r"(?P<lead>(?:^|[,;:.?!]\s+|\b(?:and|but|so|or|then|tell me|know)\s+)"
    r"(?:(?:about|at|by|for|from|in|of|on|since|to|until|with)\s+)?)"
)
# Behind these, "'s" is "has": "Who's been arrested?", "Why's she had to stop?".
_PERFECT = r"(?:already |ever |just |not )?(?:been|become|got|gone|had|happened|won)\b"
_PRONOUN = r"(?:he|it|she|that|there|they|this|we|you)"
# "What's it cost?", "How's it work?".
_DOES = r"(?:cost|do|mean|say|take|work)\b"
# "What's", "whats", "how's"; "Who's Who" is the title of a book, "whys" are reasons.
_IS = re.compile(
    rf"{_OPENS}(?P<word>{_ASKING})(?:{_MARK}s|(?<!\bwhy)s)(?= +(?!Who\b)[^\W_])", re.IGNORECASE
)
# "Which team's he on?"
_IS_BEHIND_NOUN = re.compile(
    rf"{_OPENS}(?P<word>(?:what|which)(?: [a-z-]+){{1,2}}){_MARK}s(?= {_PRONOUN}\b)", re.IGNORECASE
)
# "Who's car was stolen?"
_WHOSE = re.compile(
    rf"{_OPENS}(?P<who>who){_MARK}?s (?!(?:{_PRONOUN}|who)\b)"
    r"(?=[a-z-]+ (?:did|does|had|has|is|was|were) )",
    re.IGNORECASE,
)
# "What're", "who'll", "where've", and "how'd they".
_OTHERS = {"re": "are", "ll": "will", "ve": "have"}
_CONTRACTED = re.compile(
    rf"{_OPENS}(?P<word>{_ASKING}){_MARK}(?P<end>re|ll|ve)(?= \w)", re.IGNORECASE
)
_DID = re.compile(
    rf"{_OPENS}(?P<word>{_ASKING}){_MARK}d(?= (?:{_PRONOUN}|the|his|her|their)\b)", re.IGNORECASE
)
# "Why didnt it ring?": negated verbs that are no words without their apostrophe.
_NEGATED = word_set(
    "aint arent cant couldnt didnt doesnt dont hadnt hasnt havent isnt mustnt shouldnt wasnt "
    "werent wouldnt wont"
)
# "If I'm early", "if im early": words that are none without their apostrophe, so not "were".
_PRONOUNS_JOINED = {
    "im": "I am", "i'm": "I am", "ive": "I have", "i've": "I have", "theyre": "they are",
    "they're": "they are", "theyve": "they have", "they've": "they have", "we're": "we are",
    "we've": "we have", "youre": "you are", "you're": "you are", "youve": "you have",
    "you've": "you have",
}  # fmt: skip
_PRONOUN_JOINED = re.compile(
    rf"\b(?:I{_MARK}(?:m|ve)|im|ive|(?:they|you){_MARK}?(?:re|ve)|we{_MARK}(?:re|ve))(?= \w)"
)
# Only in lower case, or as the first word: "Dont" may be a name.
_WITHOUT_MARK = re.compile(rf"(?:^(?i:{'|'.join(_NEGATED)})|\b(?:{'|'.join(_NEGATED)}))\b")


def in_plain_form(question: str) -> str:
    """Return a question with its contractions spelled out.

    The meaning stays the same, so the question is still shown as it was typed.

    >>> in_plain_form("whats the toll")
    'what is the toll'
    >>> in_plain_form("Who's been hurt, and why didnt it ring?")
    "Who has been hurt, and why didn't it ring?"
    """
    text = _WHOSE.sub(lambda found: f"{found['lead']}{found['who']}se ", question)
    text = _IS_BEHIND_NOUN.sub(r"\g<lead>\g<word> is", text)
    text = _IS.sub(_spelled_out, text)
    text = _CONTRACTED.sub(
        lambda found: f"{found['lead']}{found['word']} {_OTHERS[found['end'].lower()]}", text
    )
    text = _DID.sub(r"\g<lead>\g<word> did", text)
    text = _WITHOUT_MARK.sub(lambda found: f"{found[0][:-1]}'{found[0][-1]}", text)
    return _PRONOUN_JOINED.sub(_of_pronoun, text)


def _spelled_out(found: re.Match[str]) -> str:
    """Spell "'s" out as "is", "has" or "does", by the words behind it."""
    rest = found.string[found.end() + 1 :]
    verb = "is"
    if re.match(rf"(?:{_PRONOUN} )?{_PERFECT}", rest, re.IGNORECASE):
        verb = "has"
    elif re.match(rf"{_PRONOUN} {_DOES}", rest, re.IGNORECASE):
        verb = "does"
    return f"{found['lead']}{found['word']} {verb}"


def _of_pronoun(found: re.Match[str]) -> str:
    return _PRONOUNS_JOINED[re.sub(_MARK, "'", found[0]).lower()]
