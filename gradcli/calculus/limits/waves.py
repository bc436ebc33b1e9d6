"""Oscillation without a limit: two sequences to a point, and the two limits that f has on them.

Where U(t) is continuous and grows past every bound as t -> 0, it takes each value again and again:
there are t_1 > t_2 > ... -> 0 with U(t_n) = pi/2 + 2 pi n, on which sin U is 1 and cos U is 0, and
others on which they are 0 and 1. On each sequence these numbers are put in for sin U and cos U,
and what is left has a limit, or has none, as any function has. Two limits that differ, and there
is no limit; no value on one of them, and there is no neighbourhood. The same holds of floor U: on
the sequence with U(t_n) = 1/4 + n it is U - 1/4, and on that with 3/4 + n it is U - 3/4.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import combinations
from types import MappingProxyType
from typing import Any, Final

import sympy
from sympy import Expr, Integer, Rational

from gradcli.calculus.domain import verdict as verdicts
from gradcli.calculus.limits.expand import along_a_curve, expand
from gradcli.calculus.limits.expansion import (
    Expansion,
    NoExpansionError,
    Obstruction,
    UniformSign,
    add,
    constant,
    negative,
    sign_near,
)
from gradcli.calculus.limits.limits import Neighbourhood, same, side_of, side_of_trouble
from gradcli.calculus.numbers.numeric import OutsideRealsError, context_of, evaluate, multiprecision
from gradcli.calculus.numbers.orders import TIME, size_of
from gradcli.field.expression import Call, Node, Sum, operands, postorder
from gradcli.field.fast_sympy.sympy_build import HALF
from gradcli.field.from_sympy import from_sympy
from gradcli.field.substitution import with_parts
from gradcli.field.to_sympy import ToSympy

_REACH: Final = 4
# Of a turn, the sine and the cosine are whole numbers at these parts; whole parts jump at others.
_QUARTERS: Final = tuple(Rational(k, 4) for k in range(4))
_BETWEEN: Final = (Rational(1, 4), Rational(3, 4))
# What stands between a number n + 1/4, or n + 3/4, and its whole part.
_WHOLE_PARTS: Final[Mapping[str, Callable[[Expr], Expr]]] = MappingProxyType(
    {
        "floor": lambda u: sympy.floor(u),  # noqa: PLW0108  the core has no floor: asked for late
        "ceil": lambda u: sympy.ceiling(u),  # noqa: PLW0108  the same
        "round": lambda u: sympy.floor(u + HALF),
    }
)
_WAVES: Final = frozenset({"sin", "cos", *_WHOLE_PARTS})
_DIGITS: Final = 300
_STARTS: Final = (30, 45)  # t is looked for near 2^-30, and nearer
_FAR: Final = 7  # a turn of cos(ln t) is a factor of e^(2 pi)
_SLACK: Final = 10**8


def swinging(near: Neighbourhood, value: Expr, exponent: Fraction) -> verdicts.Swinging | None:
    """Two sequences t_n -> 0+ on which (f - value)/t^exponent has different limits.

    `near` is a function of t alone, looked at near 0.
    """
    wave = _wave(near)
    if wave is None:
        return None
    signs = along_a_curve(_REACH)
    found: list[verdicts.Phase] = []
    turn = Integer(1) if wave.function in _WHOLE_PARTS else 2 * sympy.pi
    for part in _BETWEEN if wave.function in _WHOLE_PARTS else _QUARTERS:
        angle = part * turn
        tree = _put(near.tree, wave, angle)
        there: Expansion | None
        try:
            there = expand(tree, near.variables, near.point, (Integer(1),), (1,), signs)
            change = add(there, negative(constant(value)), signs)
            side = side_of(change, exponent, signs)
        except NoExpansionError as error:
            side = side_of_trouble(error.trouble)
            there = None if error.trouble is Obstruction.NOWHERE else Expansion((), Fraction(0))
        if isinstance(side, verdicts.Unknown):
            continue
        if there is not None and not _is_seen(near, wave.arguments[0], (angle, turn), there):
            return None
        found.append(verdicts.Phase(angle, side))
    for one, other in combinations(_in_order(found), 2):
        if _differ(one.limit, other.limit):
            return verdicts.Swinging(ToSympy()(wave.arguments[0]), one, other, turn)
    return None


def _in_order(found: list[verdicts.Phase]) -> Iterator[verdicts.Phase]:
    """Those with a number first."""
    yield from sorted(found, key=lambda phase: not isinstance(phase.limit, verdicts.Finite))


def _differ(one: verdicts.Side, other: verdicts.Side) -> bool:
    if isinstance(one, verdicts.Infinite) and isinstance(other, verdicts.Infinite):
        return one.positive != other.positive
    return same(one, other) is False


def _wave(near: Neighbourhood) -> Call | None:
    """A sine, a cosine or a whole part of what grows past every bound."""
    signs = along_a_curve(_REACH)
    for node in postorder(near.tree):
        if not isinstance(node, Call) or node.function not in _WAVES:
            continue
        (argument,) = node.arguments
        try:
            found = expand(argument, near.variables, near.point, (Integer(1),), (1,), signs)
        except NoExpansionError:
            continue
        grows = bool(found.terms) and found.terms[0][0] < 0
        if grows and sign_near(found, signs) in (UniformSign.POSITIVE, UniformSign.NEGATIVE):
            return node
    return None


def _put(tree: Node, wave: Call, angle: Expr) -> Node:
    """The tree with what the functions of the wave are where it is `angle` and whole turns."""
    canonical = ToSympy()
    done: dict[Node, Node] = {}
    form = canonical(wave.arguments[0])
    whole = wave.function in _WHOLE_PARTS
    for node in postorder(tree):
        done[node] = with_parts(node, done) if operands(node) else node
        if not isinstance(node, Call) or node.function not in _WAVES:
            continue
        inner = canonical(node.arguments[0])
        if inner not in (form, -form) or whole != (node.function in _WHOLE_PARTS):
            continue
        at = angle if inner == form else -angle
        if whole:
            apart = _WHOLE_PARTS[node.function](at) - at
            done[node] = Sum((node.arguments[0], from_sympy(apart)))
        else:
            done[node] = from_sympy((sympy.sin if node.function == "sin" else sympy.cos)(at))
    return done[tree]


def _is_seen(near: Neighbourhood, wave: Node, phase: tuple[Expr, Expr], found: Expansion) -> bool:
    """Whether numbers on the sequence are as the expansion says."""
    arithmetic, context = multiprecision(_DIGITS), context_of(_DIGITS)
    for start in _STARTS:
        t = _time(near, wave, phase, context.mpf(2) ** -start)
        if t is None:
            return False
        try:
            value = evaluate(near.tree, {TIME.name: t}, arithmetic)
            predicted = context.mpf(0)
            for k, c in found.terms:
                predicted += evaluate(from_sympy(c), {}, arithmetic) * size_of(k, t, context)
        except OutsideRealsError:
            return False
        except OverflowError:
            continue
        bound = context.mpf(10) ** -60 * max(1, abs(value))
        if found.order is not None:
            bound += _SLACK * size_of(found.order, t, context)
        if abs(value - predicted) > bound:
            return False
    return True


def _time(near: Neighbourhood, wave: Node, phase: tuple[Expr, Expr], start: Any) -> Any:
    """t near `start` with U(t) = angle + n turn, for a phase (angle, turn)."""
    arithmetic, context = multiprecision(_DIGITS), context_of(_DIGITS)

    def at(exponent: Any) -> Any:
        return evaluate(wave, {TIME.name: context.exp(exponent)}, arithmetic)

    # t = e^s: of cos(ln t) as of cos(1/t) the wave is nearly linear in s from one turn to the next.
    one = context.log(start)
    other = one + context.mpf(2) ** -200
    try:
        here = at(one)
        angle, turn = (evaluate(from_sympy(each), {}, arithmetic) for each in phase)
        wanted = context.nint((here - angle) / turn) * turn + angle
        below, above = here - wanted, at(other) - wanted
        for _ in range(40):
            if above == below or abs(above) < context.mpf(10) ** -150:
                break
            one, other = other, other - above * (other - one) / (above - below)
            if abs(other - context.log(start)) > _FAR:
                return None
            below, above = above, at(other) - wanted
    except (OutsideRealsError, OverflowError, ZeroDivisionError):
        return None
    return context.exp(other) if abs(above) < context.mpf(10) ** -100 else None
