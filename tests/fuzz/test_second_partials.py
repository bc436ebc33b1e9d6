"""The short run of the oracle of second partials; and that it can say no."""

from __future__ import annotations

import pytest

from tests.fuzz.quotients_at_points import MP, Drawn, Oracle
from tests.fuzz.second_partials import denied, run

ORIGIN = (MP.mpf(0), MP.mpf(0))
KINK = Drawn("y |x|", lambda x, y: y * abs(x))
SQUARE = Drawn("x^2 y", lambda x, y: x * x * y)


def test_numbers_say_nothing_against_second_partials() -> None:
    judged, found = run(12, 20260102)
    assert found == []
    assert judged["exists"] > 20


@pytest.mark.parametrize(
    ("drawn", "first", "second", "value", "is_denied"),
    [
        (KINK, "x", "y", MP.mpf(0), True),  # what its formula says
        (KINK, "x", "y", None, False),
        (KINK, "x", "x", MP.mpf(0), False),
        (KINK, "x", "x", None, True),
        (SQUARE, "x", "y", MP.mpf(0), False),
        (SQUARE, "x", "y", MP.mpf(1), True),
        (SQUARE, "x", "y", None, True),
    ],
)
def test_the_oracle_can_say_no(
    drawn: Drawn, first: str, second: str, value: object, is_denied: bool
) -> None:
    told = denied(Oracle(drawn, ORIGIN), first, second, value)
    assert (told is not None) is is_denied
