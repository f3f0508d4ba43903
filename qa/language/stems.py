"""Stems of English words, so that "broke", "broken" and "breaks" can be compared with "break".

The stemmer is Snowball's (Porter 2001, "Snowball: A language for stemming algorithms"); it knows no
irregular verbs, so the common ones are listed here.
"""

from __future__ import annotations

from functools import cache, lru_cache

from qa.language.words import AUXILIARIES, STOP_WORDS, names_inside, words

__all__ = ["irregular_base", "name_stems", "opposites", "stem", "stems", "telling_stems"]

# Each line: the base form, and its irregular forms.
_IRREGULAR = """
arise arose arisen; awake awoke; bear bore borne born; beat beaten; become became; begin began
begun; bend bent; bind bound; bite bit bitten; bleed bled; blow blew blown; break broke broken;
bring brought; build built; burn burnt; buy bought; catch caught; choose chose chosen; come came;
deal dealt; die dying dead; dig dug; draw drew drawn; drink drank drunk; drive drove driven; eat
ate eaten; fall fell fallen; feed fed; feel felt; fight fought; find found; flee fled; fly flew
flown; forbid forbade forbidden; forget forgot forgotten; freeze froze frozen; get got gotten;
give gave given; go went gone; grow grew grown; hang hung; have had has; hear heard; hide hid
hidden; hold held; keep kept; know knew known; lay laid; lead led; leave left; lend lent; lie lay
lain; lose lost; make made; mean meant; meet met; pay paid; ride rode ridden; ring rang rung; rise
rose risen; run ran; say said; see saw seen; seek sought; sell sold; send sent; shake shook
shaken; shoot shot; show shown; shrink shrank; sing sang sung; sink sank sunk; sit sat; sleep
slept; speak spoke spoken; spend spent; stand stood; steal stole stolen; stick stuck; strike
struck stricken; swear swore sworn; swim swam; take took taken; teach taught; tear tore torn; tell
told; think thought; throw threw thrown; understand understood; wear wore worn; win won; write
wrote written
"""
# Verbs and adjectives of which one denies the other. Each is compared by its stem.
_OPPOSITES = """
open close; open shut; win lose; rise fall; rise drop; increase decrease; increase decline; grow
shrink; accept reject; accept refuse; agree refuse; agree disagree; alive die; survive die;
succeed fail; pass fail; stay leave; remain leave; arrive leave; begin end; start end; start stop;
begin stop; continue stop; continue end; break hold; collapse hold; collapse stand; guilty
innocent; convict acquit; guilty acquit; confirm deny; admit deny; support oppose; allow ban;
allow forbid; permit ban; free jail; release detain; buy sell; approve reject; safe dangerous;
resign stay; keep lose; rise lower; increase lower; fall higher; decrease higher; gain fall;
support object; approve object; back oppose; uphold reject; uphold dismiss; uphold overturn;
uphold quash; include exclude; like dislike; exist vanish; allow prohibit;
permit forbid; permit prohibit
"""


def stem(word: str) -> str:
    """Return the stem of a word in lower case: ``break`` for "broke"."""
    return _stemmed(_base_forms().get(word, word))


def irregular_base(word: str) -> str | None:
    """Return the base of an irregular form: ``break`` for "broke"; None for any other word."""
    return _base_forms().get(word)


def stems(text: str) -> list[str]:
    """Return the stems of all words of a text, in order."""
    return [stem(word) for word in words(text)]


def telling_stems(text: str) -> list[str]:
    """Return the stems of the words that are no stop words, in order, each once."""
    return list(
        dict.fromkeys(
            stem(word)
            for word in words(text)
            if word not in STOP_WORDS and word.removesuffix("n't") not in AUXILIARIES
        )
    )


def name_stems(question: str) -> set[str]:
    """Return the stems of the names inside a question.

    >>> sorted(name_stems("When did Ada Moss leave Elva?"))
    ['ada', 'elva', 'moss']
    """
    return set(stems(" ".join(names_inside(question))))


def opposites(one: str) -> frozenset[str]:
    """Return the stems that mean the opposite of a stem: ``lose`` for ``win``."""
    return _pairs().get(one, frozenset())


@lru_cache(maxsize=20_000)
def _stemmed(word: str) -> str:
    from snowballstemmer.english_stemmer import EnglishStemmer

    # A stemmer keeps the word that it works on, so two threads cannot share one.
    return str(EnglishStemmer().stemWord(word))


@cache
def _base_forms() -> dict[str, str]:
    lines = (line.split() for line in _IRREGULAR.split(";"))
    return {form: base for base, *forms in lines for form in forms}


@cache
def _pairs() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for pair in _OPPOSITES.split(";"):
        one, other = (stem(word) for word in pair.split())
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {one: frozenset(others) for one, others in found.items()}
