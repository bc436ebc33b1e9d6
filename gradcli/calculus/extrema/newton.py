"""Zeros of a gradient in a box, each with a proof that it is there and alone (interval Newton).

A box in which some slope is seen to be nowhere 0 is done. In another the operator of Krawczyk,
K(X) = m - Y g(m) + (1 - Y G(X)) (X - m), decides: where K(X) lies inside X there is exactly one
zero in X, and it lies in K(X); where they do not meet there is none (Neumaier, Interval methods
for systems of equations, 5.1). Else the box is cut in two, down to a smallest size.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from itertools import chain
from typing import Any, Final, TypeAlias, TypeVar

import sympy
from sympy import Expr, Rational, Symbol

from gradcli.calculus.extrema.enclosed import interval
from gradcli.calculus.extrema.found import Enclosed, Place, Solved, Worked
from gradcli.calculus.extrema.solve import NOTHING_KNOWN
from gradcli.calculus.numbers.constants import is_zero
from gradcli.calculus.numbers.intervals import UndecidedError, ends, intervals
from gradcli.calculus.numbers.numeric import (
    OutsideRealsError,
    evaluate,
    evaluate_each,
    has_varying_exponent,
)
from gradcli.calculus.rules.gradient import Gradient
from gradcli.calculus.rules.hessian import hessian
from gradcli.field.expression import Node, Piecewise, Power, postorder
from gradcli.field.fast_sympy.sympy_build import UNREAL
from gradcli.field.from_sympy import from_sympy
from gradcli.field.substitution import alike_as_one
from gradcli.field.to_sympy import symbol
from gradcli.frozen import dataclass, replace

_DIGITS: Final = 18
_FINE: Final = 60
_MOST_BOXES: Final = {1: 800, 2: 1_200, 3: 250}
_SMALLEST: Final = Fraction(1, 10**7)
_WIDTH: Final = Fraction(1, 10**35)
_NEAR: Final = Fraction(1, 10**6)
_CLOSE: Final = 1e-10
_STEPS: Final = 8
_MOST_STARTS: Final = 200
_MOST_SWEPT: Final = 2
_MOST_LOOKED_AT: Final = 500
_MOST_SNAPPED: Final = 20
_PLAIN: Final = 64
_GRAIN: Final = Fraction(1, 10**6)
_OUTER: Final = Fraction(10)
_BEYOND: Final = ((_OUTER, Fraction(12)), (Fraction(12), Fraction(20)))
_MOST_BEYOND: Final = {1: 120, 2: 30}
_STRICTLY: Final = {"<=": "<", ">=": ">"}
_CANNOT: Final = (UndecidedError, OverflowError, ZeroDivisionError)

T = TypeVar("T")

Bounds: TypeAlias = tuple[tuple[Fraction, Fraction], ...]
"""A closed box: two numbers for each variable."""


@dataclass(frozen=True, slots=True, eq=False)
class System:
    """The slopes, their slopes, and conditions that must hold, as trees in the variables.

    `also` are further equations: where one of them does not hold, no zero is looked for.
    """

    variables: tuple[str, ...]
    slopes: tuple[Node, ...]
    second: tuple[tuple[Node, ...], ...]
    where: tuple[tuple[Node, str], ...] = ()
    also: tuple[Node, ...] = ()

    @property
    def tells_outside(self) -> bool:
        """Whether no value in bounds means that there is none at any point of a box.

        Of a power with a varying exponent, and of cases, it may mean only that some have none.
        """
        trees = (*self.slopes, *self.also, *(tree for tree, _ in self.where))
        return not any(
            isinstance(node, Piecewise) or (isinstance(node, Power) and has_varying_exponent(node))
            for tree in trees
            for node in postorder(tree)
        )


@dataclass(frozen=True, slots=True, eq=False)
class Swept:
    """The zeros in a box. `left` are small boxes of which nothing was decided."""

    places: tuple[Place, ...]
    left: tuple[Bounds, ...]
    looked_at: int


def system_of(whole: Gradient, where: Sequence[tuple[Node, str]] = ()) -> System:
    """The equations of a gradient."""
    rows = hessian(whole).rows
    slopes = [each.written for each in whole.partials]
    second = [[each.written for each in row] for row in rows]
    return _in_one(whole.field.variables, slopes, second, where)


def system_of_equations(
    variables: Sequence[Symbol], equations: Sequence[Expr], where: Sequence[tuple[Node, str]] = ()
) -> System | None:
    """As many equations as variables; None of others, and where slopes jump."""
    if len(equations) != len(variables):
        return None
    slopes = [[each.diff(v) for v in variables] for each in equations]
    if any(each.has(sympy.DiracDelta, sympy.Derivative) for row in slopes for each in row):
        return None  # the gradient of |x| jumps, and has no slopes to go by
    second = [[from_sympy(each) for each in row] for row in slopes]
    names = tuple(each.name for each in variables)
    return _in_one(names, [from_sympy(each) for each in equations], second, where)


def _in_one(
    variables: tuple[str, ...],
    slopes: Sequence[Node],
    second: Sequence[Sequence[Node]],
    where: Sequence[tuple[Node, str]],
) -> System:
    """The system, in which what its trees share is one node."""
    trees = alike_as_one((*slopes, *chain.from_iterable(second)))
    alone, *rows = _in_rows(trees, len(slopes))
    return System(variables, tuple(alone), tuple(map(tuple, rows)), tuple(where))


def _in_rows(entries: Sequence[T], size: int) -> list[Sequence[T]]:
    return [entries[place : place + size] for place in range(0, len(entries), size)]


def swept(
    system: System,
    slopes: Sequence[Expr] | None,
    box: Bounds | None,
    apart_from: Sequence[Sequence[Expr]] = (),
) -> Solved:
    """The zeros in the box; without one, in a box around 0, beyond which nothing is known then.

    The slopes are 0 at them; without formulas of these no zero is told in plain numbers. A zero
    outside is told only if it solves none of the systems that it is to be apart from.
    """
    count = len(system.variables)
    if box is None and count > _MOST_SWEPT:
        return NOTHING_KNOWN
    outer = tuple((-_OUTER, _OUTER) for _ in range(count))
    found = sweep(system, box or outer, None if box or count == 1 else _MOST_LOOKED_AT)
    if found is None:
        return NOTHING_KNOWN
    found = approached(system, found)
    names = [symbol(name) for name in system.variables]
    places = tuple(_snapped(place, slopes, names) for place in found.places)
    left = found.left[:_MOST_SNAPPED]
    middles = (tuple(Enclosed(low, high) for low, high in bounds) for bounds in left)
    snapped = ((each, _snapped(each, slopes, names)) for each in middles)
    exact = [to for each, to in snapped if to is not each and to not in places]
    cases = (Worked((), (*places, *exact)),)
    if box is not None:
        return Solved(cases, None if found.left else True, swept=True, exhausted=not found.left)
    others = [tuple(map(from_sympy, each)) for each in apart_from]
    beyond = _beyond(system, found.places, others)
    known = None if beyond is None else False
    return Solved(cases, known, swept=True, exhausted=not found.left, beyond=beyond)


def _beyond(
    system: System, known: Sequence[Place], others: Sequence[Sequence[Node]]
) -> Place | None:
    """One zero outside of the part that was searched, proved to be one of this piece."""
    around = tuple((-_OUTER, _OUTER) for _ in system.variables)
    for place in range(len(around)):
        for side in (*_BEYOND, *((-high, -low) for low, high in _BEYOND)):
            box = (*around[:place], side, *around[place + 1 :])
            for each in _soon_found(system, box):
                if not (is_apart(each, known) and is_within(each, system)):
                    continue
                if all(_solves_not(each, system, equations) for equations in others):
                    return each
    return None


def _solves_not(place: Place, system: System, equations: Sequence[Node]) -> bool:
    """Whether one of the equations is seen not to hold at a place."""
    box = _box(system, _bounds(place), _FINE)
    numbers = intervals(_FINE)
    zero = numbers.of.number(Fraction(0))
    for each in equations:
        with suppress(OutsideRealsError, *_CANNOT):
            if numbers.holds(evaluate(each, box, numbers), "!=", zero):
                return True
    return False


def _soon_found(system: System, box: Bounds) -> tuple[Place, ...]:
    """Zeros in a box that little work comes to."""
    found = sweep(system, box, _MOST_BEYOND[len(box)])
    if found is None or found.places:
        return () if found is None else found.places
    return approached(system, found, _MOST_BEYOND[len(box)]).places


def _snapped(place: Place, slopes: Sequence[Expr] | None, names: Sequence[Symbol]) -> Place:
    """The place with plain numbers, where the slopes are seen to be zero at these."""
    if slopes is None:
        return place
    plain = []
    for each in place:
        if not isinstance(each, Enclosed):
            return place
        near = each.middle.limit_denominator(_PLAIN)
        if not each.low - _GRAIN <= near <= each.high + _GRAIN:
            return place
        plain.append(Rational(near.numerator, near.denominator))
    at = dict(zip(names, plain, strict=True))
    for slope in slopes:
        try:
            value = slope.xreplace(at)
        except ValueError:
            return place  # SymPy fails at the factors of a large number
        if value.has(*UNREAL) or is_zero(value) is not True:
            return place
    return tuple(plain)


def sweep(system: System, box: Bounds, most: int | None = None) -> Swept | None:
    """The zeros in a box; None where there are too many variables.

    The largest parts come first, so that work which ends early has looked everywhere a little.
    """
    size = len(system.variables)
    allowed = _MOST_BOXES.get(size)
    if allowed is None:
        return None
    waiting: deque[Bounds] = deque([box])
    found: list[Bounds] = []
    left: list[Bounds] = []
    looked_at = 0
    while waiting and looked_at < (most or allowed):
        here = waiting.popleft()
        looked_at += 1
        if _is_excluded(system, here):
            continue
        is_one, known = _isolated(system, _inflated(here))
        if is_one is not None:
            is_new = is_one and not any(_meet(known, other) for other in found)
            if is_new and not (system.also and _is_excluded(system, known)):
                found.append(known)
            continue
        narrower = _both(known, here)
        if narrower is None:
            continue
        here = narrower
        widths = [high - low for low, high in here]
        widest = max(range(size), key=widths.__getitem__)
        if widths[widest] < _SMALLEST:
            left.append(here)
        else:
            waiting.extend(_halves(here, widest))
    return Swept(tuple(map(_place, found)), (*left, *waiting), looked_at)


def approached(system: System, swept: Swept, most: int = _MOST_STARTS) -> Swept:
    """With the zeros to which Newton's method comes from what is left, each proved as before."""
    found = list(swept.places)
    for bounds in swept.left[:most]:
        known = _approached(system, bounds)
        if known is None or (system.also and _is_excluded(system, known)):
            continue
        if is_apart(_place(known), found):
            found.append(_place(known))
    return replace(swept, places=tuple(found))


