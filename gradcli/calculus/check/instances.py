"""Checks of what holds for every value of some constants: numbers are put in for them.

Two draws of rational numbers; what is wrong for one value of a constant is wrong as it is written.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final, TypeAlias

from sympy import Expr, Rational, Symbol

from gradcli.field.expression import Number
from gradcli.field.scalar_field import ScalarField
from gradcli.field.to_sympy import symbol

_DRAWS: Final = 2

PutIn: TypeAlias = Callable[[Expr], Expr]
"""A formula with the numbers in the place of the constants."""


def for_constants(
    field: ScalarField,
    claim: Callable[[ScalarField, PutIn], bool | None],
    *,
    seed: int = 20260101,
) -> bool | None:
    """Whether a claim about `field` was confirmed, with numbers for its constants.

    None where none of the draws could tell (the function has no value with these numbers).
    """
    if not field.held:
        return claim(field, lambda formula: formula)
    draw = random.Random(seed)
    answers: list[bool | None] = []
    for _ in range(_DRAWS):
        numbers = {name: Fraction(draw.randint(30, 250), 100) for name in field.held}
        values = {
            symbol(name): Rational(number.numerator, number.denominator)
            for name, number in numbers.items()
        }
        bound = field.with_let({name: Number(number) for name, number in numbers.items()})
        answers.append(claim(bound, _putting_in(values)))
    if False in answers:
        return False
    return True if True in answers else None


def _putting_in(values: Mapping[Symbol, Expr]) -> PutIn:
    def put_in(formula: Expr) -> Expr:
        done: Expr = formula.xreplace(values)
        return done

    return put_in
