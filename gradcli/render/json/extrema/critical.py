"""`critical` as JSON."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from gradcli.calculus.answers.extrema.classified import CriticalAt
from gradcli.calculus.answers.extrema.critical import CriticalAnswer, rounded
from gradcli.calculus.answers.extrema.region import Extreme
from gradcli.calculus.extrema.along import Along
from gradcli.calculus.extrema.found import Coordinate, Enclosed, Where
from gradcli.field.expression import Negative, Number
from gradcli.language.writing import write
from gradcli.narrative.stories.extrema.places import condition_texts
from gradcli.render.failure import Json
from gradcli.render.json.common import head, number, text_of, with_gradient


def critical_body(answer: CriticalAnswer, with_steps: bool) -> Json:
    """The gradient, the points with what they are, the families, and whether these are all."""
    declared = frozenset(answer.field.letters)
    opening = head("critical", answer.field)
    body = with_gradient(opening, answer.gradient, None, with_steps, None)
    body["critical"] = {
        "points": [_point(each, declared) for each in answer.points],
        "families": [_family(each.part, declared) for each in answer.families],
        "complete": answer.complete,
    }
    if answer.region is not None:
        region = answer.region
        names = zip(answer.field.variables, region.sides, strict=True)
        body["input"]["in"] = {
            name: [text_of(low, declared), text_of(high, declared)] for name, (low, high) in names
        }
        body["critical"]["extremes"] = {
            "minimum": extreme_body(region.extremes.least, declared),
            "maximum": extreme_body(region.extremes.greatest, declared),
            "boundary": [
                {
                    "at": [text_of_coordinate(c, declared) for c in each.place],
                    "value": text_of_coordinate(each.value, declared),
                    "value_approx": approx_of(each.value),
                }
                for each in region.extremes.competitors
                if each.on is not None
            ],
        }
    return body


def extreme_body(extreme: Extreme | None, declared: Collection[str]) -> Json | None:
    """A value, and where it is attained; None where it is not proved."""
    if extreme is None:
        return None
    return {
        "value": text_of_coordinate(extreme.value, declared),
        "value_approx": approx_of(extreme.value),
        "at": [[text_of_coordinate(c, declared) for c in place] for place in extreme.places],
        **({"more": True} if extreme.more else {}),
    }


def text_of_coordinate(coordinate: Coordinate, declared: Collection[str]) -> str:
    """A formula, or the decimal near a number without one."""
    if not isinstance(coordinate, Enclosed):
        return text_of(coordinate, declared)
    value = rounded(coordinate)
    return write(Number(value) if value >= 0 else Negative(Number(-value)))


def approx_of(coordinate: Coordinate) -> float | None:
    """A float near it."""
    if isinstance(coordinate, Enclosed):
        return float(coordinate.middle) if rounded(coordinate) else 0.0
    return number(coordinate)


def error_of_text(coordinate: Coordinate) -> float:
    """How far the text may be off: it has fifteen digits, whatever is known."""
    if not isinstance(coordinate, Enclosed):
        return 0.0
    return float(abs(coordinate.middle - rounded(coordinate)) + coordinate.error)


def _point(point: CriticalAt, declared: Collection[str]) -> Json:
    body: Json = {
        "at": [text_of_coordinate(each, declared) for each in point.place],
        "approx": [approx_of(each) for each in point.place],
    }
    if any(isinstance(each, Enclosed) for each in point.place):
        body["error"] = max(map(error_of_text, point.place))
    if point.kind is not None:
        body["class"] = str(point.kind.value)
    if point.value is not None:
        body["value"] = text_of_coordinate(point.value, declared)
        body["value_approx"] = approx_of(point.value)
    if point.decided_by is not None:
        body["decided_by"] = str(point.decided_by.value)
    if point.differentiable is not True:
        body["differentiable"] = point.differentiable
    if point.extremum is not None:
        body["extremum"] = str(point.extremum.value)
    return body


def _family(part: Along, declared: Collection[str]) -> Json:
    family = part.family
    body: Json = {
        "at": [text_of(each, declared) for each in family.at],
        "parameters": [each.name for each in family.parameters],
    }
    if family.integers:
        body["integers"] = [each.name for each in family.integers]
    if family.where:
        body["where"] = where_text(family.where, declared)
    if part.constant:
        body["constant"] = True
    elif part.kind is not None:
        body["class"] = str(part.kind.value)
    elif part.differentiable:
        body["class"] = "not decided"
    if part.value is not None:
        body["value"] = text_of(part.value, declared)
    if part.decided_by is not None:
        body["decided_by"] = str(part.decided_by)
    if part.differentiable is not True:
        body["differentiable"] = part.differentiable
    return body


def where_text(conditions: Sequence[Where], declared: Collection[str]) -> str:
    """t > 0 and s != 1, in the input language."""
    return " and ".join(condition_texts(conditions, lambda tree: write(tree, declared)))
