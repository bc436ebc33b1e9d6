"""The matrix of second partials: its name, its symbols, its entries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sympy import Expr

from gradcli.field.scalar_field import Point, ScalarField
from gradcli.narrative.box import Application, Box, Matrix
from gradcli.narrative.letters import Letters
from gradcli.narrative.notation import dot, listed, negative, sum_of, variable
from gradcli.narrative.phrases import formula
from gradcli.narrative.stories.common import derivative_name, written_point

MOST_SHOWN: Final = 6
"""Variables of which the matrix is drawn as one."""


def hessian_name(field: ScalarField, point: Point | None = None) -> Box:
    """H, or H(2, 3); in one variable d²f/dx², or that at the point."""
    if len(field.variables) == 1:
        name = symbols_of(field)
    else:
        name = variable(Letters.beside(field).pick(("H", "M", "A")))
    if point is None:
        return name
    return Application(name, listed(written_point(point)), fenced=True)


def symbols_of(field: ScalarField) -> Box:
    """The second partials by their symbols: entry [i][j] is by the j-th of that by the i-th."""
    names = field.variables
    if len(names) == 1:
        return derivative_name(field, (names[0], names[0]))
    return Matrix(
        tuple(tuple(derivative_name(field, (first, second)) for second in names) for first in names)
    )


def products_of_diagonals(entries: Sequence[Sequence[Expr]]) -> Box:
    """a · d − b · c, the determinant of [a, b; c, d]."""
    (a, b), (c, d) = [[formula(each) for each in row] for row in entries]
    return sum_of([dot(a, d), negative(dot(b, c))])


def entries_of(rows: Sequence[Sequence[Expr]]) -> Box:
    """The second partials as formulas or numbers; of one variable there is but one."""
    if len(rows) == 1:
        return formula(rows[0][0])
    return Matrix(tuple(tuple(formula(each) for each in row) for row in rows))
