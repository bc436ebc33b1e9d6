"""The rules of differentiation, one dataclass each: the docstring is the law.

A rule is built from the rules that it uses; its `derivative` is made by its law when it is built,
and nowhere else. So the tree that is printed is the computation itself.

Shape of every rule: `function` is what is differentiated, as written; `value` is its SymPy form;
`variable` is what moves; `derivative` is what the law gives. u, v, ... in the laws are functions
of the variable, c, n, a, b are free of it, and ' is the derivative with respect to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import combinations
from typing import Final, TypeAlias, assert_never

import sympy
from sympy import Expr
from sympy.logic.boolalg import Boolean

from gradcli.calculus.rules import tidy
from gradcli.calculus.rules.laws import ElementaryLaw, ExponentialLaw, name_of, steep_at
from gradcli.calculus.rules.pieces import by_pieces, inside, interiors, joined_pieces
from gradcli.calculus.rules.regions import cells_at, ties
from gradcli.field.comparing import compared
from gradcli.field.expression import Node
from gradcli.field.fast_sympy.sympy_build import (
    ONE,
    TWO,
    ZERO,
    difference,
    negate,
    power,
    product,
    quotient,
    total,
)
from gradcli.field.size import size
from gradcli.frozen import dataclass, field

_MANY_COMPETITORS: Final = 16
_FEW_COMPETITORS: Final = 4
_LARGEST_COMPARED: Final = 40  # nodes


def _set_derivative(rule: Derivation, derivative: Expr) -> None:
    # The only place where a frozen rule is given its result, called as it is built.
    object.__setattr__(rule, "derivative", derivative)


@dataclass(frozen=True, slots=True, eq=False)
class ConstantRule:
    """(c)' = 0."""

    function: Node
    value: Expr
    variable: str
    derivative: Expr = field(init=False)

    def __post_init__(self) -> None:
        _set_derivative(self, ZERO)


@dataclass(frozen=True, slots=True, eq=False)
class IdentityRule:
    """(x)' = 1, where x is the variable itself."""

    function: Node
    value: Expr
    variable: str
    derivative: Expr = field(init=False)

    def __post_init__(self) -> None:
        _set_derivative(self, ONE)


@dataclass(frozen=True, slots=True, eq=False)
class SumRule:
    """(u + v + ... + c)' = u' + v' + ...; the terms free of the variable bring 0."""

    function: Node
    value: Expr
    variable: str
    terms: tuple[Derivation, ...]
    constants: Sequence[Node]
    derivative: Expr = field(init=False)

    def __post_init__(self) -> None:
        _set_derivative(self, total(*(term.derivative for term in self.terms)))


@dataclass(frozen=True, slots=True, eq=False)
class ConstantMultipleRule:
    """(c u)' = c u'; so (-u)' = -u' and (u / c)' = u' / c."""

    function: Node
    value: Expr
    variable: str
    constant: Expr
    part: Derivation
    derivative: Expr = field(init=False)

    def __post_init__(self) -> None:
        _set_derivative(self, product(self.constant, self.part.derivative))


@dataclass(frozen=True, slots=True, eq=False)
class ProductRule:
    """(u v)' = u' v + u v'; with more factors, each in turn is differentiated, the others kept."""

    function: Node
    value: Expr
    variable: str
    factors: tuple[Derivation, ...]
    derivative: Expr = field(init=False)

    def __post_init__(self) -> None:
        values = [factor.value for factor in self.factors]
        _set_derivative(
            self,
            total(
                *(
                    product(*values[:place], factor.derivative, *values[place + 1 :])
                    for place, factor in enumerate(self.factors)
                )
            ),
        )


