"""The second-derivative test: what a critical point is, as far as second partials can tell.

With H the matrix of second partials at a point where the gradient is 0 (Stewart, Calculus, 14.7;
for n variables Marsden and Tromba, Vector Calculus, 3.3): H positive definite means a minimum,
negative definite a maximum, one direction up and another down a saddle; else the test is silent.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from fractions import Fraction
from itertools import pairwise
from operator import add
from typing import Final, TypeAlias

import sympy
from sympy import Expr

from gradcli.calculus.numbers.constants import Sign, is_zero, sign_of
from gradcli.field.fast_sympy.sympy_build import product, total
from gradcli.frozen import dataclass, replace

_LARGEST = 8  # minors of larger matrices of irrational numbers take too long
LARGEST_TESTED: Final = 40
"""Variables: of more the test is not made."""


class CriticalKind(Enum):
    """What a critical point is; in one variable what is no extremum is `NEITHER`."""

    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    SADDLE = "saddle"
    NEITHER = "neither"
    NOT_DECIDED = "not decided"


@dataclass(frozen=True, slots=True)
class OnCurve:
    """Along P + (c_1 t^p_1, ..., c_n t^p_n), t -> 0+, f - f(P) is `leading` t^`exponent` + ...."""

    coefficients: tuple[Expr, ...]
    powers: tuple[int, ...]
    leading: Expr
    exponent: Fraction


@dataclass(frozen=True, slots=True)
class OppositeSigns:
    """Two curves to P: f is above f(P) along `up`, and below it along `down`."""

    up: OnCurve
    down: OnCurve


@dataclass(frozen=True, slots=True)
class BothSides:
    """In one variable: f - f(P) has the same sign on the left and on the right."""

    left: OnCurve
    right: OnCurve


@dataclass(frozen=True, slots=True)
class LeadingForm:
    """P + (c_i t^p_i) in all directions: f - f(P) begins with `form`, of one sign for every c."""

    form: Expr
    powers: tuple[int, ...]
    exponent: Fraction


@dataclass(frozen=True, slots=True)
class OneSign:
    """f - f(P) is `change`, which by its form is never below 0 near P, or never above it.

    `factors` are those of its factors that are not squares or the like, and so have a sign only
    near P, where they are not 0.
    """

    change: Expr
    factors: tuple[Expr, ...] = ()


Proof: TypeAlias = OppositeSigns | BothSides | LeadingForm | OneSign
"""What decides where the second-derivative test is silent."""


@dataclass(frozen=True, slots=True)
class CriticalPoint:
    """The test's answer and its evidence.

    `minors` are the leading principal minors D_1, ..., D_n of the matrix H of second partials
    there (for a saddle in many variables those up to the first that is 0); there are none where it
    was too large for the test to be made. For a saddle `up` and `down` are vectors v with v H v > 0
    and < 0, where rational ones were found. `formulas` are the entries of H before the point was
    put in, where each of them is a value of its formula. `constant` says that f is seen to be
    constant near the point: then it is a minimum and a maximum, neither of them strict.
    """

    kind: CriticalKind
    minors: tuple[Expr, ...]
    up: tuple[Expr, ...] | None = None
    down: tuple[Expr, ...] | None = None
    hessian: tuple[tuple[Expr, ...], ...] = ()
    proof: Proof | None = None
    formulas: tuple[tuple[Expr, ...], ...] = ()
    constant: bool = False


def classify(hessian: Sequence[Sequence[Expr]]) -> CriticalPoint:
    """The second-derivative test at a point where the gradient is 0.

    Shape: n rows of n constants, symmetric. By Sylvester's criterion H is positive definite
    exactly if all leading minors are positive, negative definite if they alternate, starting
    below 0. Indefinite is shown by two directions, or by two eigenvalues of opposite sign. A
    matrix that is only semidefinite decides nothing: x^4 has a minimum, x^3 has none.
    """
    return replace(_classified(hessian), hessian=tuple(map(tuple, hessian)))


def _classified(hessian: Sequence[Sequence[Expr]]) -> CriticalPoint:
    size = len(hessian)
    is_rational = all(entry.is_Rational for row in hessian for entry in row)
    if size > (LARGEST_TESTED if is_rational else _LARGEST):
        return CriticalPoint(CriticalKind.NOT_DECIDED, ())
    matrix = sympy.Matrix([list(row) for row in hessian])
    minors = _minors_of_rationals(hessian) if is_rational else ()
    if len(minors) < size <= _LARGEST:
        minors = tuple(matrix[:k, :k].det(method="berkowitz") for k in range(1, size + 1))
    signs = [sign_of(minor) for minor in minors]
    if all(sign is Sign.POSITIVE for sign in signs):
        return CriticalPoint(CriticalKind.MINIMUM, minors)
    if all(
        sign is (Sign.NEGATIVE if k % 2 == 0 else Sign.POSITIVE) for k, sign in enumerate(signs)
    ):
        return CriticalPoint(CriticalKind.MAXIMUM, minors)
    up, down = _direction(matrix, Sign.POSITIVE), _direction(matrix, Sign.NEGATIVE)
    if is_rational and not (up and down):
        up, down = _ways_of_rationals(hessian)
    if (up and down) or (not is_rational and _is_indefinite(matrix)):
        return CriticalPoint(CriticalKind.SADDLE, minors, up, down)
    # Of a semidefinite matrix all corners are singular that hold a singular one.
    zeros = (sympy.Integer(0),) * (size - len(minors))
    return CriticalPoint(CriticalKind.NOT_DECIDED, (*minors, *zeros))


def curvature(matrix: Sequence[Sequence[Expr]], way: Sequence[Expr]) -> Expr:
    """v H v: the second derivative along v, of which H has the second partials."""
    return total(
        *(
            product(one, entry, other)
            for one, row in zip(way, matrix, strict=True)
            for entry, other in zip(row, way, strict=True)
        )
    )


def _fractions(hessian: Sequence[Sequence[Expr]]) -> list[list[Fraction]]:
    return [[Fraction(int(entry.p), int(entry.q)) for entry in row] for row in hessian]


def _minors_of_rationals(hessian: Sequence[Sequence[Expr]]) -> tuple[Expr, ...]:
    """The leading minors as products of pivots (Gauss), up to the first that is 0."""
    rows = _fractions(hessian)
    minors: list[Expr] = []
    minor = Fraction(1)
    for k, row in enumerate(rows):
        minor *= row[k]
        minors.append(sympy.Rational(minor.numerator, minor.denominator))
        if row[k] == 0:
            break
        for below in rows[k + 1 :]:
            factor = below[k] / row[k]
            if factor:
                below[k:] = [
                    one - factor * two for one, two in zip(below[k:], row[k:], strict=True)
                ]
    return tuple(minors)


def _ways_of_rationals(
    hessian: Sequence[Sequence[Expr]],
) -> tuple[tuple[Expr, ...] | None, tuple[Expr, ...] | None]:
    """v with v H v > 0 and v with v H v < 0, where there are any: squares completed (Lagrange).

    Of a basis one vector is set apart, or the sum of two, for which v H v is not 0; what the others
    have of it is taken away from them.
    """
    form = _fractions(hessian)
    basis = [[Fraction(i == k) for i in range(len(form))] for k in range(len(form))]
    found: dict[bool, list[Fraction]] = {}
    while len(found) < 2:
        k = next((k for k, row in enumerate(form) if row[k]), None)
        if k is None:
            k = next((k for k, row in enumerate(form) if any(row)), None)
            if k is None:
                break
            other = next(place for place, entry in enumerate(form[k]) if entry)
            basis[k] = [*map(add, basis[k], basis[other])]
            form[k] = [*map(add, form[k], form[other])]
            for row in form:
                row[k] += row[other]
        own, way = form[k], basis[k]
        found.setdefault(own[k] > 0, way)
        shares = [c / own[k] for c in own]
        for i, (row, each) in enumerate(zip(form, basis, strict=True)):
            basis[i] = [one - shares[i] * two for one, two in zip(each, way, strict=True)]
            form[i] = [one - shares[i] * two for one, two in zip(row, own, strict=True)]
        del form[k], basis[k]
        for row in form:
            del row[k]
    up, down = (
        tuple(sympy.Rational(c.numerator, c.denominator) for c in found[sense])
        if sense in found
        else None
        for sense in (True, False)
    )
    return up, down


def _direction(matrix: sympy.Matrix, wanted: Sign) -> tuple[Expr, ...] | None:
    """v with v H v of the wanted sign: an axis, or the best combination of two."""
    size = matrix.rows
    for i in range(size):
        if sign_of(matrix[i, i]) is wanted:
            return _combination(size, {i: sympy.Integer(1)})
    for i in range(size):
        for j in range(size):
            a, b, c = matrix[i, i], matrix[i, j], matrix[j, j]
            if i == j or is_zero(b) is not False:
                continue
            # Along s e_i + e_j the form is a s^2 + 2 b s + c; its extreme value is c - b^2/a.
            best = -b / a if is_zero(a) is False else _past(b, c, wanted)
            if sign_of(a * best**2 + 2 * b * best + c) is wanted:
                return _combination(size, {i: best, j: sympy.Integer(1)})
    return None


def _past(b: Expr, c: Expr, wanted: Sign) -> Expr:
    """s with 2 b s + c of the wanted sign."""
    target = sympy.Integer(1 if wanted is Sign.POSITIVE else -1)
    return (target - c) / (2 * b)


def _combination(size: int, entries: dict[int, Expr]) -> tuple[Expr, ...]:
    return tuple(entries.get(i, sympy.Integer(0)) for i in range(size))


def _is_indefinite(matrix: sympy.Matrix) -> bool:
    """Two eigenvalues of opposite sign."""
    counted = signs_of_eigenvalues(matrix)
    return counted is not None and all(counted)


def signs_of_eigenvalues(matrix: sympy.Matrix) -> tuple[int, int] | None:
    """How many eigenvalues of a symmetric matrix are above 0, and how many below.

    All roots of the characteristic polynomial are real, so Descartes' rule of signs counts them
    exactly. None where the sign of a coefficient is not decided.
    """
    coefficients = [sign_of(c) for c in matrix.charpoly().all_coeffs()]
    if Sign.UNDECIDED in coefficients:
        return None
    mirrored = [
        Sign(-sign.value) if k % 2 and sign is not Sign.ZERO else sign
        for k, sign in enumerate(coefficients)
    ]
    return _changes(coefficients), _changes(mirrored)


def _changes(signs: list[Sign]) -> int:
    kept = [sign for sign in signs if sign is not Sign.ZERO]
    return sum(left is not right for left, right in pairwise(kept))
