"""How large smooth formulas are where no component of the step is larger than a number."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations_with_replacement
from math import ceil, floor
from typing import Final

import sympy
from sympy import Expr, Integer, Rational, Symbol

from gradcli.calculus.numbers.constants import is_zero
from gradcli.calculus.numbers.intervals import UndecidedError, ends, intervals
from gradcli.calculus.numbers.numeric import OutsideRealsError, evaluate
from gradcli.calculus.point.bounds.terms import Terms
from gradcli.field.fast_sympy.heads import head
from gradcli.field.fast_sympy.sympy_build import ONE, ZERO, product
from gradcli.field.forms import parts_of_forms
from gradcli.field.from_sympy import UnrealError, from_sympy
from gradcli.field.size import size

_DIGITS: Final = 25
_HALF_SIDES: Final = (Fraction(1), Fraction(1, 2), Fraction(1, 4), Fraction(1, 10), Fraction(1, 50))
_LARGEST: Final = 50
_LARGEST_FORM: Final = 400  # nodes of a second partial
_KINKED: Final = frozenset(
    ("Abs", "sign", "Max", "Min", "floor", "ceiling", "Heaviside", "Piecewise", "RealRoot")
)


def is_smooth(form: Expr) -> bool:
    """Whether no part of the form has a corner or a jump of its own."""
    return _KINKED.isdisjoint(map(head, parts_of_forms([form])))


def at_most(form: Expr, steps: tuple[Symbol, ...]) -> tuple[Expr, Expr] | None:
    """M and r with |form| <= M where no component of the step is beyond r; None where none is seen.

    Then it is so for all steps no longer than r.
    """
    for side in _HALF_SIDES:
        found = _within(form, steps, side)
        if found is not None and found <= _LARGEST:
            return found, _rational(side)
    return None


def by_second_partials(form: Expr, steps: tuple[Symbol, ...]) -> tuple[Terms, Expr] | None:
    """(M h^2 + 2 N |h| |k| + L k^2)/2, for a form that is 0 at the origin with its first partials.

    By Taylor's formula, for steps no longer than the second.
    """
    origin = dict.fromkeys(steps, ZERO)
    firsts = [sympy.diff(form, h) for h in steps]
    if any(is_zero(each.xreplace(origin)) is not True for each in (form, *firsts)):
        return None
    pairs = list(combinations_with_replacement(range(len(steps)), 2))
    seconds = [sympy.diff(firsts[i], steps[j]) for i, j in pairs]
    if any(size(each) > _LARGEST_FORM for each in seconds):
        return None
    for side in _HALF_SIDES:
        bounds = [_within(each, steps, side) for each in seconds]
        known = [each for each in bounds if each is not None and each <= _LARGEST]
        if len(known) < len(pairs):
            continue
        terms: dict[tuple[Expr, ...], Expr] = {}
        for (i, j), bound in zip(pairs, known, strict=True):
            if bound != 0:
                powers = (*(Integer((i == k) + (j == k)) for k in range(len(steps))), ZERO)
                terms[powers] = bound / 2 if i == j else bound
        return terms, _rational(side)
    return None


def _within(form: Expr, steps: tuple[Symbol, ...], side: Fraction) -> Expr | None:
    """A plain number that is at least the size of the form in the box."""
    if form.is_number and form.is_Rational:
        return abs(form)
    if not form.free_symbols.issubset(steps):
        return None
    numbers = intervals(_DIGITS)
    edges = [numbers.of.number(each) for each in (-side, side)]
    try:
        tree = from_sympy(form)
        found = evaluate(tree, {h.name: numbers.merge(edges) for h in steps}, numbers)
        largest = max(map(abs, ends(found)))
    except (UnrealError, UndecidedError, OutsideRealsError, OverflowError):
        return None
    return _plain_above(largest)


def _plain_above(number: Fraction) -> Expr:
    if number == 0:
        return ZERO
    if number > 1:
        return Rational(ceil(2 * number), 2)
    return product(ONE, Rational(1, floor(1 / number)))


def _rational(number: Fraction) -> Expr:
    return Rational(number.numerator, number.denominator)
