"""The pieces of a function in one cell, each made once, with what is known of it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NoReturn

import sympy
from sympy import Expr, Integer

from gradcli.calculus.cells.parts import (
    Part,
    expanded,
    part_of,
)
from gradcli.calculus.domain.domain import (
    FaultError,
    TooLargeError,
    UnsureError,
    evaluate_exactly,
)
from gradcli.calculus.limits.expand import expand
from gradcli.calculus.limits.expanded_functions import algebra_of
from gradcli.calculus.limits.expansion import (
    Expansion,
    NoExpansionError,
    Obstruction,
    Signs,
    add,
    collected,
    constant,
    remainder,
)
from gradcli.calculus.limits.limits import Neighbourhood
from gradcli.field.expression import (
    Negative,
    Node,
    Number,
    Sum,
    Variable,
    operands,
    postorder,
    variables_of,
)
from gradcli.field.from_sympy import UnrealError, from_sympy
from gradcli.field.substitution import with_parts
from gradcli.field.to_sympy import ToSympy, symbol


class SplitError(ArithmeticError):
    """A sign has to be known before it can go on."""

    def __init__(self, form: Expr) -> None:
        super().__init__(form)
        self.form = form


class NoValueError(ArithmeticError):
    """The function has no value in the cell."""


class LostError(ArithmeticError):
    """It cannot be followed."""


def lose() -> NoReturn:
    """Give up."""
    raise LostError


class Pieces:
    """The trees that are made in a cell, and what is known of each."""

    __slots__ = (
        "_algebra",
        "_made",
        "_start",
        "form",
        "names",
        "near",
        "parts",
        "signs",
        "symbols",
    )

    def __init__(self, near: Neighbourhood, names: tuple[Expr, ...], signs: Signs) -> None:
        self.near = near
        self.symbols = tuple(symbol(name) for name in near.variables)
        self.names = names
        self.signs = signs
        self.form = ToSympy()
        self.parts: dict[Node, Part] = {}
        self._algebra = algebra_of(signs)
        self._made: dict[tuple[object, ...], Node] = {}
        self._start = {
            name: add(constant(value), Expansion(((Fraction(1), letter),)), signs)
            for name, value, letter in zip(near.variables, near.point, names, strict=True)
        }

    def rational(self, part: Part) -> Fraction | None:
        """The rational number that a piece is."""
        if variables_of(part.node):
            return None
        form = self.form(part.node)
        return Fraction(int(form.p), int(form.q)) if form.is_Rational else None

    def number(self, value: int) -> Part:
        """A whole number."""
        node: Node = Number(Fraction(abs(value)))
        return self.plain(node, ()) if value >= 0 else self.negative(self.plain(node, ()))

    def plain(self, node: Node, parts: tuple[Part, ...]) -> Part:
        """The operation itself."""
        whole = self._build(node, parts)
        known = self.parts.get(whole)
        if known is not None:
            return known
        if isinstance(whole, Variable):
            made = expanded(whole, self._start[whole.name], self.signs)
        else:
            try:
                made = part_of(whole, parts, self._algebra, self.signs)
            except NoExpansionError as error:
                assert error.trouble is Obstruction.NOWHERE
                raise NoValueError from None
        self.parts[whole] = made
        return made

    def _build(self, node: Node, parts: tuple[Part, ...]) -> Node:
        nodes = tuple(part.node for part in parts)
        before = operands(node)
        if all(new is old for new, old in zip(nodes, before, strict=True)):
            return node
        kind: tuple[object, ...] = (node, *nodes)
        made = self._made.get(kind)
        if made is None:
            made = self._made[kind] = with_parts(node, dict(zip(before, nodes, strict=True)))
        return made

    def swing(self) -> Variable:
        """A letter for a number of which is known that it stays between two others."""
        # No variable of a reader has a space in its name.
        name = f"swing {len(self._start)}"
        self._start[name] = remainder(Fraction(0))
        return Variable(name)

    def negative(self, part: Part) -> Part:
        """-u."""
        return self.plain(Negative(part.node), (part,))

    def minus(self, one: Part, other: Part) -> Part:
        """u - v."""
        if one.node is other.node:
            return self.number(0)
        if other.is_zero:
            return one
        key: tuple[object, ...] = ("-", one.node, other.node)
        made = self._made.get(key)
        turned = self.negative(other)
        if made is None:
            made = self._made[key] = Sum((one.node, turned.node))
        return self.plain(made, (one, turned))

    def limit_of(self, u: Part) -> Expr | None:
        """The limit, the same in every direction; None where none is seen."""
        found = u.expansion
        if found is None or found.start < 0 or (found.order is not None and found.order <= 0):
            return None
        value = dict(found.terms).get(Fraction(0), Integer(0))
        return None if value.free_symbols else value

    def divided(self, form: Expr, place: int) -> Expansion | None:
        """The expansion of N/x, for a smooth N that is 0 where the variable x at that place is."""
        at = dict(zip(self.near.variables, self.near.point, strict=True))
        try:
            tree = from_sympy(form)
            if evaluate_exactly(tree, at).rough:
                return None
            found = expand(
                tree,
                self.near.variables,
                self.near.point,
                self.names,
                (1,) * len(self.names),
                self.signs,
            )
        except (FaultError, UnsureError, TooLargeError, UnrealError, NoExpansionError):
            return None
        return self.divided_by(found, self.names[place])

    def divided_by(self, found: Expansion, linear: Expr) -> Expansion | None:
        """The expansion over a linear form that divides each of its terms."""
        terms: list[tuple[Fraction, Expr]] = []
        for exponent, coefficient in found.terms:
            if not coefficient.is_polynomial(*self.names):
                return None
            quotient, rest = sympy.div(coefficient, linear, *self.names)
            if rest != 0:
                return None
            terms.append((exponent - 1, quotient))
        return collected(terms, None if found.order is None else found.order - 1, self.signs)

    def expansion_of_polynomial(self, form: Expr) -> Expansion | None:
        """The expansion of a form that is a polynomial; None of any other."""
        if not form.is_polynomial(*self.symbols):
            return None
        return collected(self.homogeneous(form), None, self.signs)

    def homogeneous(self, form: Expr) -> Sequence[tuple[Fraction, Expr]]:
        """The homogeneous parts of a polynomial in the step from the point, by their degrees."""
        return _homogeneous(form, self.symbols, self.names, self.near.point)

    def of_polynomial(self, form: Expr) -> Part | None:
        """The piece that a polynomial is; None for any other form."""
        found = self.expansion_of_polynomial(form)
        if found is None:
            return None
        return self._follow_known(form, found)

    def _follow_known(self, form: Expr, found: Expansion) -> Part:
        node = from_sympy(form)
        for inner in postorder(node):
            if inner not in self.parts:
                self.parts[inner] = self.plain(
                    inner, tuple(self.parts[part] for part in operands(inner))
                )
        made = expanded(node, found, self.signs)
        self.parts[node] = made
        return made


# Cell by cell the same few forms are asked for again.
@lru_cache(maxsize=1024)
def _homogeneous(
    form: Expr, symbols: tuple[Expr, ...], steps: tuple[Expr, ...], point: tuple[Expr, ...]
) -> Sequence[tuple[Fraction, Expr]]:
    moved = form.xreplace({each: at + each for each, at in zip(symbols, point, strict=True)})
    parts: dict[int, list[Expr]] = {}
    for monomial, coefficient in sympy.Poly(sympy.expand(moved), *symbols).terms():
        powers = (letter**n for letter, n in zip(steps, monomial, strict=True))
        parts.setdefault(sum(monomial), []).append(sympy.Mul(coefficient, *powers))
    return tuple(
        (Fraction(degree), total)
        for degree, terms in sorted(parts.items())
        if (total := sympy.Add(*terms)) != 0
    )
