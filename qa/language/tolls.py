"""Words by which reports count the killed and the hurt."""

from __future__ import annotations

from qa.language.words import word_set

__all__ = ["HURT", "KILLED"]

KILLED = word_set(
    "dead death deaths die died dies fatalities kill killed kills lives perished toll victims"
)
HURT = word_set("hurt hurts injure injured injures injuries injury wounded wounds")
