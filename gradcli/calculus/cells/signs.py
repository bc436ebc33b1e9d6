"""The signs of pieces in a cell: by their expansions, by their make, by what is known there."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Final

import sympy
from sympy import Expr, Integer

from gradcli.calculus.cells.parts import (
    Part,
)
from gradcli.calculus.cells.pieces import LostError, Pieces, SplitError, lose
from gradcli.calculus.limits.expansion import (
    Expansion,
    UniformSign,
    negative,
    sign_near,
)
from gradcli.calculus.limits.growth import is_positive_sum
from gradcli.calculus.limits.uniform_sign import factors_of
from gradcli.calculus.numbers.constants import Sign, sign_of
from gradcli.field import expression as ex
from gradcli.field.size import size

LARGEST: Final = 60  # nodes of a form that is factored
HIGHEST: Final = 12  # its degree
_RISING: Final = frozenset({"atan", "tanh", "asinh", "erf"})
_SIGN_OF: Final = MappingProxyType(
    {UniformSign.POSITIVE: 1, UniformSign.ZERO: 0, UniformSign.NEGATIVE: -1}
)


class CellSigns:
    """The signs in a cell, where those of some forms are given."""

    __slots__ = ("_known", "_pieces")

    def __init__(self, pieces: Pieces, known: Mapping[Expr, int]) -> None:
        self._pieces = pieces
        self._known = known

    def sign(self, part: Part) -> int:
        """-1, 0 or 1. Raises `SplitError` where that depends on a sign that is not known yet."""
        if part.range.low > 0:
            return 1
        if part.range.high < 0:
            return -1
        if part.expansion is not None:
            found = _SIGN_OF.get(sign_near(part.expansion, self._pieces.signs))
            if found is not None:
                return found
        return self._by_structure(part)

    def order_by_the_larger(self, over: Expr, under: Expr) -> Fraction | None:
        """The order of a quotient such as y^3/x where |y| < |x|: it is at most y^2.

        At the origin alone, of polynomials.
        """
        symbols, orders = self._pieces.symbols, list[Fraction]()
        base, exponent = under.as_coeff_Mul()[1].as_base_exp()
        if base not in symbols or any(self._pieces.near.point):
            return None
        smaller = [letter != base and self._is_positive(base**2 - letter**2) for letter in symbols]
        for powers in sympy.Poly(over, *symbols).monoms():
            of_base = powers[symbols.index(base)]
            if of_base + sum(n for n, less in zip(powers, smaller, strict=True) if less) < exponent:
                return None
            orders.append(Fraction(sum(powers) - int(exponent)))
        return min(orders)

    def _is_positive(self, form: Expr) -> bool:
        """Whether it is known, without more signs, that a polynomial is above 0."""
        try:
            return self._of_polynomial(form) > 0
        except (SplitError, LostError):
            return False

    def _by_structure(self, part: Part) -> int:
        node = part.node
        match node:
            case ex.Negative(operand):
                return -self.sign(self._pieces.parts[operand])
            case ex.Product(factors):
                whole = 1
                for factor in factors:
                    whole *= self.sign(self._pieces.parts[factor])
                    if whole == 0:
                        break
                return whole
            case ex.Quotient(above, below):
                return self.sign(self._pieces.parts[above]) * self.sign(self._pieces.parts[below])
            case ex.Power(base, exponent):
                power = self._pieces.rational(self._pieces.parts[exponent])
                if power is not None:
                    sign = self.sign(self._pieces.parts[base])
                    # A root is taken of what is not negative.
                    return sign**power.numerator if power.denominator == 1 and sign else sign
            case ex.Call("exp"):
                return 1
            case ex.Call("sqrt" | "root", (argument, *_)):
                return self.sign(self._pieces.parts[argument])
            case ex.Call(function, (argument,)) if function in _RISING:
                return self.sign(self._pieces.parts[argument])
            case ex.Call("sin", (argument,)):
                inner = self._pieces.parts[argument]
                if inner.range.low > -3 and inner.range.high < 3:
                    return self.sign(inner)
            case ex.Call("log", (argument,)):
                return self.sign(
                    self._pieces.minus(self._pieces.parts[argument], self._pieces.number(1))
                )
            case ex.Sum(terms):
                parts = [self._pieces.parts[term] for term in terms]
                parts = [each for each in parts if not each.is_zero]
                if len(parts) == 1:
                    return self.sign(parts[0])
                known = {self._quiet(each) for each in parts} - {0}
                if None not in known and len(known) < 2:
                    return next(iter(known), 0) or 0
        return self._by_form(part)

    def _quiet(self, part: Part) -> int | None:
        """The sign, if nothing more has to be known for it."""
        try:
            return self.sign(part) if not isinstance(part.node, ex.Sum) else None
        except SplitError:
            return None

    def _by_form(self, part: Part) -> int:
        form = self._pieces.form(part.node)
        if size(form) > LARGEST:
            lose()
        symbols = self._pieces.symbols
        if not form.free_symbols:
            sign = sign_of(form)
            return int(sign.value) if sign is not Sign.UNDECIDED else lose()
        if form.is_polynomial(*symbols):
            return self._of_polynomial(form)
        if form.is_rational_function(*symbols):
            above, below = sympy.fraction(sympy.together(form))
            return self._of_polynomial(above) * self._of_polynomial(below)
        form = sympy.expand(form)
        return self._of_polynomial(form) if form.is_polynomial(*symbols) else self._atom(form)

    def _of_polynomial(self, form: Expr) -> int:
        """The sign of a polynomial by those of its factors."""
        if not form.free_symbols:
            sign = sign_of(form)
            return int(sign.value) if sign is not Sign.UNDECIDED else lose()
        if sympy.Poly(form, *self._pieces.symbols).total_degree() > HIGHEST:
            return self._atom(form)
        content, factors = factors_of(form, self._pieces.symbols)
        if not factors:
            return self._atom(form)
        whole = sign_of(content)
        product = int(whole.value) if whole is not Sign.UNDECIDED else lose()
        for base, exponent in factors:
            product *= self.of_factor(base) ** int(exponent)
        return product

    def of_factor(self, form: Expr) -> int:
        """The sign of a polynomial that has no factors."""
        found = self._pieces.expansion_of_polynomial(form)
        known = _SIGN_OF.get(sign_near(found, self._pieces.signs)) if found is not None else None
        if known is None and found is not None and len(self._pieces.names) > 1:
            whole = Expansion(tuple(self._pieces.homogeneous(form)))
            for sense in (1, -1):
                if is_positive_sum(whole if sense > 0 else negative(whole), self._pieces.names):
                    return sense
        return known if known is not None else self._atom(form)

    def _atom(self, form: Expr) -> int:
        try:
            turned = form.could_extract_minus_sign()
        except OverflowError:
            # SymPy would work out the digits of e^(10^400).
            lose()
        form = -form if turned else form
        known = self._known.get(form)
        if known is None:
            known = self._by_what_is_known(form)
        if known is None:
            raise SplitError(form)
        return -known if turned else known

    def _by_what_is_known(self, form: Expr) -> int | None:
        """The sign of g + r, where g has a known sign and r none against it."""
        if not form.is_polynomial(*self._pieces.symbols):
            return self._by_a_variable(form)
        for other, sign in self._known.items():
            for sense in (1, -1):
                rest = sympy.expand(form - sense * other)
                if rest == 0:
                    return sense * sign
                if sign != 0 and self._sign_of_product(rest) in (0, sense * sign):
                    return sense * sign
        return None

    def _sign_of_product(self, form: Expr) -> int | None:
        """The sign of a polynomial by the known signs of its factors."""
        content, factors = factors_of(form, self._pieces.symbols)
        if not factors:
            return None
        whole = sign_of(content)
        if whole is Sign.UNDECIDED:
            return None
        product = int(whole.value)
        for base, exponent in factors:
            if exponent % 2 == 0:
                # It may be 0, which is as good as either sign for a sum.
                product *= 0 if self._known.get(base) == 0 else 1
                continue
            found = self._pieces.expansion_of_polynomial(base)
            known = self._known.get(base)
            if known is None and found is not None:
                known = _SIGN_OF.get(sign_near(found, self._pieces.signs))
            if known is None:
                return None
            product *= known
        return product

    def _by_a_variable(self, form: Expr) -> int | None:
        """The sign of a smooth N that is 0 wherever a variable is: N/x is smooth (Hadamard)."""
        pieces = self._pieces
        if len(pieces.names) == 1:
            return None
        for place, letter in enumerate(pieces.symbols):
            if pieces.near.point[place] != 0 or form.xreplace({letter: Integer(0)}) != 0:
                continue
            side = self._known.get(letter)
            found = pieces.divided(form, place)
            sign = None if found is None else _SIGN_OF.get(sign_near(found, pieces.signs))
            if sign is None:
                continue
            if side is None:
                raise SplitError(letter)
            return side * sign
        return None
