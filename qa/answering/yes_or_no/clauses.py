"""The clauses of a sentence, each of which says one thing. Pure functions."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from qa.language.stems import stem, stems
from qa.language.words import CARDINALS, DETERMINERS, word_set, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

__all__ = ["CONJUNCTIONS", "STOP", "clauses", "in_short"]

#: What divides clauses, as regular expressions: marks and words.
STOP = r"[,;:–—]\s"  # noqa: RUF001
CONJUNCTIONS = r"but|which|who|while|although|though|because"

# A word before the clause proper: "However, Pike, although learned, was no spokesman".
_LEAD = re.compile(
    r"^[\"“]?(?:[A-Z][a-z]+(?:ly|ver|while|less)|Still|But|Yet|Indeed|Instead|Later), "
)
_ASIDE = re.compile(r", [^,;:.]{2,60}, ")
# "The thieves took the coins, but not the ring." is left whole: it denies one of two things.
_BUT_NOT = (
    r"(?:but|though|although) not (?:an?|the|any|his|her|its|my|our|their|your)\b"
    r"(?! (?:first|only|same|whole)\b)"
)
_CLAUSE = re.compile(
    rf"{STOP}(?!{_BUT_NOT})"
    rf"|\b(?!{_BUT_NOT})(?:{CONJUNCTIONS}|whose)\b"
    r"|\b(?:after|before|until|when)\b(?! (?:\d|noon|midnight|dark))"
)
# "He resigned and never apologised" says two things, of which only the second one is denied.
_DENIED_TOO = re.compile(
    r",? (?:and|but|or) (?=(?:neither|never|no|nobody|none|not|refused|failed"
    r"|(?:can|could|did|do|does|had|has|have|is|are|was|were|will|would)(?: not|n['’]t))\b)"  # noqa: RUF001
    rf"|,? (?={_BUT_NOT})(?:but|though|although) ",
    re.IGNORECASE,
)
_AUXILIARY = (
    r"(?:can|could|did|do|does|had|has|have|is|are|was|were|will|would|must|may)(?: not|n['’]t)?"  # noqa: RUF001
)
# "The minister who met Berg did not resign": what stands behind "who" has a verb of its own.
_RELATIVE = re.compile(
    rf"(?<!,) \b(?:who|which) (?P<own>(?!an?\b|the\b|[A-Z])\w[^,;:–—]*?\w) (?P<rest>{_AUXILIARY}\b)"  # noqa: RUF001
)
# Behind these another clause may begin: "who said Berg did not resign".
_TELLS = word_set(
    "accepted admitted agreed assumed believe believed believes claim claimed claims confirmed "
    "denied deny feared found guessed heard he hope hoped hopes i insisted it knew know knows "
    "learned or and read said saw say says she that they think thinks thought told we wondered "
    "wrote you"
)
# "The mayor resigned, but the clerk did not."
_SHORT = re.compile(
    r"\W*(?:(?:and|but) )?(?P<who>(?:[\w'’-]+ ){1,5}?)"  # noqa: RUF001
    r"(?P<verb>can|could|did|do|does|had|has|have|is|are|was|were|wo|will|would|must|may)"
    r"(?P<denied>not| not|n['’]t)?\W*",  # noqa: RUF001
    re.IGNORECASE,
)
_DETERMINERS = DETERMINERS | frozenset(CARDINALS)


def clauses(sentence: str, asked: Collection[str]) -> Iterator[str]:
    """Yield the clauses of a sentence, those of it without its asides as well.

    What one clause denies beside what it says is a clause of its own, and so is what is said of
    somebody behind the words that say who it is.

    >>> [*clauses("Mayor Pike resigned and never apologised", ["pike", "apologis"])][:2]
    ['Mayor Pike resigned', 'Pike never apologised']
    >>> [*clauses("The clerk who met Pike did not resign", ["pike", "resign"])][:2]
    ['The clerk did not resign', 'met Pike']

    Args:
        sentence: May end with a full stop.
        asked: Stems of the words of the question.
    """
    sentence = _LEAD.sub("", sentence)
    # "The minister, Paulo Reis, did not resign" is one clause without what stands between commas.
    for whole in (sentence, _ASIDE.sub(" ", sentence)):
        for part in _without_relative(whole):
            for clause in _CLAUSE.split(part):
                yield from _said_apart(clause, asked)


def in_short(sentence: str) -> Iterator[tuple[str, str, bool, str]]:
    """Yield what clauses say without a verb of their own.

    Each is whom the clause speaks of, its auxiliary, whether it denies, and the clause before it,
    which has the verb.

    >>> [*in_short("The mayor resigned, but the clerk did not.")]
    [('the clerk', 'did', True, 'The mayor resigned')]
    """
    parts = [part.strip() for part in _CLAUSE.split(sentence)]
    for before, part in pairwise(part for part in parts if part):
        if found := _SHORT.fullmatch(part):
            verb = found["verb"].lower().replace("wo", "will") if found["denied"] else found["verb"]
            yield found["who"].strip(), verb.lower(), found["denied"] is not None, before


def _without_relative(sentence: str) -> list[str]:
    """Return a sentence, or it without what stands behind "who", and that by itself.

    Where it is not plain who is meant, "who said Berg did not resign", both are left out.
    """
    found = _RELATIVE.search(sentence)
    if found is None:
        return [sentence]
    if not _TELLS.isdisjoint(words(found["own"])):
        return [sentence[: found.start()], *re.split(STOP, sentence[found.start("rest") :])[1:]]
    main = f"{sentence[: found.start()]} {sentence[found.start('rest') :]}"
    return [main, found["own"]]


def _said_apart(clause: str, asked: Collection[str]) -> list[str]:
    """Return what a clause says and what it denies beside it, each with the asked words of both."""
    first, *denied = _DENIED_TOO.split(clause)
    said = first.split()
    own = [(at, word) for at, word in enumerate(said) if stem(_bare(word)) in asked]
    # "He took the gold coins, but not the ring": the coins alone were of gold.
    starts = [at for at, word in enumerate(said) if at and _bare(word) in _DETERMINERS]
    object_at = max(starts, default=len(said))
    parts = []
    for part in denied:
        until = object_at if part.startswith("not ") else len(said)
        kept = [w for at, w in own if at < until and stem(w.lower()) not in stems(part)]
        parts.append(" ".join([*kept, part]))
    return [first, *parts]


def _bare(word: str) -> str:
    return word.strip("“”\"',").lower()
