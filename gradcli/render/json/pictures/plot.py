"""`plot` as JSON, but for its figures."""

from __future__ import annotations

from gradcli.calculus.answers.pictures.plot import PlotAnswer
from gradcli.calculus.rules.gradient import norm
from gradcli.render.failure import Json
from gradcli.render.json.common import head, is_differentiable, number, text_of


def plot_body(answer: PlotAnswer, with_steps: bool) -> Json:
    """What was asked, and the gradient at the point."""
    declared = frozenset(answer.field.letters)
    body = head("plot", answer.field, answer.at, answer.direction)
    if answer.at is None:
        return body
    body["differentiable"] = is_differentiable(answer.at.verdict)
    if answer.at.slopes is not None:
        slopes = answer.at.slopes
        body["gradient"] = {
            "symbolic": [text_of(each, declared) for each in answer.gradient.components],
            "value": [text_of(each, declared) for each in slopes],
            "approx": [number(each) for each in slopes],
            "norm": text_of(norm(slopes), declared),
        }
    return body
