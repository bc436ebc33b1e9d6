"""The steps of the rules that work from the outside in: functions of the variable, or of a part."""

from __future__ import annotations

from typing import assert_never

import sympy
from sympy import Expr

from gradcli.calculus.rules.laws import (
    ElementaryLaw,
    ExponentialLaw,
    LogarithmLaw,
    LogarithmOfSizeLaw,
    PowerLaw,
    RootLaw,
    TableLaw,
    name_of,
)
from gradcli.calculus.rules.rules import ChainRule, ElementaryRule, LogarithmicRule
from gradcli.field.expression import Variable
from gradcli.field.from_sympy import from_sympy
from gradcli.field.substitution import with_values
from gradcli.field.to_sympy import symbol
from gradcli.narrative import rulebook
from gradcli.narrative.box import Binding, Box, Row
from gradcli.narrative.document import Line, Sentence, Step
from gradcli.narrative.letters import FOR_BASES, FOR_EXPONENTS, FOR_FUNCTIONS, FOR_OUTER, Letters
from gradcli.narrative.notation import (
    MINUS,
    derivative_of,
    dot,
    number,
    power_of,
    product_of,
    relation,
    sum_of,
    variable,
)
from gradcli.narrative.phrases import equals, joined, sentence
from gradcli.narrative.steps.pen import MULTIPLIED, PUT_TOGETHER, StepParts, StepWriter


def tell_elementary(pen: StepWriter, rule: ElementaryRule, letters: Letters) -> StepParts:
    """(F(x))' = F'(x)."""
    opening, closing = _elementary_lines(pen, rule.law, pen.derivative(rule), rule.argument)
    where = _with(pen, rule.law, rule.variable, letters)
    if _only_repeats(rule.law):
        return StepParts(None, opening, where, (), letters, closing)
    law = rulebook.elementary_law(rule.law, rule.variable, letters)
    return StepParts(law, opening, where, (), letters, closing)


def tell_chain(pen: StepWriter, rule: ChainRule, letters: Letters) -> StepParts:
    """(F(u))' = F'(u) u'; the outer function is a step of its own, in the letter u."""
    inner = rule.inner
    # A part that has a name already needs no letter beside it.
    named = inner.function.name if isinstance(inner.function, Variable) else None
    u = named or letters.pick(FOR_FUNCTIONS)
    below = letters.without(u)
    letter = symbol(u)
    outer_of_u = pen.formula(rule.outer.value(letter))
    outer_slope = derivative_of(u, outer_of_u, partial=False)
    opening, closing = _elementary_lines(pen, rule.outer, outer_slope, letter)
    outer = Step(
        "",
        f"outer function, {rulebook.title(name_of(rule.outer))}",
        rulebook.elementary_law(rule.outer, u, below),
        opening,
        _with(pen, rule.outer, u, below),
        (),
        closing,
    )
    if inner.derivative == 0:
        nothing = sentence(variable(u), " does not change, and so neither does the whole")
        closing_lines: tuple[Line, ...] = (Line(None, "=", number(0), nothing),)
    else:
        # As the outer function's step gave it, with the part itself for the letter: nothing else.
        given = from_sympy(rule.outer.derivative(letter))
        at_inner = pen.typeset(with_values(given, {u: inner.function}))
        put_back = sentence("the parts put together, ", variable(u), " written out again")
        together = dot(at_inner, pen.result(inner))
        closing_lines = _chain_closing(pen, rule, together, PUT_TOGETHER if named else put_back)
    inner_is = equals(variable(u), pen.typeset(inner.function))
    return StepParts(
        rulebook.chain_law(letters.pick(FOR_OUTER), u),
        (Line(pen.derivative(rule), "=", dot(outer_slope, pen.derivative(inner))),),
        sentence("outer ", outer_of_u, ", inner ", variable(u) if named else inner_is),
        (inner,),
        below,
        closing_lines,
        outer,
    )


def _chain_closing(
    pen: StepWriter, rule: ChainRule, together: Box, put_together: Sentence
) -> tuple[Line, ...]:
    result = pen.result(rule)
    first = Line(None, "=", together, put_together)
    return (first,) if together == result else (first, Line(None, "=", result, MULTIPLIED))


def tell_logarithmic(pen: StepWriter, rule: LogarithmicRule, letters: Letters) -> StepParts:
    """(u^v)' = u^v (v ln u)'."""
    names = letters.several(FOR_FUNCTIONS, 2)
    base, exponent = names
    part = rule.logarithm
    shown = pen.typeset(rule.function)
    where = sentence(
        "take the logarithm, ",
        pen.typeset(part.function),
        ", and differentiate it: that is the derivative sought, divided by the function; "
        "it holds where ",
        relation(pen.typeset(rule.base), ">", number(0)),
    )
    return StepParts(
        rulebook.logarithmic_law(base, exponent),
        (Line(pen.derivative(rule), "=", dot(shown, pen.derivative(part))),),
        where,
        (part,),
        letters.without(*names),
        pen.closing(rule, dot(shown, pen.result(part))),
    )


def _elementary_lines(
    pen: StepWriter, law: ElementaryLaw, left: Box, argument: Expr
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The law at its argument, and for a power, where n − 1 is written out first, its value."""
    result = pen.formula(law.derivative(argument))
    if not isinstance(law, PowerLaw):
        return (Line(left, "=", result),), ()
    n = pen.formula(law.exponent)
    less = sum_of([n, Row((MINUS, number(1)), Binding.SUM)])
    raw = product_of([n, power_of(pen.formula(argument), less)])
    return (Line(left, "=", raw),), (Line(left, "=", result),)


def _with(pen: StepWriter, law: ElementaryLaw, argument: str, letters: Letters) -> Sentence:
    """What the constants of the law stand for, and where it holds."""
    known: Sentence = ()
    match law:
        case PowerLaw(exponent):
            known = sentence(equals(variable(letters.pick(FOR_EXPONENTS)), pen.formula(exponent)))
        case ExponentialLaw(base) | LogarithmLaw(base) if base != sympy.E:
            known = sentence(equals(variable(letters.pick(FOR_BASES)), pen.formula(base)))
        case RootLaw(degree):
            known = sentence(equals(variable(letters.pick(FOR_EXPONENTS)), pen.formula(degree)))
        case ExponentialLaw() | LogarithmLaw() | LogarithmOfSizeLaw() | TableLaw():
            pass
    where = rulebook.holds_where(law, argument)
    if isinstance(law, ExponentialLaw) and not law.base.is_positive:
        where = (relation(pen.formula(law.base), ">", number(0)),)
    return joined((known, sentence("it holds where ", *where) if where else ()), "; ")


def _only_repeats(law: ElementaryLaw) -> bool:
    """Whether the law, applied to the variable itself, says just what the line says."""
    match law:
        case TableLaw(function):
            return function != "abs"
        case ExponentialLaw(base) | LogarithmLaw(base):
            return bool(base == sympy.E)
        case LogarithmOfSizeLaw():
            return True
        case PowerLaw() | RootLaw():
            return False
    assert_never(law)
