"""The reader's spans: put in order, widened or narrowed, and held against the question's kind."""
