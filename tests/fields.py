"""Fields for the tests: read from text, drawn at random, and differentiated without gradcli."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import sympy
from hypothesis import strategies as st
from mpmath.ctx_mp import MPContext

from gradcli.calculus.numbers.duals import OutsideError
from gradcli.calculus.program.numeric import numeric
from gradcli.calculus.program.points import NoGradient
from gradcli.field.expression import (
    Call,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Variable,
    variables_of,
)
from gradcli.field.scalar_field import ScalarField
from gradcli.language.reading import read_expression
from tests.functions import EXAMPLES

MANY = MPContext()
"""Arithmetic in 60 digits: what is computed with its numbers keeps them, whoever computes."""
MANY.dps = 60


def field(text: str, variables: Sequence[str] | None = None) -> ScalarField:
    """The field that a text means."""
    reading = read_expression(text, variables=variables)
    return ScalarField.of_tree(
        reading.tree, function=reading.function, variables=reading.variables, source=reading.source
    )


def rates(tree: Node, at: Mapping[str, float]) -> tuple[float, dict[str, float]]:
    """The value of a tree and its rate by each variable that occurs in it, in floats.

    Raises:
        OutsideError: there is none.
    """
    names = sorted(variables_of(tree) & at.keys())
    found = numeric(tree, names).alone([at[name] for name in names])
    if isinstance(found, NoGradient):
        raise OutsideError(found)
    return found.value, dict(zip(names, found.gradient, strict=True))


def value_of(expression: sympy.Expr, at: Mapping[str, Any]) -> Any:
    """The number, real or complex, that a SymPy expression is at a point: by mpmath alone.

    Nothing of gradcli is used but the meaning of its two own SymPy functions.
    """
    known: dict[sympy.Basic, Any] = {}
    for node in sympy.postorder_traversal(expression):
        if node not in known:
            known[node] = _number(node, known, at)
    return known[expression]


_OWN: dict[str, Callable[..., Any]] = {
    "Abs": abs,
    "Max": max,
    "Min": min,
    "ceiling": MANY.ceil,
    "Heaviside": lambda number, at_zero: at_zero if number == 0 else MANY.mpf(number > 0),
    "RealRoot": lambda number, degree: MANY.sign(number) * MANY.root(abs(number), int(degree)),
    "Nearest": MANY.nint,
    "And": lambda *parts: all(parts),
    "Or": lambda *parts: any(parts),
    "StrictLessThan": operator.lt,
    "Unequality": operator.ne,
    "LessThan": operator.le,
    "StrictGreaterThan": operator.gt,
    "GreaterThan": operator.ge,
    "DiracDelta": lambda number, *_: MANY.mpf(0 if number else "inf"),
}


def _number(node: sympy.Basic, known: Mapping[sympy.Basic, Any], at: Mapping[str, Any]) -> Any:
    parts = [known[part] for part in node.args]
    match node:
        case sympy.Symbol():
            value = at[node.name]
            return MANY.mpf(value.numerator) / value.denominator
        case sympy.Rational():
            return MANY.mpf(node.p) / node.q
        case sympy.Add():
            return MANY.fsum(parts)
        case sympy.Mul():
            return MANY.fprod(parts)
        case sympy.Pow() if node.exp.is_Integer:
            return parts[0] ** int(node.exp)
        case sympy.Pow():
            return MANY.power(*parts)
        case sympy.Piecewise():
            return next((value for value, holds in parts if holds), MANY.nan)
        case sympy.functions.elementary.piecewise.ExprCondPair():
            return tuple(parts)
    name = type(node).__name__
    if not parts:
        numbers = {"Exp1": MANY.e, "Pi": MANY.pi, "ImaginaryUnit": MANY.j}
        return +numbers[name] if name in numbers else node == sympy.true
    if known_by := _OWN.get(name) or getattr(MANY, name, None):
        return known_by(*parts)
    return EXAMPLES[name].number(MANY, *parts)


def slope_by_differences(expression: sympy.Expr, variable: str, at: Mapping[str, Fraction]) -> Any:
    """(f(x + h) - f(x - h)) / 2h for a tiny h: no law of differentiation is used.

    Some 30 digits are right where the expression is smooth and tame.
    """
    step = Fraction(1, 10**20)
    ahead = value_of(expression, {**at, variable: at[variable] + step})
    behind = value_of(expression, {**at, variable: at[variable] - step})
    return (ahead - behind) * (10**20) / 2


def is_close(one: Any, other: Any, digits: int = 25) -> bool:
    """Whether two numbers agree to so many digits."""
    return bool(abs(one - other) <= MANY.mpf(10) ** -digits * max(1, abs(one), abs(other)))


def assert_close(one: Any, other: Any, digits: int = 25) -> None:
    """Hold that two numbers agree to so many digits."""
    assert is_close(one, other, digits), (MANY.nstr(one, digits), MANY.nstr(other, digits))


def _smooth(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """Larger trees, none with a pole, a corner or a root: real and smooth everywhere."""
    pair = st.tuples(inner, inner)
    return st.one_of(
        pair.map(Sum),
        pair.map(Product),
        st.tuples(inner, inner, inner).map(Product),
        inner.map(Negative),
        st.tuples(inner, st.integers(2, 3)).map(
            lambda drawn: Power(drawn[0], Number(Fraction(drawn[1])))
        ),
        st.tuples(st.sampled_from(("sin", "cos", "atan", "tanh", "erf")), inner).map(
            lambda drawn: Call(drawn[0], (drawn[1],))
        ),
        # A denominator of at least 1, and an exponential that stays small.
        pair.map(lambda drawn: Quotient(drawn[0], Sum((_square(drawn[1]), Number(Fraction(1)))))),
        inner.map(lambda drawn: Call("exp", (Call("sin", (drawn,)),))),
        inner.map(lambda drawn: Call("log", (Sum((_square(drawn), Number(Fraction(2)))),))),
        inner.map(lambda drawn: Call("sqrt", (Sum((_square(drawn), Number(Fraction(1)))),))),
    )


def _square(node: Node) -> Node:
    return Power(node, Number(Fraction(2)))


def trees(variables: Sequence[str] = ("x", "y"), largest: int = 8) -> st.SearchStrategy[Node]:
    """Trees of functions that are smooth on all of R^n."""
    leaves: st.SearchStrategy[Node] = st.one_of(
        st.sampled_from([Variable(name) for name in variables]),
        st.integers(1, 5).map(lambda drawn: Number(Fraction(drawn))),
    )
    return st.recursive(leaves, _smooth, max_leaves=largest)


def fields(
    variables: Sequence[str] = ("x", "y"), largest: int = 8
) -> st.SearchStrategy[ScalarField]:
    """Fields that are smooth on all of R^n."""
    return trees(variables, largest).map(
        lambda tree: ScalarField.of_tree(tree, variables=tuple(variables))
    )


def points(count: int = 2) -> st.SearchStrategy[tuple[Fraction, ...]]:
    """Points with small rational coordinates."""
    one = st.fractions(-2, 2, max_denominator=16)
    return st.tuples(*[one] * count)
