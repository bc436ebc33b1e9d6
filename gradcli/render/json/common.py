"""What the objects of several questions have in common: the input, partials, the gradient."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from math import isfinite
from typing import Final, assert_never

from sympy import Expr

from gradcli.calculus.answers.at_point import AtPoint
from gradcli.calculus.answers.partial import PartialAtPoint
from gradcli.calculus.domain import verdict as verdicts
from gradcli.calculus.numbers.constants import decimal
from gradcli.calculus.rules.gradient import Gradient, Partial, norm
from gradcli.calculus.rules.graph import Graph
from gradcli.calculus.rules.rules import Derivation, parts_of, rule_name
from gradcli.field.expression import Node, Variable
from gradcli.field.from_sympy import from_sympy
from gradcli.field.intermediates import needed_for
from gradcli.field.scalar_field import Direction, ScalarField
from gradcli.field.substitution import with_values
from gradcli.frozen import dataclass
from gradcli.language.writing import write, write_parts
from gradcli.late import pattern
from gradcli.render.failure import SCHEMA, Json
from gradcli.render.formula.value import value_latex

DIGITS: Final = 15
_EXPONENT: Final = pattern(r"\*10\^\(?(-?\d+)\)?")


def text_of(expression: Expr, declared: Collection[str] = ()) -> str:
    """The expression in the input language, for a reader to whom the names are declared.

    Where e is a variable, the constant is written exp(1).
    """
    return write(from_sympy(expression), declared)


def head(
    command: str,
    field: ScalarField,
    at: AtPoint | PartialAtPoint | None = None,
    direction: Direction | None = None,
) -> Json:
    """The beginning of every answer: what was asked, and how it was read."""
    given: Json = {
        "text": field.source.text,
        "read_as": write(field.tree, field.letters),
        "function": field.function,
        "variables": list(field.arguments),
    }
    if field.among:
        given["wrt"] = list(field.variables)
    if field.constants:
        given["parameters"] = list(field.constants)
    if field.let:
        given["let"] = {name: write(value) for name, value in field.let.items()}
    if at is not None:
        given["at"] = _texts(tuple(at.point.named(field).values()), field.letters)
    if direction is not None:
        given["w"] = _texts(direction.written, field.letters)
    return {"schema": SCHEMA, "command": command, "input": given}


def _texts(nodes: tuple[Node, ...], declared: Collection[str]) -> list[str]:
    return [write(node, declared) for node in nodes]


def number(constant: Expr) -> float | None:
    """A decimal near an exact constant; None where there is none."""
    digits = decimal(constant, DIGITS)
    # Large and small decimals are written as 1.4*10^(-9): the language has no 1.4e-9.
    if digits is None:
        return None
    near = float(_EXPONENT.sub(r"e\1", digits))
    # JSON has no word for infinity.
    return near if isfinite(near) else None


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
    while spelt in partial.field.letters or spelt in partial.values:
        spelt += "1"
    return spelt


def _in_names(graph: Graph, variable: str, declared: Collection[str]) -> str:
    """let z = w*x + b; 2*x*z: a derivative in the names that the text gives to parts."""
    derivative = from_sympy(graph.derivative_by(variable))
    needed = needed_for(graph.decomposition.parts, derivative)
    return write_parts(needed.parts, derivative, declared)


def of_partial(
    partial: Partial,
    declared: Collection[str],
    with_steps: bool,
    value: Expr | None = None,
    graph: Graph | None = None,
) -> Json:
    """A partial derivative, its value at the point, and how it was derived."""
    body: Json = {"variable": partial.variable, "derivative": write(partial.written, declared)}
    if graph is not None:
        body["in_names"] = _in_names(graph, partial.variable, declared)
    if value is not None:
        body |= {"value": text_of(value, declared), "approx": number(value)}
    if not with_steps:
        return body
    # To set a formula takes longer than to write it, and where no step is told nobody reads it.
    body["latex"] = value_latex(partial.written, declared)
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


def is_differentiable(verdict: verdicts.Verdict) -> bool | None:
    """Whether the function is differentiable at the point; None where that is undecided."""
    match verdict:
        case verdicts.Smooth() | verdicts.Differentiable():
            return True
        case (
            verdicts.OutsideDomain()
            | verdicts.Undefined()
            | verdicts.Discontinuous()
            | verdicts.NotDifferentiable()
        ):
            return False
        case verdicts.Undecided():
            return None
    assert_never(verdict)


def with_gradient(
    body: Json,
    whole: Gradient,
    at: AtPoint | None,
    with_steps: bool,
    graph: Graph | None,
) -> Json:
    """The partials and the gradient, at the point where there is one."""
    slopes = None if at is None else at.slopes
    partials = whole.partials
    declared = frozenset(whole.field.letters)
    values: tuple[Expr | None, ...] = slopes if slopes is not None else (None,) * len(partials)
    body["partials"] = [
        of_partial(partial, declared, with_steps, value, graph)
        for partial, value in zip(partials, values, strict=True)
    ]
    body["gradient"] = {"symbolic": [each["derivative"] for each in body["partials"]]}
    if at is not None:
        body["differentiable"] = is_differentiable(at.verdict)
    if at is not None and slopes is not None:
        body["gradient"] |= {
            "value": [text_of(slope, declared) for slope in slopes],
            "approx": [each["approx"] for each in body["partials"]],
            "norm": text_of(norm(slopes), declared),
        }
        if with_steps:
            body["gradient"]["difference_quotients"] = at.certified
        if at.critical is not None:
            body["critical_point"] = str(at.critical.kind.value)
    return body
