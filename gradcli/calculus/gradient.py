"""Partial derivatives, worked, and the gradient that they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, overload

import sympy
from sympy import Expr

from gradcli.calculus.derivation import Differentiation
from gradcli.calculus.rules import Derivation
from gradcli.calculus.tidy import tidy
from gradcli.errors import GradcliError, Kind, Span
from gradcli.field.as_written import NotWritableError, as_written
from gradcli.field.canonical import Canonical
from gradcli.field.expression import Node
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.frozen import dataclass

NOT_REAL: Final = frozenset({sympy.I, sympy.nan, sympy.zoo, sympy.oo, -sympy.oo})
"""What a formula folds to when it, or a part of it, has no real value anywhere."""


@dataclass(frozen=True, slots=True, eq=False)
class Partial:
    """The partial derivative of `field` with respect to `variable`, a function R^n -> R.

    `derivation` is the tree of rules; `derivative` its result in the form in which it is given
    (equal to `derivation.derivative`, perhaps shorter), `written` the same as a tree.
    """

    field: ScalarField
    variable: str
    derivation: Derivation
    derivative: Expr
    written: Node

    def as_field(self) -> ScalarField:
        """The derivative as a function of the same variables, to be differentiated again."""
        return ScalarField(self.field.function, self.field.variables, self.written, Canonical())


@dataclass(frozen=True, slots=True, eq=False)
class Gradient:
    """The vector of all the partials, R^n -> R^n, in the order of the field's variables."""

    field: ScalarField
    partials: Sequence[Partial]

    @property
    def components(self) -> tuple[Expr, ...]:
        """The partial derivatives as SymPy expressions."""
        return tuple(partial.derivative for partial in self.partials)

    def at(self, point: Point) -> tuple[Expr, ...]:
        """The exact components at a point where `field` is differentiable by the rules.

        Shape: one number a variable. The caller has made sure of the point (see
        `gradcli.calculus.differentiability.examine`): the formula alone cannot tell.
        """
        at_point = Canonical(coordinates(self.field, point))
        return tuple(at_point(partial.written) for partial in self.partials)


def coordinates(field: ScalarField, point: Point) -> Mapping[str, Expr]:
    """The value that the point gives to each variable."""
    return dict(zip(field.variables, point.coordinates, strict=True))


def partial(
    field: ScalarField, variable: str, differentiation: Differentiation | None = None
) -> Partial:
    """The partial derivative of the field with respect to one of its variables.

    The other variables are held constant (the definition: Stewart, Calculus, 14.3).
    `differentiation` lets several partials of one field share what they have in common.
    """
    differentiation = differentiation or _differentiation(field)
    derivation = differentiation.derive(field.tree, variable)
    derivative = tidy(derivation.derivative)
    try:
        written = as_written(derivative)
    except NotWritableError as error:
        raise never_real(field) from error
    return Partial(field, variable, derivation, derivative, written)


def _differentiation(field: ScalarField) -> Differentiation:
    """What the partials of a field share, once it is seen to be a real formula."""
    # Each different node once: a formula may be far larger as a tree than as a graph.
    seen: set[Expr] = set()
    stack = [field.expression]
    while stack:
        node = stack.pop()
        if node not in seen:
            seen.add(node)
            stack.extend(node.args)
    if not NOT_REAL.isdisjoint(seen):
        raise never_real(field)
    return Differentiation(field.canonical)


def never_real(field: ScalarField) -> GradcliError:
    """The refusal of a formula with a part that is nowhere real, though no piece shows it.

    sqrt(-x^2) folds to i|x|, and i is no part of a real formula.
    """
    return GradcliError(
        Kind.DOMAIN,
        f"a part of {field.function} has no real values that could have a derivative",
        span=Span(0, len(field.source.text)),
        source=field.source,
        help="some root, logarithm or power in it stays outside its domain for every number",
    )


def repeated_partial(field: ScalarField, variables: tuple[str, ...]) -> tuple[Partial, ...]:
    """Differentiate by the first variable, the result by the second, and so on.

    Shape: one `Partial` a variable; the last one's derivative is the mixed or repeated partial.
    """
    stages: list[Partial] = []
    for variable in variables:
        stages.append(partial(stages[-1].as_field() if stages else field, variable))
    return tuple(stages)


class _OnDemand(Sequence[Partial]):
    """The partials of a field, each derived when it is first asked for, and kept.

    Of a function of a thousand variables nobody may want to see more than ten.
    """

    __slots__ = ("_derived", "_differentiation", "_field")

    def __init__(self, field: ScalarField) -> None:
        self._field = field
        self._differentiation: Differentiation | None = None
        self._derived: dict[str, Partial] = {}

    def __len__(self) -> int:
        return len(self._field.variables)

    @overload
    def __getitem__(self, place: int) -> Partial: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Partial]: ...
    def __getitem__(self, place: int | slice) -> Partial | Sequence[Partial]:
        asked = self._field.variables[place]
        return self._of(asked) if isinstance(asked, str) else tuple(map(self._of, asked))

    def _of(self, variable: str) -> Partial:
        known = self._derived.get(variable)
        if known is None:
            if self._differentiation is None:
                self._differentiation = _differentiation(self._field)
            known = self._derived[variable] = partial(self._field, variable, self._differentiation)
        return known


def gradient(field: ScalarField) -> Gradient:
    """All the partial derivatives of the field, in the order of its variables.

    Each is derived when it is first asked for.
    """
    return Gradient(field, _OnDemand(field))


def dot(left: tuple[Expr, ...], right: tuple[Expr, ...]) -> Expr:
    """The dot product of two vectors of R^n."""
    return sympy.Add(*(one * other for one, other in zip(left, right, strict=True)))


def norm(vector: tuple[Expr, ...]) -> Expr:
    """The Euclidean length of a vector of R^n: the root of the sum of the squares."""
    return sympy.sqrt(dot(vector, vector))
