"""What a law is: one line of text, from which all that is printed and computed is taken.

The text is read once into trees over letters (`gradcli.field.template`). Here SymPy's forms are
put in for the letters; the narrative puts in formulas, for the law itself and for its use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from operator import itemgetter
from typing import Final, TypeAlias, assert_never

import sympy
from sympy import Expr

from gradcli.calculus.clean_up import tidy
from gradcli.field import expression as tree
from gradcli.field.expression import Condition, Node
from gradcli.field.fast_sympy import sympy_build as build
from gradcli.field.forms import CONSTRUCTORS
from gradcli.field.template import Template, of_many, read_condition, read_template
from gradcli.frozen import dataclass

WHOLE: Final = "whole"
"""Beside the letters, the name of what is differentiated: the u^n of (u^n)' = n u^(n-1)."""

Given: TypeAlias = Mapping[str, Expr]
"""What the letters of a law stand for: u, u', and the whole."""

_Computation: TypeAlias = Callable[[Given], Expr]
_MANY: Final = 16


@dataclass(frozen=True, slots=True)
class Law:
    """A law of differentiation: its stable name, and itself as a book prints it.

    `where` says where it holds, when that must be said. `of_many` is for the laws of sums and
    products: stated of two parts, u and v, they hold of any number.
    """

    name: str
    statement: str
    where: str = ""
    of_many: bool = False

    def template(self, count: int = 2) -> Template:
        """The two sides over letters, for so many parts if it is a law of many."""
        return _template(self.statement, count if self.of_many else 2)

    def condition(self) -> Condition | None:
        """Where the law holds, over the same letters."""
        return read_condition(self.where) if self.where else None

    def value(self, given: Given) -> Expr:
        """What is differentiated: the left side, without its prime."""
        return _of_left(self.statement)(given)

    def derivative(self, given: Given, count: int = 2) -> Expr:
        """What the law makes of it: the right side, for so many parts if it is a law of many."""
        if not self.of_many:
            return _of_right(self.statement)(given)
        # The laws of very many parts are long, and not kept.
        many = _of_right(self.statement, count) if count <= _MANY else None
        return (many or _computation(self.template(count)))(given)


@dataclass(frozen=True, slots=True)
class LawInWords:
    """A law that chooses among derivatives and computes nothing: its name, and itself in words."""

    name: str
    statement: str


def _template(statement: str, count: int) -> Template:
    read = read_template(statement)
    return read if count == 2 else of_many(read, count)


@lru_cache(maxsize=256)
def _of_left(statement: str) -> _Computation:
    return _computed(read_template(statement).left, None)


@lru_cache(maxsize=256)
def _of_right(statement: str, count: int = 2) -> _Computation:
    return _computation(_template(statement, count))


def _computation(template: Template) -> _Computation:
    return _computed(template.right, template.left)


def _computed(node: Node, whole: Node | None) -> _Computation:
    """How the form of one part of a law is made from those of its letters.

    What a law uses again of what it differentiates is taken as it stands: it has its form already.
    """
    if node is whole:
        return itemgetter(WHOLE)
    match node:
        case tree.Number(number):
            exact = sympy.Rational(number.numerator, number.denominator)
            return lambda _: exact
        case tree.Constant(name):
            constant = sympy.E if name == "e" else sympy.pi
            return lambda _: constant
        case tree.Variable(name):
            return itemgetter(name)
        # A minus before the whole goes to its first factor: if that is a sum, into its terms.
        case tree.Negative(tree.Quotient(above, below)):
            return _computed(tree.Quotient(tree.Negative(above), below), whole)
        case tree.Negative(tree.Product((first, *others))):
            return _computed(tree.Product((tree.Negative(first), *others)), whole)
        case tree.Negative(operand):
            return _negated(operand, whole)
        case tree.Sum(terms):
            addends = _each(terms, whole)
            return lambda given: build.total(*addends(given))
        case tree.Product(parts):
            factors = _each(parts, whole)
            return lambda given: build.product(*factors(given))
        case tree.Quotient(tree.Number(one), below) if one == 1:
            under = _computed(below, whole)
            return lambda given: build.power(under(given), build.MINUS_ONE)
        case tree.Quotient(above, below):
            over = tidy.quotient if isinstance(above, tree.Sum) else build.quotient
            top, bottom = _computed(above, whole), _computed(below, whole)
            return lambda given: over(top(given), bottom(given))
        case tree.Power(base, exponent):
            raised, to = _computed(base, whole), _computed(exponent, whole)
            if isinstance(whole, tree.Power) and whole.base is base:
                return lambda given: build.like_power(given[WHOLE], raised(given), to(given))
            return lambda given: build.power(raised(given), to(given))
        case tree.Call(function, arguments):
            # Looked up when it is called: what has no functions loads none.
            inner = _each(arguments, whole)
            return lambda given: CONSTRUCTORS[function](*inner(given))
        case tree.Piecewise():
            # A law is one formula.
            raise TypeError(node)
    assert_never(node)


def _each(parts: tuple[Node, ...], whole: Node | None) -> Callable[[Given], Iterable[Expr]]:
    """The forms of several parts; of letters alone, as most are, they are fetched in one call."""
    names = [part.name for part in parts if isinstance(part, tree.Variable) and part is not whole]
    if 1 < len(names) == len(parts):
        return itemgetter(*names)
    computed = [
        _negated(part.operand, whole) if isinstance(part, tree.Negative) else _computed(part, whole)
        for part in parts
    ]
    return lambda given: [part(given) for part in computed]


def _negated(operand: Node, whole: Node | None) -> _Computation:
    form = _computed(operand, whole)
    return lambda given: build.negate(form(given))
