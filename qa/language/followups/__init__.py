"""Rewriting a follow-up question so that it stands alone, by rules and without a model.

What is understood, from the last turns' questions and answers:

- pronouns and possessives ("Where did she speak?", "its special forces"), "there", "then", "that
  operation", "the bridge", and "that" for what happened. Gender, number, and what the question word
  asked for choose among the candidates;
- "one" for a noun that was said before ("the German one", "which one");
- ellipsis: "And France?", "What about in Mali?" and "And who lost?" take the place of their like in
  the last question; "Why?", "Since when?", "Who else?" ask it again in another way;
- comparisons that do not say with what: "Which is taller?".

A question that stands alone is returned as it is, and so is one that nothing earlier explains. A
pronoun whose antecedent stands in the question itself does not count ("Who is Anna Berg and is she
hurt?"), nor does a noun that the question explains ("the bridge over the Tay"), nor "it" in "Is it
true that ...?". ``tests/benchmarks/followups.py`` measures how well this works.
"""

from __future__ import annotations

from qa.language.followups.rewriting import REACH, depends, standalone

__all__ = ["REACH", "depends", "standalone"]
