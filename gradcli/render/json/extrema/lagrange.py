"""`critical --on` and `critical --in "g <= c"` as JSON."""

from __future__ import annotations

from collections.abc import Collection

from gradcli.calculus.answers.extrema.critical import rounded
from gradcli.calculus.answers.extrema.inequality import RegionAnswer
from gradcli.calculus.answers.extrema.lagrange import LagrangeAnswer, OnConstraint
from gradcli.calculus.extrema.found import Enclosed
from gradcli.calculus.point.critical import CriticalKind
from gradcli.field.expression import Negative, Sum
from gradcli.language.writing import write
from gradcli.render.failure import Json
from gradcli.render.json.common import head, text_of, with_gradient
from gradcli.render.json.extrema.critical import (
    approx_of,
    critical_body,
    extreme_body,
    text_of_coordinate,
    where_text,
)


def lagrange_body(answer: LagrangeAnswer, with_steps: bool) -> Json:
    """The gradient, the constraint, the points with their multipliers, the extreme values."""
    declared = frozenset(answer.field.letters)
    opening = head("critical", answer.field)
    texts = [each.source.text for each in answer.constraints]
    opening["input"]["on"] = texts[0] if len(texts) == 1 else texts
    body = with_gradient(opening, answer.gradient, None, with_steps, None)
    told = _constraints(answer, declared)
    body.update({"constraint": told[0]} if len(told) == 1 else {"constraints": told})
    body["critical"] = {
        "points": [_point(each, declared) for each in answer.points],
        "families": [
            {
                "at": [text_of(each, declared) for each in family.family.at],
                "parameters": [each.name for each in family.family.parameters],
                **(
                    {"where": where_text(family.family.where, declared)}
                    if family.family.where
                    else {}
                ),
                **({} if family.value is None else {"value": text_of(family.value, declared)}),
                **({"pieces_meet": True} if family.on_seam else {}),
            }
            for family in answer.families
        ],
        "complete": answer.complete,
        "extremes": {
            "minimum": extreme_body(answer.extremes.least, declared),
            "maximum": extreme_body(answer.extremes.greatest, declared),
            "boundary": [],
        },
    }
    return body


def region_body(answer: RegionAnswer, with_steps: bool) -> Json:
    """The critical points in a region g <= c, and the extreme values there."""
    declared = frozenset(answer.field.letters)
    body = critical_body(answer.inner, with_steps)
    (constraint,) = answer.edge.constraints
    body["input"]["in"] = constraint.source.text
    body["constraint"] = {
        **_constraints(answer.edge, declared)[0],
        "relation": "<=",
        "compact": answer.bounded,
    }
    extremes = answer.extremes
    inside = len(answer.inner.points) + len(answer.inner.families)
    body["critical"]["extremes"] = {
        "minimum": extreme_body(extremes.least, declared),
        "maximum": extreme_body(extremes.greatest, declared),
        "boundary": [
            {
                "at": [text_of_coordinate(c, declared) for c in each.place],
                "value": text_of_coordinate(each.value, declared),
                "value_approx": approx_of(each.value),
            }
            for each in extremes.competitors[inside:]
        ],
    }
    return body


def _constraints(answer: LagrangeAnswer, declared: Collection[str]) -> list[Json]:
    made: list[Json] = []
    for normal in answer.normals:
        tree = normal.field.tree
        assert isinstance(tree, Sum)
        left, right = tree.terms
        assert isinstance(right, Negative)
        made.append(
            {
                "left": write(left, declared),
                "right": write(right.operand, declared),
                "gradient": [text_of(each, declared) for each in normal.components],
                "compact": answer.compact,
            }
        )
    return made


def _point(point: OnConstraint, declared: Collection[str]) -> Json:
    body: Json = {
        "at": [text_of_coordinate(each, declared) for each in point.place],
        "approx": [approx_of(each) for each in point.place],
    }
    errors = [
        abs(each.middle - rounded(each)) + each.error
        for each in point.place
        if isinstance(each, Enclosed)
    ]
    if errors:
        body["error"] = float(max(errors))
    if point.value is not None:
        body["value"] = text_of_coordinate(point.value, declared)
        body["value_approx"] = approx_of(point.value)
    multipliers = [text_of_coordinate(each, declared) for each in point.multipliers]
    if len(multipliers) == 1:
        body["multiplier"] = multipliers[0]
    elif multipliers:
        body["multipliers"] = multipliers
    if multipliers:
        body["class"] = str(point.kind.value)
    if point.singular:
        body["singular"] = True
    if point.on_seam:
        body["pieces_meet"] = True
        if point.kind is not CriticalKind.NOT_DECIDED:
            body["extremum"] = str(point.kind.value)
    return body
