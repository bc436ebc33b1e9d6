"""The eigenvalues of a constant matrix of second partials, and what a step does along each.

Up to six variables they come with eigenvectors where these are short. Elsewhere, of fractions, they
are the zeros of the characteristic polynomial, each enclosed until it is decided between which
bounds it lies. Whether the gradient g has a part along the eigenvectors of a factor p of that
polynomial is decided without them: with q the product of the other factors, q(H) g is that part
times numbers that are not zero. Of conjugate eigenvalues g, a vector of fractions, has a part along
all or none, so that p need not be split further.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import reduce
from operator import mul
from typing import Final, TypeAlias

import sympy
from sympy import QQ, Expr, Poly, Rational, Symbol
from sympy.polys.matrices import DomainMatrix

from gradcli.calculus.numbers.constants import Sign, is_zero, sign_of
from gradcli.calculus.rules.gradient import dot
from gradcli.calculus.rules.hessian import eigenvalues, zeros_of_degree_two
from gradcli.field.fast_sympy.sympy_build import difference, product
from gradcli.frozen import dataclass

_WITH_VECTORS: Final = 6  # variables
_FIGURES: Final = 20  # of an eigenvalue without a short form

Entries: TypeAlias = Sequence[Sequence[Expr]]


class Fate(StrEnum):
    """What becomes of the gradient along an eigenvector."""

    SHRINKS = "shrinks"  # |1 - eta lambda| < 1
    FLIPS = "flips"  # 1 - eta lambda = -1
    GROWS = "grows"  # |1 - eta lambda| > 1
    STAYS = "stays"  # lambda = 0


@dataclass(frozen=True, slots=True, eq=False)
class Component:
    """An eigenvalue with an eigenvector of each of its directions, and what a step does there.

    `factor` is 1 - eta lambda (1 + eta lambda where f is to rise). `is_there` says whether the
    gradient at the start has a component along one of the `vectors`, which are left out where they
    have no short form. An eigenvalue that is not exact is a fraction of twenty figures, farther
    from 0 than it, and no bound that was asked about lies between them.
    """

    eigenvalue: Expr
    vectors: tuple[tuple[Expr, ...], ...]
    factor: Expr
    fate: Fate
    is_there: bool
    is_exact: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Spectrum:
    """All components; `way` is the w with H w = g among those that are there, where it is known."""

    components: tuple[Component, ...]
    way: tuple[Expr, ...] | None = None


def spectrum(entries: Entries, gradient: Sequence[Expr], rate: Expr, sign: int) -> Spectrum | None:
    """What a step with this rate does to this gradient; None where it is not decided."""
    pairs = _eigenpairs(entries) if len(entries) <= _WITH_VECTORS else None
    if pairs is not None:
        found = [_component(value, vectors, gradient, rate, sign) for value, vectors in pairs]
        components = tuple(each for each in found if each is not None)
        return Spectrum(components) if len(components) == len(found) else None
    numbers = (rate, *gradient, *(each for row in entries for each in row))
    if not all(each.is_Rational for each in numbers):
        return None
    return _by_polynomial(entries, gradient, rate, sign)


def _by_polynomial(
    entries: Entries, gradient: Sequence[Expr], rate: Rational, sign: int
) -> Spectrum | None:
    size = len(entries)
    matrix = DomainMatrix(
        [[QQ.from_sympy(each) for each in row] for row in entries], (size, size), QQ
    )
    powers = [DomainMatrix([[QQ.from_sympy(each)] for each in gradient], (size, 1), QQ)]
    for _ in range(size):
        powers.append(matrix * powers[-1])
    whole = Poly(matrix.charpoly(), Symbol("t"), domain=QQ)
    factors = [each for each, _ in whole.factor_list()[1]]
    components: list[Component] = []
    there = whole.one
    for each in factors:
        others = reduce(mul, (other for other in factors if other is not each), whole.one)
        is_there = not _applied(others, powers).is_zero_matrix
        there = there * each if is_there else there
        for value, is_exact in _zeros(each, (Rational(0), sign / rate, 2 * sign / rate)):
            factor = sympy.expand(
                difference(sympy.Integer(1), product(sympy.Integer(sign), rate, value))
            )
            fate = _fate(value, factor)
            if fate is None:
                return None
            components.append(Component(value, (), factor, fate, is_there, is_exact))
    components.sort(key=lambda each: each.eigenvalue.evalf(_FIGURES), reverse=True)
    # m(t) = t r(t) + m(0) and m(H) g = 0, so that g = H w with w = -r(H) g/m(0).
    rest, last = divmod(there, Poly(Symbol("t"), Symbol("t"), domain=QQ))
    way = None
    if not last.is_zero:
        applied = _applied(rest, powers)
        way = tuple(-entry / last.as_expr() for entry in applied.to_Matrix())
    return Spectrum(tuple(components), way)


def _applied(polynomial: Poly, powers: Sequence[DomainMatrix]) -> DomainMatrix:
    """p(H) v, of the vectors v, H v, H^2 v ..."""
    coefficients = reversed(polynomial.rep.to_list())
    return sum(
        (vector * each for each, vector in zip(coefficients, powers, strict=False)),
        start=powers[0] * QQ(0),
    )


def _zeros(factor: Poly, apart: Sequence[Rational]) -> list[tuple[Expr, bool]]:
    """The zeros of an irreducible factor, and whether each is exact.

    One that is not is the end, away from 0, of an interval that holds it and none of `apart`.
    """
    if factor.degree() <= 2:
        return [(each, True) for each in zeros_of_degree_two(factor)]
    found: list[tuple[Expr, bool]] = []
    for interval in factor.intervals(sqf=True):
        low, high = interval
        while any(low <= each <= high for each in apart) or _is_wide(low, high):
            low, high = factor.refine_root(low, high, eps=(high - low) / 2**8, check_sqf=False)
        found.append((max(low, high, key=abs), False))
    return found


def _is_wide(low: Rational, high: Rational) -> bool:
    return bool((high - low) * 10**_FIGURES > min(abs(low), abs(high)))


def _eigenpairs(
    entries: Sequence[Sequence[Expr]],
) -> tuple[tuple[Expr, tuple[tuple[Expr, ...], ...]], ...] | None:
    """Each eigenvalue once, with a basis of its eigenvectors at right angles to one another."""
    size = len(entries)
    values = eigenvalues(entries)
    if len(values) != size:
        return None
    different: list[Expr] = []
    for each in values:
        if not any(is_zero(difference(each, other)) for other in different):
            different.append(each)
    pairs = []
    for value in different:
        vectors = _eigenvectors(entries, value)
        if vectors is None:
            return None
        pairs.append((value, vectors))
    if sum(len(vectors) for _, vectors in pairs) != size:
        return None
    return tuple(pairs)


def _eigenvectors(
    entries: Sequence[Sequence[Expr]], value: Expr
) -> tuple[tuple[Expr, ...], ...] | None:
    size = len(entries)
    one, zero = sympy.Integer(1), sympy.Integer(0)
    if size == 1:
        return ((one,),)
    if size == 2:
        (a, b), (_, d) = entries
        if is_zero(b):
            axes = ((one, zero), (zero, one))
            own = (difference(a, value), difference(d, value))
            return tuple(axis for axis, rest in zip(axes, own, strict=True) if is_zero(rest))
        return ((_in_lowest((b, sympy.expand(value - a)))),)
    if not value.is_Rational:
        return None
    matrix = sympy.Matrix([list(row) for row in entries]) - value * sympy.eye(size)
    basis = sympy.GramSchmidt(matrix.nullspace()) if size else []
    return tuple(_in_lowest(tuple(each)) for each in basis)


def _in_lowest(vector: tuple[Expr, ...]) -> tuple[Expr, ...]:
    """Rational components without a common factor; the first of them is not below 0."""
    if not all(each.is_Rational for each in vector):
        return vector
    below = sympy.ilcm(*(each.q for each in vector))
    whole = [int(each * below) for each in vector]
    share = int(sympy.igcd(*whole)) or 1
    first = next((each for each in whole if each), 1)
    share = share if first > 0 else -share
    return tuple(sympy.Integer(each // share) for each in whole)


def _component(
    value: Expr,
    vectors: tuple[tuple[Expr, ...], ...],
    gradient: Sequence[Expr],
    rate: Expr,
    sign: int,
) -> Component | None:
    shares = [is_zero(sympy.expand(dot(tuple(gradient), vector))) for vector in vectors]
    if None in shares:
        return None
    factor = _factor(value, rate, sign)
    fate = _fate(value, factor)
    return None if fate is None else Component(value, vectors, factor, fate, not all(shares))


def _factor(value: Expr, rate: Expr, sign: int) -> Expr:
    return sympy.expand(difference(sympy.Integer(1), product(sympy.Integer(sign), rate, value)))


def _fate(value: Expr, factor: Expr) -> Fate | None:
    if is_zero(value):
        return Fate.STAYS
    below, above = sign_of(factor + 1), sign_of(1 - factor)
    if Sign.UNDECIDED in (below, above):
        return None
    if below is Sign.ZERO:
        return Fate.FLIPS
    if below is Sign.POSITIVE and above is Sign.POSITIVE:
        return Fate.SHRINKS
    return Fate.GROWS
