"""Derivations that were checked: one that fails its check is never given out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from gradcli.calculus.check.verification import Check, Outcome, verify
from gradcli.calculus.domain.refusal import DerivationRefuted, NumbersRefuted, RefusedError
from gradcli.calculus.rules.gradient import Gradient, Partial, gradient, refuse_nowhere
from gradcli.field.scalar_field import ScalarField

Derived: TypeAlias = Callable[[Partial, int], None]
"""Who wants to know of each partial when it is derived: the partial, and its place from 1."""


def confirmed(check: Check, field: ScalarField) -> Check:
    """A derivation that fails its check is never given out, nor one of what is real nowhere."""
    if check.outcome is Outcome.NO_POINT:
        refuse_nowhere(field)
    if check.outcome is Outcome.FAILED:
        raise RefusedError(DerivationRefuted(check.where or {}))
    return check


def checked_gradient(field: ScalarField, derived: Derived | None) -> tuple[Gradient, Check]:
    """The gradient and its check; with `derived`, each partial is checked and given out at once."""
    whole = gradient(field)
    if derived is not None:
        for place, partial in enumerate(whole.partials, start=1):
            confirmed(verify(field, [(partial.variable, partial.written)]), field)
            derived(partial, place)
    pairs = [(partial.variable, partial.written) for partial in whole.partials]
    return whole, confirmed(verify(field, pairs), field)


def certified(checks: Sequence[bool | None]) -> bool | None:
    """Whether all was confirmed; what was refuted is never given out."""
    if any(each is False for each in checks):
        raise RefusedError(NumbersRefuted())
    return None if any(each is None for each in checks) else True
