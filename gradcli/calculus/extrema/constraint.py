"""Lagrange's condition: on g = c a function is stationary where its gradient is parallel to g's.

grad f = lambda grad g, with the lambda eliminated: all products f_i g_j - f_j g_i are 0, and so is
g - c. That includes the points where grad g = 0, at which the condition asks for nothing (Marsden
and Tromba, Vector Calculus, 3.4). Of k constraints f has a stationary point where grad f is a
combination of their k gradients and these are linearly independent: then all determinants of k + 1
rows and columns of the matrix of all gradients are 0, and where the k are dependent they are, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, product
from typing import Final

import sympy
from sympy import Expr, Symbol

from gradcli.calculus.extrema.along import samples
from gradcli.calculus.extrema.conditions import is_held
from gradcli.calculus.extrema.found import Family, Place, Solved, Worked
from gradcli.calculus.extrema.newton import sweep, system_of_equations
from gradcli.calculus.extrema.roots import real_roots
from gradcli.calculus.extrema.solve import Names, solve
from gradcli.calculus.limits.expansion import UniformSign
from gradcli.calculus.limits.uniform_sign import in_all_directions, letters
from gradcli.calculus.numbers.constants import Sign, sign_of
from gradcli.calculus.numbers.determinants import determinant

_OUTER: Final = Fraction(10)
_REACH: Final = 8
_SAMPLES: Final = (
    *map(sympy.Integer, (0, 1, -1, 2, -2)),
    *(sympy.Rational(k, 8) for k in (4, -4, 1, -1, 3, -3, 12, -12)),
)


def dependent(
    slopes: Sequence[Expr],
    normals: Sequence[Sequence[Expr]],
    levels: Sequence[Expr],
    variables: Sequence[Symbol],
) -> tuple[Expr, ...]:
    """The equations without multipliers: the gradients are dependent, and each g is at its level.

    Of one constraint: two gradients are parallel.
    """
    rows = (slopes, *normals)
    products = [
        determinant([[row[k] for k in columns] for row in rows])
        for columns in combinations(range(len(variables)), len(rows))
    ]
    shortened = [
        sympy.factor(each) if each.is_polynomial(*variables) else each for each in products
    ]
    return (*(each for each in shortened if each != 0), *levels)


def stationary(
    equations: Sequence[Expr], levels: Sequence[Expr], variables: Sequence[Symbol], names: Names
) -> Solved:
    """All solutions; of two equations in two variables that are not solved, those in a square.

    The levels are among the equations.
    """
    found = solve(equations, variables, names)
    if found.complete is True or len(variables) != 2:
        return found
    system = system_of_equations(variables, equations)
    searched = None if system is None else sweep(system, ((-_OUTER, _OUTER), (-_OUTER, _OUTER)))
    if searched is None:
        return found
    reaches = [_reach(each, variables) for each in levels]
    within = any(reach is not None and reach <= _OUTER for reach in reaches)
    complete = True if within and not searched.left else None
    return Solved((*found.cases, Worked((), searched.places)), complete, swept=True)


def _reach(level: Expr, variables: Sequence[Symbol]) -> Fraction | None:
    """A bound of all coordinates where a sum of even powers has its level; None for others."""
    if not level.is_polynomial(*variables):
        return None
    poly = sympy.Poly(level, *variables)
    if not (poly.domain.is_ZZ or poly.domain.is_QQ):
        return None
    if poly.LC() < 0:
        poly = -poly
    most, least = Fraction(0), Fraction(0)
    numbers: list[Fraction] = []
    for monomial, coefficient in poly.terms():
        value = Fraction(int(coefficient.p), int(coefficient.q))
        used = [exponent for exponent in monomial if exponent]
        if not used:
            most = -value
            continue
        if len(used) != 1 or used[0] % 2 or value <= 0:
            return None
        numbers.append(value)
    if len(numbers) < len(variables) or most < least:
        return None
    # a x^(2k) <= c gives |x| <= c/a where that is above 1.
    return max(Fraction(1), *(most / value for value in numbers))


def is_compact(level: Expr, variables: Sequence[Symbol]) -> bool:
    """Whether the points with level = 0 are seen to be bounded.

    They are where the polynomial grows without bound in every direction: its terms of highest
    degree are definite, or it is a sum of even powers of all variables and a constant.
    """
    if not level.is_polynomial(*variables):
        return False
    poly = sympy.Poly(level, *variables)
    return any(_grows(each, variables) for each in (poly, -poly))


def are_compact(levels: Sequence[Expr], variables: Sequence[Symbol]) -> bool:
    """Whether the points at which all levels are 0 are seen to be bounded.

    One of them may bound all variables; or it bounds those that are left when a variable is put in
    that another level gives as a polynomial in the rest, which is then bounded with them: x + z = 1
    bounds z where x^2 + y^2 = 1 bounds x and y. All levels are polynomials, so that the points are
    a closed set. Of others that are continuous it may be seen of linear forms that they bound.
    """
    if all(each.is_polynomial(*variables) for each in levels):
        return _are_bounded(tuple(levels), tuple(variables))
    forms = [form for each in levels for side in (each, -each) for form in _bounded_by(side)]
    return _are_as_many(forms, variables)


def _are_as_many(forms: Sequence[Expr], variables: Sequence[Symbol]) -> bool:
    """Whether bounds of these bound all the variables: some of them are linear, and independent."""
    linear = [
        [sympy.Poly(each, *variables).coeff_monomial(v) for v in variables]
        for each in forms
        if each.is_polynomial(*variables) and sympy.Poly(each, *variables).total_degree() == 1
    ]
    return bool(linear) and sympy.Matrix(linear).rank() == len(variables)


def _bounded_by(form: Expr) -> list[Expr]:
    """Forms of which a form that is bounded above bounds the size: x and y of |x| + 2 y^2."""
    if not form.free_symbols:
        return []
    if form.is_Add:
        moving = [each for each in form.args if each.free_symbols]
        plain = [each for each in moving if each.is_polynomial(*each.free_symbols)]
        own = [each for each in moving if each not in plain]
        own = [*own, sympy.Add(*plain)] if own and plain else moving
        if all(_is_never_negative(each) for each in own):
            return [bounded for each in own for bounded in _bounded_by(each)]
    elif form.is_Mul:
        number, rest = form.as_coeff_Mul()
        if number.is_positive and number != 1:
            return _bounded_by(rest)
        letters_of = [*form.free_symbols]
        if len(letters_of) == 1 and form.is_nonnegative and _is_power(form, letters_of[0]):
            return letters_of
    elif isinstance(form, sympy.Abs):
        return [*form.args, *_by_size(form.args[0])]
    elif isinstance(form, sympy.Max):
        return [bounded for each in form.args for bounded in _bounded_by(each)]
    elif form.is_Pow and form.exp.is_Rational and form.exp > 0:
        if form.exp.is_Integer and form.exp % 2 == 0:
            return [form.base, *_by_size(form.base)]
        if _is_never_negative(form.base):
            return _bounded_by(form.base)
    own_letters = sorted(form.free_symbols, key=str)
    if form.is_polynomial(*own_letters) and _grows(sympy.Poly(form, *own_letters), own_letters):
        return list(own_letters)
    return []


def _is_power(form: Expr, letter: Symbol) -> bool:
    """Whether each factor is a power of the letter or its size: x^2 |x|."""
    bases = {each.as_base_exp() for each in form.args}
    return all(
        base in (letter, sympy.Abs(letter)) and bool(exponent.is_positive)
        for base, exponent in bases
    )


def _by_size(form: Expr) -> list[Expr]:
    """What is bounded where the size of a form is."""
    return [*_bounded_by(form), *_bounded_by(-form)] if form.is_Add or form.is_Mul else []


def _is_never_negative(form: Expr) -> bool:
    """Whether a real form is seen to be 0 or more, or to have a least value."""
    if form.is_nonnegative:
        return True
    own = sorted(form.free_symbols, key=str)
    return bool(own) and form.is_polynomial(*own) and _grows(sympy.Poly(form, *own), own)


def _are_bounded(levels: tuple[Expr, ...], variables: tuple[Symbol, ...]) -> bool:
    if not variables or any(is_compact(each, variables) for each in levels):
        return True
    for place, level in enumerate(levels):
        poly = sympy.Poly(level, *variables)
        for variable, degree in zip(variables, poly.degree_list(), strict=True):
            factor = poly.coeff_monomial(variable)
            alone = sympy.expand(level - factor * variable)
            if degree != 1 or factor == 0 or alone.has(variable):
                continue
            put = {variable: -alone / factor}
            others = (*levels[:place], *levels[place + 1 :])
            rest = tuple(sympy.expand(each.xreplace(put)) for each in others)
            if _are_bounded(rest, tuple(each for each in variables if each != variable)):
                return True
    return False


def _grows(poly: sympy.Poly, variables: Sequence[Symbol]) -> bool:
    degree = poly.total_degree()
    if degree < 1:
        return False
    if len(variables) == 1:
        return degree % 2 == 0 and sign_of(poly.LC()) is Sign.POSITIVE
    alone: set[int] = set()
    for monomial, coefficient in poly.terms():
        used = [place for place, exponent in enumerate(monomial) if exponent]
        if not used:
            continue
        pure = len(used) == 1 and monomial[used[0]] % 2 == 0
        if not pure or sign_of(coefficient) is not Sign.POSITIVE:
            break
        alone.add(used[0])
    else:
        if len(alone) == len(variables):
            return True
    names = letters(len(variables))
    leading = sympy.Add(
        *(
            coefficient * sympy.Mul(*(n**e for n, e in zip(names, monomial, strict=True)))
            for monomial, coefficient in poly.terms()
            if sum(monomial) == degree
        )
    )
    return in_all_directions(names, _REACH).of(leading) is UniformSign.POSITIVE


def is_bounded(level: Expr, variables: Sequence[Symbol]) -> bool:
    """Whether the points with level <= 0 are seen to be bounded: it grows in every direction."""
    if level.is_polynomial(*variables):
        return _grows(sympy.Poly(level, *variables), variables)
    return _are_as_many(_bounded_by(level), variables)


def around(level: Expr, variables: Sequence[Symbol]) -> tuple[tuple[Expr, Expr], ...] | None:
    """A box around the points with level <= 0, where that is read off; None of others.

    Of a sum of even powers, and of a quadratic whose form is definite: where (x - m)' A (x - m) is
    at most k, a coordinate is off by sqrt(k (A^-1)_ii) at most.
    """
    if not (level.is_polynomial(*variables) and is_bounded(level, variables)):
        return None
    poly = sympy.Poly(level, *variables)
    if poly.total_degree() != 2:
        reach = _reach(level, variables)
        if reach is None:
            return None
        end = sympy.Rational(reach.numerator, reach.denominator)
        return tuple((-end, end) for _ in variables)
    matrix = sympy.hessian(level, variables) / 2
    inverse = matrix.inv()
    at = dict.fromkeys(variables, sympy.Integer(0))
    slopes = sympy.Matrix([level.diff(each).xreplace(at) for each in variables])
    middle = -(inverse * slopes) / 2
    lowest = level.xreplace(dict(zip(variables, middle, strict=True)))
    if sign_of(sympy.expand(lowest)) is not Sign.NEGATIVE:
        return None
    off = [sympy.sqrt(sympy.expand(-lowest * inverse[k, k])) for k in range(len(variables))]
    return tuple(
        (sympy.expand(m - w), sympy.expand(m + w)) for m, w in zip(middle, off, strict=True)
    )


def some_point(family: Family, variables: Sequence[Symbol]) -> Place | None:
    """A point of a family without whole numbers; None where none was found."""
    if family.integers:
        return None
    if not any(each in variables for each in family.parameters):
        between, _ = samples([each.formula for each in family.where], family.parameters)
        for values in (*product(_SAMPLES, repeat=len(family.parameters)), *between):
            at = dict(zip(family.parameters, values, strict=True))
            if _fulfils(family, at):
                return tuple(sympy.expand(each.xreplace(at)) for each in family.at)
        return None
    curve = next((each.formula for each in family.where if each.relation == "="), None)
    if curve is None:
        return None
    for free in variables:
        others = [each for each in variables if each != free]
        for values in product(_SAMPLES[:5], repeat=len(others)):
            at = dict(zip(others, values, strict=True))
            along = sympy.expand(curve.xreplace(at))
            if not along.is_polynomial(free) or not along.has(free):
                continue
            poly = sympy.Poly(along, free)
            if not (poly.domain.is_ZZ or poly.domain.is_QQ):
                continue
            for root in real_roots(poly):
                whole = None if root.exact is None else {**at, free: root.exact}
                if whole is not None and _fulfils(family, whole):
                    return tuple(whole[each] for each in variables)
    return None


def _fulfils(family: Family, at: dict[Symbol, Expr]) -> bool:
    return all(is_held(sympy.expand(w.formula.xreplace(at)), w.relation) for w in family.where)
