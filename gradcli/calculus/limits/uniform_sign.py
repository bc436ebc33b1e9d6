"""Signs of functions of the direction, the same in every direction or not at all.

A coefficient of an expansion around P is a function of c = (c_1, ..., c_n) other than 0. That it
changes sign is shown by two directions with rational components; that it does not is proved: by
its structure (squares, absolute values, roots and sums of them), by counting the real roots of a
polynomial (Sturm), or by the leading minors of a quadratic form (Sylvester).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import islice, product

import sympy
from sympy import Expr, Integer, Rational, Symbol

from gradcli.calculus.limits.expansion import Signs, UniformSign, unknown
from gradcli.calculus.limits.growth import order_of_quotient
from gradcli.calculus.numbers.constants import Sign, sign_of
from gradcli.field.fast_sympy.heads import head, is_exponential

_MOST_SAMPLES = 24
_LARGEST_FORM = 300  # operations


def letters(count: int) -> tuple[Symbol, ...]:
    """c_1, ..., c_n."""
    return tuple(Symbol(f"c_{index}", real=True) for index in range(1, count + 1))


def directions(count: int) -> Iterator[tuple[Expr, ...]]:
    """Rational directions, the axes and the plainest diagonals first."""
    for index in range(count):
        for sense in (1, -1):
            yield tuple(Integer(sense if i == index else 0) for i in range(count))
    sizes = (Integer(1), Integer(2), Rational(1, 2), Integer(3), Rational(1, 5))
    for shift in range(len(sizes)):
        for senses in islice(product((1, -1), repeat=count), 8):
            yield tuple(
                sense * (sizes[0] if i == 0 else sizes[(shift * i) % len(sizes)])
                for i, sense in enumerate(senses)
            )


def in_all_directions(names: tuple[Symbol, ...], reach: int, *, plain: bool = True) -> Signs:
    """Coefficients are functions of the direction with these components.

    `plain` says that all variables are scaled alike, so that t is the distance.
    """
    samples = tuple(islice(directions(len(names)), _MOST_SAMPLES))

    @lru_cache(maxsize=1024)
    def of(value: Expr) -> UniformSign:
        if not value.free_symbols:
            return _of_constant(sign_of(value))
        seen = {sign_of(value.xreplace(dict(zip(names, at, strict=True)))) for at in samples}
        if Sign.UNDECIDED in seen:
            return UniformSign.UNKNOWN
        if Sign.POSITIVE in seen and Sign.NEGATIVE in seen:
            return UniformSign.MIXED
        if Sign.NEGATIVE in seen:
            return _OPPOSITE[_never_negative(-value, names)]
        return _never_negative(value, names)

    @lru_cache(maxsize=1024)
    def tidy(value: Expr) -> Expr:
        if value.is_Rational:
            return value
        if not value.free_symbols:
            sign = sign_of(value)
            if sign is Sign.UNDECIDED:
                raise unknown()
            return Integer(0) if sign is Sign.ZERO else value
        if sympy.count_ops(value) > _LARGEST_FORM:
            raise unknown()
        form = sympy.expand(value) if value.is_polynomial(*names) else value
        if form == 0 or vanishes_identically(form, samples, names):
            return Integer(0)
        return form

    return Signs(
        of,
        tidy,
        lambda value: not value.free_symbols,
        Fraction(reach),
        lambda above, below: order_of_quotient(above, below, names) if plain else None,
    )


def vanishes_identically(
    form: Expr, samples: Sequence[tuple[Expr, ...]], names: tuple[Symbol, ...]
) -> bool:
    """Whether `form` is 0 in every direction; a direction where it is not settles that."""
    for at in samples:
        if sign_of(form.xreplace(dict(zip(names, at, strict=True)))) in (
            Sign.POSITIVE,
            Sign.NEGATIVE,
        ):
            return False
    if sympy.expand(sympy.fraction(sympy.together(form))[0]) == 0:
        return True
    raise unknown()


def _of_constant(sign: Sign) -> UniformSign:
    return {
        Sign.NEGATIVE: UniformSign.NEGATIVE,
        Sign.ZERO: UniformSign.ZERO,
        Sign.POSITIVE: UniformSign.POSITIVE,
        Sign.UNDECIDED: UniformSign.UNKNOWN,
    }[sign]


_OPPOSITE = {
    UniformSign.POSITIVE: UniformSign.NEGATIVE,
    UniformSign.NOT_NEGATIVE: UniformSign.NOT_POSITIVE,
    UniformSign.UNKNOWN: UniformSign.UNKNOWN,
}


def _never_negative(value: Expr, names: tuple[Symbol, ...]) -> UniformSign:
    """POSITIVE, NOT_NEGATIVE, or UNKNOWN where neither is proved."""
    if _is_positive(value, names):
        return UniformSign.POSITIVE
    if _is_not_negative(value):
        return UniformSign.NOT_NEGATIVE
    factors = factors_of(value, names)[1]
    if len(factors) > 1 and all(
        power % 2 == 0 or _is_positive(base, names) for base, power in factors
    ):
        return UniformSign.NOT_NEGATIVE
    return UniformSign.UNKNOWN


# Cell by cell the same few forms are asked for again.
@lru_cache(maxsize=1024)
def factors_of(form: Expr, names: tuple[Symbol, ...]) -> tuple[Expr, Sequence[tuple[Expr, int]]]:
    """The content and the irreducible factors of a rational polynomial; of others none."""
    if not form.is_polynomial(*names):
        return form, ()
    poly = sympy.Poly(form, *names)
    if not (poly.domain.is_ZZ or poly.domain.is_QQ):
        return form, ()
    content, factors = sympy.factor_list(form, *names)
    return content, tuple(factors)


def _is_not_negative(value: Expr) -> bool:
    """By structure."""
    if not value.free_symbols:
        return sign_of(value) in (Sign.POSITIVE, Sign.ZERO)
    if head(value) == "Abs" or is_exponential(value):
        return True
    if value.is_Pow:
        even = value.exp.is_Rational and value.exp.p % 2 == 0
        return bool(even or _is_not_negative(value.base))
    if value.is_Mul or value.is_Add:
        return all(_is_not_negative(part) for part in value.args)
    if head(value) == "Max":
        return any(_is_not_negative(part) for part in value.args)
    return False


def is_never_negative(form: Expr, names: tuple[Symbol, ...]) -> bool:
    """Whether a formula in real letters is seen to be nowhere below 0.

    By its structure, or since each factor of a polynomial is, or stands with an even exponent.
    """
    if _is_not_negative(form):
        return True
    content, factors = factors_of(form, names)
    return (
        bool(factors)
        and sign_of(content) is Sign.POSITIVE
        and all(power % 2 == 0 or _is_not_negative(base) for base, power in factors)
    )


def _is_positive(value: Expr, names: tuple[Symbol, ...]) -> bool:
    """Positive for every c but 0; the expressions are homogeneous, so c = 0 does not matter."""
    if not value.free_symbols:
        return sign_of(value) is Sign.POSITIVE
    if is_exponential(value):
        return True
    if head(value) == "Abs":
        return _is_positive(value.args[0], names) or _is_positive(-value.args[0], names)
    if value.is_Pow:
        if value.exp.is_Rational and value.exp.p % 2 == 0:
            return _is_positive(value.base, names) or _is_positive(-value.base, names)
        return _is_positive(value.base, names)
    if value.is_Mul:
        return all(_is_positive(part, names) for part in value.args)
    if value.is_Add and _covers(value, names):
        return True
    if value.is_polynomial(*names):
        return _is_positive_polynomial(sympy.Poly(value, *names), names)
    return False


def _covers(value: Expr, names: tuple[Symbol, ...]) -> bool:
    """A sum of terms >= 0 that vanish together only at 0: x^2 + 3 y^4 + |z|, and the like."""
    if not all(_is_not_negative(term) for term in value.args):
        return False
    alone: set[Symbol] = set()
    for term in value.args:
        rest = [factor for factor in sympy.Mul.make_args(term) if factor.free_symbols]
        if len(rest) == 1 and len(rest[0].free_symbols) == 1:
            base = rest[0].base if rest[0].is_Pow else rest[0]
            base = base.args[0] if head(base) == "Abs" else base
            if base.is_Symbol:
                alone.add(base)
        if _is_positive(term, names):
            return True
    return alone == set(names)


def _is_positive_polynomial(poly: sympy.Poly, names: tuple[Symbol, ...]) -> bool:
    if len(names) == 2 and (poly.domain.is_ZZ or poly.domain.is_QQ):
        # Up to a positive factor each direction is (+-1, s) or (0, +-1).
        first, second = names
        for sense in (1, -1):
            line = sympy.Poly(poly.eval(first, sense), second)
            edge = sympy.Poly(poly.eval(first, 0), second).eval(sense)
            if not edge > 0 or line.count_roots() != 0 or not line.eval(0) > 0:
                return False
        return True
    if poly.is_homogeneous and poly.total_degree() == 2:
        form = sympy.hessian(poly.as_expr(), names)
        return all(
            sign_of(form[:size, :size].det()) is Sign.POSITIVE for size in range(1, len(names) + 1)
        )
    return False
