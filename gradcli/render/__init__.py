"""A document in, characters out: it draws, and does no mathematics."""
