"""What is proved of a descent by the plain method with a fixed rate.

Of a quadratic function the gradient is linear: one step with rate eta takes g to (I - eta H) g. In
the direction of an eigenvector of H with eigenvalue lambda the gradient is multiplied by
1 - eta lambda, at every step and from every start (Nesterov, Lectures on Convex Optimization, 1.2;
Bertsekas, Nonlinear Programming, 1.3). So it is decided exactly what becomes of each component.

Of any other function a bound L of the norm of H on a box that holds the path proves that f falls
with each step if eta < 2/L (the descent lemma), and no more than that.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final, TypeAlias

import sympy
from sympy import Expr

from gradcli.calculus.clean_up.tidy import tidy
from gradcli.calculus.descent.methods import solution
from gradcli.calculus.descent.path import Path, Plan
from gradcli.calculus.descent.spectrum import Component, Fate, Spectrum, spectrum
from gradcli.calculus.descent.surface import fraction_of
from gradcli.calculus.numbers.constants import Sign, sign_of
from gradcli.calculus.numbers.intervals import UndecidedError, ends, intervals
from gradcli.calculus.numbers.numeric import OutsideRealsError, evaluate
from gradcli.calculus.rules.gradient import Gradient, dot
from gradcli.calculus.rules.hessian import Hessian
from gradcli.field.fast_sympy.sympy_build import difference, negate, product, quotient
from gradcli.field.scalar_field import Point
from gradcli.frozen import dataclass

_DIGITS: Final = 20
_FIGURES: Final = 4  # of a bound, rounded up
BOX_FIGURES: Final = 6
"""Of the sides of a box."""


class Outcome(StrEnum):
    """What is claimed, as it stands in JSON."""

    CONVERGES = "converges"
    DIVERGES = "diverges"
    ALTERNATES = "alternates"
    FALLS = "falls"
    RISES = "rises"


@dataclass(frozen=True, slots=True, eq=False)
class QuadraticClaim:
    """The fate of a descent on a quadratic function, proved.

    `hessian` is the constant matrix; `limit` the point to which it converges; `everywhere` says
    that it converges from every start, not from this one alone. `largest` is lambda_max where f is
    bounded on the right side, so that the rates below 2/lambda_max converge.
    """

    outcome: Outcome
    hessian: tuple[tuple[Expr, ...], ...]
    components: tuple[Component, ...]
    rate: Expr
    everywhere: bool
    largest: Component | None
    limit: tuple[Expr, ...] | None

    @property
    def rates_below(self) -> Expr | None:
        """2/lambda_max, where there is one; a number below it where that has no short form."""
        return None if self.largest is None else sympy.radsimp(2 / abs(self.largest.eigenvalue))


@dataclass(frozen=True, slots=True, eq=False)
class BoundClaim:
    """f falls with each step: the norm of its second partials is at most `bound` on the `box`.

    The box holds all points; its sides are numbers of few figures, rounded outwards.
    `decrease` is eta (1 - eta L/2), by which times the square of the gradient it falls at least.
    """

    outcome: Outcome
    box: tuple[tuple[Fraction, Fraction], ...]
    bound: Fraction
    rate: Fraction

    @property
    def rates_below(self) -> Fraction | None:
        """2/L, where L is not 0."""
        return 2 / self.bound if self.bound else None


Claim: TypeAlias = QuadraticClaim | BoundClaim


def hessian_of_quadratic(matrix: Hessian) -> tuple[tuple[Expr, ...], ...] | None:
    """The second partials where all of them are constants."""
    entries = tuple(tuple(each for each in row) for row in matrix.formulas)
    if any(each.free_symbols for row in entries for each in row):
        return None
    return entries


def quadratic_claim(
    entries: tuple[tuple[Expr, ...], ...],
    start: Point,
    gradient: Sequence[Expr],
    rate: Expr,
    sign: int,
) -> QuadraticClaim | None:
    """What is proved of a descent with this rate from a start with this gradient."""
    found = spectrum(entries, gradient, rate, sign)
    if found is None:
        return None
    components = found.components
    outcome = _outcome(components)
    limit = None
    if outcome is Outcome.CONVERGES:
        limit = _limit(start, entries, found, gradient)
    everywhere = outcome is Outcome.CONVERGES and all(
        each.fate is Fate.SHRINKS or (each.fate is Fate.STAYS and not each.is_there)
        for each in components
    )
    signed = [_signed(each, sign) for each in components]
    bounded = all(sign_of(each) in (Sign.POSITIVE, Sign.ZERO) for each in signed) and not any(
        each.fate is Fate.STAYS and each.is_there for each in components
    )
    largest = _largest(components, sign) if bounded else None
    return QuadraticClaim(outcome, entries, components, rate, everywhere, largest, limit)


def _signed(component: Component, sign: int) -> Expr:
    """The eigenvalue of f where it is to fall, of -f where it is to rise."""
    return component.eigenvalue if sign > 0 else negate(component.eigenvalue)


def _largest(components: Sequence[Component], sign: int) -> Component | None:
    best: Component | None = None
    for each in components:
        if sign_of(_signed(each, sign)) is Sign.POSITIVE and (
            best is None
            or sign_of(difference(_signed(each, sign), _signed(best, sign))) is Sign.POSITIVE
        ):
            best = each
    return best


def _outcome(components: Sequence[Component]) -> Outcome:
    there = {each.fate for each in components if each.is_there}
    if there & {Fate.GROWS, Fate.STAYS}:
        return Outcome.DIVERGES
    return Outcome.ALTERNATES if Fate.FLIPS in there else Outcome.CONVERGES


def _limit(
    start: Point,
    entries: Sequence[Sequence[Expr]],
    spectrum: Spectrum,
    gradient: Sequence[Expr],
) -> tuple[Expr, ...] | None:
    """The start less the sum of (g . v)/(lambda v . v) v: where the gradient is zero."""
    if spectrum.way is not None:
        return tuple(map(difference, start.coordinates, spectrum.way))
    solved = _solved(start, entries, gradient)
    if solved is not None:
        return solved
    found = list(start.coordinates)
    for each in spectrum.components:
        if not each.is_there:
            continue
        for vector in each.vectors:
            share = quotient(
                dot(tuple(gradient), vector), product(each.eigenvalue, dot(vector, vector))
            )
            found = [one - share * other for one, other in zip(found, vector, strict=True)]
    return tuple(tidy(sympy.expand(each)) for each in found)


def _solved(
    start: Point, entries: Sequence[Sequence[Expr]], gradient: Sequence[Expr]
) -> tuple[Expr, ...] | None:
    """The start less H^(-1) g, where all numbers are rational and H has an inverse."""
    numbers = (*start.coordinates, *gradient, *(each for row in entries for each in row))
    if not all(each.is_Rational for each in numbers):
        return None
    matrix = [[Fraction(int(each.p), int(each.q)) for each in row] for row in entries]
    right = tuple(Fraction(int(each.p), int(each.q)) for each in gradient)
    way = solution(matrix, right)
    if way is None:
        return None
    return tuple(
        one - sympy.Rational(fraction_of(each).numerator, fraction_of(each).denominator)
        for one, each in zip(start.coordinates, way, strict=True)
    )


def bound_claim(whole: Gradient, matrix: Hessian, path: Path, plan: Plan) -> BoundClaim | None:
    """f falls with each step, since its second partials are bounded on the box of the path."""
    points = [each.at for each in path.visits if each.gradient is not None]
    if len(points) < 2 or not isinstance(plan.rate, Fraction):
        return None
    box = tuple(
        (
            -_rounded_up(-fraction_of(min(along, key=float)), BOX_FIGURES),
            _rounded_up(fraction_of(max(along, key=float)), BOX_FIGURES),
        )
        for along in zip(*points, strict=True)
    )
    bound = _bound(whole, matrix, box)
    if bound is None or plan.rate * bound >= 2:
        return None
    outcome = Outcome.RISES if plan.ascend else Outcome.FALLS
    return BoundClaim(outcome, box, bound, plan.rate)


def _bound(
    whole: Gradient, matrix: Hessian, box: Sequence[tuple[Fraction, Fraction]]
) -> Fraction | None:
    """The largest sum of the sizes of a row: no eigenvalue of a symmetric matrix is larger."""
    numbers = intervals(_DIGITS)
    of = numbers.of
    at: dict[str, Any] = {}
    for name, sides in zip(whole.field.variables, box, strict=True):
        low, high = (of.number(each) for each in sides)
        at[name] = numbers.merge([low, high])
    try:
        # Where f and its slopes have values throughout, the rules hold throughout.
        evaluate(whole.field.tree, at, numbers)
        for partial in whole.partials:
            evaluate(partial.written, at, numbers)
        sums = []
        for row in matrix.rows:
            total = of.number(Fraction(0))
            for each in row:
                total = of.add(total, of.functions["abs"](evaluate(each.written, at, numbers)))
            sums.append(total)
    except (OutsideRealsError, UndecidedError, OverflowError):
        return None
    largest = Fraction(0)
    for each in sums:
        try:
            _, end = ends(each)
        except OverflowError:
            return None
        largest = max(largest, end)
    return _rounded_up(largest, _FIGURES)


def _rounded_up(number: Fraction, figures: int) -> Fraction:
    """The next number of so many figures that is not below."""
    if number == 0:
        return number
    unit = Fraction(1)
    while abs(number) / unit >= 10**figures:
        unit *= 10
    while abs(number) / unit < 10 ** (figures - 1):
        unit /= 10
    return unit * -((-number) // unit)
