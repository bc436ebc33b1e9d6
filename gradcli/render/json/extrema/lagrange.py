"""`critical --on` and `critical --in "g <= c"` as JSON."""

from __future__ import annotations

from collections.abc import Collection

from gradcli.calculus.answers.extrema.critical import rounded
from gradcli.calculus.answers.extrema.inequality import RegionAnswer
from gradcli.calculus.answers.extrema.lagrange import LagrangeAnswer, OnConstraint
from gradcli.calculus.extrema.found import Enclosed
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
    opening["input"]["on"] = answer.constraint.source.text
    body = with_gradient(opening, answer.gradient, None, with_steps, None)
    body["constraint"] = _constraint(answer, declared)
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
    body["input"]["in"] = answer.edge.constraint.source.text
    body["constraint"] = {
        **_constraint(answer.edge, declared),
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


def _constraint(answer: LagrangeAnswer, declared: Collection[str]) -> Json:
    tree = answer.constraint.tree
    assert isinstance(tree, Sum)
    left, right = tree.terms
    assert isinstance(right, Negative)
    return {
        "left": write(left, declared),
        "right": write(right.operand, declared),
        "gradient": [text_of(each, declared) for each in answer.normal.components],
        "compact": answer.compact,
    }


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
    if point.multiplier is not None:
        body["multiplier"] = text_of_coordinate(point.multiplier, declared)
        body["class"] = str(point.kind.value)
    if point.singular:
        body["singular"] = True
    return body
