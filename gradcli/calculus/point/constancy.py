"""Whether a function is constant near a point: its partials are 0 in a box around it."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from gradcli.calculus.numbers.intervals import UndecidedError, ends, intervals
from gradcli.calculus.numbers.numeric import OutsideRealsError, evaluate, evaluate_each
from gradcli.calculus.rules.gradient import Gradient
from gradcli.field.scalar_field import Point

_DIGITS: Final = 30
_NEAR: Final = Fraction(1, 2**30)


def is_constant_near(whole: Gradient, point: Point) -> bool:
    """Whether f, which is smooth at the point, is seen to be constant around it.

    Of a case such as that of max(0, x) at -1 the one is taken that holds in all of a box: what its
    partials come to there in intervals is exactly 0. Smooth at the point, f has these partials
    around it, and a function whose partials are 0 on a box is constant on it.
    """
    field = whole.field
    if all(partial.derivative == 0 for partial in whole.partials):
        return True
    if field.held or point.without_value(field):
        return False
    arithmetic = intervals(_DIGITS)
    of = arithmetic.of
    step = arithmetic.merge((of.number(-_NEAR), of.number(_NEAR)))
    try:
        box = {
            name: of.add(evaluate(node, {}, arithmetic), step)
            for name, node in zip(field.variables, point.written, strict=True)
        }
        slopes = evaluate_each([each.written for each in whole.partials], box, arithmetic)
    except (UndecidedError, OutsideRealsError, OverflowError, ZeroDivisionError):
        return False
    return not any(map(any, map(ends, slopes)))
