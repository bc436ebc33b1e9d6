"""The steps of the rules in which it matters where the point lies."""

from __future__ import annotations

import sympy

from gradcli.calculus.rules.rules import ExtremumRule, PiecewiseRule
from gradcli.field.from_sympy import condition_from_sympy
from gradcli.narrative.box import Binding, Box, Cases, Glyph, Role, Row
from gradcli.narrative.document import Line
from gradcli.narrative.notation import condition, relation
from gradcli.narrative.phrases import sentence
from gradcli.narrative.steps.pen import COMBINE, StepParts, StepWriter


def tell_extremum(pen: StepWriter, rule: ExtremumRule) -> StepParts:
    """Each competitor's derivative, and where it wins."""
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
        (
            Line(
                None,
                "=",
                _cases([pen.result(part) for part in rule.competitors], wins),
                COMBINE,
            ),
        ),
    )


def tell_piecewise(pen: StepWriter, rule: PiecewiseRule) -> StepParts:
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
        (
            Line(
                None,
                "=",
                _cases([pen.result(part) for part in parts], list(holds)),
                COMBINE,
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
