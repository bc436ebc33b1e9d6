"""Choices that come to the same whatever is chosen: max(u, v) + min(u, v) = u + v, and their kin.

Each holds for all real numbers: max(u, v) min(u, v) = u v, max(u, -u) = |u|, the n-th root of u^n
is u for odd n, u <= |u|; and (u^2 - v^2)/(u - v) is u + v wherever it has a value.
"""

from __future__ import annotations

from functools import reduce
from typing import Final

import sympy
from sympy import Expr

from gradcli.calculus.clean_up.signs import signs_absorbed
from gradcli.calculus.clean_up.walk import everywhere
from gradcli.field.fast_sympy.heads import head
from gradcli.field.fast_sympy.sympy_build import negate
from gradcli.field.size import size

_LARGEST: Final = 60


def choices_as_one(form: Expr) -> Expr:
    """The form without the choices that come to the same."""
    form = form.xreplace({each: _of_opposites(each) for each in form.atoms(sympy.Max, sympy.Min)})
    form = everywhere(form, _one)
    return reduce(_with_cases_that_count, form.atoms(sympy.Piecewise), form)


def _one(form: Expr) -> Expr:
    if form.is_Mul and head(form) != "Piecewise":
        return _both(signs_absorbed(form), sympy.Mul)
    if form.is_Add:
        return _both(form, sympy.Add)
    if head(form) == "RealRoot" and form.args[0].is_Pow and form.args[0].exp == form.args[1]:
        return form.args[0].base
    return form


def _of_opposites(form: Expr) -> Expr:
    """max(u, -u) as |u|, and min(u, -u) as -|u|."""
    if len(form.args) != 2 or form.args[0] != negate(form.args[1]):
        return form
    of = sympy.Abs(form.args[0])
    return of if head(form) == "Max" else negate(of)


def _both(form: Expr, joined: type[Expr]) -> Expr:
    """A sum or a product in which the greater and the smaller of two are both of them."""
    for part in form.args:
        if head(part) != "Max" or len(part.args) != 2:
            continue
        if (other := sympy.Min(*part.args)) in form.args:
            kept = [each for each in form.args if each not in (part, other)]
            return joined(*kept, *part.args)
    return form


def _with_cases_that_count(form: Expr, pieces: Expr) -> Expr:
    """The form with cases that always hold alone, or that are all equal then."""
    kept: list[tuple[Expr, Expr]] = []
    for value, condition in pieces.args:
        always = _always(condition)
        kept.append((_as_a_polynomial(value), sympy.true if always else condition))
        if always:
            break
    return form.xreplace({pieces: sympy.Piecewise(*kept)})


def _as_a_polynomial(value: Expr) -> Expr:
    """A quotient that is one, where it has a value: (x^2 - y^2)/(x - y)."""
    letters = value.free_symbols
    if value.is_polynomial(*letters) or size(value) > _LARGEST:
        return value
    if not value.is_rational_function(*letters):
        return value
    ratio = sympy.cancel(value)
    return ratio if ratio.is_polynomial(*letters) else value


def _always(condition: Expr) -> bool:
    """Whether it is u <= |u|."""
    if condition == sympy.true:
        return True
    if not isinstance(condition, sympy.Le | sympy.Ge):
        return False
    small, large = condition.lts, condition.gts
    return head(large) == "Abs" and large.args[0] in (small, negate(small))
