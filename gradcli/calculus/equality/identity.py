"""Whether two forms are equal wherever both have values, by algebra alone."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from sympy import Expr

from gradcli.calculus.equality.canonical import Canonical, UnreadError
from gradcli.calculus.equality.sums import Terms, TooLargeError, add, scale

_MINUS: Final = Fraction(-1)


def is_identity(left: Expr, right: Expr) -> bool:
    """Whether two forms are seen to be equal wherever both have values; False where they are not.

    Nothing rests on a root that was taken apart as if what it is of were positive, unless that is
    seen. Bounded: of what is too large to be multiplied out, nothing is seen.
    """
    try:
        apart = Canonical()
        vanishes = apart.vanishes(_difference(apart, left, right))
        if apart.signs.are_seen():
            return vanishes
        # Roots that are left whole tell what is positive wherever there are values.
        whole = Canonical(whole_roots=True)
        if whole.vanishes(_difference(whole, left, right)):
            return True
        whole.take_apart()
        difference = _difference(whole, left, right)
        return whole.signs.are_seen() and whole.vanishes(difference)
    except (TooLargeError, UnreadError, ZeroDivisionError):
        return False


def _difference(canonical: Canonical, left: Expr, right: Expr) -> Terms:
    return add(canonical(left), scale(canonical(right), _MINUS))


def has_one_sign(form: Expr) -> bool:
    """Whether a form is seen to be never negative, or never positive, wherever it has a value."""
    try:
        canonical = Canonical(whole_roots=True)
        return canonical.has_one_sign(canonical(form))
    except (TooLargeError, UnreadError, ZeroDivisionError):
        return False
