"""How large f(P + h) - f(P) - grad f . h is, by numbers, at points close to P drawn at random.

The tree as written is evaluated in 500 digits 10^-20 and 10^-40 from P, along rays and closer to an
axis than any ray, and on it. What is left over may not grow, as a part of |h|^p, from the one
distance to the other: by more than a factor that chance accounts for.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from sympy import Expr

from gradcli.calculus.domain.decide_jumps import decide_jumps
from gradcli.calculus.numbers.intervals import UndecidedError, intervals
from gradcli.calculus.numbers.numeric import (
    OutsideRealsError,
    context_of,
    evaluate,
    exact_fraction,
    multiprecision,
)
from gradcli.calculus.numbers.orders import size_of
from gradcli.field.expression import Node
from gradcli.field.from_sympy import UnrealError, from_sympy

_DIGITS: Final = 500
_STEPS: Final = (20, 40)
# Before a bound is refuted it is looked at from nearer than a written constant hides a jump or an
# edge: floor(y) at 10^-30.
_NEARER: Final = ((230, 240, 250), 3020)
_DRAWN: Final = 12
_SEED: Final = 20261129
_LARGEST: Final = 10**6
_SQUARE: Final = Fraction(2)


def is_bounded(
    tree: Node,
    variables: Sequence[str],
    point: Sequence[Expr],
    value: Expr,
    gradient: Sequence[Expr],
    exponent: Fraction,
    senses: Sequence[int] = (-1, -1, 0, 1, 1),
) -> bool | None:
    """Whether what the gradient leaves over is O(|h|^p), as far as the numbers tell.

    `senses` are the signs that the steps may have. None where nothing could be evaluated.
    """
    given = decide_jumps(tree), variables, point, value, gradient, exponent, senses
    found = _is_bounded(*given, _STEPS, _DIGITS)
    return found if found is not False else _is_bounded(*given, *_NEARER)


def _is_bounded(
    tree: Node,
    variables: Sequence[str],
    point: Sequence[Expr],
    value: Expr,
    gradient: Sequence[Expr],
    exponent: Fraction,
    senses: Sequence[int],
    steps: Sequence[int],
    digits: int,
) -> bool | None:
    """The same by steps of 10^-k for each k of `steps`, in so many digits."""
    draw = random.Random(_SEED)
    arithmetic, context = multiprecision(digits), context_of(digits)
    try:
        start = [evaluate(from_sympy(at), {}, arithmetic) for at in point]
        slopes = [evaluate(from_sympy(slope), {}, arithmetic) for slope in gradient]
        here = evaluate(from_sympy(value), {}, arithmetic)
    except (UnrealError, OutsideRealsError, OverflowError):
        return None
    order = min(exponent, _SQUARE)
    seen = False
    # Of what the function is as large as: 10^9 x|x| leaves over more than x|x|.
    share = context.mpf(max([1, abs(here), *map(abs, slopes)]))
    for step in steps:
        known, is_first = share, step == steps[0]
        for _ in range(_DRAWN):
            h = [
                draw.choice(senses)
                * context.mpf(draw.uniform(0.1, 2))
                * context.mpf(10) ** (-step * draw.choice((1, 1, 1, 2, 3)))
                for _ in start
            ]
            if not any(h):
                continue
            moved = [at + each for at, each in zip(start, h, strict=True)]
            at_h = dict(zip(variables, moved, strict=True))
            try:
                there = evaluate(tree, at_h, arithmetic)
            except OutsideRealsError:
                if _is_outside(tree, at_h, digits):
                    return False
                continue
            except OverflowError:
                continue
            seen = True
            linear = sum(slope * each for slope, each in zip(slopes, h, strict=True))
            rest = abs(there - here - linear)
            rounding = context.mpf(10) ** (-digits // 2) * max(1, abs(here))
            size = size_of(order, max(map(abs, h)), context)
            if is_first:
                share = max(share, rest / size)
            elif rest > _LARGEST * known * size + rounding:
                return False
    return True if seen else None


def _is_outside(tree: Node, at: Mapping[str, Any], digits: int) -> bool:
    """Whether f has no value there, and not by rounding alone, as arcsin(1 + x - x) may."""
    numbers = intervals(digits)
    exactly = {name: numbers.of.number(exact_fraction(value)) for name, value in at.items()}
    try:
        evaluate(tree, exactly, numbers)
    except OutsideRealsError:
        return True
    except (UndecidedError, OverflowError):
        return False
    return False
