"""Points without a gradient where one bend stands in another: each of them has none, by numbers."""

from __future__ import annotations

import pytest

import gradcli
from gradcli.calculus.answers.extrema.critical import CriticalAnswer
from tests.extrema.kinks import left_out, members, smooth_ones
from tests.fuzz.kinks import found_wrong

# How many points of families are looked at, at least.
NESTED = {
    "||x| - y|": 10,
    "max(|x|, y)": 6,
    "|max(x, y) - 1|": 8,
    "sqrt(1 + |x - |y||)": 8,
    "|x y - |x||": 8,
    "max(x^2, |y|)": 8,
    "max(x, y, |x - y|)": 4,
    "| |x - y| - |x + y| |": 8,
    "|{y if x > 3, 2y otherwise} - x^2|": 6,
    "max({y if x > 3}, x^2)": 1,
    "{|y| if 1 < x < 2}": 1,
    "|x| max(y, |x|)": 4,
    "min(|x - 1|, |x + 1|) + y^2": 3,
    "|relu(x) - y|": 6,
    "|sign(x) y - 1|": 4,
    "|{(y-1) sign(y) if y > 0, 1 - y otherwise}|": 4,
    "|y - floor(2)x| + ||x| - 2|": 6,
    "{x+y if x < 0 or y > 0, x^2 otherwise}": 6,
    "{y if 0 < x < 1, x otherwise}": 8,
    "|x| + {y if x > 2 or y > 2, 0 otherwise}": 8,
}


def asked(text: str) -> CriticalAnswer:
    answer = gradcli.critical(text, variables="x,y").answer
    assert isinstance(answer, CriticalAnswer)
    return answer


@pytest.mark.parametrize("text", NESTED)
def test_where_there_is_no_gradient_there_is_none(text: str) -> None:
    answer = asked(text)
    told = [each.part.family for each in answer.families if each.part.differentiable is False]
    looked_at = sum(len(list(members(each, answer.field.symbols))) for each in told)
    assert looked_at >= NESTED[text]
    assert list(smooth_ones(answer)) == []


@pytest.mark.parametrize("text", NESTED)
def test_where_pieces_meet_the_list_leaves_nothing_out(text: str) -> None:
    assert list(left_out(asked(text), (-2.0, -1.0, 0.0, 1.0, 2.0, 4.0))) == []


def test_the_greater_argument_is_the_value_where_a_condition_says_which_it_is() -> None:
    families = gradcli.critical("max(|x| - y, x^2 - 1)").json()["critical"]["families"]
    told = {each["where"]: each.get("value") for each in families if each["at"] == ["0", "t"]}
    assert told["t < 1"] == "-t"


def test_the_same_of_random_functions() -> None:
    assert found_wrong(12, seed=5) == []
