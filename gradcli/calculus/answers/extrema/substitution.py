"""Two equations, one of which gives a variable by the other one, and what the second then says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import sympy
from sympy import Expr, Poly, Symbol

from gradcli.calculus.extrema.solve import is_polynomial, solved_for
from gradcli.frozen import dataclass

_MOST_TERMS: Final = 4
_LARGEST_DEGREE: Final = 9


@dataclass(frozen=True, slots=True, eq=False)
class Substitution:
    """Equation number `place` says `name` = `value`; put into the other one, `left` = 0."""

    place: int
    name: Symbol
    value: Expr
    left: Expr

    @property
    def factored(self) -> Expr:
        """The polynomial of one variable as a product over the rational numbers."""
        return sympy.factor(self.left)


def substitution(equations: Sequence[Expr], variables: Sequence[Symbol]) -> Substitution | None:
    """The one with the lowest degree; None where no polynomial equation gives a variable."""
    if len(equations) != 2 or len(variables) != 2:
        return None
    if not all(is_polynomial(each, variables) for each in equations):
        return None
    found = list(_all(equations, variables))
    return min(found, key=_difficulty) if found else None


def _all(equations: Sequence[Expr], variables: Sequence[Symbol]) -> Iterator[Substitution]:
    for place, equation in enumerate(equations):
        other = sympy.expand(equations[1 - place])
        for name, value in solved_for(sympy.expand(equation), variables):
            (rest,) = (each for each in variables if each != name)
            degrees = sympy.degree(value, rest), sympy.degree(other, name)
            short = len(value.as_ordered_terms()) <= _MOST_TERMS
            if not other.has(name) or not short or degrees[0] * degrees[1] > _LARGEST_DEGREE:
                continue
            put_in = Poly(other.xreplace({name: value}), rest)
            if put_in.degree() > 0:
                whole = put_in.clear_denoms(convert=True)[1].primitive()[1]
                left = whole if whole.LC() > 0 else -whole
                yield Substitution(place, name, value, left.as_expr())


def _difficulty(each: Substitution) -> tuple[int, bool, int]:
    (rest,) = each.left.free_symbols
    terms = each.value.as_ordered_terms()
    whole = all(term.as_coeff_Mul()[0].is_Integer for term in terms)
    return int(sympy.degree(each.left, rest)), not whole, len(terms)
