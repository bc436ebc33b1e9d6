"""Descent: step by step against the gradient, why it ends, and what is proved of it."""
