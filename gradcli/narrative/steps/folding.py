"""What a teacher does in one line: several small rules at once, each of them named.

The derivation stays a tree of rules; only the telling folds. What is folded is what nobody works
out on paper: powers and functions of the variable itself, constant factors, short sums of these,
and a function of something linear.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sympy import Expr

from gradcli.calculus.rules.laws import POWER, FormulaLaw, name_of
from gradcli.calculus.rules.rules import (
    ChainRule,
    ConstantMultipleRule,
    ConstantRule,
    Derivation,
    ElementaryRule,
    IdentityRule,
    SumRule,
    rule_name,
)
from gradcli.field.expression import Negative, Sum, Variable
from gradcli.field.to_sympy import symbol
from gradcli.frozen import dataclass
from gradcli.narrative import rulebook
from gradcli.narrative.box import Box
from gradcli.narrative.document import Sentence
from gradcli.narrative.notation import negative, number
from gradcli.narrative.phrases import equals, joined
from gradcli.narrative.steps.composition import holds, inner_and_outer, worked_chain
from gradcli.narrative.steps.pen import StepWriter
from gradcli.narrative.steps.structure import added, is_signed, law_of_multiple, without_sign

MOST_IN_A_LINE: Final = 6
"""Rules that are folded into one line."""

MOST_TERMS_IN_A_LINE: Final = 4

_CONSTANT: Final = ConstantRule.LAW.name


@dataclass(frozen=True, slots=True)
class OneLine:
    """The rules that are used, outermost first, what they give before it is tidied, and clauses."""

    rules: tuple[str, ...]
    gives: Box
    clauses: tuple[Sentence, ...] = ()

    @property
    def titles(self) -> str:
        """The rules, each named once."""
        return ", ".join(dict.fromkeys(map(rulebook.title, self.rules)))

    @property
    def where(self) -> Sentence:
        """The clauses, one after the other."""
        return joined(self.clauses, "; ")

    def right(self, result: Box) -> Box:
        """What stands behind the equals sign: `y · 2x = 2xy`, or the result alone."""
        return result if self.gives == result else equals(self.gives, result)


def in_one_line(pen: StepWriter, rule: Derivation, most: int = MOST_IN_A_LINE) -> OneLine | None:
    """The rule and those that it uses as one line, of at most so many rules; None if it is more."""
    match rule:
        case IdentityRule():
            return OneLine((), number(1))
        case ElementaryRule() if most and _says_all(rule):
            clause = holds(rule.law, rule.variable)
            return OneLine((rule_name(rule),), pen.result(rule), (clause,) if clause else ())
        case ConstantMultipleRule() if most and _is_seen_to_stand_still(pen, rule.constant):
            return _multiple(pen, rule, most)
        case SumRule() if most:
            return _sum(pen, rule, most)
        case ChainRule() if most > 1:
            return _of_something_linear(pen, rule, most)
        case _:
            return None


def _says_all(rule: ElementaryRule) -> bool:
    """Whether the line alone says what the law says."""
    return rulebook.elementary_law(rule.law, rule.variable, "") is None


def _is_seen_to_stand_still(pen: StepWriter, constant: Expr) -> bool:
    """Whether it holds no part with a name, of which a reader does not see what it depends on."""
    return set(constant.free_symbols) <= set(map(symbol, pen.field.letters))


def _multiple(pen: StepWriter, rule: ConstantMultipleRule, most: int) -> OneLine | None:
    part = in_one_line(pen, rule.part, most - 1)
    if part is None:
        return None
    gives = pen.worked(law_of_multiple(rule), rule.letters)
    return OneLine((rule_name(rule), *part.rules), gives, part.clauses)


def _sum(pen: StepWriter, rule: SumRule, most: int) -> OneLine | None:
    """Term by term; a term that stands still shows as + 0, and the rule that says so is named."""
    assert isinstance(rule.function, Sum)
    if len(rule.function.terms) > MOST_TERMS_IN_A_LINE:
        return None
    by_node = {term.function: term for term in rule.terms}
    rules: list[str] = []
    clauses: list[Sentence] = []
    gives: list[Box] = []
    for node in rule.function.terms:
        derived = by_node.get(node)
        term: OneLine | None = OneLine((_CONSTANT,), number(0))
        if derived is not None:
            left = most - 1 - _worked(rules)
            term = in_one_line(pen, without_sign(derived), left)
        elif not _is_seen_to_stand_still(pen, pen.field.canonical(node)):
            term = None
        if term is None:
            return None
        rules.extend(term.rules)
        clauses.extend(term.clauses)
        signed = isinstance(node, Negative) if derived is None else is_signed(derived)
        gives.append(negative(term.gives) if signed else term.gives)
    return OneLine((rule_name(rule), *rules), added(gives), tuple(clauses))


def _worked(rules: Sequence[str]) -> int:
    """How many rules a reader works out: that what stands still brings 0 is seen at once."""
    return sum(rule != _CONSTANT for rule in rules)


def _of_something_linear(pen: StepWriter, rule: ChainRule, most: int) -> OneLine | None:
    """A function of 3x or 1 - x: nobody derives the inner function in lines of its own."""
    inner, outer = rule.inner, rule.outer
    if isinstance(inner.function, Variable) or holds(outer, "u") or not inner.derivative:
        return None
    if isinstance(outer, FormulaLaw) and outer.letter and outer.stated is not POWER:
        return None
    slope = inner.derivative
    if symbol(rule.variable) in slope.free_symbols or not _is_seen_to_stand_still(pen, slope):
        return None
    part = in_one_line(pen, inner, most - 2)
    if part is None:
        return None
    u = pen.letters.of(inner.function)
    rules = (rule_name(rule), name_of(outer), *part.rules)
    return OneLine(rules, worked_chain(pen, rule, u), (inner_and_outer(pen, rule, u),))
