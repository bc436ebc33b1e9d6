"""A formula in one line, in two dimensions, in LaTeX and in MathML."""
