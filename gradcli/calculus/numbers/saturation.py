"""Numbers that differ from a bound by less than any number of digits shows: 1 - tanh 1000.

A function that nears a bound is written as the bound and a rest that is known by itself: tanh u is
1 - 2/(e^(2u) + 1), erf u is 1 - r e^(-u^2)/(u sqrt(pi)) with r between two partial sums of its
asymptotic series, whose remainder has the sign and less than the size of the first term left out
(Olver, Asymptotics and Special Functions, 3.1). The bounds cancel as forms, and an interval around
e^(-2000) is as narrow as one around 1.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType
from typing import Any, Final

import sympy
from sympy import Expr, Integer

from gradcli.calculus.numbers.intervals import UndecidedError, intervals
from gradcli.calculus.numbers.numeric import Arithmetic, OutsideRealsError, context_of, evaluate
from gradcli.field.fast_sympy.heads import head
from gradcli.field.from_sympy import UnrealError, from_sympy
from gradcli.frozen import dataclass

_LEAST: Final = 18  # an argument from which on tanh differs from 1 by less than 10^-15
_TERMS: Final = 20
_LARGEST: Final = 150  # operations that are multiplied out


@dataclass(frozen=True, slots=True)
class _Rest:
    """s(u) = `form` for u > 0, in which the letter is a number that `factor` encloses from u."""

    form: Callable[[Expr, Expr], Expr]
    factor: Callable[[Any, Arithmetic[Any]], tuple[Any, Any]] | None = None


def _series_of_erf(u: Any, numbers: Arithmetic[Any]) -> tuple[Any, Any]:
    """Two neighbouring partial sums of 1 - 1/(2u^2) + 3/(2u^2)^2 - ..."""
    of = numbers.of
    step = of.divide(of.whole(1), of.multiply(of.whole(2), of.multiply(u, u)))
    term = total = before = of.whole(1)
    for k in range(1, _TERMS):
        term = of.negative(of.multiply(term, of.multiply(of.whole(2 * k - 1), step)))
        before, total = total, of.add(total, term)
    return before, total


def _inverse_tangent(u: Any, numbers: Arithmetic[Any]) -> tuple[Any, Any]:
    """u arctan(1/u) is between 1 - 1/(3u^2) and 1."""
    of = numbers.of
    three = of.multiply(of.whole(3), of.multiply(u, u))
    return of.add(of.whole(1), of.negative(of.divide(of.whole(1), three))), of.whole(1)


def _logarithm(u: Any, numbers: Arithmetic[Any]) -> tuple[Any, Any]:
    """e^u ln(1 + e^(-u)) is between 1 - e^(-u) and 1."""
    of = numbers.of
    small = of.call("exp", of.negative(u))
    return of.add(of.whole(1), of.negative(small)), of.whole(1)


_RESTS: Final = MappingProxyType(
    {
        "tanh": _Rest(lambda u, _: 1 - 2 / (sympy.exp(2 * u) + 1)),
        "coth": _Rest(lambda u, _: 1 + 2 / (sympy.exp(2 * u) - 1)),
        "sigmoid": _Rest(lambda u, _: 1 - 1 / (sympy.exp(u) + 1)),
        "softplus": _Rest(lambda u, r: u + r * sympy.exp(-u), _logarithm),
        "erf": _Rest(
            lambda u, r: 1 - r * sympy.exp(-(u**2)) / (u * sympy.sqrt(sympy.pi)), _series_of_erf
        ),
        "atan": _Rest(lambda u, r: sympy.pi / 2 - r / u, _inverse_tangent),
    }
)
# s(-u) in terms of s(u), where that is not -s(u); what is small itself needs no other form.
_NOT_ODD: Final = frozenset({"sigmoid", "softplus"})


def enclosure_by_rests(constant: Expr, digits: int) -> tuple[Any, Any] | None:
    """Two numbers between which a constant lies, its functions taken as bounds and rests.

    None where no function in it is near a bound, it cannot be enclosed so, or has letters.
    """
    if constant.free_symbols:
        return None
    found: dict[Expr, Expr] = {}
    letters: dict[str, Any] = {}
    numbers = intervals(digits)
    walk = sympy.preorder_traversal(constant)
    try:
        for part in walk:
            near = _near_its_bound(part, numbers, f"rest {len(letters)}")
            if near is not None:
                walk.skip()
                found[part], known = near
                letters.update(known)
        if not found or sympy.count_ops(constant) > _LARGEST:
            return None
        form = sympy.expand(constant.xreplace(found))
        below, above = evaluate(from_sympy(form), letters, numbers)._mpi_
    except (UnrealError, OutsideRealsError, UndecidedError, OverflowError):
        return None
    context = context_of(digits)
    return context.make_mpf(below), context.make_mpf(above)


def _near_its_bound(
    part: Expr, numbers: Arithmetic[Any], name: str
) -> tuple[Expr, dict[str, Any]] | None:
    """The part as a bound and a rest, and the interval of the letter in it."""
    rest = _RESTS.get(head(part))
    if rest is None:
        return None
    argument = part.args[0]
    at = evaluate(from_sympy(argument), {}, numbers)
    least = numbers.of.whole(_LEAST)
    sense = 1 if numbers.holds(at, ">", least) else -1
    if sense < 0 and (head(part) in _NOT_ODD or not numbers.holds(-at, ">", least)):
        return None
    letter = sympy.Symbol(name, positive=True)
    form = Integer(sense) * rest.form(sense * argument, letter)
    if rest.factor is None:
        return form, {}
    return form, {name: numbers.merge(rest.factor(at if sense > 0 else -at, numbers))}
