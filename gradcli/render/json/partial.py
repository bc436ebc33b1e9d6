"""`partial` as JSON."""

from __future__ import annotations

from gradcli.calculus.answers.partial import PartialAnswer
from gradcli.render.failure import Json
from gradcli.render.json.common import head, number, of_partial, text_of


def partial_body(answer: PartialAnswer, with_steps: bool) -> Json:
    """The derivatives, one after the other, the last of them, and its value at the point."""
    declared, at = answer.field.letters, answer.at
    body = head("partial", answer.field, at)
    body["input"]["wrt"] = [stage.variable for stage in answer.stages]
    value = None if at is None else at.value
    *before, last = answer.stages
    body["partials"] = [
        *(of_partial(stage, declared, with_steps, graph=answer.graph) for stage in before),
        of_partial(last, declared, with_steps, value, graph=answer.graph),
    ]
    body["derivative"] = body["partials"][-1]["derivative"]
    if value is not None:
        body |= {"value": text_of(value, declared), "approx": number(value)}
    return body
