"""The verdicts, row by row, and beside them what SymPy's own derivative says."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from fractions import Fraction
from typing import assert_never

import pytest
import sympy
from sympy import Expr, Integer

from gradcli.calculus.check.certificate import certify_partials, certify_value
from gradcli.calculus.check.rest import is_bounded
from gradcli.calculus.check.witness import is_refuted
from gradcli.calculus.domain.decide_jumps import decide_jumps
from gradcli.calculus.domain.refusal import RefusedError
from gradcli.calculus.domain.verdict import (
    Curved,
    Differentiable,
    Discontinuous,
    EdgeAlongCurve,
    EdgeOfDomain,
    Exists,
    Finite,
    Infinite,
    NotDifferentiable,
    NotLinear,
    Nowhere,
    OneSided,
    OutsideDomain,
    PartialAtPoint,
    PartialMissing,
    Reason,
    Side,
    Smooth,
    Swinging,
    Undecided,
    Undefined,
    Verdict,
)
from gradcli.calculus.limits.limits import same
from gradcli.calculus.numbers.constants import is_zero
from gradcli.calculus.numbers.intervals import UndecidedError, intervals
from gradcli.calculus.numbers.numeric import OutsideRealsError, evaluate
from gradcli.calculus.point.differentiability import rate_along
from gradcli.calculus.point.ways import jump
from gradcli.field.from_sympy import from_sympy
from gradcli.field.scalar_field import Direction, Point, ScalarField
from gradcli.field.special import Nearest, RealRoot
from tests.calculus.at_point.cases import CASES
from tests.calculus.at_point.examined import examined, point
from tests.calculus.at_point.table import Case
from tests.fields import field, value_of


def constant(text: str) -> Expr:
    return point(text).coordinates[0]


def is_equal(found: Expr, expected: str) -> bool:
    return is_zero(found - constant(expected)) is True


def is_side(side: Side, expected: str) -> bool:
    match side:
        case Finite(value):
            return "oo" not in expected and expected != "nowhere" and is_equal(value, expected)
        case Infinite(positive):
            return expected == ("oo" if positive else "-oo")
        case Nowhere():
            return expected == "nowhere"
        case _:
            return False


def gradient_by_definition(whole: ScalarField, at: Point) -> tuple[Expr, ...]:
    size = len(whole.variables)
    axes = [tuple(Integer(i == k) for i in range(size)) for k in range(size)]
    rates = [rate_along(whole, at, Direction((), axis)) for axis in axes]
    return tuple(rate.value if isinstance(rate, Exists) else sympy.nan for rate in rates)


def gradient_by_sympy(whole: ScalarField, at: Point) -> tuple[Expr, ...]:
    values = dict(zip(whole.symbols, at.coordinates, strict=True))
    return tuple(sympy.diff(whole.expression, x).subs(values) for x in whole.symbols)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.text} at {case.at}")
def test_verdict(case: Case) -> None:
    whole, at, verdict = examined(case.text, case.at)
    assert isinstance(verdict, case.verdict), verdict
    match verdict:
        case Smooth(value):
            assert is_equal(value, case.value or "")
            assert all(map(is_equal, gradient_by_definition(whole, at), case.gradient or ()))
        case Differentiable(value, gradient):
            assert is_equal(value, case.value or "")
            assert len(gradient) == len(case.gradient or ())
            assert all(map(is_equal, gradient, case.gradient or ()))
        case NotDifferentiable(value, partials, _, reason):
            assert is_equal(value, case.value or "")
            assert isinstance(reason, case.reason or type(None)), reason
            if case.sides is not None:
                first = partials[0]
                assert isinstance(first, OneSided)
                assert is_side(first.left, case.sides[0]), first
                assert is_side(first.right, case.sides[1]), first
            elif case.phases is not None:
                first = partials[0]
                assert isinstance(first, OneSided)
                assert isinstance(first.right, Swinging)
                for phase, expected in zip(
                    (first.right.first, first.right.second), case.phases, strict=True
                ):
                    assert is_side(phase.limit, expected), first.right
            else:
                assert all(isinstance(partial, Exists) for partial in partials)
        case Discontinuous(value):
            assert is_equal(value, case.value or "")
        case Undefined(_, removable):
            assert (removable is None) == (case.filled is None), removable
            if removable is not None and case.filled is not None:
                assert is_equal(removable.value, case.filled)
                assert (removable.gradient is None) == (case.filled_gradient is None)
                if removable.gradient is not None:
                    assert all(map(is_equal, removable.gradient, case.filled_gradient or ()))
    assert has_witness(whole, at, verdict), verdict


def has_witness(whole: ScalarField, at: Point, verdict: Verdict) -> bool:
    """Whether a verdict shows what decided it, and numbers do not speak against that."""
    match verdict:
        case Smooth(value):
            return certify_value(whole, at, value) is not False
        case Differentiable(_, gradient, factors=factors) if factors:
            # There even 1/ln t is small.
            far = {
                letter.name: Fraction(1, 2**1_500_000)
                for each in factors
                for letter in each.free_symbols
            }
            small = all(abs(value_of(each, far)) < 1e-5 for each in factors)
            return small and certify_partials(whole, at, gradient) is not False
        case Differentiable(value, gradient, _, exponent):
            if exponent is None:
                # In one variable the limit of the change per step decides.
                return len(gradient) == 1 and certify_partials(whole, at, gradient) is not False
            held = is_bounded(
                whole.tree, whole.variables, at.coordinates, value, gradient, exponent
            )
            return exponent > 1 and held is not False
        case Discontinuous(value, _, _, approach):
            return jump([approach], value) is approach and not is_refuted(whole, at, verdict)
        case NotDifferentiable(_, partials, _, reason):
            return fails(reason, partials) and not is_refuted(whole, at, verdict)
        case Undefined() | OutsideDomain():
            return whole.held != () or has_no_value(whole, at)
        case Undecided():
            return True
    assert_never(verdict)


def fails(reason: Reason, partials: Sequence[PartialAtPoint]) -> bool:
    """Whether what a reason names is one: two limits that differ, or an edge."""
    match reason:
        case PartialMissing():
            return any(
                isinstance(each, OneSided) and same(each.left, each.right) is not True
                for each in partials
            )
        case NotLinear(_, Finite(rate), dot, left):
            return is_zero(rate - dot) is False or left is not None
        case NotLinear():
            return True
        case Curved(approach):
            limit = approach.limit
            return isinstance(limit, Infinite) or (
                isinstance(limit, Finite) and is_zero(limit.value) is False
            )
        case EdgeOfDomain(direction):
            return any(entry != 0 for entry in direction)
        case EdgeAlongCurve(approach):
            return isinstance(approach.limit, Nowhere)
    assert_never(reason)


def has_no_value(whole: ScalarField, at: Point) -> bool:
    """Whether f has no value at the point, in numbers; not where these cannot tell."""
    numbers = intervals(60)
    entries = [evaluate(from_sympy(entry), {}, numbers) for entry in at.coordinates]
    try:
        evaluate(
            decide_jumps(whole.tree), dict(zip(whole.variables, entries, strict=True)), numbers
        )
    except (OutsideRealsError, UndecidedError, RefusedError):
        return True
    return False


class SymPySays(Enum):
    """How `sympy.diff(f, x).subs(point)` does in a case."""

    RIGHT = "the right gradient"
    SILENTLY_WRONG = "a number, and a wrong one"
    NO_NUMBER = "nan, zoo, an unevaluated form, or an exception"
    NOT_ITS_OWN = "not asked: the function is not one of SymPy's"


def sympy_says(case: Case) -> SymPySays:
    whole = field(case.text)
    try:
        expression = whole.expression
        if expression.has(RealRoot, Nearest):
            return SymPySays.NOT_ITS_OWN
        found = gradient_by_sympy(whole, point(case.at))
    except (TypeError, ValueError, ZeroDivisionError):
        return SymPySays.NO_NUMBER
    if not all(entry.is_number and entry.is_real and entry.is_finite for entry in found):
        return SymPySays.NO_NUMBER
    if case.gradient is None or not all(map(is_equal, found, case.gradient)):
        return SymPySays.SILENTLY_WRONG
    return SymPySays.RIGHT


def tally() -> dict[SymPySays, int]:
    """In how many cases SymPy is right, silently wrong, or has no number."""
    said = [sympy_says(case) for case in CASES]
    return {kind: said.count(kind) for kind in SymPySays}


def test_table_is_as_large_as_promised() -> None:
    assert len({(case.text, case.at) for case in CASES}) == len(CASES) >= 80


def test_sympy_is_silently_wrong_where_gradcli_is_right() -> None:
    counts = tally()
    assert counts[SymPySays.SILENTLY_WRONG] >= 45, counts
