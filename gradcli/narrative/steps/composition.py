"""The steps of the rules that work from the outside in: functions of the variable, or of a part."""

from __future__ import annotations

from typing import assert_never

from sympy import Expr

from gradcli.calculus.rules.laws import POWER, ElementaryLaw, FormulaLaw, TableLaw, name_of
from gradcli.calculus.rules.rules import ChainRule, ElementaryRule, LogarithmicRule
from gradcli.field.expression import Variable
from gradcli.field.from_sympy import from_sympy
from gradcli.field.substitution import with_values
from gradcli.field.to_sympy import symbol
from gradcli.narrative import rulebook
from gradcli.narrative.box import Box
from gradcli.narrative.document import Line, Sentence, Step
from gradcli.narrative.letters import FOR_FUNCTIONS, FOR_OUTER, Letters
from gradcli.narrative.notation import (
    applied,
    derivative_of,
    function_name,
    number,
    prime,
    variable,
)
from gradcli.narrative.phrases import equals, joined, sentence
from gradcli.narrative.steps.pen import COMBINE, StepParts, StepWriter


def tell_elementary(pen: StepWriter, rule: ElementaryRule, letters: Letters) -> StepParts:
    """An elementary function of the variable: its law, where the line does not say it all."""
    opening, closing = _elementary_lines(pen, rule.law, pen.derivative(rule), rule.argument)
    where = _with(pen, rule.law, rule.variable, letters)
    if _only_repeats(rule.law):
        return StepParts(None, opening, where, (), letters, closing)
    law = rulebook.elementary_law(rule.law, rule.variable, letters)
    return StepParts(law, opening, where, (), letters, closing)


def tell_chain(pen: StepWriter, rule: ChainRule, letters: Letters) -> StepParts:
    """The outer function is a step of its own, in the letter u; the inner one is the part."""
    law, inner = rule.LAW.template(), rule.inner
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
        put_back = sentence("combine, and write ", variable(u), " out")
        together = rulebook.used(law, {"F'(u)": at_inner, "u'": pen.result(inner)})
        closing_lines = _chain_closing(pen, rule, together, COMBINE if named else put_back)
    inner_is = equals(variable(u), pen.typeset(inner.function))
    name = function_name(letters.pick(FOR_OUTER))
    at_u = {"F(u)": applied(name, [variable(u)]), "F'(u)": applied(prime(name), [variable(u)])}
    use = rulebook.used(law, {"F'(u)": outer_slope, "u'": pen.derivative(inner)})
    return StepParts(
        rulebook.stated(law, {"u": variable(u), **at_u}),
        (Line(pen.derivative(rule), "=", use),),
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
    return (
        (first,) if together == result else (first, Line(None, "=", result, pen.multiplied(rule)))
    )


def tell_logarithmic(pen: StepWriter, rule: LogarithmicRule, letters: Letters) -> StepParts:
    """The logarithm is differentiated, and the function itself brought back."""
    law, part = rule.LAW.template(), rule.logarithm
    names = letters.in_place_of(law.letters)
    shown = pen.typeset(rule.function)
    where = sentence(
        "take the logarithm, ",
        pen.typeset(part.function),
        ", and differentiate it: that is the derivative sought, divided by the function; "
        "it holds where ",
        rulebook.condition_of(rule.LAW, {"u": pen.typeset(rule.base)}),
    )
    return StepParts(
        rulebook.stated(law, {each: variable(name) for each, name in names.items()}),
        (Line(pen.derivative(rule), "=", pen.used(law, rule.letters, pen.derivative, shown)),),
        where,
        (part,),
        letters.without(*names.values()),
        pen.closing(rule, pen.used(law, rule.letters, pen.result, shown)),
    )


def _elementary_lines(
    pen: StepWriter, law: ElementaryLaw, left: Box, argument: Expr
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """The law at its argument, and for a power, where n − 1 is written out first, its value."""
    result = pen.formula(law.derivative(argument))
    if not (isinstance(law, FormulaLaw) and law.stated is POWER):
        return (Line(left, "=", result),), ()
    standing = {"u": pen.formula(argument), law.letter: pen.formula(law.constant)}
    raw = rulebook.used(law.stated.template(), standing, dotted=False)
    return (Line(left, "=", raw),), (Line(left, "=", result),)


def _with(pen: StepWriter, law: ElementaryLaw, argument: str, letters: Letters) -> Sentence:
    """What the constant of the law stands for, and where it holds."""
    known: Sentence = ()
    if isinstance(law, FormulaLaw) and law.letter:
        name = letters.in_place_of(law.letter)[law.letter]
        known = sentence(equals(variable(name), pen.formula(law.constant)))
    where = rulebook.holds_where(law, argument)
    return joined((known, sentence("it holds where ", *where) if where else ()), "; ")


def _only_repeats(law: ElementaryLaw) -> bool:
    """Whether the law, applied to the variable itself, says just what the line says."""
    match law:
        case TableLaw(function):
            return function != "abs"
        case FormulaLaw(_, letter):
            return not letter
    assert_never(law)
