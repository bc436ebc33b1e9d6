"""The limits hold before the work: an answer or a clear refusal, soon."""

import subprocess
import sys
import time

import pytest

from gradcli.errors import GradcliError, Kind
from gradcli.field.expression import Sum, postorder
from gradcli.language.lex.limits import Limits
from gradcli.language.reading import read_expression
from gradcli.language.writing import write

# Generous, for a machine that does other work besides; each takes well under a second alone.
SECONDS = 5.0

READ = {
    "a thousand parentheses": "(" * 1000 + "x" + ")" * 1000,
    "a thousand sines": "sin(" * 1000 + "x" + ")" * 1000,
    "a thousand fractions": r"\frac{1}{" * 1000 + "x" + "}" * 1000,
    "a thousand exponents": "x^" * 1000 + "x",
    "a thousand signs": "-" * 1000 + "x",
    "a thousand bars": "|" * 1000 + "x" + "|" * 1000,
    "ten thousand terms": "+".join(["x*y"] * 10_000),
    "thousands of different terms": "+".join(f"x{i}" for i in range(7_000)),
    "a sum to a power": "(x+y+z)^200",
    "an exponent of a thousand": "x^1000",
    "a long number": "9" * 4000,
    "a large power": "10^3000",
    "a factorial": "100!",
    "powers of one and zero": "1^(10^100) + 0^(10^100) + (-1)^(10^100)",
    "a small root": "2^(1/1000000)",
    "exponentials of exponentials": "exp(exp(exp(exp(1))))",
    "exponentials of what has poles": "exp(csc(2)^2) + sinh(cot(3)^2) + exp(sec(1)^5 tan(11))",
    "a tower of what has poles": "exp(exp(exp(csc(2)))) + 2^(csc(2)^2) + tan(1)^tan(1)^2",
    "exponentials of quotients": "exp(1/sin(22)^2) + exp(1/(sqrt(pi) (pi-3))) + exp(log(2, 3)^2)",
    "an exponential of a power of a root": "exp(sqrt(2)^20)",
    "an exponential of a large negative number": "exp(tan(11)^5)",
    "whole parts": "floor(exp(csc(2)^2)) + round(sinh(csc(2)^2)) + ceil(2^(csc(2)^5))",
}

REFUSED = {
    "a tower": "9**9**9**9",
    "a power": "10**10**8",
    "a power in two steps": "(2^1000)^1000",
    "a tower of a negative number": "(-(29^28)^29^28)^(-pi^pi)",
    "a tower beside a variable": "-(x/12)^9^18",
    "a power of a decimal": "1.5^(10^9)",
    "a negative power": "2^-(10^9)",
    "a broken power": "2^(10^9/3)",
    "a power of a root": "sqrt(2)^(10^10)",
    "a power of pi": "pi^(10^10)",
    "a power of a variable": "x^(10^10)",
    "powers of powers": "((x^1000)^1000)^1000",
    "products of powers": "x^90000*x^90000",
    "a power of a sum": "(x+y+z)^20000",
    "a factorial of a number": "factorial(10^9)",
    "a factorial of a factorial": "(50!)!",
    "a factorial of a root": "factorial(sqrt(10^9))",
    "exponentials of exponentials": "exp(exp(exp(exp(2))))",
    "an exponential near a pole": "exp(csc(355)^4)",
    "an exponential at a pole": "exp(csc(pi)^2)",
    "an exponent near a pole": "2^(tan(11)^4)",
    "a power of what has poles": "exp(csc(2)^300)",
    "a whole part of digits without end": "floor(exp(csc(2)^2)^(10^6))",
    "a hyperbolic sine": "sinh(10^20)",
    "a product of long numbers": "*".join(["10^1000"] * 5),
    "a sum of long fractions": "+".join(f"1/(10^600+{i})" for i in range(9)),
    "digits": "9" * 5000,
    "an exponent in scientific notation": "1e999999999",
    "raised digits": "x" + "²" * 5000,
    "characters": "x" * 70_000,
    "signs": "x+" * 32_000 + "x",
    "parentheses": "(" * 30_000 + "x" + ")" * 30_000,
    "divisions": "x/" * 20_000 + "x",
    "functions": "sin " * 16_000 + "x",
    "bars": "|" * 60_000,
}


@pytest.mark.parametrize("text", READ.values(), ids=READ.keys())
def test_large_texts_are_read(text: str) -> None:
    begun = time.process_time()
    reading = read_expression(text)
    again = read_expression(write(reading.tree), variables=reading.variables or None)
    assert write(again.tree) == write(reading.tree)
    assert time.process_time() - begun < 2 * SECONDS


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_too_large_is_refused(text: str) -> None:
    begun = time.process_time()
    with pytest.raises(GradcliError) as caught:
        read_expression(text)
    assert caught.value.kind is Kind.LIMIT
    assert caught.value.exit_code == 3
    assert time.process_time() - begun < SECONDS


def test_the_size_can_be_set() -> None:
    limits = Limits(size=10)
    assert read_expression("x^2 y + 1", limits=limits).variables == ("x", "y")
    with pytest.raises(GradcliError, match="more than 10 different parts"):
        read_expression("x + x^2 + x^3 + x^4 + x^5 + x^6", limits=limits)


def test_equal_parts_are_one_node() -> None:
    tree = read_expression("sin(x+1) + sin(x + 1)").tree
    assert isinstance(tree, Sum)
    assert tree.terms[0] is tree.terms[1]
    assert len(list(postorder(read_expression("+".join(["x*y"] * 1000)).tree))) == 4


PROGRAM = """
import sys
from gradcli.errors import GradcliError
from gradcli.language.vectors.angles import read_angle
from gradcli.language.vectors.points import read_direction, read_point
from gradcli.language.reading import read_expression
from gradcli.language.writing import write
print(write(read_expression("x^2 y").tree))
write(read_point("2,3", ("x", "y")).nodes[0])
for text in ("sim(x)", "2(x", "9^9^9"):
    try:
        read_expression(text)
    except GradcliError as error:
        print(error.message)
assert "sympy" not in sys.modules and "mpmath" not in sys.modules
"""


def test_a_mistake_is_answered_without_loading_sympy() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "x**2*y"


@pytest.mark.parametrize(
    "exponent",
    [
        "sin(3)", "ln(5)", "ln(2^2 + 1)", "cos(1)/2", "1/sqrt(2)", "1/pi", "tan(1)", "atan(7)",
        "sqrt(2)", "tanh(9)", "-erf(1)", "log(5, 2)", "asinh(3)",
        "e^(ln(5))",
    ],
)  # fmt: skip
def test_ordinary_constants_may_be_exponents(exponent: str) -> None:
    for base in ("e", "2", "pi", "x"):
        read_expression(f"{base}^({exponent})")
