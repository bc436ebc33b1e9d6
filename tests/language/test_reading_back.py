"""What is written reads back as the same tree."""

import pytest
import sympy
from hypothesis import given, settings

from gradcli import gradient
from gradcli.errors import GradcliError, Kind
from gradcli.field.expression import Condition, Node, Number, Piecewise, Power, Sum, Variable
from gradcli.field.to_sympy import ToSympy
from gradcli.language.reading import read_expression
from gradcli.language.writing import write, write_condition
from tests.fuzz.fuzz_language import check_reading
from tests.language.trees import VARIABLES, conditions, structure, trees

# The strategy of all trees has a long name; nobody prints it.
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")


@settings(max_examples=200)
@given(trees)
def test_a_written_tree_reads_back_the_same(tree: Node) -> None:
    text = write(tree, VARIABLES)
    try:
        read = read_expression(text, variables=VARIABLES)
    except GradcliError as error:
        assert error.kind is Kind.LIMIT  # 1000**1000**1000 may be written, not read
        return
    assert structure(read.tree) == structure(tree)


@settings(max_examples=100)
@given(conditions)
def test_a_written_condition_reads_back_the_same(condition: Condition) -> None:
    text = f"Piecewise((1, {write_condition(condition, VARIABLES)}), (0, True))"
    read = read_expression(text, variables=VARIABLES).tree
    assert isinstance(read, Piecewise)
    assert structure(read.branches[0].condition) == structure(condition)


WRITTEN = [
    "x**2*y",
    "2*x*y",
    "28*sqrt(34)/17",
    "5*x**2 + 6*x*y",
    "-x**2",
    "(-x)**2",
    "-(x + y)",
    "x - y - z",
    "x - (y - z)",
    "x + (y + z)",
    "x/y/z",
    "x/(y/z)",
    "x/(y*z)",
    "x/y*z",
    "x*(y/z)",
    "(x*y)*z",
    "x*(y*z)",
    "x**y**z",
    "(x**y)**z",
    "x**(-1)",
    "x**(1/2)",
    "2**(-x**2)",
    "-x*y/z",
    "(-x)/y",
    "x*(-y)",
    "x - (-y)",
    "-(-x)",
    "(x + y)*(x - y)",
    "log(x)",
    "log(x, 2)",
    "exp(x)",
    "e**x",
    "root(x, 5)",
    "max(x, y, z)",
    "0.1*x",
    "0.00001",
    "factorial(x)",
    "abs(abs(x) - 1)",
    "Piecewise((x**2, x > 0), (-x, True))",
    "Piecewise((x, (x > 0) & (y <= 1)), (y, (x == 0) | (y != 0)))",
]


@pytest.mark.parametrize("text", WRITTEN)
def test_the_written_form_is_as_short_as_it_can_be(text: str) -> None:
    assert write(read_expression(text).tree) == text


def test_a_deep_tree_is_written() -> None:
    tree: Node = Variable("x")
    for _ in range(3000):
        tree = Power(Sum((tree, Number(1))), Number(2))  # type: ignore[arg-type]
    assert write(tree).count("(") == 3000


@pytest.mark.parametrize(
    ("text", "variables"),
    [
        ("f(x, x_2) = x_1*x_22", ("x_1", "x_22", "x_2")),
        ("f(x, x_1) = x_11 x_12 + x_1", ("x_11", "x_12", "x_1")),
        ("f(x, rate_max) = x $rate_max$", ("x", "rate_max")),
        ("f(x, y_1_2) = x y_1_2 + \\alpha", ("x", "y_1_2")),
        ("f(x_1, x_2) = x_1 x_2 y1_10", ("x_1", "x_2")),
        ("f(x, y) = x y x1_10", ("x", "y")),
    ],
)
def test_what_a_header_lists_reads_back(text: str, variables: tuple[str, ...]) -> None:
    reading = read_expression(text)
    assert reading.variables == variables
    check_reading(reading)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("f(x, y_1y_1) = $x**2$", "unknown-function-of-one-letter"),
        ("f(x, y_1a) = x^2 + \\alpha", "unknown-function-of-one-letter"),
        ("f(x) = x_1^2x1_{10} x_2", "name-not-among-variables"),
        ("f(x_1, x_2) = x_1**2*x1_10*x_2", "name-not-among-variables"),
        ("f(x1, x2) = x1 x2 x1_2", "name-not-among-variables"),
    ],
)
def test_what_would_not_read_back_is_refused(text: str, code: str) -> None:
    with pytest.raises(GradcliError) as refused:
        read_expression(text)
    assert refused.value.code == code


def test_the_constant_is_told_from_a_variable_of_its_name() -> None:
    for header, written in (("f(e)", "e*E"), ("f(e, E)", "e*E*exp(1)"), ("f(pi)", "pi*acos(-1)")):
        reading = read_expression(f"{header} = {written}")
        assert write(reading.tree) == written
    # The constant e in a tree whose variables are called e and E can only be exp(1).
    assert write(read_expression("f(e) = e^E").tree) == "e**E"


@pytest.mark.parametrize(
    "text",
    [
        "x**2*y/(1 + sqrt(y))",
        "sin(x)**2*cos(3*y) - tan(x*y)",
        "exp(-(x**2 + y**2)/2)/(2*pi)",
        "log(x**2 + y**2 + 1)**3",
        "asin(x/3) + acos(y/3) + atan(x*y)",
        "sinh(x)*cosh(y) + tanh(x)",
        "x**(1/3) + x**(2/3) + x**(-1/2)",
        "2**x + x**y",
        "abs(x - 2*y)",
        "sec(x) + csc(y) + cot(x)",
        "erf(x) + atan2(y, x)",
        "max(x, y) + min(x, 2*y)",
        "floor(x) + ceil(y)",
        "Piecewise((x**2, x > 0), (-x, True))",
        "Piecewise((x, (x > 0) & (y > 0)), (y, (x < 0) | (y <= -1)), (0, True))",
        "x_1**2 + x_2*theta",
        "factorial(3)*x",
        "x/y/(x + 1)",
        "-x*(-y)",
        "e*x + pi*y",
    ],
)
def test_the_latex_of_sympy_is_read_with_the_same_value(text: str) -> None:
    reading = read_expression(text)
    values = {
        name: sympy.Rational(n, 10)
        for name, n in zip(reading.variables, (7, 13, 4, 9), strict=False)
    }
    latex = sympy.latex(ToSympy()(reading.tree))
    again = read_expression(latex, variables=reading.variables)
    first, second = (ToSympy(values)(tree) for tree in (reading.tree, again.tree))
    assert abs(sympy.N(first - second, 30)) < 1e-25


# (function, point): each value is a root of a degree of 200 digits, or e to such a power.
FAR_VALUES = [
    ("y^(10^-200)", "2"),
    ("y^(1/10^200)", "pi"),
    ("y^(10^-200)", "1 + sqrt(2)"),
    ("2^(10^-60) y^(1/3^90)", "sqrt(1 + sqrt(3))"),
    ("exp(y) exp(2^(1/3) exp(y))", "20"),
    ("exp(cbrt(2) exp(y))", "20"),
]


@pytest.mark.parametrize(("text", "at"), FAR_VALUES)
def test_values_that_nobody_writes_out_read_back(text: str, at: str) -> None:
    (value,) = gradient(text, at=at).lines()
    assert write(read_expression(value, variables=()).tree) == value
