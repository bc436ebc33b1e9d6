"""Answers that were given to a question: what of them is right, and what went wrong."""
