"""`grad`: the partials worked, the vector that they make, what its numbers mean."""

from __future__ import annotations

from sympy import Expr

from gradcli.calculus.answers.at_point import AtPoint
from gradcli.calculus.answers.gradient import GradientAnswer
from gradcli.calculus.domain.verdict import Differentiable, Smooth
from gradcli.calculus.rules.gradient import Partial
from gradcli.calculus.rules.nudges import small_step
from gradcli.field.expression import Node
from gradcli.field.from_sympy import from_sympy
from gradcli.field.order import order_of
from gradcli.field.scalar_field import ScalarField
from gradcli.frozen import replace
from gradcli.narrative import document as doc
from gradcli.narrative import notation as nt
from gradcli.narrative.box import Application, Box
from gradcli.narrative.phrases import enumerated, equals, formula, joined, sentence
from gradcli.narrative.steps import Detail
from gradcli.narrative.stories import common
from gradcli.narrative.stories.at_point.by_definition import by_definition
from gradcli.narrative.stories.at_point.critical import second_derivative_test
from gradcli.narrative.stories.at_point.nudges import (
    at_once,
    multiplied_out,
    near_the_point,
    nudge_table,
)
from gradcli.narrative.stories.at_point.worked import explained
from gradcli.narrative.stories.checking import certificate_of_values, checked
from gradcli.narrative.stories.in_names import (
    as_told,
    in_its_parts,
)
from gradcli.narrative.stories.partials import (
    gradient_at_lines,
    gradient_lines,
    partials_story,
    reading,
)
from gradcli.narrative.stories.pictures.on_a_page import pictured
from gradcli.narrative.stories.summary import gradient_summary


def gradient_headline(answer: GradientAnswer) -> Box:
    """∇f(2, 3) = (12, 4)."""
    values = [formula(value) for value in answer.values()]
    name = common.gradient_name(answer.field, answer.at)
    return equals(name, common.slope_value(answer.field, values))


def gradient_story(answer: GradientAnswer, telling: common.Telling = common.FULLY) -> doc.Document:
    """All the partials, the gradient, and what it is and means at the point."""
    told = as_told(answer, telling)
    field = answer.field
    blocks: list[doc.Block] = [
        *reading(field),
        *in_its_parts(told.graph),
        *gradient_summary(answer, telling),
        *pictured(answer, telling),
        *partials_story(told, telling),
    ]
    blocks.append(doc.Heading(_title(field), 2))
    if telling.comments and len(field.arguments) == 1:
        blocks.append(
            doc.Paragraph(
                sentence("In one variable the gradient has one component, the derivative itself.")
            )
        )
    elif telling.comments:
        blocks.append(
            doc.Paragraph(
                joined(
                    (
                        sentence(
                            "The gradient collects the partial derivatives in one vector, "
                            "in the order "
                        ),
                        enumerated(common.names(field)),
                        sentence(
                            "."
                            if common.fit_in_a_vector(told.formulas)
                            else "; they stand above, too long for one line."
                        ),
                    ),
                    "",
                )
            )
        )
    blocks.append(gradient_lines(told))
    if answer.at is not None:
        blocks.extend(_at_the_point(answer, answer.at, telling))
    made = certificate_of_values(answer.at, answer.field)
    blocks.append(checked(answer.check, answer.field, telling, made))
    return doc.Document(
        tuple(blocks),
        asked=common.asked(_title(field), field, None if answer.at is None else answer.at.point),
    )


def _title(field: ScalarField) -> doc.Sentence:
    """The gradient, or that in the variables that are asked about."""
    if not field.among:
        return sentence("The gradient")
    return joined((sentence("The gradient in "), enumerated(common.names(field))), "")


def _at_the_point(
    answer: GradientAnswer, at: AtPoint, telling: common.Telling
) -> tuple[doc.Block, ...]:
    field = answer.field
    blocks: list[doc.Block] = [
        doc.Heading(sentence("At the point ", common.named_point(field, at.point)), 2)
    ]
    if at.value is None or at.slopes is None:
        return (*blocks, *explained(at.verdict, field, at.point))
    if isinstance(at.verdict, Differentiable):
        blocks.extend(by_definition(*_alone(field, at), telling))
    else:
        blocks.append(_numbers_put_in(answer, at, at.value, at.slopes, telling))
    # In one variable that is the line above, where the numbers were put in.
    if len(field.arguments) > 1 or isinstance(at.verdict, Differentiable):
        blocks.append(gradient_at_lines(answer.gradient, at.point, at.slopes, telling))
    if at.critical is not None:
        blocks.extend(second_derivative_test(field, at.point, at.critical))
    if telling.detail is not Detail.FULL:
        return tuple(blocks)
    blocks.append(doc.Heading(sentence("What the numbers say"), 2))
    what, rates = (
        nt.function_name(field.function),
        dict(zip(field.variables, at.slopes, strict=True)),
    )
    small = small_step(field, at.point, at.value, rates)
    blocks.append(doc.Paragraph(near_the_point(field, what, at.point, rates, small, telling)))
    for each in answer.nudges:
        partial = common.derivative_name(field, (each.variable,))
        blocks.extend(multiplied_out(field, at.point, each.variable, each.partial, at.value))
        blocks.append(nudge_table(field, what, partial, at.point, each))
    if letters := at.point.without_value(field):
        blocks.append(common.needs_numbers(letters, "What small nudges do is seen in numbers"))
    if len(field.variables) > 1:
        rows = answer.joint_nudges if small is not None else ()
        blocks.extend(at_once(field, at.point, at.value, at.slopes, rows, telling, why=_why(at)))
    return tuple(blocks)


def _why(at: AtPoint) -> doc.Sentence:
    """Why a function that is made of smooth ones is differentiable."""
    if not isinstance(at.verdict, Smooth):
        return ()
    return sentence(
        " It is, since its partials are continuous near the point (a theorem, not proved here)."
    )


def _alone(field: ScalarField, at: AtPoint) -> tuple[ScalarField, AtPoint]:
    """The function of the variables that are asked about, the others standing still at P."""
    if not at.point.whole:
        return field, at
    others = {name: node for name, node in at.point.whole.items() if name in field.held}
    point = replace(at.point, whole={})
    return replace(field.with_let(others), among=()), replace(at, point=point)


def _numbers_put_in(
    answer: GradientAnswer,
    at: AtPoint,
    value: Expr,
    slopes: tuple[Expr, ...],
    telling: common.Telling,
) -> doc.Equations:
    """f(P), and the formula of each partial with the coordinates put in."""
    field = answer.field
    where = nt.value_of(field.function, common.written_point(at.point))
    lines = list(common.exact_lines(where, value, telling))
    for partial, slope in zip(answer.gradient.partials, slopes, strict=True):
        name = Application(
            common.derivative_name(field, (partial.variable,)),
            nt.listed(common.written_point(at.point)),
            fenced=True,
        )
        put_in = common.with_numbers(_in_order(partial), at.point, field)
        result = common.exact_lines(name, slope, telling)
        if put_in is not None and put_in != result[0].right:
            worked = equals(put_in, result[0].right)
            lines.append(doc.Line(name, "=", worked, common.substituted(field, at.point)))
            lines.extend(result[1:])
        else:
            lines.extend(result)
    return doc.Equations(tuple(lines))


def _in_order(partial: Partial) -> Node:
    """The formula of a partial with the sums in the order in which they were typed."""
    if partial.values:
        return partial.written
    return from_sympy(partial.derivative, order_of(partial.field))
