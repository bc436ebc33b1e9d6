"""Ways to a point that follow an edge of a cell, or run between two edges: (t, sin(t)^2).

On such a way a function has one variable, and what holds on the edge holds exactly: sin(t)^2 is
equal to sin(t)^2, whatever is known of its expansion.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Final

import sympy
from sympy import Expr, Integer, Rational

from gradcli.calculus.cells.cells import Cell
from gradcli.calculus.cells.solving import solve
from gradcli.calculus.limits.expand import along_a_curve, expand
from gradcli.calculus.limits.expansion import NoExpansionError
from gradcli.calculus.limits.limits import Neighbourhood
from gradcli.calculus.limits.on_curve import Curve
from gradcli.calculus.numbers.constants import Sign, sign_of
from gradcli.calculus.numbers.orders import TIME
from gradcli.field.from_sympy import from_sympy
from gradcli.field.to_sympy import symbol

_MOST: Final = 40


def curves(cells: Sequence[Cell], near: Neighbourhood) -> Iterator[Curve]:
    """Curves along the cells in which a claim was not proved, the edges themselves first."""
    seen: set[Curve] = set()
    for curve in _all(cells, near):
        if curve not in seen:
            seen.add(curve)
            yield curve
        if len(seen) >= _MOST:
            return


def _all(cells: Sequence[Cell], near: Neighbourhood) -> Iterator[Curve]:
    for cell in cells:
        yield from _along_edges(cell, near)
    for cell in cells:
        yield from _inside(cell, near)
    if len(near.variables) == 2:
        yield from _between(cells, near)


def _along_edges(cell: Cell, near: Neighbourhood) -> Iterator[Curve]:
    """The cell itself, where one variable is left in it."""
    free = [name for name in near.variables if name not in cell.solved]
    if len(free) != 1:
        return
    start = near.point[near.variables.index(free[0])]
    for sense in (1, -1):
        if any(
            known.form == symbol(free[0]) - start and known.sign == -sense for known in cell.signs
        ):
            continue
        put = {symbol(free[0]): start + sense * TIME}
        yield tuple(
            sympy.expand(cell.solved.get(name, symbol(name)).xreplace(put))
            for name in near.variables
        )


def _inside(cell: Cell, near: Neighbourhood) -> Iterator[Curve]:
    """A ray that lies inside the cell's tangents, in the plane."""
    if cell.solved or len(near.variables) != 2:
        return
    rows = [
        (known.slopes, known.sign)
        for known in cell.signs
        if known.slopes is not None and any(slope != 0 for slope in known.slopes)
    ]
    edges = []
    for row, _ in rows:
        for way in ((-row[1], row[0]), (row[1], -row[0])):
            if all(_is_on_side(each, way, sign) for each, sign in rows):
                edges.append(way)
    if len(rows) == 1:
        edges.append(tuple(rows[0][1] * slope for slope in rows[0][0]))
    for one, other in combinations(edges, 2):
        yield tuple(
            start + (a + b) * TIME for start, a, b in zip(near.point, one, other, strict=True)
        )


def _is_on_side(row: tuple[Expr, ...], way: tuple[Expr, ...], sign: int) -> bool:
    dot = sign_of(row[0] * way[0] + row[1] * way[1])
    return dot is Sign.ZERO or dot is Sign(sign)


def _between(cells: Sequence[Cell], near: Neighbourhood) -> Iterator[Curve]:
    """Curves beside the edges, and between two of them."""
    edges: dict[tuple[str, Expr], None] = {}
    for cell in cells:
        for known in cell.signs:
            solution = solve(known.form, near.variables, near.point)
            if solution is not None and not cell.solved:
                edges[solution] = None
    for (name, one), (other_name, other) in combinations(edges, 2):
        if name == other_name:
            yield from _graphs(name, (one + other) / 2, near)
            yield from _graphs(name, (one + 3 * other) / 4, near)
    for name, value in edges:
        for power in (2, 3, Rational(3, 2)):
            for sense in (1, -1):
                yield from _graphs(name, value, near, sense * TIME**power)


def _graphs(
    name: str, value: Expr, near: Neighbourhood, beside: Expr = sympy.S.Zero
) -> Iterator[Curve]:
    place = near.variables.index(name)
    other = 1 - place
    for sense in (1, -1):
        moved = near.point[other] + sense * TIME
        at = sympy.expand(value.xreplace({symbol(near.variables[other]): moved})) + beside
        yield (moved, at) if other == 0 else (at, moved)


def leading(
    curve: Curve, near: Neighbourhood
) -> tuple[tuple[Expr, ...], tuple[Fraction, ...]] | None:
    """c_i and p_i with h_i = c_i t^p_i and smaller; None where that is not seen."""
    coefficients: list[Expr] = []
    powers: list[Fraction] = []
    for at, start in zip(curve, near.point, strict=True):
        step = sympy.expand(at - start)
        if step == 0:
            coefficients.append(Integer(0))
            powers.append(Fraction(1))
            continue
        try:
            found = expand(
                from_sympy(step), (TIME.name,), (Integer(0),), (Integer(1),), (1,), along_a_curve(4)
            )
        except NoExpansionError:
            return None
        if not found.terms or found.start <= 0:
            return None
        powers.append(found.terms[0][0])
        coefficients.append(found.terms[0][1])
    return (tuple(coefficients), tuple(powers)) if any(coefficients) else None
