"""A thousand antiderivatives from the test suite of Rubi, derived back to their integrands.

Every text is read by gradcli's own parser and derived by its own rules; the values are compared by
mpmath. Points at which both are real are wanted. An antiderivative that is not real anywhere
(artanh of a number above 1 and the like, usual among antiderivatives up to a complex constant)
still has a derivative by the same laws: it is compared at complex values.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import sympy

from gradcli.calculus.domain.refusal import NowhereReal, RefusedError
from gradcli.calculus.rules.gradient import partial
from gradcli.field.scalar_field import ScalarField
from gradcli.field.to_sympy import ToSympy
from tests.fields import MANY, field, is_close, value_of

FILE = Path(__file__).parents[1] / "data" / "derivative_pairs.jsonl"
PAIRS: list[dict[str, str]] = [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]
POINTS = 3
ENOUGH_TO_SEE = 60  # attempts, after which a pair counts as not real anywhere
ATTEMPTS = 1_000
# Where the variable is drawn from, in turn; the constants are between 0.1 and 2.
INTERVALS = ((0.05, 1.5), (-2.0, 2.0), (1.0, 6.0), (-6.0, -1.0))

# sqrt(-csch(x)^2): by its form the root of what is negative for every x. The derivation is refused,
# as it should be; this one is all that is outside.
NOWHERE_REAL = frozenset({"rubi-0924"})


def test_the_whole_file_is_here() -> None:
    assert len(PAIRS) == 1_000
    assert len({pair["id"] for pair in PAIRS}) == 1_000


def places(whole: ScalarField, variable: str, seed: str) -> Iterator[dict[str, Fraction]]:
    """Random points, the same ones each time."""
    draw = random.Random(seed)
    for attempt in range(ATTEMPTS):
        at = {name: Fraction(draw.uniform(0.1, 2.0)) for name in whole.variables}
        at[variable] = Fraction(draw.uniform(*INTERVALS[attempt % len(INTERVALS)]))
        yield at


def number(expression: sympy.Expr, at: dict[str, Fraction]) -> Any:
    """The value, or None at a pole or where it is out of all proportion."""
    try:
        value = value_of(expression, at)
    except (ZeroDivisionError, OverflowError, ValueError):
        return None
    return value if MANY.isfinite(value) and abs(value) < 1e15 else None


@pytest.mark.parametrize("pair", PAIRS, ids=[pair["id"] for pair in PAIRS])
def test_the_derivative_is_the_integrand(pair: dict[str, str]) -> None:
    function, given = field(pair["antiderivative"]), field(pair["integrand"])
    names = tuple(sorted({*function.variables, *given.variables, pair["var"]}))
    whole = ScalarField.of_tree(function.tree, variables=names)
    integrand = given.expression
    if pair["id"] in NOWHERE_REAL:
        with pytest.raises(RefusedError) as raised:
            partial(whole, pair["var"])
        assert isinstance(raised.value.refusal, NowhereReal)
        return
    derivative = ToSympy()(partial(whole, pair["var"]).written)
    real = complex_ = 0
    for attempt, at in enumerate(places(whole, pair["var"], pair["id"])):
        if real == POINTS or (attempt >= ENOUGH_TO_SEE and real == 0):
            break
        found, expected = number(derivative, at), number(integrand, at)
        if found is None or expected is None:
            continue
        if MANY.im(found) == 0 and MANY.im(expected) == 0:
            assert is_close(found, expected), at
            real += 1
        elif is_close(found, expected):
            complex_ += 1
    assert real == POINTS or (real == 0 and complex_ >= POINTS)
