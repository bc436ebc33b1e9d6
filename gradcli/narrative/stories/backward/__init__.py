"""The story of a backward pass: its page, and its graph."""
