"""A closed box: what lies in it, its faces, and whether a function is continuous on it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import Final, TypeAlias

import sympy
from sympy import Expr, Integer

from gradcli.calculus.domain.branches import are_joined, covered
from gradcli.calculus.extrema.conditions import is_held
from gradcli.calculus.extrema.enclosed import (
    Interval,
    bounds_of,
    box_of,
    holds_in,
    interval,
    value_in,
)
from gradcli.calculus.extrema.found import Coordinate, Enclosed, Family, Place, Where
from gradcli.calculus.extrema.newton import Bounds
from gradcli.calculus.extrema.pieces.pieces import Pieces, spelled
from gradcli.calculus.numbers.constants import Sign, compare, is_zero
from gradcli.field.expression import Call, Piecewise, postorder
from gradcli.field.fast_sympy.sympy_build import negate, quotient
from gradcli.field.from_sympy import from_sympy
from gradcli.field.functions import FUNCTIONS
from gradcli.field.scalar_field import ScalarField
from gradcli.field.substitution import with_values
from gradcli.frozen import dataclass

MOST_FACED: Final = 3
"""Variables: of more the faces of a box are not worked through."""

_MOST_REPEATED: Final = 400
_MOST_CUTS: Final = 600

Sides: TypeAlias = tuple[tuple[Expr, Expr], ...]
"""The exact bounds of a box, two for each variable."""


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """Part of the boundary: the `fixed` variables have these values, the `free` ones move."""

    fixed: tuple[tuple[str, Expr], ...]
    free: tuple[str, ...]
    sides: Sides

    def restricted(self, field: ScalarField) -> ScalarField:
        """The function on the face."""
        values = {name: from_sympy(value) for name, value in self.fixed}
        return ScalarField.of_tree(
            with_values(field.tree, values), function=field.function, variables=self.free
        )

    def whole(self, field: ScalarField, place: Place) -> Place:
        """A place of the face in all variables."""
        known: dict[str, Coordinate] = dict(self.fixed)
        known.update(zip(self.free, place, strict=True))
        return tuple(known[name] for name in field.variables)


def faces(names: Sequence[str], sides: Sides) -> Iterator[Face]:
    """Every face: edges and surfaces before corners."""
    box = dict(zip(names, sides, strict=True))
    for count in range(1, len(names) + 1):
        for chosen in combinations(names, count):
            free = tuple(name for name in names if name not in chosen)
            own = tuple(box[name] for name in free)
            for ends in product(*(box[name] for name in chosen)):
                yield Face(tuple(zip(chosen, ends, strict=True)), free, own)


def hull(sides: Sides) -> Bounds:
    """Rational bounds around a box."""
    return tuple((bounds_of(low)[0], bounds_of(high)[1]) for low, high in sides)


def misses(family: Family, sides: Sides, names: tuple[Expr, ...]) -> bool:
    """Whether a family is seen to have no point in the box, for no whole number."""
    if len(family.integers) > 1:
        return False
    if family.at == names:
        formulas = [each.formula for each in family.where if each.relation == "="]
    else:
        # A coordinate that is a parameter moves with it; the others are equations in these.
        own = {
            form: name
            for form, name in zip(family.at, names, strict=True)
            if form in family.parameters and form not in family.integers
        }
        if own.keys() != set(family.parameters) - set(family.integers):
            return False
        pairs = zip(family.at, names, strict=True)
        formulas = [form.xreplace(own) - name for form, name in pairs if form not in own]
    box = box_of([str(each) for each in names], tuple(Enclosed(*each) for each in hull(sides)))
    return any(_has_no_zero(each, family.integers, box) for each in formulas)


def _has_no_zero(form: Expr, integers: tuple[Expr, ...], box: Mapping[str, Interval]) -> bool:
    """Whether an equation is seen to hold nowhere in a box, for no whole number."""
    if not integers:
        return holds_in(from_sympy(form), "=", box) is False
    (count,) = integers
    slope = form.diff(count)
    if slope.free_symbols or is_zero(slope) is not False:
        return False
    rest = quotient(negate(form.xreplace({count: Integer(0)})), slope)
    found = value_in(from_sympy(rest), box)
    return found is not None and math.floor(found.high) < math.ceil(found.low)


def is_inside(place: Place, sides: Sides) -> bool | None:
    """Whether a point lies in the closed box; None where its bounds straddle the edge."""
    answers = [_lies(each, low, high) for each, (low, high) in zip(place, sides, strict=True)]
    if False in answers:
        return False
    return None if None in answers else True


def _lies(coordinate: Coordinate, low: Expr, high: Expr) -> bool | None:
    if isinstance(coordinate, Enclosed):
        (least, below), (above, greatest) = bounds_of(low), bounds_of(high)
        if coordinate.high < least or coordinate.low > greatest:
            return False
        return True if coordinate.low >= below and coordinate.high <= above else None
    signs = compare(coordinate, low), compare(coordinate, high)
    if Sign.UNDECIDED in signs:
        return None
    return signs[0] is not Sign.NEGATIVE and signs[1] is not Sign.POSITIVE


def repeated(family: Family, sides: Sides) -> list[Place] | None:
    """The points of a family that repeats itself, in a box; None where these are not counted."""
    if not family.integers or family.parameters != family.integers:
        return None
    counted: list[dict[Expr, Expr]] = [{}]
    for _ in family.integers:
        more = _one_more(family, sides, counted)
        if more is None:
            return None
        counted = more
    found: list[Place] = []
    for put in counted:
        holds = [
            is_held(sympy.expand(each.formula.xreplace(put)), each.relation)
            for each in family.where
        ]
        if None in holds:
            return None
        place = tuple(sympy.expand(each.xreplace(put)) for each in family.at)
        if False not in holds and is_inside(place, sides) is not False:
            found.append(place)
    return found


def _one_more(
    family: Family, sides: Sides, counted: Sequence[dict[Expr, Expr]]
) -> list[dict[Expr, Expr]] | None:
    """The whole numbers so far, each with all of one more for which a coordinate lies in the box.

    That is one of which all others are known: 2 pi k goes before 2 pi (m - k).
    """
    known = counted[0].keys() if counted else family.integers
    for form, ends in zip(family.at, sides, strict=True):
        own = [each for each in family.integers if each not in known and form.has(each)]
        if len(own) != 1:
            continue
        made: list[dict[Expr, Expr]] = []
        for put in counted:
            whole = _whole_numbers(form.xreplace(put), own[0], ends)
            if whole is None or len(made) + len(whole) > _MOST_REPEATED:
                return None
            made.extend({**put, own[0]: Integer(k)} for k in whole)
        return made
    return None if counted else []


def _whole_numbers(form: Expr, letter: Expr, ends: tuple[Expr, Expr]) -> range | None:
    """Those near all for which a coordinate a + b k lies between two ends; None for another one."""
    moving = sympy.expand(form)
    step = moving.coeff(letter)
    start = sympy.expand(moving - step * letter)
    if start.free_symbols or step.free_symbols:
        return None
    low, high = sorted(float(sympy.N((end - start) / step)) for end in ends)
    if not (math.isfinite(low) and math.isfinite(high)) or high - low > _MOST_REPEATED:
        return None
    return range(int(low) - 1, int(high) + 2)


def within(family: Family, sides: Sides) -> tuple[Where, ...]:
    """The conditions under which the points of a family lie in the box."""
    made: list[Where] = []
    for form, (low, high) in zip(family.at, sides, strict=True):
        made.append(Where(sympy.expand(form - low), ">="))
        made.append(Where(sympy.expand(form - high), "<="))
    return tuple(made)


def is_continuous(field: ScalarField, parts: Pieces, sides: Sides | None) -> bool:
    """Whether f is seen to be defined and continuous on the whole box; without one, everywhere."""
    jumps = any(
        isinstance(node, Call) and FUNCTIONS[node.function].jumps for node in postorder(field.tree)
    )
    if jumps or not parts.known:
        return False
    tree = spelled(field.tree)
    needs = list(parts.needs)
    for node in postorder(tree):
        if isinstance(node, Piecewise):
            told = covered(node)
            if told is None:
                return False
            needs.extend(Where(*need) for need in told)
    if not are_joined(tree):
        return False
    if sides is None:
        return all(map(_holds_everywhere, needs))
    return all(_holds_throughout(each, field, sides) for each in needs)


def _holds_everywhere(need: Where) -> bool:
    """Whether a condition is seen to hold whatever the variables are: x^2 + y^2 >= 0."""
    if need.formula.is_positive:
        return need.relation in (">", ">=", "!=")
    return bool(need.formula.is_nonnegative) and need.relation == ">="


def _holds_throughout(need: Where, field: ScalarField, sides: Sides) -> bool:
    """Whether a condition holds all over the box, cut up as often as it takes."""
    tree = from_sympy(need.formula)
    waiting = [hull(sides)]
    for _ in range(_MOST_CUTS):
        if not waiting:
            return True
        here = waiting.pop()
        box = {
            name: interval(low, high)
            for name, (low, high) in zip(field.variables, here, strict=True)
        }
        held = holds_in(tree, need.relation, box)
        if held is True:
            continue
        if held is False:
            return False
        widths = [high - low for low, high in here]
        place = max(range(len(widths)), key=widths.__getitem__)
        low, high = here[place]
        middle = (low + high) / 2
        waiting.append((*here[:place], (low, middle), *here[place + 1 :]))
        waiting.append((*here[:place], (middle, high), *here[place + 1 :]))
    return False
