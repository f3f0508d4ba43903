"""What is known of English: sentences, words, kinds of questions, values, follow-ups; pure."""