@dataclass(frozen=True, slots=True, eq=False)
class QuotientRule:
    """(u / v)' = (u' v - u v') / v^2, where v != 0."""

    function: Node
    value: Expr
    variable: str
    numerator: Derivation
    denominator: Derivation
    derivative: Expr = field(init=False)

    def __post_init__(self) -> None:
        u, v = self.numerator, self.denominator
        above = difference(product(u.derivative, v.value), product(u.value, v.derivative))
        _set_derivative(self, tidy.quotient(above, power(v.value, TWO)))


@dataclass(frozen=True, slots=True, eq=False)
class ReciprocalRule:
    """(c / v)' = -c v' / v^2, where v != 0: the quotient rule for a constant numerator."""

    function: Node
    value: Expr
    variable: str
    constant: Expr
    denominator: Derivation
    derivative: Expr = field(init=False)

    def __post_init__(self) -> None:
        v = self.denominator
        _set_derivative(
            self, quotient(product(negate(self.constant), v.derivative), power(v.value, TWO))
        )


@dataclass(frozen=True, slots=True, eq=False)
class ElementaryRule:
    """(F(x))' = F'(x), F one of the elementary functions and x the variable itself."""

    function: Node
    value: Expr
    variable: str
    law: ElementaryLaw
    argument: Expr
    derivative: Expr = field(init=False)

    def __post_init__(self) -> None:
        whole = self.law.derivative(self.argument, self.value)
        if isinstance(self.law, ExponentialLaw):
            whole = _where_base_is_not_0(whole, self.law.base)
        _set_derivative(self, whole)


def _where_base_is_not_0(whole: Expr, base: Expr) -> Expr:
    """The derivative of u^v, which is 0 all over a region on which u is: there is no ln u."""
    cells = cells_at(base, (ZERO,))
    holds = interiors([cell for cell, _ in cells])
    slopes = [
        ZERO if value == 0 else inside(whole, on)
        for (_, value), on in zip(cells, holds, strict=True)
    ]
    return by_pieces(joined_pieces(list(zip(slopes, holds, strict=True)))) if cells else whole


@dataclass(frozen=True, slots=True, eq=False)
class ChainRule:
    """(F(u))' = F'(u) u': the outer function's derivative at the inner, times the inner's."""

    function: Node
    value: Expr
    variable: str
    outer: ElementaryLaw
    inner: Derivation
    derivative: Expr = field(init=False)

    def __post_init__(self) -> None:
        inner = self.inner
        # An inner function that never changes leaves nothing to change, even at 0 under a root,
        # where the outer function has no derivative of its own.
        if inner.derivative == 0:
            _set_derivative(self, ZERO)
            return
        steep = steep_at(self.outer)
        cells = cells_at(inner.value, steep) if steep else []
        if not cells:
            slope = self.outer.derivative(inner.value, self.value)
            whole = product(slope, inner.derivative)
            if isinstance(self.outer, ExponentialLaw):
                whole = _where_base_is_not_0(whole, self.outer.base)
            _set_derivative(self, whole)
            return
        # Where the inner function stands still all around, it may stand where the outer one is
        # too steep for its law: sqrt(max(x, 0)) is 0 for x < 0.
        cases: list[tuple[Expr, Boolean]] = []
        for (_, value), holds in zip(cells, interiors([cell for cell, _ in cells]), strict=True):
            if holds == sympy.false:
                continue
            if value in steep:
                cases.append((ZERO, holds))
            else:
                slope = self.outer.derivative(value)
                cases.append((product(slope, inside(inner.derivative, holds)), holds))
        _set_derivative(self, by_pieces(joined_pieces(cases)))


@dataclass(frozen=True, slots=True, eq=False)
class LogarithmicRule:
    """(u^v)' = u^v (v ln u)', where u > 0: logarithmic differentiation.

    From y = u^v follows ln y = v ln u; differentiated on both sides, y'/y = (v ln u)'.
    """

    function: Node
    value: Expr
    variable: str
    base: Node
    exponent: Node
    logarithm: Derivation
    derivative: Expr = field(init=False)

    def __post_init__(self) -> None:
        whole = product(self.value, self.logarithm.derivative)
        _set_derivative(self, _where_base_is_not_0(whole, self.value.as_base_exp()[0]))


