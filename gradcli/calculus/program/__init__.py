"""A function as a straight-line program: value and gradient in numbers, at one point or many."""
