"""`tangent` as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from gradcli.calculus.answers.tangent import TangentAnswer
from gradcli.calculus.point.approximation import Miss, misses
from gradcli.render.failure import Json
from gradcli.render.json.common import head, number, text_of, with_gradient


def tangent_body(answer: TangentAnswer, with_steps: bool) -> Json:
    """The gradient at the point, and the linear approximation where there is one."""
    opening = head("tangent", answer.field, answer.at)
    body = with_gradient(opening, answer.gradient, answer.at, with_steps, answer.graph)
    found, declared = answer.tangent, answer.field.letters
    if found is None:
        return body
    body["value"] = text_of(found.value, declared)
    body["tangent"] = {
        "symbolic": text_of(found.linear, declared),
        "coefficients": [text_of(slope, declared) for slope in found.slopes],
        "constant": text_of(found.constant, declared),
    }
    # Like the nudges, the errors are part of the telling: who asks for neither pays for neither.
    if with_steps and (rows := misses(found.approximation)):
        body["tangent"]["errors"] = errors_of(rows)
    return body


def errors_of(rows: Sequence[Miss]) -> list[Json]:
    """How far f is from an approximation after shrinking steps."""
    return [
        {
            "h": text_of(row.step),
            "error": None if row.error is None else number(row.error),
            "per_distance": None if row.share is None else number(row.share),
        }
        for row in rows
    ]
