"""|u| and sign u in one product: |u| sign u = u, u sign u = |u|, |u| |u| = u^2.

Each holds for every real u. What is left out below the line, as in u^2/|u| = |u|, is 0 where u is,
and then so is what takes its place. That sign u is 1 or -1 holds where u is not 0 alone.
"""

from __future__ import annotations

import operator
from collections.abc import Sequence, Set
from typing import Final

import sympy
from sympy import Add, Expr, Integer, Mul

from gradcli.calculus.clean_up.walk import everywhere, number_and_factors
from gradcli.field.fast_sympy.heads import head
from gradcli.field.fast_sympy.sympy_build import MINUS_ONE, ONE, ZERO, negate, power, product
from gradcli.field.size import size

# Constant on no interval: they take each value at single numbers.
_ANALYTIC: Final = frozenset(
    {"sin", "cos", "tan", "exp", "log", "sinh", "cosh", "tanh", "atan", "asinh", "erf"}
)


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


def signs_as_one(form: Expr, moving: str) -> Expr:
    """A form without higher powers of the signs of what moves with that letter, nor such below.

    (sign u)^2 is 1 and 1/sign u is sign u where u is not 0. Below the line it is not. Above it the
    form is a derivative by that letter, and u has to be 0 for an instant alone, or what stands
    beside it is 0 then: x (sign x)^2 has the slope 1 at 0 too, while x (sign(x y))^2 is 0 all along
    y = 0, and so is its slope there.
    """
    return everywhere(form, lambda part: _of_signs_as_one(part, moving))


def _of_signs_as_one(part: Expr, moving: str) -> Expr:
    """A power of a sign, or a product with powers of signs, without the powers."""
    if not (part.is_Mul or part.is_Pow):
        return part
    factors = Mul.make_args(part)
    beside = {
        base.args[0] if head(base) in ("Abs", "sign") else base
        for base, exponent in map(_base_and_exponent, factors)
        if exponent.is_Rational and not (head(base) == "sign" and exponent % 2 == 0)
    }
    ones = [
        power(factor.base, Integer(factor.exp % 2))
        if factor.is_Pow and _is_one(factor.base, factor.exp, beside, moving)
        else factor
        for factor in factors
    ]
    return product(*ones) if any(map(operator.is_not, ones, factors)) else part


def _is_one(base: Expr, exponent: Expr, beside: Set[Expr], moving: str) -> bool:
    """Whether the even power of a sign can be 1, and the odd one the sign itself."""
    if not (head(base) == "sign" and exponent.is_Integer and _moves_within(base, moving)):
        return False
    return bool(exponent < 0 or exponent % 2 == 1) or all(
        factor in beside or _is_0_for_an_instant(factor, moving)
        for each in Mul.make_args(base.args[0])
        for factor in (each.base if each.is_Pow else each,)
    )


def _is_0_for_an_instant(factor: Expr, moving: str) -> bool:
    """Whether a factor is seen to be 0 at single values of that letter, whatever the others are."""
    if factor.is_Rational or factor.is_NumberSymbol:
        return True
    return _moves_as_a_polynomial(factor.args[0] if head(factor) in _ANALYTIC else factor, moving)


def _moves_within(form: Expr, moving: str) -> bool:
    return any(letter.name == moving for letter in form.free_symbols)


def _moves_as_a_polynomial(form: Expr, moving: str) -> bool:
    """Whether a form is a polynomial in that letter that is constant for no values of the others.

    Seen by a term that has its power of the letter to itself, with a number before it.
    """
    if form.is_Pow:
        return bool(form.exp.is_Integer and form.exp > 0) and _moves_as_a_polynomial(
            form.base, moving
        )
    if form.is_Mul:
        return all(_moves_as_a_polynomial(each, moving) for each in number_and_factors(form)[1])
    of_powers: dict[Expr, list[bool]] = {}
    for term in Add.make_args(form):
        _, factors = number_and_factors(term)
        moved = [factor for factor in factors if _moves_within(factor, moving)]
        base, exponent = _base_and_exponent(moved[0]) if moved else (ONE, ZERO)
        if len(moved) > 1 or (moved and not (base.is_Symbol and exponent.is_Integer)):
            return False
        of_powers.setdefault(exponent, []).append(len(factors) == 1)
    return any(exponent > 0 and alone == [True] for exponent, alone in of_powers.items())


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
