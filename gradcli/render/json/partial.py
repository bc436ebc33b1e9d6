"""`partial` as JSON."""

from __future__ import annotations

from gradcli.calculus.answers.partial import PartialAnswer
from gradcli.render.failure import Json
from gradcli.render.json.common import head, of_partial


def partial_body(answer: PartialAnswer, with_steps: bool) -> Json:
    """The derivatives, one after the other, and the last of them."""
    body = head("partial", answer.field)
    body["input"]["wrt"] = [stage.variable for stage in answer.stages]
    body["partials"] = [
        of_partial(stage, answer.field.letters, with_steps, graph=answer.graph)
        for stage in answer.stages
    ]
    body["derivative"] = body["partials"][-1]["derivative"]
    return body
