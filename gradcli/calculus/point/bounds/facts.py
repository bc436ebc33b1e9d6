"""The inequalities of everyday use that a bound rests on."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import sympy
from sympy import Expr, Integer, Rational

from gradcli.field.fast_sympy.heads import head
from gradcli.field.fast_sympy.sympy_build import HALF, ONE, ZERO, power, product, total
from gradcli.frozen import dataclass


class FactKind(StrEnum):
    """An inequality."""

    WITHIN_ONE = "within-one"  # |sin u| <= 1
    ANGLE = "angle"  # |arctan u| <= pi/2
    NO_MORE_THAN_ITSELF = "no-more-than-itself"  # |sin u| <= |u|
    SERIES = "series"  # |sin u - u| <= |u|^3/6, and its kin
    TAYLOR = "taylor"  # |S| <= (M h^2 + 2 N |h| |k| + L k^2)/2, by bounds on second partials
    AT_MOST = "at-most"  # |e^h| <= 3 where |h| <= 1
    PART = "part"  # u <= D, for a term u of a sum D of terms that are not negative
    MEANS = "means"  # 2 sqrt(u v) <= u + v <= D
    BETWEEN = "between"  # u^s v^(1 - s) <= max(u, v) <= D
    DEFINITE = "definite"  # (h^2 + k^2)/2 <= h^2 + h k + k^2
    LOGARITHM = "logarithm"  # |ln s| <= 1/sqrt(s) where 0 < s <= 1, and its kin
    EXPONENTIAL = "exponential"  # e^-u <= 2/u^2 where u > 0, and its kin
    LOWER_POWER = "lower-power"  # |k|^(3 + sin(1/h)) <= k^2 where |k| <= 1
    IN_CASE = "in-case"  # |k| <= |h|, which the condition of a case says
    WHOLE_PART = "whole-part"  # |floor u| <= |u| + 1


@dataclass(frozen=True, slots=True)
class Fact:
    """One inequality that was used: `of` is the function, its argument, or what is at most `by`."""

    kind: FactKind
    of: str | Expr
    by: Expr | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """|g(u) - (c_0 + c_1 u + ...)| <= `share` |u|^`order`, where |u| <= `within`."""

    first: tuple[Expr, ...]
    order: int
    share: Expr
    within: Expr | None = None

    def of(self, u: Expr) -> Expr:
        """The first terms of a u."""
        return total(*(product(c, power(u, Integer(j))) for j, c in enumerate(self.first)))

    def rest(self, u: Expr) -> Expr:
        """The bound of what follows them."""
        size = u**self.order if self.order % 2 == 0 else sympy.Abs(u) ** self.order
        return product(self.share, size)


_SIXTH: Final = Rational(1, 6)
_TWO: Final = Integer(2)
_ODD: Final = (ZERO, ONE)  # sin u = u - ...

# By the function, shorter ones first. Of alternating series the rest is at most its first term; of
# the others a geometric one, or the value at 1, is as large.
SERIES: Final[Mapping[str, tuple[Series, ...]]] = MappingProxyType(
    {
        "sin": (
            Series(_ODD, 3, _SIXTH),
            Series((*_ODD, ZERO, -_SIXTH), 5, Rational(1, 120)),
        ),
        "cos": (
            Series((ONE,), 2, HALF),
            Series((ONE, ZERO, -HALF), 4, Rational(1, 24)),
        ),
        "exp": (
            Series((ONE,), 1, _TWO, ONE),
            Series((ONE, ONE), 2, ONE, ONE),
            Series((ONE, ONE, HALF), 3, HALF, ONE),
        ),
        # ln(1 + u)
        "log": (
            Series((), 1, _TWO, HALF),
            Series(_ODD, 2, ONE, HALF),
            Series((ZERO, ONE, -HALF), 3, ONE, HALF),
        ),
        "atan": (Series(_ODD, 3, Rational(1, 3)),),
        "tanh": (Series(_ODD, 3, Rational(1, 3)),),
        "asinh": (Series(_ODD, 3, _SIXTH),),
        "tan": (Series((), 1, _TWO, ONE), Series(_ODD, 3, ONE, ONE)),
        "asin": (Series((), 1, _TWO, ONE), Series(_ODD, 3, ONE, ONE)),
        "sinh": (Series((), 1, _TWO, ONE), Series(_ODD, 3, Rational(1, 3), ONE)),
        "cosh": (Series((ONE,), 2, ONE, ONE),),
        # sqrt(1 + u) and 1/(1 + u)
        "sqrt": (Series((ONE,), 1, ONE), Series((ONE, HALF), 2, HALF)),
        "inverse": (
            Series((ONE,), 1, _TWO, HALF),
            Series((ONE, -ONE), 2, _TWO, HALF),
        ),
    }
)


def in_table(form: Expr) -> tuple[str, Expr] | None:
    """The name in the table of a function's value, and u."""
    if form.is_Pow:
        name = {HALF: "sqrt", -ONE: "inverse"}.get(form.exp)
        return None if name is None else (name, form.base - 1)
    name = head(form)
    if name not in SERIES:
        return None
    return name, form.args[0] - 1 if name == "log" else form.args[0]


# |ln s| <= n s^-d where 0 < s <= 1: its greatest share of s^-d is 1/(e d).
LOGARITHMS: Final = (
    (HALF, ONE),
    (Rational(1, 4), _TWO),
    (Rational(1, 8), Integer(3)),
    (Rational(1, 16), Integer(6)),
)
