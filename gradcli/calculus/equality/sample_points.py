"""Points with rational coordinates at which two formulas are looked at."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice, product
from typing import Final

from sympy import Expr, Rational

from gradcli.field import expression as ex
from gradcli.field.to_sympy import ToSympy

_MOST_WHOLE: Final = 60
_ATTEMPTS: Final = 90
_SEED: Final = 20260107
# Where most functions live, and then further out; as in `gradcli.calculus.check.verification`.
_BOXES: Final = ((20, 180), (-180, -20), (110, 400), (-95, 95), (5, 95), (-600, 600), (500, 3000))
_WHOLE: Final = (1, 2, -1, 0, 3, -2)
_FIRST: Final = ((1, 2, 3), (2, 3, 5), (2, 1, 1))


def points(names: Sequence[str], count: int, seed: int = _SEED) -> Iterator[dict[str, Fraction]]:
    """Points that are drawn from the boxes in which most functions have values."""
    draw = random.Random(seed)
    for attempt in range(count):
        low, high = _BOXES[attempt % len(_BOXES)]
        yield {name: Fraction(2 * draw.randint(low, high) + 1, 200) for name in names}


def sample(names: Sequence[str]) -> Iterator[dict[str, Fraction]]:
    """First those that can be checked by hand, then some that nobody thinks of."""
    if not names:
        yield {}
        return
    for row in _FIRST:
        yield {name: Fraction(row[place % 3]) for place, name in enumerate(names)}
    whole = product(_WHOLE, repeat=min(len(names), 3))
    small = ({name: Fraction(row[place % 3]) for place, name in enumerate(names)} for row in whole)
    drawn = points(names, _ATTEMPTS)
    # In turn: at small whole numbers much is 0, and all the others tell more.
    for each in islice(small, _MOST_WHOLE):
        yield next(drawn)
        yield each
    yield from drawn


def small_points(of: ex.Node, letters: Sequence[str]) -> Iterator[dict[str, Fraction]]:
    """The small whole numbers, 0 among them, for the letters of a function that may have none.

    A letter in nothing that may have no value is 1.
    """
    nodes = [node for node in ex.postorder(of) if _may_have_a_hole(node)]
    if not nodes:
        return iter(())
    open_to = set[str]().union(*map(ex.variables_of, nodes))
    names = tuple(name for name in letters if name in ex.variables_of(of))
    tried = [name for name in names if name in open_to]
    rows = product(_WHOLE, repeat=min(len(tried), 3))
    return (
        dict.fromkeys(names, Fraction(1))
        | {name: Fraction(row[place % 3]) for place, name in enumerate(tried)}
        for row in islice(rows, _MOST_WHOLE)
    )


def _may_have_a_hole(node: ex.Node) -> bool:
    """Whether an operation may have no value at a point amid others: u/v, u^-1 and u^v."""
    match node:
        case ex.Quotient():
            return True
        case ex.Power(base, exponent):
            match exponent:
                case ex.Number(Fraction(numerator=above, denominator=1)) if above > 0:
                    return False
            return bool(ex.variables_of(base))
    return False


def value_at(formula: ex.Node, at: Mapping[str, Fraction]) -> Expr:
    """The exact value of a formula at a point with rational coordinates."""
    return ToSympy({name: Rational(each.numerator, each.denominator) for name, each in at.items()})(
        formula
    )
