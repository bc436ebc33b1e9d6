"""Which rule: the one that a good teacher would pick for the expression as it was typed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias, get_args

import pytest
import sympy

from gradcli.calculus.rules import laws as elementary
from gradcli.calculus.rules.derivation import Differentiation
from gradcli.calculus.rules.gradient import partial
from gradcli.calculus.rules.law import Law, LawInWords
from gradcli.calculus.rules.laws import ElementaryLaw, FormulaLaw
from gradcli.calculus.rules.rules import (
    ChainRule,
    Derivation,
    ElementaryRule,
    IntermediateRule,
    ProductRule,
    RewriteRule,
    Rewriting,
    parts_of,
    rule_name,
)
from gradcli.language.writing import write
from gradcli.narrative.rulebook import title
from gradcli.narrative.steps import Detail, steps_of
from tests.fields import field

# The name of a rule; or that name and the shapes of its parts.
Shape: TypeAlias = Any


def shape(rule: Derivation) -> Shape:
    """The names of the rules, nested as the derivation is."""
    parts = parts_of(rule)
    return (rule_name(rule), *map(shape, parts)) if parts else rule_name(rule)


CHOICES: list[tuple[str, str, Shape]] = [
    # Constants and the variable itself.
    ("7", "x", "constant"),
    ("y^3", "x", "constant"),
    ("e^pi", "x", "constant"),
    ("x", "x", "identity"),
    # A factor that stands still is a constant, however it is spelled.
    ("x^2 y", "x", ("constant_multiple", "power")),
    ("x^2 y", "y", ("constant_multiple", "identity")),
    ("3x y^3", "y", ("constant_multiple", "power")),
    ("-x^2", "x", ("constant_multiple", "power")),
    ("x/2", "x", ("constant_multiple", "identity")),
    ("x/y", "x", ("constant_multiple", "identity")),
    ("sin(x)/(y^2 + 1)", "x", ("constant_multiple", "sin")),
    ("y sin(x) cos(x)", "x", ("constant_multiple", ("product", "sin", "cos"))),
    # Sums: the terms that stand still are not derived one by one.
    ("x^2 + y^2", "x", ("sum", "power")),
    ("x^2 + 3x - 5", "x", ("sum", "power", ("constant_multiple", "identity"))),
    # Products of any number of factors.
    ("x sin(x)", "x", ("product", "identity", "sin")),
    ("x e^x sin(x)", "x", ("product", "identity", "exponential", "sin")),
    # More equal factors than are seen at once are a power first.
    ("xxx", "x", ("product", "identity", "identity", "identity")),
    ("xxxxxxxxx", "x", ("rewrite", "power")),
    ("3x x y x x x x x x x y", "x", ("rewrite", ("constant_multiple", "power"))),
    # A quotient is one if it was typed as one and both parts move.
    ("x/(x + 1)", "x", ("quotient", "identity", ("sum", "identity"))),
    ("x e^(-x)", "x", ("product", "identity", ("chain", ("constant_multiple", "identity")))),
    ("1/(x^2 + 1)", "x", ("reciprocal", ("sum", "power"))),
    ("y/(x^2 + 1)", "x", ("reciprocal", ("sum", "power"))),
    # A power below the line is written as a power first.
    ("1/x^3", "x", ("rewrite", "power")),
    ("1/x", "x", ("rewrite", "power")),
    ("1/sqrt(x)", "x", ("rewrite", "power")),
    ("5/x^2", "x", ("rewrite", ("constant_multiple", "power"))),
    ("1/(x + 1)^2", "x", ("rewrite", ("chain", ("sum", "identity")))),
    # Powers, roots, exponentials: which of base and exponent moves decides.
    ("x^5", "x", "power"),
    ("x^(1/3)", "x", "power"),
    ("x^pi", "x", "power"),
    ("x^y", "x", "power"),
    ("x^y", "y", "exponential"),
    ("2^x", "x", "exponential"),
    ("e^x", "x", "exponential"),
    ("exp(x)", "x", "exponential"),
    ("sqrt(x)", "x", "sqrt"),
    ("cbrt(x)", "x", "cbrt"),
    ("root(x, 4)", "x", "root"),
    ("x^x", "x", ("logarithmic", ("product", "identity", "logarithm"))),
    # Logarithms.
    ("ln(x)", "x", "logarithm"),
    ("log(x, 10)", "x", "logarithm"),
    ("ln|x|", "x", "logarithm_of_size"),
    ("ln|x^2 - 1|", "x", ("chain", ("sum", "power"))),
    ("log(2, x)", "x", ("rewrite", ("reciprocal", "logarithm"))),
    # The chain rule where the argument is more than the variable, and only there.
    ("sin(x)", "x", "sin"),
    ("sin(x y)", "x", ("chain", ("constant_multiple", "identity"))),
    ("sin(y)", "x", "constant"),
    ("e^(x^2)", "x", ("chain", "power")),
    ("sqrt(x^2 + y^2)", "x", ("chain", ("sum", "power"))),
    ("(x^2 + 1)^3", "x", ("chain", ("sum", "power"))),
    ("sin(cos(tan(x)))", "x", ("chain", ("chain", "tan"))),
    # Several arguments, and pieces.
    ("atan2(y, x)", "x", ("atan2", "constant", "identity")),
    ("max(x, y)", "x", ("max", "identity", "constant")),
    ("min(x^2, 1)", "x", ("min", "power", "constant")),
    (
        "{x^2 if x > 0, -x otherwise}",
        "x",
        ("piecewise", "power", ("constant_multiple", "identity")),
    ),
]


@pytest.mark.parametrize(("text", "variable", "expected"), CHOICES)
def test_the_rule_of_a_good_teacher(text: str, variable: str, expected: Shape) -> None:
    whole = field(text, variables=("x", "y"))
    assert shape(Differentiation(whole.canonical).derive(whole.tree, variable)) == expected


def every_rule(text: str, variable: str) -> Iterator[Derivation]:
    """All the rules of one derivation."""
    whole = field(text, variables=("x", "y"))
    waiting = [Differentiation(whole.canonical).derive(whole.tree, variable)]
    while waiting:
        rule = waiting.pop()
        yield rule
        waiting.extend(parts_of(rule))


def test_every_rule_and_every_law_is_among_the_examples() -> None:
    met = {rule for text, variable, _ in CHOICES for rule in every_rule(text, variable)}
    # Names are for what is too long for an example: see test_intermediates.
    assert {type(rule) for rule in met} == set(get_args(Derivation)) - {IntermediateRule}
    laws = {rule.law for rule in met if isinstance(rule, ElementaryRule)}
    laws |= {rule.outer for rule in met if isinstance(rule, ChainRule)}
    assert {type(law) for law in laws} == set(get_args(ElementaryLaw))
    general = {law for law in vars(elementary).values() if isinstance(law, Law)}
    assert {law.stated for law in laws if isinstance(law, FormulaLaw)} == general


@pytest.mark.parametrize("rule", get_args(Derivation))
def test_every_rule_states_its_law(rule: type) -> None:
    assert rule.__doc__
    stated = [law for law in vars(rule).values() if isinstance(law, Law | LawInWords)]
    # An elementary function is derived by a law of its own, which is a field.
    assert stated or rule is ElementaryRule
    assert all("'" in law.statement for law in stated)


@pytest.mark.parametrize(("text", "variable", "expected"), CHOICES)
def test_every_rule_has_a_title_and_tells_its_step(
    text: str, variable: str, expected: Shape
) -> None:
    whole = field(text, variables=("x", "y"))
    rule = Differentiation(whole.canonical).derive(whole.tree, variable)
    (step,) = steps_of(rule, whole, Detail.FULL)
    titles = step.rule.split(", ")
    assert titles[0] == title(rule_name(rule))
    assert step.opening
    if step.children:
        assert len(step.children) >= len(parts_of(rule))
    else:  # one line, in which every rule is named but that of x itself
        assert step.closing == ()
        named = {title(rule_name(each)) for each in outside_chains(rule)}
        assert named - {title("identity")} <= set(titles) or titles == [title("identity")]
    *_, brief = steps_of(rule, whole, Detail.BRIEF)
    assert len(brief.opening) == 1
    assert brief.rule.split(", ")[0] == titles[0]
    assert steps_of(rule, whole, Detail.NONE) == ()


def outside_chains(rule: Derivation) -> Iterator[Derivation]:
    """A rule and those that it uses, down to the chain rule."""
    yield rule
    if not isinstance(rule, ChainRule):
        for part in parts_of(rule):
            yield from outside_chains(part)


def test_what_is_printed_is_what_was_computed() -> None:
    whole = field("x sin(x) e^x")
    rule = partial(whole, "x").derivation
    assert isinstance(rule, ProductRule)
    parts = [part.derivative for part in parts_of(rule)]
    x = sympy.Symbol("x", real=True)
    assert parts == [1, sympy.cos(x), sympy.exp(x)]
    values = [part.value for part in parts_of(rule)]
    assert rule.derivative == sum(
        parts[turn] * sympy.Mul(*values[:turn], *values[turn + 1 :]) for turn in range(3)
    )


def test_a_rewriting_says_why() -> None:
    rule = partial(field("1/x^3"), "x").derivation
    assert isinstance(rule, RewriteRule)
    assert rule.reason is Rewriting.POWER_BELOW


@pytest.mark.parametrize("count", [2, 3, 4, 7, 2_000])
def test_minus_signs_cancel_in_one_step(count: int) -> None:
    rule = partial(field("-" * count + "sin(x)"), "x").derivation
    assert isinstance(rule, RewriteRule)
    assert rule.reason is Rewriting.MINUS_SIGNS
    assert write(rule.rewritten.function) == ("-sin(x)" if count % 2 else "sin(x)")


def test_shared_parts_are_derived_once() -> None:
    whole = field("sin(x^2) + cos(x^2)")
    rule = Differentiation(whole.canonical).derive(whole.tree, "x")
    sine, cosine = parts_of(rule)
    assert parts_of(sine)[0] is parts_of(cosine)[0]


def test_a_tree_deeper_than_the_stack_of_python_is_derived() -> None:
    text = "x" + "".join(f"+{number}" for number in range(3)) + "-1" * 5_000
    whole = field(text)
    assert partial(whole, "x").derivative == 1


@pytest.mark.parametrize(
    "text", ["sin(x - x + 2)", "sqrt(sin(x)^2 + cos(x)^2)", "e^(x/x)", "sqrt(x - x)", "cbrt(0 x)"]
)
def test_an_inner_function_that_never_changes_leaves_nothing_to_change(text: str) -> None:
    whole = partial(field(text), "x")
    assert whole.derivation.derivative == 0
    assert whole.derivative == 0


@pytest.mark.parametrize(
    ("text", "steep"),
    [
        ("x^2", []),
        ("x^(3/2)", []),
        ("x^(1/2)", [0]),
        ("x^(-1/3)", [0]),
        ("x^pi", [0]),
        ("sqrt(x)", [0]),
        ("root(x, 5)", [0]),
        ("e^x", []),
        ("asin(x)", [-1, 1]),
        ("sin(x)", []),
    ],
)
def test_where_a_law_has_no_value_though_its_function_has(text: str, steep: list[int]) -> None:
    rule = partial(field(text), "x").derivation
    while isinstance(rule, RewriteRule):
        (rule,) = parts_of(rule)
    assert isinstance(rule, ElementaryRule)
    assert sorted(elementary.steep_at(rule.law)) == steep