@dataclass(frozen=True, slots=True, eq=False)
class PolarAngleRule:
    """(atan2(v, u))' = (u v' - v u') / (u^2 + v^2), off the ray u <= 0, v = 0."""

    function: Node
    value: Expr
    variable: str
    ordinate: Derivation
    abscissa: Derivation
    derivative: Expr = field(init=False)

    def __post_init__(self) -> None:
        v, u = self.ordinate, self.abscissa
        above = difference(product(u.value, v.derivative), product(v.value, u.derivative))
        below = total(power(u.value, TWO), power(v.value, TWO))
        _set_derivative(self, tidy.quotient(above, below))


@dataclass(frozen=True, slots=True, eq=False)
class ExtremumRule:
    """(max(u, v))' = u' where u > v, and v' where v > u; min likewise with <.

    Where two attain the extremum together the law is silent, unless they do so on a whole region,
    or all have the same derivative.
    """

    function: Node
    value: Expr
    variable: str
    competitors: tuple[Derivation, ...]
    greatest: bool
    derivative: Expr = field(init=False)

    def __post_init__(self) -> None:
        first, *rest = (one.derivative for one in self.competitors)
        if all(other == first for other in rest):
            # Each is another plus what stays constant nearby, so one of them is the extremum there.
            _set_derivative(self, first)
            return
        if len(self.competitors) <= _FEW_COMPETITORS and any(
            ties(one.value, other.value) for one, other in combinations(self.competitors, 2)
        ):
            _set_derivative(self, self._by_regions())
            return
        beats = sympy.StrictGreaterThan if self.greatest else sympy.StrictLessThan
        # SymPy settles what it can of few and small comparisons; of others that takes too long.
        settles = len(self.competitors) <= _MANY_COMPETITORS and all(
            size(one.value) <= _LARGEST_COMPARED for one in self.competitors
        )
        cases = []
        for place, one in enumerate(self.competitors):
            others = self.competitors[:place] + self.competitors[place + 1 :]
            against = [
                compared(
                    beats,
                    one.value,
                    other.value,
                    evaluate=settles or _are_numbers(one, other),
                )
                for other in others
            ]
            wins = sympy.And(*against, evaluate=settles)
            cases.append((one.derivative, wins))
        _set_derivative(self, by_pieces(cases))

    def _by_regions(self) -> Expr:
        """The first competitor's derivative inside where none is beyond it, and so on."""
        draws = sympy.GreaterThan if self.greatest else sympy.LessThan
        wins = [
            sympy.And(
                *(
                    draws(one.value, other.value, evaluate=False)
                    for other in self.competitors
                    if other is not one
                )
            )
            for one in self.competitors
        ]
        slopes = [one.derivative for one in self.competitors]
        return by_pieces(list(zip(slopes, interiors(wins), strict=True)))


