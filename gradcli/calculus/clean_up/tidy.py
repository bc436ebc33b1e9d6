"""The light clean-up that people expect of a result, and never more.

SymPy's constructors already collect like terms and powers. What is added here is bounded by the
size of the expression: multiply out a numerator, clear fractions within a fraction, take a common
factor out of a sum, each kept only where the result is shorter; powers of one base, |u| sign u,
cos^2 + sin^2 = 1 and their kin, each by its name (`gradcli.calculus.clean_up`). `simplify` is never
called.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import partial
from typing import Final, TypeAlias

from sympy import Expr, Mul

from gradcli.calculus.clean_up.pieces import cases_in_cases
from gradcli.calculus.clean_up.polynomials import (
    cancelled,
    powers_below,
    without_common_factors,
    without_positive_sums,
)
from gradcli.calculus.clean_up.powers import powers_merged
from gradcli.calculus.clean_up.roots import roots_of_fractions, roots_of_squares
from gradcli.calculus.clean_up.signs import signs_absorbed, signs_as_one
from gradcli.calculus.clean_up.squares import (
    OF_FUNCTIONS,
    Squares,
    by,
    squares_as_one,
    squares_that_may,
)
from gradcli.calculus.clean_up.sums import (
    common_denominator,
    content_and_rest,
    minus_inside,
    multiplied_out,
    opposites_as_one,
    shared_and_rest,
)
from gradcli.calculus.clean_up.walk import Look, everywhere, look
from gradcli.field.fast_sympy.sympy_build import MINUS_ONE, ONE, negate, power, product, total
from gradcli.field.size import LARGEST, size
from gradcli.frozen import dataclass

_MOST_STEPS: Final = 12


class Clean(StrEnum):
    """What was done to a form to make it shorter."""

    POWERS = "powers"  # u^a u^b = u^(a + b)
    SIGNS = "signs"  # |u| sign u = u, u sign u = |u|
    SIGNS_AS_ONE = "unit signs"  # sign u = 1 or -1, where u is not 0
    ROOTS = "roots"  # sqrt(u^2/v^2) = |u|/|v|
    FRACTIONS = "fractions"  # sqrt(u/v) = sqrt(u)/sqrt(v), with v > 0
    CASES = "cases"  # where u is not 0, {v if u is not 0; w otherwise} is v
    FACTORS = "factors"  # multiplied out, cancelled, factored: whichever is shorter


Reason: TypeAlias = Clean | Squares


@dataclass(frozen=True, slots=True)
class TidyStep:
    """One step of the clean-up: by what, and what it gave."""

    reason: Reason
    gives: Expr


def quotient(numerator: Expr, denominator: Expr) -> Expr:
    """numerator / denominator, tidied above the line where that makes the whole shorter."""
    below = power(denominator, MINUS_ONE)
    plain = product(numerator, below)
    if not numerator.is_Add or size(plain) > LARGEST:
        return plain
    candidates = [_over(multiplied_out(numerator), below)]
    common = common_denominator(numerator)
    if common is not None:
        cleared = total(*(product(term, common) for term in numerator.args))
        candidates.append(
            _over(multiplied_out(cleared), power(product(denominator, common), MINUS_ONE))
        )
    # A power below the line leaves one factor of itself in each term above: (x - 1) of (x - 1)^2.
    shared, rest = shared_and_rest(numerator)
    if shared is not ONE:
        candidates.append(product(shared, *content_and_rest(multiplied_out(rest)), below))
    # Wholly, and what a sum has in common with another, only here: then that is warned of.
    form = cancelled(min(candidates, key=size), wholly=True)
    while (shorter := _shorter(form, without_common_factors(form))) is not form:
        form = shorter
    return form


def _over(numerator: Expr, below: Expr) -> Expr:
    common, rest = content_and_rest(numerator)
    # In one product: a number times a sum alone would be multiplied out again.
    return product(common, squares_as_one(rest), below)


def _cleared_below(factors: Expr) -> Expr:
    """A product whose denominator holds fractions, 1/(1 + y^2/x^2), without them.

    Those above the line are left, but where without them a sum goes into one below: of
    (x/r + 1)/(x + r), which is 1/r.
    """
    parts: list[Expr] = []
    below = {
        factor.args[0]
        for factor in factors.args
        if factor.is_Pow and factor.args[0].is_Add and factor.args[1].is_Integer
    }
    # Where SymPy has added up the exponents of (x/y)^(1/2) to 1, it leaves a product in a product.
    is_changed = False
    for factor in factors.args:
        common = None
        if factor.is_Pow and factor.base.is_Add and factor.exp.is_Integer and factor.exp < 0:
            common = common_denominator(factor.base)
        elif factor.is_Add and below and (cleared := _cleared_into(factor, below)) is not None:
            parts.append(cleared)
            is_changed = True
            continue
        if common is None:
            parts.append(factor)
        else:
            whole = total(*(product(term, common) for term in factor.base.args))
            parts.extend((power(whole, factor.exp), power(common, -factor.exp)))
        is_changed = is_changed or common is not None or factor.is_Mul
    return product(*parts) if is_changed else factors


def _cleared_into(terms: Expr, below: set[Expr]) -> Expr | None:
    """A sum of fractions as one fraction, where its numerator is one of the sums `below`."""
    common = common_denominator(terms)
    if common is None:
        return None
    whole = total(*(product(term, common) for term in terms.args))
    if whole in below:
        return product(whole, power(common, MINUS_ONE))
    opposite = negate(whole)
    return product(MINUS_ONE, opposite, power(common, MINUS_ONE)) if opposite in below else None


def _sums_tidied(factors: Expr) -> Expr:
    """A product with the sums among its factors tidied, and the numbers of their terms before it.

    r((1 - a) s - a s) is r s (1 - 2a), and x(2a x + 2b)/4 is x(a x + b)/2. A letter comes out of
    a sum where it stands below the line, or with letters in its exponent: (x^2 + x)/x^3.
    """
    tidied: list[Expr] = []
    meeting = {
        factor.base
        for factor in factors.args
        if factor.is_Pow
        and factor.base.is_Symbol
        and (not factor.exp.is_Rational or factor.exp < 0)
    }
    for factor in factors.args:
        parts = _content_and_rest_beside(factor, meeting) if factor.is_Add else (ONE, factor)
        tidied.extend(part for part in parts if part is not ONE)
    if len(tidied) == len(factors.args) and all(map(operator.is_, tidied, factors.args)):
        return factors
    return product(*tidied)


def _content_and_rest_beside(terms: Expr, meeting: set[Expr]) -> tuple[Expr, Expr]:
    """What comes out of a sum that stands beside powers of those letters."""
    form = _factored(terms, size(terms))
    if form.is_Add:
        for letter in meeting:
            if all(letter in _bases(term) for term in form.args):
                return shared_and_rest(form)
    return content_and_rest(form)


def _bases(term: Expr) -> list[Expr]:
    return [factor.base if factor.is_Pow else factor for factor in Mul.make_args(term)]


def _is_monomial(expression: Expr) -> bool:
    return all(
        factor.is_number or (base.is_Symbol and exponent.is_Rational)
        for factor in Mul.make_args(expression)
        for base, exponent in (factor.args if factor.is_Pow else (factor, ONE),)
    )


def tidy(expression: Expr, moving: str = "") -> Expr:
    """The form in which a result is given: a derivative by `moving`, if that is named."""
    for step in tidy_steps(expression, moving):
        expression = step.gives
    return expression


def tidy_steps(expression: Expr, moving: str = "") -> Iterator[TidyStep]:
    """How a result comes to the form in which it is given, one step after the other."""
    seen = look(expression)
    if not seen.is_small:
        return
    for _ in range(_MOST_STEPS):
        step = _next_step(expression, seen, moving)
        if step is None:
            return
        yield step
        expression = step.gives
        seen = look(expression)


def _next_step(expression: Expr, seen: Look, moving: str) -> TidyStep | None:
    for reason, change in _that_may_apply(seen, moving):
        form = change(expression)
        if form != expression:
            return TidyStep(reason, form)
    form = _factored(expression, seen.size)
    return TidyStep(Clean.FACTORS, form) if form != expression else None


def _that_may_apply(seen: Look, moving: str) -> Iterator[tuple[Reason, Callable[[Expr], Expr]]]:
    """The identities that may have something to do in a form in which that was seen."""
    if "Piecewise" in seen.functions:
        yield Clean.CASES, partial(cases_in_cases, finish=partial(tidy, moving=moving))
    if "sign" in seen.functions or "Abs" in seen.functions:
        yield Clean.SIGNS, lambda form: everywhere(form, signs_absorbed)
    if "sign" in seen.functions and moving:
        yield Clean.SIGNS_AS_ONE, partial(signs_as_one, moving=moving)
    if seen.exponent:
        yield Clean.POWERS, powers_merged
    if not OF_FUNCTIONS.isdisjoint(seen.squared):
        for squares in squares_that_may(seen.squared):
            yield squares, partial(everywhere, change=by(squares))
    if seen.radicand:
        yield Clean.ROOTS, lambda form: everywhere(form, roots_of_squares)
        yield Clean.FRACTIONS, lambda form: everywhere(form, roots_of_fractions)


def _shorter(one: Expr, other: Expr) -> Expr:
    return other if other is not one and size(other) < size(one) else one


def _holds_sum(factor: Expr) -> bool:
    """Whether a factor is a sum, a power of one, or a product that SymPy left in a product."""
    return bool(factor.is_Add or factor.is_Mul or (factor.is_Pow and factor.args[0].is_Add))


def _factored(expression: Expr, length: int) -> Expr:
    """A form of that size, shorter multiplied out, cancelled or with a common factor taken out.

    A sum whose terms share a factor that is more than a letter (`x e^x + e^x`) gives it up when
    that is shorter; sums of plain monomials stay multiplied out, as a book prints them.
    """
    if expression.is_Mul and length <= LARGEST:
        if not any(map(_holds_sum, expression.args)):
            return expression
        cleared = opposites_as_one(_sums_tidied(expression))
        if cleared.is_Mul:
            cleared = cancelled(_cleared_below(cleared))
        if cleared.is_Mul:
            cleared = _shorter(cleared, cancelled(powers_below(cleared)))
        if cleared.is_Mul:
            cleared = without_positive_sums(cleared)
        if cleared.is_Mul:
            cleared = minus_inside(cleared)
        return expression if cleared is expression or size(cleared) >= length else cleared
    if not expression.is_Add or length > LARGEST:
        return expression
    if all(_is_monomial(term) for term in expression.args):
        return expression
    shared, rest = shared_and_rest(expression)
    if shared is not ONE:
        factored = product(shared, squares_as_one(rest))
        if size(factored) < length:
            return factored
    # x(sin(x)/x^2 - 3 cos(x)/x) + 3 cos(x), of which little stays; x(1 - x^2) + x stays as it is.
    return multiplied_out(expression) if any(map(_may_cancel, expression.args)) else expression


def _may_cancel(term: Expr) -> bool:
    """Whether a term is a product of a sum and of others, with something below the line."""
    sums = [factor for factor in Mul.make_args(term) if factor.is_Add]
    if not term.is_Mul or not sums:
        return False
    parts = [term, *(part for each in sums for part in each.args)]
    return any(
        factor.is_Pow and factor.args[1].is_Rational and factor.args[1] < 0
        for part in parts
        for factor in Mul.make_args(part)
    )
