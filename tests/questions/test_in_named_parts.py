"""Questions about functions so large that they are derived in parts with names of their own.

The names are no letters of the reader's: nothing is solved for them, and they have no numbers.
"""

from __future__ import annotations

from functools import reduce
from typing import Any, Final

import pytest

import gradcli
from gradcli.field.intermediates import decomposed
from gradcli.language.reading import read_expression


def nested(outer: str, inner: str, depth: int) -> str:
    return reduce(lambda inside, _: outer.format(inside), range(depth), inner)


SIGNS: Final = "*".join(f"sign(x - {place})" for place in range(30))
SIZES: Final = "*".join(f"|x - {place}|" for place in range(30))
ROOTS: Final = nested("sqrt(1 + {})", "x", 40)
COSINES: Final = "prod(cos(x/i), i=1..60)"
SINES: Final = nested("sin(1 + {})", "x y", 40)
TWO: Final = f"{COSINES}*sin(y)"
LARGE: Final = (SIGNS, SIZES, ROOTS, COSINES, SINES, TWO)


@pytest.mark.parametrize("text", LARGE)
def test_they_are_derived_in_parts(text: str) -> None:
    assert decomposed(read_expression(text).tree) is not None


@pytest.mark.parametrize("answer", ["0", "x + 1", SIGNS, "1/x"])
@pytest.mark.parametrize("text", [SIGNS, COSINES, f"5*{SIGNS} + x"])
def test_an_answer_is_marked(text: str, answer: str) -> None:
    right = answer == "0" and text == SIGNS
    found = gradcli.check(text, answer=answer)
    assert found.json()["check"]["right"] is right


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (ROOTS, {"constraint": "x^4 + y^4 = 1"}),
        (COSINES, {"constraint": "x^4 + y^4 = 1"}),
        (SINES, {"constraint": "x^2 + y^2 = 1"}),
        (TWO, {"constraint": ["x^2 + y^2 + z^2 = 1", "x + y + z = 1"]}),
        ("x + y", {"constraint": f"{SINES} = 1/2"}),
        (f"|y| + {COSINES}", {"constraint": "x^2 + y^2 = 1"}),
    ],
)
def test_equations_in_named_parts_are_left_open(text: str, asked: dict[str, Any]) -> None:
    found = gradcli.critical(text, **asked)
    body = found.json(steps="none")
    assert body["verified"] is True
    assert body["critical"]["complete"] is None
    assert body["critical"]["points"] == []
    assert "u_" not in str(found).partition("the constraint")[2].partition("Checked")[0]


def test_a_region_is_searched_and_its_edge_left_open() -> None:
    found = gradcli.critical(TWO, box="x^2 + y^2 <= 1").json(steps="none")["critical"]
    # cos(x/i) and cos(y) are 0 farther out only, and so the slope by y is 0 nowhere here.
    assert (found["points"], found["complete"]) == ([], True)
    assert found["extremes"] == {"minimum": None, "maximum": None, "boundary": []}


def test_the_rows_of_a_matrix_in_named_parts_are_not_added_up() -> None:
    # u_1 of the one row is another part than u_1 of the other.
    found = gradcli.hessian(TWO, w="1,1")
    assert "along" not in found.json()["hessian"]
    assert found.json()["hessian"]["symmetric"] is None
    at = gradcli.hessian("prod(cos(x/i), i=1..30)*sin(y)", at="0,0", w="1,1")
    assert at.json()["hessian"]["along"]["value"] == "0"


def test_a_sum_over_rows_in_named_parts_is_no_sum_of_names() -> None:
    long = nested("sin(1 + {})", "w x", 40)
    rows = {"x": [1, 2, 3]}
    found = gradcli.gradient(long, data=rows, reduce="sum", at={"w": 1})
    assert found.json()["gradient"]["approx"][0] == pytest.approx(0.0, abs=1)
