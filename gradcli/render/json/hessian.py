"""`hessian` as JSON."""

from __future__ import annotations

from gradcli.calculus.answers.hessian import HessianAnswer
from gradcli.calculus.domain.verdict import Exists
from gradcli.language.writing import write
from gradcli.render.failure import Json
from gradcli.render.json.common import (
    head,
    text_of,
    with_gradient,
)


def hessian_body(answer: HessianAnswer, with_steps: bool) -> Json:
    """The gradient, the matrix of second partials, and at a point its numbers."""
    opening = head("hessian", answer.field, answer.at, answer.direction)
    body = with_gradient(opening, answer.gradient, answer.at, with_steps, None)
    declared = frozenset(answer.field.variables)
    found: Json = {
        "symbolic": [
            [write(each.written, declared) for each in row] for row in answer.hessian.rows
        ],
        "symmetric": answer.symmetric if answer.second is None else answer.second.symmetric,
    }
    second = answer.second
    if second is not None:
        found["value"] = [
            [
                text_of(each.value, declared) if isinstance(each, Exists) else None
                for each in row.entries
            ]
            for row in second.rows
        ]
        if second.determinant is not None:
            found["determinant"] = text_of(second.determinant, declared)
        if second.eigenvalues:
            found["eigenvalues"] = [text_of(each, declared) for each in second.eigenvalues]
    if answer.at is not None and answer.at.slopes is not None:
        found["critical"] = all(slope == 0 for slope in answer.at.slopes)
        if answer.at.critical is not None:
            found["class"] = str(answer.at.critical.kind.value)
    if answer.along is not None:
        found["along"] = {
            "value": text_of(answer.along.value, declared),
            "per_unit": text_of(answer.along.per_unit, declared),
        }
    body["hessian"] = found
    return body
