"""Derivations that were checked: one that fails its check is never given out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sympy import Expr

from gradcli.calculus.check.verification import Check, Outcome, verify
from gradcli.calculus.domain.refusal import (
    DerivationRefuted,
    NumbersRefuted,
    NumberTooLarge,
    RefusedError,
)
from gradcli.calculus.numbers.writable import is_writable
from gradcli.calculus.rules.gradient import Gradient, gradient, refuse_nowhere
from gradcli.calculus.rules.graph import Graph, graph_in_names
from gradcli.field.scalar_field import ScalarField


def confirmed(check: Check, field: ScalarField) -> Check:
    """A derivation that fails its check is never given out, nor one of what is real nowhere."""
    if check.outcome is Outcome.NO_POINT:
        refuse_nowhere(field)
    if check.outcome is Outcome.FAILED:
        raise RefusedError(DerivationRefuted(check.where or {}))
    return check


def checked_gradient(field: ScalarField) -> tuple[Gradient, Check]:
    """The gradient and its check."""
    whole = gradient(field)
    pairs = [(partial.variable, partial.written) for partial in whole.partials]
    return whole, confirmed(verify(field, pairs), field)


def checked_graph(field: ScalarField, variables: Sequence[str]) -> Graph | None:
    """The derivatives in the names that the text gives to parts, those by `variables` checked."""
    graph = graph_in_names(field)
    if graph is not None:
        pairs = [(name, graph.written_out(graph.derivative_by(name))) for name in variables]
        confirmed(verify(field, pairs), field)
    return graph


def weakest(checks: Sequence[Check]) -> Check:
    """What the checks of several derivations come to: one that failed, or the least that passed."""
    for each in checks:
        if not each.passed:
            return each
    points = min(each.points for each in checks)
    return Check(Outcome.PASSED, points, min(each.digits for each in checks))


def require_writable(field: ScalarField, numbers: Iterable[Expr]) -> None:
    """Refuse numbers at a point that are too large to be written and read again."""
    if not all(map(is_writable, numbers)):
        raise RefusedError(NumberTooLarge(field))


def certified(checks: Sequence[bool | None]) -> bool | None:
    """Whether all was confirmed; what was refuted is never given out."""
    if any(each is False for each in checks):
        raise RefusedError(NumbersRefuted())
    return None if any(each is None for each in checks) else True
