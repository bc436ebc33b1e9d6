"""The change per step near a point, worked: (f(P + h e_i) - f(P)) / h as a formula in h.

Where a partial holds by its definition and no rule gives it, this is what decided it. Of pieces
those are chosen that count for small h; where they differ, each side has its own formula. In
several variables it is what the partials leave over that decides, for steps in all directions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import islice
from typing import Final

import sympy
from sympy import Add, Expr, Integer, Mul

from gradcli.calculus.clean_up.choices import choices_as_one
from gradcli.calculus.clean_up.squares import squares_as_one
from gradcli.calculus.clean_up.tidy import tidy
from gradcli.calculus.domain.domain import (
    TooLargeError,
    UnsureError,
    evaluate_exactly,
)
from gradcli.calculus.domain.verdict import Finite, OneSided
from gradcli.calculus.limits.expand import along_a_curve, expand
from gradcli.calculus.limits.expansion import NoExpansionError, Signs, UniformSign, sign_near
from gradcli.calculus.limits.uniform_sign import in_all_directions
from gradcli.calculus.limits.uniform_sign import letters as directions_of
from gradcli.calculus.numbers.constants import Sign, exactly_at, is_zero
from gradcli.calculus.point.bounds.cases import cases_of
from gradcli.calculus.rules.gradient import partial
from gradcli.calculus.rules.nudges import STEPS, value_beside
from gradcli.field import expression as ex
from gradcli.field.fast_sympy.heads import head
from gradcli.field.fast_sympy.sympy_build import (
    UNREAL,
    ZERO,
    difference,
    power,
    product,
    quotient,
    total,
)
from gradcli.field.forms import parts_of_forms
from gradcli.field.from_sympy import from_sympy
from gradcli.field.functions import FUNCTIONS, in_sympy
from gradcli.field.functions.record import Growth
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.field.size import size
from gradcli.field.substitution import with_parts, with_values
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


@dataclass(frozen=True, slots=True, eq=False)
class Apart:
    """The changes per step of the rough terms and of the smooth ones, whose `slope` rules give."""

    rough: Expr
    smooth: Expr
    of: ex.Node
    slope: Expr


def changes_apart(
    field: ScalarField, point: Point, variable: str, letter: str, whole: OneSided
) -> Apart | None:
    """|h|/h and (tan(h + 1) - tan 1)/h of |x| + tan(x + 1); None where nothing is to be set apart.

    Polynomials are not: what is left of them tells its limit by itself. The slope is written as in
    those of the `whole`: 1 + tan^2 1 beside 2 + tan^2 1.
    """
    if not isinstance(field.tree, ex.Sum):
        return None
    at = point.values(field)
    own = symbol(variable)
    kinds: tuple[list[ex.Node], list[ex.Node]] = ([], [])
    try:
        for term in field.tree.terms:
            if variable in ex.variables_of(term):
                kinds[0 if evaluate_exactly(term, at).rough else 1].append(term)
    except (UnsureError, TooLargeError):
        return None
    if not all(kinds):
        return None
    rough, smooth = (ex.Sum(tuple(kind)) if len(kind) > 1 else kind[0] for kind in kinds)
    own_field = ScalarField.of_tree(smooth, variables=field.variables)
    if own_field.expression.is_polynomial(own):
        return None
    h = symbol(letter)
    moving = {**at, variable: total(at[variable], h)}
    parts = [
        quotient(difference(ToSympy(moving)(each), exactly_at(at)(each)), h)
        for each in (rough, smooth)
    ]
    if any(size(part) > _LARGEST for part in parts):
        return None
    slope = exactly_at(at)(partial(own_field, variable).written)
    sides = [each.value for each in (whole.left, whole.right) if isinstance(each, Finite)]
    if len(sides) == 2:
        forms = (*sides, sympy.expand(total(*sides) / 2))
        slope = next((form for form in forms if is_zero(squares_as_one(form - slope))), slope)
    return Apart(parts[0], parts[1], smooth, slope)


def off_the_point(field: ScalarField, point: Point, dimension: int) -> ex.Node:
    """The tree with those of its cases that count after every small step."""
    ways = directions_of(dimension)
    return _chosen(field, point, ways, in_all_directions(ways, _REACH))


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
    tree = off_the_point(field, point, len(steps))
    dotted = (product(slope, step) for slope, step in zip(gradient, steps, strict=True))
    rest = difference(difference(ToSympy(moving)(tree), value), total(*dotted))
    if not UNREAL.isdisjoint(parts_of_forms([rest])) or size(rest) > 2 * _LARGEST:
        return None
    rest = choices_as_one(rest)
    pieces = [term for term in Add.make_args(rest) if isinstance(term, sympy.Piecewise)]
    if len(pieces) == 1:
        others = total(*(term for term in Add.make_args(rest) if term is not pieces[0]))
        if all(sympy.expand(case) == 0 for case in cases_of(pieces[0], others)):
            return ZERO
    if size(rest) > _LARGEST:
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


def _chosen(field: ScalarField, point: Point, way: tuple[Expr, ...], signs: Signs) -> ex.Node:
    """The tree with those of its cases that count near the point along the way, or all ways."""
    done: dict[ex.Node, ex.Node] = {}
    for node in ex.postorder(field.tree):
        if not isinstance(node, ex.Piecewise):
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
    condition: ex.Condition,
    field: ScalarField,
    point: Point,
    way: tuple[Expr, ...],
    signs: Signs,
) -> bool | None:
    """Whether a condition holds for all small steps along the way."""
    match condition:
        case ex.Comparison(left, relation, right):
            both = ex.Sum((left, ex.Negative(right)))
            straight = (1,) * len(way)
            try:
                found = expand(both, field.variables, point.coordinates, way, straight, signs)
            except NoExpansionError:
                return None
            sign = _SIGNS.get(sign_near(found, signs))
            return None if sign is None else sign.meets(relation)
        case ex.Some(parts) if _is_any_step(parts, field, point):
            return True
        case ex.Every(parts) | ex.Some(parts):
            settled_by = isinstance(condition, ex.Some)
            truths = [_holds(part, field, point, way, signs) for part in parts]
            if settled_by in truths:
                return settled_by
            return None if None in truths else not settled_by


def _is_any_step(parts: Sequence[ex.Condition], field: ScalarField, point: Point) -> bool:
    """Whether it is asked that some coordinate is not that of the point: so it is off the point."""
    seen: set[str] = set()
    for part in parts:
        match part:
            case ex.Comparison(ex.Variable(name), "!=", other):
                at = point.values(field).get(name)
                if at is not None and not ex.variables_of(other) and is_zero(ToSympy()(other) - at):
                    seen.add(name)
    return seen.issuperset(field.variables)


@dataclass(frozen=True, slots=True, eq=False)
class OnTheWay:
    """f on a way to the point, in the letter of the way.

    `put_in` is the function with the coordinates put in, of its cases those that count; None where
    that is long. `formula` is what it comes to, `looked_at` that or what was made of it, and `rows`
    its numbers at times that shrink.
    """

    put_in: ex.Node | None
    formula: Expr
    looked_at: Expr
    rows: tuple[tuple[Expr, Expr], ...]


def on_the_way(
    field: ScalarField,
    way: tuple[Expr, ...],
    letter: str,
    look: Callable[[Expr], Expr] = lambda formula: formula,
) -> OnTheWay | None:
    """f at the points of a way, for small positive values of the letter; None where it is long.

    `way` are its coordinates in the letter. `look` makes of the formula what is looked at.
    """
    put = {name: from_sympy(at) for name, at in zip(field.variables, way, strict=True)}
    along = ScalarField.of_tree(with_values(field.tree, put), variables=(letter,))
    origin = Point.of_trees((ex.Number(Fraction(0)),))
    tree = _chosen(along, origin, (Integer(1),), along_a_curve(_REACH))
    t, positive = symbol(letter), sympy.Dummy(letter, positive=True)

    def short(form: Expr) -> Expr:
        # Of |t| and sqrt(t^2) with t > 0 nothing stays.
        return tidy(form.xreplace({t: positive})).xreplace({positive: t})

    given = ToSympy()(tree)
    if not UNREAL.isdisjoint(parts_of_forms([given])) or size(given) > _LARGEST:
        return None
    formula = short(given)
    looked_at = short(look(formula))
    if size(looked_at) > _LARGEST or not UNREAL.isdisjoint(parts_of_forms([looked_at])):
        return None
    rows: list[tuple[Expr, Expr]] = []
    for time in STEPS if looked_at.free_symbols else ():
        # The formula holds for small times: what f is at this one, f says.
        there = value_beside(along, {letter: time})
        if there is not None:
            rows.append((time, look(there).xreplace({t: time})))
    count = len(list(islice(ex.postorder(tree), _LARGEST + 1)))
    return OnTheWay(tree if count <= _LARGEST else None, formula, looked_at, tuple(rows))
