"""|u| and sign u in one product: |u| sign u = u, u sign u = |u|, |u| |u| = u^2.

Each holds for every real u. What is left out below the line, as in u^2/|u| = |u|, is 0 where u is,
and then so is what takes its place. That (sign u)^2 is 1 holds where u is not 0 alone.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

import sympy
from sympy import Expr, Integer

from gradcli.field.fast_sympy.heads import head
from gradcli.field.fast_sympy.sympy_build import MINUS_ONE, ONE, negate, power, product
from gradcli.field.size import size


def signs_absorbed(factors: Expr) -> Expr:
    """A product in which no sign of u stands beside |u| or a power of u."""
    if not factors.is_Mul:
        return factors
    inners = {
        base.args[0]: None
        for base, exponent in map(_base_and_exponent, factors.args)
        if head(base) in ("Abs", "sign") and exponent.is_Integer
    }
    if len(inners) > 1 and (apart := _signs_apart(factors, inners.keys())) is not factors:
        absorbed = signs_absorbed(apart)
        return absorbed if size(absorbed) < size(factors) else factors
    for inner in inners:
        factors = _absorbed(factors, inner)
        if not factors.is_Mul:
            break
    return factors


def squares_of_signs_as_one(form: Expr, moving: str) -> Expr:
    """A form without the squares of signs of what moves with that letter, which are 1.

    For a derivative by it: the rules that lead to a sign hold where that is not 0, and nowhere
    else. In y (sign x)^2 it is so of the derivative by x, and not of that by y.
    """
    squares = {
        power(each, Integer(n)): power(each, Integer(n % 2))
        for each in form.atoms(sympy.sign)
        if any(letter.name == moving for letter in each.free_symbols)
        for n in {raised.exp for raised in form.atoms(sympy.Pow) if raised.base == each}
        if n.is_Integer
    }
    return form.xreplace(squares)


def _signs_apart(factors: Expr, inners: Set[Expr]) -> Expr:
    """The sign of a product as a product of signs, where one of them meets its own kin."""
    parts: list[Expr] = []
    for factor in factors.args:
        base, exponent = _base_and_exponent(factor)
        inner = base.args[0] if head(base) == "sign" and exponent.is_Integer else ONE
        if inner.is_Mul and not inners.isdisjoint(inner.args):
            parts.extend(power(sympy.sign(each), exponent) for each in inner.args)
        else:
            parts.append(factor)
    return product(*parts) if len(parts) > len(factors.args) else factors


def _base_and_exponent(factor: Expr) -> tuple[Expr, Expr]:
    return factor.args if factor.is_Pow else (factor, ONE)


def _absorbed(factors: Expr, inner: Expr) -> Expr:
    """The product u^a |u|^b (sign u)^c R with as small a, b, c as it can have."""
    whole, sign = sympy.Abs(inner), sympy.sign(inner)
    a = b = c = 0
    others: list[Expr] = []
    turned = False
    for factor in factors.args:
        base, exponent = _base_and_exponent(factor)
        if not exponent.is_Integer:
            others.append(factor)
        elif base == whole:
            b += int(exponent)
        elif base == sign:
            c += int(exponent)
        elif inner.is_Add and head(base) == "sign" and base.args[0] == negate(inner):
            c += int(exponent)
            others.append(power(MINUS_ONE, exponent))
            turned = True
        elif base == inner:
            a += int(exponent)
        elif inner.is_Add and base == negate(inner):
            a += int(exponent)
            others.append(power(MINUS_ONE, exponent))
        else:
            others.append(factor)
    if inner.is_Mul:
        taken, others = _taken(inner, others)
        a += taken
    before = a, b, c
    if c % 2:
        c = 1
    elif c > 0 and (a or b or _is_power_of(whole, others)):
        c = 0  # what stands beside it is 0 too where it is, or has no value there
    new = _fewest(a, b, c)
    if new == before and not turned:
        return factors
    a, b, c = new
    return product(
        *others,
        power(inner, Integer(a)),
        power(whole, Integer(b)),
        power(sign, Integer(c)),
    )


def _fewest(a: int, b: int, c: int) -> tuple[int, int, int]:
    if c == 1 and b % 2:
        a, b, c = a + 1, b - 1, 0
    elif c == 1 and b == 0 and (a > 0 or a == -1):
        a, b, c = a - 1, 1, 0
    if c == 0 and b == 1 and a == -2:
        a, b = 0, -1
    elif c == 0 and b == -1 and a > 1:
        a, b = a - 2, 1
    return a, b, c


def _is_power_of(base: Expr, factors: Sequence[Expr]) -> bool:
    """Whether a product has a broken power of that: sqrt(|u|)."""
    return any(each.is_Pow and each.base == base and each.exp.is_Rational for each in factors)


def _taken(inner: Expr, factors: list[Expr]) -> tuple[int, list[Expr]]:
    """How often the product `inner` is in a product, once at most, and what is left: x y in x^2 y.

    Both above the line or both below it.
    """
    powers = dict(map(_base_and_exponent, factors))
    needed = [_base_and_exponent(factor) for factor in inner.args]
    if any(base.is_Number for base, _ in needed):
        return 0, factors
    for sign in (1, -1):
        if all(
            base in powers
            and exponent.is_Integer
            and powers[base].is_Integer
            and sign * powers[base] >= exponent > 0
            for base, exponent in needed
        ):
            rest = product(*factors, *(power(base, -sign * each) for base, each in needed))
            return sign, [rest]
    return 0, factors
