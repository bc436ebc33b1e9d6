"""`tangent`: the plane that touches the graph, and how far the function is from it nearby."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sympy import Expr

from gradcli.calculus.answers.tangent import TangentAnswer
from gradcli.calculus.domain.verdict import Differentiable
from gradcli.calculus.point.approximation import Tangent
from gradcli.field.fast_sympy.sympy_build import MINUS_ONE, begins_with_minus, difference, negate
from gradcli.field.scalar_field import ScalarField
from gradcli.field.to_sympy import symbol
from gradcli.narrative import document as doc
from gradcli.narrative import notation as nt
from gradcli.narrative.box import Application, Binding, Box, Row
from gradcli.narrative.letters import Letters
from gradcli.narrative.phrases import enumerated, equals, formula, sentence
from gradcli.narrative.point.verdicts import explain
from gradcli.narrative.stories import common
from gradcli.narrative.stories.at_point.approximation import how_good, one_step
from gradcli.narrative.stories.at_point.by_definition import by_definition
from gradcli.narrative.stories.at_point.worked import explained
from gradcli.narrative.stories.checking import certificate_of_values, checked
from gradcli.narrative.stories.in_names import as_told, in_its_parts
from gradcli.narrative.stories.partials import (
    gradient_at_lines,
    gradient_lines,
    partials_story,
    reading,
)
from gradcli.narrative.stories.pictures.on_a_page import pictured

_MOST_NAMED: Final = 4
"""Variables of which the steps dx, dy are named beside the differential."""
_LEVEL: Final = {2: ("level curve", "tangent line"), 3: ("level surface", "tangent plane")}


def tangent_headline(answer: TangentAnswer) -> Box:
    """L(x, y) = 12x + 4y − 24."""
    return equals(_height(answer.field), formula(answer.values()[0]))


def tangent_story(answer: TangentAnswer, telling: common.Telling = common.FULLY) -> doc.Document:
    """The linear approximation, the gradient that it is made of, and what is left over."""
    told = as_told(answer, telling)
    field, at, found = answer.field, answer.at, answer.tangent
    blocks: list[doc.Block] = [
        *reading(field),
        *in_its_parts(told.graph),
        *_summary(answer),
        *pictured(answer, telling),
        *partials_story(told, telling),
        common.heading_of_slope(field, at.point),
    ]
    if not common.is_on_a_line(field):
        blocks.append(gradient_lines(told))
    if found is None:
        blocks.extend(explained(at.verdict, field, at.point))
    else:
        if isinstance(at.verdict, Differentiable):
            blocks.extend(by_definition(field, at, telling))
        blocks.append(gradient_at_lines(answer.gradient, at.point, found.slopes, telling))
        blocks.extend(_plane(found, telling))
        if telling.comments:
            blocks.extend(how_good(found.approximation, nt.variable(_letter(field))))
            blocks.extend(_level_set(found))
    blocks.append(checked(answer.check, field, telling, certificate_of_values(at, field)))
    return doc.Document(
        tuple(blocks), asked=common.asked(sentence("The tangent"), field, answer.at.point)
    )


def _height(field: ScalarField) -> Box:
    """L(x, y): the height of the tangent plane."""
    return nt.value_of(_letter(field), common.names(field))


def _letter(field: ScalarField) -> str:
    return Letters.beside(field).pick(("L", "T", "l"))


def _touching(field: ScalarField) -> str:
    match len(field.variables):
        case 1:
            return "tangent line"
        case 2:
            return "tangent plane"
        case _:
            return "tangent hyperplane"


def _summary(answer: TangentAnswer) -> tuple[doc.Block, ...]:
    """L, the differential, and f beside L after one small step."""
    field, found = answer.field, answer.tangent
    if found is None:
        told = explain(answer.at.verdict, field, answer.at.point)
        return tuple(block for block in told if isinstance(block, doc.Remark))[:1]
    if not common.fit_in_a_vector(found.slopes):
        return ()
    lines = (
        doc.Line(_height(field), "=", formula(found.linear), sentence(f"the {_touching(field)}")),
        doc.Line(_differential(field), "=", _of_steps(found), _of_the_differential(field)),
    )
    blocks: list[doc.Block] = [doc.Equations(lines, result=True)]
    blocks.extend(one_step(found.approximation, nt.variable(_letter(field))))
    return tuple(blocks)


def _of_the_differential(field: ScalarField) -> doc.Sentence:
    """What the differential says, and what its letters are."""
    name, f = sentence("the differential"), nt.variable(field.function)
    if len(field.variables) > _MOST_NAMED:
        return name
    steps = [Row((nt.TOTAL, nt.variable(each)), Binding.ATOM) for each in field.variables]
    small = " for a small step " if len(steps) == 1 else " for small steps "
    return (*name, *sentence(": nearly the change of ", f, small), *enumerated(steps))


def _differential(field: ScalarField) -> Box:
    return Row((nt.TOTAL, nt.variable(field.function)), Binding.ATOM)


def _of_steps(found: Tangent) -> Box:
    """12 dx + 4 dy."""
    steps = [Row((nt.TOTAL, nt.variable(name)), Binding.ATOM) for name in found.field.variables]
    return _sum(_terms(found.slopes, steps))


def _terms(numbers: Sequence[Expr], boxes: Sequence[Box]) -> list[Box]:
    """Numbers times boxes, without those that are 0."""
    terms: list[Box] = []
    for each, box in zip(numbers, boxes, strict=True):
        if each == 0:
            continue
        below_zero = begins_with_minus(each)
        size = negate(each) if below_zero else each
        term = box if size == 1 else nt.product_of([formula(size), box])
        terms.append(nt.negative(term) if below_zero else term)
    return terms


def _sum(terms: list[Box]) -> Box:
    return nt.sum_of(terms) if terms else nt.number(0)


def _from_the_point(found: Tangent) -> list[Box]:
    """x − 2, y − 3."""
    return [
        formula(difference(symbol, coordinate))
        for symbol, coordinate in zip(found.field.symbols, found.point.coordinates, strict=True)
    ]


def _plane(found: Tangent, telling: common.Telling) -> tuple[doc.Block, ...]:
    """L(x, y) = f(P) + ∂f/∂x(P) (x − 2) + ∂f/∂y(P) (y − 3), with its numbers, multiplied out."""
    field = found.field
    blocks: list[doc.Block] = [doc.Heading(sentence(f"The {_touching(field)}"), 2)]
    if not common.fit_in_a_vector(found.slopes):
        text = (
            f"The approximation has {len(found.slopes):,} terms, too long for one line: the value "
            "at the point, and for each variable its partial times the step from the point."
        )
        return (*blocks, doc.Paragraph(sentence(text)))
    if telling.comments:
        blocks.append(doc.Paragraph(_idea(field)))
    at = nt.listed(common.written_point(found.point))
    steps = _from_the_point(found)
    partials = [
        Application(common.derivative_name(field, (name,)), at, fenced=True)
        for name in field.variables
    ]
    general = [nt.dot(partial, step) for partial, step in zip(partials, steps, strict=True)]
    lines = [
        doc.Line(
            _height(field),
            "=",
            nt.sum_of([nt.value_of(field.function, common.written_point(found.point)), *general]),
        )
    ]
    value = [formula(found.value)] if found.value != 0 else []
    put_in = _sum([*value, *_terms(found.slopes, steps)])
    lines.append(doc.Line(None, "=", put_in))
    result = formula(found.linear)
    if result != put_in:
        lines.append(doc.Line(None, "=", result, sentence("multiply out")))
    blocks.append(doc.Equations(tuple(lines), result=True))
    return tuple(blocks)


def _idea(field: ScalarField) -> doc.Sentence:
    if len(field.variables) == 1:
        return sentence(
            "The tangent line goes through the point of the graph and has the slope of ",
            nt.variable(field.function),
            " there:",
        )
    return sentence(
        f"The {_touching(field)} goes through the point of the graph, and along each axis it has "
        "the slope of ",
        nt.variable(field.function),
        ", which is the partial derivative there:",
    )


def _level_set(found: Tangent) -> tuple[doc.Block, ...]:
    """The tangent of the level curve through the point, and the two normal vectors."""
    field = found.field
    count = len(field.variables)
    # For some constants a gradient with letters may be zero, which is no normal.
    may_vanish = any(slope.free_symbols for slope in found.slopes)
    if count == 1 or may_vanish or not common.fit_in_a_vector(found.slopes):
        return ()
    level = equals(common.function_value(field), formula(found.value))
    if all(slope == 0 for slope in found.slopes):
        return (
            doc.Heading(sentence("The level set"), 2),
            doc.Paragraph(
                sentence(
                    f"The gradient is zero here, so the {_touching(field)} is level, and the "
                    "gradient gives no normal of the level set ",
                    level,
                    ".",
                )
            ),
        )
    curve, tangent = _LEVEL.get(count, ("level set", "tangent hyperplane"))
    slopes = [formula(slope) for slope in found.slopes]
    return (
        doc.Heading(sentence(f"The {curve} through the point"), 2),
        doc.Paragraph(
            sentence(
                "Near the point ",
                nt.variable(field.function),
                " is nearly ",
                nt.variable(_letter(field)),
                f". So the {tangent} of the {curve} ",
                level,
                " is where ",
                equals(_height(field), formula(found.value)),
                ":",
            )
        ),
        doc.Equations(
            (doc.Line(_sum(_terms(found.slopes, _from_the_point(found))), "=", nt.number(0)),),
            result=True,
        ),
        doc.Paragraph(
            sentence(
                "The gradient ",
                nt.vector(slopes),
                f" is at right angles to this tangent (normal to the {curve}). ",
                *_normal_of_the_graph(found),
            )
        ),
    )


def _normal_of_the_graph(found: Tangent) -> doc.Sentence:
    """On the plane 2(x − 1) + 4(y − 2) − (z − 5) = 0: (2, 4, −1) is at right angles to it."""
    field = found.field
    height = symbol(Letters.beside(field).pick("zwvt"))
    numbers = (*found.slopes, MINUS_ONE)
    steps = (*_from_the_point(found), formula(difference(height, found.value)))
    plane = _touching(field)
    return sentence(
        f"The {plane} is where ",
        equals(_sum(_terms(numbers, steps)), nt.number(0)),
        ", with ",
        formula(height),
        f" for the height. There every step along the {plane} has the dot product 0 with ",
        nt.vector([formula(each) for each in numbers]),
        ": this vector is at right angles to it.",
    )
