"""When an algebraic number that looks like 0 is 0: a separation bound.

Write the number as U/L with algebraic integers U and L. If all conjugates of U are at most u in
absolute value, all conjugates of L at most l, and U lies in a field of degree D, then U is 0 or
the product of its conjugates is a whole number other than 0, so that |U| >= u^-(D-1) and
|U/L| >= 1 / (u^(D-1) l). Below that bound there is nothing but 0. The rules for u and l are those
of Burnikel, Funke, Mehlhorn, Schirra and Schmitt, "A separation bound for real algebraic
expressions" (Algorithmica 55, 2009), with the cosines of rational angles added: 2 cos(pi r) is the
sum of two roots of unity, so its conjugates are at most 2.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf, lcm, log2
from typing import Final

import sympy
from sympy import Expr

from gradcli.field.fast_sympy.heads import head
from gradcli.field.functions import in_sympy, of_families
from gradcli.field.functions.record import Family
from gradcli.frozen import dataclass

# Degrees and bit counts past which a proof would take longer than an answer is worth.
_LARGEST_DEGREE = 4096
_LARGEST_SIZE = 400
_LARGEST_POWER = 64  # bits of an exponent


@dataclass(frozen=True, slots=True)
class _Bound:
    """log2 of u and of l."""

    u: float
    l: float  # noqa: E741  the bound's name in the paper

    def times(self, other: _Bound) -> _Bound:
        return _Bound(self.u + other.u, self.l + other.l)

    def over(self, other: _Bound) -> _Bound:
        return _Bound(self.u + other.l, self.l + other.u)

    def plus(self, other: _Bound) -> _Bound:
        return _Bound(max(self.u + other.l, other.u + self.l) + 1, self.l + other.l)

    def root(self, degree: int) -> _Bound:
        if self.u >= self.l:
            return _Bound((self.u + (degree - 1) * self.l) / degree, self.l)
        return _Bound(self.u, ((degree - 1) * self.u + self.l) / degree)

    def power(self, exponent: int) -> _Bound:
        if exponent < 0:
            return _Bound(self.l * -exponent, self.u * -exponent)
        return _Bound(self.u * exponent, self.l * exponent)


def rational_angle(argument: Expr) -> sympy.Rational | None:
    """r, where `argument` is pi r with r rational."""
    ratio = argument / sympy.pi
    return ratio if ratio.is_Rational else None


_CIRCULAR: Final = in_sympy(of_families(Family.CIRCULAR))


def _parts(node: Expr) -> tuple[Expr, ...] | None:
    """The algebraic parts of an algebraic node; None for what is not seen to be algebraic."""
    if node.is_Rational:
        return ()
    if node.is_Add or node.is_Mul:
        return tuple(node.args)
    if node.is_Pow and node.exp.is_Rational:
        return (node.base,)
    if head(node) in _CIRCULAR:
        return () if rational_angle(node.args[0]) is not None else None
    if head(node) in ("RealRoot", "HeldRoot"):
        return (node.args[0],)
    return None


def is_algebraic(constant: Expr) -> bool:
    """Whether `constant` is built of rationals, roots and circular functions of rational angles."""
    stack = [constant]
    count = 0
    while stack:
        parts = _parts(stack.pop())
        count += 1
        if parts is None or count > _LARGEST_SIZE:
            return False
        stack.extend(parts)
    return True


def _in_order(constant: Expr) -> Iterator[Expr]:
    """The algebraic parts of `constant`, each once, parts before what is made of them."""
    done: set[Expr] = set()
    stack: list[tuple[Expr, bool]] = [(constant, False)]
    while stack:
        node, ready = stack.pop()
        if node in done:
            continue
        if ready:
            done.add(node)
            yield node
            continue
        stack.append((node, True))
        stack.extend((part, False) for part in _parts(node) or ())


def separation_bits(constant: Expr) -> float:
    """B such that an algebraic `constant` is 0, or at least 2^-B away from 0.

    Infinite where the degree is past what can be waited for. Needs `is_algebraic(constant)`.
    """
    bounds: dict[Expr, _Bound] = {}
    degree = 1
    cycle = 1
    for node in _in_order(constant):
        if node.is_Rational:
            bounds[node] = _Bound(log2(max(abs(node.p), 1)), log2(node.q))
        elif node.is_Add:
            total = bounds[node.args[0]]
            for term in node.args[1:]:
                total = total.plus(bounds[term])
            bounds[node] = total
        elif node.is_Mul:
            total = bounds[node.args[0]]
            for factor in node.args[1:]:
                total = total.times(bounds[factor])
            bounds[node] = total
        elif node.is_Pow or head(node) == "HeldRoot":
            base, exponent = node.args
            root = int(exponent.q)
            degree *= root
            if root > _LARGEST_DEGREE or abs(int(exponent.p)).bit_length() > _LARGEST_POWER:
                return inf
            inner = bounds[base] if root == 1 else bounds[base].root(root)
            bounds[node] = inner.power(int(exponent.p))
        elif head(node) == "RealRoot":
            root = int(node.args[1])
            degree *= root
            if root > _LARGEST_DEGREE:
                return inf
            bounds[node] = bounds[node.args[0]].root(root)
        else:
            angle = rational_angle(node.args[0])
            assert angle is not None
            # sin and cos of pi p/q lie in the field of the 4q-th roots of unity.
            cycle = lcm(cycle, 4 * int(angle.q))
            # Each of the six is a quotient of two of 2 sin, 2 cos and 2.
            bounds[node] = _Bound(1, 1)
        if degree * cycle > 16 * _LARGEST_DEGREE:
            return inf
    if cycle > 1:
        # It brings most of SymPy with it, and few constants have an angle.
        from sympy.functions.combinatorial.numbers import totient  # noqa: PLC0415

        degree *= int(totient(cycle))
    if degree > _LARGEST_DEGREE:
        return inf
    bound = bounds[constant]
    return (degree - 1) * bound.u + bound.l
