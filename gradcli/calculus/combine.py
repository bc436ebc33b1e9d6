"""Products and sums of very many parts, put together without being put in order.

SymPy sorts the parts of a product by comparing them to their depths: for a thousand functions
inside one another that is n^3 comparisons, and for the thousand products of a thousand factors
that the product rule makes it is as bad. Nobody reads such a result for its order. Few parts are
left to SymPy, which collects like powers and like terms.
"""

from __future__ import annotations

from typing import Final

import sympy
from sympy import Add, Expr, Mul
from sympy.core.parameters import global_parameters

MANY: Final = 64


def product(*factors: Expr) -> Expr:
    """The product of the factors."""
    parts = [part for factor in factors for part in Mul.make_args(factor)]
    if len(parts) <= MANY and global_parameters.evaluate:
        return Mul(*factors) if len(factors) != 2 else factors[0] * factors[1]
    number = sympy.S.One
    others: list[Expr] = []
    for part in parts:
        if part.is_Number:
            number *= part
        else:
            others.append(part)
    bases = {_base(part) for part in others}
    if number == 0 or len(bases) < len(others):
        return Mul(*factors)
    return Mul._from_args([number, *others] if number != 1 or not others else others)


def _base(factor: Expr) -> Expr:
    """What makes factors alike: x in x^2, and e in every exponential."""
    if isinstance(factor, sympy.exp):
        return sympy.E
    return factor.base if factor.is_Pow else factor


def total(*terms: Expr) -> Expr:
    """The sum of the terms."""
    long = [term for term in terms if len(term.args) > MANY]
    if len(long) < len(terms) or len(terms) <= MANY or len(set(terms)) < len(terms):
        return Add(*terms)
    return Add._from_args(list(terms))
