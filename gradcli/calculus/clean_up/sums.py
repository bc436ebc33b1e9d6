"""Sums: what all terms share, what they are multiplied out, what stands below the line in them."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Sequence

import sympy
from sympy import Expr, Mul

from gradcli.calculus.clean_up.walk import number_and_factors
from gradcli.field.fast_sympy import sympy_build as build
from gradcli.field.size import LARGEST, size


def content_and_rest(factor: Expr) -> tuple[Expr, Expr]:
    """The common number of a sum's terms, and the sum without it: 3/2 x + 2 is 1/2 (3x + 4)."""
    if not factor.is_Add:
        return build.ONE, factor
    if _common_content([number_and_factors(term)[0] for term in factor.args]) == 1:
        return build.ONE, factor
    content, rest = factor.primitive()
    return content, rest


def multiplied_out(expression: Expr) -> Expr:
    """A sum with the products among its terms multiplied out, where that makes it shorter."""
    if not expression.is_Add:
        return expression
    expanded = [_term_multiplied_out(term) for term in expression.args]
    if all(one == (term,) for one, term in zip(expanded, expression.args, strict=True)):
        return expression
    whole = build.total(*(part for parts in expanded for part in parts))
    return whole if size(whole) < size(expression) else expression


def _term_multiplied_out(term: Expr) -> tuple[Expr, ...]:
    """The terms of (x + 1)(x - 2) y and of (x + 1)^2, but not what is inside a function."""
    sums: list[tuple[tuple[Expr, ...], int]] = []
    others: list[Expr] = []
    for factor in Mul.make_args(term):
        base, exponent = factor.args if factor.is_Pow else (factor, build.ONE)
        if base.is_Add and exponent in (1, 2, 3):
            sums.append((base.args, int(exponent)))
        else:
            others.append(factor)
    if not sums or math.prod(len(terms) ** times for terms, times in sums) > LARGEST:
        return (term,)
    powers = [_power_multiplied_out(terms, times) for terms, times in sums]
    return tuple(build.product(*others, *chosen) for chosen in itertools.product(*powers))


def _power_multiplied_out(terms: tuple[Expr, ...], times: int) -> Sequence[Expr]:
    """The terms of a power of a sum, by the multinomial theorem: x^2, 2xy and y^2 of (x + y)^2."""
    if times == 1:
        return terms
    chosen = itertools.combinations_with_replacement(terms, times)
    return [build.product(sympy.Integer(_orders(each)), *each) for each in chosen]


def _orders(chosen: tuple[Expr, ...]) -> int:
    """In how many orders these can be chosen, equal ones among them."""
    counts = Counter(chosen).values()
    return math.factorial(len(chosen)) // math.prod(map(math.factorial, counts))


def common_denominator(terms: Expr) -> Expr | None:
    """The product of the powers that stand below the line in the terms of a sum, if any do."""
    below: dict[Expr, Expr] = {}
    for term in terms.args:
        for factor in Mul.make_args(term):
            if factor.is_Pow and factor.exp.is_Rational and factor.exp < 0 and factor.free_symbols:
                known = below.get(factor.base)
                if known is None or factor.exp < known.exp:
                    below[factor.base] = factor
    if not below:
        return None
    return build.product(
        *(build.like_power(factor, base, -factor.exp) for base, factor in below.items())
    )


# By a base and the part of its exponent that is no number, the number: x^(y - 1) is x, y: -1.
_Powers = dict[tuple[Expr, Expr], Expr]


def shared_and_rest(whole: Expr) -> tuple[Expr, Expr]:
    """What all terms of a sum share, numbers and powers, and the sum without it.

    Sums among the factors are split in the same way first: (2x + 2) a + (x + 1) b shares x + 1.
    """
    terms = _of_one_sign([_coefficient_and_powers(term) for term in whole.args])
    content = _common_content([coefficient for coefficient, _ in terms])
    first, *others = (powers for _, powers in terms)
    shared: _Powers = {}
    for key, exponent in first.items():
        if all(key in powers for powers in others):
            shared[key] = min(exponent, *(powers[key] for powers in others))
    if content == 1 and not shared:
        return build.ONE, whole
    rest = build.total(
        *(
            build.product(coefficient / content, *_left(powers, shared))
            for coefficient, powers in terms
        )
    )
    return build.product(
        content, *(_raised(key, exponent) for key, exponent in shared.items())
    ), rest


def _coefficient_and_powers(term: Expr) -> tuple[Expr, _Powers]:
    """The number before a term, and its other factors as powers."""
    number, factors = number_and_factors(term)
    powers: _Powers = {}
    for factor in factors:
        base, exponent = factor.args if factor.is_Pow else (factor, build.ONE)
        rest = build.ZERO
        if not exponent.is_Rational:
            if base.is_number:
                base, exponent = factor, build.ONE
            else:
                exponent, rest = exponent.as_coeff_Add()
        elif base.is_Add and exponent.is_Integer:
            shared, base = shared_and_rest(base)
            if shared is not build.ONE:
                content, inner = _coefficient_and_powers(shared)
                number *= content**exponent
                for (each, letters), times in inner.items():
                    _put(powers, each, build.product(letters, exponent), times * exponent)
        _put(powers, base, rest, exponent)
    return number, powers


