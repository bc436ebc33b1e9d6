"""How a function curves along a direction: w · Hw, worked term by term."""

from __future__ import annotations

from gradcli.calculus.answers.hessian import CurvatureAlong, HessianAnswer
from gradcli.field.order import order_of
from gradcli.field.scalar_field import Direction, ScalarField
from gradcli.narrative.box import Box
from gradcli.narrative.document import (
    Block,
    Equations,
    Heading,
    Line,
    Paragraph,
    Sentence,
    Table,
)
from gradcli.narrative.notation import (
    dot,
    fraction_of,
    gradient_symbol,
    norm,
    number,
    power_of,
    product_of,
    sum_of,
    typeset,
    variable,
    vector,
)
from gradcli.narrative.phrases import equals, formula, sentence
from gradcli.narrative.stories.at_point.matrix import MOST_SHOWN, hessian_name
from gradcli.narrative.stories.common import (
    Telling,
    derivative_name,
    direction_letter,
    exact_lines,
    unit_vector,
)


def along_lines(
    answer: HessianAnswer, along: CurvatureAlong, telling: Telling, where: str = ""
) -> list[Line]:
    """w · Hw, and the same divided by ‖w‖²."""
    field = answer.field
    w = direction_letter(field)
    form = dot(w, product_of([hessian_name(field), w]))
    per_unit = fraction_of(form, power_of(norm(w), number(2)))
    what = sentence("the second derivative along ", w, where)
    return [
        *exact_lines(form, along.value, telling, what),
        *exact_lines(
            per_unit,
            along.per_unit,
            telling,
            sentence("the same along ", unit_vector(field), ", of length 1"),
        ),
    ]


def no_curvature(field: ScalarField) -> Sentence:
    """Why w · Hw is not given out as the second derivative along w."""
    w = direction_letter(field)
    return sentence(
        "No second derivative along ",
        w,
        " is given: where the first partials are not differentiable, it need not be ",
        dot(w, product_of([hessian_name(field), w])),
        ", and here they are not shown to be.",
    )


def curvature(
    answer: HessianAnswer, along: CurvatureAlong, direction: Direction, telling: Telling
) -> tuple[Block, ...]:
    """What moving along w does to the slope along w, a row of the matrix at a time."""
    field = answer.field
    w = direction_letter(field)
    written = vector([typeset(each) for each in direction.written])
    heading = Heading(sentence("The second derivative along ", equals(w, written)), 2)
    result = Equations(tuple(along_lines(answer, along, telling)), result=True)
    if not telling.comments or not 1 < len(field.variables) <= MOST_SHOWN:
        return (heading, Paragraph(_changes_along(field, w)), result)
    where = "" if answer.at is not None else ", where the second partials are continuous"
    return (
        heading,
        Paragraph(
            (
                *sentence(
                    "Move along ", w, f"{where}. Each partial changes at a rate of its own: "
                ),
                *sentence("its row of ", hessian_name(field), " dotted with ", w, ". The slope "),
                *sentence("along ", w, " is ", dot(gradient_symbol(field.function), w)),
                *sentence(". So the rate at which this slope changes is the dot product of these "),
                *sentence("rates with ", w, ":"),
            )
        ),
        _terms_of_curvature(field, along),
        Paragraph(
            sentence(
                dot(w, product_of([hessian_name(field), w])),
                " has ",
                w,
                " in it twice. For a direction of length 1, divide twice by the length ",
                norm(w),
                ":",
            )
        ),
        result,
    )


def _changes_along(field: ScalarField, w: Box) -> Sentence:
    return sentence(
        "Where the second partials are continuous, the slope of ",
        variable(field.function),
        " along ",
        w,
        " changes at the rate ",
        dot(w, product_of([hessian_name(field), w])),
        ":",
    )


def _terms_of_curvature(field: ScalarField, along: CurvatureAlong) -> Table:
    """One row a partial: its rate along w, and what that brings to w · Hw."""
    order, w = order_of(field), direction_letter(field)
    rows = []
    for name, row, component, contribution in zip(
        field.variables,
        along.rows,
        along.whole.components,
        along.whole.contributions,
        strict=True,
    ):
        entries = zip(row.slopes, row.components, strict=True)
        terms = [dot(formula(each, order), formula(part)) for each, part in entries]
        rate = formula(row.rate, order)
        rows.append(
            (
                sentence(derivative_name(field, (name,))),
                sentence(equals(sum_of(terms), rate)),
                sentence(formula(component)),
                sentence(equals(dot(rate, formula(component)), formula(contribution, order))),
            )
        )
    rows.append((sentence("sum"), (), (), sentence(formula(along.value, order))))
    header = (
        sentence("partial"),
        sentence("its rate along ", w),
        sentence("component of ", w),
        sentence("contribution"),
    )
    return Table(header, tuple(rows))
