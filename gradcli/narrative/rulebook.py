"""The rules in a reader's words: what each is called, and its law as a book prints it."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import Final, assert_never

import sympy

from gradcli.calculus.rules.laws import (
    ElementaryLaw,
    ExponentialLaw,
    LogarithmLaw,
    LogarithmOfSizeLaw,
    PowerLaw,
    RootLaw,
    TableLaw,
)
from gradcli.field.functions import FUNCTIONS
from gradcli.field.to_sympy import symbol
from gradcli.narrative.box import Binding, Box, Glyph, Role, Row
from gradcli.narrative.letters import FOR_BASES, FOR_EXPONENTS, Letters
from gradcli.narrative.notation import (
    MINUS,
    PLUS_OR_MINUS,
    absolute,
    applied,
    call,
    fenced,
    fraction_of,
    function_name,
    number,
    power_of,
    prime,
    product_of,
    relation,
    sum_of,
    variable,
)
from gradcli.narrative.phrases import formula

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


def sum_law(letters: Sequence[str], signs: Sequence[bool] = (), *, either: bool = False) -> Box:
    """(u + v)′ = u′ + v′, where `signs` tells which terms have a minus; (u ± v)′ for `either`."""
    names = [variable(letter) for letter in letters]
    slopes = [prime(name) for name in names]
    if either:
        both = Row((names[0], PLUS_OR_MINUS, names[1]), Binding.SUM)
        return relation(
            prime(fenced(both)), "=", Row((slopes[0], PLUS_OR_MINUS, slopes[1]), Binding.SUM)
        )
    for place, is_negative in enumerate(signs):
        if is_negative:
            names[place], slopes[place] = _minus(names[place]), _minus(slopes[place])
    return relation(prime(fenced(sum_of(names))), "=", sum_of(slopes))


def multiple_law(constant: str, letter: str) -> Box:
    """(c u)′ = c u′."""
    c, u = variable(constant), variable(letter)
    return relation(prime(fenced(product_of([c, u]))), "=", product_of([c, prime(u)]))


def negative_law(letter: str) -> Box:
    """(−u)′ = −u′."""
    u = variable(letter)
    return relation(prime(fenced(_minus(u))), "=", _minus(prime(u)))


def _minus(of: Box) -> Box:
    return Row((MINUS, of), Binding.SUM)


def product_law(letters: Sequence[str]) -> Box:
    """(u v)′ = u′ v + u v′, for any number of factors."""
    names = [variable(letter) for letter in letters]
    terms = [
        product_of([prime(name) if place == turn else name for place, name in enumerate(names)])
        for turn in range(len(names))
    ]
    return relation(prime(fenced(product_of(names))), "=", sum_of(terms))


def quotient_law(above: str, below: str) -> Box:
    """(u/v)′ = (u′ v − u v′) / v²."""
    u, v = variable(above), variable(below)
    numerator = sum_of([product_of([prime(u), v]), _minus(product_of([u, prime(v)]))])
    return relation(
        prime(fenced(fraction_of(u, v))), "=", fraction_of(numerator, power_of(v, number(2)))
    )


def reciprocal_law(constant: str, below: str) -> Box:
    """(c/v)′ = −c v′ / v²."""
    c, v = variable(constant), variable(below)
    return relation(
        prime(fenced(fraction_of(c, v))),
        "=",
        _minus(fraction_of(product_of([c, prime(v)]), power_of(v, number(2)))),
    )


def chain_law(outer: str, letter: str) -> Box:
    """(F(u))′ = F′(u) u′."""
    u = variable(letter)
    whole = applied(function_name(outer), [u])
    slope = applied(prime(function_name(outer)), [u])
    return relation(prime(fenced(whole)), "=", product_of([slope, prime(u)], dotted=True))


def logarithmic_law(base: str, exponent: str) -> Box:
    """(u^v)′ = u^v (v ln u)′."""
    u, v = variable(base), variable(exponent)
    inside = fenced(product_of([v, call("log", [u])]))
    return relation(
        prime(fenced(power_of(u, v))), "=", product_of([power_of(u, v), prime(inside)], dotted=True)
    )


def polar_angle_law(ordinate: str, abscissa: str) -> Box:
    """(atan2(v, u))′ = (u v′ − v u′) / (u² + v²)."""
    v, u = variable(ordinate), variable(abscissa)
    above = sum_of([product_of([u, prime(v)]), _minus(product_of([v, prime(u)]))])
    below = sum_of([power_of(u, number(2)), power_of(v, number(2))])
    return relation(prime(fenced(call("atan2", [v, u]))), "=", fraction_of(above, below))


def elementary_law(law: ElementaryLaw, argument: str, letters: Letters) -> Box:
    """The law of an elementary function in its general form, of the argument that is given."""
    u = variable(argument)
    match law:
        case PowerLaw():
            n = variable(letters.pick(FOR_EXPONENTS))
            less = sum_of([n, _minus(number(1))])
            return relation(prime(fenced(power_of(u, n))), "=", product_of([n, power_of(u, less)]))
        case ExponentialLaw(base) if base != sympy.E:
            a = variable(letters.pick(FOR_BASES))
            return relation(
                prime(fenced(power_of(a, u))), "=", product_of([power_of(a, u), call("log", [a])])
            )
        case LogarithmLaw(base) if base != sympy.E:
            a = variable(letters.pick(FOR_BASES))
            below = product_of([u, call("log", [a])])
            return relation(prime(fenced(call("log", [u, a]))), "=", fraction_of(number(1), below))
        case RootLaw():
            n = variable(letters.pick(FOR_EXPONENTS))
            root = call("root", [u, n])
            less = sum_of([n, _minus(number(1))])
            below = product_of([n, power_of(fenced(root), less)])
            return relation(prime(fenced(root)), "=", fraction_of(number(1), below))
        case TableLaw("abs"):
            ratio = relation(
                formula(sympy.sign(symbol(argument))), "=", fraction_of(u, absolute(u))
            )
            return relation(prime(fenced(absolute(u))), "=", ratio)
        case ExponentialLaw() | LogarithmLaw() | LogarithmOfSizeLaw() | TableLaw():
            own = symbol(argument)
            value, slope = law.value(own), law.derivative(own)
            return relation(prime(fenced(formula(value))), "=", formula(slope))
    assert_never(law)


def holds_where(law: ElementaryLaw, argument: str) -> tuple[str | Box, ...]:
    """On which arguments the law holds, where that must be said: `u > 0`; else nothing."""
    match law:
        case TableLaw(function):
            return _conditions(FUNCTIONS[function].derivative_holds, argument)
        case LogarithmLaw():
            return _conditions("u > 0", argument)
        case LogarithmOfSizeLaw():
            return _conditions("u != 0", argument)
        case PowerLaw() | ExponentialLaw() | RootLaw():
            return ()
    assert_never(law)


def _conditions(where: str, argument: str) -> tuple[str | Box, ...]:
    """`u < -1 or u > 1` as formulas, with the argument for u."""
    shown: list[str | Box] = []
    for place, condition in enumerate(where.split(" or ") if where else ()):
        signs: list[Box] = []
        for word in condition.split():
            if word == "u":
                signs.append(variable(argument))
            elif word in _RELATIONS:
                signs.append(Glyph(_RELATIONS[word], Role.RELATION))
            else:
                signs.append(number(word))
        shown.extend([" or "] if place else [])
        shown.append(Row(tuple(signs), Binding.RELATION))
    return tuple(shown)
