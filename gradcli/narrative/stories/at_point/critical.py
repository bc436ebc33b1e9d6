"""What the second-derivative test makes of a point at which the gradient is zero."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, assert_never

from sympy import Expr

from gradcli.calculus.numbers.constants import Sign, sign_of
from gradcli.calculus.point.critical import CriticalKind, CriticalPoint, curvature
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.narrative.box import Application, Box, Matrix
from gradcli.narrative.document import Block, Equations, Line, Paragraph, Sentence
from gradcli.narrative.notation import listed, number, relation, variable, vector
from gradcli.narrative.phrases import enumerated, equals, formula, sentence
from gradcli.narrative.stories.common import derivative_name, written_point

_MOST_SHOWN: Final = 4
"""Variables of which the matrix is shown."""
_SIGNS: Final = {Sign.POSITIVE: ">", Sign.NEGATIVE: "<", Sign.ZERO: "="}


def second_derivative_test(
    field: ScalarField, point: Point, critical: CriticalPoint
) -> tuple[Block, ...]:
    """The second derivatives at the point, and what they say."""
    if not critical.minors:
        return ()
    if len(field.variables) == 1:
        return (Paragraph(on_a_line(field, point, critical)),)
    blocks: list[Block] = []
    if len(field.variables) <= _MOST_SHOWN:
        blocks.append(Paragraph(sentence("The second partial derivatives at this point:")))
        blocks.append(_matrix(field, critical.hessian))
    blocks.append(Paragraph(_verdict(critical)))
    return tuple(blocks)


def on_a_line(field: ScalarField, point: Point, critical: CriticalPoint) -> Sentence:
    """d²f/dx²(1) = 6 > 0, so this is a local minimum."""
    (name,) = field.variables
    (second,) = critical.minors
    symbol = derivative_name(field, (name, name))
    left = Application(symbol, listed(written_point(point)), fenced=True)
    sign = sign_of(second)
    value = formula(second)
    compared: Box = equals(left, value)
    if sign in (Sign.POSITIVE, Sign.NEGATIVE):
        compared = relation(compared, _SIGNS[sign], number(0))
    begins = sentence("Second-derivative test: ", compared)
    match critical.kind:
        case CriticalKind.MINIMUM:
            return (*begins, *sentence(", so this is a local minimum."))
        case CriticalKind.MAXIMUM:
            return (*begins, *sentence(", so this is a local maximum."))
        case CriticalKind.SADDLE | CriticalKind.NOT_DECIDED:
            return (*begins, *sentence(", which decides nothing."))
    assert_never(critical.kind)


def _matrix(field: ScalarField, entries: Sequence[Sequence[Expr]]) -> Equations:
    """The matrix of second partials, as symbols and as numbers."""
    symbols = tuple(
        tuple(derivative_name(field, (first, second)) for second in field.variables)
        for first in field.variables
    )
    values = tuple(tuple(formula(entry) for entry in row) for row in entries)
    name = variable("H")
    return Equations((Line(name, "=", Matrix(symbols)), Line(None, "=", Matrix(values))))


def _verdict(critical: CriticalPoint) -> Sentence:
    """What the leading principal minors, or two directions, say of the matrix."""
    minors = enumerated([formula(minor) for minor in critical.minors])
    match critical.kind:
        case CriticalKind.MINIMUM:
            return sentence(
                "Its leading principal minors, ",
                *minors,
                ", are all positive, so that the matrix is positive definite: a local minimum.",
            )
        case CriticalKind.MAXIMUM:
            return sentence(
                "Its leading principal minors, ",
                *minors,
                ", alternate in sign and begin with a negative one, so that the matrix is negative "
                "definite: a local maximum.",
            )
        case CriticalKind.SADDLE:
            return _saddle(critical, minors)
        case CriticalKind.NOT_DECIDED:
            return sentence(
                "Its leading principal minors are ",
                *minors,
                ". The matrix is neither shown to be definite nor to be indefinite, so the "
                "second-derivative test decides nothing.",
            )
    assert_never(critical.kind)


def _saddle(critical: CriticalPoint, minors: Sentence) -> Sentence:
    if critical.up is not None and critical.down is not None:
        return sentence(
            "The second derivative along ",
            vector([formula(each) for each in critical.up]),
            " is ",
            formula(curvature(critical.hessian, critical.up)),
            ", that along ",
            vector([formula(each) for each in critical.down]),
            " is ",
            formula(curvature(critical.hessian, critical.down)),
            ": the function curves up in one direction and down in another, a saddle.",
        )
    return sentence(
        "Its leading principal minors are ",
        *minors,
        ". It has eigenvalues of both signs: a saddle.",
    )
