"""The rule book: every law that the engine knows, why it holds, and where it does not."""
