"""Sums over rows: in exact rational numbers, else in forty digits.

The exact numbers are dual numbers of fractions, which use none of the rules; those of forty digits
come from the formulas of the rules. So either way a sum can be held against the other.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final, NoReturn

from gradcli.calculus.data.table import Rows
from gradcli.calculus.numbers.duals import OutsideError, Primitives, Walk, dual_roots
from gradcli.calculus.numbers.numeric import context_of, evaluate, exact_fraction, multiprecision
from gradcli.field.expression import Constant, Node, postorder

MOST_EXACT: Final = 1_000
"""Rows of which the sums are worked out exactly, or in forty digits; beyond that in floats."""

_DIGITS: Final = 40
_SHOWN: Final = 15


class IrrationalError(ArithmeticError):
    """A number on the way is not rational."""


def _irrational(*_: object) -> NoReturn:
    raise IrrationalError


RATIONALS: Final = Primitives(
    Fraction,
    math.e,
    math.pi,
    _irrational,
    _irrational,
    _irrational,
    _irrational,
    _irrational,
    _irrational,
    _irrational,
    math.floor,
)


def exact_sums(
    tree: Node, at: Mapping[str, Fraction], rows: Rows, among: Iterable[int]
) -> tuple[list[Fraction], list[int]] | None:
    """The sums of the value and of the partials by the names of `at`; None where not rational.

    Beside them the rows without a value or a rate, of which nothing is in the sums.
    """
    if any(isinstance(node, Constant) for node in postorder(tree)):
        return None
    walk = Walk.over(tree)
    totals = [Fraction(0)] * (1 + len(at))
    without: list[int] = []
    for row in among:
        given = {name: (value, 0) for name, value in rows.exact(row).items()}
        found = []
        try:
            for name in at:
                moving = {each: (value, int(each == name)) for each, value in at.items()}
                ((value, slope),) = dual_roots(walk, moving | given, RATIONALS)
                found.append(slope)
        except OutsideError:
            without.append(row)
            continue
        except IrrationalError:
            return None
        totals = [one + other for one, other in zip(totals, (value, *found), strict=True)]
    return totals, without


def decimal_sums(
    trees: Sequence[Node], at: Mapping[str, Node], rows: Rows, among: Iterable[int]
) -> list[Fraction]:
    """The sums of some formulas, in numbers of forty digits."""
    numbers, context = multiprecision(_DIGITS), context_of(_DIGITS)
    point = {name: evaluate(tree, {}, numbers) for name, tree in at.items()}
    totals = [context.mpf(0)] * len(trees)
    for row in among:
        given = {name: numbers.of.number(value) for name, value in rows.exact(row).items()}
        for place, tree in enumerate(trees):
            totals[place] += evaluate(tree, point | given, numbers)
    return [exact_fraction(each) for each in totals]


def to_decimal(number: Fraction, digits: int = _SHOWN) -> Fraction:
    """The nearest number of so many significant decimal digits."""
    return Fraction(f"{float(number):.{digits - 1}e}")


def certain_part(total: float, size: float) -> Fraction:
    """A sum of floats, as many of its digits as are certain; 0 where none is.

    `size` is the sum of the absolute values: each of them is known to some fifteen digits.
    """
    unsure = 1e-14 * size
    if not abs(total) > unsure:
        return Fraction(0)
    digits = 15 if unsure == 0 else int(math.log10(abs(total) / unsure)) + 1
    return Fraction(f"{total:.{min(digits, 15) - 1}e}")
