"""Hints for one derivative: what kind of expression, which rule, its parts, their derivatives.

They are read off the derivation, as its steps are, and the last of the four alone says anything of
what comes out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, assert_never

from gradcli.calculus.rules.laws import (
    EXPONENTIAL,
    LOGARITHM,
    POWER,
    ROOT,
    ElementaryLaw,
    FormulaLaw,
    TableLaw,
)
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
from gradcli.field.expression import Quotient
from gradcli.field.functions import FUNCTIONS
from gradcli.field.scalar_field import ScalarField
from gradcli.field.to_sympy import symbol
from gradcli.frozen import dataclass
from gradcli.narrative.box import Box
from gradcli.narrative.document import Code, Formula, Line, Sentence, Strong
from gradcli.narrative.letters import Letters, PartNames
from gradcli.narrative.notation import variable
from gradcli.narrative.phrases import enumerated, equals, joined, sentence
from gradcli.narrative.rulebook import sides, title
from gradcli.narrative.steps import tell
from gradcli.narrative.steps.folding import in_one_line
from gradcli.narrative.steps.pen import StepWriter
from gradcli.narrative.steps.structure import is_signed, without_sign

LEVELS: Final = 4


@dataclass(frozen=True, slots=True)
class Hint:
    """One hint: a sentence, and lines below it where it has any."""

    text: Sentence
    lines: tuple[Line, ...] = ()


def hints(derivation: Derivation, field: ScalarField) -> tuple[Hint, Hint, Hint, Hint]:
    """The hints of a derivation, the first of them first."""
    pen = StepWriter(field, PartNames(Letters.beside(field)))
    outer, rule = _without_constants(derivation)
    return (
        Hint(_kind(pen, derivation, outer, rule)),
        Hint(_rule(outer, rule), _law(pen, rule)),
        Hint(_parts(pen, outer, rule)),
        _slopes(pen, rule),
    )


def _without_constants(rule: Derivation) -> tuple[Sequence[ConstantMultipleRule], Derivation]:
    """The constant factors around a part, and the part: of 3y · x² sin x the product."""
    outer: list[ConstantMultipleRule] = []
    while isinstance(rule, ConstantMultipleRule):
        outer.append(rule)
        rule = rule.part
    return outer, rule


def _kind(
    pen: StepWriter, whole: Derivation, outer: Sequence[ConstantMultipleRule], rule: Derivation
) -> Sentence:
    """Level 1: what kind of expression it is, as it stands to the variable that moves."""
    x = variable(whole.variable)
    of = sentence("Look at ", pen.typeset(whole.function), " as a function of ", x, ": it is ")
    what = _noun(pen, rule, x)
    if not outer:
        return joined((of, what, sentence(".")), "")
    return joined((of, _constants(pen, outer, x), what, sentence(".")), "")


def _constants(pen: StepWriter, outer: Sequence[ConstantMultipleRule], x: Box) -> Sentence:
    if _is_sign(outer):
        return sentence("the negative of ")
    if len(outer) == 1 and isinstance(outer[0].function, Quotient):
        return sentence("a fraction with no ", x, " below the line; above it stands ")
    return sentence("a factor without ", x, ", times ")


def _noun(pen: StepWriter, rule: Derivation, x: Box) -> Sentence:
    match rule:
        case ConstantRule():
            return sentence("a constant: there is no ", x, " in it")
        case IdentityRule():
            return sentence(x, " itself")
        case SumRule(terms=terms, constants=constants):
            count = len(terms) + len(constants)
            if not constants:
                return sentence(f"a sum of {count} terms")
            some = "one of them" if len(constants) == 1 else f"{len(constants)} of them"
            return sentence(f"a sum of {count} terms, {some} without ", x)
        case ConstantMultipleRule():
            raise AssertionError(rule)  # taken off before
        case ProductRule(factors=factors):
            return sentence(f"a product of {len(factors)} factors, each with ", x, " in it")
        case QuotientRule():
            return sentence("a quotient, with ", x, " above the line and below it")
        case ReciprocalRule():
            return sentence("a quotient, with ", x, " below the line only")
        case ElementaryRule(law=law):
            return sentence(f"{_of_law(law)} ", x, " itself")
        case ChainRule(outer=law):
            return sentence(f"a function of a function: {_of_law(law)} a part with ", x, " in it")
        case LogarithmicRule():
            return sentence("a power, with ", x, " in the base and in the exponent")
        case PolarAngleRule():
            return sentence("the angle of a point that moves with ", x)
        case ExtremumRule(competitors=competitors, greatest=greatest):
            which = "greatest" if greatest else "least"
            return sentence(f"the {which} of {len(competitors)} parts")
        case PiecewiseRule():
            return sentence("made of pieces, each with a formula of its own")
        case RewriteRule():
            return sentence("easier to differentiate when it is written in another way")
        case IntermediateRule():
            return sentence("a part that has a name of its own")
    assert_never(rule)


def _of_law(law: ElementaryLaw) -> str:
    """`the sine of`, `a power of`."""
    match law:
        case FormulaLaw(stated) if stated is POWER:
            return "a fixed power of"
        case FormulaLaw(stated) if stated.name == "exponential":
            return "an exponential, with a fixed base; the exponent is"
        case FormulaLaw(stated) if stated.name == "logarithm":
            return "a logarithm of"
        case FormulaLaw(stated) if stated is ROOT:
            return "a root of"
        case FormulaLaw():
            return "the logarithm of the absolute value of"
        case TableLaw(function):
            return _SPOKEN.get(function, f"{FUNCTIONS[function].display} of")
    assert_never(law)


_SPOKEN: Final = {
    "sqrt": "the square root of",
    "cbrt": "the cube root of",
    "abs": "the absolute value of",
}


def _rule(outer: Sequence[ConstantMultipleRule], rule: Derivation) -> Sentence:
    """Level 2: which rule, and what it says in general."""
    name = Strong(title(rule_name(rule)))
    front = "minus sign" if _is_sign(outer) else "factor"
    first = sentence(f"The {front} in front stays as it is. ") if outer else ()
    if isinstance(rule, ChainRule):
        says = (
            ": the derivative of the outer function, taken at the inner one, times the derivative "
            "of the inner one."
        )
        return (*first, *sentence("Use the ", name, says))
    if isinstance(rule, RewriteRule):
        return (*first, *sentence("Write it in another way, then differentiate that."))
    if name.text.startswith("derivative of"):
        return (*first, *sentence("Recall the ", name, "."))
    use = "Use the " if name.text.endswith("rule") else "Use "
    if not _general(rule):
        return (*first, *sentence(use, name, "."))
    prime = sentence(" (′ means the derivative with respect to ", variable(rule.variable), "):")
    return (*first, *sentence(use, name), *prime)


def _is_sign(outer: Sequence[ConstantMultipleRule]) -> bool:
    return bool(outer) and all(each.constant == -1 for each in outer)


def _general(rule: Derivation) -> bool:
    """Whether the law may be shown before the answer: of sin x it would be that."""
    match rule:
        case SumRule() | ProductRule() | QuotientRule() | ReciprocalRule() | LogarithmicRule():
            return True
        case PolarAngleRule():
            return True
        case ElementaryRule(law=FormulaLaw(stated)):
            return stated in (POWER, EXPONENTIAL, LOGARITHM, ROOT)
        case _:
            return False


def _law(pen: StepWriter, rule: Derivation) -> tuple[Line, ...]:
    match rule:
        case SumRule() | ProductRule() | QuotientRule() | ReciprocalRule() | PolarAngleRule():
            names = pen.letters_of(rule.letters)
            if len(names) == 1:  # of u + c the law of two terms is the one that people know
                names = {each: each for each in "uv"}
            law = rule.LAW.template(len(names))
            left, right = sides(law, {each: variable(name) for each, name in names.items()})
            return (Line(left, "=", right),)
        case LogarithmicRule():
            left, right = sides(rule.LAW.template(), {each: variable(each) for each in "uv"})
            return (Line(left, "=", right),)
        case ElementaryRule(law=FormulaLaw(stated)) if _general(rule):
            letters = stated.template().letters
            left, right = sides(stated.template(), {each: variable(each) for each in letters})
            return (Line(left, "=", right),)
        case _:
            return ()


def _parts(pen: StepWriter, outer: Sequence[ConstantMultipleRule], rule: Derivation) -> Sentence:
    """Level 3: what the letters of the rule stand for here."""
    said = _letters(pen, rule)
    if not outer:
        stop = "?" if isinstance(rule, IdentityRule | ConstantRule) else "."
        return joined((said, sentence(stop)), "")
    if isinstance(rule, IdentityRule):
        # The factors are the answer.
        return joined((sentence("What stands in front stays as it is. "), said, sentence("?")), "")
    if _is_sign(outer):
        return joined((sentence("The minus sign stays in front. "), said, sentence(".")), "")
    front = enumerated([pen.formula(each.constant) for each in outer])
    stay = " stays in front. " if len(outer) == 1 else " stay in front. "
    return joined((front, sentence(stay), said, sentence(".")), "")


def _letters(pen: StepWriter, rule: Derivation) -> Sentence:
    x = variable(rule.variable)
    match rule:
        case ConstantRule():
            return sentence("How much does it change while ", x, " moves")
        case IdentityRule():
            return sentence("How much does ", x, " change for each change of 1 in itself")
        case SumRule(constants=constants):
            terms = [pen.typeset(part.function) for part in rule.terms]
            one = len(terms) == 1
            which = "The term with " if one else "The terms with "
            are = " is " if one else " are "
            moving = joined((sentence(which), (Formula(x),), sentence(are)), "")
            said = joined((moving, enumerated(terms)), "")
            if not constants:
                return said
            return joined((said, pen.still(constants, rule.variable)), "; ")
        case ProductRule() | QuotientRule() | ReciprocalRule() | PolarAngleRule():
            return joined((sentence("Here"), pen.named(pen.letters_of(rule.letters), rule.letters)))
        case ChainRule(inner=inner):
            u = pen.letters.of(inner.function)
            outer_of_u = pen.formula(rule.outer.value(symbol(u)))
            inside = equals(variable(u), pen.typeset(inner.function))
            return sentence("The outer function is ", outer_of_u, ", the inner one ", inside)
        case ElementaryRule(law=FormulaLaw(_, letter, constant)) if letter and _general(rule):
            pair = [equals(variable("u"), x), equals(variable(letter), pen.formula(constant))]
            return joined((sentence("Here"), enumerated(pair)))
        case ElementaryRule():
            return sentence(
                "The argument is ",
                x,
                " itself: no inner derivative comes in. The law stands in the rule book: ",
                Code(f"gradcli rules {rule_name(rule)}"),
            )
        case LogarithmicRule():
            return sentence(
                "Take the logarithm, ",
                pen.typeset(rule.logarithm.function),
                ", and differentiate that; then multiply by the function itself",
            )
        case ExtremumRule():
            return sentence("Find out where each of the parts is the one that counts")
        case PiecewiseRule():
            return sentence("Differentiate each formula where it counts")
        case RewriteRule(rewritten=part):
            return sentence("It is ", pen.typeset(part.function))
        case IntermediateRule() | ConstantMultipleRule():
            return sentence("Differentiate what the name stands for")
    assert_never(rule)


def _bare(rule: SumRule) -> list[Derivation]:
    """The terms that move, without the signs before them."""
    return [without_sign(term) for term in rule.terms]


def _by_rules(pen: StepWriter, part: Derivation) -> Sentence:
    """The rules that a part takes, and of a chain rule in one line what is inner and outer."""
    line = in_one_line(pen, part)
    if line is None:
        return sentence(title(rule_name(part)))
    return joined((sentence(line.titles), *line.clauses), "; ")


def _slopes(pen: StepWriter, rule: Derivation) -> Hint:
    """Level 4: the derivatives of the parts, which are still to be combined."""
    told = tell(pen, rule)
    lines: list[Line] = []
    if told.outer is not None:
        lines.extend(told.outer.opening)
    parts = _bare(rule) if isinstance(rule, SumRule) else parts_of(rule)
    shown = parts[:1] if isinstance(rule, SumRule) else parts
    for part in shown:
        lines.append(Line(pen.derivative(part), "=", pen.result(part), _by_rules(pen, part)))
    if not lines:
        return Hint(
            sentence("Its derivative:"), (Line(pen.derivative(rule), "=", pen.result(rule)),)
        )
    if len(parts) > len(shown):
        return Hint(
            sentence("The first term is worked here; the others go likewise, and add up:"),
            tuple(lines),
        )
    if isinstance(rule, SumRule):
        signed = is_signed(rule.terms[0])
        without = ", without its sign" if signed else ""
        said = f"The term is worked here{without}; what is constant adds 0:"
        return Hint(sentence(said), tuple(lines))
    return Hint(sentence("The parts are worked here; combine them:"), tuple(lines))
