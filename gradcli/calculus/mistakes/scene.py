"""What the letters of a law stand for: numbers at one point, or SymPy's forms.

Twins are put into a derivation in either. Numbers say in a moment which of hundreds of wrong
answers is the one that was given; forms write one out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from typing import Generic, TypeVar, assert_never

import sympy
from sympy import Expr

from gradcli.calculus.numbers.duals import dual_value
from gradcli.calculus.numbers.numeric import FLOATS, OutsideRealsError, evaluate
from gradcli.calculus.rules.derivation import Differentiation
from gradcli.field import expression as ex
from gradcli.field.forms import FORMS
from gradcli.field.from_sympy import from_sympy
from gradcli.field.functions.algebra import Algebra
from gradcli.field.to_sympy import ToSympy
from gradcli.frozen import dataclass

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Scene(Generic[T]):
    """A way to calculate: with an algebra, the value of a form, of a tree, and of its slope."""

    of: Algebra[T]
    e: T
    value: Callable[[Expr], T]
    slope: Callable[[ex.Node, str], T]

    def calculate(self, formula: ex.Node, letters: Mapping[str, T]) -> T:
        """The value of a formula in letters."""
        of = self.of
        match formula:
            case ex.Number(value):
                return of.number(value)
            case ex.Constant(name):
                return self.e if name == "e" else of.pi
            case ex.Variable(name):
                return letters[name]
            case ex.Negative(operand):
                return of.negative(self.calculate(operand, letters))
            case ex.Sum(parts):
                return reduce(of.add, [self.calculate(each, letters) for each in parts])
            case ex.Product(parts):
                return reduce(of.multiply, [self.calculate(each, letters) for each in parts])
            case ex.Quotient(above, below):
                return of.divide(self.calculate(above, letters), self.calculate(below, letters))
            case ex.Power(base, exponent):
                return of.power(self.calculate(base, letters), self.calculate(exponent, letters))
            case ex.Call(function, arguments):
                return of.call(function, *(self.calculate(each, letters) for each in arguments))
            case ex.Piecewise(branches):
                # A law in pieces has a number of its own at single points, as that of sinc at 0:
                # where its formula has no value there is none to compare.
                return self.calculate(branches[0].value, letters)
        assert_never(formula)


def numbers_at(at: Mapping[str, float]) -> Scene[float]:
    """Floats, at one point.

    A form that speaks of more than the letters of the point has no value: a large function is
    derived in named parts.
    """
    known: dict[Expr, float] = {}

    def value(form: Expr) -> float:
        found = known.get(form)
        if found is None:
            found = known[form] = evaluate(_with_numbers(from_sympy(form), at), at, FLOATS)
        return found

    def slope(node: ex.Node, name: str) -> float:
        moving = {each: (number, 1.0 if each == name else 0.0) for each, number in at.items()}
        rate: float = dual_value(_with_numbers(node, at), moving)[1]
        return rate

    return Scene(FLOATS.of, FLOATS.e, value, slope)


def _with_numbers(node: ex.Node, at: Mapping[str, float]) -> ex.Node:
    if not ex.variables_of(node) <= at.keys():
        raise OutsideRealsError
    return node


def forms() -> Scene[Expr]:
    """SymPy's forms."""
    canonical = ToSympy()

    def slope(node: ex.Node, name: str) -> Expr:
        return Differentiation(canonical).derive(node, name).derivative

    def value(form: Expr) -> Expr:
        return form

    return Scene(FORMS, sympy.E, value, slope)
