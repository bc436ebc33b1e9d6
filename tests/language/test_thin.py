"""The plain notations, end to end."""

import pytest

from gradcli.language.points import read_direction, read_point
from gradcli.language.reading import read_expression
from gradcli.language.writing import write


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x**2*y", "x**2*y"),
        ("2xy", "2*x*y"),
        ("sin x cos y", "sin(x)*cos(y)"),
        ("f(x, y) = 3xy^3", "3*x*y**3"),
    ],
)
def test_plain_notations(text: str, expected: str) -> None:
    assert write(read_expression(text).tree) == expected


def test_points_and_directions() -> None:
    assert [write(c) for c in read_point("2,3", ("x", "y"))] == ["2", "3"]
    assert [write(c) for c in read_direction("3i + 5j", ("x", "y"))] == ["3", "5"]
