"""Where a form is 0 near a point, as one variable made of the others."""

from __future__ import annotations

from collections.abc import Sequence

import sympy
from sympy import Expr

from gradcli.calculus.numbers.constants import Sign, sign_of
from gradcli.field.to_sympy import symbol


def solve(form: Expr, variables: Sequence[str], point: Sequence[Expr]) -> tuple[str, Expr] | None:
    """A variable and what it is where the form is 0 near the point, where it is 0 at the point."""
    at = {symbol(each): value for each, value in zip(variables, point, strict=True)}
    for name in reversed(variables):
        letter = symbol(name)
        slope = form.diff(letter)
        steep = Sign.ZERO if slope.has(letter) else sign_of(slope.xreplace(at))
        if steep in (Sign.POSITIVE, Sign.NEGATIVE):
            return name, -sympy.expand(form - slope * letter) / slope
    for name in reversed(variables):
        letter = symbol(name)
        if not form.is_polynomial(letter) or sympy.degree(form, letter) != 2:
            continue
        slope = form.diff(letter).xreplace(at)
        steep = sign_of(slope)
        if steep not in (Sign.POSITIVE, Sign.NEGATIVE):
            continue
        a, b, c = (sympy.Poly(form, letter).coeff_monomial(letter**k) for k in (2, 1, 0))
        if not a.is_Rational:
            continue
        # 2 a x + b is the root of the discriminant, with the sign that it has at the point.
        sense = steep.value if a > 0 else -steep.value
        return name, sense * sympy.sqrt(sympy.expand((b * b - 4 * a * c) / (4 * a * a))) - b / (
            2 * a
        )
    return None
