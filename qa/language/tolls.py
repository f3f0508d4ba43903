"""Words by which reports count the killed and the hurt."""

from __future__ import annotations

from qa.language.words import word_set, words

__all__ = ["HURT", "KILLED", "of_other_toll"]

KILLED = word_set(
    "dead death deaths die died dies fatalities kill killed kills lives perished toll victims"
)
HURT = word_set("hurt hurts injure injured injures injuries injury wounded wounds")


def of_other_toll(question: str, told: str) -> bool:
    """Tell whether a text tells only of the killed where a question asks of the hurt, or reversely.

    >>> of_other_toll("Was anybody hurt?", "Nobody was killed.")
    True
    >>> of_other_toll("Was anybody hurt?", "Nobody was killed, and two were injured.")
    False
    """
    asked, said = set(words(question)), set(words(told))
    return any(
        not asked.isdisjoint(one) and asked.isdisjoint(other) and said.isdisjoint(one)
        and not said.isdisjoint(other)
        for one, other in ((KILLED, HURT), (HURT, KILLED))
    )  # fmt: skip
