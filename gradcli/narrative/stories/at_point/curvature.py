"""How a function curves along a direction: w · Hw, worked term by term."""

from __future__ import annotations

from gradcli.calculus.answers.hessian import CurvatureAlong, HessianAnswer
from gradcli.field.order import order_of
from gradcli.field.scalar_field import Direction, ScalarField
from gradcli.narrative import document as doc
from gradcli.narrative import notation as nt
from gradcli.narrative.box import Box
from gradcli.narrative.phrases import equals, formula, sentence
from gradcli.narrative.stories import common
from gradcli.narrative.stories.at_point.matrix import MOST_SHOWN, hessian_name


def along_lines(
    answer: HessianAnswer, along: CurvatureAlong, telling: common.Telling, also: doc.Sentence = ()
) -> list[doc.Line]:
    """w · Hw, and the same divided by ‖w‖²."""
    field = answer.field
    w = common.direction_letter(field)
    form = nt.dot(w, nt.product_of([hessian_name(field), w]))
    per_unit = nt.fraction_of(form, nt.power_of(nt.norm(w), nt.number(2)))
    what = sentence("the second derivative along ", w, *also)
    return [
        *common.exact_lines(form, along.value, telling, what),
        *common.exact_lines(
            per_unit,
            along.per_unit,
            telling,
            sentence("the same along ", common.unit_vector(field), ", of length 1"),
        ),
    ]


def no_curvature(field: ScalarField) -> doc.Sentence:
    """Why w · Hw is not given out as the second derivative along w."""
    w = common.direction_letter(field)
    return sentence(
        "No second derivative along ",
        w,
        " is given: where the first partials are not differentiable, it need not be ",
        nt.dot(w, nt.product_of([hessian_name(field), w])),
        ", and here they are not shown to be.",
    )


def no_formula(field: ScalarField) -> doc.Sentence:
    """Why there is no formula for it where the second partials are told in named parts."""
    w = common.direction_letter(field)
    return sentence(
        "No formula of the second derivative along ",
        w,
        " is given: the second partials are told in named parts, those of each row in its own. "
        "At a point it is a number.",
    )


def curvature(
    answer: HessianAnswer, along: CurvatureAlong, direction: Direction, telling: common.Telling
) -> tuple[doc.Block, ...]:
    """What moving along w does to the slope along w, a row of the matrix at a time."""
    field = answer.field
    w = common.direction_letter(field)
    written = nt.vector([nt.typeset(each) for each in direction.written])
    heading = doc.Heading(sentence("The second derivative along ", equals(w, written)), 2)
    result = doc.Equations(tuple(along_lines(answer, along, telling)), result=True)
    if not telling.comments or not 1 < len(field.variables) <= MOST_SHOWN:
        return (heading, doc.Paragraph(_changes_along(field, w)), result)
    where = "" if answer.at is not None else ", where the second partials are continuous"
    return (
        heading,
        doc.Paragraph(
            (
                *sentence(
                    "Move along ", w, f"{where}. Each partial changes at a rate of its own: "
                ),
                *sentence(
                    "the dot product of its row of ",
                    hessian_name(field),
                    " with ",
                    w,
                    ". The slope ",
                ),
                *sentence("along ", w, " is ", nt.dot(nt.gradient_symbol(field.function), w)),
                *sentence(". So the rate at which this slope changes is the dot product of these "),
                *sentence("rates with ", w, ":"),
            )
        ),
        _terms_of_curvature(field, along),
        doc.Paragraph(
            sentence(
                nt.dot(w, nt.product_of([hessian_name(field), w])),
                " has ",
                w,
                " in it twice. For a direction of length 1, divide twice by the length ",
                nt.norm(w),
                ":",
            )
        ),
        result,
    )


def _changes_along(field: ScalarField, w: Box) -> doc.Sentence:
    return sentence(
        "Where the second partials are continuous, the slope of ",
        nt.variable(field.function),
        " along ",
        w,
        " changes at the rate ",
        nt.dot(w, nt.product_of([hessian_name(field), w])),
        ":",
    )


def _terms_of_curvature(field: ScalarField, along: CurvatureAlong) -> doc.Table:
    """One row a partial: its rate along w, and what that brings to w · Hw."""
    order, w = order_of(field), common.direction_letter(field)
    rows = []
    for name, row, component, contribution in zip(
        field.variables,
        along.rows,
        along.whole.components,
        along.whole.contributions,
        strict=True,
    ):
        entries = zip(row.slopes, row.components, strict=True)
        terms = [nt.dot(formula(each, order), formula(part)) for each, part in entries]
        rate = formula(row.rate, order)
        rows.append(
            (
                sentence(common.derivative_name(field, (name,))),
                sentence(equals(nt.sum_of(terms), rate)),
                sentence(formula(component)),
                sentence(equals(nt.dot(rate, formula(component)), formula(contribution, order))),
            )
        )
    rows.append((sentence("sum"), (), (), sentence(formula(along.value, order))))
    header = (
        sentence("partial"),
        sentence("its rate along ", w),
        sentence("component of ", w),
        sentence("contribution"),
    )
    return doc.Table(header, tuple(rows))
