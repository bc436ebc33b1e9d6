"""The signs of pieces in a cell: by their expansions, by their make, by what is known there."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import sympy
from sympy import Expr

from gradcli.calculus.cells.parts import (
    Part,
)
from gradcli.calculus.cells.pieces import Pieces, SplitError, lose
from gradcli.calculus.limits.expansion import (
    Expansion,
    UniformSign,
    negative,
    sign_near,
)
from gradcli.calculus.limits.growth import is_positive_sum
from gradcli.calculus.numbers.constants import Sign, sign_of
from gradcli.field.expression import (
    Call,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
)
from gradcli.field.size import size

_LARGEST: Final = 60  # nodes of a form that is factored
_HIGHEST: Final = 8  # degree
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

    def _by_structure(self, part: Part) -> int:
        node = part.node
        match node:
            case Negative(operand):
                return -self.sign(self._pieces.parts[operand])
            case Product(factors):
                whole = 1
                for factor in factors:
                    whole *= self.sign(self._pieces.parts[factor])
                    if whole == 0:
                        break
                return whole
            case Quotient(above, below):
                return self.sign(self._pieces.parts[above]) * self.sign(self._pieces.parts[below])
            case Power(base, Number(exponent)):
                sign = self.sign(self._pieces.parts[base])
                return sign**exponent.numerator if exponent.denominator == 1 and sign else sign
            case Call("exp"):
                return 1
            case Call("sqrt" | "root", (argument, *_)):
                return self.sign(self._pieces.parts[argument])
            case Call(function, (argument,)) if function in _RISING:
                return self.sign(self._pieces.parts[argument])
            case Call("sin", (argument,)):
                inner = self._pieces.parts[argument]
                if inner.range.low > -3 and inner.range.high < 3:
                    return self.sign(inner)
            case Call("log", (argument,)):
                return self.sign(
                    self._pieces.minus(self._pieces.parts[argument], self._pieces.number(1))
                )
            case Sum(terms):
                signs = [self._quiet(self._pieces.parts[term]) for term in terms]
                known = {sign for sign in signs if sign != 0}
                if None not in known and len(known) < 2:
                    return next(iter(known)) or 0 if known else 0
        return self._by_form(part)

    def _quiet(self, part: Part) -> int | None:
        try:
            return self.sign(part) if not isinstance(part.node, Sum) else None
        except SplitError:
            return None

    def _by_form(self, part: Part) -> int:
        form = self._pieces.form(part.node)
        if size(form) > _LARGEST:
            lose()
        symbols = self._pieces.symbols
        if not form.free_symbols:
            sign = sign_of(form)
            return int(sign.value) if sign is not Sign.UNDECIDED else lose()
        if not form.is_polynomial(*symbols):
            form = sympy.expand(form)
            if not form.is_polynomial(*symbols):
                return self._atom(form)
        poly = sympy.Poly(form, *symbols)
        if poly.total_degree() > _HIGHEST or not (poly.domain.is_ZZ or poly.domain.is_QQ):
            return self._atom(form)
        content, factors = sympy.factor_list(form, *symbols)
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
        turned = form.could_extract_minus_sign()
        form = -form if turned else form
        known = self._known.get(form)
        if known is None:
            raise SplitError(form)
        return -known if turned else known
