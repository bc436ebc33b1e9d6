"""What is true at a point: functions, points, the verdict, and where the answer comes from.

Each row is settled by a theorem or by a few lines of hand argument, never by another program. The
kinds of row are functions of the answer's quantities: `smooth`, `differentiable`, `kink`, ...
"""

from __future__ import annotations

from dataclasses import dataclass

from gradcli.calculus.domain.verdict import (
    Differentiable,
    Discontinuous,
    EdgeOfDomain,
    NotDifferentiable,
    OutsideDomain,
    PartialMissing,
    Smooth,
    Undecided,
    Undefined,
)


@dataclass(frozen=True)
class Case:
    """A function, a point, the verdict with its quantities as text, and the answer's source.

    `gradient` is the true one, if there is one; `sides` the one-sided slopes along the first
    variable; `phases` the limits on two sequences from the right;
    `filled` the value of a removable hole and `filled_gradient` the gradient with it.
    """

    text: str
    at: str
    verdict: type
    source: str
    value: str | None = None
    gradient: tuple[str, ...] | None = None
    sides: tuple[str, str] | None = None
    filled: str | None = None
    filled_gradient: tuple[str, ...] | None = None
    reason: type | None = None
    phases: tuple[str, str] | None = None


def smooth(text: str, at: str, value: str, gradient: str, source: str) -> Case:
    return Case(text, at, Smooth, source, value=value, gradient=tuple(gradient.split(", ")))


def differentiable(text: str, at: str, value: str, gradient: str, source: str) -> Case:
    return Case(text, at, Differentiable, source, value=value, gradient=tuple(gradient.split(", ")))


def kink(text: str, at: str, value: str, left: str, right: str, source: str) -> Case:
    return Case(
        text,
        at,
        NotDifferentiable,
        source,
        value=value,
        sides=(left, right),
        reason=PartialMissing,
    )


def swings(text: str, at: str, value: str, one: str, other: str, source: str) -> Case:
    return Case(
        text,
        at,
        NotDifferentiable,
        source,
        value=value,
        reason=PartialMissing,
        phases=(one, other),
    )


def edge(text: str, at: str, value: str, left: str, right: str, source: str) -> Case:
    return Case(
        text, at, NotDifferentiable, source, value=value, sides=(left, right), reason=EdgeOfDomain
    )


def rough(text: str, at: str, value: str, reason: type, source: str) -> Case:
    return Case(text, at, NotDifferentiable, source, value=value, reason=reason)


def jump(text: str, at: str, value: str, source: str) -> Case:
    return Case(text, at, Discontinuous, source, value=value)


def outside(text: str, at: str, source: str) -> Case:
    return Case(text, at, OutsideDomain, source)


def undefined(text: str, at: str, source: str) -> Case:
    return Case(text, at, Undefined, source)


def undecided(text: str, at: str, source: str) -> Case:
    """What is true is said in `source`; gradcli may say that it does not know, and nothing else."""
    return Case(text, at, Undecided, source)


def hole(text: str, at: str, filled: str, gradient: str | None, source: str) -> Case:
    return Case(
        text,
        at,
        Undefined,
        source,
        filled=filled,
        filled_gradient=None if gradient is None else tuple(gradient.split(", ")),
    )
