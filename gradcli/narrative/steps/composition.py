"""The steps of the rules that work from the outside in: functions of the variable, or of a part."""

from __future__ import annotations

import dataclasses

from gradcli.calculus.rules.laws import POWER, ElementaryLaw, FormulaLaw, name_of
from gradcli.calculus.rules.rules import ChainRule, ElementaryRule, LogarithmicRule
from gradcli.field.expression import Variable
from gradcli.field.from_sympy import from_sympy
from gradcli.field.substitution import with_values
from gradcli.field.to_sympy import symbol
from gradcli.narrative import rulebook
from gradcli.narrative.box import Box
from gradcli.narrative.document import Line, Sentence, Step
from gradcli.narrative.notation import derivative_of, fenced, number, prime, variable
from gradcli.narrative.phrases import enumerated, equals, joined, sentence
from gradcli.narrative.steps.pen import COMBINE, StepParts, StepWriter


def tell_elementary(pen: StepWriter, rule: ElementaryRule) -> StepParts:
    """An elementary function of the variable: its law, where the line does not say it all."""
    line = Line(pen.derivative(rule), "=", pen.result(rule))
    law, where = _law_of_elementary(pen, rule.law, rule.variable)
    return StepParts(law, (line,), where, (), ())


def tell_chain(pen: StepWriter, rule: ChainRule) -> StepParts:
    """The outer function is a step of its own, in the letter u; the inner one is the part."""
    law, inner = rule.LAW.template(), rule.inner
    # A part that has a name already needs no letter beside it.
    named = inner.function.name if isinstance(inner.function, Variable) else None
    u = named or pen.letters.of(inner.function)
    letter = symbol(u)
    outer_of_u = pen.formula(rule.outer.value(letter))
    outer_slope = derivative_of(u, outer_of_u, partial=False)
    outer_law, holds = _law_of_elementary(pen, rule.outer, u)
    outer = Step(
        "",
        rulebook.title(name_of(rule.outer)),
        outer_law,
        (Line(outer_slope, "=", pen.formula(rule.outer.derivative(letter))),),
        holds,
        (),
        (),
    )
    if inner.derivative == 0:
        nothing = sentence(variable(u), " does not change, and so neither does the whole")
        closing: tuple[Line, ...] = (Line(None, "=", number(0), nothing),)
    else:
        put_back = COMBINE
        if not named:
            inner_is = equals(variable(u), pen.typeset(inner.function))
            put_back = sentence("combine, with ", inner_is)
        closing = _chain_closing(pen, rule, worked_chain(pen, rule, u), put_back)
    use = rulebook.used(law, {"F'(u)": outer_slope, "u'": pen.derivative(inner)})
    return StepParts(
        None,
        (Line(pen.derivative(rule), "=", use),),
        inner_and_outer(pen, rule, u),
        (inner,),
        closing,
        primed=_why_straight(pen, u, outer_of_u),
        outer=outer,
    )


def _why_straight(pen: StepWriter, u: str, outer: Box) -> Sentence:
    """Why it is d/du beside ∂/∂x, where there is a ∂."""
    if len(pen.field.arguments) < 2:
        return ()
    return sentence("d/d", variable(u), " since ", variable(u), " is the only variable in ", outer)


def inner_and_outer(pen: StepWriter, rule: ChainRule, u: str) -> Sentence:
    """`outer sin u, inner u = x²`."""
    inner = rule.inner.function
    shown = variable(u)
    if not isinstance(inner, Variable):
        shown = equals(shown, pen.typeset(inner))
    return sentence("outer ", pen.formula(rule.outer.value(symbol(u))), ", inner ", shown)


def worked_chain(pen: StepWriter, rule: ChainRule, u: str) -> Box:
    """The derivative of the outer function at the inner one, times that of the inner one."""
    # As the outer function's step gave it, with the part itself for the letter: nothing else.
    given = from_sympy(rule.outer.derivative(symbol(u)))
    at_inner = pen.in_letters(rule.outer.derivative(rule.inner.value))
    if at_inner is None:
        at_inner = pen.typeset(with_values(given, {u: rule.inner.function}))
    return rulebook.worked(rule.LAW.template(), {"F'(u)": at_inner, "u'": pen.result(rule.inner)})


def _chain_closing(
    pen: StepWriter, rule: ChainRule, together: Box, put_together: Sentence
) -> tuple[Line, ...]:
    result = pen.result(rule)
    first = Line(None, "=", together, put_together)
    return (
        (first,) if together == result else (first, Line(None, "=", result, pen.multiplied(rule)))
    )


def tell_logarithmic(pen: StepWriter, rule: LogarithmicRule) -> StepParts:
    """The logarithm is differentiated, and the function itself brought back."""
    law, part = rule.LAW.template(), rule.logarithm
    base, exponent = rule.base, rule.exponent
    shown = pen.typeset(rule.function)
    where = sentence(
        "take the logarithm, ",
        pen.typeset(part.function),
        ", and differentiate it: that is the derivative sought, divided by the function; "
        "it holds where ",
        rulebook.condition_of(rule.LAW, {"u": pen.typeset(base)}),
    )
    told = StepParts(
        None,
        (Line(pen.derivative(rule), "=", pen.used(law, rule.letters, shown)),),
        where,
        (part,),
        pen.closing(rule, pen.worked(law, rule.letters, shown)),
    )
    if base is exponent:  # of xˣ a law with two letters for one part would say less than its use
        return told
    names = pen.letters.in_place_of({"u": base, "v": exponent})
    boxes = {each: variable(name) for each, name in names.items()}
    parts = [equals(boxes["u"], pen.typeset(base)), equals(boxes["v"], pen.typeset(exponent))]
    (logarithm,) = law.slopes.values()
    of_letters = rulebook.in_letters(logarithm, boxes)
    means = pen.derivative_by(rule.variable, of_letters)
    return dataclasses.replace(
        told,
        law=rulebook.stated(law, boxes),
        where=joined((enumerated(parts), where), "; "),
        primed=sentence(prime(fenced(of_letters)), " means ", means),
    )


def _law_of_elementary(
    pen: StepWriter, law: ElementaryLaw, argument: str
) -> tuple[Box | None, Sentence]:
    """The law where its use does not say all of it, its constant, and where it holds."""
    constant = ""
    known: Sentence = ()
    if isinstance(law, FormulaLaw) and law.letter and law.stated is not POWER:
        constant = pen.letters.in_place_of({law.letter: law.constant})[law.letter]
        known = sentence(equals(variable(constant), pen.formula(law.constant)))
    stated = rulebook.elementary_law(law, argument, constant)
    return stated, joined((known, holds(law, argument)), "; ")


def holds(law: ElementaryLaw, argument: str) -> Sentence:
    """Where the law of an elementary function holds, if that must be said."""
    where = rulebook.holds_where(law, argument)
    return sentence("it holds where ", *where) if where else ()
