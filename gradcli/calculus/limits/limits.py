"""Coming to a point: what f tends to, and what its difference quotients tend to.

Each limit is read off an exact expansion and then held against numbers: the tree as written,
evaluated in 150 digits on the same curve very near the point. Where the two disagree nothing is
claimed.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final, assert_never

import sympy
from sympy import Expr, Integer, Mul

from gradcli.calculus.domain import verdict as verdicts
from gradcli.calculus.limits.expand import along_a_curve, expand
from gradcli.calculus.limits.expansion import (
    Expansion,
    NoExpansionError,
    Obstruction,
    Signs,
    UniformSign,
    add,
    constant,
    negative,
    sign_near,
    unknown,
)
from gradcli.calculus.numbers.constants import is_zero
from gradcli.calculus.numbers.numeric import OutsideRealsError, context_of, evaluate, multiprecision
from gradcli.calculus.numbers.orders import TIME, size_of
from gradcli.field.expression import Node
from gradcli.field.fast_sympy.heads import head
from gradcli.field.fast_sympy.sympy_build import power, product, quotient
from gradcli.field.from_sympy import from_sympy
from gradcli.frozen import dataclass

# How far expansions are carried: enough as a rule, and enough where much cancels.
REACHES: Final = (2, 4, 10)
_FIRST_ORDER: Final = Fraction(1)
# Digits, and the steps t = 2^-k: of a binary number squares are exact, so that points on a curve
# such as y = 3x^2 are on it. A singularity very near the point is passed by the second.
_PROBES: Final = ((150, (40, 83)), (500, (233, 365)))
_SLACK: Final = 10**8
_VISIBLE: Final = context_of(40).mpf(10) ** -40


@dataclass(frozen=True, slots=True, eq=False)
class Neighbourhood:
    """A tree and the point that it is looked at near."""

    tree: Node
    variables: tuple[str, ...]
    point: tuple[Expr, ...]


def straight(dimension: int) -> tuple[int, ...]:
    """The powers of a ray."""
    return (1,) * dimension


def along(
    near: Neighbourhood,
    coefficients: Sequence[Expr],
    powers: Sequence[int],
    *,
    to_a_term: bool = False,
    past: Fraction = _FIRST_ORDER,
) -> Expansion:
    """f along the curve, checked against numbers; carried further where a term is needed.

    What it is for may need all terms up to t^`past`.

    Raises `NoExpansionError` where there is none, or numbers contradict it.
    """
    trouble = Obstruction.UNKNOWN
    for reach in REACHES:
        try:
            found = expand(
                near.tree, near.variables, near.point, coefficients, powers, along_a_curve(reach)
            )
        except NoExpansionError as error:
            if error.trouble is not Obstruction.UNKNOWN:
                if error.trouble is Obstruction.NOWHERE and _has_value(near, coefficients, powers):
                    raise unknown() from None
                raise
            trouble = error.trouble
            continue
        too_short = not found.terms and (to_a_term or found.start <= 0)
        cut_off = found.order is not None and found.order <= past
        if (too_short or cut_off) and reach != REACHES[-1]:
            continue
        if _contradicted(near, coefficients, powers, found):
            raise unknown()
        return found
    raise NoExpansionError(trouble)


def _at(
    near: Neighbourhood,
    coefficients: Sequence[Expr],
    powers: Sequence[int],
    digits: int,
    step: int,
) -> Any:
    """The number f at t = 2^-step on the curve."""
    arithmetic = multiprecision(digits)
    t = context_of(digits).mpf(2) ** (-step)
    values = {
        name: evaluate(from_sympy(start), {}, arithmetic)
        + evaluate(from_sympy(c), {}, arithmetic) * t**power
        for name, start, c, power in zip(
            near.variables, near.point, coefficients, powers, strict=True
        )
    }
    return evaluate(near.tree, values, arithmetic)


def _has_value(near: Neighbourhood, coefficients: Sequence[Expr], powers: Sequence[int]) -> bool:
    digits, steps = _PROBES[-1]
    try:
        _at(near, coefficients, powers, digits, steps[-1])
    except OutsideRealsError:
        return False
    except OverflowError:
        # A number too large to be held is a number.
        return True
    return True


def _contradicted(
    near: Neighbourhood, coefficients: Sequence[Expr], powers: Sequence[int], found: Expansion
) -> bool:
    """Whether numbers near the point lie outside the expansion's remainder."""
    return all(
        any(_disagrees(near, coefficients, powers, found, digits, step) for step in steps)
        for digits, steps in _PROBES
    )


