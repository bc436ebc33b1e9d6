"""The story of a descent: where it leads, its steps, why it ends, and what is proved of it."""
