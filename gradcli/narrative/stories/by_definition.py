"""A gradient that holds by the definition: the change per step, worked on the numbers at hand."""

from __future__ import annotations

from sympy import Expr

from gradcli.calculus.answers.at_point import AtPoint
from gradcli.calculus.point.quotients import ChangePerStep, changes_per_step
from gradcli.field.scalar_field import ScalarField
from gradcli.narrative.box import Application, Box
from gradcli.narrative.document import Block, Equations, Line, Sentence
from gradcli.narrative.notation import (
    absolute,
    fraction_of,
    listed,
    negative,
    number,
    relation,
    sum_of,
    value_of,
    variable,
)
from gradcli.narrative.phrases import formula, sentence
from gradcli.narrative.point.verdicts import explain
from gradcli.narrative.stories.common import (
    Telling,
    derivative_name,
    exact_lines,
    written_point,
)


def by_definition(field: ScalarField, at: AtPoint, telling: Telling) -> tuple[Block, ...]:
    """f(P), and each partial there as the limit of the change per step."""
    assert at.value is not None
    assert at.slopes is not None
    where = written_point(at.point)
    lines = list(exact_lines(value_of(field.function, where), at.value, telling))
    for name, slope in zip(field.variables, at.slopes, strict=True):
        lines.extend(_of_partial(field, at, name, slope, at.value))
        partial = Application(derivative_name(field, (name,)), listed(where), fenced=True)
        reason = sentence("the limit of the change per step, by the definition")
        lines.extend(exact_lines(partial, slope, telling, reason))
    return (*explain(at.verdict, field, at.point), Equations(tuple(lines)))


def _of_partial(field: ScalarField, at: AtPoint, name: str, slope: Expr, value: Expr) -> list[Line]:
    letter = "h" if "h" not in field.variables else "k"
    h = variable(letter)
    coordinates = written_point(at.point)
    place = field.variables.index(name)
    coordinates[place] = sum_of([coordinates[place], h])
    change = sum_of([value_of(field.function, coordinates), negative(formula(value))])
    left: Box | None = fraction_of(change, h)
    lines: list[Line] = []
    for step in changes_per_step(field, at.point, name, letter, value, slope):
        lines.append(Line(left, "=", formula(step.formula), _on_which_side(step, h)))
        if step.formula != slope:
            lines.append(Line(None, "→", formula(slope), sentence("as ", _tends(h))))
        if step.rest is not None and step.bound is not None:
            reason = sentence("which tends to 0")
            lines.append(Line(absolute(formula(step.rest)), "≤", formula(step.bound), reason))
        left = fraction_of(change, h)
    return lines


def _on_which_side(step: ChangePerStep, h: Box) -> Sentence:
    sign = {0: "≠", 1: ">", -1: "<"}[step.sense]
    return sentence("for small ", relation(h, sign, number(0)))


def _tends(h: Box) -> Box:
    return relation(h, "→", number(0))
