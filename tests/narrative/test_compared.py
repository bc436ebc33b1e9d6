"""`steepest --w`: how a direction compares with the best one."""

from __future__ import annotations

import pytest

import gradcli
from gradcli.errors import GradcliError

# (w, angle, share, what the page says)
COMPARED = [
    ("3,5", 40.6013, 0.759257, "the cosine of 40.6°, the angle between w and the gradient"),
    (
        "6,10",
        40.6013,
        0.759257,
        "is the length of the gradient, 4√10, along the gradient (gradcli steepest shows why). The "
        "rate along w is 76% of it: the cosine of 40.6°, the angle between w and the gradient.",
    ),
    ("3,1", 0.0, 1.0, "The rate along w is 100% of it: the cosine of 0°, the angle"),
    ("-1,3", 90.0, 0.0, "w is at right angles to the gradient"),
    (
        "-3,-1",
        180.0,
        -1.0,
        "Along w the function falls at 100% of it: minus the cosine of 180°, the angle",
    ),
]


@pytest.mark.parametrize(("w", "angle", "share", "said"), COMPARED)
def test_how_a_direction_compares(w: str, angle: float, share: float, said: str) -> None:
    result = gradcli.steepest("x^2 y", "2,3", w)
    assert result.lines() == gradcli.steepest("x^2 y", "2,3").lines()
    along = result.json()["directional"]
    assert along["angle"] == pytest.approx(angle, abs=1e-4)
    assert along["share"] == pytest.approx(share, abs=1e-6)
    assert along == gradcli.directional("x^2 y", w, "2,3").json()["directional"]
    told = " ".join(result.text().split())
    assert said in told
    assert "w/‖w‖" in told


def test_nothing_is_compared_where_no_direction_is_the_best() -> None:
    result = gradcli.steepest("x^2 + y^2", "0,0", "1,2")
    assert result.error is not None
    assert result.error.code == "zero-gradient"
    assert "directional" not in result.json()
    assert result.json()["input"]["w"] == ["1", "2"]


def test_the_zero_direction_is_refused() -> None:
    with pytest.raises(GradcliError) as raised:
        gradcli.steepest("x^2 y", "2,3", "0,0")
    assert raised.value.code == "zero-direction"


def test_in_one_variable() -> None:
    result = gradcli.steepest("x^2", "3", "-2")
    assert result.json()["directional"]["share"] == -1
    assert "Along w the function falls, at its lowest rate per unit of distance, −6." in " ".join(
        result.text().split()
    )