def _disagrees(
    near: Neighbourhood,
    coefficients: Sequence[Expr],
    powers: Sequence[int],
    found: Expansion,
    digits: int,
    step: int,
) -> bool:
    arithmetic, context = multiprecision(digits), context_of(digits)
    t = context.mpf(2) ** (-step)
    try:
        value = _at(near, coefficients, powers, digits, step)
        predicted = context.mpf(0)
        for k, c in found.terms:
            predicted += evaluate(from_sympy(c), {}, arithmetic) * size_of(k, t, context)
    except OutsideRealsError:
        return True
    except OverflowError:
        return False
    bound = context.mpf(0)
    if found.order is not None:
        bound = _SLACK * size_of(found.order, t, context)
    # What cancels near the point costs digits: that is no contradiction.
    return bool(abs(value - predicted) > bound + _VISIBLE * max(1, abs(value)))


def side_of(found: Expansion, exponent: Fraction, signs: Signs) -> verdicts.Side:
    """The limit of found / t^exponent, t -> 0+."""
    if found.terms and found.terms[0][0] < exponent:
        match sign_near(found, signs):
            case UniformSign.POSITIVE:
                return verdicts.Infinite(positive=True)
            case UniformSign.NEGATIVE:
                return verdicts.Infinite(positive=False)
            case _:
                return verdicts.Unknown(verdicts.Cause.SIGN_OF_GROWTH)
    if found.order is not None and found.order <= exponent:
        return verdicts.Unknown(verdicts.Cause.QUOTIENTS)
    return verdicts.Finite(_with_tangents(dict(found.terms).get(exponent, Integer(0))))


def _with_tangents(value: Expr) -> Expr:
    """sin^2 1/cos^2 1 as tan^2 1: the tangent was expanded as a quotient."""
    for factors in value.atoms(Mul):
        powers = factors.as_powers_dict()
        for base, exponent in powers.items():
            if head(base) != "cos" or not exponent.is_Integer or exponent > 0:
                continue
            sine, tangent = sympy.sin(*base.args), sympy.tan(*base.args)
            if powers.get(sine) == -exponent:
                turned = product(factors, power(quotient(product(tangent, base), sine), -exponent))
                value = value.xreplace({factors: turned})
    return value


def side_of_trouble(trouble: Obstruction) -> verdicts.Side:
    """The side where there is no expansion."""
    match trouble:
        case Obstruction.NOWHERE:
            return verdicts.Nowhere()
        case Obstruction.PARTLY:
            return verdicts.Unknown(verdicts.Cause.NOT_ON_ALL_SIDES)
        case Obstruction.UNBOUNDED:
            return verdicts.Unknown(verdicts.Cause.GROWTH)
        case Obstruction.UNKNOWN:
            return verdicts.Unknown(verdicts.Cause.EXPANSION)
    assert_never(trouble)


def limit_along(
    near: Neighbourhood, coefficients: tuple[Expr, ...], powers: tuple[int, ...]
) -> verdicts.Approach:
    """What f tends to along the curve."""
    try:
        found = along(near, coefficients, powers)
    except NoExpansionError as error:
        return verdicts.Approach(coefficients, powers, side_of_trouble(error.trouble))
    return verdicts.Approach(coefficients, powers, side_of(found, Fraction(0), along_a_curve(1)))


def quotient_along(near: Neighbourhood, value: Expr, direction: tuple[Expr, ...]) -> verdicts.Side:
    """The limit of (f(P + t direction) - value) / t, t -> 0+."""
    try:
        found = along(near, direction, straight(len(direction)))
        signs = along_a_curve(REACHES[-1])
        change = add(found, negative(constant(value)), signs)
        return side_of(change, Fraction(1), signs)
    except NoExpansionError as error:
        return side_of_trouble(error.trouble)


def mirrored(side: verdicts.Side) -> verdicts.Side:
    """The limit for t -> 0-, from that along the opposite direction for t -> 0+."""
    match side:
        case verdicts.Finite(value):
            return verdicts.Finite(-value)
        case verdicts.Infinite(positive):
            return verdicts.Infinite(not positive)
        case verdicts.Swinging(wave, first, second, turn):
            back = wave.xreplace({TIME: -TIME})
            return verdicts.Swinging(
                back,
                verdicts.Phase(first.angle, mirrored(first.limit)),
                verdicts.Phase(second.angle, mirrored(second.limit)),
                turn,
            )
        case _:
            return side


def same(left: verdicts.Side, right: verdicts.Side) -> bool | None:
    """Whether two limits are the same number; None where that is undecided."""
    if isinstance(left, verdicts.Unknown) or isinstance(right, verdicts.Unknown):
        return None
    if isinstance(left, verdicts.Finite) and isinstance(right, verdicts.Finite):
        return is_zero(left.value - right.value)
    return False