def _approached(system: System, bounds: Bounds) -> Bounds | None:
    """The zero in the box to which Newton's method comes from its middle."""
    numbers = intervals(_DIGITS)
    here = [(low + high) / 2 for low, high in bounds]
    for _ in range(_STEPS):
        at = {
            name: numbers.of.number(each) for name, each in zip(system.variables, here, strict=True)
        }
        try:
            values = evaluate_each((*system.slopes, *chain(*system.second)), at, numbers)
            slopes, *rows = _in_rows([_middle(each) for each in values], len(here))
        except (OutsideRealsError, *_CANNOT):
            return None
        inverse = _inverse(rows)
        if inverse is None:
            return None
        steps = [
            sum((y * Fraction(g) for y, g in zip(row, slopes, strict=True)), Fraction(0))
            for row in inverse
        ]
        here = [Fraction(float(x - step)) for x, step in zip(here, steps, strict=True)]
        if not all(low <= x <= high for x, (low, high) in zip(here, bounds, strict=True)):
            return None
        if max(map(abs, steps)) < _CLOSE:
            is_one, known = _isolated(system, tuple((x - _NEAR, x + _NEAR) for x in here))
            return known if is_one else None
    return None


def is_apart(place: Place, others: Sequence[Place]) -> bool:
    """Whether a zero that was isolated is none of the others."""
    return not any(_meet(_bounds(place), _bounds(other)) for other in others)


