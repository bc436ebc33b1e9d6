"""Points with rational coordinates at which two formulas are looked at."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice, product
from typing import Final

from sympy import Expr, Rational

from gradcli.calculus.numbers.numeric import FLOATS, OutsideRealsError, evaluate
from gradcli.field import expression as ex
from gradcli.field.to_sympy import ToSympy

_MOST_WHOLE: Final = 60
_FAR: Final = 1e-6
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
    """The small whole numbers, 0 among them, at which a function may have no value.

    A letter in nothing that may have no value is 1.
    """
    open_ones = [node for node in ex.postorder(of) if _may_have_a_hole(node)]
    if not open_ones:
        return iter(())
    open_to = set[str]().union(*map(ex.variables_of, open_ones))
    names = tuple(name for name in letters if name in ex.variables_of(of))
    tried = [name for name in names if name in open_to]
    rows = product(_WHOLE, repeat=min(len(tried), 3))
    tried_at = (
        dict.fromkeys(names, Fraction(1))
        | {name: Fraction(row[place % 3]) for place, name in enumerate(tried)}
        for row in islice(rows, _MOST_WHOLE)
    )
    return (at for at in tried_at if any(_may_be_a_hole(node, at) for node in open_ones))


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


def _may_be_a_hole(node: ex.Node, at: Mapping[str, Fraction]) -> bool:
    """Whether a quotient or a power may have no value at a point: what is below is not far from 0.

    That is looked at alone, in floats: a function has many more operations.
    """
    match node:
        case ex.Quotient(_, below) | ex.Power(below):
            pass
        case _:
            raise AssertionError(node)
    try:
        value = evaluate(below, {name: float(each) for name, each in at.items()}, FLOATS)
    except (OutsideRealsError, OverflowError, ZeroDivisionError, ValueError):
        return True
    # Below 0 a power may have no value, and a quotient has one.
    size = abs(value) if isinstance(node, ex.Quotient) else value
    return not size > _FAR


def value_at(formula: ex.Node, at: Mapping[str, Fraction]) -> Expr:
    """The exact value of a formula at a point with rational coordinates."""
    return ToSympy({name: Rational(each.numerator, each.denominator) for name, each in at.items()})(
        formula
    )