def _put(powers: _Powers, base: Expr, rest: Expr, exponent: Expr) -> None:
    """Enter a factor: of y^(z - 1) y^z the letters above add up as the numbers do."""
    before = powers.pop((base, rest), None)
    if before is None:
        powers[base, rest] = exponent
    elif rest == 0:
        powers[base, rest] = before + exponent
    else:
        _put(powers, base, build.total(rest, rest), before + exponent)


_Term = tuple[Expr, _Powers]


def _of_one_sign(terms: list[_Term]) -> list[_Term]:
    """The terms with x - 1 for 1 - x where the first stands in the higher power, or the first."""
    highest: dict[Expr, Expr] = {}
    for _, powers in terms:
        for (base, rest), exponent in powers.items():
            if base.is_Add and rest is build.ZERO:
                highest[base] = max(exponent, highest.get(base, exponent))
    lengths = Counter(len(base.args) for base in highest)
    turned: dict[Expr, Expr] = {}
    for base, height in highest.items():
        # Only a sum of as many terms can be its opposite.
        if lengths[len(base.args)] < 2:
            continue
        opposite = build.negate(base)
        if opposite in highest and opposite not in turned and base not in turned:
            less = base if height < highest[opposite] else opposite
            turned[less] = build.negate(less)
    if not turned:
        return terms
    return [_with_signs(term, turned) for term in terms]


def is_cancelled(below: Expr, given: Expr) -> bool:
    """Whether a quotient with that denominator was given with a lower power of a factor of it.

    Where another denominator stands in its place, nothing is said.
    """
    left = {base: -exponent for base, exponent in _bases_and_exponents(given) if exponent < 0}
    before = dict(_bases_and_exponents(below))
    return left.keys() <= before.keys() and any(
        left.get(base, build.ZERO) < exponent for base, exponent in before.items()
    )


def _bases_and_exponents(factors: Expr) -> list[tuple[Expr, Expr]]:
    """The powers of which a product is made, but for numbers and those with letters above."""
    pairs = [
        factor.args if factor.is_Pow else (factor, build.ONE) for factor in Mul.make_args(factors)
    ]
    return [
        (base, exponent) for base, exponent in pairs if base.free_symbols and exponent.is_Rational
    ]


def minus_inside(factors: Expr) -> Expr:
    """A product with its minus in a difference, or in a sum of minuses: -(x - y) is y - x.

    And x(-y - 2) is -x(y + 2).
    """
    number, others = number_and_factors(factors)
    if number.p >= 0:
        for each in others:
            if each.is_Add and len(others) > 1 and all(map(build.begins_with_minus, each.args)):
                rest = [factor for factor in others if factor is not each]
                return build.product(-number, build.negate(each), *rest)
        return factors
    for each in others:
        if each.is_Add:
            minuses = sum(map(build.begins_with_minus, each.args))
            is_difference = number is build.MINUS_ONE and len(each.args) == 2 and minuses == 1
            if is_difference or minuses == len(each.args):
                rest = [factor for factor in others if factor is not each]
                return build.product(-number, build.negate(each), *rest)
    return factors


def opposites_as_one(factors: Expr) -> Expr:
    """A product with x - 1 and 1 - x in it, one of them below the line, in powers of one."""
    if not factors.is_Mul:
        return factors
    sums = [factor for factor in factors.args if factor.is_Add]
    below = {
        factor.args[0]
        for factor in factors.args
        if factor.is_Pow and factor.args[0].is_Add and factor.args[1].is_Integer
    }
    for each in sums if below else ():
        opposite = build.negate(each)
        if opposite in below:
            rest = [factor for factor in factors.args if factor is not each]
            return build.product(build.MINUS_ONE, opposite, *rest)
    return factors


def _with_signs(term: _Term, turned: dict[Expr, Expr]) -> _Term:
    number, powers = term
    new: _Powers = {}
    for (base, rest), exponent in powers.items():
        turns = base in turned and rest is build.ZERO and exponent.is_Integer
        key = (turned[base] if turns else base, rest)
        number = -number if turns and exponent % 2 else number
        new[key] = new.get(key, 0) + exponent
    return number, new


def _common_content(numbers: list[Expr]) -> Expr:
    """The largest rational number of which all are whole multiples."""
    return sympy.Rational(
        math.gcd(*(number.p for number in numbers)), math.lcm(*(number.q for number in numbers))
    )


def _left(powers: _Powers, shared: _Powers) -> list[Expr]:
    """The powers as factors, each less what is taken out."""
    return [
        build.power(key[0], exponent - shared[key]) if key in shared else _raised(key, exponent)
        for key, exponent in powers.items()
    ]


def _raised(key: tuple[Expr, Expr], exponent: Expr) -> Expr:
    base, rest = key
    return build.power(base, exponent if rest is build.ZERO else build.total(rest, exponent))
