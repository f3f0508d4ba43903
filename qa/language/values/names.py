"""What person or thing a name stands for, and when two names can mean the same.

"French Defense Minister Florence Parly", "Florence Parly" and "Parly" are one; "Joe Biden" and
"Hunter Biden" are two. There is no list of the world's names: only roles ("minister", "Lt. Col.")
are listed, and the name is what follows them or is separated from them by a comma.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from qa.language.values.words import comparable, plain, surface_tokens
from qa.language.words import ARTICLES, LIGHT_PREPOSITIONS, POSSESSIVES

__all__ = ["FULL_NAME", "Name", "is_role", "read_names", "same_names"]

#: A person's whole name, perhaps with a title, as a regular expression: "Dr Ada van Moss".
FULL_NAME = (
    r"(?-i:(?:(?:Dr|Sir|Dame|Mr|Mrs|Ms|Prof)\.? )?[A-Z][\w'’-]+"  # noqa: RUF001
    r"(?: (?:[A-Z]\.|[A-Z][\w'’-]+|al|bin|d[aeiu]|der|van|von)){1,3})"  # noqa: RUF001
)

_ROLES = frozenset({
    "activist", "actor", "actress", "admiral", "adviser", "advisor", "agent", "aide", "ambassador",
    "analyst", "archbishop", "architect", "artist", "astronaut", "attorney", "author", "brigadier",
    "captain", "ceo", "chairman", "chairwoman", "chancellor", "chief", "col", "colonel",
    "comedian", "commander", "commissioner", "composer", "consul", "congressman", "congresswoman",
    "coordinator", "correspondent", "counterpart", "defender", "detective", "director",
    "doctor", "dr", "economist", "editor", "emir", "emperor", "engineer", "executive",
    "filmmaker", "footballer", "founder", "gen", "general", "gov", "governor", "historian",
    "imam", "inspector", "journalist", "lawmaker", "lawyer", "leader", "lieutenant", "linebacker",
    "lt", "manager", "midfielder", "minister", "mr", "mrs", "ms", "musician", "mx", "novelist",
    "officer", "official", "owner", "philosopher", "photographer", "physicist", "poet",
    "politician", "premier", "president", "princess", "producer", "prof", "professor",
    "prosecutor", "quarterback", "queen", "rabbi", "rapper", "rep", "reporter", "representative",
    "researcher", "rev", "reverend", "scientist", "sec", "secretary", "sen", "senator", "sergeant",
    "sgt", "sheikh", "sheriff", "sir", "speaker", "spokesman", "spokespeople",
    "spokesperson", "spokeswoman", "striker", "sultan", "superintendent", "theologian",
    "treasurer", "trooper", "winger", "writer",
})  # fmt: skip
_ROLES_OR_SURNAMES = frozenset({
    "baron", "bishop", "cardinal", "coach", "crown", "judge", "justice", "king", "lady", "lord",
    "maj", "major", "mayor", "painter", "player", "pope", "prince", "singer",
})  # fmt: skip
_GENERATIONS = frozenset({"jr", "sr"})  # not II: it distinguishes wars and kings
_PARTICLES = ARTICLES | {
    "al", "bin", "da", "de", "del", "der", "di", "du", "el", "for", "ibn", "in", "la", "le", "of",
    "on", "van", "von", "y",
}  # fmt: skip

# A name that holds one of these is not a person's, so its last word alone is a different name:
# "South Sudan" is not "Sudan", "World Bank" not "Bank".
_IMPERSONAL = frozenset({
    "academy", "agency", "airport", "army", "association", "avenue", "bank", "bay", "beach",
    "cape", "center", "central", "church", "city", "club", "college", "command", "commission",
    "committee", "company", "congress", "corporation", "council", "county", "court", "department",
    "east", "eastern", "federal", "federation", "force", "forces", "fort", "great", "group",
    "high", "hospital", "house", "institute", "international", "island", "islands", "islamic",
    "kingdom", "lake", "las", "league", "los", "lower", "ministry", "mount", "mt", "museum",
    "national", "nations", "navy", "new", "news", "north", "northern", "ocean", "office",
    "organization", "papua", "parliament", "park", "party", "police", "port", "real", "republic",
    "river", "road", "saint", "san", "santa", "school", "sea", "senate", "south", "southern",
    "square", "st", "state", "states", "street", "sub", "supreme", "times", "tower", "union",
    "united", "university", "upper", "valley", "west", "western", "white", "world",
})  # fmt: skip

_ALIASES = {
    "us": "unitedstates", "usa": "unitedstates", "unitedstatesofamerica": "unitedstates",
    "america": "unitedstates", "uk": "unitedkingdom", "britain": "unitedkingdom",
    "greatbritain": "unitedkingdom", "un": "unitednations", "eu": "europeanunion",
    "uae": "unitedarabemirates", "is": "islamicstate", "isis": "islamicstate",
    "isil": "islamicstate", "alqaida": "alqaeda", "washingtondc": "washington",
}  # fmt: skip

_SEPARATOR = re.compile(r"\s*[,;()]\s*|\s+-\s+|\s+(?:and|&)\s+")


@dataclass(frozen=True, slots=True)
class Name:
    """One name.

    Attributes:
        parts: Its words, plain, without articles and generation ("Jr.").
        person: Whether a role stands with it, so that it is a person's.
        place: What follows a single comma: ("france",) in "Paris, France".
    """

    parts: tuple[str, ...]
    person: bool = False
    place: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The name without spaces and hyphens, common short forms resolved."""
        joined = "".join(self.parts)
        return _ALIASES.get(joined, joined)

    @property
    def initials(self) -> str:
        """Its first letters, small words left out: ``who`` for World Health Organization."""
        return "".join(part[0] for part in self.parts if part not in _PARTICLES)


