"""What the mathematics refuses as a whole, as data: one class a refusal with its parts, no prose.

A refusal is raised, and becomes a `GradcliError` with its sentence in `gradcli.narrative.refusals`
alone. What is refused at a point is no exception but a verdict.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from gradcli.calculus.domain.verdict import Cause, Fault
from gradcli.errors import Source
from gradcli.field.expression import Node
from gradcli.field.scalar_field import ScalarField
from gradcli.frozen import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class NowhereReal:
    """`piece` is real nowhere, or on no neighbourhood, so `field` has no derivative anywhere."""

    field: ScalarField
    piece: Node


@dataclass(frozen=True, slots=True, eq=False)
class PerhapsNowhereReal:
    """The imaginary unit, an infinity or nan is left in a formula of `field`, without a proof."""

    field: ScalarField


@dataclass(frozen=True, slots=True, eq=False)
class JumpUndecided:
    """It could not be decided on which side of a jump a constant lies."""

    cause: Cause


@dataclass(frozen=True, slots=True, eq=False)
class NoRealNumber:
    """A coordinate of a point, or a component of a direction, given in `source`, has no value."""

    fault: Fault
    source: Source


@dataclass(frozen=True, slots=True, eq=False)
class PowerTooLarge:
    """The power `piece` of `field` has too many digits at the point to be written out."""

    field: ScalarField
    piece: Node


@dataclass(frozen=True, slots=True, eq=False)
class NumberTooLarge:
    """The value or a slope of `field` at the point has e, or pi, to a power that is never read."""

    field: ScalarField


@dataclass(frozen=True, slots=True, eq=False)
class BeyondFloats:
    """Over the rows of a table a number of `field` is too large for a float."""

    field: ScalarField


@dataclass(frozen=True, slots=True, eq=False)
class PointBeyondFloats:
    """A coordinate of the point around which something is shown is too large for a float."""


@dataclass(frozen=True, slots=True, eq=False)
class TooFarForFloats:
    """The point around which something is shown has neighbours that floats cannot tell from it."""


@dataclass(frozen=True, slots=True, eq=False)
class TooManyOperations:
    """A page that works the function out takes `most` operations at most."""

    most: int


@dataclass(frozen=True, slots=True, eq=False)
class ConstantBeyondFloats:
    """A constant in the function is too large for a float."""


@dataclass(frozen=True, slots=True, eq=False)
class TooManySecondPartials:
    """The function has more than `most` variables, and so more than most^2 second partials."""

    most: int


@dataclass(frozen=True, slots=True, eq=False)
class TooManyTaylorTerms:
    """A Taylor polynomial of this order would have more than `most` terms."""

    most: int


@dataclass(frozen=True, slots=True, eq=False)
class TooManyPieces:
    """A piecewise function has more than `most` pieces, which are no intervals of a line."""

    most: int


@dataclass(frozen=True, slots=True, eq=False)
class TooManyCompetitors:
    """`piece`, a `max` or `min`, has more than `most` arguments that move."""

    function: str
    most: int
    piece: Node


@dataclass(frozen=True, slots=True, eq=False)
class SumTooLong:
    """A sum over so many rows has no formula but one with a term for each."""

    count: int


@dataclass(frozen=True, slots=True, eq=False)
class DerivationRefuted:
    """The derivation does not agree with its check at the point `where`: a defect of gradcli."""

    where: Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class NumbersRefuted:
    """The numbers at the point do not agree with difference quotients: a defect of gradcli."""


Refusal: TypeAlias = (
    NowhereReal
    | PerhapsNowhereReal
    | JumpUndecided
    | NoRealNumber
    | PowerTooLarge
    | NumberTooLarge
    | BeyondFloats
    | ConstantBeyondFloats
    | PointBeyondFloats
    | TooFarForFloats
    | TooManyOperations
    | TooManySecondPartials
    | TooManyTaylorTerms
    | TooManyPieces
    | TooManyCompetitors
    | SumTooLong
    | DerivationRefuted
    | NumbersRefuted
)


class RefusedError(Exception):
    """The question has no answer, and `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal)
        self.refusal = refusal
