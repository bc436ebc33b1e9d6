"""`taylor` as JSON."""

from __future__ import annotations

from gradcli.calculus.answers.taylor import TaylorAnswer
from gradcli.calculus.point.approximation import misses
from gradcli.render.failure import Json
from gradcli.render.json.common import head, text_of, with_gradient
from gradcli.render.json.tangent import errors_of


def taylor_body(answer: TaylorAnswer, with_steps: bool) -> Json:
    """The gradient at the point, and the polynomial where there is one, with its terms."""
    opening = head("taylor", answer.field, answer.at)
    body = with_gradient(opening, answer.gradient, answer.at, with_steps, None)
    found, declared = answer.taylor, answer.field.variables
    if found is None:
        return body
    body["taylor"] = {
        "order": found.order,
        "symbolic": text_of(found.formula, declared),
        "terms": [
            {
                "orders": list(term.orders),
                "derivative": text_of(term.derivative, declared),
                "coefficient": text_of(term.coefficient, declared),
            }
            for term in found.terms
        ],
    }
    if with_steps and (rows := misses(found.approximation)):
        body["taylor"]["errors"] = errors_of(rows)
    return body
