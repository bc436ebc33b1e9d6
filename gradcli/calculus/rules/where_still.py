"""The rules where a part stands still, or two parts are equal, all over a region of the space.

Of max(x, 0) both is so for x < 0: the part is 0 there and stays 0, although its formula moves. A
law that looks at the formula alone would give 0 * (1/0) for its square root, which is just 0.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from itertools import combinations
from typing import Final

import sympy
from sympy import Expr
from sympy.logic.boolalg import Boolean

from gradcli.calculus.rules.pieces import by_pieces, inside, interiors, joined_pieces
from gradcli.calculus.rules.regions import cells_at, ties
from gradcli.field.comparing import compared
from gradcli.field.fast_sympy.sympy_build import ZERO
from gradcli.field.size import size

_MANY_COMPETITORS: Final = 16
_FEW_COMPETITORS: Final = 4
_LARGEST_COMPARED: Final = 40  # nodes


def where_base_is_not_0(whole: Expr, base: Expr | None) -> Expr:
    """The derivative of u^v, which is 0 all over a region on which u is: there is no ln u."""
    cells = [] if base is None else cells_at(base, (ZERO,))
    if not cells:
        return whole
    holds = interiors([cell for cell, _ in cells])
    slopes = [
        ZERO if value == 0 else inside(whole, on)
        for (_, value), on in zip(cells, holds, strict=True)
    ]
    return by_pieces(joined_pieces(list(zip(slopes, holds, strict=True))))


def outside_steep(
    steep: Collection[Expr], inner: Expr, slope: Expr, law: Callable[[Expr, Expr], Expr]
) -> Expr | None:
    """The chain rule cell by cell; None where the inner function stays nowhere at a steep number.

    Where it stands still all around, it may stand where the outer function is too steep for its
    law: sqrt(max(x, 0)) is 0 for x < 0.
    """
    cells = cells_at(inner, steep)
    if not cells:
        return None
    cases: list[tuple[Expr, Boolean]] = []
    for (_, value), holds in zip(cells, interiors([cell for cell, _ in cells]), strict=True):
        if holds == sympy.false:
            continue
        cases.append((ZERO if value in steep else law(value, inside(slope, holds)), holds))
    return by_pieces(joined_pieces(cases))


def of_the_winner(values: Sequence[Expr], slopes: Sequence[Expr], *, greatest: bool) -> Expr:
    """The derivative of the competitor that is the greatest, or the least, where one alone is it.

    Where two attain the extremum together nothing is said, unless they do so on a whole region.
    """
    if all(slope == slopes[0] for slope in slopes[1:]):
        # Each is another plus what stays constant nearby, so one of them is the extremum there.
        return slopes[0]
    if len(values) <= _FEW_COMPETITORS and any(ties(*pair) for pair in combinations(values, 2)):
        return _by_regions(values, slopes, greatest)
    beats = sympy.StrictGreaterThan if greatest else sympy.StrictLessThan
    # SymPy settles what it can of few and small comparisons; of others that takes too long.
    settles = len(values) <= _MANY_COMPETITORS and all(
        size(value) <= _LARGEST_COMPARED for value in values
    )
    cases = []
    for place, one in enumerate(values):
        others = (*values[:place], *values[place + 1 :])
        against = [
            compared(beats, one, other, evaluate=settles or bool(one.is_number and other.is_number))
            for other in others
        ]
        cases.append((slopes[place], sympy.And(*against, evaluate=settles)))
    return by_pieces(cases)


def _by_regions(values: Sequence[Expr], slopes: Sequence[Expr], greatest: bool) -> Expr:
    """The first competitor's derivative inside where none is beyond it, and so on."""
    draws = sympy.GreaterThan if greatest else sympy.LessThan
    wins = [
        sympy.And(
            *(
                draws(one, other, evaluate=False)
                for place_of_other, other in enumerate(values)
                if place_of_other != place
            )
        )
        for place, one in enumerate(values)
    ]
    return by_pieces(list(zip(slopes, interiors(wins), strict=True)))