def is_within(place: Place, system: System) -> bool:
    """Whether the conditions are seen to hold at a zero that was isolated, and around it."""
    box = _box(system, _bounds(place), _FINE)
    numbers = intervals(_FINE)
    zero = numbers.of.number(Fraction(0))
    try:
        return all(
            numbers.holds(evaluate(formula, box, numbers), _STRICTLY.get(relation, relation), zero)
            for formula, relation in system.where
        )
    except (OutsideRealsError, *_CANNOT):
        return False


def _bounds(place: Place) -> Bounds:
    """Of a place that was isolated."""
    return tuple((each.low, each.high) for each in place if isinstance(each, Enclosed))


def _place(bounds: Bounds) -> Place:
    return tuple(Enclosed(low, high) for low, high in bounds)


def _box(system: System, bounds: Bounds, digits: int) -> Mapping[str, Any]:
    return {
        name: interval(low, high, digits)
        for name, (low, high) in zip(system.variables, bounds, strict=True)
    }


def _is_excluded(system: System, bounds: Bounds) -> bool:
    """Whether some slope is 0 nowhere in the box, or f has no values there."""
    box = _box(system, bounds, _DIGITS)
    is_outside = system.tells_outside
    numbers = intervals(_DIGITS)
    zero = numbers.of.number(Fraction(0))
    for formula, relation in system.where:
        try:
            if numbers.holds(evaluate(formula, box, numbers), relation, zero) is False:
                return True
        except OutsideRealsError:
            if is_outside:
                return True
        except _CANNOT:
            continue
    for slope in (*system.slopes, *system.also):
        try:
            low, high = ends(evaluate(slope, box, numbers))
        except OutsideRealsError:
            if is_outside:
                return True
            continue
        except _CANNOT:
            continue
        if low > 0 or high < 0:
            return True
    return False


