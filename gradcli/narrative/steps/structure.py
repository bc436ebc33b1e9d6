"""The steps of the rules that take an expression apart: sums, products, quotients."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

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
from gradcli.narrative.box import Binding, Box, Glyph, Row
from gradcli.narrative.document import Line, Sentence
from gradcli.narrative.letters import FOR_FUNCTIONS, Letters
from gradcli.narrative.notation import MINUS, PLUS_OR_MINUS, negative, number, prime, variable
from gradcli.narrative.phrases import equals, joined, sentence
from gradcli.narrative.steps.pen import (
    ADDED_UP,
    COLLECT,
    COMBINE,
    IN_ORDER,
    MOST_CONSTANTS,
    MOST_IN_A_LAW,
    MOST_TERMS,
    MULTIPLY,
    SIMPLIFY,
    StepParts,
    StepWriter,
)


def tell_constant(pen: StepWriter, rule: ConstantRule, letters: Letters) -> StepParts:
    """What stands still, and why."""
    line = Line(pen.derivative(rule), "=", rulebook.used(rule.LAW.template(), {}))
    where = pen.still((rule.function,), rule.variable)
    return StepParts(None, (line,), where, (), letters, ())


def tell_identity(pen: StepWriter, rule: IdentityRule, letters: Letters) -> StepParts:
    """The variable itself."""
    line = Line(pen.derivative(rule), "=", rulebook.used(rule.LAW.template(), {}))
    where = sentence(variable(rule.variable), " changes by 1 for each change of 1 in itself")
    return StepParts(None, (line,), where, (), letters, ())


def tell_sum(pen: StepWriter, rule: SumRule, letters: Letters) -> StepParts:
    """A sum with its signs: of u - v the parts are u and v; the terms that stand still bring 0."""
    by_node = {term.function: term for term in rule.terms}
    assert isinstance(rule.function, Sum)
    told: list[Derivation] = []
    opened: list[Box] = []
    together: list[Box] = []
    for node in rule.function.terms:
        part = by_node.get(node)
        if part is None and len(rule.constants) > MOST_CONSTANTS:
            continue
        signed = negative if isinstance(node, Negative) else _itself
        bare = pen.typeset(node.operand if isinstance(node, Negative) else node)
        opened.append(signed(pen.derivative_by(rule.variable, bare)))
        if part is None:
            together.append(signed(number(0)))
            continue
        if isinstance(node, Negative):
            assert isinstance(part, ConstantMultipleRule)
            part = part.part
        told.append(part)
        together.append(signed(pen.result(part)))
    law = _law_of_sum(rule.function, letters)
    where: Sentence = ()
    if rule.constants:
        bare_constants = [
            node.operand if isinstance(node, Negative) else node for node in rule.constants
        ]
        where = joined(
            (pen.still(bare_constants, rule.variable), sentence("so the derivative is 0")),
            ", ",
        )
    if len(told) > MOST_TERMS:
        told = told[:MOST_TERMS]
        count = f"{len(rule.terms):,}"
        some = sentence(
            f"of the {count} terms the first {MOST_TERMS} are worked out below, all others likewise"
        )
        where = joined((where, some), "; ")
    return StepParts(
        law,
        (Line(pen.derivative(rule), "=", _added(opened)),),
        where,
        tuple(told),
        letters,
        pen.closing(rule, _added(together), _how_added(rule, len(together))),
    )


def _how_added(rule: SumRule, count: int) -> Sentence:
    """Whether terms became one or fell away, or only changed places."""
    derivatives = [term.derivative for term in rule.terms]
    terms = sum(len(each.args) if each.is_Add else 1 for each in derivatives)
    terms += count - len(derivatives)  # the zeros
    left = len(rule.derivative.args) if rule.derivative.is_Add else 1
    return ADDED_UP if left < terms else IN_ORDER


def _itself(of: Box) -> Box:
    return of


def _added(derivatives: Sequence[Box]) -> Box:
    """The right side of the sum rule for so many terms."""
    letters = numbered(len(derivatives))
    primed = {f"{letter}'": each for letter, each in zip(letters, derivatives, strict=True)}
    return rulebook.used(SumRule.LAW.template(len(letters)), primed)


def _law_of_sum(function: Sum, letters: Letters) -> Box:
    """The law with the signs of this sum, where it is short; else of two terms, with ±."""
    signs = [MINUS if isinstance(term, Negative) else None for term in function.terms]
    if len(signs) > MOST_IN_A_LAW:
        signs = [None, PLUS_OR_MINUS if any(signs) else None]
    stands_for = numbered(len(signs))
    names = [variable(name) for name in letters.several(FOR_FUNCTIONS, len(signs))]
    slopes = [prime(name) for name in names]
    return rulebook.stated(
        SumRule.LAW.template(len(signs)),
        dict(zip(stands_for, map(_signed, signs, names), strict=True)),
        dict(zip([f"{each}'" for each in stands_for], map(_signed, signs, slopes), strict=True)),
    )


def _signed(sign: Glyph | None, of: Box) -> Box:
    return of if sign is None else Row((sign, of), Binding.SUM)


def tell_by_law(
    pen: StepWriter,
    rule: LawfulRule,
    letters: Letters,
    tidied: Sentence = SIMPLIFY,
    where: Sentence = (),
    law: Template | None = None,
    use: Template | None = None,
) -> StepParts:
    """A rule whose law says all: the law, its use, what its letters are, the parts put in.

    `law` and `use` are forms of the law for a constant that is not written, 1 or -1.
    """
    law = law or rule.LAW.template(len(rule.letters))
    use = use or law
    names = letters.in_place_of(rule.letters)
    moving = [names[each] for each, part in rule.letters.items() if not isinstance(part, Expr)]
    return StepParts(
        rulebook.stated(law, {each: variable(name) for each, name in names.items()}),
        (Line(pen.derivative(rule), "=", pen.used(use, rule.letters, pen.derivative)),),
        where or pen.named(names, rule.letters),
        parts_of(rule),
        letters.without(*moving),
        pen.closing(rule, pen.used(use, rule.letters, pen.result), tidied),
    )


def tell_multiple(pen: StepWriter, rule: ConstantMultipleRule, letters: Letters) -> StepParts:
    """The law with c, and what stands still; of c = -1 the law of -u."""
    names = letters.in_place_of(rule.letters)
    named = equals(variable(names["u"]), pen.standing(rule.part))
    if rule.constant == -1:
        law = with_unit(rule.LAW.template(), "c", negative=True)
        return tell_by_law(pen, rule, letters, MULTIPLY, sentence(named), law)
    still = (" contains no ", variable(rule.variable), " and is constant here")
    why = still if rule.constant.free_symbols else ()
    constant = equals(variable(names["c"]), pen.standing(rule.constant))
    return tell_by_law(pen, rule, letters, MULTIPLY, sentence(constant, *why, "; ", named))


def tell_product(pen: StepWriter, rule: ProductRule, letters: Letters) -> StepParts:
    """The law for so many factors."""
    return tell_by_law(pen, rule, letters, _how_tidied(rule))


def tell_reciprocal(pen: StepWriter, rule: ReciprocalRule, letters: Letters) -> StepParts:
    """The law with c; where c is 1 its use goes without it."""
    use = with_unit(rule.LAW.template(), "c") if rule.constant == 1 else None
    return tell_by_law(pen, rule, letters, MULTIPLY, use=use)


def tell_polar_angle(pen: StepWriter, rule: PolarAngleRule, letters: Letters) -> StepParts:
    """The law, and off which ray it holds: on it the angle jumps."""
    names = letters.in_place_of(rule.letters)
    held = rulebook.condition_of(rule.LAW, {each: variable(name) for each, name in names.items()})
    where = (pen.named(names, rule.letters), sentence("it holds where ", held))
    return tell_by_law(pen, rule, letters, where=joined(where, "; "))


def _how_tidied(rule: ProductRule) -> Sentence:
    """Whether terms of the product rule became one."""
    values = [factor.value for factor in rule.factors]
    terms = 0
    for place, factor in enumerate(rule.factors):
        term = product(factor.derivative, *values[:place], *values[place + 1 :])
        terms += len(term.args) if term.is_Add else 1
    result = rule.derivative
    return COLLECT if (len(result.args) if result.is_Add else 1) < terms else MULTIPLY


def tell_rewriting(pen: StepWriter, rule: RewriteRule, letters: Letters) -> StepParts:
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
        letters,
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
        case Rewriting.CONSTANT_ARGUMENTS:
            return "what is constant takes part with its own extremum alone"
    assert_never(reason)


def tell_intermediate(pen: StepWriter, rule: IntermediateRule, letters: Letters) -> StepParts:
    """A part that has a name: its derivative was worked out above."""
    line = Line(pen.derivative(rule), "=", pen.result(rule))
    return StepParts(
        None,
        (line,),
        sentence("worked out above, as the part ", pen.typeset(rule.function)),
        (),
        letters,
        (),
    )
