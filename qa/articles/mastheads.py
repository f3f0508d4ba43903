"""Mastheads: what a printed page has above a headline, such as a paper's name and a section.

"OSBY GAZETTE", "Shipping Weekly | Harbours" and "ELVA NEWS - SPORT" name where an article was
printed; a headline below them says what it is about.
"""

# ruff: noqa: RUF001 - typographic punctuation is meant

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.articles.dates import find_dates
from qa.language.sentences import ends_with_stop
from qa.language.words import MONTHS, word_set

__all__ = ["OF_PAPERS", "is_masthead", "is_paper", "is_section", "is_slug", "names_sections"]

#: Words that names of papers hold, and no person's name.
OF_PAPERS = word_set(
    "advertiser agency argus chronicle courier daily dispatch echo evening examiner express "
    "gazette guardian herald independent inquirer institute journal ledger letter magazine mail "
    "messenger monitor news observer office post press record register review sentinel standard "
    "star sun telegraph the times tribune university weekly"
)
#: Words that end the name of a paper, and seldom anything else: "Osby Shipping Monthly".
_LAST = word_set(
    "advertiser argus chronicle courier daily echo examiner gazette herald inquirer journal "
    "magazine messenger monthly news newspaper newswire quarterly radio sentinel telegraph times "
    "tribune tv weekly"
)
#: Words that begin a short one: "Daily Torch", "Radio Elva", "Channel 6".
_FIRST = word_set("channel daily evening morning radio sunday weekly")
#: Who sends news without a paper: "Osby University - Press Office".
_SENDERS = ("press office", "news office", "newsroom")
_WORD = r"[A-Z][\w.'’-]*"
_SMALL = "and|&|of|the|avec|mit"
_NAME = rf"{_WORD}(?: (?:{_SMALL}|{_WORD})){{0,4}}"
#: "Channel 6 News".
_NAME_WITH_FIGURES = rf"{_WORD}(?: (?:{_SMALL}|\d+|{_WORD})){{0,4}}"
#: No headline has these signs between its words.
_FIRM = r"\s*\|\s*|\s+(?:>|›|»|//)\s+"
#: A headline may have these as well.
_LOOSE = r"\s+[-–—·•/]\s+"
#: Between the sections of a page, where a headline of its own stands below.
_SECTIONS = re.compile(r"\s[|›»/]\s|\s//\s")
_SLASHES = " // "
#: Most words of a part that stands beside a name, and of a section alone in its line; a headline
#: has three words or more. "and" does not count.
_MOST_WORDS = 3
_MOST_OF_SECTION = 2
#: Longest line of a masthead, in characters.
_LONGEST = 80
_MONTH = re.compile(rf"(?:{'|'.join(MONTHS)})[a-z]*\.? \d{{4}}", re.IGNORECASE)
_FIGURES = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}")
#: What agencies write above a story: "URGENT - MILL - OSBY - 2ND LEAD".
_WIRE = re.compile(
    r"\b(?:URGENT|LEAD|UPDATE|WRAP|BULLETIN|FLASH|ALERT|NEWSALERT|CORRECTED|REFILE)\b"
)


def is_paper(line: str) -> bool:
    """Tell whether a line may be the name of a paper: "The Osby Messenger"."""
    named = re.fullmatch(_NAME, line.title() if line.isupper() else line)
    return named is not None and not (OF_PAPERS - {"the"}).isdisjoint(line.lower().split())


def is_masthead(line: str, *, dated: bool = False) -> bool:
    """Tell whether a line is the name of a paper, perhaps with a section or a day beside it.

    The name comes first. In "Mill burns - Osby Gazette", a headline does.

    Args:
        line: A line at the beginning of a text.
        dated: Whether a day stands beside it or below it. Then names count that may be something
            else as well, such as "Osby Review".
    """
    first, *others = _parts(line)
    dated = dated or any(map(_is_day, others))
    if not others or len(line) > _LONGEST:
        return not others and _names_paper(first, dated)
    if not all(map(_is_short, others)):
        return False
    if _SLASHES in line and any(_last_word(part) in _LAST for part in others):
        return _is_short(first)
    if any(part.lower() in _SENDERS for part in others):
        return True
    firm = re.search(_FIRM, line) is not None
    return _names_paper(first, dated) and (firm or not any(part[0].islower() for part in others))


def is_slug(line: str) -> bool:
    """Tell whether a line is what an agency writes above a story: "URGENT - MILL - 2ND LEAD"."""
    parts = _parts(line)
    return line.isupper() and len(parts) > 2 and bool(_WIRE.search(line))


def names_sections(line: str) -> bool:
    """Tell whether a line has parts as sections have: "Home news | Page 3", "SPO / ROWING"."""
    return bool(_SECTIONS.search(line))


def is_section(line: str) -> bool:
    """Tell whether a line right below a masthead belongs to it.

    It names a section ("Ships & Harbours"), or says more of the paper ("Your town, your news").
    """
    if ends_with_stop(line) or len(line) > _LONGEST or not re.search(r"[^\W\d_]", line):
        return False
    words = _words(line)
    if len(words) <= _MOST_OF_SECTION or is_masthead(line) or is_slug(line):
        return True
    parts = _parts(line)
    if len(parts) > 1 and all(map(_is_short, parts)):
        named = not any(part[0].islower() for part in parts)
        return named or re.search(_FIRM, line) is not None
    return _last_word(line) in _LAST and len(words) <= _MOST_WORDS + 1


def _parts(line: str) -> Sequence[str]:
    parts = [part.strip() for part in re.split(f"{_FIRM}|{_LOOSE}", line)]
    return [part for part in parts if part] or [line]


def _names_paper(name: str, dated: bool) -> bool:
    """Tell whether a name is a paper's: "Osby Gazette", but not "Sun Sets On Osby"."""
    if not re.fullmatch(_NAME_WITH_FIGURES, name.title() if name.isupper() else name):
        return False
    words = name.lower().split()
    article = words[0] == "the"
    if len(words) < 2 + article:
        return False
    if words[-1] in _LAST:
        return True
    begun = words[article] in _FIRST and len(words) <= _MOST_WORDS + article
    return (dated or article) and (begun or words[-1] in OF_PAPERS)


def _last_word(part: str) -> str:
    return part.lower().split()[-1]


def _is_short(part: str) -> bool:
    return _is_day(part) or (len(_words(part)) <= _MOST_WORDS and not ends_with_stop(part))


def _words(part: str) -> list[str]:
    return [word for word in part.split() if word not in {"&", "and"}]


def _is_day(part: str) -> bool:
    return bool(_MONTH.fullmatch(part) or _FIGURES.fullmatch(part)) or any(
        day.end - day.start >= len(part) / 2 for day in find_dates(part)
    )
