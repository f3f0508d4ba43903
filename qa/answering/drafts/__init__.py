"""What a synthesizer proposes, an answer with quotes, and the base classes of those who do so."""
