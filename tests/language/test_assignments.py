"""Values of constants, and the order of coordinates that have no names."""

import pytest

from gradcli import GradcliError, gradient, numeric_gradient
from gradcli.language.lex.limits import Limits
from gradcli.language.vectors.assignments import read_assignments
from gradcli.language.writing import write

READ = [
    ("a=3", {"a": "3"}),
    ("a = 3, k = 1/2", {"a": "3", "k": "1/2"}),
    ("a: 2; b: -3", {"a": "2", "b": "-3"}),
    ("sigma=1/2,", {"sigma": "1/2"}),
    (r"\alpha = \frac{1}{3}", {"alpha": "1/3"}),
    ("x_{1} = sqrt(2)", {"x_1": "sqrt(2)"}),
    ("rate=0.1", {"rate": "0.1"}),
    ("T_0 = 2pi/3", {"T_0": "2*pi/3"}),
]


@pytest.mark.parametrize(("text", "values"), READ)
def test_names_and_their_values(text: str, values: dict[str, str]) -> None:
    found = read_assignments(text, Limits()).values
    assert {name: write(value) for name, value in found.items()} == values


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "value-of-a-constant-missing"),
        ("a", "value-of-a-constant-missing"),
        ("3", "value-of-a-constant-missing"),
        ("a=", "value-of-a-constant-missing"),
        ("a=3,,b=2", "value-of-a-constant-missing"),
        ("a=b", "name-in-a-constant"),
        ("a=3,a=4", "constant-given-twice"),
        ("if=3", "reserved-name"),
    ],
)
def test_what_is_no_value_of_a_name_is_refused(text: str, code: str) -> None:
    with pytest.raises(GradcliError) as caught:
        read_assignments(text, Limits())
    assert caught.value.code == code
    assert caught.value.help


def test_a_letter_with_a_value_is_no_variable() -> None:
    found = gradient("a x^2 + b y", let="a=3")
    assert found.json()["input"]["variables"] == ["b", "x", "y"]
    assert found.json()["input"]["let"] == {"a": "3"}
    assert found.lines() == ("y", "6*x", "b")
    assert "With a = 3." in str(found)


def test_a_long_name_needs_no_other_declaration() -> None:
    assert gradient("rate x^2", let={"rate": "1/2"}).lines() == ("x",)


def test_a_value_that_the_function_does_not_take_is_refused_in_the_function() -> None:
    with pytest.raises(GradcliError) as caught:
        gradient("f(x) = ln(a) x", let="a=-1")
    assert caught.value.code == "constant-outside-domain"
    assert caught.value.span is not None


def test_numbers_need_every_value() -> None:
    assert numeric_gradient("f(x) = a x^2", let="a=1/2")(3.0) == (3.0,)
    with pytest.raises(GradcliError) as caught:
        numeric_gradient("f(x) = a x^2 + b")
    assert "a, b" in caught.value.message


ORDERS = [
    ("sigmoid(w x + b)", "1,2,-1", "1,2,-1 was read as b = 1, w = 2, x = -1"),
    ("y x^2", "2, 3", "2, 3 was read as x = 2, y = 3"),
    ("let u = z + a; u x", "(1, 2, 3)", "(1, 2, 3) was read as a = 1, x = 2, z = 3"),
]


@pytest.mark.parametrize(("text", "at", "said"), ORDERS)
def test_an_order_that_nobody_gave_is_said(text: str, at: str, said: str) -> None:
    assert said in [note.message for note in gradient(text, at=at).notes]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("x^2 y", "2,3"),
        ("sigmoid(w x + b)", "w=1, x=2, b=3"),
        ("f(w, x, b) = sigmoid(w x + b)", "1,2,3"),
        ("y x^2", "(y, x) = (2, 3)"),
        ("y x^2", "origin"),
        ("y^2", "3"),
    ],
)
def test_an_order_that_is_known_is_not_said(text: str, at: str) -> None:
    codes = [note.code for note in gradient(text, at=at).notes]
    assert "coordinates-in-order" not in codes