def _are_numbers(one: Derivation, other: Derivation) -> bool:
    return bool(one.value.is_number and other.value.is_number)


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One piece of a piecewise function: its derivation, and the interior of where it counts."""

    derivation: Derivation
    holds: Boolean


@dataclass(frozen=True, slots=True, eq=False)
class PiecewiseRule:
    """Inside each piece, the derivative of that piece; where two pieces meet the law is silent."""

    function: Node
    value: Expr
    variable: str
    cases: tuple[Case, ...]
    derivative: Expr = field(init=False)

    def __post_init__(self) -> None:
        _set_derivative(
            self,
            by_pieces([(case.derivation.derivative, case.holds) for case in self.cases]),
        )


class Rewriting(StrEnum):
    """Why a function is written in another way before it is differentiated."""

    REPEATED_FACTOR = "repeated-factor"  # u u ... u = u^n
    POWER_BELOW = "power-below"  # 1/u^n = u^-n
    POWER_OF_ZERO = "power-of-zero"  # 0^v = 0
    LOGARITHM_TO_A_BASE = "logarithm-to-a-base"  # log(u, v) = ln(u)/ln(v)
    ROOT = "root"  # root(u, n) = u^(1/n)
    EQUAL_ARGUMENTS = "equal-arguments"  # max(u, u) = u
    SINGLE_ARGUMENT = "single-argument"  # max(u) = u
    DEFINITION = "definition"  # f(u) = what f is made of
    CONSTANT_ARGUMENTS = "constant-arguments"  # max(u, a, b) = max(u, max(a, b))


@dataclass(frozen=True, slots=True, eq=False)
class RewriteRule:
    """u = w, hence u' = w': the function is written in another way first, for the stated reason."""

    function: Node
    value: Expr
    variable: str
    reason: Rewriting
    rewritten: Derivation
    derivative: Expr = field(init=False)

    def __post_init__(self) -> None:
        _set_derivative(self, self.rewritten.derivative)


@dataclass(frozen=True, slots=True, eq=False)
class IntermediateRule:
    """u_1' is known under its own name, du_1/dx: worked out once, however often u_1 occurs.

    `function` is the letter u_1, `meaning` the derivation of the part that it stands for.
    """

    function: Node
    value: Expr
    variable: str
    meaning: Derivation
    slope: Expr
    derivative: Expr = field(init=False)

    def __post_init__(self) -> None:
        known = self.meaning.derivative
        _set_derivative(self, known if known.is_Number else self.slope)


Derivation: TypeAlias = (
    ConstantRule
    | IdentityRule
    | SumRule
    | ConstantMultipleRule
    | ProductRule
    | QuotientRule
    | ReciprocalRule
    | ElementaryRule
    | ChainRule
    | LogarithmicRule
    | PolarAngleRule
    | ExtremumRule
    | PiecewiseRule
    | RewriteRule
    | IntermediateRule
)


def parts_of(rule: Derivation) -> tuple[Derivation, ...]:
    """The derivations that a rule uses, in the order of its law.

    What is behind the name of an intermediate result is not among them: it is told by itself.
    """
    match rule:
        case ConstantRule() | IdentityRule() | ElementaryRule() | IntermediateRule():
            return ()
        case SumRule(terms=parts) | ProductRule(factors=parts):
            return parts
        case ExtremumRule(competitors=parts):
            return parts
        case ConstantMultipleRule(part=part) | ChainRule(inner=part):
            return (part,)
        case ReciprocalRule(denominator=part) | LogarithmicRule(logarithm=part):
            return (part,)
        case RewriteRule(rewritten=part):
            return (part,)
        case QuotientRule(numerator=first, denominator=second):
            return (first, second)
        case PolarAngleRule(ordinate=first, abscissa=second):
            return (first, second)
        case PiecewiseRule(cases=cases):
            return tuple(case.derivation for case in cases)
    assert_never(rule)


def rule_name(rule: Derivation) -> str:
    """The stable name under which a rule stands in JSON and in the rule book."""
    match rule:
        case ConstantRule():
            return "constant"
        case IdentityRule():
            return "identity"
        case SumRule():
            return "sum"
        case ConstantMultipleRule():
            return "constant_multiple"
        case ProductRule():
            return "product"
        case QuotientRule():
            return "quotient"
        case ReciprocalRule():
            return "reciprocal"
        case ElementaryRule(law=law):
            return name_of(law)
        case ChainRule():
            return "chain"
        case LogarithmicRule():
            return "logarithmic"
        case PolarAngleRule():
            return "atan2"
        case ExtremumRule(greatest=greatest):
            return "max" if greatest else "min"
        case PiecewiseRule():
            return "piecewise"
        case RewriteRule():
            return "rewrite"
        case IntermediateRule():
            return "intermediate"
    assert_never(rule)
