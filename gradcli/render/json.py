"""JSON: an answer as the object that scripts read.

Every expression is text in the input language, so that reading it back gives the same expression.
Keys that do not apply are absent; keys may be added, never renamed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Final, assert_never

from sympy import Expr

from gradcli.calculus.answers import (
    Answer,
    AtPoint,
    DirectionalAnswer,
    GradientAnswer,
    PartialAnswer,
    SteepestAnswer,
    is_verified,
)
from gradcli.calculus.domain.verdict import Exists
from gradcli.calculus.numbers.constants import decimal
from gradcli.calculus.rules.gradient import Partial, norm
from gradcli.calculus.rules.rules import Derivation, parts_of, rule_name
from gradcli.field.expression import Node, Variable
from gradcli.field.from_sympy import from_sympy
from gradcli.field.scalar_field import Direction, ScalarField
from gradcli.field.substitution import with_values
from gradcli.frozen import dataclass
from gradcli.language.writing import write
from gradcli.render.failure import SCHEMA, Json

DIGITS: Final = 15
_EXPONENT: Final = re.compile(r"\*10\^\(?(-?\d+)\)?")


def text_of(expression: Expr, declared: Collection[str] = ()) -> str:
    """The expression in the input language, for a reader to whom the names are declared.

    Where e is a variable, the constant is written exp(1).
    """
    return write(from_sympy(expression), declared)


def success(answer: Answer, *, with_steps: bool, notes: tuple[str, ...] = ()) -> Json:
    """The object that stands for an answer."""
    match answer:
        case PartialAnswer():
            body = _partial(answer, with_steps)
        case GradientAnswer():
            body = _gradient(answer, with_steps)
        case DirectionalAnswer():
            body = _directional(answer, with_steps)
        case SteepestAnswer():
            body = _steepest(answer, with_steps)
        case _:
            assert_never(answer)
    body["verified"] = is_verified(answer)
    body["notes"] = list(notes)
    return body


def _head(
    command: str,
    field: ScalarField,
    at: AtPoint | None = None,
    direction: Direction | None = None,
) -> Json:
    given: Json = {
        "text": field.source.text,
        "read_as": write(field.tree, field.variables),
        "function": field.function,
        "variables": list(field.variables),
    }
    if at is not None:
        given["at"] = _texts(at.point.written, field.variables)
    if direction is not None:
        given["w"] = _texts(direction.written, field.variables)
    return {"schema": SCHEMA, "command": command, "input": given}


def _texts(nodes: tuple[Node, ...], declared: Collection[str]) -> list[str]:
    return [write(node, declared) for node in nodes]


def _number(constant: Expr) -> float | None:
    digits = decimal(constant, DIGITS)
    # Large and small decimals are written as 1.4*10^(-9): the language has no 1.4e-9.
    return None if digits is None else float(_EXPONENT.sub(r"e\1", digits))


@dataclass(frozen=True, slots=True)
class _Steps:
    """The rule trees of one partial; shared parts are one object, worked out once.

    `spelling` gives the derivative of a named part, du_1/dx, a name of the input language: u_1_x.
    """

    declared: Collection[str]
    spelling: Mapping[str, Node]
    told: dict[Derivation, Json]

    def text(self, expression: Expr) -> str:
        tree = from_sympy(expression)
        return write(with_values(tree, self.spelling) if self.spelling else tree, self.declared)

    def tree(self, rule: Derivation) -> Json:
        told = self.told
        waiting = [rule]
        while waiting:
            each = waiting[-1]
            missing = [part for part in parts_of(each) if part not in told]
            if missing:
                waiting.extend(missing)
                continue
            waiting.pop()
            if each not in told:
                told[each] = {
                    "rule": rule_name(each),
                    "of": write(each.function, self.declared),
                    "wrt": each.variable,
                    "gives": self.text(each.derivative),
                    "from": [told[part] for part in parts_of(each)],
                }
        return told[rule]


def _spelt(name: str, partial: Partial) -> str:
    """du/dx as a name of the language that nothing else has: u_x."""
    spelt = f"{name}_{partial.variable}"
    while spelt in partial.field.variables or spelt in partial.values:
        spelt += "1"
    return spelt


def _of_partial(
    partial: Partial, declared: Collection[str], with_steps: bool, value: Expr | None = None
) -> Json:
    body: Json = {"variable": partial.variable, "derivative": write(partial.written, declared)}
    if value is not None:
        body["value"] = text_of(value, declared)
    if not with_steps:
        return body
    spelt = {part.slope: _spelt(part.name, partial) for part in partial.named}
    steps = _Steps(declared, {slope: Variable(name) for slope, name in spelt.items()}, {})
    if partial.named:
        body["let"] = [
            {
                "name": part.name,
                "is": write(part.meaning, declared),
                "derivative": {"name": spelt[part.slope], "is": steps.text(part.derivative)},
                "steps": steps.tree(part.derivation),
            }
            for part in partial.named
        ]
    body["steps"] = steps.tree(partial.derivation)
    return body


def _partial(answer: PartialAnswer, with_steps: bool) -> Json:
    body = _head("partial", answer.field)
    body["input"]["wrt"] = [stage.variable for stage in answer.stages]
    body["partials"] = [
        _of_partial(stage, answer.field.variables, with_steps) for stage in answer.stages
    ]
    body["derivative"] = body["partials"][-1]["derivative"]
    return body


def _with_gradient(
    body: Json, answer: GradientAnswer | DirectionalAnswer | SteepestAnswer, with_steps: bool
) -> Json:
    """The partials and the gradient, at the point where there is one."""
    slopes = None if answer.at is None else answer.at.slopes
    partials = answer.gradient.partials
    declared = frozenset(answer.field.variables)
    values: tuple[Expr | None, ...] = slopes if slopes is not None else (None,) * len(partials)
    body["partials"] = [
        _of_partial(partial, declared, with_steps, value)
        for partial, value in zip(partials, values, strict=True)
    ]
    body["gradient"] = {"symbolic": [each["derivative"] for each in body["partials"]]}
    if answer.at is not None and slopes is not None:
        body["gradient"] |= {
            "value": [text_of(slope, declared) for slope in slopes],
            "approx": [_number(slope) for slope in slopes],
            "norm": text_of(norm(slopes), declared),
        }
        body["differentiable"] = True
        if answer.at.critical is not None:
            body["critical_point"] = str(answer.at.critical.kind.value)
    return body


def _gradient(answer: GradientAnswer, with_steps: bool) -> Json:
    body = _with_gradient(_head("grad", answer.field, answer.at), answer, with_steps)
    if answer.at is not None and answer.at.value is not None:
        body["value"] = text_of(answer.at.value, answer.field.variables)
    # The nudges are part of the telling, like the steps: who asks for neither pays for neither.
    if with_steps and (nudges := answer.nudges):
        body["nudges"] = [
            {
                "variable": each.variable,
                "steps": [
                    {
                        "h": text_of(row.step),
                        "change": None if row.change is None else _number(row.change),
                        "per_step": None if row.per_step is None else _number(row.per_step),
                    }
                    for row in each.rows
                ],
            }
            for each in nudges
        ]
    return body


def _directional(answer: DirectionalAnswer, with_steps: bool) -> Json:
    head = _head("dir", answer.field, answer.at, answer.direction)
    body = _with_gradient(head, answer, with_steps)
    body["directional"] = _along(answer)
    if isinstance(answer.by_limit, Exists):
        declared = answer.field.variables
        rate, per_unit = answer.by_limit.value, answer.by_limit.per_unit
        body["differentiable"] = False
        body["directional"] |= {"value": text_of(rate, declared), "approx": _number(rate)}
        body["directional"]["unit"] |= {
            "value": text_of(per_unit, declared),
            "approx": _number(per_unit),
        }
    return body


def _along(answer: DirectionalAnswer) -> Json:
    along, at, declared = answer.along, answer.along_at, answer.field.variables
    unit: Json = {"symbolic": write(answer.gradient.written(along.unit_rate), declared)}
    body: Json = {
        "symbolic": write(answer.gradient.written(along.rate), declared),
        "norm_w": text_of(along.length, declared),
        "unit": unit,
    }
    if at is not None:
        body |= {"value": text_of(at.rate, declared), "approx": _number(at.rate)}
        body["terms"] = [text_of(each, declared) for each in at.contributions]
        unit |= {"value": text_of(at.unit_rate, declared), "approx": _number(at.unit_rate)}
    return body


def _steepest(answer: SteepestAnswer, with_steps: bool) -> Json:
    body = _with_gradient(_head("steepest", answer.field, answer.at), answer, with_steps)
    best, declared = answer.steepest, answer.field.variables
    if best is not None:
        body["steepest"] = {
            "direction": [text_of(each, declared) for each in best.direction],
            "rate": text_of(best.rate, declared),
            "approx": _number(best.rate),
        }
        if best.level is not None:
            body["steepest"]["level"] = [text_of(each, declared) for each in best.level]
    return body
