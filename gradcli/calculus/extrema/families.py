"""Families told in few words: without conditions that others imply, and two halves as one.

Of polynomials in one parameter the line is cut at all their zeros: on each cut and between two of
them every condition holds or fails, so that nothing is guessed. Of other formulas two are compared
where one is the other times a number, plus a number: s t - 1 > 0 implies s t > 0.
2 k pi and (2k + 1) pi together are k pi.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import sympy
from sympy import Dummy, Expr, Integer, Symbol

from gradcli.calculus.extrema.found import Family, Where
from gradcli.calculus.numbers.constants import Sign, is_zero, sign_of
from gradcli.frozen import replace

_LARGEST_DEGREE: Final = 24
_MOST: Final = 12  # conditions of a family that are compared

_SIGNS: Final = {
    "=": (0,),
    "!=": (-1, 1),
    "<": (-1,),
    ">": (1,),
    "<=": (-1, 0),
    ">=": (0, 1),
}
_NEGATED: Final = {"=": "!=", "!=": "=", "<": ">=", ">": "<=", "<=": ">", ">=": "<"}


def plainly(family: Family) -> Family | None:
    """The same points told with as few conditions; None where no parameters fulfil them."""
    told = list(family.where)
    if len(told) < 2 or len(told) > _MOST:
        return family
    for place, each in enumerate(told):
        others = [*told[:place], *told[place + 1 :]]
        if implied(Where(each.formula, _NEGATED[each.relation]), others):
            return None
        told[place] = _sharper(each, others)
    for place in reversed(range(len(told))):
        others = [*told[:place], *told[place + 1 :]]
        if implied(told[place], others):
            told = others
    return replace(family, where=tuple(told))


def is_empty(family: Family) -> bool:
    """Whether conditions with the square root of the parameter are seen to exclude one another."""
    if len(family.parameters) != 1 or family.integers:
        return False
    (t,) = family.parameters
    root = Dummy("s", positive=True)
    for square in (root**2, -(root**2)):
        if any(
            each.formula.has(sympy.sqrt(t if square == root**2 else -t)) for each in family.where
        ):
            where = [
                Where(each.formula.xreplace({t: square}), each.relation) for each in family.where
            ]
            told = replace(
                family, at=(square,), parameters=(root,), where=(*where, Where(root, ">"))
            )
            return plainly(told) is None
    return False


def covers(one: Family, other: Family) -> bool:
    """Whether every point of the other family is seen to be one of the first."""
    if (one.at, one.parameters) != (other.at, other.parameters):
        return False
    return all(implied(each, other.where) for each in one.where)


def _sharper(where: Where, others: Sequence[Where]) -> Where:
    """What the condition comes to beside the others: t >= 0 with t != 0 is t > 0."""
    match where.relation:
        case "<=" | ">=":
            opposite = ">=" if where.relation == "<=" else "<="
            if implied(Where(where.formula, opposite), others):
                return Where(where.formula, "=")
            if implied(Where(where.formula, "!="), others):
                return Where(where.formula, where.relation[0])
        case "!=" if len(factors := _factors(where.formula)) > 1:
            left = [each for each in factors if not implied(Where(each, "!="), others)]
            if left and len(left) < len(factors):
                return Where(sympy.Mul(*left), "!=")
        case _:
            pass
    return where


def _factors(formula: Expr) -> list[Expr]:
    own = sorted(formula.free_symbols, key=str)
    poly = _rational(formula, own)
    return [] if poly is None else [base.as_expr() for base, _ in sympy.factor_list(poly)[1]]


def _rational(formula: Expr, letters: Sequence[Symbol]) -> sympy.Poly | None:
    """A polynomial with rational coefficients that is worked on; None of others."""
    if not letters or not formula.is_polynomial(*letters):
        return None
    poly = sympy.Poly(formula, *letters)
    small = poly.total_degree() <= _LARGEST_DEGREE
    return poly if small and (poly.domain.is_ZZ or poly.domain.is_QQ) else None


def implied(where: Where, others: Sequence[Where]) -> bool:
    """Whether a condition is seen to hold wherever all the others do."""
    if any(_follows(where, each) for each in others):
        return True
    own = sorted(where.formula.free_symbols, key=str)
    if len(own) != 1 or (goal := _rational(where.formula, own)) is None:
        return False
    known = [
        (poly, each.relation)
        for each in others
        if each.formula.free_symbols == set(own)
        and (poly := _rational(each.formula, own)) is not None
    ]
    rows = _signs_along([goal, *(poly for poly, _ in known)]) if known else None
    if rows is None:
        return False
    return all(
        mine in _SIGNS[where.relation]
        for mine, *rest in rows
        if all(sign in _SIGNS[r] for sign, (_, r) in zip(rest, known, strict=True))
    )


def _signs_along(polys: Sequence[sympy.Poly]) -> list[list[int]] | None:
    """The signs of the polynomials, on each of their zeros and between any two; None: not known."""
    letter = polys[0].gen
    bases = list(
        dict.fromkeys(base for each in polys for base, _ in each.factor_list()[1] if base.degree())
    )
    whole = sympy.Poly(sympy.Mul(*(base.as_expr() for base in bases)), letter)
    if whole.degree() > _LARGEST_DEGREE:
        return None
    zeros = [ends for ends, _ in whole.intervals()]
    if not zeros:
        return [[_sign(each, Integer(0)) for each in polys]]
    between = [(one[1] + other[0]) / 2 for one, other in pairwise(zeros)]
    samples = [zeros[0][0] - 1, *between, zeros[-1][1] + 1]
    if any(_sign(whole, at) == 0 for at in samples):
        return None
    rows = [[_sign(each, at) for each in polys] for at in samples]
    for (low, high), beside in zip(zeros, list(rows), strict=False):
        zero = [base for base in bases if int(base.count_roots(low, high))]
        if len(zero) != 1:
            return None
        # What is not 0 there has the sign that it has beside it.
        rows.append(
            [
                0 if each.rem(zero[0]).is_zero else sign
                for each, sign in zip(polys, beside, strict=True)
            ]
        )
    return rows


def _sign(poly: sympy.Poly, at: Expr) -> int:
    value = poly.eval(at)
    return int(sympy.sign(value))


def _follows(where: Where, known: Where) -> bool:
    """Whether one condition follows from one other, where the formulas differ by numbers alone."""
    found = _multiple(where.formula, known.formula)
    if found is None:
        return False
    factor, shift = found
    # where is factor u + shift, and known is u: they are 0 at these values of u.
    zeros = [Integer(0), sympy.expand(-shift / factor)]
    match sign_of(zeros[1]):
        case Sign.UNDECIDED:
            return False
        case Sign.NEGATIVE:
            zeros.reverse()
        case Sign.ZERO | Sign.POSITIVE:
            pass
    low, high = zeros
    for u in (low - 1, low, (low + high) / 2, high, high + 1):
        own, other = sign_of(u), sign_of(sympy.expand(factor * u + shift))
        if Sign.UNDECIDED in (own, other):
            return False
        if own.value in _SIGNS[known.relation] and other.value not in _SIGNS[where.relation]:
            return False
    return True


def _multiple(one: Expr, other: Expr) -> tuple[Expr, Expr] | None:
    """The numbers a and b with one = a other + b, where there are such."""
    own = sorted(other.free_symbols, key=str)
    if not own or set(own) != one.free_symbols:
        return None
    if one.is_polynomial(*own) and other.is_polynomial(*own):
        tries = [sympy.Poly(one, *own).LC() / sympy.Poly(other, *own).LC()]
    else:
        tries = [Integer(1), Integer(-1)]
    for factor in tries:
        shift = sympy.expand(one - factor * other)
        if not shift.free_symbols and sign_of(factor) in (Sign.POSITIVE, Sign.NEGATIVE):
            return factor, shift
    return None


def merged(one: Family, other: Family) -> Family | None:
    """Both as one family, where they differ by half a period in one coordinate."""
    if not one.integers or one.integers != other.integers or one.where or other.where:
        return None
    if one.parameters != one.integers or other.parameters != other.integers:
        return None
    apart = [place for place, (a, b) in enumerate(zip(one.at, other.at, strict=True)) if a != b]
    if len(apart) != 1:
        return None
    (place,) = apart
    period = _period(one.at[place], one.integers)
    if period is None or period != _period(other.at[place], one.integers):
        return None
    letter, step = period
    halves = sympy.expand((one.at[place] - other.at[place]) / step * 2)
    if not halves.is_Integer or halves % 2 == 0:
        return None
    start = one.at[place].subs(letter, 0)
    lower = min((start, other.at[place].subs(letter, 0)), key=_size)
    at = list(one.at)
    at[place] = sympy.expand(lower + step / 2 * letter)
    return replace(one, at=tuple(at))


def _period(form: Expr, integers: Sequence[Symbol]) -> tuple[Symbol, Expr] | None:
    """The one whole number in a coordinate, and what stands before it."""
    own = [each for each in integers if form.has(each)]
    if len(own) != 1:
        return None
    step = form.coeff(own[0])
    rest = sympy.expand(form - step * own[0])
    if rest.free_symbols or step.free_symbols or is_zero(step) is not False:
        return None
    return own[0], step


def _size(number: Expr) -> float:
    return float(abs(sympy.N(number)))
