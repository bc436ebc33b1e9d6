"""The tree as written: to SymPy and back, in the order in which a book writes it."""

from __future__ import annotations

from fractions import Fraction
from typing import get_args

import pytest
import sympy
from hypothesis import example, given, settings

from gradcli.field.expression import (
    Branch,
    Call,
    Comparison,
    Constant,
    Negative,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    Variable,
    are_written_alike,
    natural_order,
    operands,
    postorder,
    variables_of,
)
from gradcli.field.from_sympy import NotWritableError, UnrealError, from_sympy
from gradcli.field.scalar_field import ScalarField
from gradcli.field.special import Nearest, RealRoot
from gradcli.field.substitution import with_values
from gradcli.field.to_sympy import ToSympy, symbol
from gradcli.language.reading import read_expression
from gradcli.language.writing import write
from tests.fields import trees

X, Y = sympy.symbols("x y", real=True)
_A, _B = Variable("a"), Number(Fraction(1))
ONE_OF_EACH: tuple[Node, ...] = (
    _B,
    Constant("e"),
    _A,
    Negative(_A),
    Sum((_A, _B)),
    Product((_A, _B)),
    Quotient(_A, _B),
    Power(_A, _B),
    Call("sin", (_A,)),
    Piecewise((Branch(_A, Comparison(_A, ">", _B)), Branch(_B, None))),
)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("y x*2", "2*x*y"),
        ("5x^2 + 6x y", "5*x**2 + 6*x*y"),
        ("1 + x + x^3 + x^2", "x**3 + x**2 + x + 1"),
        ("-x + 1", "1 - x"),
        ("-x - 1", "-x - 1"),
        ("cos(y) x*2", "2*x*cos(y)"),
        ("x^(-1)", "1/x"),
        ("x y^(-2)", "x/y**2"),
        ("x^(1/2)", "sqrt(x)"),
        ("x^(-1/2)", "1/sqrt(x)"),
        ("x^(3/2)", "x**(3/2)"),
        ("x/2", "x/2"),
        ("-x/2", "-x/2"),
        ("e^x", "exp(x)"),
        ("cbrt(x)", "cbrt(x)"),
        ("root(x, 5)", "root(x, 5)"),
        ("x10 + x2", "x2 + x10"),
        ("max(y, x)", "max(x, y)"),
        # Numbers with roots of whole numbers have one denominator.
        ("1/2 + sqrt(5)/2", "(1 + sqrt(5))/2"),
        ("1/2 + sqrt(5/4)", "(1 + sqrt(5))/2"),
        ("3/4 - sqrt(7)/4", "(3 - sqrt(7))/4"),
        ("1/3 - sqrt(2)/4", "(4 - 3*sqrt(2))/12"),
        ("-1/2 - sqrt(5)/2", "-(1 + sqrt(5))/2"),
        ("sqrt(2)/2 + sqrt(3)/3", "(2*sqrt(3) + 3*sqrt(2))/6"),
        ("2 sqrt(3) - 1", "2*sqrt(3) - 1"),
        ("sqrt(5/4)", "sqrt(5)/2"),
        ("x/2 + sqrt(5)/2", "x/2 + sqrt(5)/2"),
        ("1/2 + pi/3", "1/2 + pi/3"),
    ],
)
def test_the_order_of_writing(typed: str, written: str) -> None:
    canonical = ToSympy()(read_expression(typed, name="typed").tree)
    assert write(from_sympy(canonical)) == written


@settings(max_examples=60)
@example(read_expression("x/2/(x^2+1)").tree)
@given(trees())
def test_there_and_back(tree: Node) -> None:
    expression = ToSympy()(tree)
    again = ToSympy()(from_sympy(expression))
    if again != expression:
        # Of x/(2(x^2 + 1)) SymPy multiplies the denominator out.
        at = {X: sympy.Rational(3, 7), Y: sympy.Rational(5, 11)}
        assert abs(sympy.N((again - expression).subs(at), 40)) < 1e-30


@pytest.mark.parametrize(
    "expression",
    [sympy.zoo, sympy.nan, sympy.oo, sympy.I * X, sympy.re(sympy.Symbol("z")), X * sympy.oo],
)
def test_what_is_no_real_formula_is_not_written(expression: sympy.Expr) -> None:
    with pytest.raises(UnrealError):
        from_sympy(expression)


