"""Whom "he" or "she" means in an article about one person. Pure functions."""

from __future__ import annotations

import re

from qa.answering.yes_or_no.whom import NAME, whole_name

__all__ = ["with_name"]

_PRONOUN = re.compile(r"(?:He|She)(?= )")
# "Ada Moss to Real Elva: your questions answered"
_PLACE = re.compile(rf"\b(?:at|from|in|to) (?:the )?{NAME}(?: {NAME})*")
# Others whom a pronoun may mean. Whatever stands behind "in" or "from" is no person.
_OTHERS = re.compile(
    r"(?<!^)(?<!\bat )(?<!\bin )(?<!\bfrom )(?<!\bto )(?<![.!?] )\b[A-Z][a-z]"
    r"|\b(?:aunt|brother|colleague|cousin|daughter|father|friend|husband|mother|partner|sister|son"
    r"|uncle|wife|man|woman|girl|boy|who)\b"
)


def with_name(question: str, title: str, before: str, sentence: str) -> str:
    """Return a sentence with the name that a question asks about, if "She" plainly means it.

    The title is that name and no other, and the paragraph has named nobody else so far.

    >>> with_name("Was Ada Moss married?", "Ada Moss, painter", "", "She never married.")
    'Ada Moss never married.'
    >>> with_name("Was Ada married?", "Ada Moss", "Her sister stayed.", "She never married.")
    'She never married.'

    Args:
        question: In plain words.
        title: Of the article.
        before: The paragraph up to the sentence.
        sentence: What may be said of the person.
    """
    name, pronoun = whole_name(question), _PRONOUN.match(sentence)
    if name is None or pronoun is None or _OTHERS.search(before.strip()):
        return sentence
    if title.isupper():  # only up to a comma is it plain what is a name
        head, comma, rest = title.partition(",")
        title = head.title() + comma + rest.lower() if comma and " AND " not in head else ""
    about = re.match(rf"(?:{NAME} )*?{re.escape(name)}\b", title)
    if about is None:
        return sentence
    # "Ada Moss" of "Was Ada ...?" goes on behind the name.
    rest = re.sub(rf"^(?: {NAME}){{0,2}}", "", title[about.end() :])
    rest = _PLACE.sub("", rest)
    return sentence if re.search(r"[A-Z]", rest) else name + sentence[pronoun.end() :]
