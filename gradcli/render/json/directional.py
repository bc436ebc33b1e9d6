"""`dir` as JSON."""

from __future__ import annotations

from gradcli.calculus.answers.directional import DirectionalAnswer
from gradcli.calculus.domain.verdict import Exists
from gradcli.calculus.numbers.constants import decided_float
from gradcli.calculus.rules.directional import RateAlong, cosine_to_gradient, degrees_of
from gradcli.calculus.rules.gradient import Gradient
from gradcli.field.scalar_field import ScalarField
from gradcli.language.writing import write
from gradcli.render.failure import Json
from gradcli.render.json.common import head, number, text_of, with_gradient


def directional_body(answer: DirectionalAnswer, with_steps: bool) -> Json:
    """The gradient, and the rate along w: as given and per unit of distance."""
    opening = head("dir", answer.field, answer.at, answer.direction)
    body = with_gradient(opening, answer.gradient, answer.at, with_steps, answer.graph)
    body["directional"] = rates(answer.field, answer.gradient, answer.along, answer.along_at)
    if isinstance(answer.by_limit, Exists):
        declared = answer.field.letters
        rate, per_unit = answer.by_limit.value, answer.by_limit.per_unit
        body["directional"] |= {"value": text_of(rate, declared), "approx": number(rate)}
        body["directional"]["unit"] |= {
            "value": text_of(per_unit, declared),
            "approx": number(per_unit),
        }
    return body


def rates(field: ScalarField, gradient: Gradient, along: RateAlong, at: RateAlong | None) -> Json:
    """Both rates along w as functions of the point, and at the point if there are any."""
    declared = field.letters
    unit: Json = {"symbolic": write(gradient.written(along.unit_rate), declared)}
    body: Json = {
        "symbolic": write(gradient.written(along.rate), declared),
        "norm_w": text_of(along.length, declared),
        "unit": unit,
    }
    if at is not None:
        body |= {"value": text_of(at.rate, declared), "approx": number(at.rate)}
        body["terms"] = [text_of(each, declared) for each in at.contributions]
        unit |= {"value": text_of(at.unit_rate, declared), "approx": number(at.unit_rate)}
        cosine = cosine_to_gradient(at)
        share = None if cosine is None else decided_float(cosine)
        if share is not None:
            body |= {"angle": degrees_of(share), "share": share}
    return body
