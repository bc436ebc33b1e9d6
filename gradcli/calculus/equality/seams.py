"""Where a formula may begin to be another one: where what an absolute value is of changes its sign.

Two formulas that agree at many points may differ beyond such a seam. So the seams are looked for,
out to large numbers, and there are points on both sides of each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from itertools import chain, combinations, pairwise
from math import isfinite
from typing import Final, TypeAlias, assert_never

import sympy

from gradcli.calculus.domain.of_parts import range_of_tree
from gradcli.calculus.equality.identity import has_one_sign
from gradcli.calculus.numbers.numeric import FLOATS, OutsideRealsError, evaluate
from gradcli.field import expression as ex
from gradcli.field.from_sympy import UnrealError, from_sympy
from gradcli.field.to_sympy import ToSympy
from gradcli.frozen import dataclass

Point: TypeAlias = Mapping[str, Fraction]

_LARGEST_POWER: Final = 40
_GRID: Final = tuple(
    sorted({0.0, *(sign * 2.0**k for k in range(-3, _LARGEST_POWER + 1) for sign in (1, -1))})
)
_FAR: Final = tuple(Fraction(sign * 2**k) for k in (7, 11, 20) for sign in (1, -1))
_HALVINGS: Final = 50
_MOST_SEAMS: Final = 40
_MOST_ROOTS: Final = 24
_LARGEST_FACTORED: Final = 40  # nodes of what is factored
_STEP: Final = 1e-6
_ON_IT: Final = 1e-12
_TURNING: Final = frozenset({"sin", "cos", "tan", "cot", "sec", "csc"})
_TURNED_BACK: Final = frozenset({"asin", "acos", "atan", "acot", "asec", "acsc"})
_QUARTERS: Final = 3
_HALF: Final = ex.Number(Fraction(1, 2))
_ONE: Final = ex.Number(Fraction(1))


@dataclass(frozen=True, slots=True, eq=False)
class Seam:
    """A term whose sign decides which formula holds; or, without a need, whether there is one."""

    term: ex.Node
    needed: bool = True


def seams_of(roots: Sequence[ex.Node]) -> list[Seam]:
    """The seams of formulas."""
    found = [each for root in roots for node in ex.postorder(root) for each in _seams_at(node)]
    return [each for each in found if ex.variables_of(each.term)]


def _seams_at(node: ex.Node) -> Iterator[Seam]:
    match node:
        case ex.Quotient(_, below):
            yield Seam(below, needed=False)
        case ex.Power(base, exponent):
            if not (isinstance(exponent, ex.Number) and exponent.value.denominator == 1):
                yield from _under_root(base)
        case ex.Call(function, arguments):
            yield from _of_call(function, arguments)
        case ex.Piecewise(branches):
            for branch in branches:
                if branch.condition is not None:
                    yield from map(Seam, _compared(branch.condition))


def _of_call(function: str, arguments: tuple[ex.Node, ...]) -> Iterator[Seam]:
    first = arguments[0]
    match function:
        case "abs" | "sign" | "step":
            yield Seam(first)
        case "max" | "min":
            yield from (Seam(_minus(*pair)) for pair in combinations(arguments, 2))
        case "floor" | "ceil" | "round":
            yield from (Seam(_minus(first, each)) for each in (_HALF, _ONE))
            yield from (Seam(ex.Sum((first, each))) for each in (_HALF, _ONE))
            yield Seam(first)
        case "atan2":
            yield from map(Seam, arguments)
        case "sqrt" | "root":
            yield from _under_root(first)
        case "log":
            yield Seam(first, needed=False)
        case "asin" | "acos" | "atanh" | "acosh" | "asech" | "asec" | "acsc" | "acoth":
            yield from (Seam(part, needed=False) for part in _off_one(first))
    if function == "acot":
        yield Seam(first)
    if function in _TURNED_BACK:
        for inner in ex.postorder(first):
            if isinstance(inner, ex.Call) and inner.function in _TURNING:
                yield from map(Seam, _turns(inner.arguments[0]))


def _minus(one: ex.Node, other: ex.Node) -> ex.Node:
    return ex.Sum((one, ex.Negative(other)))


def _off_one(node: ex.Node) -> tuple[ex.Node, ex.Node]:
    return _minus(node, _ONE), ex.Sum((node, _ONE))


def _turns(angle: ex.Node) -> Iterator[ex.Node]:
    """The angle less some quarters of a turn: beyond a half turn the inverse gives another one."""
    for quarters in range(-_QUARTERS, _QUARTERS + 1):
        part = ex.Product((ex.Number(Fraction(abs(quarters), 2)), ex.Constant("pi")))
        yield (
            angle if not quarters else ex.Sum((angle, part if quarters > 0 else ex.Negative(part)))
        )


def _compared(condition: ex.Condition) -> Iterator[ex.Node]:
    match condition:
        case ex.Comparison(left, _, right):
            yield _minus(left, right)
        case ex.Every(conditions) | ex.Some(conditions):
            yield from chain.from_iterable(map(_compared, conditions))
        case _:
            assert_never(condition)


def _under_root(node: ex.Node) -> Iterator[Seam]:
    yield Seam(node, needed=False)
    yield from map(Seam, _squared(node))


def _squared(node: ex.Node) -> Iterator[ex.Node]:
    """The factors u of what has a factor u^2: its root is |u|."""
    match node:
        case ex.Product(factors):
            yield from chain.from_iterable(map(_squared, factors))
        case ex.Quotient(above, below):
            yield from (*_squared(above), *_squared(below))
        case ex.Negative(inner):
            yield from _squared(inner)
        case ex.Power(base, ex.Number()):
            yield base
        case ex.Sum() if len(tuple(ex.postorder(node))) <= _LARGEST_FACTORED:
            try:
                _, factors = sympy.factor_list(ToSympy()(node))
                yield from (from_sympy(each) for each, times in factors if times % 2 == 0)
            except (sympy.PolynomialError, UnrealError):
                return
        case _:
            return


# -- points --


def points_beyond(
    seams: Sequence[Seam], names: Sequence[str], bases: Sequence[Point]
) -> Iterator[Point]:
    """Points on both sides of the seams along each letter, the others as in one of the bases."""
    for base, name in ((base, name) for base in bases for name in names):
        roots: set[float] = set()
        for seam in seams[:_MOST_SEAMS]:
            if name in ex.variables_of(seam.term):
                sign = _sign_along(seam.term, name, base)
                roots.update(_changes(sign))
                if not seam.needed:
                    roots.update(_changes(partial(_slope, sign)))
        nearest = sorted(sorted(roots, key=abs)[:_MOST_ROOTS])
        for value in sorted(_between(nearest), key=abs):
            yield {**base, name: value}
        yield from far_points(name, base)


def far_points(name: str, base: Point) -> Iterator[Point]:
    """A few points far out along a letter, in both directions."""
    return ({**base, name: value} for value in _FAR)


def is_on_a_seam(seams: Sequence[Seam], at: Point) -> bool:
    """Whether one of the terms is 0 at a point, or cannot be told there."""
    floats = {name: float(each) for name, each in at.items()}
    return any(
        ex.variables_of(seam.term) <= floats.keys() and not _is_apart(_float(seam.term, floats))
        for seam in seams
    )


def _is_apart(value: float | None) -> bool:
    return value is not None and abs(value) > _ON_IT


def is_on_both_sides(seam: Seam, points: Sequence[Point]) -> bool:
    """Whether a seam has points on both sides, or is seen to have one side only."""
    if not seam.needed:
        return True
    signs: set[bool] = set()
    for at in points:
        value = _float(seam.term, {name: float(each) for name, each in at.items()})
        if value:
            signs.add(value > 0)
        if len(signs) == 2:
            return True
    return _is_of_one_sign(seam.term)


def _is_of_one_sign(term: ex.Node) -> bool:
    found = range_of_tree(term)
    return found.low >= 0 or found.high <= 0 or has_one_sign(ToSympy()(term))


def _float(term: ex.Node, at: Mapping[str, float]) -> float | None:
    try:
        found = evaluate(term, at, FLOATS)
    except (OutsideRealsError, OverflowError, ZeroDivisionError, ValueError):
        return None
    return float(found) if isfinite(found) else None


_Along: TypeAlias = Callable[[float], float | None]


def _sign_along(term: ex.Node, name: str, base: Point) -> _Along:
    held = {each: float(value) for each, value in base.items()}
    return lambda t: _float(term, {**held, name: t})


def _slope(of: _Along, t: float) -> float | None:
    step = _STEP * max(1.0, abs(t))
    right, left = of(t + step), of(t - step)
    return None if right is None or left is None else right - left


def _changes(of: _Along) -> Iterator[float]:
    """Where the sign changes, or a value ends, between the points of the grid."""
    values = [(t, of(t)) for t in _GRID]
    yield from (t for t, value in values if value == 0)
    for (left, one), (right, other) in pairwise(values):
        if one and other and (one > 0) != (other > 0):
            yield _halved(of, left, right, one > 0)


def _halved(of: _Along, left: float, right: float, is_positive: bool) -> float:
    for _ in range(_HALVINGS):
        middle = (left + right) / 2
        value = of(middle)
        if value is None or value == 0:
            return middle
        if (value > 0) == is_positive:
            left = middle
        else:
            right = middle
    return (left + right) / 2


def _between(roots: Sequence[float]) -> Iterator[Fraction]:
    """A number in each gap, a number on each outer side, and the roots that are whole."""
    if not roots:
        return
    first, last = roots[0], roots[-1]
    ends = (first - 2 * max(1.0, abs(first) / 4), *roots, last + 2 * max(1.0, abs(last) / 4))
    for low, high in pairwise(ends):
        if high - low > 1e-9 * max(1.0, abs(low)):
            yield _simple(low, high)
    yield from (Fraction(round(each)) for each in roots if abs(each - round(each)) < 1e-9)


def _simple(low: float, high: float) -> Fraction:
    """A number well inside an interval, with few digits."""
    middle = (low + high) / 2
    for scale in (1, 2, 10, 100, 1000):
        found = Fraction(round(middle * scale), scale)
        if low + (high - low) / 4 <= found <= high - (high - low) / 4:
            return found
    return Fraction(middle)
