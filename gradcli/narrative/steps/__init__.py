"""A derivation told step by step: the rule, its law, what its letters are, the parts, the sum.

Every step is read off one rule of the derivation; nothing is worked out here. A part that was
derived before is not derived again: the step refers back to where it was.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from gradcli.calculus.rules.rules import (
    ChainRule,
    ConstantMultipleRule,
    ConstantRule,
    Derivation,
    ElementaryRule,
    ExtremumRule,
    IdentityRule,
    IntermediateRule,
    LogarithmicRule,
    PiecewiseRule,
    PolarAngleRule,
    ProductRule,
    QuotientRule,
    ReciprocalRule,
    RewriteRule,
    SumRule,
    parts_of,
    rule_name,
)
from gradcli.field.scalar_field import ScalarField
from gradcli.narrative import rulebook
from gradcli.narrative.document import Line, Step
from gradcli.narrative.letters import Letters
from gradcli.narrative.steps.cases import tell_extremum, tell_piecewise
from gradcli.narrative.steps.composition import tell_chain, tell_elementary, tell_logarithmic
from gradcli.narrative.steps.naming import NO_NAMES, Names
from gradcli.narrative.steps.pen import StepParts, StepWriter
from gradcli.narrative.steps.structure import (
    tell_by_law,
    tell_constant,
    tell_identity,
    tell_intermediate,
    tell_multiple,
    tell_polar_angle,
    tell_product,
    tell_reciprocal,
    tell_rewriting,
    tell_sum,
)


class Detail(StrEnum):
    """How much of a derivation is told."""

    NONE = "none"
    BRIEF = "brief"
    FULL = "full"


def steps_of(
    derivation: Derivation,
    scalar_field: ScalarField,
    detail: Detail,
    first: int | str = 1,
    taken: Collection[str] = (),
    names: Names = NO_NAMES,
) -> tuple[Step, ...]:
    """The steps of one derivation, outermost rule first, numbered `first`, `first`.1 and so on.

    None where `detail` is NONE. `taken` are letters that the laws may not use. `names` are parts
    that are written by a letter.
    """
    if detail is Detail.NONE:
        return ()
    teller = _Teller(StepWriter(scalar_field, names), detail)
    letters = Letters.beside(scalar_field).without(*taken, *names.taken)
    return (teller.step(derivation, str(first), letters),)


@dataclass(frozen=True, slots=True)
class _Teller:
    """Numbers the steps of one derivation, and remembers what was told where."""

    pen: StepWriter
    detail: Detail
    _told: dict[Derivation, str] = dataclasses.field(default_factory=dict)

    def step(self, rule: Derivation, number: str, letters: Letters) -> Step:
        """One rule and, below it, the rules that it uses."""
        result = Line(self.pen.derivative(rule), "=", self.pen.result(rule))
        seen = self._told.get(rule)
        if seen is not None and parts_of(rule):
            return Step(number, f"as in step {seen}", None, (result,), (), (), ())
        self._told.setdefault(rule, number)
        title = rulebook.title(rule_name(rule))
        if self.detail is Detail.BRIEF:
            children = self._steps(parts_of(rule), number, letters)
            return Step(number, title, None, (result,), (), children, ())
        told = _tell(self.pen, rule, letters)
        if told.outer is None:
            children = self._steps(told.parts, number, told.letters)
        else:
            outer = dataclasses.replace(told.outer, number=f"{number}.1")
            children = (outer, *self._steps(told.parts, number, told.letters, first=2))
        return Step(number, title, told.law, told.opening, told.where, children, told.closing)

    def _steps(
        self, parts: tuple[Derivation, ...], number: str, letters: Letters, first: int = 1
    ) -> tuple[Step, ...]:
        return tuple(
            self.step(part, f"{number}.{place}", letters)
            for place, part in enumerate(parts, start=first)
        )


def _tell(pen: StepWriter, rule: Derivation, letters: Letters) -> StepParts:
    match rule:
        case ConstantRule():
            return tell_constant(pen, rule, letters)
        case IdentityRule():
            return tell_identity(pen, rule, letters)
        case SumRule():
            return tell_sum(pen, rule, letters)
        case ConstantMultipleRule():
            return tell_multiple(pen, rule, letters)
        case ProductRule():
            return tell_product(pen, rule, letters)
        case QuotientRule():
            return tell_by_law(pen, rule, letters)
        case PolarAngleRule():
            return tell_polar_angle(pen, rule, letters)
        case ReciprocalRule():
            return tell_reciprocal(pen, rule, letters)
        case ElementaryRule():
            return tell_elementary(pen, rule, letters)
        case ChainRule():
            return tell_chain(pen, rule, letters)
        case LogarithmicRule():
            return tell_logarithmic(pen, rule, letters)
        case ExtremumRule():
            return tell_extremum(pen, rule, letters)
        case PiecewiseRule():
            return tell_piecewise(pen, rule, letters)
        case RewriteRule():
            return tell_rewriting(pen, rule, letters)
        case IntermediateRule():
            return tell_intermediate(pen, rule, letters)
    assert_never(rule)
