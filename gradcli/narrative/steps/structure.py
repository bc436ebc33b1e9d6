"""The steps of the rules that take an expression apart: sums, products, quotients."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeGuard, assert_never

from sympy import Expr

from gradcli.calculus.rules.rules import (
    ConstantMultipleRule,
    ConstantRule,
    Derivation,
    IdentityRule,
    IntermediateRule,
    LawfulRule,
    PolarAngleRule,
    ProductRule,
    ReciprocalRule,
    RewriteRule,
    Rewriting,
    SumRule,
    parts_of,
)
from gradcli.field.expression import Negative, Sum
from gradcli.field.fast_sympy.sympy_build import product
from gradcli.field.template import Template, numbered, with_unit
from gradcli.narrative import rulebook
from gradcli.narrative.box import Box
from gradcli.narrative.document import Line, Sentence
from gradcli.narrative.notation import negative, number, variable
from gradcli.narrative.phrases import equals, joined, sentence
from gradcli.narrative.steps.pen import (
    ADDED_UP,
    COLLECT,
    COMBINE,
    IN_ORDER,
    MOST_CONSTANTS,
    MOST_TERMS,
    MULTIPLY,
    SIMPLIFY,
    StepParts,
    StepWriter,
    summands,
)


def tell_constant(pen: StepWriter, rule: ConstantRule) -> StepParts:
    """What stands still, and why."""
    line = Line(pen.derivative(rule), "=", pen.result(rule))
    return StepParts(None, (line,), pen.still((rule.function,), rule.variable), (), ())


def tell_identity(pen: StepWriter, rule: IdentityRule) -> StepParts:
    """The variable itself."""
    line = Line(pen.derivative(rule), "=", pen.result(rule))
    where = sentence(variable(rule.variable), " changes by 1 for each change of 1 in itself")
    return StepParts(None, (line,), where, (), ())


def tell_sum(pen: StepWriter, rule: SumRule) -> StepParts:
    """A sum with its signs, term by term; the terms that stand still bring 0.

    The law needs no letters: its use says all of it.
    """
    by_node = {term.function: term for term in rule.terms}
    assert isinstance(rule.function, Sum)
    told: list[Derivation] = []
    opened: list[Box] = []
    together: list[Box] = []
    for node in rule.function.terms:
        part = by_node.get(node)
        if part is None and len(rule.constants) > MOST_CONSTANTS:
            continue
        is_minus = isinstance(node, Negative) if part is None else is_signed(part)
        signed = negative if is_minus else _itself
        bare = node.operand if is_minus and isinstance(node, Negative) else node
        opened.append(signed(pen.derivative_by(rule.variable, pen.typeset(bare))))
        if part is None:
            together.append(signed(number(0)))
            continue
        part = without_sign(part)
        told.append(part)
        together.append(signed(pen.result(part)))
    where: Sentence = ()
    if rule.constants:
        bare_constants = [
            node.operand if isinstance(node, Negative) else node for node in rule.constants
        ]
        are = "their derivatives are" if len(bare_constants) > 1 else "its derivative is"
        named = sentence(f"so {are} 0 ({rulebook.title(ConstantRule.LAW.name)})")
        where = joined((pen.still(bare_constants, rule.variable), named), ", ")
    if len(told) > MOST_TERMS:
        told = told[:MOST_TERMS]
        count = f"{len(rule.terms):,}"
        some = sentence(
            f"of the {count} terms the first {MOST_TERMS} are worked out below, all others likewise"
        )
        where = joined((where, some), "; ")
    return StepParts(
        None,
        (Line(pen.derivative(rule), "=", added(opened)),),
        where,
        tuple(told),
        pen.closing(rule, added(together), _how_added(pen, rule, len(together))),
    )


def is_signed(term: Derivation) -> TypeGuard[ConstantMultipleRule]:
    """Whether a term of a sum is told without the minus sign before it."""
    return isinstance(term, ConstantMultipleRule) and isinstance(term.function, Negative)


def without_sign(term: Derivation) -> Derivation:
    """Of a term with a minus before it the derivation of the term itself."""
    return term.part if is_signed(term) else term


def _how_added(pen: StepWriter, rule: SumRule, count: int) -> Sentence:
    """Whether terms became one or fell away, or only changed places."""
    derivatives = [term.derivative for term in rule.terms]
    terms = sum(len(each.args) if each.is_Add else 1 for each in derivatives)
    terms += count - len(derivatives)  # the zeros
    left = len(rule.derivative.args) if rule.derivative.is_Add else 1
    if any(each.derivative.is_Add and len(summands(pen.result(each))) < 2 for each in rule.terms):
        return COLLECT if left < terms else MULTIPLY  # 2(x - 1) + 4y is 2x + 4y - 2
    return ADDED_UP if left < terms else IN_ORDER


def _itself(of: Box) -> Box:
    return of


def added(derivatives: Sequence[Box]) -> Box:
    """The right side of the sum rule for so many terms."""
    letters = numbered(len(derivatives))
    primed = {f"{letter}'": each for letter, each in zip(letters, derivatives, strict=True)}
    return rulebook.used(SumRule.LAW.template(len(letters)), primed)


def tell_by_law(
    pen: StepWriter,
    rule: LawfulRule,
    tidied: Sentence = SIMPLIFY,
    where: Sentence = (),
    law: Template | None = None,
) -> StepParts:
    """A rule whose law says all: the law, its use, what its letters are, the parts put in.

    `law` is the form of the law for a constant that is not written, 1.
    """
    law = law or rule.LAW.template(len(rule.letters))
    written = {each: part for each, part in rule.letters.items() if each in law.letters}
    names = pen.letters_of(written)
    moving = [name for each, name in names.items() if not isinstance(rule.letters[each], Expr)]
    return StepParts(
        rulebook.stated(law, {each: variable(name) for each, name in names.items()}),
        (Line(pen.derivative(rule), "=", pen.used(law, rule.letters)),),
        joined((pen.named(names, written), where), "; "),
        parts_of(rule),
        pen.closing(rule, pen.worked(law, rule.letters), tidied),
        pen.what_a_prime_means(moving[0], rule.variable),
    )


def tell_multiple(pen: StepWriter, rule: ConstantMultipleRule) -> StepParts:
    """What stands still stays as a factor: the law needs no letters, its use says all of it."""
    law = law_of_multiple(rule)
    still = sentence(pen.standing(rule.constant), " contains no ", variable(rule.variable))
    return StepParts(
        None,
        (Line(pen.derivative(rule), "=", pen.used(law, rule.letters)),),
        (*still, *sentence(" and is constant here")) if rule.constant.free_symbols else (),
        (rule.part,),
        pen.closing(rule, pen.worked(law, rule.letters), MULTIPLY),
    )


def law_of_multiple(rule: ConstantMultipleRule) -> Template:
    """The law with c, or of c = -1 the law of -u."""
    law = rule.LAW.template()
    return with_unit(law, "c", negative=True) if rule.constant == -1 else law


def tell_product(pen: StepWriter, rule: ProductRule) -> StepParts:
    """The law for so many factors."""
    return tell_by_law(pen, rule, _how_tidied(rule))


def tell_reciprocal(pen: StepWriter, rule: ReciprocalRule) -> StepParts:
    """The law with c; where c is 1, without it."""
    law = with_unit(rule.LAW.template(), "c") if rule.constant == 1 else None
    return tell_by_law(pen, rule, MULTIPLY, law=law)


def tell_polar_angle(pen: StepWriter, rule: PolarAngleRule) -> StepParts:
    """The law, and off which ray it holds: on it the angle jumps."""
    names = pen.letters_of(rule.letters)
    held = rulebook.condition_of(rule.LAW, {each: variable(name) for each, name in names.items()})
    return tell_by_law(pen, rule, where=sentence("it holds where ", held))


def _how_tidied(rule: ProductRule) -> Sentence:
    """Whether terms of the product rule became one."""
    values = [factor.value for factor in rule.factors]
    terms = 0
    for place, factor in enumerate(rule.factors):
        term = product(factor.derivative, *values[:place], *values[place + 1 :])
        terms += len(term.args) if term.is_Add else 1
    result = rule.derivative
    return COLLECT if (len(result.args) if result.is_Add else 1) < terms else MULTIPLY


def tell_rewriting(pen: StepWriter, rule: RewriteRule) -> StepParts:
    """The function written in another way, and the reason."""
    part = rule.rewritten
    where = sentence(
        equals(pen.typeset(rule.function), pen.typeset(part.function)), f": {_because(rule.reason)}"
    )
    return StepParts(
        None,
        (Line(pen.derivative(rule), "=", pen.derivative(part)),),
        where,
        (part,),
        (Line(None, "=", pen.result(rule), COMBINE),),
    )


def _because(reason: Rewriting) -> str:
    match reason:
        case Rewriting.REPEATED_FACTOR:
            return "a factor that stands several times is a power"
        case Rewriting.POWER_BELOW:
            return "a power below the line is a power with the opposite exponent"
        case Rewriting.POWER_OF_ZERO:
            return "0 to a power is 0, wherever the exponent is above 0"
        case Rewriting.LOGARITHM_TO_A_BASE:
            return "a logarithm to any base is a quotient of natural logarithms"
        case Rewriting.ROOT:
            return "the n-th root is the power with exponent 1/n"
        case Rewriting.EQUAL_ARGUMENTS:
            return "the extremum of equal numbers is that number"
        case Rewriting.SINGLE_ARGUMENT:
            return "the extremum of a single number is that number"
        case Rewriting.DEFINITION:
            return "the function is written out by its definition"
        case Rewriting.MINUS_SIGNS:
            return "two minus signs cancel"
        case Rewriting.CONSTANT_ARGUMENTS:
            return "what is constant takes part with its own extremum alone"
    assert_never(reason)


def tell_intermediate(pen: StepWriter, rule: IntermediateRule) -> StepParts:
    """A part that has a name: its derivative was worked out above."""
    line = Line(pen.derivative(rule), "=", pen.result(rule))
    return StepParts(
        None,
        (line,),
        sentence("worked out above, as the part ", pen.typeset(rule.function)),
        (),
        (),
    )
