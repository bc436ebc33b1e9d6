"""`grad` as JSON."""

from __future__ import annotations

from gradcli.calculus.answers.gradient import GradientAnswer
from gradcli.render.failure import Json
from gradcli.render.json.common import head, number, text_of, with_gradient


def gradient_body(answer: GradientAnswer, with_steps: bool) -> Json:
    """The partials, the gradient, and at a point the value and the nudges."""
    opening = head("grad", answer.field, answer.at)
    body = with_gradient(opening, answer.gradient, answer.at, with_steps, answer.graph)
    if answer.at is not None and answer.at.value is not None:
        body["value"] = text_of(answer.at.value, answer.field.letters)
    # The nudges are part of the telling, like the steps: who asks for neither pays for neither.
    if with_steps and (nudges := answer.nudges):
        body["nudges"] = [
            {
                "variable": each.variable,
                "steps": [
                    {
                        "h": text_of(row.step),
                        "change": None if row.change is None else number(row.change),
                        "per_step": None if row.per_step is None else number(row.per_step),
                    }
                    for row in each.rows
                ],
            }
            for each in nudges
        ]
    return body
