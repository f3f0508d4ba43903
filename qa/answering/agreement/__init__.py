"""Which articles give the same answer, which give another, and which of them counts."""