@pytest.mark.parametrize("expression", [sympy.Integral(X, X), sympy.gamma(X)])
def test_a_head_without_a_row_is_a_defect(expression: sympy.Expr) -> None:
    with pytest.raises(NotWritableError):
        from_sympy(expression)


@pytest.mark.parametrize(
    ("found", "value"),
    [
        (RealRoot(-8, 3), -2),
        (RealRoot(sympy.Integer(32), sympy.Integer(5)), 2),
        (RealRoot(-X, sympy.Integer(3)), -RealRoot(X, sympy.Integer(3))),
        (RealRoot(X, sympy.Integer(1)), X),
        (Nearest(sympy.Rational(1, 2)), 0),
        (Nearest(sympy.Rational(3, 2)), 2),
        (Nearest(sympy.Rational(5, 2)), 2),
        (Nearest(sympy.Rational(-1, 2)), 0),
        (Nearest(sympy.pi), 3),
        (Nearest(-sympy.Rational(7, 4)), -2),
    ],
)
def test_the_two_functions_that_sympy_has_not(found: sympy.Expr, value: sympy.Expr) -> None:
    assert found == value


def test_names_are_ordered_as_people_order_them() -> None:
    assert sorted(["x10", "y", "x2", "x", "x1"], key=natural_order) == [
        "x", "x1", "x2", "x10", "y",
    ]  # fmt: skip


def test_a_walk_meets_each_node_once_and_its_parts_before_it() -> None:
    x = Variable("x")
    shared = Sum((x, Number(Fraction(1))))
    root = Product((shared, shared, x))
    walked = list(postorder(root))
    assert len(walked) == 4
    assert walked[-1] is root
    assert walked.index(x) < walked.index(shared)


def test_every_kind_of_node_tells_its_operands() -> None:
    kinds = {type(node) for node in ONE_OF_EACH}
    assert kinds == set(get_args(Node))
    told = [operands(node) for node in ONE_OF_EACH]
    assert [len(parts) for parts in told] == [0, 0, 0, 1, 2, 2, 2, 2, 1, 4]
    assert operands(ONE_OF_EACH[6]) == operands(ONE_OF_EACH[7]) == (_A, _B)


def test_walks_survive_trees_deeper_than_the_stack() -> None:
    tree: Node = Variable("x")
    for _ in range(50_000):
        tree = Negative(tree)
    assert variables_of(tree) == {"x"}
    moved = with_values(tree, {"x": Variable("y")})
    assert variables_of(moved) == {"y"}


def test_values_are_put_in_and_nothing_is_worked_out() -> None:
    tree = read_expression("x^2 y + {x if x > y, 1 otherwise}").tree
    values = {"x": Number(Fraction(2)), "y": Number(Fraction(3))}
    assert write(with_values(tree, values)) == "2**2*3 + Piecewise((2, 2 > 3), (1, True))"


def test_a_field_may_have_variables_that_do_not_occur() -> None:
    field = ScalarField.of_tree(Variable("x"), variables=("y", "x"))
    assert field.symbols == (Y, X)
    assert field.expression == X


def test_a_condition_that_does_not_hold_is_written_out() -> None:
    x, y = symbol("x"), symbol("y")
    neither = sympy.Not(sympy.And(y < sympy.cbrt(2), x >= sympy.pi))
    form = sympy.Piecewise((x, neither), (y, True))
    assert write(from_sympy(form)) == "Piecewise((x, (x < pi) | (y >= 2**(1/3))), (y, True))"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("x^2 y", "x^2*y", True),
        ("sin(x)/x + 2", "sin x / x + 2", True),
        ("x y", "y x", False),
        ("sin x", "cos x", False),
        ("x + 2", "x + 3", False),
        ("(x + y) + 1", "x + y", False),
        ("x^2 + x^2", "x^2 + x^3", False),
        # What is said of cases is not looked into.
        ("{x if x > y, 1 otherwise}", "{x if x > 2, 1 otherwise}", False),
    ],
)
def test_trees_that_are_written_alike(one: str, other: str, alike: bool) -> None:
    pair = [read_expression(text).tree for text in (one, other)]
    assert are_written_alike(*pair) is alike


def test_trees_are_compared_however_deep_they_are() -> None:
    deep = [Variable("x"), Variable("x")]
    for _ in range(20_000):
        deep = [Negative(each) for each in deep]
    assert are_written_alike(*deep)
