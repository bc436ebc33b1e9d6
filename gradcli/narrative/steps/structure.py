"""The steps of the rules that take an expression apart: sums, products, quotients."""

from __future__ import annotations

from typing import assert_never

from gradcli.calculus.rules.rules import (
    ConstantMultipleRule,
    ConstantRule,
    Derivation,
    IdentityRule,
    IntermediateRule,
    ProductRule,
    QuotientRule,
    ReciprocalRule,
    RewriteRule,
    Rewriting,
    SumRule,
)
from gradcli.field.expression import Negative, Sum
from gradcli.field.fast_sympy.sympy_build import product
from gradcli.narrative import rulebook
from gradcli.narrative.box import Box
from gradcli.narrative.document import Line, Sentence
from gradcli.narrative.letters import FOR_CONSTANTS, FOR_FUNCTIONS, Letters
from gradcli.narrative.notation import (
    dot,
    fraction_of,
    negative,
    number,
    power_of,
    product_of,
    sum_of,
    variable,
)
from gradcli.narrative.phrases import enumerated, equals, joined, sentence
from gradcli.narrative.steps.pen import (
    ADDED_UP,
    COLLECTED,
    IN_ORDER,
    MOST_CONSTANTS,
    MOST_IN_A_LAW,
    MOST_TERMS,
    MULTIPLIED,
    PUT_TOGETHER,
    SIMPLIFIED,
    StepParts,
    StepWriter,
)


def tell_constant(pen: StepWriter, rule: ConstantRule, letters: Letters) -> StepParts:
    """(c)' = 0."""
    line = Line(pen.derivative(rule), "=", number(0))
    where = pen.still((rule.function,), rule.variable)
    return StepParts(None, (line,), where, (), letters, ())


def tell_identity(pen: StepWriter, rule: IdentityRule, letters: Letters) -> StepParts:
    """(x)' = 1."""
    line = Line(pen.derivative(rule), "=", number(1))
    where = sentence(variable(rule.variable), " changes exactly as fast as itself")
    return StepParts(None, (line,), where, (), letters, ())


def tell_sum(pen: StepWriter, rule: SumRule, letters: Letters) -> StepParts:
    """(u + v)' = u' + v'."""
    by_node = {term.function: term for term in rule.terms}
    assert isinstance(rule.function, Sum)
    told: list[Derivation] = []
    opened: list[Box] = []
    together: list[Box] = []
    for node in rule.function.terms:
        part = by_node.get(node)
        if part is None and len(rule.constants) > MOST_CONSTANTS:
            continue
        # Of u − v the parts are u and v.
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
        (Line(pen.derivative(rule), "=", sum_of(opened)),),
        where,
        tuple(told),
        letters,
        pen.closing(rule, sum_of(together), _how_added(rule, len(together))),
    )


def _how_added(rule: SumRule, count: int) -> Sentence:
    """Whether terms became one or fell away, or only changed places."""
    derivatives = [term.derivative for term in rule.terms]
    terms = sum(len(each.args) if each.is_Add else 1 for each in derivatives)
    terms += count - len(derivatives)  # the noughts
    left = len(rule.derivative.args) if rule.derivative.is_Add else 1
    return ADDED_UP if left < terms else IN_ORDER


def _itself(of: Box) -> Box:
    return of


def _law_of_sum(function: Sum, letters: Letters) -> Box:
    """The law with the signs of this sum, where it is short."""
    signs = [isinstance(term, Negative) for term in function.terms]
    if len(signs) > MOST_IN_A_LAW:
        return rulebook.sum_law(letters.several(FOR_FUNCTIONS, 2), either=any(signs))
    return rulebook.sum_law(letters.several(FOR_FUNCTIONS, len(signs)), signs)


def tell_multiple(pen: StepWriter, rule: ConstantMultipleRule, letters: Letters) -> StepParts:
    """(c u)' = c u', and (-u)' = -u'."""
    part = rule.part
    u, c = letters.pick(FOR_FUNCTIONS), letters.pick(FOR_CONSTANTS)
    named = equals(variable(u), pen.typeset(part.function))
    below = letters.without(u)
    if rule.constant == -1:
        return StepParts(
            rulebook.negative_law(u),
            (Line(pen.derivative(rule), "=", negative(pen.derivative(part))),),
            sentence(named),
            (part,),
            below,
            pen.closing(rule, negative(pen.result(part))),
        )
    constant = pen.formula(rule.constant)
    moving = variable(rule.variable)
    why = (" contains no ", moving, " and stands still") if rule.constant.free_symbols else ()
    where = sentence(equals(variable(c), constant), *why, "; ", named)
    return StepParts(
        rulebook.multiple_law(c, u),
        (Line(pen.derivative(rule), "=", dot(constant, pen.derivative(part))),),
        where,
        (part,),
        below,
        pen.closing(rule, dot(constant, pen.result(part))),
    )


