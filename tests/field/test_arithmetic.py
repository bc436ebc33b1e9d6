"""What is put together directly is what SymPy would have made of it, the order included."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from fractions import Fraction

import pytest
import sympy
from hypothesis import example, given, reject, settings
from hypothesis import strategies as st
from sympy import Add, Expr, Mul, Pow

from gradcli.calculus.rules.laws import (
    ElementaryLaw,
    TableLaw,
    exponential_law,
    power_law,
    root_law,
)
from gradcli.errors import GradcliError
from gradcli.field.fast_sympy.plain import IS_PLAIN
from gradcli.field.fast_sympy.sympy_build import (
    HALF,
    MANY,
    TWO,
    apply,
    begins_with_minus,
    below_root,
    cofunction,
    difference,
    like_power,
    negate,
    power,
    product,
    quotient,
    total,
)
from gradcli.field.forms import CONSTRUCTORS
from gradcli.field.to_sympy import symbol

X, Y, Z = map(symbol, "xyz")

# Of one argument, and smooth but at single points.
FUNCTIONS = sorted(
    set(CONSTRUCTORS)
    - {"root", "atan2", "min", "max", "factorial", "floor", "ceil", "round", "step"}
)

RATIONALS = [
    sympy.Rational(each) for each in (*map(Fraction, ("-1/2", "1/3", "3/4", "-5/3")), -2, -1, 2, 3)
]
EXPONENTS = [
    sympy.Rational(Fraction(each))
    for each in ("-3", "-2", "-1", "-3/2", "-1/2", "-1/3", "0", "1/3", "1/2", "1", "3/2", "2", "3")
]


def _by_sympy(base: Expr, exponent: Expr) -> Expr:
    """SymPy's power, which leaves (-sign(x^-3))^-2 as 1^-2."""
    made = Pow(base, exponent)
    return sympy.S.One if made.is_Pow and made.args[0] is sympy.S.One else made