def _inflated(bounds: Bounds) -> Bounds:
    """A little more on every side, so that a zero on a cut is inside of some box."""
    return tuple(
        (low - (high - low) / 8 - _WIDTH, high + (high - low) / 8 + _WIDTH) for low, high in bounds
    )


def _isolated(system: System, bounds: Bounds) -> tuple[bool | None, Bounds]:
    """Whether one zero is in the box, or none, and bounds of all that are; None where undecided."""
    is_one = False
    digits = _DIGITS
    for _ in range(40):
        image = _image(system, bounds, digits)
        if image is None:
            return is_one or None, bounds
        both = _both(image, bounds) if image else None
        if both is None:
            return False, bounds
        is_one = is_one or all(
            low < a and b < high for (a, b), (low, high) in zip(image, bounds, strict=True)
        )
        if is_one and (max(high - low for low, high in both) <= _WIDTH or both == bounds):
            return True, both
        if not (is_one or _is_much_smaller(both, bounds)):
            return None, both
        bounds = both
        if is_one:
            digits = _FINE
    return is_one or None, bounds


def _is_much_smaller(one: Bounds, other: Bounds) -> bool:
    return any(2 * (b - a) < high - low for (a, b), (low, high) in zip(one, other, strict=True))


def _image(system: System, bounds: Bounds, digits: int) -> Bounds | None:
    """The image of a box under Krawczyk's operator, in which all its zeros lie.

    It is empty where some slope is 0 nowhere by its mean value form, g(m) + G(X) (X - m), which
    is narrower than g(X) in small boxes; None where the operator has no value.
    """
    numbers = intervals(digits)
    number = numbers.of.number
    size = len(bounds)
    box = _box(system, bounds, digits)
    middle = [(low + high) / 2 for low, high in bounds]
    at = {name: number(each) for name, each in zip(system.variables, middle, strict=True)}
    try:
        slopes = evaluate_each(system.slopes, at, numbers)
        entries = evaluate_each(tuple(chain(*system.second)), box, numbers)
        second = _in_rows(entries, size)
        inverse = _inverse([[_middle(entry) for entry in row] for row in second])
        off = [
            interval(low - m, high - m, digits)
            for m, (low, high) in zip(middle, bounds, strict=True)
        ]
        for slope, row in zip(slopes, second, strict=True):
            low, high = ends(_dot(row, off, slope))
            if low > 0 or high < 0:
                return ()
        if inverse is None:
            return None
        made: list[tuple[Fraction, Fraction]] = []
        for i, y in enumerate([[number(entry) for entry in row] for row in inverse]):
            rest = [
                number(Fraction(int(i == k))) - _dot(y, [row[k] for row in second])
                for k in range(size)
            ]
            total = _dot(rest, off, number(middle[i]) - _dot(y, slopes))
            made.append(ends(total))
    except (OutsideRealsError, *_CANNOT):
        return None
    return tuple(made)


def _dot(row: Sequence[Any], column: Sequence[Any], start: Any = 0) -> Any:
    return sum((a * b for a, b in zip(row, column, strict=True)), start)


def _middle(of: Any) -> float:
    low, high = ends(of)
    return float((low + high) / 2)


def _inverse(matrix: Sequence[Sequence[float]]) -> list[list[Fraction]] | None:
    """The inverse in floats, near enough to go by; None where it has none.

    Not that of mpmath, which fails on a column of zeros.
    """
    size = len(matrix)
    rows = [[*row, *(float(i == k) for k in range(size))] for i, row in enumerate(matrix)]
    for place in range(size):
        pivot = max(range(place, size), key=lambda each: abs(rows[each][place]))
        rows[place], rows[pivot] = rows[pivot], rows[place]
        first = rows[place][place]
        if first == 0:
            return None
        rows[place] = [entry / first for entry in rows[place]]
        for i, row in enumerate(rows):
            if i != place and row[place]:
                rows[i] = [a - row[place] * b for a, b in zip(row, rows[place], strict=True)]
    inverse = [row[size:] for row in rows]
    if not all(math.isfinite(entry) for row in inverse for entry in row):
        return None
    return [[Fraction(entry) for entry in row] for row in inverse]


def _both(one: Bounds, other: Bounds) -> Bounds | None:
    made = tuple((max(a, c), min(b, d)) for (a, b), (c, d) in zip(one, other, strict=True))
    return None if any(low > high for low, high in made) else made


def _meet(one: Bounds, other: Bounds) -> bool:
    return _both(one, other) is not None


def _halves(bounds: Bounds, place: int) -> tuple[Bounds, Bounds]:
    low, high = bounds[place]
    # Not in the middle, where zeros like to lie.
    cut = low + (high - low) * Fraction(127, 256)
    before, after = bounds[:place], bounds[place + 1 :]
    return (*before, (low, cut), *after), (*before, (cut, high), *after)
