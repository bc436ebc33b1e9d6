"""A neighbourhood of a point, cut into cells in which every case, every |u| and max is decided.

Where y > x^2 changes on a curve through the point, no expansion along all rays at once tells on
which side of it they run. But on either side, and on the curve, the function is one formula without
cases. So the signs that are asked for are tried: u < 0, u = 0, u > 0 are three cells, which share
what the other signs leave open; where u = 0 can be solved for a variable, that is put in. A cell
that lies near no point of a small ball is left out, as far as the tangents of its edges show it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

import sympy
from sympy import Expr, Integer

from gradcli.calculus.cells.pieces import LostError, NoValueError, SplitError, lose
from gradcli.calculus.cells.solving import solve
from gradcli.calculus.cells.walk import Known, Walk
from gradcli.calculus.limits.expand import along_a_curve
from gradcli.calculus.limits.limits import Neighbourhood
from gradcli.calculus.limits.uniform_sign import in_all_directions, letters
from gradcli.calculus.numbers.constants import Sign, sign_of
from gradcli.calculus.numbers.folding import fold
from gradcli.field import expression as ex
from gradcli.field.definitions import definition_of
from gradcli.field.from_sympy import from_sympy
from gradcli.field.functions import FUNCTIONS
from gradcli.field.substitution import with_parts, with_values
from gradcli.field.to_sympy import symbol
from gradcli.frozen import dataclass

MOST_CELLS: Final = 40
_REACH: Final = 3
_MOST_SIGNS: Final = 8
_PRIMITIVE: Final = frozenset(
    (
        "sqrt",
        "root",
        "exp",
        "log",
        "sin",
        "cos",
        "atan",
        "acot",
        "atan2",
        "tanh",
        "asinh",
        "erf",
        "abs",
        "sign",
        "step",
        "min",
        "max",
        "floor",
        "round",
        "factorial",
    )
)


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """A part of the neighbourhood, and what f is there.

    `signs` says where it is, in the variables that are left; `solved` gives the others. `order` is
    p where f = O(|h|^p) in the cell; None where that is not known. Without a value `is_defined` is
    False.
    """

    signs: tuple[Known, ...]
    solved: Mapping[str, Expr]
    order: Fraction | None
    is_defined: bool = True


def primitive(tree: ex.Node) -> ex.Node:
    """The tree with the definitions of all functions that have no expansion of their own."""
    done: dict[ex.Node, ex.Node] = {}
    for node in ex.postorder(tree):
        whole = with_parts(node, done) if ex.operands(node) else node
        while isinstance(whole, ex.Call) and whole.function not in _PRIMITIVE:
            record = FUNCTIONS[whole.function]
            if record.definition is None:
                lose()
            whole = definition_of(record, whole.arguments)
        done[node] = whole
        if isinstance(node, ex.Call) and whole is not node and not isinstance(whole, ex.Call):
            done[node] = primitive(whole)
    return done[tree]


def cells(near: Neighbourhood) -> tuple[Cell, ...] | None:
    """All cells of a small neighbourhood without the point itself; None where they are too many."""
    try:
        tree = primitive(near.tree)
        found: list[Cell] = []
        for cell in _cut(Neighbourhood(tree, near.variables, near.point), (), {}):
            found.append(cell)
            if len(found) > MOST_CELLS:
                return None
    except LostError:
        return None
    return tuple(found)


def _cut(
    near: Neighbourhood, signs: tuple[Known, ...], solved: Mapping[str, Expr]
) -> Iterator[Cell]:
    if not near.variables:
        # The point itself.
        return
    if len(near.variables) == 1:
        (name,), (at,) = near.variables, near.point
        for sense in (1, -1):
            known = Known(symbol(name) - at, sense, (Integer(1),))
            if not _is_empty((*signs, known), 1):
                ray = Walk(near, (*signs, known), (Integer(sense),), along_a_curve(_REACH))
                yield from _decided(near, ray, (*signs, known), solved)
        return
    names = letters(len(near.variables))
    work = Walk(near, signs, names, in_all_directions(names, _REACH))
    yield from _decided(near, work, signs, solved)


def _decided(
    near: Neighbourhood, work: Walk, signs: tuple[Known, ...], solved: Mapping[str, Expr]
) -> Iterator[Cell]:
    try:
        whole = fold(near.tree, work.operate, work.holds, work.merge)
        yield Cell(signs, solved, work.order_of(whole))
        return
    except NoValueError:
        yield Cell(signs, solved, None, is_defined=False)
        return
    except SplitError as split:
        form = split.form
    if len(signs) > _MOST_SIGNS:
        lose()
    if not {each.name for each in form.free_symbols} <= {*near.variables}:
        # A number that only stays between bounds has no sign of its own to go by.
        lose()
    slopes, order = work.slopes_of(form)
    for sign in (1, -1, 0):
        known = (*signs, Known(form, sign, slopes, order))
        if _is_empty(known, len(near.variables)):
            continue
        solution = None if sign else solve(form, near.variables, near.point)
        if solution is None:
            if len(near.variables) == 1:
                again = work.knowing(known)
                yield from _decided(near, again, known, solved)
            else:
                yield from _cut(near, known, solved)
        else:
            yield from _on_edge(near, signs, solved, solution, known[-1])


def _on_edge(
    near: Neighbourhood,
    signs: tuple[Known, ...],
    solved: Mapping[str, Expr],
    solution: tuple[str, Expr],
    edge: Known,
) -> Iterator[Cell]:
    """The cells of the edge on which a variable is what the others make of it."""
    name, value = solution
    place = near.variables.index(name)
    rest = [index for index in range(len(near.variables)) if index != place]
    kept: list[Known] = []
    put = {symbol(name): value}
    for known in signs:
        form = sympy.expand(known.form.xreplace(put))
        if not form.free_symbols:
            if sign_of(form) not in (Sign(known.sign), Sign.UNDECIDED):
                return
            continue
        slopes = None
        if known.slopes is not None and edge.slopes is not None and edge.slopes[place] != 0:
            turn = known.slopes[place] / edge.slopes[place]
            slopes = tuple(known.slopes[i] - turn * edge.slopes[i] for i in rest)
        kept.append(Known(form, known.sign, slopes, min(known.order, edge.order)))
    yield from _cut(
        Neighbourhood(
            with_values(near.tree, {name: from_sympy(value)}),
            tuple(near.variables[i] for i in rest),
            tuple(near.point[i] for i in rest),
        ),
        tuple(kept),
        {**{each: form.xreplace(put) for each, form in solved.items()}, name: value},
    )


def _is_empty(signs: Sequence[Known], dimension: int) -> bool:
    """Whether no direction is at once on the right side of all tangents; seen in the plane only."""
    slopes = [
        (each.slopes, each.sign)
        for each in signs
        if each.slopes is not None
        and any(sign_of(slope) in (Sign.POSITIVE, Sign.NEGATIVE) for slope in each.slopes)
    ]
    if dimension == 1:
        sides = {sign * (sign_of(row[0]).value or 0) for row, sign in slopes}
        return 0 in sides or len(sides) > 1
    if dimension != 2 or len(slopes) < 2:
        return False
    for (a, b), _ in slopes:
        for way in ((-b, a), (b, -a)):
            dots = [(sign_of(p * way[0] + q * way[1]), sign) for (p, q), sign in slopes]
            if all(dot in (Sign.ZERO, Sign.UNDECIDED) or dot is Sign(sign) for dot, sign in dots):
                return False
    return True
