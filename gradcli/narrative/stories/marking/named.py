"""What was asked for, and its components, by their names."""

from __future__ import annotations

from typing import Final, assert_never

from gradcli.calculus.answers.check import CheckAnswer, Kind, Scale
from gradcli.narrative import notation as nt
from gradcli.narrative.box import Application, Binding, Box, Glyph, Role, Row, Subscript
from gradcli.narrative.stories import common
from gradcli.narrative.stories.marking.level import VECTOR, with_the_gradient

_PLANE: Final = 2


def what_of(answer: CheckAnswer) -> str:
    """What was asked for: the gradient, a direction along the level curve."""
    several = len(answer.field.arguments) > 1
    match answer.task.kind:
        case Kind.GRADIENT:
            return "the gradient" if several else "the derivative"
        case Kind.PARTIAL:
            return "the partial derivative" if several else "the derivative"
        case Kind.DIRECTIONAL:
            return "the directional derivative"
        case Kind.STEEPEST:
            return "the direction of steepest ascent"
        case Kind.LEVEL:
            what = "unit vector" if answer.task.scale is Scale.UNIT else "direction"
            plane = len(answer.field.variables) == _PLANE
            return f"a {what} along the level {'curve' if plane else 'set'}"
        case Kind.HESSIAN:
            return "the matrix of second partial derivatives"
        case Kind.TANGENT:
            return "the tangent plane" if several else "the tangent line"
    assert_never(answer.task.kind)


def name_of(answer: CheckAnswer, of: tuple[str, ...]) -> Box:
    """What a component is of: ∂f/∂x, D_w f, L(x, y), a direction's u_x."""
    field, task = answer.field, answer.task
    match task.kind:
        case Kind.GRADIENT | Kind.PARTIAL | Kind.HESSIAN:
            name = common.derivative_name(field, of)
            if task.point is None:
                return name
            return Application(name, nt.listed(common.written_point(task.point)), fenced=True)
        case Kind.DIRECTIONAL:
            if answer.scale is Scale.UNIT:
                return common.unit_rate_name(field)
            w = common.direction_letter(field)
            if task.point is None:
                return _rate_name(answer)
            return common.rate_symbol(field, w, task.point)
        case Kind.STEEPEST:
            return nt.variable(f"u_{of[0]}")
        case Kind.LEVEL:
            if of == ("length",):
                return nt.norm(VECTOR)
            is_dot = of == ("level",)
            return with_the_gradient(answer) if is_dot else nt.variable(f"v_{of[0]}")
        case Kind.TANGENT:
            return nt.value_of("L", [nt.variable(name) for name in field.variables])
    assert_never(task.kind)


def _rate_name(answer: CheckAnswer) -> Box:
    operator = Subscript(Glyph("D", Role.OPERATOR), common.direction_letter(answer.field))
    return Row((operator, nt.function_name(answer.field.function)), Binding.ATOM)
