"""`explore` as JSON: the answer at the point, and what the page works with."""

from __future__ import annotations

from gradcli.calculus.answers.pictures.explore import ExploreAnswer, Known, Near
from gradcli.calculus.explore.examined import Level
from gradcli.calculus.program.borders import Border
from gradcli.calculus.program.program import Operation, Program
from gradcli.calculus.rules.directional import directional_derivative
from gradcli.field.scalar_field import ScalarField
from gradcli.language.writing import write
from gradcli.narrative.point.verdicts import complaint
from gradcli.render.failure import Json
from gradcli.render.json.common import head, is_differentiable, number, text_of, with_gradient
from gradcli.render.json.directional import rates
from gradcli.render.json.extrema.critical import error_of_text, text_of_coordinate


def explore_body(answer: ExploreAnswer, with_steps: bool) -> Json:
    """The gradient at the point, the rate along w, the window, and the points in it."""
    begins, scene = answer.begins, answer.scene
    field = answer.field
    opening = head("explore", field, begins.at, begins.direction)
    body = with_gradient(opening, begins.gradient, begins.at, with_steps, begins.graph)
    if begins.steepest is not None:
        declared = field.letters
        body["steepest"] = {
            "direction": [text_of(each, declared) for each in begins.steepest.direction],
            "rate": text_of(begins.steepest.rate, declared),
            "approx": number(begins.steepest.rate),
        }
    if begins.direction is not None and begins.along is not None:
        along = directional_derivative(begins.gradient, begins.direction)
        body["directional"] = rates(field, begins.gradient, along, begins.along)
    body["window"] = {
        field.variables[place]: [float(of.low), float(of.high)]
        for place, of in zip(scene.plane, scene.window, strict=True)
    }
    body["examined"] = [_of_point(field, each) for each in scene.known]
    if scene.more:
        body["unexamined"] = scene.more
    body["program"] = of_program(scene.program)
    return body


def _of_point(field: ScalarField, each: Known) -> Json:
    if isinstance(each, Near):
        return {
            "at": [text_of_coordinate(c, field.letters) for c in each.place],
            "approx": list(each.floats),
            "error": max(error_of_text(c) for c in each.place),
            "differentiable": True,
            "critical_point": each.kind.value,
        }
    body: Json = {
        "at": [write(node, field.letters) for node in each.point.written],
        "approx": list(each.floats),
    }
    if isinstance(each, Level):
        return body | {"differentiable": True, "critical_point": each.critical.kind.value}
    body["differentiable"] = is_differentiable(each.verdict)
    if not body["differentiable"]:
        refused = complaint(each.verdict, field, each.point)
        body |= {"code": refused.code, "message": refused.message}
    return body


def of_program(program: Program) -> Json:
    """The program as a list of values: operation, places of its arguments, number, guard."""
    return {
        "inputs": program.inputs,
        "result": program.result,
        "values": [
            [
                value.operation.name.lower(),
                list(value.arguments),
                value.number if value.operation in _WITH_FRACTIONS else int(value.number),
                *([] if value.guard is None else [value.guard]),
            ]
            for value in program.values
        ],
    }


_WITH_FRACTIONS = frozenset({Operation.NUMBER})


def of_border(border: Border) -> Json:
    """Where a border is, for the page that draws it."""
    body: Json = {"kind": border.kind.value, "place": border.place}
    if border.other is not None:
        body["other"] = border.other
    if border.behind is not None:
        body["behind"] = border.behind
    if border.whole:
        body["whole"] = True
    return body
