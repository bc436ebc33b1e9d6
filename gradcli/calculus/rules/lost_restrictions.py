"""Restrictions that the canonical form has lost: x^2/x is x, but only where x is not 0.

SymPy cancels, and what is left is defined at points where the function as typed is not. At a point
`gradcli.calculus.domain.domain` evaluates the tree as written; this module finds the same
restrictions for formulas.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

import sympy
from sympy import Expr, Mul

from gradcli.field.expression import Call, Node, Power, Quotient, postorder, variables_of
from gradcli.field.fast_sympy.heads import head, is_exponential
from gradcli.field.fast_sympy.sympy_build import HALF, apply, begins_with_minus, power
from gradcli.field.forms import parts_of_forms
from gradcli.field.scalar_field import ScalarField


class Restriction(Enum):
    """What the function as typed asks of an argument."""

    NOT_ZERO = auto()  # it is divided by
    POSITIVE = auto()  # its logarithm is taken
    NOT_NEGATIVE = auto()  # an even root of it is taken
    FRACTIONAL_POWER = auto()  # it is raised to a power that is no whole number: x^(1/3)


@dataclass(frozen=True, slots=True)
class Lost:
    """`argument` is restricted in the function as typed, and free in its canonical form."""

    argument: Expr
    restriction: Restriction


def lost_restrictions(field: ScalarField) -> tuple[Lost, ...]:
    """The restrictions on the variables that the canonical form no longer shows.

    Restrictions that every real number satisfies are left out: x^2 + 1 is never 0.
    """
    whole = parts_of_forms([field.expression])
    powers = [part for part in whole if part.is_Pow]
    below = {power.base for power in powers if begins_with_minus(power.exp)}
    rooted = {power.base for power in powers if not power.exp.is_Integer}
    logarithms = {part.args[0] for part in whole if head(part) == "log"}
    lost: dict[tuple[Expr, Restriction], None] = {}
    for node in postorder(field.tree):
        for argument, restriction in _asked(node, field):
            match restriction:
                case Restriction.NOT_ZERO:
                    kept = argument in below or argument.is_nonzero or argument in logarithms
                case Restriction.POSITIVE:
                    kept = argument in logarithms or argument.is_positive
                case Restriction.NOT_NEGATIVE | Restriction.FRACTIONAL_POWER:
                    kept = argument in rooted or argument in logarithms or argument.is_nonnegative
            if not kept:
                lost[argument, restriction] = None
    return tuple(Lost(argument, restriction) for argument, restriction in lost)


def _asked(node: Node, field: ScalarField) -> Iterator[tuple[Expr, Restriction]]:
    match node:
        case Quotient(_, denominator) if variables_of(denominator):
            for factor in Mul.make_args(field.canonical(denominator)):
                if factor.free_symbols and not is_exponential(factor):
                    yield (factor.base if factor.is_Pow else factor), Restriction.NOT_ZERO
        case Power(base, exponent) if variables_of(base):
            degree = field.canonical(exponent)
            if degree.is_Integer and degree < 0:
                yield field.canonical(base), Restriction.NOT_ZERO
            elif degree.is_Rational and not degree.is_Integer:
                for argument, restriction in _of_even_root(field.canonical(base)):
                    is_even = degree.q % 2 == 0
                    yield argument, restriction if is_even else Restriction.FRACTIONAL_POWER
        case Call("log", (argument, *_)) if variables_of(argument):
            for logarithm in parts_of_forms([apply(sympy.log, field.canonical(argument))]):
                if head(logarithm) == "log" and logarithm.free_symbols:
                    yield logarithm.args[0], Restriction.POSITIVE
            form = parts_of_forms([field.canonical(node)])
            if not any(head(part) == "log" for part in form):
                yield field.canonical(argument), Restriction.POSITIVE
        case Call("sqrt", (radicand,)) if variables_of(radicand):
            yield from _of_even_root(field.canonical(radicand))


def _of_even_root(radicand: Expr) -> Iterator[tuple[Expr, Restriction]]:
    for part in parts_of_forms([power(radicand, HALF)]):
        if part.is_Pow and not part.exp.is_Integer and part.free_symbols:
            yield part.base, Restriction.NOT_NEGATIVE
