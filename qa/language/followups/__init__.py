"""A follow-up question to one that stands alone: rules, no model.

What is understood, from the last turns' questions and answers:

- pronouns and possessives ("Where did she speak?", "its special forces"), "there", "that
  operation", and "that" for what happened; gender, number, and what the question word asked for
  choose among the candidates;
- ellipsis: "And France?", "What about in Mali?", "And the German one?" take the place of their like
  in the last question; "Why?", "Since when?", "Who else?" ask it again in another way.

A question that stands alone is returned as it is, and so is one that nothing earlier explains. A
pronoun whose antecedent stands in the question itself does not count, nor does "it" in "Is it true
that ...?".
"""

from __future__ import annotations

from qa.language.followups.rewriting import depends, standalone

__all__ = ["depends", "standalone"]
