"""The gradient by the chain rule through the graph of the function, from the result back."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final, assert_never

from sympy import Expr

from gradcli.calculus.answers import partial_name
from gradcli.calculus.answers.at_point import AtPoint, at_point
from gradcli.calculus.answers.checked import certified, confirmed
from gradcli.calculus.check.certificate import certify_partials, certify_value
from gradcli.calculus.check.instances import for_constants
from gradcli.calculus.check.verification import Check, verify
from gradcli.calculus.domain.verdict import Smooth
from gradcli.calculus.numbers.constants import enclosure, is_zero
from gradcli.calculus.rules.gradient import gradient
from gradcli.calculus.rules.graph import (
    Graph,
    NodeValue,
    evaluate,
    evaluate_in_decimals,
    graph_of,
    is_deep,
)
from gradcli.field.expression import Negative, Node, Number, Power, Product
from gradcli.field.fast_sympy.sympy_build import ZERO, difference
from gradcli.field.from_sympy import from_sympy
from gradcli.field.intermediates import cut_at, cut_at_operations
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.frozen import dataclass

_DIGITS: Final = 80
# A product of a thousand derivatives may be smaller than any float.
_CONTEXT: Final = Context(prec=15, Emin=MIN_EMIN, Emax=MAX_EMAX)
_SHOWN_IN_FULL: Final = 16


class Nodes(StrEnum):
    """What the nodes of the graph are: the parts that the text names, or every operation."""

    NAMED = "named"
    OPERATIONS = "operations"


@dataclass(frozen=True, slots=True, eq=False)
class BackpropAnswer:
    """The graph with its derivatives, and at a point the numbers that run through it.

    `by` are the variables of which the derivatives were asked for. `passes` holds the numbers of
    every node at the point; it is None without a point, where f has no gradient there, and where
    it has one by the definition and not by the rules. `agrees` says whether the gradient of the
    backward pass was shown to be the one that the rules give (None: it could not be decided).
    `is_exact` is False where the numbers are decimals, because the graph is deep.
    """

    field: ScalarField
    graph: Graph
    by: tuple[str, ...]
    check: Check
    at: AtPoint | None
    passes: Sequence[NodeValue] | None
    agrees: bool | None
    is_exact: bool = True

    @property
    def verified(self) -> bool:
        """Whether every check that the answer calls for was made and passed."""
        if self.passes is None or self.at is None:
            return self.check.passed
        return self.check.passed and self.at.certified is True and self.agrees is True

    def values(self, *, unit: bool = False) -> tuple[Expr, ...]:
        """The derivatives by the variables asked for: at the point, or in the nodes' names."""
        found = self._numbers() if self.at is not None else self._formulas()
        return tuple(found[name] for name in self.by) if found else ()

    @property
    def formulas(self) -> tuple[Expr, ...]:
        """The derivatives on which the answer rests, as formulas."""
        return self.graph.gradient

    def in_variables(self) -> tuple[Node, ...]:
        """The derivatives by the variables asked for, as graphs in the variables alone."""
        known = self._formulas()
        return tuple(self.graph.written_out(known[name]) for name in self.by)

    def trees(self, *, unit: bool = False) -> tuple[Node, ...]:
        """The same as graphs in the variables alone."""
        if self.at is None:
            return self.in_variables()
        if not self.is_exact:
            return tuple(map(_in_decimals, self.values()))
        return tuple(from_sympy(value) for value in self.values())

    def names(self, *, unit: bool = False) -> tuple[str, ...]:
        """What each of the values is, as a name."""
        names = self.by if self.values() else ()
        return tuple(partial_name(self.field.function, name) for name in names)

    def _formulas(self) -> dict[str, Expr]:
        return dict(zip(self.field.variables, self.graph.gradient, strict=True))

    def _numbers(self) -> dict[str, Expr]:
        slopes = None if self.at is None else self.at.slopes
        return {} if slopes is None else dict(zip(self.field.variables, slopes, strict=True))


def _agree(one: Expr, other: Expr) -> bool | None:
    """Whether two exact numbers are one: by algebra, or else to thirty digits."""
    rest = difference(one, other)
    same = is_zero(rest)
    if same is not None:
        return same
    ends, size = enclosure(rest, _DIGITS), enclosure(one, _DIGITS)
    if ends is None or size is None:
        return None
    near = max(map(abs, size)) * Fraction(1, 10**30) + Fraction(1, 10**60)
    return True if max(map(abs, ends)) <= near else None


def _agree_for_constants(field: ScalarField, one: Expr, other: Expr) -> bool | None:
    return for_constants(field, lambda _, put: _agree(put(one), put(other)))


def _in_decimals_at(
    field: ScalarField,
    graph: Graph,
    by: tuple[str, ...],
    check: Check,
    point: Point,
    passes: Sequence[NodeValue],
) -> BackpropAnswer:
    """The answer where exact numbers would be too long to be of use."""
    known = {each.node.name: each for each in passes}
    value = known[graph.output].value
    slopes = tuple(known[name].derivative if name in known else ZERO for name in field.variables)
    sure = certified(
        [
            certify_value(field, point, value),
            certify_partials(field, point, slopes, rounded=True),
        ]
    )
    at = AtPoint(point, Smooth(value), value, slopes, sure)
    return BackpropAnswer(field, graph, by, check, at, passes, sure, is_exact=False)


def _in_decimals(value: Expr) -> Node:
    """A number with as many digits as a float has, as it is typed: 0.25, 1.5*10**(-200)."""
    exact = _CONTEXT.divide(Decimal(abs(int(value.p))), Decimal(int(value.q))).normalize(_CONTEXT)
    size = exact.adjusted()
    if abs(size) < _SHOWN_IN_FULL:
        written: Node = Number(Fraction(exact))
    else:
        power: Node = Number(Fraction(abs(size)))
        power = Power(Number(Fraction(10)), power if size > 0 else Negative(power))
        written = Product((Number(Fraction(exact.scaleb(-size, _CONTEXT))), power))
    return Negative(written) if value.p < 0 else written


def answer_backprop(
    field: ScalarField,
    by: tuple[str, ...],
    nodes: Nodes | None = None,
    point: Point | None = None,
) -> BackpropAnswer:
    """The backward pass; without `nodes` through the named parts where there are any."""
    chosen = nodes or (Nodes.NAMED if field.names else Nodes.OPERATIONS)
    match chosen:
        case Nodes.NAMED:
            cut = cut_at(field.tree, field.names, field.held)
        case Nodes.OPERATIONS:
            cut = cut_at_operations(field.tree, field.held)
        case _:
            assert_never(chosen)
    graph = graph_of(field, cut)
    pairs = [
        (name, graph.written_out(derivative))
        for name, derivative in zip(field.variables, graph.gradient, strict=True)
    ]
    check = confirmed(verify(field, pairs), field)
    if point is None:
        return BackpropAnswer(field, graph, by, check, None, None, None)
    if not field.held and is_deep(graph):
        found = evaluate_in_decimals(graph, point.values(field))
        if found is not None:
            return _in_decimals_at(field, graph, by, check, point, found)
    at = at_point(gradient(field), point)
    if at.slopes is None or not isinstance(at.verdict, Smooth):
        return BackpropAnswer(field, graph, by, check, at, None, None)
    passes = evaluate(graph, point.values(field))
    backward = {each.node.name: each.derivative for each in passes}
    same = [
        _agree_for_constants(field, backward[name], slope)
        for name, slope in zip(field.variables, at.slopes, strict=True)
        if name in backward
    ]
    return BackpropAnswer(field, graph, by, check, at, passes, certified(same))
