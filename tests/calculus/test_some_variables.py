"""The gradient in some of the variables, the others held: `grad --wrt`."""

import pytest

from gradcli import GradcliError, gradient

LOSS = "(w x + b - y)^2"


def test_the_order_is_that_of_wrt_and_that_of_the_variables_stays() -> None:
    found = gradient(LOSS, "w=1, b=0, x=2, y=3", wrt="w,b")
    assert found.lines() == ("-4", "-2")
    assert found.answer.verified
    asked = found.json()["input"]
    assert asked["variables"] == ["b", "w", "x", "y"]
    assert asked["wrt"] == ["w", "b"]
    assert asked["at"] == ["0", "1", "2", "3"]
    assert gradient(LOSS, wrt=["b", "w"]).lines() == (
        "2*b + 2*w*x - 2*y",
        "2*x*(b + w*x - y)",
    )


@pytest.mark.parametrize("at", [None, "1,2,3,4"])
def test_the_components_are_those_of_the_whole_gradient(at: str | None) -> None:
    whole = gradient(LOSS, at).lines()
    for place, name in enumerate(("b", "w", "x", "y")):
        assert gradient(LOSS, at, wrt=name).lines() == (whole[place],)
    assert (
        gradient(LOSS, at, wrt="b,w,x,y").json()["partials"]
        == gradient(LOSS, at).json()["partials"]
    )


def test_differentiable_is_asked_in_the_variables_that_move() -> None:
    """|x| y + z has no gradient at x = 0, and one in y and z."""
    assert gradient("|x| y + z", "0,2,1").error is not None
    found = gradient("|x| y + z", "0,2,1", wrt="y,z")
    assert found.error is None
    assert found.lines() == ("0", "1")
    assert "f(0, 2, 1)" in str(found)


@pytest.mark.parametrize(
    ("wrt", "code"),
    [("w,w", "variable-listed-twice"), ("q", "not-a-variable"), ("w,", "variable-missing")],
)
def test_what_is_none_of_the_variables_is_refused(wrt: str, code: str) -> None:
    with pytest.raises(GradcliError) as caught:
        gradient(LOSS, wrt=wrt)
    assert caught.value.code == code


def test_constants_and_held_variables_stand_side_by_side() -> None:
    found = gradient("f(w, b, x) = (w x + b - y)^2", "1,0,2", wrt="w,b")
    assert found.lines() == ("8 - 4*y", "4 - 2*y")
    assert found.json()["input"]["parameters"] == ["y"]
    page = str(found)
    assert "y is a constant." in page
    assert "b and x are constant here" in page
