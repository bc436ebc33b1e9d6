"""What is left of one form less another: beside 2x, of 2x + x/10^300 that is x/10^300.

However small it is where numbers are looked at, its sign is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Final

from sympy import Expr, Rational

from gradcli.calculus.numbers.constants import is_zero
from gradcli.field.fast_sympy.sympy_build import UNREAL
from gradcli.field.size import size
from gradcli.field.to_sympy import symbol

# Of more parts its sign is not asked for.
_LITTLE: Final = 60


def apart_exactly(
    forms: tuple[Expr, Expr], points: Iterable[Mapping[str, Fraction]]
) -> tuple[Mapping[str, Fraction], tuple[Expr, Expr]] | None:
    """The first of the points at which two forms surely differ, and their values there."""
    left = forms[0] - forms[1]
    if size(left) > _LITTLE or left.has(*UNREAL):
        return None
    for at in points:
        here = {symbol(name): Rational(*each.as_integer_ratio()) for name, each in at.items()}
        if is_zero(left.xreplace(here)) is not False:
            continue
        one, other = (form.xreplace(here) for form in forms)
        if not one.has(*UNREAL) and not other.has(*UNREAL):
            return at, (one, other)
    return None
