"""Names for parts: `let u = ...;` before a function, as if each were written out."""

import pytest

from gradcli.errors import GradcliError, Kind
from gradcli.field.expression import postorder
from gradcli.language.names.lets import WRITTEN_OUT
from gradcli.language.reading import read_expression
from gradcli.language.writing import write

READINGS = [
    ("let u = x^2 + 1; sin(u)/u", "sin(x**2 + 1)/(x**2 + 1)"),
    ("let u = x + 1; u^2", "(x + 1)**2"),
    ("let u = x + 1; 2u", "2*(x + 1)"),
    ("let u = x + 1; -u^2", "-(x + 1)**2"),
    ("let u = x^2; let v = sin u; u v", "x**2*sin(x**2)"),
    ("let rate = x y; rate^2 + 2rate", "(x*y)**2 + 2*(x*y)"),
    ("let u_1 = sin(x); let u_1_x = cos(x); u_1*u_1_x", "sin(x)*cos(x)"),
    ("let u = x^2; f(x, y) = u y", "x**2*y"),
    ("let u := x^2; u + 1", "x**2 + 1"),
    ("let u = {x if x > 0; -x otherwise}; u^2", "Piecewise((x, x > 0), (-x, True))**2"),
    ("let θ = x y; sin θ", "sin(x*y)"),
    ("let u = x;\n  let v = u^2;\n  v + 1", "x**2 + 1"),
]
MISTAKES = [
    ("let u = x^2", Kind.SYNTAX, "no expression follows the meaning of u", "let u = x^2"),
    ("let u = x^2;", Kind.SYNTAX, "no expression follows the meaning of u", "let u = x^2;"),
    ("let u = x; let u = y; u", Kind.NAME, "the name u is given twice", "u"),
    ("let a = b; let b = x; a b", Kind.NAME, "b is the name of a variable", "b"),
    ("let u = u + 1; u", Kind.NAME, "u is the name of a variable", "u"),
    ("let sin = x; sin(x)", Kind.NAME, "sin has a meaning in the language", "sin"),
    ("let e = x; e^2", Kind.NAME, "e has a meaning in the language", "e"),
    (
        "let u = x > 0; u",
        Kind.SYNTAX,
        "an expression was expected here, and this is a condition",
        "x > 0",
    ),
]


@pytest.mark.parametrize(("text", "expected"), READINGS)
def test_a_name_stands_for_its_part(text: str, expected: str) -> None:
    assert write(read_expression(text).tree) == expected


@pytest.mark.parametrize(("text", "expected"), READINGS)
def test_so_it_does_where_the_variables_are_declared(text: str, expected: str) -> None:
    assert write(read_expression(text, variables=("x", "y")).tree) == expected


@pytest.mark.parametrize(("text", "kind", "message", "under"), MISTAKES)
def test_a_mistake_is_pointed_at(text: str, kind: Kind, message: str, under: str) -> None:
    with pytest.raises(GradcliError) as caught:
        read_expression(text)
    error = caught.value
    assert (error.kind, error.message) == (kind, message)
    assert error.span is not None
    assert text[error.span.start : error.span.end] == under


def test_a_name_may_not_be_a_declared_variable() -> None:
    with pytest.raises(GradcliError, match="y is the name of a variable"):
        read_expression("let y = x; y^2", variables=("x", "y"))


def test_a_part_is_one_node_however_often_it_is_named() -> None:
    names = [f"let a_{place} = a_{place - 1} + sin(a_{place - 1}); " for place in range(1, 15)]
    tree = read_expression("".join(names).replace("a_0", "x") + "a_14").tree
    assert len(list(postorder(tree))) == 29


def test_what_stands_for_too_much_is_refused() -> None:
    names = [f"let a_{place} = a_{place - 1} + sin(a_{place - 1}); " for place in range(1, 40)]
    with pytest.raises(GradcliError) as caught:
        read_expression("".join(names).replace("a_0", "x") + "a_39")
    assert caught.value.kind is Kind.LIMIT
    assert f"{WRITTEN_OUT:,}" in caught.value.message


def test_let_can_be_a_product_still() -> None:
    assert write(read_expression("l e t", variables=("l", "t")).tree) == "l*e*t"
    assert read_expression("let = x^2").function == "let"


def test_the_function_is_called_by_a_name_of_its_own() -> None:
    assert read_expression("let f = x^2; sin(f)").function == "g"
    assert read_expression("let f = x^2; h(x) = sin(f)").function == "h"


def test_the_names_are_kept_with_what_they_mean() -> None:
    reading = read_expression("let u = x^2; let v = u + 1; u v")
    assert {name: write(part) for name, part in reading.names.items()} == {
        "u": "x**2",
        "v": "x**2 + 1",
    }
