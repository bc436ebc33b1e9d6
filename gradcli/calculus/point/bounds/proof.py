"""That a function is differentiable, by a bound on what its partials leave over.

The bound is of a formula. That the function is that formula all around the point has to be seen
too: every denominator is away from 0 there, or a sum that is 0 at the point alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import sympy
from sympy import Expr, Symbol

from gradcli.calculus.check.rest import is_bounded
from gradcli.calculus.limits.limits import Neighbourhood
from gradcli.calculus.numbers.constants import Sign, sign_of
from gradcli.calculus.point.bounds.below import below
from gradcli.calculus.point.bounds.boxes import at_most, is_smooth
from gradcli.calculus.point.bounds.squeeze import squeezed
from gradcli.calculus.point.quotients import left_over, off_the_point
from gradcli.field import expression as ex
from gradcli.field.fast_sympy.sympy_build import ONE, ZERO, power, total
from gradcli.field.from_sympy import from_sympy
from gradcli.field.functions import FUNCTIONS
from gradcli.field.functions.record import Requirement
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.field.to_sympy import ToSympy, symbol


def exponent_by_a_bound(
    near: Neighbourhood, value: Expr, gradient: Sequence[Expr]
) -> Fraction | None:
    """p > 1 with |f(P + h) - f(P) - grad f . h| <= C |h|^p close to the point, by a known C."""
    field = ScalarField.of_tree(near.tree, variables=near.variables)
    point = Point(tuple(map(from_sympy, near.point)), near.point)
    names = tuple(f"h_{name}" for name in near.variables)
    steps = tuple(map(symbol, names))
    tree = off_the_point(field, point, len(steps))
    places = zip(near.variables, near.point, steps, strict=True)
    moved = ToSympy({name: total(at, step) for name, at, step in places})
    if not all(_has_a_value(node, moved, steps) for node in ex.postorder(tree)):
        return None
    rest = left_over(field, point, names, value, tuple(gradient))
    if rest is None:
        return None
    if rest == 0:
        exponent = Fraction(2)
    else:
        found = squeezed(rest, steps)
        if found is None or found.exponent <= 1:
            return None
        exponent = Fraction(int(found.exponent.p), int(found.exponent.q))
    held = is_bounded(near.tree, near.variables, near.point, value, gradient, exponent)
    return min(exponent, Fraction(2)) if held else None


def _has_a_value(node: ex.Node, moved: ToSympy, steps: tuple[Symbol, ...]) -> bool:
    """Whether an operation has a value all around the point where its operands have."""
    match node:
        case ex.Quotient(_, under):
            return _is_away_from_0(moved(under), steps)
        case ex.Power(base, exponent):
            fixed = moved(exponent)
            if fixed.is_Integer:
                return bool(fixed >= 0) or _is_away_from_0(moved(base), steps)
            return bool(fixed.is_Rational) and _is_positive(moved(base), steps, fixed > 0)
        case ex.Call("sqrt", (inner,)):
            return _is_positive(moved(inner), steps, True)
        case ex.Call("log", (inner,)):
            return _is_positive(moved(inner), steps, False)
        case ex.Call(function):
            domain = FUNCTIONS[function].domain
            return domain is not None and domain.requirement is Requirement.NONE
        case ex.Piecewise(branches):
            return branches[-1].condition is None
    return True


def _is_away_from_0(form: Expr, steps: tuple[Symbol, ...]) -> bool:
    """Whether it is 0 at the point alone, or nowhere near it."""
    if form == 0:
        return False
    if is_smooth(form) and at_most(power(form, -ONE), steps) is not None:
        return True
    square = total(*(h**2 for h in steps))
    terms = below(form, steps, square).terms
    alone = {
        place
        for powers, _ in terms
        for place in range(len(powers))
        if all((each != 0) == (i == place) for i, each in enumerate(powers))
    }
    return len(steps) in alone or len(alone) == len(steps)


def _is_positive(form: Expr, steps: tuple[Symbol, ...], zero: bool) -> bool:
    """Whether it is above 0 around the point, or at least not below, if `zero` is allowed."""
    origin = dict.fromkeys(steps, ZERO)
    if sign_of(form.xreplace(origin)) is Sign.POSITIVE and is_smooth(form):
        return at_most(power(form, -ONE), steps) is not None
    if zero and isinstance(form, sympy.Abs):
        return True
    square = total(*(h**2 for h in steps))
    if not below(form, steps, square).terms:
        return False
    return zero or _is_away_from_0(form, steps)
