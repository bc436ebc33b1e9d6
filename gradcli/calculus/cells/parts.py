"""A piece of a function in one cell of a neighbourhood, where every case and every |u| is decided.

What is known of it is kept beside its tree: an expansion that is uniform in the direction, where
there is one, and numbers between which it stays near the point. Where an operation cannot be
expanded a bound takes the expansion's place: sin u is O(1) whatever u does, u^(3/2) is O(t^(3k/2))
where 0 < u = O(t^k), and e^(-1/u) is smaller than every power of u > 0.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from sympy import Expr

from gradcli.calculus.domain.of_parts import range_from
from gradcli.calculus.domain.ranges import EVERYTHING, Range, exactly
from gradcli.calculus.limits.expand import operate
from gradcli.calculus.limits.expansion import (
    FLAT,
    Expansion,
    NoExpansionError,
    Obstruction,
    Signs,
    UniformSign,
    remainder,
)
from gradcli.calculus.numbers.constants import enclosure
from gradcli.calculus.numbers.orders import split
from gradcli.field import expression as ex
from gradcli.field.functions.algebra import Algebra
from gradcli.frozen import dataclass

# How near a quantity is to its limit, once the point is near enough.
_NEAR: Final = Fraction(1, 2**20)


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A tree without cases, and what is known of it in the cell, close to the point.

    `growth` is k where the piece is at least a constant times t^-k in size, else 0.
    """

    node: ex.Node
    expansion: Expansion | None
    range: Range
    growth: Fraction = Fraction(0)

    @property
    def is_zero(self) -> bool:
        """Whether the piece is exactly 0."""
        return self.expansion is not None and self.expansion.is_zero


def part_of(node: ex.Node, parts: Sequence[Part], of: Algebra[Expansion], signs: Signs) -> Part:
    """What an operation or a function makes of its operands, which are defined in the cell."""
    found = _expansion(node, parts, of)
    among = range_from(node, [part.range for part in parts])
    if found is not None:
        among = within(among, _range_near(found, signs))
    elif -math.inf < among.low and among.high < math.inf:
        # A number between two others, and nothing known beside.
        found = remainder(Fraction(0))
    return Part(node, found, among, _growth(node, parts))


def expanded(node: ex.Node, found: Expansion, signs: Signs) -> Part:
    """A piece of which the expansion is known."""
    return Part(node, found, _range_near(found, signs))


def not_negative(part: Part) -> Part:
    """The same piece, of which it is known that it is not negative."""
    side = Range(Fraction(0), math.inf)
    return Part(part.node, part.expansion, within(part.range, side), part.growth)


def not_positive(part: Part) -> Part:
    """The same piece, of which it is known that it is not positive."""
    side = Range(-math.inf, Fraction(0))
    return Part(part.node, part.expansion, within(part.range, side), part.growth)


def within(one: Range, other: Range) -> Range:
    """What lies in both."""
    return Range(max(one.low, other.low), min(one.high, other.high))


def root_of(node: ex.Node, base: Part, exponent: Fraction) -> Part:
    """u^p of a u > 0 that has no first coefficient of one sign: a bound."""
    found = None
    if base.expansion is not None and base.expansion.start >= 0 and exponent > 0:
        found = remainder(base.expansion.start * exponent)
    high: Fraction | float = math.inf
    if base.range.high < math.inf and exponent > 0:
        # u^p <= max(1, u)^n for a whole n >= p.
        high = max(Fraction(1), Fraction(base.range.high)) ** math.ceil(exponent)
    if found is not None and found.start > 0:
        high = _NEAR
    return Part(node, found, Range(Fraction(0), high))


def _expansion(node: ex.Node, parts: Sequence[Part], of: Algebra[Expansion]) -> Expansion | None:
    known = [part.expansion for part in parts]
    if isinstance(node, ex.Product) and any(part.is_zero for part in parts):
        return Expansion(())
    if None not in known:
        try:
            return operate(node, tuple(each for each in known if each is not None), of)
        except NoExpansionError as error:
            if error.trouble is Obstruction.NOWHERE:
                raise
    match node:
        case ex.Quotient():
            above, below = parts
            if above.expansion is not None and below.growth > 0:
                return remainder(above.expansion.start + below.growth)
            # Divided by what stays away from 0 the numerator keeps its size.
            if above.expansion is not None and (below.range.low > 0 or below.range.high < 0):
                return remainder(above.expansion.start)
        case ex.Call("exp"):
            (power,) = parts
            if power.growth > 0 and power.range.high <= 0:
                return remainder(FLAT)
            if power.range.high < math.inf:
                return remainder(Fraction(0))
    return None


def _growth(node: ex.Node, parts: Sequence[Part]) -> Fraction:
    match node:
        case ex.Quotient():
            above, below = parts
            size = above.range
            if below.expansion is not None and (size.low > 0 or size.high < 0):
                return max(split(below.expansion.start)[0], Fraction(0))
        case ex.Negative():
            return parts[0].growth
        case ex.Call("exp") if parts[0].growth > 0 and parts[0].range.low >= 0:
            return FLAT
        case ex.Power(_, ex.Number(exponent)) if exponent > 0:
            return parts[0].growth * exponent
        case ex.Product():
            grown = [part for part in parts if part.growth > 0]
            rest = [part for part in parts if part.growth == 0]
            if all(part.range.low > 0 or part.range.high < 0 for part in rest):
                return sum((part.growth for part in grown), Fraction(0))
        case ex.Sum():
            grown = [part for part in parts if part.growth > 0]
            bounded = [
                part
                for part in parts
                if part.growth == 0 and -math.inf < part.range.low and part.range.high < math.inf
            ]
            if len(grown) == 1 and len(grown) + len(bounded) == len(parts):
                return grown[0].growth
    return Fraction(0)


def _range_near(found: Expansion, signs: Signs) -> Range:
    """Numbers between which an expansion stays close to the point."""
    if found.start > 0:
        if found.is_zero:
            return exactly(Fraction(0))
        sign = signs.of(found.terms[0][1]) if found.terms else UniformSign.UNKNOWN
        low = Fraction(0) if sign is UniformSign.POSITIVE else -_NEAR
        high = Fraction(0) if sign is UniformSign.NEGATIVE else _NEAR
        return Range(low, high)
    if not found.terms or found.start < 0 or (found.second is not None and found.second <= 0):
        return EVERYTHING
    value = found.terms[0][1]
    ends = _ends(value)
    if ends is None:
        return EVERYTHING
    return Range(ends[0] - _NEAR, ends[1] + _NEAR)


def _ends(value: Expr) -> tuple[Fraction, Fraction] | None:
    if value.is_Rational:
        exact = Fraction(int(value.p), int(value.q))
        return exact, exact
    found = enclosure(value, 25)
    if found is None:
        return None
    low, high = (Fraction(int(end.context.floor(end * 2**60)), 2**60) for end in found)
    return low, high + Fraction(1, 2**60)
