"""Expansions about a point, growth, and the limits that are read off them."""