def _larger(inner: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
    several = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(
        several.map(lambda drawn: Add(*drawn)),
        several.map(lambda drawn: Mul(*drawn)),
        st.tuples(inner, st.sampled_from(EXPONENTS)).map(lambda drawn: _by_sympy(*drawn)),
        st.tuples(st.sampled_from(["sin", "cos", "exp", "log", "sqrt", "tan"]), inner).map(_call),
        st.tuples(st.sampled_from(FUNCTIONS), inner).map(_call),
        st.tuples(inner, inner).map(lambda drawn: sympy.atan2(*drawn)),
        st.tuples(st.sampled_from([sympy.E, sympy.Integer(2), X, Y]), inner).map(
            lambda drawn: _by_sympy(*drawn)
        ),
    )


def _call(drawn: tuple[str, Expr]) -> Expr:
    function, argument = drawn
    return _value(CONSTRUCTORS[function], argument)


def _value(function: Callable[[Expr], Expr], argument: Expr) -> Expr:
    """SymPy's value; no draw where it raises: it cannot fold asin(sin(c)) of a large c."""
    try:
        return function(argument)
    except (GradcliError, AttributeError, TypeError):
        return reject()


ROOTS = [
    Pow(sympy.Integer(base), sympy.Rational(*exponent))
    for base in (2, 3, 6, 12)
    for exponent in ((1, 2), (1, 3), (2, 3), (3, 4), (-1, 2), (-2, 3), (5, 3))
]

# SymPy leaves some of these half multiplied, as (2/9)(3 sqrt(2)).
NUMBERS = st.lists(st.sampled_from([*ROOTS, *RATIONALS]), min_size=2, max_size=5).map(
    lambda drawn: Mul(*drawn)
)

LEAVES = st.sampled_from([X, X, Y, Z, *RATIONALS, sympy.pi, sympy.E])


def _is_of_the_language(expression: Expr) -> bool:
    """No infinity, and nothing that is nowhere real: such a formula is refused before all else."""
    roots = [part for part in expression.atoms(Pow) if not part.exp.is_integer]
    return not any(root.base.is_negative for root in roots) and not expression.has(
        sympy.nan, sympy.zoo, sympy.oo, sympy.I, sympy.AccumBounds, sympy.re, sympy.im, sympy.arg
    )


EXPRESSIONS = st.recursive(LEAVES | NUMBERS, _larger, max_leaves=6).filter(_is_of_the_language)
UNKNOWNS = EXPRESSIONS.filter(lambda drawn: not drawn.is_number)


@given(st.lists(EXPRESSIONS, min_size=1, max_size=4))
def test_products(factors: list[Expr]) -> None:
    assert product(*factors) == Mul(*factors)


@given(st.lists(EXPRESSIONS, min_size=1, max_size=4))
def test_sums(terms: list[Expr]) -> None:
    assert total(*terms) == Add(*terms)


@given(EXPRESSIONS, st.sampled_from(EXPONENTS))
@example(-sympy.sign(X**-3), sympy.Integer(-2))
def test_powers(base: Expr, exponent: Expr) -> None:
    assert power(base, exponent) == _by_sympy(base, exponent)


@pytest.mark.parametrize("number", [*map(sympy.Rational, ("1/6", "4/3", "2/9")), 6, 9, 12, -2])
def test_the_root_of_a_number_times_letters(number: Expr) -> None:
    for one, other in itertools.product((-3, -1, 0, 1, 2, 3), repeat=2):
        base = number * X**one * Y**other
        assert sympy.srepr(power(base, HALF)) == sympy.srepr(Pow(base, HALF))


@given(EXPRESSIONS, UNKNOWNS)
@example(X, -X * sympy.sqrt(2) * Pow(sympy.Integer(6), sympy.Rational(1, 3)))
@example(
    -HALF, X ** Mul(144, Pow(2, sympy.Rational(1, 6)), Pow(2, sympy.Rational(1, 3)), evaluate=False)
)
def test_differences_and_quotients(one: Expr, other: Expr) -> None:
    assert difference(one, other) == one - other
    assert quotient(one, other) == one / other


@given(EXPRESSIONS)
def test_signs(form: Expr) -> None:
    assert begins_with_minus(form) == form.could_extract_minus_sign()
    assert negate(form) == -form


@given(UNKNOWNS, st.sampled_from(EXPONENTS), st.sampled_from(EXPONENTS))
@example(-sympy.sign(X**-3), sympy.Integer(-3), sympy.Integer(-2))
def test_a_power_like_one_that_was_kept(base: Expr, kept: Expr, exponent: Expr) -> None:
    assert like_power(Pow(base, kept), base, exponent) == _by_sympy(base, exponent)


@given(UNKNOWNS)
def test_one_over_a_root_that_is_known(radicand: Expr) -> None:
    assert below_root(sympy.sqrt(radicand), radicand) == Pow(radicand, -HALF)


SISTERS = [
    (sympy.sin, sympy.cos),
    (sympy.cos, sympy.sin),
    (sympy.tan, sympy.sec),
    (sympy.cot, sympy.csc),
    (sympy.sec, sympy.tan),
    (sympy.csc, sympy.cot),
    (sympy.sinh, sympy.cosh),
    (sympy.cosh, sympy.sinh),
    (sympy.tanh, sympy.sech),
    (sympy.coth, sympy.csch),
    (sympy.sech, sympy.tanh),
    (sympy.csch, sympy.coth),
]

ANGLES = st.one_of(
    UNKNOWNS,
    st.tuples(UNKNOWNS, st.sampled_from(RATIONALS)).map(
        lambda drawn: drawn[0] + drawn[1] * sympy.pi
    ),
    UNKNOWNS.map(lambda drawn: drawn * sympy.pi),
    UNKNOWNS.map(lambda drawn: -drawn),
    st.tuples(st.sampled_from([one for pair in SISTERS for one in pair]), UNKNOWNS).map(
        lambda drawn: _value(*drawn)
    ),
)


@given(st.sampled_from(SISTERS), ANGLES)
def test_sisters_fold_together(sisters: tuple[type[Expr], type[Expr]], argument: Expr) -> None:
    one, other = sisters
    assert cofunction(one(argument), argument, other) == other(argument)


APPLIED = [
    *(one for pair in SISTERS for one in pair[:1]),
    *(
        getattr(sympy, f"a{name}")
        for base in ("sin", "cos", "tan", "cot", "sec", "csc")
        for name in (base, f"{base}h")
    ),
    *(sympy.exp, sympy.log, sympy.erf, sympy.Abs, sympy.sign),
]

ARGUMENTS = st.one_of(
    EXPRESSIONS,
    ANGLES,
    st.lists(st.one_of(UNKNOWNS, ANGLES), min_size=2, max_size=4).map(lambda drawn: Add(*drawn)),
    st.tuples(ANGLES, ANGLES).map(lambda drawn: drawn[0] - drawn[1]),
    st.tuples(st.sampled_from(APPLIED), UNKNOWNS).map(lambda drawn: _value(*drawn)),
    st.tuples(st.sampled_from(RATIONALS), UNKNOWNS, UNKNOWNS).map(
        lambda drawn: Mul(drawn[0], sympy.log(drawn[1]), drawn[2])
    ),
    st.tuples(UNKNOWNS, UNKNOWNS, st.sampled_from(RATIONALS)).map(
        lambda drawn: drawn[0] + drawn[2] * sympy.log(drawn[1])
    ),
).filter(_is_of_the_language)


@pytest.mark.parametrize("function", APPLIED, ids=str)
@given(argument=ARGUMENTS)
@settings(max_examples=25)
def test_functions(function: type[Expr], argument: Expr) -> None:
    expected = _value(function, argument)
    assert apply(function, argument) == expected


LAWS = [
    *(power_law(exponent) for exponent in EXPONENTS[:6]),
    power_law(Y),
    exponential_law(sympy.E),
    exponential_law(sympy.Integer(2)),
    root_law(sympy.Integer(3)),
    root_law(sympy.Integer(4)),
    *(TableLaw(name) for name in FUNCTIONS if name not in {"exp", "log"}),
]


@given(st.sampled_from(LAWS), UNKNOWNS)
def test_a_law_that_is_given_its_value_says_the_same(law: ElementaryLaw, u: Expr) -> None:
    assert law.derivative(u, law.value(u)) == law.derivative(u)


def _root(base: int, above: int, below: int) -> Expr:
    return Pow(sympy.Integer(base), sympy.Rational(above, below))


HALF_MULTIPLIED = [
    Mul(_root(12, 1, 3), sympy.sqrt(2)),
    Mul(_root(12, 1, 3), 1 / sympy.sqrt(2)),
    Mul(_root(12, 1, 3), _root(2, 3, 4)),
    Mul(sympy.sqrt(2), sympy.sqrt(6), _root(18, 4, 3) * 4),
    Mul(sympy.Rational(2, 9), Mul(3, sympy.sqrt(2)), evaluate=False),
    Mul(-1, 288, Mul(6, _root(6, 1, 3), evaluate=False), evaluate=False),
]


@pytest.mark.parametrize("number", HALF_MULTIPLIED)
def test_a_number_that_sympy_holds_half_multiplied(number: Expr) -> None:
    assert Mul(*number.args) != number
    assert total(number, X) == number + X
    assert total(number, number, X) == Add(number, number, X)
    assert total(X, -Pow(X, number)) == X - Pow(X, number)
    assert product(TWO, number + X) == Mul(2, number + X)
    assert product(number, X, Pow(Y, number)) == Mul(number, X, Pow(Y, number))
    assert difference(number, X) == number - X
    assert difference(X, number * X) == X - number * X


@pytest.mark.parametrize(
    ("made", "written"),
    [
        (product(sympy.Integer(2), X + 1), "2*x + 2"),
        (product(sympy.Integer(2), X + 1, Y), "2*y*(x + 1)"),
        (product(X, Pow(X, -1)), "1"),
        (product(sympy.sqrt(2), sympy.sqrt(2), X), "2*x"),
        (product(sympy.exp(X), sympy.exp(Y)), "exp(x)*exp(y)"),
        (product(), "1"),
        (total(), "0"),
        (total(X, X, -X), "x"),
        (power(2 * X * Y**2, sympy.Integer(-2)), "1/(4*x**2*y**4)"),
        (power(sympy.Abs(X), sympy.Integer(2)), "x**2"),
    ],
)
def test_what_folds_is_folded(made: Expr, written: str) -> None:
    assert str(made) == written


def test_very_many_are_put_together_without_an_order() -> None:
    factors = [sympy.sin(X + place) for place in range(1, 2 * MANY)]
    kept = Mul(*factors).args if IS_PLAIN else tuple(reversed(factors))
    assert product(*reversed(factors)).args == kept
    assert set(product(*factors).args) == set(Mul(*factors).args)
