"""What all steps are written with: the formulas of one derivation, each set once."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sympy import Expr

from gradcli.calculus.clean_up.sums import is_cancelled
from gradcli.calculus.rules.rules import Derivation, QuotientRule
from gradcli.field.expression import Node, operands
from gradcli.field.fast_sympy.heads import is_exponential
from gradcli.field.fast_sympy.sympy_build import TWO, power
from gradcli.field.forms import parts_of_forms
from gradcli.field.from_sympy import OrderOfSum
from gradcli.field.scalar_field import ScalarField
from gradcli.field.template import Template
from gradcli.narrative import rulebook
from gradcli.narrative.box import Binding, Box, Row
from gradcli.narrative.document import Line, Sentence, Step
from gradcli.narrative.letters import PartNames
from gradcli.narrative.notation import (
    MINUS,
    PLUS,
    derivative_of,
    partial_symbol,
    prime,
    typeset,
    variable,
)
from gradcli.narrative.phrases import enumerated, equals, formula, joined, sentence
from gradcli.narrative.steps.naming import NO_NAMES, Names

COMBINE: Final = sentence("combine")
MULTIPLY: Final = sentence("multiply")
COLLECT: Final = sentence("multiply and collect like terms")
ADDED_UP: Final = sentence("add")
IN_ORDER: Final = sentence("reorder")
SIMPLIFY: Final = sentence("simplify")
CANCEL: Final = sentence("cancel the common factor")

MOST_CONSTANTS: Final = 4
"""A sum with more terms that stand still does not list them one by one."""

MOST_TERMS: Final = 100
"""Of a sum with more terms that move only so many are worked out for the reader's eyes."""


@dataclass(frozen=True, slots=True)
class StepParts:
    """What a rule has to tell: its law, its lines, and the parts that are told below it.

    `primed` says what a prime in the law means, or a d beside ∂. `outer` is a step that is told
    before the parts, without a number yet: the outer function of a chain rule.
    """

    law: Box | None
    opening: tuple[Line, ...]
    where: Sentence
    parts: tuple[Derivation, ...]
    closing: tuple[Line, ...]
    primed: Sentence = ()
    outer: Step | None = None


