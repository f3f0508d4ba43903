"""Rules for English: sentences, words, kinds of questions, values, follow-ups. Pure functions."""
