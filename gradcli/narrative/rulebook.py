"""The rules in a reader's words: what each is called, and its law as a book prints it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, TypeAlias, assert_never

import sympy

from gradcli.calculus.rules.law import Law
from gradcli.calculus.rules.laws import (
    EXPONENTIAL,
    LOGARITHM,
    POWER,
    ROOT,
    ElementaryLaw,
    FormulaLaw,
    TableLaw,
)
from gradcli.field.expression import Node, Variable, operands_of_condition, postorder
from gradcli.field.functions import FUNCTIONS
from gradcli.field.functions.record import Steps
from gradcli.field.template import Template
from gradcli.field.to_sympy import symbol
from gradcli.narrative.box import Binding, Box, Glyph, Role, Row
from gradcli.narrative.factors import Factors
from gradcli.narrative.notation import (
    absolute,
    condition,
    derivative_of,
    fenced,
    fraction_of,
    number,
    prime,
    relation,
    typeset,
    variable,
)
from gradcli.narrative.phrases import formula

Names: TypeAlias = Mapping[str, Box]
"""How the letters of a law are written, or what stands for them: u, u′."""

_AS_THEY_ARE: Final[Names] = MappingProxyType({})
_RELATIONS: Final = MappingProxyType({"<": "<", ">": ">", "!=": "≠"})

TITLES: Final = MappingProxyType(
    {
        "constant": "constant rule",
        "identity": "derivative of the variable itself",
        "sum": "sum rule",
        "constant_multiple": "constant multiple rule",
        "product": "product rule",
        "quotient": "quotient rule",
        "reciprocal": "reciprocal rule",
        "power": "power rule",
        "exponential": "exponential rule",
        "logarithm": "logarithm rule",
        "logarithm_of_size": "logarithm of an absolute value",
        "root": "root rule",
        "sqrt": "square root rule",
        "cbrt": "cube root rule",
        "abs": "absolute value rule",
        "chain": "chain rule",
        "logarithmic": "logarithmic differentiation",
        "piecewise": "piece by piece",
        "rewrite": "written another way",
        "intermediate": "named part",
    }
)


def title(rule_name: str) -> str:
    """What people call the rule: `product rule`, `derivative of sin`."""
    known = TITLES.get(rule_name)
    return known if known is not None else f"derivative of {FUNCTIONS[rule_name].display}"


def stated(law: Template, names: Names, primed: Names = _AS_THEY_ARE) -> Box:
    """A law in general, with these names for its letters: (u/v)′ = (u′ v − u v′)/v²."""
    left, right = sides(law, names, primed)
    return relation(left, "=", right)


def sides(law: Template, names: Names, primed: Names = _AS_THEY_ARE) -> tuple[Box, Box]:
    """What a law differentiates, with its prime, and what that gives.

    `primed` says how u′ is written, where that is not the name with a prime.
    """
    boxes = {**names, **primed}
    for name, of in law.slopes.items():
        if name not in boxes:
            whole = typeset(of, _drawn(of, names))
            boxes[name] = prime(whole if isinstance(of, Variable) else fenced(whole))
    left, right = (in_letters(side, boxes) for side in (law.left, law.right))
    return prime(fenced(left)), right


def used(law: Template, standing: Names, *, whole: Box | None = None) -> Box:
    """The right side of a law, with what stands for its letters, and for their derivatives.

    `whole` stands for what is differentiated, where the law uses it again.
    """
    return typeset(law.right, _with_whole(law, standing, whole), factors=Factors.DOTTED)


def worked(law: Template, standing: Names, *, whole: Box | None = None) -> Box:
    """The same where nothing is left to derive: `x cos x − sin x` for `cos x · x − sin x · 1`."""
    return typeset(law.right, _with_whole(law, standing, whole), factors=Factors.IN_ORDER)


def _with_whole(law: Template, standing: Names, whole: Box | None) -> dict[Node, Box]:
    drawn = _drawn(law.right, standing)
    if whole is not None:
        drawn[law.left] = whole
    return drawn


def in_letters(side: Node, names: Names) -> Box:
    """A part of a law, with these names for its letters."""
    return typeset(side, _drawn(side, names))


def _drawn(root: Node, boxes: Names) -> dict[Node, Box]:
    """The letters of a law as they are to be set."""
    return {
        node: boxes[node.name]
        for node in postorder(root)
        if isinstance(node, Variable) and node.name in boxes
    }


def condition_of(law: Law, standing: Names) -> Box:
    """Where a law holds, said of what stands for its letters: v ≠ 0."""
    held = law.condition()
    assert held is not None
    drawn: dict[Node, Box] = {}
    for side in operands_of_condition(held):
        drawn.update(_drawn(side, standing))
    return condition(held, drawn)


def elementary_law(law: ElementaryLaw, argument: str, constant: str) -> Box | None:
    """The law of an elementary function, where its use alone does not say it.

    Of `d/dx [sin x] = cos x` nobody needs to be told more; 2ˣ ln 2 is aˣ ln a of a = 2.
    """
    u = variable(argument)
    match law:
        case FormulaLaw(general, letter) if letter and general is not POWER:
            template = general.template()
            names = {"u": u, letter: variable(constant)}
            left, right = (in_letters(side, names) for side in (template.left, template.right))
            return relation(derivative_of(argument, left, partial=False), "=", right)
        case TableLaw("abs"):
            return relation(formula(sympy.sign(symbol(argument))), "=", fraction_of(u, absolute(u)))
        case FormulaLaw() | TableLaw():
            return None
    assert_never(law)


def holds_where(law: ElementaryLaw, argument: str) -> tuple[str | Box, ...]:
    """On which arguments the law holds, where that must be said: `u > 0`; else nothing."""
    match law:
        case TableLaw(function):
            return conditions(FUNCTIONS[function].derivative_holds, variable(argument))
        case FormulaLaw(general, _, exponent) if general is POWER:
            # Where it fails and u^n has a value all the same: at 0, if n is no whole number.
            return () if exponent.is_Integer else conditions("u > 0", variable(argument))
        case FormulaLaw(general, _, degree) if general is ROOT:
            return conditions("u != 0" if degree.is_odd else "u > 0", variable(argument))
        case FormulaLaw(general, letter, base) if general is LOGARITHM and not base.is_number:
            standing = {"u": variable(argument), letter: formula(base)}
            above, apart = (
                relation(standing[letter], sign, number(bound))
                for sign, bound in ((">", 0), ("≠", 1))
            )
            return (condition_of(general, standing), ", ", above, " and ", apart)
        case FormulaLaw(general, letter, constant):
            # That a number is above 0 need not be said.
            if not general.where or (general is EXPONENTIAL and constant.is_positive):
                return ()
            standing = {"u": variable(argument), letter: formula(constant)}
            return (condition_of(general, standing),)
    assert_never(law)


def conditions(where: str | Steps, argument: Box) -> tuple[str | Box, ...]:
    """`u < -1 or u > 1` as formulas, with the argument for u."""
    match where:
        case Steps.NOT_WHOLE:
            return argument, " is not a whole number"
        case Steps.NOT_HALFWAY:
            return argument, " is not halfway between whole numbers"
        case Steps.STANDS_STILL:
            return argument, " is the same number all around the point"
    shown: list[str | Box] = []
    for place, each in enumerate(where.split(" or ") if where else ()):
        signs: list[Box] = []
        for word in each.split():
            if word == "u":
                signs.append(argument)
            elif word in _RELATIONS:
                signs.append(Glyph(_RELATIONS[word], Role.RELATION))
            else:
                signs.append(number(word))
        shown.extend([" or "] if place else [])
        shown.append(Row(tuple(signs), Binding.RELATION))
    return tuple(shown)