def tell_product(pen: StepWriter, rule: ProductRule, letters: Letters) -> StepParts:
    """(u v)' = u' v + u v'."""
    factors = rule.factors
    names = letters.several(FOR_FUNCTIONS, len(factors))
    below = letters.without(*names)
    shown = [pen.typeset(factor.function) for factor in factors]

    def each(differentiated: list[Box]) -> Box:
        return sum_of(
            [
                product_of(
                    [
                        differentiated[place] if place == turn else shown[place]
                        for place in range(len(factors))
                    ],
                    dotted=True,
                )
                for turn in range(len(factors))
            ]
        )

    return StepParts(
        rulebook.product_law(names),
        (Line(pen.derivative(rule), "=", each([pen.derivative(part) for part in factors])),),
        pen.named(names, factors),
        factors,
        below,
        pen.closing(rule, each([pen.result(part) for part in factors]), _how_tidied(rule)),
    )


def _how_tidied(rule: ProductRule) -> Sentence:
    """Whether terms of the product rule became one."""
    values = [factor.value for factor in rule.factors]
    terms = 0
    for place, factor in enumerate(rule.factors):
        term = product(factor.derivative, *values[:place], *values[place + 1 :])
        terms += len(term.args) if term.is_Add else 1
    result = rule.derivative
    return COLLECTED if (len(result.args) if result.is_Add else 1) < terms else MULTIPLIED


def tell_quotient(pen: StepWriter, rule: QuotientRule, letters: Letters) -> StepParts:
    """(u / v)' = (u' v - u v') / v^2."""
    u, v = rule.numerator, rule.denominator
    names = letters.several(FOR_FUNCTIONS, 2)
    shown_u, shown_v = pen.typeset(u.function), pen.typeset(v.function)

    def ratio(slope_u: Box, slope_v: Box) -> Box:
        above = sum_of([dot(slope_u, shown_v), negative(dot(shown_u, slope_v))])
        return fraction_of(above, power_of(shown_v, number(2)))

    return StepParts(
        rulebook.quotient_law(*names),
        (Line(pen.derivative(rule), "=", ratio(pen.derivative(u), pen.derivative(v))),),
        pen.named(names, (u, v)),
        (u, v),
        letters.without(*names),
        pen.closing(rule, ratio(pen.result(u), pen.result(v)), SIMPLIFIED),
    )


def tell_reciprocal(pen: StepWriter, rule: ReciprocalRule, letters: Letters) -> StepParts:
    """(c / v)' = -c v' / v^2."""
    v = rule.denominator
    c, name = letters.pick(FOR_CONSTANTS), letters.pick(("v", *FOR_FUNCTIONS))
    shown = pen.typeset(v.function)
    constant = pen.formula(rule.constant)
    is_one = rule.constant == 1

    def ratio(slope: Box) -> Box:
        above = slope if is_one else dot(constant, slope)
        return negative(fraction_of(above, power_of(shown, number(2))))

    where = [equals(variable(c), constant), equals(variable(name), shown)]
    return StepParts(
        rulebook.reciprocal_law(c, name),
        (Line(pen.derivative(rule), "=", ratio(pen.derivative(v))),),
        enumerated(where),
        (v,),
        letters.without(name),
        pen.closing(rule, ratio(pen.result(v))),
    )


def tell_rewriting(pen: StepWriter, rule: RewriteRule, letters: Letters) -> StepParts:
    """u = w, hence u' = w'."""
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
        (Line(None, "=", pen.result(rule), PUT_TOGETHER),),
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
            return "what stands still takes part with its own extremum alone"
    assert_never(reason)


def tell_intermediate(pen: StepWriter, rule: IntermediateRule, letters: Letters) -> StepParts:
    """(u_1)' = du_1/dx."""
    line = Line(pen.derivative(rule), "=", pen.result(rule))
    return StepParts(
        None,
        (line,),
        sentence("worked out above, as the part ", pen.typeset(rule.function)),
        (),
        letters,
        (),
    )
