"""A partial derivative as a function, to be differentiated once more at a point."""
