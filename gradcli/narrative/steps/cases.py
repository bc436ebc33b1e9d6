"""The steps of the rules in which it matters where the point lies."""

from __future__ import annotations

import sympy

from gradcli.calculus.rules.rules import ExtremumRule, PiecewiseRule, PolarAngleRule
from gradcli.field.from_sympy import condition_from_sympy
from gradcli.narrative import rulebook
from gradcli.narrative.box import Binding, Box, Cases, Glyph, Role, Row
from gradcli.narrative.document import Line
from gradcli.narrative.letters import FOR_FUNCTIONS, Letters
from gradcli.narrative.notation import (
    condition,
    dot,
    fraction_of,
    negative,
    number,
    power_of,
    relation,
    sum_of,
)
from gradcli.narrative.phrases import sentence
from gradcli.narrative.steps.pen import PUT_TOGETHER, SIMPLIFIED, StepParts, StepWriter


def tell_polar_angle(pen: StepWriter, rule: PolarAngleRule, letters: Letters) -> StepParts:
    """(atan2(v, u))' = (u v' - v u') / (u^2 + v^2)."""
    v, u = rule.ordinate, rule.abscissa
    name_u, name_v = letters.several(FOR_FUNCTIONS, 2)
    shown_v, shown_u = pen.typeset(v.function), pen.typeset(u.function)

    def ratio(slope_v: Box, slope_u: Box) -> Box:
        above = sum_of([dot(shown_u, slope_v), negative(dot(shown_v, slope_u))])
        return fraction_of(
            above, sum_of([power_of(shown_u, number(2)), power_of(shown_v, number(2))])
        )

    return StepParts(
        rulebook.polar_angle_law(name_v, name_u),
        (Line(pen.derivative(rule), "=", ratio(pen.derivative(v), pen.derivative(u))),),
        pen.named((name_v, name_u), (v, u)),
        (v, u),
        letters.without(name_u, name_v),
        pen.closing(rule, ratio(pen.result(v), pen.result(u)), SIMPLIFIED),
    )


def tell_extremum(pen: StepWriter, rule: ExtremumRule, letters: Letters) -> StepParts:
    """(max(u, v))' is u' where u > v, and v' where v > u."""
    sign = ">" if rule.greatest else "<"
    shown = [pen.typeset(part.function) for part in rule.competitors]
    wins = []
    for place, one in enumerate(shown):
        against = [relation(one, sign, other) for other in shown[:place] + shown[place + 1 :]]
        wins.append(_conjunction(against))
    opened = _cases([pen.derivative(part) for part in rule.competitors], wins)
    word = "greatest" if rule.greatest else "least"
    where = sentence(
        f"the {word} argument is the function, as long as it is alone at it; "
        "where two are equal the rule says nothing"
    )
    return StepParts(
        None,
        (Line(pen.derivative(rule), "=", opened),),
        where,
        rule.competitors,
        letters,
        (
            Line(
                None,
                "=",
                _cases([pen.result(part) for part in rule.competitors], wins),
                PUT_TOGETHER,
            ),
        ),
    )


def tell_piecewise(pen: StepWriter, rule: PiecewiseRule, letters: Letters) -> StepParts:
    """Inside each piece its own derivative."""
    parts = tuple(case.derivation for case in rule.cases)
    holds = [
        Glyph("everywhere", Role.RELATION)
        if case.holds == sympy.true
        else _if(condition(condition_from_sympy(case.holds)))
        for case in rule.cases
    ]
    return StepParts(
        None,
        (
            Line(
                pen.derivative(rule),
                "=",
                _cases([pen.derivative(part) for part in parts], list(holds)),
            ),
        ),
        sentence(
            "inside each piece its own derivative counts; "
            "where two pieces meet the rule says nothing"
        ),
        parts,
        letters,
        (
            Line(
                None,
                "=",
                _cases([pen.result(part) for part in parts], list(holds)),
                PUT_TOGETHER,
            ),
        ),
    )


def _if(held: Box) -> Box:
    """`if x > 0`, the words of the condition in the same row."""
    parts = held.parts if isinstance(held, Row) else (held,)
    return Row((Glyph("if", Role.RELATION), *parts), Binding.RELATION)


def _conjunction(relations: list[Box]) -> Box:
    """a > b and a > c."""
    parts: list[Box] = [Glyph("if", Role.RELATION)]
    for place, each in enumerate(relations):
        if place:
            parts.append(Glyph("and", Role.RELATION))
        parts.append(each)
    return Row(tuple(parts), Binding.RELATION)


def _cases(values: list[Box], conditions: list[Box]) -> Box:
    """A brace with a value and its condition on each line."""
    return Cases(tuple(zip(values, conditions, strict=True)))
