"""Second partials where f is not smooth: they ask for the first ones beside the point.

By hand: ∂f/∂x of y|x| is y sign x where x is not 0, and on the line x = 0 there is none, but at
(0, 0), where the quotient is 0. So ∂²f/∂y∂x, the limit of (∂f/∂x(0, h) - 0)/h, does not exist,
although the formula y sign x has the value 0 there. So with y²|x|, and with x² sign y, whose ∂f/∂y
is nowhere on the line y = 0 but where x is 0. Of x|x|y the first partial 2y|x| is there throughout.
"""

from __future__ import annotations

import pytest

import gradcli
from gradcli.calculus.answers.hessian import HessianAnswer
from gradcli.calculus.answers.partial import PartialAnswer

_CLAIRAUT = "{x y (x^2 - y^2)/(x^2 + y^2) if (x,y) != (0,0), 0 otherwise}"

# The function, the point, the rows of the matrix; None is no number, for either reason.
MATRICES = [
    ("y |x|", "0,0", [["0", None], [None, "0"]]),
    ("y^2 |x|", "0,0", [["0", None], ["0", "0"]]),
    ("y^3 |x|", "0,0", [["0", None], ["0", "0"]]),
    ("x^2 sign(y)", "0,0", [["0", "0"], [None, "0"]]),
    ("x |x| y", "0,0", [["0", "0"], ["0", "0"]]),
    ("x |x| y", "0,1", [[None, "0"], ["0", "0"]]),
    ("|x|^3 + y^2", "0,1", [["0", "0"], ["0", "2"]]),
    ("|x - y|(x^2 + y^2)", "0,0", [["0", "0"], ["0", "0"]]),
    ("x^2 |y| + y^2 |x|", "0,0", [["0", None], [None, "0"]]),
    ("{x y if x > 0, -x y otherwise}", "0,0", [["0", None], [None, None]]),
    (_CLAIRAUT, "0,0", [["0", "-1"], ["1", "0"]]),
    # It is x: its formula (sign x)^2 is 0 where x is, and no derivative there, nor beside along y.
    ("{|x| sign(x) if y > -5, 0 otherwise}", "0,0", [["0", None], ["0", "0"]]),
    ("{|x| sign(x) x if y > -5, 0 otherwise}", "0,0", [["2", "0"], ["0", "0"]]),
]


@pytest.mark.parametrize(("text", "at", "rows"), MATRICES)
def test_the_matrix(text: str, at: str, rows: list[list[str | None]]) -> None:
    assert gradcli.hessian(text, at=at).json()["hessian"]["value"] == rows


@pytest.mark.parametrize(("text", "at", "rows"), MATRICES)
def test_a_partial_in_turn_says_the_same(text: str, at: str, rows: list[list[str | None]]) -> None:
    variables = ("x", "y")
    for first, row in zip(variables, rows, strict=True):
        for second, expected in zip(variables, row, strict=True):
            result = gradcli.partial(text, wrt=(first, second), at=at)
            assert [*result.lines()] == ([] if expected is None else [expected])


@pytest.mark.parametrize("text", ["y |x|", "y^2 |x|", "x^2 |y| + y^2 |x|"])
def test_the_page_says_that_it_is_not_there(text: str) -> None:
    page = gradcli.hessian(text, at="0,0").text()
    assert "∂²f/∂y∂x         not defined     not defined      does not exist" in page
    assert "Clairaut" not in page


@pytest.mark.parametrize(
    ("text", "by_theorem"),
    [
        ("x^2 y", True),
        ("x |x| y", True),
        ("|x|^3 + y^2", True),
        # On x = y there are no first partials but at the origin.
        ("|x - y|(x^2 + y^2)", False),
        ("y^3 |x|", False),
    ],
)
def test_a_theorem_is_named_where_its_conditions_are_seen(text: str, by_theorem: bool) -> None:
    answer = gradcli.hessian(text, at="0,0").answer
    assert isinstance(answer, HessianAnswer)
    assert answer.second is not None
    assert answer.second.by_theorem is by_theorem


# The function, by which variables, the point, the value or whether it exists, why.
IN_TURN = [
    ("x |x|", "x,x", "0", False, "2|x| has a corner"),
    ("x |x|", "x,x,x", "0", False, "there is no second derivative"),
    ("|x|", "x,x", "0", False, "there is no first one"),
    ("x^2 |x|", "x,x", "0", "0", "3x|x|, whose quotient is 3|h|"),
    ("x^2 |x|", "x,x,x", "0", False, "6|x| has a corner"),
    ("x^3 |x|", "x,x,x", "0", "0", "12x|x|"),
    ("x^4 |x|", "x,x,x,x", "0", "0", "60x^2|x|"),
    ("{x^4 sin(1/x) if x != 0, 0 otherwise}", "x,x", "0", "0", "4h^2 sin(1/h) - h cos(1/h)"),
    ("{x^3 sin(1/x) if x != 0, 0 otherwise}", "x,x", "0", False, "3h sin(1/h) - cos(1/h)"),
    (_CLAIRAUT, "x,y", "0,0", "-1", "f_x(0, h) = -h"),
    (_CLAIRAUT, "y,x", "0,0", "1", "f_y(h, 0) = h"),
    (_CLAIRAUT, "x,y", "1,0", "1", "f_x(1, h) = h(1 + 4h^2 - h^4)/(1 + h^2)^2"),
    ("sinc(x)", "x,x", "0", "-1/3", "1 - x^2/6 + ..."),
    ("sqrt(x)", "x,x", "0", False, "the slope is unbounded"),
    ("ln(x)", "x,x", "0", False, "there is no value"),
]


@pytest.mark.parametrize(("text", "wrt", "at", "expected", "why"), IN_TURN)
def test_partials_in_turn(text: str, wrt: str, at: str, expected: str | bool, why: str) -> None:
    result = gradcli.partial(text, wrt=tuple(wrt.split(",")), at=at)
    answer = result.answer
    assert isinstance(answer, PartialAnswer)
    assert answer.at is not None
    if expected is False:
        assert answer.at.exists is False, why
        assert result.error is not None
    else:
        assert [*result.lines()] == [expected], why


@pytest.mark.parametrize("text", ["y^2 |x|", "x^3 |y| + y^3 |x|"])
def test_a_polynomial_asks_for_them_too(text: str) -> None:
    assert gradcli.taylor(text, at="0,0", order=2).error is not None
    assert gradcli.taylor("x |x| y", at="0,0", order=2).error is None
