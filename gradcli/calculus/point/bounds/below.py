"""What a sum that stands below the line is no smaller than: each of its terms, and their means."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, combinations_with_replacement
from typing import TypeAlias

import sympy
from sympy import Add, Expr, Integer, Mul, Symbol

from gradcli.calculus.numbers.constants import Sign, sign_of
from gradcli.calculus.point.bounds.facts import FactKind
from gradcli.calculus.point.bounds.terms import Powers
from gradcli.field.fast_sympy.heads import head
from gradcli.field.fast_sympy.sympy_build import HALF, ONE, ZERO, power, product, total
from gradcli.frozen import dataclass

# A fact of which the monomial is still to be written.
_FactToBe: TypeAlias = tuple[FactKind, Callable[[Callable[[Powers], Expr]], Expr], Expr]


@dataclass(frozen=True, slots=True, eq=False)
class Share:
    """A product of powers over D^p is at most `factor` times what is `left`."""

    left: Powers
    factor: Expr
    facts: tuple[_FactToBe, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Below:
    """D = `base` is at least the sum of `terms`, none of which is negative; none are known."""

    base: Expr
    terms: tuple[tuple[Powers, Expr], ...]
    terms_as_given: Expr

    def best_share(self, powers: Powers, exponent: Expr) -> Share | None:
        """What of a product of powers is left over D^`exponent`, of the highest degree."""
        best: tuple[Expr, Share] | None = None
        for share in self._shares(powers, exponent):
            degree = total(*share.left)
            if best is None or degree > best[0]:
                best = degree, share
        return None if best is None else best[1]

    def _shares(self, powers: Powers, exponent: Expr) -> Iterator[Share]:
        for (one, c), (other, d) in combinations_with_replacement(self.terms, 2):
            if one == other:
                if (left := _less(powers, one, exponent)) is not None:
                    yield Share(left, power(c, -exponent), self._part(one, c))
                continue
            mean = _between(one, other, HALF)
            if (left := _less(powers, mean, exponent)) is not None:
                twice = 2 * power(c * d, HALF)
                yield Share(left, power(twice, -exponent), self._fact(FactKind.MEANS, mean, twice))
            for weight in _weights(powers, one, other, exponent):
                mean = _between(one, other, weight)
                if (left := _less(powers, mean, exponent)) is not None:
                    number = power(c, weight) * power(d, 1 - weight)
                    fact = self._fact(FactKind.BETWEEN, mean, number)
                    yield Share(left, power(number, -exponent), fact)

    def _part(self, term: Powers, number: Expr) -> tuple[_FactToBe, ...]:
        # That D is what it is needs no reason.
        return (
            () if len(self.terms) == 1 and number == 1 else self._fact(FactKind.PART, term, number)
        )

    def _fact(self, kind: FactKind, powers: Powers, number: Expr) -> tuple[_FactToBe, ...]:
        return ((kind, lambda monomial: product(number, monomial(powers)), self.terms_as_given),)


def below(base: Expr, steps: tuple[Symbol, ...], square: Expr) -> Below:
    """What a sum is no smaller than; without terms where nothing is known."""
    nothing = Below(base, (), base)
    if base == square:
        length = (*(ZERO for _ in steps), Integer(2))
        own = tuple(
            ((*(Integer(2) if i == k else ZERO for k in range(len(steps))), ZERO), ONE)
            for i in range(len(steps))
        )
        return Below(base, ((length, ONE), *own), base)
    form = sympy.expand(base) if base.is_polynomial(*steps) else base
    good: dict[Powers, Expr] = {}
    bad: list[tuple[Powers, Expr]] = []
    for term in Add.make_args(form):
        found = _term(term, steps, square)
        if found is None:
            return nothing
        powers, number, is_even = found
        if is_even and sign_of(number) is Sign.POSITIVE:
            good[powers] = good.get(powers, ZERO) + number
        else:
            bad.append((powers, abs(number)))
    for powers, number in bad:
        # 2 |m| <= u + v, where m^2 = u v.
        pairs = (
            (one, other)
            for one, other in combinations(good, 2)
            if _between(one, other, HALF) == powers and min(good[one], good[other]) * 2 >= number
        )
        pair = next(pairs, None)
        if pair is None:
            return nothing
        for each in pair:
            good[each] -= number / 2
    terms = tuple(
        (powers, number) for powers, number in sorted(good.items(), reverse=True) if number != 0
    )
    if not bad:
        return Below(base, terms, base)
    sizes = (*steps, power(square, HALF))
    lower = (
        product(n, *(power(size, each) for size, each in zip(sizes, powers, strict=True)))
        for powers, n in terms
    )
    return Below(base, terms, total(*lower))


def _term(term: Expr, steps: tuple[Symbol, ...], square: Expr) -> tuple[Powers, Expr, bool] | None:
    """The powers of the sizes, the number before them, and whether all of it is of one sign."""
    number, rest = term.as_coeff_Mul()
    if not number.is_Rational:
        return None
    powers = dict.fromkeys((*steps, square), ZERO)
    is_even = True
    for factor in Mul.make_args(rest) if rest != 1 else ():
        base, exponent = factor.args if factor.is_Pow else (factor, ONE)
        inside = base.args[0] if head(base) == "Abs" else base
        if inside not in powers or not exponent.is_Rational or exponent < 0:
            return None
        if inside == base and inside != square and not (exponent.is_Integer and exponent % 2 == 0):
            if not exponent.is_Integer:
                return None
            is_even = False
        powers[inside] += 2 * exponent if inside == square else exponent
    return tuple(powers.values()), number, is_even


def _between(one: Powers, other: Powers, weight: Expr) -> Powers:
    return tuple(weight * u + (1 - weight) * v for u, v in zip(one, other, strict=True))


def _less(powers: Powers, taken: Powers, exponent: Expr) -> Powers | None:
    left = tuple(a - exponent * b for a, b in zip(powers, taken, strict=True))
    # A pole of a letter stays what it is; what is divided by may make none.
    if any(a < 0 and b > 0 for a, b in zip(left, taken, strict=True)):
        return None
    return left


def _weights(powers: Powers, one: Powers, other: Powers, exponent: Expr) -> Iterator[Expr]:
    """Where u^s v^(1 - s) takes all there is of one letter."""
    for a, u, v in zip(powers, one, other, strict=True):
        if u != v:
            weight = (a / exponent - v) / (u - v)
            if 0 < weight < 1 and weight != HALF:
                yield weight
