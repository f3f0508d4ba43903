"""Rewriting a follow-up question so that it stands alone, by rules and without a model.

The rules use the last turns' questions and answers. They understand:

- pronouns and possessives ("Where did she speak?", "its special forces"), "there", "then", "that
  operation", "the bridge", and "that" for what happened. Gender, number, and what the question word
  asked for decide between the candidates;
- "one" for a noun that was said before ("the German one", "which one");
- ellipsis: "And France?", "What about in Mali?" and "And who lost?" replace the matching part of
  the last question; "Why?", "Since when?", "Who else?" ask it again in another way;
- comparisons that do not say what is compared: "Which is taller?".

A question that stands alone is returned unchanged, and so is one that no earlier turn explains.
Three things are not references: a pronoun whose antecedent is in the question itself ("Who is Anna
Berg and is she hurt?"), a noun that the question explains ("the bridge over the Tay"), and "it" in
"Is it true that ...?". ``tests/benchmarks/followups.py`` measures how well the rules work.
"""

from __future__ import annotations

from qa.language.followups.rewriting import REACH, continued, depends, standalone

__all__ = ["REACH", "continued", "depends", "standalone"]
