"""What the rooms share: the tree as written, its SymPy form, field, point and direction."""
