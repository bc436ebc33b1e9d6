"""What is deep or long gets an answer, and the right one."""

import math
import sys
from unittest import mock

import pytest
import sympy

from gradcli import gradient
from gradcli.calculus.check.verification import verify
from gradcli.calculus.rules import derivation
from gradcli.calculus.rules.derivation import Differentiation
from gradcli.calculus.rules.gradient import partial
from gradcli.commands.main import run
from gradcli.errors import GradcliError, Kind
from gradcli.field.fast_sympy.sympy_build import MANY, product, total
from gradcli.field.scalar_field import ScalarField
from gradcli.field.to_sympy import DEEP, symbol
from gradcli.language.lex.limits import Limits
from gradcli.language.reading import read_expression
from tests.fields import rates

ANY = Limits(characters=10**7, tokens=10**7, size=10**6)


@pytest.mark.parametrize(
    "text",
    [
        "sin(" * 300 + "x" + ")" * 300,
        "tanh(1 - atan(" * 40 + "x/2" + "))" * 40,
        "x + cos(2" * 80 + "x" + ")" * 80,
        "*".join(f"(x+{place})" for place in range(1, 2 * MANY)),
        "*".join(f"sin({place}x)" for place in range(1, 2 * MANY)),
        "x" + "*x" * 3 * MANY,
        "x" * 3000,
        "*".join(f"e^({place}x)" for place in range(1, 2 * MANY)),
    ],
    ids=[
        "sines",
        "arcs",
        "growing",
        "linear factors",
        "factors",
        "powers",
        "letters",
        "exponentials",
    ],
)
def test_the_command_answers(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["partial", text, "--wrt", "x", "-q"]) == 0
    answer = read_expression(capsys.readouterr().out.strip(), limits=ANY).tree
    at = {"x": 0.03}
    found, expected = rates(answer, at)[0], rates(read_expression(text).tree, at)[1]["x"]
    assert math.isclose(found, expected, rel_tol=1e-9)


def test_the_command_answers_at_a_point(capsys: pytest.CaptureFixture[str]) -> None:
    deep = "sin(" * 300 + "x" + ")" * 300
    assert run(["grad", deep, "--at", "1", "-q", "--decimal", "--timeout", "0"]) == 0
    expected = rates(read_expression(deep).tree, {"x": 1.0})[1]["x"]
    assert math.isclose(float(capsys.readouterr().out), expected, rel_tol=1e-5)


def test_the_library_says_where_the_stack_ends() -> None:
    before = sys.getrecursionlimit()  # the command allows far more, and a test may have run it
    sys.setrecursionlimit(1000)
    try:
        with pytest.raises(GradcliError, match="nested more deeply") as caught:
            gradient("sin(" * 1000 + "x" + ")" * 1000, at="1")
    finally:
        sys.setrecursionlimit(before)
    assert caught.value.kind is Kind.LIMIT


@pytest.mark.parametrize(
    "text", ["sin(" * 300 + "x" + ")" * 300, "*".join(f"sin({i}x)" for i in range(1, 200))]
)
def test_the_steps_are_told_in_parts_that_have_names(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["grad", text, "--timeout", "0"]) == 0
    told = capsys.readouterr().out
    assert "parts have names, and each is worked out once" in " ".join(told.split())
    assert "du₁/dx = " in told
    assert "Checked" in told
    # As a formula the derivative alone would take more.
    assert len(told) < 600_000


def test_the_parts_of_a_product_keep_the_work_from_growing_with_the_square() -> None:
    text = "*".join(f"sin({place}x)" for place in range(1, 400))
    whole = ScalarField.of_tree(read_expression(text).tree)
    with mock.patch.object(
        derivation.Differentiation, "_plan", autospec=True, side_effect=Differentiation._plan
    ) as plan:
        assert partial(whole, "x").written
    assert plan.call_count < 4 * 400


def test_deep_derivations_are_checked() -> None:
    text = "sin(" * (3 * DEEP) + "x y" + ")" * (3 * DEEP)
    whole = ScalarField.of_tree(read_expression(text).tree)
    assert verify(whole, [("y", partial(whole, "y").written)]).passed


def test_alike_factors_and_terms_are_still_collected() -> None:
    x, *others = (symbol(f"x{place}") for place in range(2 * MANY))
    two, three = map(sympy.Integer, (2, 3))
    assert product(*others, x, two, x, three).as_coeff_Mul()[0] == 6
    assert product(*others, x, x).as_powers_dict()[x] == 2
    assert product(*others, sympy.S.Zero) == 0
    assert total(*others, *others) == 2 * total(*others)
