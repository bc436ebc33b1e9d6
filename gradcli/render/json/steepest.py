"""`steepest` as JSON."""

from __future__ import annotations

from gradcli.calculus.answers.steepest import SteepestAnswer
from gradcli.calculus.descent.step_length import StepTried
from gradcli.calculus.rules.directional import directional_derivative
from gradcli.render.failure import Json
from gradcli.render.json.common import head, number, text_of, with_gradient
from gradcli.render.json.directional import rates


def steepest_body(answer: SteepestAnswer, with_steps: bool) -> Json:
    """The gradient at the point, and the direction of steepest ascent where there is one."""
    opening = head("steepest", answer.field, answer.at, answer.direction)
    body = with_gradient(opening, answer.gradient, answer.at, with_steps, answer.graph)
    best, declared = answer.steepest, answer.field.letters
    if best is not None:
        body["steepest"] = {
            "direction": [text_of(each, declared) for each in best.direction],
            "rate": text_of(best.rate, declared),
            "approx": number(best.rate),
        }
        if best.level is not None:
            body["steepest"]["level"] = [text_of(each, declared) for each in best.level]
        tried = answer.step_lengths if with_steps else None
        if tried is not None:
            body["steepest"]["step_lengths"] = [_of_step(each) for each in tried.rows]
    if answer.direction is not None and answer.along is not None:
        along = directional_derivative(answer.gradient, answer.direction)
        body["directional"] = rates(answer.field, answer.gradient, along, answer.along)
    return body


def _of_step(tried: StepTried) -> Json:
    """A step of gradient descent: what the slope predicts, and by how much f really changes."""
    row: Json = {"rate": text_of(tried.rate), "predicted": tried.predicted}
    if tried.change is not None:
        row |= {"change": tried.change, "share": tried.share}
    return row | {"short_enough": tried.is_short_enough}
