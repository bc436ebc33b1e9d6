"""A derivation told step by step: the rule, its law, what its letters are, the parts, the sum.

Every step is read off one rule of the derivation; nothing is worked out here. A part that was
derived before is not derived again: the step refers back to where it was.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
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
from gradcli.narrative.document import Line, Sentence, Step
from gradcli.narrative.letters import Letters, PartNames
from gradcli.narrative.phrases import joined
from gradcli.narrative.steps.brief import in_brief
from gradcli.narrative.steps.cases import tell_extremum, tell_piecewise
from gradcli.narrative.steps.composition import tell_chain, tell_elementary, tell_logarithmic
from gradcli.narrative.steps.folding import in_one_line
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
    """The steps of one derivation, numbered `first`, `first`.1 and so on.

    FULL tells the outermost rule first and what it needs below it, BRIEF a line for each rule,
    each worked out from those before it; NONE tells nothing. What a teacher does in one line
    takes one in either. `taken` are letters that the laws may not use, `names`
    parts that are written by a letter.
    """
    if detail is Detail.NONE:
        return ()
    letters = Letters.beside(scalar_field).without(*taken, *names.taken)
    pen = StepWriter(scalar_field, PartNames(letters), names)
    if detail is Detail.BRIEF:
        return in_brief(pen, derivation, str(first))
    return (_Teller(pen).step(derivation, str(first)),)


def numbered_steps(derivation: Derivation, scalar_field: ScalarField, number: str) -> NumberedSteps:
    """The step of a derivation with all below it, and by their numbers what they work out."""
    pen = StepWriter(scalar_field, PartNames(Letters.beside(scalar_field)))
    teller = _Teller(pen)
    return NumberedSteps(teller.step(derivation, number), pen, teller.by_number)


@dataclass(frozen=True, slots=True, eq=False)
class NumberedSteps:
    """A step with all below it; `by_number` are the rules that they are read off.

    The outer function of a chain rule is told by a step, and derived by none.
    """

    step: Step
    pen: StepWriter
    by_number: Mapping[str, Derivation]


@dataclass(frozen=True, slots=True)
class _Teller:
    """Numbers the steps of one derivation, and remembers what was told where."""

    pen: StepWriter
    _told: dict[Derivation, str] = dataclasses.field(default_factory=dict)
    _explained: set[str] = dataclasses.field(default_factory=set)
    by_number: dict[str, Derivation] = dataclasses.field(default_factory=dict)

    def step(self, rule: Derivation, number: str) -> Step:
        """One rule and, below it, the rules that it uses; one line where that is enough."""
        left = self.pen.derivative(rule)
        self.by_number[number] = rule
        if parts_of(rule):
            folded = in_one_line(self.pen, rule)
            if folded is not None:
                line = Line(left, "=", folded.right(self.pen.result(rule)))
                return Step(number, folded.titles, None, (line,), folded.where, (), ())
            seen = self._told.get(rule)
            if seen is not None:
                result = Line(left, "=", self.pen.result(rule))
                return Step(number, f"as in step {seen}", None, (result,), (), (), ())
        self._told.setdefault(rule, number)
        told = tell(self.pen, rule)
        where = joined((told.where, self._at_first_use(told)), "; ")
        if isinstance(rule, IdentityRule) and "." in number:
            where = ()
        first = 1
        children: tuple[Step, ...] = ()
        if told.outer is not None:
            children = (dataclasses.replace(told.outer, number=f"{number}.1"),)
            first = 2
        steps = (
            self.step(part, f"{number}.{place}")
            for place, part in enumerate(told.parts, start=first)
        )
        title = rulebook.title(rule_name(rule))
        return Step(number, title, told.law, told.opening, where, (*children, *steps), told.closing)

    def _at_first_use(self, told: StepParts) -> Sentence:
        """What a prime means, where the first one stands; and why there is a d beside ∂."""
        sign = "prime" if told.outer is None else "d"
        if not told.primed or sign in self._explained:
            return ()
        self._explained.add(sign)
        return told.primed


def tell(pen: StepWriter, rule: Derivation) -> StepParts:
    """What one rule has to tell, its parts not yet worked out."""
    match rule:
        case ConstantRule():
            return tell_constant(pen, rule)
        case IdentityRule():
            return tell_identity(pen, rule)
        case SumRule():
            return tell_sum(pen, rule)
        case ConstantMultipleRule():
            return tell_multiple(pen, rule)
        case ProductRule():
            return tell_product(pen, rule)
        case QuotientRule():
            return tell_by_law(pen, rule)
        case PolarAngleRule():
            return tell_polar_angle(pen, rule)
        case ReciprocalRule():
            return tell_reciprocal(pen, rule)
        case ElementaryRule():
            return tell_elementary(pen, rule)
        case ChainRule():
            return tell_chain(pen, rule)
        case LogarithmicRule():
            return tell_logarithmic(pen, rule)
        case ExtremumRule():
            return tell_extremum(pen, rule)
        case PiecewiseRule():
            return tell_piecewise(pen, rule)
        case RewriteRule():
            return tell_rewriting(pen, rule)
        case IntermediateRule():
            return tell_intermediate(pen, rule)
    assert_never(rule)
