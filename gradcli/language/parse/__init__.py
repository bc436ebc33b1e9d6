"""From tokens with names to a tree: the grammar."""