def is_role(token: str) -> bool:
    """Return whether a word names an office or a profession."""
    return comparable(token) in _ROLES | _ROLES_OR_SURNAMES


def read_names(text: str) -> tuple[Name, ...]:
    """Return the names in the folded text, without roles; none if it holds anything else.

    A role by itself ("the French defence minister") is a description, not a name.
    """
    if text.islower():
        return ()
    segments = [tokens for part in _SEPARATOR.split(text) if (tokens := _trimmed(part))]
    names = [_name(tokens) for tokens in segments]
    found = [name for name in names if name and name.parts]
    if not found or None in names:
        return ()
    described = any(name.person for name in names if name)
    if len(found) == 2 and not described and text.count(",") == 1 and " and " not in text:
        return (replace(found[0], place=found[1].parts),)
    if len(found) == 1 and described:
        return (replace(found[0], person=True),)
    return tuple(found)


def same_names(a: tuple[Name, ...], b: tuple[Name, ...]) -> bool:
    """Return whether two lists name the same people or things, in any order.

    One name is another if they are equal but for spelling and short forms, if one is the other's
    acronym (three letters or more), or if one is a person's family name or initials and family
    name and the other the full name. A given name alone is not enough.
    """
    return (
        len(a) == len(b)
        and all(any(_same(x, y) for y in b) for x in a)
        and all(any(_same(x, y) for x in a) for y in b)
    )


def _trimmed(segment: str) -> list[str]:
    """Return a segment's words without "Jr.", articles, prepositions and possessives before it."""
    tokens = [word for word in surface_tokens(segment) if word.casefold() not in _GENERATIONS]
    dropped = ARTICLES | LIGHT_PREPOSITIONS | POSSESSIVES
    while tokens and tokens[0].casefold() in dropped and not _acronym(tokens[0]):
        tokens = tokens[1:]
    return tokens


def _acronym(token: str) -> bool:
    return len(token) > 1 and token.isupper()


def _name(tokens: list[str]) -> Name | None:
    """Return a segment's name; without parts for a role alone, None for other words."""
    role = _last_role(tokens)
    named = tokens if role is None else _behind_role(tokens[role + 1 :])
    if not all(_capitalised(token) or token.casefold() in _PARTICLES for token in named):
        return None
    if named and not any(token[0].isalpha() and _capitalised(token) for token in named):
        return None
    parts = (plain(token) for token in named if token.casefold() not in ARTICLES)
    return Name(tuple(part for part in parts if part), person=role is not None)


def _last_role(tokens: list[str]) -> int | None:
    """Return where the last role stands; "King" at the end is a surname."""
    found = None
    for index, token in enumerate(tokens):
        word = comparable(token)
        if word in _ROLES or (word in _ROLES_OR_SURNAMES and index + 1 < len(tokens)):
            found = index
    return found


def _behind_role(tokens: list[str]) -> list[str]:
    """Return the name behind a role and its office: "[Secretary] of State Antony Blinken".

    Fewer than two words behind the office's first are taken for its rest ("of South Africa").
    """
    if not tokens or tokens[0].casefold() not in {"of", "for"}:
        return tokens
    rest = tokens[2:]
    office = tokens[1:2] and tokens[1].casefold() in ARTICLES
    if office or len(rest) < 2 or _IMPERSONAL.intersection(map(plain, rest)):
        return []
    return rest


def _capitalised(token: str) -> bool:
    return token[0].isupper() or token[0].isdigit()


def _same(a: Name, b: Name) -> bool:
    if a.place and b.place and a.place != b.place:
        return False
    if a.key == b.key or _abbreviates(a, b) or _abbreviates(b, a):
        return True
    short, long = sorted((a, b), key=lambda name: len(name.parts))
    if a.parts[-1] != b.parts[-1] or not _personal(long):
        return False
    if short.parts == long.parts[-len(short.parts) :]:
        return True
    return _personal(short) and _given_names_agree(short.parts[0], long.parts[0])


def _abbreviates(short: Name, long: Name) -> bool:
    return len(short.parts) == 1 and len(short.key) >= 3 and short.key == long.initials


def _personal(name: Name) -> bool:
    """Return whether this can be a person's name; with a role, "Col. Oliver North" is one, too."""
    if name.person:
        return not _IMPERSONAL.intersection(name.parts[:-1])
    shape = 2 <= len(name.parts) <= 4 and all(part.isalpha() for part in name.parts)
    return shape and not _IMPERSONAL.intersection(name.parts)


def _given_names_agree(a: str, b: str) -> bool:
    return a == b or (min(len(a), len(b)) == 1 and a[0] == b[0])
