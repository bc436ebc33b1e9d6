"""The short run of descents against an independent loop; and that it can say no."""

from __future__ import annotations

import math
import random

from tests.fuzz import descents


def test_descents_agree_with_a_loop_of_their_own() -> None:
    assert descents.run(12, 20260101) == []


def test_what_is_said_of_all_further_steps_is_so() -> None:
    assert list(descents.contradicted(200)) == []


def test_claims_of_quadratic_functions_are_those_of_their_eigenvalues() -> None:
    draw = random.Random(20261129)
    assert [each for _ in range(15) for each in descents.quadratic(draw)] == []


def test_a_wrong_loop_is_seen() -> None:
    at = descents.Loop("x**2 + y**2", "plain", 0.1).after([3.0, 4.0])
    assert all(math.isclose(one, other) for one, other in zip(at, (2.4, 3.2), strict=True))
    told = {"ended": "cycle", "period": 2}
    points = [[3.0], [-3.0], [3.0]]
    assert list(descents._goes_on("x**2", points, 0.9, told, 50))
    assert list(descents._goes_on("x**2", [[3.0]], 0.4, {"ended": "diverges"}, 50))
