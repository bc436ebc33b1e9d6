"""The change per step near a point, worked: (f(P + h e_i) - f(P)) / h as a formula in h.

Where a partial holds by its definition and no rule gives it, this is what decided it. Of pieces
those are chosen that count for small h; where they differ, each side has its own formula. In
several variables it is what the partials leave over that decides, for steps in all directions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import sympy
from sympy import Expr, Integer, Mul

from gradcli.calculus.domain.domain import truth_of
from gradcli.calculus.limits.expand import along_a_curve, expand
from gradcli.calculus.limits.expansion import NoExpansionError, Signs, UniformSign, sign_near
from gradcli.calculus.limits.uniform_sign import in_all_directions
from gradcli.calculus.limits.uniform_sign import letters as directions_of
from gradcli.calculus.numbers.constants import Sign, is_zero
from gradcli.field.expression import (
    Comparison,
    Condition,
    Every,
    Negative,
    Node,
    Piecewise,
    Some,
    Sum,
    Variable,
    postorder,
    variables_of,
)
from gradcli.field.fast_sympy.heads import head
from gradcli.field.fast_sympy.sympy_build import UNREAL, difference, power, product, total
from gradcli.field.forms import parts_of_forms
from gradcli.field.functions import FUNCTIONS, in_sympy
from gradcli.field.functions.record import Growth
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.field.size import size
from gradcli.field.substitution import with_parts
from gradcli.field.to_sympy import ToSympy, symbol
from gradcli.frozen import dataclass

_REACH: Final = 10
_LARGEST: Final = 40  # nodes: of a longer formula a reader cannot see where it tends
_WITHIN_ONE: Final = in_sympy(each for each in FUNCTIONS.values() if each.growth is Growth.BOUNDED)
_SIGNS: Final[Mapping[UniformSign, Sign]] = {
    UniformSign.NEGATIVE: Sign.NEGATIVE,
    UniformSign.ZERO: Sign.ZERO,
    UniformSign.POSITIVE: Sign.POSITIVE,
}


@dataclass(frozen=True, slots=True, eq=False)
class ChangePerStep:
    """The change per step along one variable, in the letter of the step.

    `sense` is 0 where the formula holds on both sides, else 1 for h > 0 and -1 for h < 0. `bound`
    is at least the size of `rest`, the formula without its limit, where that has a factor which
    never goes beyond 1; else both are None.
    """

    sense: int
    formula: Expr
    rest: Expr | None
    bound: Expr | None


def changes_per_step(
    field: ScalarField, point: Point, variable: str, letter: str, value: Expr, slope: Expr
) -> tuple[ChangePerStep, ...]:
    """The formula of (f(P + h e_i) - f(P)) / h, or that of each side; none where it is long.

    `value` is f(P), `slope` the limit of the formula.
    """
    h = symbol(letter)
    at = point.values(field)
    moving = {**at, variable: total(at[variable], h)}
    place = field.variables.index(variable)
    found: list[Expr] = []
    for sense in (1, -1):
        axis = tuple(Integer(sense * (i == place)) for i in range(len(field.variables)))
        tree = _chosen(field, point, axis, along_a_curve(_REACH))
        change = difference(ToSympy(moving)(tree), value)
        if not UNREAL.isdisjoint(parts_of_forms([change])) or size(change) > _LARGEST:
            return ()
        formula = _divided(change, h)
        if size(formula) > _LARGEST:
            return ()
        found.append(formula)
    right, left = found
    if right == left:
        return (_change(0, right, slope),)
    return (_change(1, right, slope), _change(-1, left, slope))


def left_over(
    field: ScalarField,
    point: Point,
    letters: tuple[str, ...],
    value: Expr,
    gradient: tuple[Expr, ...],
) -> Expr | None:
    """f(P + h) - f(P) - grad f . h as a formula in the letters of h; None where it is long.

    `value` is f(P), `gradient` the gradient there.
    """
    steps = tuple(symbol(letter) for letter in letters)
    places = zip(field.variables, point.coordinates, steps, strict=True)
    moving = {name: total(at, step) for name, at, step in places}
    ways = directions_of(len(steps))
    tree = _chosen(field, point, ways, in_all_directions(ways, _REACH))
    dotted = (product(slope, step) for slope, step in zip(gradient, steps, strict=True))
    rest = difference(difference(ToSympy(moving)(tree), value), total(*dotted))
    if not UNREAL.isdisjoint(parts_of_forms([rest])) or size(rest) > _LARGEST:
        return None
    return sympy.expand(rest) if rest.is_polynomial(*steps) else rest


def _change(sense: int, formula: Expr, slope: Expr) -> ChangePerStep:
    rest = difference(formula, slope)
    bound = _bound(rest)
    return ChangePerStep(sense, formula, None if bound is None else rest, bound)


def _divided(change: Expr, h: Expr) -> Expr:
    if change.is_polynomial(h):
        return sympy.expand(sympy.expand(change) / h)
    below = power(h, Integer(-1))
    term_by_term = total(*(product(term, below) for term in sympy.Add.make_args(change)))
    return min(product(change, below), term_by_term, key=size)


def _bound(formula: Expr) -> Expr | None:
    """|h| of h sin(1/h): the factors that are never beyond 1 left out."""
    factors = Mul.make_args(formula)
    kept = [each for each in factors if head(each) not in _WITHIN_ONE]
    if len(kept) == len(factors):
        return None
    return sympy.Abs(product(*kept))


def _chosen(field: ScalarField, point: Point, way: tuple[Expr, ...], signs: Signs) -> Node:
    """The tree with those of its cases that count near the point along the way, or all ways."""
    done: dict[Node, Node] = {}
    for node in postorder(field.tree):
        if not isinstance(node, Piecewise):
            done[node] = with_parts(node, done)
            continue
        for branch in node.branches:
            truth: bool | None = True
            if branch.condition is not None:
                truth = _holds(branch.condition, field, point, way, signs)
            if truth is True:
                done[node] = done[branch.value]
            if truth is not False:
                break
        done.setdefault(node, with_parts(node, done))
    return done[field.tree]


def _holds(
    condition: Condition,
    field: ScalarField,
    point: Point,
    way: tuple[Expr, ...],
    signs: Signs,
) -> bool | None:
    """Whether a condition holds for all small steps along the way."""
    match condition:
        case Comparison(left, relation, right):
            both = Sum((left, Negative(right)))
            straight = (1,) * len(way)
            try:
                found = expand(both, field.variables, point.coordinates, way, straight, signs)
            except NoExpansionError:
                return None
            sign = _SIGNS.get(sign_near(found, signs))
            return None if sign is None else truth_of(relation, sign)
        case Some(parts) if _is_any_step(parts, field, point):
            return True
        case Every(parts) | Some(parts):
            settled_by = isinstance(condition, Some)
            truths = [_holds(part, field, point, way, signs) for part in parts]
            if settled_by in truths:
                return settled_by
            return None if None in truths else not settled_by


def _is_any_step(parts: Sequence[Condition], field: ScalarField, point: Point) -> bool:
    """Whether it is asked that some coordinate is not that of the point: so it is off the point."""
    seen: set[str] = set()
    for part in parts:
        match part:
            case Comparison(Variable(name), "!=", other):
                at = point.values(field).get(name)
                if at is not None and not variables_of(other) and is_zero(ToSympy()(other) - at):
                    seen.add(name)
    return seen.issuperset(field.variables)
