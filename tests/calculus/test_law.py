"""A law is one line of text: what is computed with it and what is printed of it are that line."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import get_args

import pytest
import sympy
from sympy import Expr

import gradcli
from gradcli.calculus.rules import laws as elementary
from gradcli.calculus.rules.gradient import partial
from gradcli.calculus.rules.law import WHOLE, Law, LawInWords
from gradcli.calculus.rules.rules import (
    ConstantMultipleRule,
    Derivation,
    LogarithmicRule,
    PolarAngleRule,
    ProductRule,
    QuotientRule,
    ReciprocalRule,
    SumRule,
    rule_name,
)
from gradcli.errors import GradcliError
from gradcli.field.to_sympy import ToSympy
from gradcli.narrative import rulebook
from gradcli.narrative.notation import variable
from gradcli.narrative.steps import Detail, steps_of
from gradcli.render.formula.linear import linear
from tests.fields import field

X = sympy.Symbol("x", real=True)
# What stands for the letters of a law: it has to be right of any functions, and these are not
# alike. An elementary law is one in the variable itself.
STANDING: dict[str, Expr] = {
    "x": X,
    "u": sympy.exp(X) + 2,
    "v": X**2 + 3,
    "F(u)": sympy.sin(sympy.exp(X) + 2),
    "c": sympy.Rational(5, 3),
    "n": sympy.Integer(5),
    "a": sympy.Integer(3),
    **{f"u{place}": X**place + place for place in range(1, 7)},
}
AT = (sympy.Rational(1, 3), sympy.Rational(7, 5))

OF_RULES = [law for rule in get_args(Derivation) for law in vars(rule).values()]
ELEMENTARY = [law for law in vars(elementary).values() if isinstance(law, Law)]
LAWS = {law.statement: law for law in (*OF_RULES, *ELEMENTARY) if isinstance(law, Law)}
IN_WORDS = [law for law in OF_RULES if isinstance(law, LawInWords)]


def is_right(law: Law, count: int = 2, *, of_variable: bool) -> bool:
    """Whether the law agrees with SymPy's own derivative, a law of many for so many parts."""
    standing = {**STANDING, "u": X} if of_variable else STANDING
    template, form = law.template(count), ToSympy(standing)
    whole = form(template.left)
    slopes = {name: sympy.diff(form(of), X) for name, of in template.slopes.items()}
    of_outer = {"F'(u)": sympy.cos(standing["u"])}
    given = law.derivative({**standing, **slopes, **of_outer, WHOLE: whole}, count)
    difference = given - sympy.diff(whole, X)
    return all(abs(sympy.N(difference.subs(X, place), 30)) < 1e-20 for place in AT)


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
def test_every_law_is_right(law: Law) -> None:
    assert is_right(law, of_variable=law in ELEMENTARY)


@pytest.mark.parametrize("count", [1, 3, 6])
@pytest.mark.parametrize("law", [SumRule.LAW, ProductRule.LAW])
def test_a_law_of_many_is_right_of_any_number(law: Law, count: int) -> None:
    assert is_right(law, count, of_variable=False)


@pytest.mark.parametrize(
    "twin",
    [
        "(c)' = c",
        "(x)' = x",
        "(c u)' = c",
        "(u v)' = u' v'",
        "(u / v)' = (u v' - u' v) / v^2",
        "(u / v)' = (u' v - u v') / v",
        "(c / v)' = c v' / v^2",
        "(F(u))' = F'(u)",
        "(u^v)' = (v ln u)'",
        "(atan2(v, u))' = (v u' - u v') / (u^2 + v^2)",
        "(u^n)' = n u^n",
        "(a^u)' = u a^(u-1)",
        "(log(u, a))' = ln a / u",
        "(root(u, n))' = 1 / (n root(u, n)^n)",
    ],
)
def test_a_wrong_twin_is_told_from_the_law(twin: str) -> None:
    left = twin.partition(" = ")[0]
    (law,) = (law for law in LAWS.values() if law.statement.startswith(f"{left} = "))
    assert is_right(law, of_variable=law in ELEMENTARY)
    assert not is_right(replace(law, statement=twin), of_variable=law in ELEMENTARY)


PRINTED = {
    SumRule.LAW: "(u + v)′ = u′ + v′",
    ConstantMultipleRule.LAW: "(cu)′ = cu′",
    ProductRule.LAW: "(uv)′ = u′v + uv′",
    QuotientRule.LAW: "(u/v)′ = (u′v − uv′)/v²",
    ReciprocalRule.LAW: "(c/v)′ = −cv′/v²",
    LogarithmicRule.LAW: "(uᵛ)′ = uᵛ · (v ln u)′",
    PolarAngleRule.LAW: "(atan2(v, u))′ = (uv′ − vu′)/(u² + v²)",
    elementary.POWER: "(uⁿ)′ = nuⁿ⁻¹",
    elementary.EXPONENTIAL: "(aᵘ)′ = aᵘ ln a",
    elementary.NATURAL_EXPONENTIAL: "(eᵘ)′ = eᵘ",
    elementary.LOGARITHM: "(log_a u)′ = 1/(u ln a)",
    elementary.NATURAL_LOGARITHM: "(ln u)′ = 1/u",
    elementary.LOGARITHM_OF_SIZE: "(ln|u|)′ = 1/u",
}


@pytest.mark.parametrize("law", PRINTED, ids=lambda law: law.statement)
def test_a_law_is_printed_as_in_a_book(law: Law) -> None:
    names = {letter: variable(letter) for letter in ("u", "v", "c", "n", "a")}
    assert linear(rulebook.stated(law.template(), names)) == PRINTED[law]


@pytest.mark.parametrize("law", [*LAWS.values(), *IN_WORDS], ids=lambda law: law.statement)
def test_every_law_has_a_name_that_the_rule_book_knows(law: Law | LawInWords) -> None:
    assert rulebook.title(law.name)


@pytest.mark.parametrize(
    "law", [law for law in LAWS.values() if law.where], ids=lambda law: law.where
)
def test_where_a_law_holds_is_said_of_its_own_letters(law: Law) -> None:
    names = {name: variable(f"{name}7") for name in law.template().letters}
    shown = linear(rulebook.condition_of(law, names))
    assert "₇" in shown
    assert not set(re.sub(r"[a-z]₇|or", "", shown)) & set(names)


def test_a_rule_computes_prints_and_is_called_by_its_law_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Were the law written a second time anywhere, something of this would still be right.
    twin = Law("reciprocal", "(u / v)' = (u v' + 3 u') / v^4")
    monkeypatch.setattr(QuotientRule, "LAW", twin)
    derived = partial(field("sin(x)/(x + 5)"), "x")
    assert rule_name(derived.derivation) == "reciprocal"
    assert derived.derivation.derivative == (sympy.sin(X) + 3 * sympy.cos(X)) / (X + 5) ** 4
    (step,) = steps_of(derived.derivation, derived.field, Detail.FULL)
    assert step.rule == "reciprocal rule"
    assert step.law is not None
    assert linear(step.law) == "(u/v)′ = (uv′ + 3u′)/v⁴"
    assert [linear(line.right) for line in (*step.opening, *step.closing)] == [
        "(sin x · d/dx [x + 5] + 3 · d/dx [sin x])/(x + 5)⁴",
        "(sin x + 3 cos x)/(x + 5)⁴",
        "(3 cos x + sin x)/(x + 5)⁴",
    ]
    with pytest.raises(GradcliError, match="does not agree with its check"):
        gradcli.partial("sin(x)/(x + 5)", wrt="x")
