"""Critical points: where the gradient is zero or does not exist, and what extreme values follow.

From the ground up: real roots of polynomials, ideals, systems of equations taken apart into
points and families, and whether what was found is all.
"""
