"""A scalar field in, a derivation out: a tree of rules, and what is true at a point."""
