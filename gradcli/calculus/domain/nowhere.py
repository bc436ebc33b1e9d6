"""Functions that have no real value anywhere, or none with a neighbourhood: proved, or not said.

Every piece is enclosed for all points at once (`ranges`). Where no number of the range is as an
operation requires it, as in ln(-x^2) or asin(2 + x^2), the piece has no value at any point, and
what is made of it has none; a piecewise function has none if no piece of it has.

Where the range only touches what is required, as in sqrt(-x^2), the piece is real where its
argument *equals* one number. If the argument is analytic on all of R^n and not constant, that is
so on a closed set without interior only (the identity theorem; Krantz and Parks, A Primer of Real
Analytic Functions, 1.2), finitely many such sets have no interior together, and there is nothing
to differentiate.
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import reduce
from typing import Any, Final

from sympy import Expr, Rational

from gradcli.calculus.domain.domain import constant_faults
from gradcli.calculus.domain.ranges import (
    EVERYTHING,
    Range,
    around,
    exactly,
    image,
    inverse,
    is_outside,
    opposite,
    plus,
    times,
    touched,
    whole_power,
)
from gradcli.calculus.numbers.constants import Sign, enclosure, sign_of
from gradcli.calculus.numbers.numeric import exact_fraction
from gradcli.field import expression as ex
from gradcli.field.functions import FUNCTIONS
from gradcli.field.functions.record import Requirement, Zeros
from gradcli.field.size import size
from gradcli.field.to_sympy import ToSympy

# Where an analytic function is asked whether it is constant.
_SAMPLES: Final = tuple(Rational(above, 97) for above in (31, 113, -58))
_LARGEST: Final = 200  # nodes of a constant
_LARGEST_EXPONENT: Final = 400  # binary


class Nowhere:
    """What has no real value with a neighbourhood: each piece, and the piece that is to blame."""

    __slots__ = ("_canonical", "_entire", "_ranges", "_varying", "blamed")

    def __init__(self, tree: ex.Node, canonical: ToSympy) -> None:
        self._canonical = canonical
        self._ranges: dict[ex.Node, Range] = {}
        self._entire: set[ex.Node] = set()
        self._varying: set[ex.Node] = set()
        self.blamed: dict[ex.Node, ex.Node] = {
            node: fault.piece for node, fault in constant_faults(tree).items()
        }
        for node in ex.postorder(tree):
            self._look_at(node)

    def _look_at(self, node: ex.Node) -> None:
        ranges = self._ranges
        if isinstance(node, ex.Variable) or not self._varying.isdisjoint(ex.operands(node)):
            self._varying.add(node)
        if node not in self.blamed:
            blamed = self._blamed(node)
            if blamed is not None:
                self.blamed[node] = blamed
        if self._is_entire(node):
            self._entire.add(node)
        if isinstance(node, ex.Piecewise):
            left = [branch.value for branch in node.branches if branch.value not in self.blamed]
            ranges[node] = around([ranges[value] for value in left]) if left else EVERYTHING
        elif node in self.blamed:
            ranges[node] = EVERYTHING  # no form is made of it: SymPy compares what 1/0 is in it
        else:
            ranges[node] = self._range(node, [ranges[part] for part in ex.operands(node)])

    def _blamed(self, node: ex.Node) -> ex.Node | None:
        """The piece because of which the node is real nowhere, if that is seen."""
        if isinstance(node, ex.Piecewise):
            found = [self.blamed.get(branch.value) for branch in node.branches]
            return found[0] if None not in found else None
        for part in ex.operands(node):
            if part in self.blamed:
                return self.blamed[part]
        if isinstance(node, ex.Call) and node.function == "root" and self._has_no_degree(node):
            return node
        asked = self._asked(node)
        if asked is None:
            return None
        argument, requirement = asked
        if is_outside(self._ranges[argument], requirement):
            return node
        number = touched(self._ranges[argument], requirement)
        return node if number is not None and self._is_rarely(argument, number) else None

    def _has_no_degree(self, root: ex.Call) -> bool:
        """Whether the constant degree of a root is seen to be none of 1, 2, 3, ..."""
        degree = root.arguments[1]
        if degree in self._varying:
            return False
        low, high = self._ranges[degree].low, self._ranges[degree].high
        if high < 1:
            return True
        bounded = not (isinstance(low, float) or isinstance(high, float))
        return bounded and math.floor(high) < math.ceil(low)

    def _is_rarely(self, node: ex.Node, number: Fraction) -> bool:
        """Whether `node` equals `number` on a set without interior, whose closure has none."""
        if node in self._entire:
            return self._differs(node, number)
        match node:
            case ex.Negative(operand):
                return self._is_rarely(operand, -number)
            case ex.Product(factors) if number == 0:
                return all(self._is_rarely(factor, number) for factor in factors)
            case ex.Quotient(numerator, _) if number == 0:
                return self._is_rarely(numerator, number)
            case ex.Power(base, _) if number == 0:
                # Where a power is 0 its base is.
                return self._is_positive_constant(base) or self._is_rarely(base, number)
            case ex.Call(function, (argument, *_)) if number == 0:
                zeros = FUNCTIONS[function].zeros
                return zeros is Zeros.NEVER or (
                    zeros is Zeros.WITH_ARGUMENT and self._is_rarely(argument, number)
                )
        return False

    def _is_positive_constant(self, node: ex.Node) -> bool:
        return node not in self._varying and self._ranges[node].low > 0

    def _differs(self, node: ex.Node, number: Fraction) -> bool:
        """Whether the node has another value than `number` at some point."""
        names = sorted(ex.variables_of(node))
        for start in range(len(_SAMPLES)):
            at = ToSympy(
                {name: _SAMPLES[(start + k) % len(_SAMPLES)] for k, name in enumerate(names)}
            )
            rest = at(node) - Rational(number.numerator, number.denominator)
            if sign_of(rest) in (Sign.POSITIVE, Sign.NEGATIVE):
                return True
        return False

    def _is_entire(self, node: ex.Node) -> bool:
        """Whether the node is seen to be analytic on all of R^n."""
        entire = self._entire
        if node not in self._varying or isinstance(node, ex.Variable):
            return True
        match node:
            case ex.Negative() | ex.Sum() | ex.Product():
                return entire.issuperset(ex.operands(node))
            case ex.Quotient(numerator, denominator):
                # A quotient by 0 has been blamed before.
                below = self._ranges[denominator]
                apart = denominator not in self._varying or below.low > 0 or below.high < 0
                return apart and entire.issuperset((numerator, denominator))
            case ex.Power(base, ex.Number(exponent)) if exponent.denominator == 1:
                return base in entire
            case ex.Power(base, exponent):
                return self._is_positive_constant(base) and exponent in entire
            case ex.Call(function, (argument,)):
                return FUNCTIONS[function].is_entire and argument in entire
        return False

    def _asked(self, node: ex.Node) -> tuple[ex.Node, Requirement] | None:
        """The argument of which an operation asks something, and what."""
        match node:
            case ex.Quotient(_, denominator):
                return denominator, Requirement.NOT_ZERO
            case ex.Power(base, exponent):
                form = self._canonical(exponent)
                if exponent in self._varying or (form.is_Rational and not form.is_Integer):
                    return base, Requirement.NOT_NEGATIVE
                return (base, Requirement.NOT_ZERO) if form.is_Integer and form < 0 else None
            case ex.Call("root", (radicand, ex.Number(degree))) if degree % 2 == 0:
                return radicand, Requirement.NOT_NEGATIVE
            case ex.Call(function, (argument,)):
                domain = FUNCTIONS[function].domain
                return None if domain is None else (argument, domain.requirement)
        return None

    def _range(self, node: ex.Node, parts: list[Range]) -> Range:
        form = self._canonical(node)
        if form.is_Rational:
            return exactly(Fraction(int(form.p), int(form.q)))
        if node not in self._varying:
            return _enclosed(form)
        match node:
            case ex.Negative():
                return opposite(parts[0])
            case ex.Sum():
                return reduce(plus, parts)
            case ex.Product():
                return reduce(times, parts)
            case ex.Quotient():
                return times(parts[0], inverse(parts[1]))
            case ex.Power(_, exponent):
                return _power(parts[0], self._canonical(exponent))
            case ex.Call(function):
                return image(function, parts)
        return EVERYTHING


def _power(base: Range, exponent: Expr) -> Range:
    if exponent.is_Integer and exponent > 0:
        return whole_power(base, int(exponent))
    if exponent.is_Integer and exponent < 0:
        return inverse(whole_power(base, -int(exponent)))
    if exponent.is_Rational or exponent.free_symbols:
        # Such a power is one of a number that is not negative.
        return Range(Fraction(0), math.inf)
    return EVERYTHING


def _enclosed(form: Expr) -> Range:
    """The rational numbers next to a constant."""
    ends = None if size(form, _LARGEST) == _LARGEST else enclosure(form, 25)
    low, high = (None, None) if ends is None else (_fraction(end) for end in ends)
    return EVERYTHING if low is None or high is None else Range(low, high)


def _fraction(end: Any) -> Fraction | None:
    """An mpmath number as a fraction, unless it is infinite or of astronomical size."""
    return None if abs(end._mpf_[2]) > _LARGEST_EXPONENT else exact_fraction(end)
