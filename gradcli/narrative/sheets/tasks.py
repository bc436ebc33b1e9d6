"""Each question as an exercise puts it, before there is an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gradcli.narrative.box import Box
from gradcli.narrative.document import Code, Sentence
from gradcli.narrative.notation import typeset, vector
from gradcli.narrative.phrases import equals, joined, sentence
from gradcli.narrative.stories import common

# What computes the answers of other questions is not loaded for one of them.
if TYPE_CHECKING:
    from gradcli.calculus.answers.at_point import AtPoint
    from gradcli.calculus.answers.backprop import BackpropAnswer
    from gradcli.calculus.answers.directional import DirectionalAnswer
    from gradcli.calculus.answers.extrema.critical import CriticalAnswer
    from gradcli.calculus.answers.extrema.inequality import RegionAnswer
    from gradcli.calculus.answers.extrema.lagrange import LagrangeAnswer
    from gradcli.calculus.answers.gradient import GradientAnswer
    from gradcli.calculus.answers.hessian import HessianAnswer
    from gradcli.calculus.answers.over_rows import OverRows
    from gradcli.calculus.answers.partial import PartialAnswer
    from gradcli.calculus.answers.steepest import SteepestAnswer
    from gradcli.calculus.answers.tangent import TangentAnswer
    from gradcli.calculus.answers.taylor import TaylorAnswer
    from gradcli.field.expression import Node
from gradcli.field.scalar_field import Direction, Point, ScalarField


def gradient_task(answer: GradientAnswer) -> Sentence:
    """Find the gradient of f(x, y) = x²y at (x, y) = (2, 3)."""
    what = "gradient" if len(answer.field.variables) > 1 else "derivative"
    return (*sentence(f"Find the {what} of "), *_function(answer.field, _point(answer.at)))


def partial_task(answer: PartialAnswer) -> Sentence:
    """Find ∂f/∂x for f(x, y) = x²y."""
    name = common.derivative_name(answer.field, [stage.variable for stage in answer.stages])
    at = None if answer.at is None else answer.at.point
    return (*sentence("Find ", name, " for "), *_function(answer.field, at))


def directional_task(answer: DirectionalAnswer, *, one: bool = False) -> Sentence:
    """Find the directional derivative of f(x, y) = x²y at (x, y) = (2, 3) along w = (3, 5).

    Where `one` number is to be given, it is the rate along w as it is.
    """
    rates = ", not divided by its length." if one else ": as given, and per unit of distance."
    w = _components(answer.direction)
    return (
        *sentence("Find the directional derivative of "),
        *_function(answer.field, _point(answer.at), stop=""),
        *sentence(
            " along ",
            equals(common.direction_letter(answer.field), w),
            rates,
        ),
    )


def steepest_task(answer: SteepestAnswer) -> Sentence:
    """In which direction does f(x, y) = x²y increase fastest at (x, y) = (2, 3)?"""
    asked = (
        *sentence("In which direction does "),
        *sentence(common.the_function(answer.field), " increase fastest at "),
        *sentence(common.named_point(answer.field, answer.at.point), "?"),
    )
    if answer.direction is None:
        return asked
    w = equals(common.direction_letter(answer.field), _components(answer.direction))
    return (*asked, *sentence(" How does ", w, " compare with it?"))


def backprop_task(answer: BackpropAnswer) -> Sentence:
    """Find the gradient of f(x, y) = x²y by working backward through its graph."""
    return (
        *sentence("Find the gradient of "),
        *_function(answer.field, _point(answer.at), stop=""),
        *sentence(" by working backward through its graph."),
    )


def tangent_task(answer: TangentAnswer) -> Sentence:
    """Find the tangent plane of f(x, y) = x²y at (x, y) = (2, 3)."""
    what = "plane" if len(answer.field.variables) > 1 else "line"
    return (*sentence(f"Find the tangent {what} of "), *_function(answer.field, _point(answer.at)))


def taylor_task(answer: TaylorAnswer) -> Sentence:
    """Find the Taylor polynomial of degree 2 of f(x, y) = x²y at (x, y) = (2, 3)."""
    what = f"Find the Taylor polynomial of degree {answer.order} of "
    return (*sentence(what), *_function(answer.field, answer.at.point))


def hessian_task(answer: HessianAnswer) -> Sentence:
    """Find the Hessian matrix of f(x, y) = x²y at (x, y) = (2, 3)."""
    what = "Hessian matrix" if len(answer.field.variables) > 1 else "second derivative"
    asked = (
        *sentence(f"Find the {what} of "),
        *_function(answer.field, _point(answer.at), stop=""),
    )
    if answer.direction is None or answer.along is None:
        return (*asked, *sentence("."))
    w = equals(common.direction_letter(answer.field), _components(answer.direction))
    return (*asked, *sentence(", and the curvature along ", w, "."))


def critical_task(answer: CriticalAnswer) -> Sentence:
    """Find the critical points of f(x, y) = x²y, and say what each is."""
    found = _function(answer.field, None, stop="")
    return (*sentence("Find the critical points of "), *found, *sentence(", and say what each is."))


def lagrange_task(answer: LagrangeAnswer) -> Sentence:
    """Find the extreme values of f(x, y) = xy subject to x² + y² = 1."""
    found = _function(answer.field, None, stop="")
    texts = [Code(each.source.text) for each in answer.constraints]
    between = joined([(each,) for each in texts], " and ")
    return (
        *sentence("Find the extreme values of "),
        *found,
        *sentence(" subject to "),
        *between,
        *sentence("."),
    )


def region_task(answer: RegionAnswer) -> Sentence:
    """Find the extreme values of f(x, y) = xy in the region x² + y² <= 4."""
    found = _function(answer.field, None, stop="")
    (constraint,) = answer.edge.constraints
    text = constraint.source.text
    return (
        *sentence("Find the extreme values of "),
        *found,
        *sentence(" in the region ", Code(text), "."),
    )


def over_rows_task(answer: OverRows) -> Sentence:
    """Find the gradient of the sum of f(w) = (wx − y)² over the rows of rows.csv at w = 1."""
    what = answer.reduce.value
    asked = (
        *sentence(f"Find the gradient of the {what} of ", common.the_function(answer.field)),
        *sentence(" over the rows of ", Code(answer.rows.name)),
    )
    if answer.at is None:
        return (*asked, *sentence("."))
    return (*asked, *sentence(" at ", common.named_point(answer.field, answer.at.point), "."))


def _components(direction: Direction) -> Box:
    return vector([typeset(node) for node in direction.written])


def _point(at: AtPoint | None) -> Point | None:
    return None if at is None else at.point


def _function(field: ScalarField, at: Point | None, *, stop: str = ".") -> Sentence:
    """`f(x, y) = x²y at (x, y) = (2, 3).`"""
    said = sentence(common.the_function(field))
    if at is not None:
        said = (*said, *sentence(" at ", common.named_point(field, at)))
    return (*said, *sentence(stop)) if stop else said


def step_task(answer: GradientAnswer, rate: Node) -> Sentence:
    """Take one step of gradient descent on f(x, y) = x²y from (2, 3) with rate 1/10."""
    assert answer.at is not None
    return sentence(
        "Take one step of gradient descent on ",
        common.the_function(answer.field),
        " from ",
        common.named_point(answer.field, answer.at.point),
        " with the rate ",
        typeset(rate),
        ". To which point does it lead?",
    )
