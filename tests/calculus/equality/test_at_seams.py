"""A given derivative at corners, jumps and holes of its function: the definition decides there.

Each row has its proof in a word: the difference quotient at the point.
"""

from __future__ import annotations

import pytest

import gradcli

RIGHT = [
    # (f(h) - f(0))/h tends to 0, and the given one has 0 there.
    ("max(x,0)^2", "2 max(x,0)"),
    ("x^2 sin(1/x) if x!=0 else 0", "2x sin(1/x)-cos(1/x) if x!=0 else 0"),
    ("x^2 if x>0 else -x^2", "2x if x>0 else -2x"),
    ("x^2 if x>0 else x^3", "2x if x>0 else 3x^2"),
    ("x^3 if x>0 else x^2", "3x^2 if x>=0 else 2x"),
    ("|x|^3", "3x|x|"),
    ("x|x|", "2|x|"),
    # It tends to 1 and to -1, and the given one has no value there either.
    ("|x|", "x/|x|"),
    ("|x|", "|x|/x"),
    ("|x-1|", "(x-1)/|x-1|"),
    ("|sin x|", "sin x cos x/|sin x|"),
    # It grows past every bound.
    ("sign(x)", "0/|x|"),
    ("cbrt(x)^2", "2/(3 cbrt(x))"),
]


@pytest.mark.parametrize(("text", "answer"), RIGHT)
def test_right_and_nothing_is_said_of_a_seam(text: str, answer: str) -> None:
    result = gradcli.check(text, answer)
    assert result.json()["check"]["right"] is True
    assert "has values" not in " ".join(result.text().split())


WRONG = [
    ("x^2 sin(1/x) if x!=0 else 0", "2x sin(1/x)-cos(1/x) if x!=0 else 5", {"x": "0"}, "0", "5"),
    ("max(x,0)^2", "2x if x>0, 0 if x<0, 9 otherwise", {"x": "0"}, "0", "9"),
    ("x^2 if x>=0 else x^3", "2x if x>0, 3x^2 if x<0, 7 otherwise", {"x": "0"}, "0", "7"),
    ("|x - 1|^3", "3(x-1)|x-1| if x!=1 else 2", {"x": "1"}, "0", "2"),
    # Beside the seam, where the formula tells.
    ("|x|", "sign(x) if x!=2 else 17", {"x": "2"}, "1", "17"),
    ("|x|", "-sign(x)", {"x": "1"}, "1", "-1"),
]


@pytest.mark.parametrize(("text", "answer", "at", "expected", "given"), WRONG)
def test_wrong_at_one_point(
    text: str, answer: str, at: dict[str, str], expected: str, given: str
) -> None:
    body = gradcli.check(text, answer).json()["check"]
    assert body["right"] is False
    (component,) = body["components"]
    assert component["differs"] == {"at": at, "expected": expected, "given": given}


WIDER = [
    # There is no derivative at the point, and the given one has a value there.
    ("|x|", "sign(x) if x!=0 else 17", "x = 0"),
    ("|x|", "1 if x>0, -1 if x<0, 1 otherwise", "x = 0"),
    ("floor(x)", "0 if x!=1 else 7", "x = 1"),
    ("max(x,0)", "1 if x>0 else 0", "x = 0"),
    ("x^2/x", "1", "x = 0"),
]


@pytest.mark.parametrize(("text", "answer", "where"), WIDER)
def test_a_value_where_f_has_no_derivative(text: str, answer: str, where: str) -> None:
    result = gradcli.check(text, answer)
    assert result.json()["check"]["right"] is True
    said = " ".join(result.text().split())
    assert f"has values where df/dx has none, for example at {where}." in said


def test_in_two_variables() -> None:
    # f(1 + h, 0) = 0: by x there is a partial at (1, 0), and by y there is none.
    result = gradcli.check("|x y|", "x y^2/|x y|, x^2 y/|x y|")
    said = " ".join(result.text().split())
    assert "∂f/∂x has values where xy²/|xy| has none, for example at x = 1 and y = 0." in said
    assert "∂f/∂y has values" not in said


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("x^2", "2x + x/10^25"),
        ("x^2", "2x + x/10^100"),
        ("x^2", "2x + x/10^300"),
        ("x^2", "2x + 1e-3000"),
        ("sin x", "cos x + x/10^300"),
        ("x^3", "3x^2 + sin(x)/10^200"),
        ("x^2", "2x + x/10^90"),
        ("x^2 if x>0 else x^3", "2x if x>0 else 3x^2 + x/10^35"),
        ("e^x", "e^x + e^x/10^40"),
    ],
)
def test_a_difference_behind_many_digits_is_one(text: str, answer: str) -> None:
    assert gradcli.check(text, answer).json()["check"]["right"] is False
