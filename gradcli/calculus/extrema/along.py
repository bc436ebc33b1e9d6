"""What the points of a family of critical points are, by one proof for all of them.

f is constant, c say, on each connected part of a family. Where f - c is a product, the factors that
are 0 on the family decide together with the sign of the others: of (x - 1)^2 y the square says that
(1, t) is a minimum for t > 0 and a maximum for t < 0. Where it is none, the matrix of second
partials may be the same at every point, and indefinite, or definite across the family.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import sympy
from sympy import Expr, Symbol

from gradcli.calculus.extrema.found import DecidedBy, Family, Where
from gradcli.calculus.limits.uniform_sign import is_never_negative
from gradcli.calculus.numbers.constants import Sign, is_zero, sign_of
from gradcli.calculus.point.critical import CriticalKind
from gradcli.field.size import size
from gradcli.frozen import dataclass, replace

_LARGEST_POWER: Final = 16
_LARGEST: Final = 200  # nodes of a formula that is factored


@dataclass(frozen=True, slots=True, eq=False)
class Along:
    """Points of a family that are of one kind.

    `value` is f on it, `constant` says that f does not change around them either. `kind` is None
    where it is not decided, or f is not `differentiable`. `change` is f less that value, as a
    product, where its factors decide.
    """

    family: Family
    kind: CriticalKind | None
    value: Expr | None
    constant: bool = False
    decided_by: DecidedBy | None = None
    change: Expr | None = None
    differentiable: bool | None = True


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """The parts of a family, and the conditions under which its other points are left over."""

    parts: tuple[Along, ...]
    left_over: tuple[Where, ...] = ()


def judge(
    f: Expr, second: Sequence[Sequence[Expr]], family: Family, variables: Sequence[Symbol]
) -> Judged:
    """The points of a family by their kinds."""
    on = dict(zip(variables, family.at, strict=True))
    implicit = any(symbol in variables for symbol in family.parameters)
    if implicit:
        return _implicit(f, family, variables)
    value = sympy.expand(f.xreplace(on)) if _is_small(f) else f.xreplace(on)
    if len(family.parameters) - len(family.integers) == len(variables):
        return Judged((Along(family, None, value, constant=not value.free_symbols),))
    if value.free_symbols - set(family.integers):
        return Judged((Along(family, None, None),))
    if not value.free_symbols and f.is_rational_function(*variables) and _is_small(f):
        found = _by_factors(f, value, family, on, variables)
        if found is not None:
            return found
    kind = _by_second_partials(second, family, on, variables)
    by = None if kind is None else DecidedBy.TEST
    return Judged((Along(family, kind, value, decided_by=by),))


def _is_small(f: Expr) -> bool:
    """Whether it can be multiplied out and factored in a moment."""
    return size(f) <= _LARGEST and all(
        abs(int(each.exp)) <= _LARGEST_POWER for each in f.atoms(sympy.Pow) if each.exp.is_Integer
    )


def _implicit(f: Expr, family: Family, variables: Sequence[Symbol]) -> Judged:
    """On the zeros of one polynomial p: f = c + p^n q, where n is even and q has one sign."""
    nothing = Judged((Along(family, None, None),))
    if len(family.where) != 1 or not f.is_polynomial(*variables) or not _is_small(f):
        return nothing
    p = sympy.Poly(family.where[0].formula, *variables)
    _, rest = sympy.div(sympy.Poly(f, *variables), p)
    value = rest.as_expr()
    change = sympy.expand(f - value)
    if value.free_symbols or change == 0:
        return nothing
    content, factors = sympy.factor_list(change)
    mine = [n for base, n in factors if sympy.Poly(base, *variables).monic() == p.monic()]
    others = [
        base for base, n in factors if n % 2 and sympy.Poly(base, *variables).monic() != p.monic()
    ]
    # The other factors may be 0 on some of the points: there, too, f - c has no other sign.
    signed = all(is_never_negative(base, tuple(variables)) for base in others)
    if not mine or mine[0] % 2 or not signed:
        return nothing
    kind = _kind_of(sign_of(content))
    by = DecidedBy.FACTORS
    return Judged((Along(family, kind, value, decided_by=by, change=sympy.factor(change)),))


def _kind_of(sign: Sign) -> CriticalKind:
    return CriticalKind.MINIMUM if sign is Sign.POSITIVE else CriticalKind.MAXIMUM


@dataclass(frozen=True, slots=True, eq=False)
class _Factored:
    """f - c on a family: the `odd` factors that are 0 on it, and the product of the others there.

    `special` are formulas in the parameters: where one is 0, nothing is said.
    """

    shown: Expr
    odd: tuple[Expr, ...]
    sign: Expr
    special: tuple[Expr, ...]


def _by_factors(
    f: Expr, value: Expr, family: Family, on: dict[Symbol, Expr], variables: Sequence[Symbol]
) -> Judged | None:
    """By the factors of f - c: those that are 0 on the family, and the sign of the others."""
    # A quotient has the sign of its numerator times its denominator, which is 0 nowhere.
    above, below = sympy.fraction(sympy.together(f - value))
    change = sympy.expand(above * below)
    if change == 0:
        return Judged((Along(family, None, value, constant=True),))
    found = _factored(change, f - value, family, on)
    if found is None:
        return None
    if found.odd:
        return _of_both_signs(found, value, family, on, variables)
    parts: list[Along] = []
    left = [Where(each, "=") for each in found.special]
    apart = tuple(Where(each, "!=") for each in found.special)
    for where, kind in _by_sign(found.sign, family.parameters):
        conditions = (*family.where, *where, *apart)
        parts.append(_told(replace(family, where=conditions), kind, value, found))
    if len(parts) > 1:
        left.append(Where(_primitive(found.sign), "="))
    return Judged(tuple(parts), tuple(left))


def _told(family: Family, kind: CriticalKind, value: Expr, found: _Factored) -> Along:
    by, change = DecidedBy.FACTORS, sympy.factor(found.shown)
    return Along(family, kind, value, decided_by=by, change=change)


def _factored(
    change: Expr, shown: Expr, family: Family, on: dict[Symbol, Expr]
) -> _Factored | None:
    """The factors by what they are on the family; None where none is 0 on all of it."""
    sign, factors = sympy.factor_list(change)
    odd: list[Expr] = []
    special: list[Expr] = []
    across = 0
    for base, power in factors:
        along = sympy.expand(base.xreplace(on))
        if along == 0:
            across += 1
            if power % 2:
                odd.append(base)
        elif power % 2:
            sign *= along
        elif along.free_symbols and not _never_zero(along, family.parameters):
            special.append(_primitive(along))
    if not across:
        return None
    # A square in what is left has no sign of its own either.
    number, bases = sympy.factor_list(sign)
    sign = number
    for base, power in bases:
        if power % 2:
            sign *= base
        elif not _never_zero(base, family.parameters):
            special.append(base)
    special = [each for each in dict.fromkeys(special) if not _is_told(each, family)]
    return _Factored(shown, tuple(odd), sign, tuple(special))


def _is_told(form: Expr, family: Family) -> bool:
    """Whether the family says already that it is not 0."""
    return any(each.formula == form and each.relation == "!=" for each in family.where)


def _of_both_signs(
    found: _Factored,
    value: Expr,
    family: Family,
    on: dict[Symbol, Expr],
    variables: Sequence[Symbol],
) -> Judged | None:
    """An odd factor with a gradient there changes its sign, where the others do not vanish.

    The others are 0 on less than a surface near by, for no two factors have one in common.
    """
    slopes = [[sympy.expand(each.diff(v).xreplace(on)) for v in variables] for each in found.odd]
    if not any(s.is_number and is_zero(s) is False for row in slopes for s in row):
        return None
    special = list(found.special)
    if found.sign.free_symbols and not _never_zero(found.sign, family.parameters):
        special.append(_primitive(found.sign))
    kind = CriticalKind.SADDLE if len(variables) > 1 else CriticalKind.NEITHER
    apart = tuple(Where(each, "!=") for each in special)
    part = _told(replace(family, where=(*family.where, *apart)), kind, value, found)
    return Judged((part,), tuple(Where(each, "=") for each in special))


def _by_sign(
    sign: Expr, parameters: Sequence[Symbol]
) -> list[tuple[tuple[Where, ...], CriticalKind]]:
    """Where a formula in the parameters is positive, and where it is negative."""
    if not sign.free_symbols:
        return [((), _kind_of(sign_of(sign)))]
    if _never_zero(sign, parameters):
        here = sign_of(sign.xreplace(dict.fromkeys(parameters, sympy.Integer(0))))
        return [((), _kind_of(here))]
    shown = _primitive(sign)
    # -2 t > 0 is told as t < 0.
    turned = sign_of(sympy.factor_list(sign)[0] * sympy.factor_list(shown)[0]) is Sign.NEGATIVE
    relations = ("<", ">") if turned else (">", "<")
    kinds = (CriticalKind.MINIMUM, CriticalKind.MAXIMUM)
    return [
        ((Where(shown, relation),), kind) for relation, kind in zip(relations, kinds, strict=True)
    ]


def _primitive(form: Expr) -> Expr:
    """The factors of a polynomial without the number before them."""
    _, factors = sympy.factor_list(form)
    return sympy.Mul(*(base**power for base, power in factors))


def _never_zero(form: Expr, parameters: Sequence[Symbol]) -> bool:
    """Whether a polynomial in one parameter has no real zero."""
    own = sorted(form.free_symbols, key=str)
    if len(own) != 1 or not form.is_polynomial(*own):
        return False
    poly = sympy.Poly(form, own[0])
    return bool(poly.domain.is_ZZ or poly.domain.is_QQ) and int(poly.count_roots()) == 0


def _by_second_partials(
    second: Sequence[Sequence[Expr]],
    family: Family,
    on: dict[Symbol, Expr],
    variables: Sequence[Symbol],
) -> CriticalKind | None:
    """Where the second partials are the same at all points: their signs across the family."""
    rows = [[sympy.expand(entry.xreplace(on)) for entry in row] for row in second]
    if any(entry.free_symbols for row in rows for entry in row):
        return None
    matrix = sympy.Matrix(rows)
    coefficients = [sign_of(c) for c in matrix.charpoly().all_coeffs()]
    if Sign.UNDECIDED in coefficients:
        return None
    # All roots are real: Descartes' rule counts them.
    positive = _changes([s.value for s in coefficients])
    negative = _changes([s.value * (-1) ** k for k, s in enumerate(coefficients)])
    if positive and negative:
        return CriticalKind.SADDLE
    dimension = len(family.parameters) - len(family.integers)
    if positive == len(variables) - dimension:
        return CriticalKind.MINIMUM
    if negative == len(variables) - dimension:
        return CriticalKind.MAXIMUM
    return None


def _changes(signs: Sequence[int]) -> int:
    kept = [sign for sign in signs if sign]
    return sum(one != other for one, other in pairwise(kept))
