"""The eigenvalues of a matrix of second partials: what they are, and what their signs say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from sympy import Expr, Integer

from gradcli.calculus.answers.at_point import AtPoint
from gradcli.calculus.answers.hessian import HessianAtPoint
from gradcli.calculus.numbers.constants import Sign, is_zero, sign_of
from gradcli.calculus.point.critical import curvature as curvature_along
from gradcli.field.fast_sympy.sympy_build import difference, negate, power, product, total
from gradcli.field.scalar_field import ScalarField
from gradcli.field.to_sympy import symbol
from gradcli.narrative.box import Box
from gradcli.narrative.document import Block, Equations, Line, Paragraph, Sentence, Words
from gradcli.narrative.letters import Letters
from gradcli.narrative.notation import dot, number, product_of, sum_of, variable, vector
from gradcli.narrative.phrases import equals, formula, joined, sentence
from gradcli.narrative.stories.at_point.matrix import (
    entries_of,
    hessian_name,
    products_of_diagonals,
)
from gradcli.narrative.stories.common import Telling, derivative_name, exact_lines

MOST_WRITTEN_OUT: Final = 3
"""Variables of which the second derivative along u is written out."""
NO_EXTREME: Final = " The gradient is not zero here, so this is neither a minimum nor a maximum."
NO_EXTREME_ON_A_LINE: Final = NO_EXTREME.replace("gradient", "derivative")


def is_not_critical(at: AtPoint) -> bool:
    """Whether it is proved that the gradient is not zero at the point."""
    return any(not each.free_symbols and is_zero(each) is False for each in at.slopes or ())


def eigenvalues_told(
    field: ScalarField, at: AtPoint, second: HessianAtPoint, telling: Telling
) -> Iterator[Block]:
    """The eigenvalues, what such a number is, and what their signs say."""
    values = second.eigenvalues
    same = values[0] == values[-1]
    # u · Hu is the rate along u where the first partials are differentiable.
    if telling.comments and second.by_theorem:
        yield from _rates_along(field, second, telling, same=same)
    lines: list[Line] = []
    if same:
        lines.extend(exact_lines(variable("lambda"), values[0], telling))
    else:
        for place, each in enumerate(values, start=1):
            reason: Sentence = ()
            if place in (1, len(values)):
                reason = sentence(f"the {'largest' if place == 1 else 'smallest'}")
            lines.extend(exact_lines(variable(f"lambda_{place}"), each, telling, reason))
    yield Equations(tuple(lines))
    signs = [sign_of(values[0]), sign_of(values[-1])]
    bends = _bends(signs)
    if telling.comments and second.by_theorem and bends:
        ends = NO_EXTREME if is_not_critical(at) else ""
        yield Paragraph(sentence(bends[0], variable(field.function), bends[1], ends))


def _rates_along(
    field: ScalarField, second: HessianAtPoint, telling: Telling, *, same: bool
) -> Iterator[Block]:
    """What an eigenvalue is, before there are some: of u · Hu, written out where that is short."""
    matrix, letter = hessian_name(field), Letters.beside(field).pick("uvwqr")
    u, f = variable(letter), variable(field.function)
    rate = dot(u, product_of([matrix, u]))
    eigenvector = equals(product_of([matrix, u]), product_of([variable("lambda"), u]))
    ends = sentence(
        "If ",
        eigenvector,
        " for a number ",
        variable("lambda"),
        " (an eigenvalue of ",
        matrix,
        "), then this rate is ",
        variable("lambda"),
        ", since ",
        u,
        " has length 1. ",
        matrix,
        " is symmetric: then the largest and the smallest rate of all ",
        u,
        " are eigenvalues (the spectral theorem, which is not proved here)",
    )
    if same:
        ends = sentence("The rate is the same for every ", u, ". It is the eigenvalue of ", matrix)
    if second.entries is None or len(field.variables) > MOST_WRITTEN_OUT:
        begins = sentence("Along a direction ", u, " of length 1 the slope of ", f, " changes at ")
        yield Paragraph((*begins, *sentence("the rate ", rate, ". "), *ends, Words(":")))
        return
    parts = [symbol(f"{letter}_{name}") for name in field.variables]
    boxes = [formula(part) for part in parts]
    moved = [
        formula(total(*(product(entry, part) for entry, part in zip(row, parts, strict=True))))
        for row in second.entries
    ]
    yield Paragraph(_moved_along(field, u, boxes, moved))
    terms = [product_of([box, each]) for box, each in zip(boxes, moved, strict=True)]
    value = formula(curvature_along(second.entries, parts))
    lines = [Line(rate, "=", sum_of(terms))]
    if value != sum_of(terms):
        lines.append(Line(None, "=", value))
    yield Equations(tuple(lines))
    if not same:
        ends = (*ends, Words(". "), *_what_they_solve(second.entries, parts, eigenvector, u))
    yield Paragraph((*ends, Words(":")))


def _moved_along(
    field: ScalarField, u: Box, parts: Sequence[Box], moved: Sequence[Box]
) -> Sentence:
    """Along u each partial changes at the rate of its row, and with them the slope along u."""
    slopes = [derivative_name(field, (name,)) for name in field.variables]
    rates = [
        sentence(each, " at the rate ", rate) for each, rate in zip(slopes, moved, strict=True)
    ]
    row = sentence(" (the dot product of the first row of ", hessian_name(field), " with ", u, ")")
    whole = sum_of([dot(part, slope) for part, slope in zip(parts, slopes, strict=True)])
    all_of_them = "Both" if len(slopes) == 2 else "All"
    return (
        *sentence("Move along a direction ", equals(u, vector(parts)), " of length 1. "),
        *sentence(f"{all_of_them} partials change: "),
        *joined(((*rates[0], *row), *rates[1:-1]), ", "),
        *sentence(" and ", *rates[-1], ". ", product_of([hessian_name(field), u])),
        *sentence(" is the vector of these rates. The slope along ", u, " is ", whole),
        Words(". So it changes at the rate"),
    )


def equation_of_eigenvalues(entries: Sequence[Sequence[Expr]]) -> Sentence:
    """The determinant of [2 − λ, 3; 3, 12 − λ] is 0: it is worked, and comes to a polynomial."""
    less, size = _less_lambda(entries), len(entries)
    comes_to = equals(formula(_characteristic(entries)), number(0))
    begins = sentence("the determinant of ", entries_of(less), " is 0: ")
    if size == 2:
        worked = equals(products_of_diagonals(less), number(0))
        return (*begins, *sentence(worked, ", that is ", comes_to))
    return (*begins, *sentence(comes_to))


def _what_they_solve(
    entries: Sequence[Sequence[Expr]], parts: Sequence[Expr], eigenvector: Box, u: Box
) -> Sentence:
    """Hu = λu as equations for the components of u, and what is left when one is eliminated."""
    if len(entries) != 2:
        begins = sentence(eigenvector, " has a solution ", u, " other than 0 only if ")
        return (*begins, *equation_of_eigenvalues(entries))
    less = _less_lambda(entries)
    rows = [
        total(*(product(each, part) for each, part in zip(row, parts, strict=True))) for row in less
    ]
    first, second = (equals(formula(row), number(0)) for row in rows)
    determinant = variable("D")
    return sentence(
        eigenvector,
        " says ",
        first,
        " and ",
        second,
        ". Eliminate one component of ",
        u,
        ": what is left is that ",
        determinant,
        " times the other one is 0, where ",
        equals(determinant, products_of_diagonals(less)),
        ". So there is such a ",
        u,
        " other than 0 exactly where ",
        equals(determinant, number(0)),
        ", that is ",
        equals(formula(_characteristic(entries)), number(0)),
    )


def _characteristic(entries: Sequence[Sequence[Expr]]) -> Expr:
    """λ² − 14λ + 15, of two or three rows."""
    unknown, size = symbol("lambda"), len(entries)
    trace, constant = total(*(entries[k][k] for k in range(size))), _determinant(entries)
    terms = [
        power(unknown, Integer(size)),
        negate(product(trace, power(unknown, Integer(size - 1)))),
    ]
    if size == MOST_WRITTEN_OUT:
        corners = [
            _determinant([[entries[i][i], entries[i][j]], [entries[j][i], entries[j][j]]])
            for i, j in combinations(range(size), 2)
        ]
        terms.append(product(total(*corners), unknown))
    terms.append(negate(constant) if size % 2 else constant)
    return total(*terms)


def _less_lambda(entries: Sequence[Sequence[Expr]]) -> list[list[Expr]]:
    """H − λI."""
    unknown = symbol("lambda")
    return [
        [difference(each, unknown) if place == column else each for column, each in enumerate(row)]
        for place, row in enumerate(entries)
    ]


def _determinant(entries: Sequence[Sequence[Expr]]) -> Expr:
    """By the first row."""
    if len(entries) == 1:
        return entries[0][0]
    parts = []
    for place, entry in enumerate(entries[0]):
        minor = [[*row[:place], *row[place + 1 :]] for row in entries[1:]]
        part = product(entry, _determinant(minor))
        parts.append(negate(part) if place % 2 else part)
    return total(*parts)


def _bends(signs: Sequence[Sign]) -> tuple[str, str] | None:
    """Which way a function bends whose largest and smallest eigenvalue have these signs."""
    match signs:
        case [_, Sign.POSITIVE]:
            return "All eigenvalues are positive: ", " curves up in every direction."
        case [Sign.NEGATIVE, _]:
            return "All eigenvalues are negative: ", " curves down in every direction."
        case [Sign.POSITIVE, Sign.NEGATIVE]:
            return (
                "There are eigenvalues of both signs: ",
                " curves up in some directions and down in others.",
            )
    return None
