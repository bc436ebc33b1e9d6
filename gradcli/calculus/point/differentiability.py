"""What is true of a function at a point: the verdict, before any value is printed.

By rules first: where every piece of the tree as written is smooth at its argument's value, the
function is smooth. Only where that fails does the definition decide: one-sided limits along the
axes, and whether (f(P + h) - f(P) - grad . h) / |h| -> 0 in all directions at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, islice
from typing import Final

import sympy
from sympy import Expr, Integer

from gradcli.calculus.domain.domain import FaultError, TooLargeError, UnsureError, evaluate_exactly
from gradcli.calculus.domain.refusal import PowerTooLarge, RefusedError
from gradcli.calculus.domain.verdict import (
    Approach,
    Cause,
    Curved,
    Differentiable,
    Discontinuous,
    EdgeAlongCurve,
    EdgeOfDomain,
    Exists,
    Fault,
    Finite,
    Infinite,
    NoLimit,
    NonSmooth,
    NotDifferentiable,
    NotLinear,
    Nowhere,
    OneSided,
    OutsideDomain,
    PartialAtPoint,
    PartialMissing,
    Question,
    Rate,
    Removable,
    Side,
    Smooth,
    Undecided,
    Undefined,
    Unknown,
    Verdict,
)
from gradcli.calculus.limits.expand import along_a_curve, expand
from gradcli.calculus.limits.expansion import (
    Expansion,
    NoExpansionError,
    Obstruction,
    Signs,
    add,
    constant,
    negative,
)
from gradcli.calculus.limits.limits import (
    Neighbourhood,
    along,
    limit_along,
    mirrored,
    quotient_along,
    same,
    side_of,
    straight,
)
from gradcli.calculus.limits.uniform_sign import directions, in_all_directions, letters
from gradcli.calculus.numbers.constants import is_zero
from gradcli.calculus.point.convexity import is_convex
from gradcli.calculus.point.seams import along_seams, many_directions, off_plane
from gradcli.field.from_sympy import UnrealError, from_sympy
from gradcli.field.scalar_field import Direction, Point, ScalarField

__all__ = ["OutsideDomain", "Smooth", "Undecided", "Undefined", "Verdict", "examine", "rate_along"]

_REACH: Final = 4
# Scalings (x, y) -> (t^a x, t^b y), for functions in which x^2 and y, say, are of equal weight.
_WEIGHTS: Final = ((1, 2), (2, 1), (1, 3), (3, 1), (2, 3), (3, 2))
_DIAGONALS: Final = 10
_MORE: Final = 8


def examine(field: ScalarField, point: Point, *, asked: Direction | None = None) -> Verdict:
    """The verdict on `field` at `point` (one coordinate a variable of the field).

    `asked` is a direction that the reader asks about: what f does along it is evidence, too.

    Constants without a value stay letters: what is said holds for every real number in their place.

    Raises:
        RefusedError: a value at the point has too many digits to be written out.
    """
    values = point.values(field)
    near = Neighbourhood(field.tree, field.variables, point.coordinates)
    try:
        location = evaluate_exactly(field.tree, values)
    except FaultError as error:
        if error.fault.edge and field.held:
            return Undefined(error.fault, None)
        if error.fault.edge:
            hole = _at_hole(near, error.fault)
            if hole.removable is None:
                return hole
            return replace(hole, cancelled=_cancelled(field, values))
        return OutsideDomain(error.fault)
    except TooLargeError as error:
        raise RefusedError(PowerTooLarge(field, error.piece)) from None
    except UnsureError as error:
        return Undecided(Question.DEFINED, _cause(error, field))
    if not location.rough:
        return Smooth(location.value)
    if field.held:
        # a|x| has a derivative at 0 for a = 0 alone.
        return Undecided(Question.DIFFERENTIABLE, Cause.CONSTANT_WITHOUT_VALUE)
    if len(near.variables) == 1:
        return _on_a_line(near, location.value, location.rough[0])
    own = () if asked is None else _both_ways(asked.components)
    return _in_space(near, location.value, location.rough[0], own)


def _cause(error: UnsureError, field: ScalarField) -> Cause:
    return Cause.CONSTANT_WITHOUT_VALUE if field.held else error.cause


def _both_ways(direction: tuple[Expr, ...]) -> tuple[tuple[Expr, ...], ...]:
    return direction, tuple(-w for w in direction)


def _cancelled(field: ScalarField, values: dict[str, Expr]) -> Expr | None:
    """The canonical form, if it hides the hole that the form as typed has."""
    try:
        form = field.expression
        evaluate_exactly(from_sympy(form), values)
    except (FaultError, UnsureError, TooLargeError, UnrealError):
        return None
    return form


def rate_along(field: ScalarField, point: Point, direction: Direction) -> Rate:
    """The rate of `field` at `point` along `direction`, by the limit that defines it.

    `Exists` carries the rate along w as given and the rate per unit of distance, which is that
    divided by |w|. The limits of `OneSided` are along w as given.
    """
    values = point.values(field)
    try:
        value = evaluate_exactly(field.tree, values).value
    except FaultError as error:
        return NoLimit(error.fault)
    except TooLargeError as error:
        raise RefusedError(PowerTooLarge(field, error.piece)) from None
    except UnsureError as error:
        return Undecided(Question.DEFINED, _cause(error, field))
    if field.held:
        return Undecided(Question.RATE, Cause.CONSTANT_WITHOUT_VALUE)
    near = Neighbourhood(field.tree, field.variables, point.coordinates)
    return _rate(near, value, direction.components)


def _rate(near: Neighbourhood, value: Expr, direction: tuple[Expr, ...]) -> PartialAtPoint:
    right = quotient_along(near, value, direction)
    left = mirrored(quotient_along(near, value, tuple(-w for w in direction)))
    if isinstance(right, Finite) and same(left, right):
        length = sympy.sqrt(sympy.Add(*(w**2 for w in direction)))
        return Exists(right.value, right.value / length)
    if isinstance(left, Unknown) and isinstance(right, Unknown):
        return Undecided(Question.RATE, right.cause)
    if isinstance(left, Finite) and isinstance(right, Finite) and same(left, right) is None:
        return Undecided(Question.EQUAL_RATES, Cause.EQUALITY)
    return OneSided(left, right)


def _axis(dimension: int, index: int, sense: int = 1) -> tuple[Expr, ...]:
    return tuple(Integer(sense if i == index else 0) for i in range(dimension))


# One variable: the two rays are the whole neighbourhood.


def _on_a_line(near: Neighbourhood, value: Expr, rough: NonSmooth) -> Verdict:
    partial = _rate(near, value, (Integer(1),))
    approaches = [limit_along(near, (Integer(sense),), (1,)) for sense in (-1, 1)]
    jump = _jump(approaches, value)
    if jump is not None:
        return Discontinuous(value, (partial,), rough, jump)
    match partial:
        case Exists(slope):
            return Differentiable(value, (slope,), rough)
        case Undecided(cause=cause):
            return Undecided(Question.DIFFERENTIABLE, cause)
        case OneSided(left, right):
            for sense, side in ((-1, left), (1, right)):
                if isinstance(side, Nowhere):
                    edge = EdgeOfDomain((Integer(sense),))
                    return NotDifferentiable(value, (partial,), rough, edge, None)
            if not _is_certain(partial):
                return Undecided(Question.DIFFERENTIABLE, Cause.ONE_SIDED_LIMIT)
            continuous = all(
                isinstance(at.limit, Finite) and is_zero(at.limit.value - value) is True
                for at in approaches
            )
            return NotDifferentiable(
                value,
                (partial,),
                rough,
                PartialMissing(),
                continuous or None,
                convex_kink=isinstance(left, Finite)
                and isinstance(right, Finite)
                and is_convex(near.tree),
            )


def _jump(approaches: list[Approach], value: Expr) -> Approach | None:
    """A way to the point on which f does not tend to its value there."""
    for approach in approaches:
        match approach.limit:
            case Infinite():
                return approach
            case Finite(limit) if is_zero(limit - value) is False:
                return approach
    return None


# Several variables.


Ways = tuple[tuple[Expr, ...], ...]


def _in_space(near: Neighbourhood, value: Expr, rough: NonSmooth, asked: Ways = ()) -> Verdict:
    dimension = len(near.variables)
    special = (*asked, *along_seams(near, straight(dimension)))
    partials = tuple(_rate(near, value, _axis(dimension, index)) for index in range(dimension))
    jump = _jump(_ways(near, special), value)
    if jump is not None:
        return Discontinuous(value, partials, rough, jump)
    sweeps = list(_sweeps(near))
    continuous = any(_tends_to(found, value, signs) for _, found, signs in sweeps) or None
    for index, partial in enumerate(partials):
        if isinstance(partial, OneSided):
            for sense, side in ((-1, partial.left), (1, partial.right)):
                if isinstance(side, Nowhere):
                    edge = EdgeOfDomain(_axis(dimension, index, sense))
                    return NotDifferentiable(value, partials, rough, edge, None)
            if _is_certain(partial):
                return NotDifferentiable(value, partials, rough, PartialMissing(), continuous)
    slopes = [partial.value for partial in partials if isinstance(partial, Exists)]
    if len(slopes) < dimension:
        return Undecided(Question.PARTIALS, Cause.LIMIT_ALONG_AN_AXIS)
    gradient = tuple(slopes)
    for powers, found, signs in sweeps:
        exponent = _exponent_of_rest(powers, found, value, gradient, signs)
        if exponent is not None:
            return Differentiable(value, gradient, rough, exponent)
    reason = _counterexample(near, value, gradient, sweeps, special)
    if reason is not None:
        return NotDifferentiable(value, partials, rough, reason, continuous)
    return Undecided(Question.DIFFERENTIABLE, Cause.NEITHER_PROOF_NOR_COUNTEREXAMPLE)


def _is_certain(partial: OneSided) -> bool:
    """Whether the two sides, as far as they are known, already rule a partial out."""
    sides = (partial.left, partial.right)
    return any(isinstance(side, Infinite) for side in sides) or same(*sides) is False


def _ways(near: Neighbourhood, special: Ways = ()) -> list[Approach]:
    """What f tends to along some rays and curves; `special` are rays to be tried beside."""
    dimension = len(near.variables)
    rays = [
        limit_along(near, direction, straight(dimension))
        for direction in dict.fromkeys((*_plain_directions(dimension), *special))
    ]
    if dimension != 2:
        return rays
    return rays + [
        limit_along(near, coefficients, powers) for powers, coefficients in _curves(near)
    ]


def _plain_directions(dimension: int) -> Ways:
    return tuple(islice(directions(dimension), 2 * dimension + _DIAGONALS))


def _curves(near: Neighbourhood) -> Iterator[tuple[tuple[int, ...], tuple[Expr, ...]]]:
    for powers in _WEIGHTS:
        for sense in (1, -1):
            yield powers, (Integer(1), Integer(sense))
        for coefficients in along_seams(near, powers):
            yield powers, coefficients


Sweep = tuple[tuple[int, ...], Expansion, Signs]


def _sweeps(near: Neighbourhood) -> list[Sweep]:
    """Expansions in all directions at once, for each scaling that allows one."""
    dimension = len(near.variables)
    names = letters(dimension)
    found: list[Sweep] = []
    for powers in (straight(dimension), *(_WEIGHTS if dimension == 2 else ())):
        signs = in_all_directions(names, _REACH, plain=powers == straight(dimension))
        try:
            expansion = expand(near.tree, near.variables, near.point, names, powers, signs)
        except NoExpansionError:
            continue
        found.append((powers, expansion, signs))
        if powers == straight(dimension) and expansion.order is None:
            # Nothing is gained by another scaling where the plain one gives the whole.
            break
    return found


def _tends_to(found: Expansion, value: Expr, signs: Signs) -> bool:
    try:
        change = add(found, negative(constant(value)), signs)
    except NoExpansionError:
        return False
    return change.start > 0


def _exponent_of_rest(
    powers: tuple[int, ...],
    found: Expansion,
    value: Expr,
    gradient: tuple[Expr, ...],
    signs: Signs,
) -> Fraction | None:
    """An exponent p > 1 with |f - f(P) - grad . h| <= C |h|^p, proved in all directions at once.

    |h| is at least a constant times t^max(powers), uniformly.
    """
    try:
        change = add(found, negative(constant(value)), signs)
        for name, slope, power in zip(letters(len(powers)), gradient, powers, strict=True):
            if slope != 0:
                change = add(change, Expansion(((Fraction(power), -slope * name),)), signs)
    except NoExpansionError:
        return None
    exponent = change.start / max(powers)
    return exponent if exponent > 1 else None


def _counterexample(
    near: Neighbourhood,
    value: Expr,
    gradient: tuple[Expr, ...],
    sweeps: Sequence[Sweep],
    special: Ways = (),
) -> NotLinear | Curved | EdgeOfDomain | EdgeAlongCurve | None:
    """A direction, or a curve, on which grad . h does not describe f."""
    dimension = len(gradient)
    off = [
        direction
        for powers, found, _ in sweeps
        if powers == straight(dimension) and (direction := off_plane(found, gradient)) is not None
    ]
    if not any(powers == straight(dimension) and found.terms for powers, found, _ in sweeps):
        # Nothing to first order is known of all directions at once: a few more are looked at.
        off.extend(islice(many_directions(dimension), _MORE))
    for direction in dict.fromkeys((*_plain_directions(dimension), *special, *off)):
        rate = quotient_along(near, value, direction)
        dot = sympy.Add(*(slope * w for slope, w in zip(gradient, direction, strict=True)))
        match rate:
            case Finite(number) if is_zero(number - dot) is False:
                return NotLinear(direction, rate, dot, _other_side(near, value, direction, rate))
            case Infinite():
                return NotLinear(direction, rate, dot, _other_side(near, value, direction, rate))
            case Nowhere():
                return EdgeOfDomain(direction)
    if dimension != 2:
        return None
    swept = [powers for powers, _, _ in sweeps]
    ways = [(powers, (Integer(1), Integer(sense))) for powers in swept for sense in (1, -1)]
    for powers, coefficients in dict.fromkeys((*ways, *_curves(near))):
        reason = _fails_on_curve(near, value, gradient, powers, coefficients)
        if reason is not None:
            return reason
    return None


def _other_side(
    near: Neighbourhood, value: Expr, direction: tuple[Expr, ...], right: Side
) -> Side | None:
    """The slope from the left; None where it is the same as that from the right."""
    left = mirrored(quotient_along(near, value, tuple(-w for w in direction)))
    if isinstance(right, Finite):
        return None if same(left, right) else left
    return None if left == right else left


def _fails_on_curve(
    near: Neighbourhood,
    value: Expr,
    gradient: tuple[Expr, ...],
    powers: tuple[int, ...],
    coefficients: tuple[Expr, ...],
) -> Curved | EdgeAlongCurve | None:
    signs = along_a_curve(_REACH)
    try:
        found = along(near, coefficients, powers)
    except NoExpansionError as error:
        if error.trouble is not Obstruction.NOWHERE:
            return None
        return EdgeAlongCurve(Approach(coefficients, powers, Nowhere()))
    try:
        change = add(found, negative(constant(value)), signs)
        for slope, c, power in zip(gradient, coefficients, powers, strict=True):
            if slope != 0:
                change = add(change, Expansion(((Fraction(power), -slope * c),)), signs)
    except NoExpansionError:
        return None
    # On the curve |h| is t^min(powers) times something that tends to 1, or to |c| on a ray.
    ratio = side_of(change, Fraction(min(powers)), signs)
    match ratio:
        case Finite(number) if number != 0:
            length = sympy.sqrt(
                sympy.Add(
                    *(c**2 for c, p in zip(coefficients, powers, strict=True) if p == min(powers))
                )
            )
            return Curved(Approach(coefficients, powers, Finite(number / length)))
        case Infinite():
            return Curved(Approach(coefficients, powers, ratio))
    return None


# Holes: f has no value there, but may have a limit.


def _at_hole(near: Neighbourhood, fault: Fault) -> Undefined:
    dimension = len(near.variables)
    if dimension == 1:
        approaches = [limit_along(near, (Integer(sense),), (1,)) for sense in (-1, 1)]
        left, right = (approach.limit for approach in approaches)
        if isinstance(right, Finite) and same(left, right):
            partial = _rate(near, right.value, (Integer(1),))
            match partial:
                case Exists(slope):
                    filled = Removable(right.value, (slope,), differentiable=True)
                case OneSided() if _is_certain(partial):
                    filled = Removable(right.value, None, differentiable=False)
                case _:
                    filled = Removable(right.value, None, differentiable=None)
            return Undefined(fault, filled, tuple(approaches))
        return Undefined(fault, None, tuple(approaches))
    for powers, found, signs in _sweeps(near):
        limit = dict(found.terms).get(Fraction(0), Integer(0))
        if not limit.free_symbols and _tends_to(found, limit, signs):
            return Undefined(fault, _filled(near, powers, found, limit, signs))
    return Undefined(fault, None, _parting(_ways(near)))


def _filled(
    near: Neighbourhood, powers: tuple[int, ...], found: Expansion, value: Expr, signs: Signs
) -> Removable:
    dimension = len(powers)
    partials = [_rate(near, value, _axis(dimension, index)) for index in range(dimension)]
    if any(isinstance(partial, OneSided) and _is_certain(partial) for partial in partials):
        return Removable(value, None, differentiable=False)
    slopes = tuple(partial.value for partial in partials if isinstance(partial, Exists))
    if len(slopes) < dimension:
        return Removable(value, None, differentiable=None)
    if _exponent_of_rest(powers, found, value, slopes, signs) is not None:
        return Removable(value, slopes, differentiable=True)
    fails = _counterexample(near, value, slopes, [(powers, found, signs)])
    return Removable(value, None, differentiable=None if fails is None else False)


def _parting(approaches: list[Approach]) -> tuple[Approach, ...]:
    """Two ways on which f behaves differently, or one on which it grows without bound."""
    known = [at for at in approaches if not isinstance(at.limit, (Unknown, Nowhere))]
    for first, second in combinations(known, 2):
        if isinstance(first.limit, Infinite) and first.limit == second.limit:
            continue
        if same(first.limit, second.limit) is False:
            return first, second
    return tuple(at for at in known if isinstance(at.limit, Infinite))[:1]