@dataclass(frozen=True, slots=True)
class StepWriter:
    """Sets the formulas of one derivation, and remembers which part has which letter."""

    field: ScalarField
    letters: PartNames
    names: Names = NO_NAMES
    _drawn: dict[Node, Box] = dataclasses.field(default_factory=dict)
    _written: dict[Expr, Box] = dataclasses.field(default_factory=dict)

    @property
    def _order(self) -> tuple[OrderOfSum, ...]:
        return self.names.order(self.field)

    def typeset(self, node: Node) -> Box:
        """A part of the function, as it was typed."""
        if not self._drawn:
            self._drawn.update(self.names.drawn)
        return typeset(node, self._drawn)

    def formula(self, expression: Expr) -> Box:
        """A result, written as a book would."""
        known = self._written.get(expression)
        if known is None:
            known = self._written[expression] = formula(
                self.names.in_short(expression), self._order
            )
        return known

    def in_letters(self, expression: Expr) -> Box | None:
        """A formula in terms of the parts that have letters; None where it has no such part."""
        short = self.names.in_short(expression)
        return None if short == expression else self.formula(expression)

    def derivative(self, rule: Derivation, of: Box | None = None) -> Box:
        """∂/∂x [u], what the rule works out."""
        return self.derivative_by(rule.variable, self.typeset(rule.function) if of is None else of)

    def derivative_by(self, name: str, of: Box) -> Box:
        """∂/∂x [of], or d/dx [of] of a function of one variable."""
        return derivative_of(name, of, partial=len(self.field.arguments) > 1)

    def result(self, rule: Derivation) -> Box:
        """What the rule gives."""
        return self.formula(rule.derivative)

    def closing(
        self, rule: Derivation, together: Box, tidied: Sentence = MULTIPLY
    ) -> tuple[Line, ...]:
        """The parts combined, and the tidied form where that is another one."""
        result = self.result(rule)
        if together == result:
            return (Line(None, "=", result, COMBINE),)
        if summands(together) == summands(result):
            tidied = IN_ORDER
        elif tidied is MULTIPLY:
            tidied = self.multiplied(rule)
        elif isinstance(rule, QuotientRule) and rule.derivative != 0:
            below = power(rule.denominator.value, TWO)
            tidied = CANCEL if is_cancelled(below, rule.derivative) else tidied
        return (Line(None, "=", together, COMBINE), Line(None, "=", result, tidied))

    def multiplied(self, rule: Derivation) -> Sentence:
        """What is said of a product that is worked out: cos(arcsin x)/√(1 - x²) = 1 is more."""
        whole = parts_of_forms([self.field.canonical(rule.function)])
        inside = parts_of_forms(map(self.field.canonical, operands(rule.function)))
        undone = any(
            part.is_Function and part not in whole and not is_exponential(part) for part in inside
        )
        return SIMPLIFY if undone else MULTIPLY

    def used(
        self, law: Template, letters: Mapping[str, Derivation | Expr], whole: Box | None = None
    ) -> Box:
        """What a law says of these parts, their derivatives not yet worked out."""
        return rulebook.used(law, self._standing(letters, self.derivative), whole=whole)

    def worked(
        self, law: Template, letters: Mapping[str, Derivation | Expr], whole: Box | None = None
    ) -> Box:
        """The same with the derivatives of the parts put in, set as a book sets it."""
        return rulebook.worked(law, self._standing(letters, self.result), whole=whole)

    def _standing(
        self,
        letters: Mapping[str, Derivation | Expr],
        slope: Callable[[Derivation], Box],
    ) -> dict[str, Box]:
        standing: dict[str, Box] = {}
        for letter, part in letters.items():
            standing[letter] = self.standing(part)
            if not isinstance(part, Expr):
                standing[f"{letter}'"] = slope(part)
        return standing

    def letters_of(self, letters: Mapping[str, Derivation | Expr]) -> dict[str, str]:
        """By which letters the parts of a law go in this derivation."""
        return self.letters.in_place_of(
            {
                letter: part if isinstance(part, Expr) else part.function
                for letter, part in letters.items()
            }
        )

    def what_a_prime_means(self, letter: str, moving: str) -> Sentence:
        """`u′ means ∂u/∂x`."""
        symbol = partial_symbol(letter, (moving,), partial=len(self.field.arguments) > 1)
        return sentence(prime(variable(letter)), " means ", symbol)

    def standing(self, part: Derivation | Expr) -> Box:
        """What stands for a letter: a part as it was typed, or a constant."""
        return self.formula(part) if isinstance(part, Expr) else self.typeset(part.function)

    def named(self, names: Mapping[str, str], letters: Mapping[str, Derivation | Expr]) -> Sentence:
        """`u = x² and v = sin x`, by the names that are used for the letters of a law."""
        return enumerated(
            [
                equals(variable(names[letter]), self.standing(part))
                for letter, part in letters.items()
            ]
        )

    def still(self, nodes: Sequence[Node], name: str) -> Sentence:
        """`y² and 3 contain no x: they are constant here`."""
        verb = " contain no " if len(nodes) > 1 else " contains no "
        tail = ": they are constant here" if len(nodes) > 1 else ": it is constant here"
        if len(nodes) > MOST_CONSTANTS:
            return sentence(f"the other {len(nodes)} terms contain no ", variable(name), tail)
        listed = enumerated([self.typeset(node) for node in nodes])
        return joined((listed, sentence(verb, variable(name), tail)), "")


def summands(formula: Box) -> Counter[tuple[bool, Box]]:
    """The terms of a sum, each with whether it is subtracted, in any order."""
    terms: Counter[tuple[bool, Box]] = Counter()
    parts = formula.parts if isinstance(formula, Row) and formula.binding is Binding.SUM else ()
    minus = False
    for part in parts or (formula,):
        if part in (PLUS, MINUS):
            minus = part == MINUS
        else:
            terms[minus, part] += 1
    return terms
