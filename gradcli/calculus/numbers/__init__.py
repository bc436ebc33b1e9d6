"""Values of a tree: floats, digits, intervals, exact constants, dual numbers."""
