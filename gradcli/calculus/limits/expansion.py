"""Expansions in rising powers of t, t -> 0+, with an honest remainder.

    f = c_1 t^k_1 + c_2 t^k_2 + ... + O(t^order),      k_1 < k_2 < ... rational

Between the powers of t stand those of ln(1/t): see `EPSILON`.

The coefficients are exact: constants on the way to a point along one curve, or functions of the
direction where a whole neighbourhood is swept at once; then the remainder is uniform in the
direction. `Signs` knows which, and decides what a coefficient's sign is. Where an operation
cannot be expanded truthfully it raises `NoExpansionError`: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import Enum, auto
from fractions import Fraction
from typing import Final

import sympy
from sympy import Expr, Integer, Rational

from gradcli.calculus.numbers.constants import enclosure
from gradcli.calculus.numbers.orders import EPSILON, split
from gradcli.frozen import dataclass

# ln L is smaller than every power of L.
_SLOWER: Final = EPSILON / 1000
# exp(-1/t) is smaller than every positive power; this one stands for all.
FLAT: Final = Fraction(10**6)
MOST_TERMS: Final = 40
_MOST_OF_LOGARITHMS: Final = 3


class Obstruction(Enum):
    """Why there is no expansion."""

    NOWHERE = auto()  # the function is not defined along there
    PARTLY = auto()  # it is not defined on all sides
    UNBOUNDED = auto()  # it grows faster than any power
    UNKNOWN = auto()  # the expansion could not be carried far enough


class NoExpansionError(ArithmeticError):
    """There is no expansion, or none that is known to be true."""

    def __init__(self, trouble: Obstruction) -> None:
        super().__init__(trouble)
        self.trouble = trouble


def unknown() -> NoExpansionError:
    """Nothing is known."""
    return NoExpansionError(Obstruction.UNKNOWN)


class UniformSign(Enum):
    """The sign of a coefficient, in every direction at once."""

    ZERO = auto()  # everywhere
    POSITIVE = auto()  # everywhere
    NEGATIVE = auto()  # everywhere
    NOT_NEGATIVE = auto()  # >= 0 everywhere, and 0 somewhere or not known
    NOT_POSITIVE = auto()  # <= 0 everywhere, and 0 somewhere or not known
    MIXED = auto()  # positive somewhere and negative elsewhere
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of coefficients, and how far expansions are carried.

    `of` gives a coefficient's sign, `tidy` its simplest form (0 if it is 0), `constant` says
    whether it is the same in every direction; terms past `reach` above the first are dropped.
    `quotient` bounds a/b by O(t^order) where b has no inverse of one size in every direction.
    """

    of: Callable[[Expr], UniformSign]
    tidy: Callable[[Expr], Expr]
    constant: Callable[[Expr], bool]
    reach: Fraction
    quotient: Callable[[Expansion, Expansion], Fraction | None] = lambda _, __: None


Term = tuple[Fraction, Expr]


@dataclass(frozen=True, slots=True)
class Expansion:
    """`terms` with rising exponents and coefficients that are not 0; no remainder: `order` None."""

    terms: tuple[Term, ...]
    order: Fraction | None = None

    @property
    def is_zero(self) -> bool:
        """Whether this is exactly 0."""
        return not self.terms and self.order is None

    @property
    def start(self) -> Fraction:
        """The exponent of the first term, or of the remainder where there is none."""
        if self.terms:
            return self.terms[0][0]
        return FLAT if self.order is None else self.order

    @property
    def second(self) -> Fraction | None:
        """The exponent of what follows the first term; None where nothing does."""
        return self.terms[1][0] if len(self.terms) > 1 else self.order


ZERO: Final = Expansion(())


def constant(value: Expr) -> Expansion:
    """A number."""
    return Expansion(((Fraction(0), value),)) if value != 0 else ZERO


def remainder(order: Fraction) -> Expansion:
    """O(t^order) and nothing known beside."""
    return Expansion((), order)


def _least(*orders: Fraction | None) -> Fraction | None:
    known = [order for order in orders if order is not None]
    return min(known) if known else None


def collected(terms: Iterable[Term], order: Fraction | None, signs: Signs) -> Expansion:
    """Equal exponents gathered, what the remainder swallows or the reach exceeds dropped.

    From a coefficient on that cannot be tidied all is left to the remainder.
    """
    sums: dict[Fraction, list[Expr]] = {}
    for exponent, coefficient in terms:
        if order is None or exponent < order:
            sums.setdefault(exponent, []).append(coefficient)
    kept: list[Term] = []
    for exponent in sorted(sums):
        if kept and (exponent > kept[0][0] + signs.reach or len(kept) >= MOST_TERMS):
            return Expansion(tuple(kept), exponent)
        total = Integer(0)
        for coefficient in sums[exponent]:
            total += coefficient
        try:
            total = signs.tidy(total)
        except NoExpansionError:
            # What is too long, or not known to be 0, is a coefficient all the same.
            return Expansion(tuple(kept), exponent)
        if total != 0:
            kept.append((exponent, total))
    return Expansion(tuple(kept), order)


def add(a: Expansion, b: Expansion, signs: Signs) -> Expansion:
    """a + b."""
    return collected((*a.terms, *b.terms), _least(a.order, b.order), signs)


def negative(a: Expansion) -> Expansion:
    """-a."""
    return Expansion(tuple((exponent, -value) for exponent, value in a.terms), a.order)


def multiply(a: Expansion, b: Expansion, signs: Signs) -> Expansion:
    """a b."""
    if a.is_zero or b.is_zero:
        return ZERO
    order = _least(
        None if b.order is None else a.start + b.order,
        None if a.order is None else b.start + a.order,
    )
    return collected(((i + j, x * y) for i, x in a.terms for j, y in b.terms), order, signs)


def scaled(a: Expansion, factor: Expr, shift: Fraction, signs: Signs) -> Expansion:
    """factor t^shift a."""
    return collected(
        ((exponent + shift, factor * value) for exponent, value in a.terms),
        None if a.order is None else a.order + shift,
        signs,
    )


def power_series(
    coefficient: Callable[[int], Expr], u: Expansion, signs: Signs, last: int | None = None
) -> Expansion:
    """sum over j >= 0 of coefficient(j) u^j, u -> 0; it ends with `last` where that is given.

    The remainder of a convergent power series is O(u^(J+1)).
    """
    first = constant(signs.tidy(coefficient(0)))
    if u.is_zero:
        return first
    if u.start <= 0:
        raise unknown()
    total, power = first, constant(Integer(1))
    # Of a power of 1/ln(1/t) none is as small as t: a few are kept, for the signs they have.
    most = MOST_TERMS if split(u.start)[0] > 0 else _MOST_OF_LOGARITHMS
    j = 0
    while last is None or j < last:
        j += 1
        power = multiply(power, u, signs)
        if j > most or power.start > signs.reach or not power.terms:
            # All that is left is no larger than this power of u.
            return add(total, remainder(power.start), signs)
        total = add(total, scaled(power, coefficient(j), Fraction(0), signs), signs)
        if total.order is not None and total.order <= power.start:
            # What follows is swallowed by the remainder.
            return total
    return total


def _binomial(exponent: Expr) -> Callable[[int], Expr]:
    def coefficient(j: int) -> Expr:
        value = Integer(1)
        for i in range(j):
            value = value * (exponent - i) / (i + 1)
        return value

    return coefficient


def _over_first(a: Expansion, signs: Signs) -> Expansion:
    """r with a = c t^k (1 + r); the first coefficient must be nowhere 0."""
    (k, c), rest = a.terms[0], Expansion(a.terms[1:], a.order)
    return scaled(rest, 1 / c, -k, signs)


def to_constant(a: Expansion, exponent: Expr, signs: Signs) -> Expansion:
    """a^exponent, for a constant exponent: a > 0, or any a other than 0 if it is whole."""
    if exponent == 0:
        return constant(Integer(1))
    whole = exponent.is_Integer
    if a.is_zero:
        if exponent.is_positive:
            return ZERO
        raise NoExpansionError(Obstruction.NOWHERE)
    if not a.terms:
        return _power_of_remainder(a, exponent)
    k, c = a.terms[0]
    sign = signs.of(c)
    definite = sign in (UniformSign.POSITIVE, UniformSign.NEGATIVE)
    if whole and exponent > 0 and (not definite or len(a.terms) == 1):
        return _repeated(a, int(exponent), signs)
    if not whole:
        if sign is UniformSign.NEGATIVE:
            raise NoExpansionError(Obstruction.NOWHERE)
        if sign is UniformSign.MIXED:
            raise NoExpansionError(Obstruction.PARTLY)
    if not definite:
        return _power_near_zero(a, exponent, sign, signs)
    if not exponent.is_Rational:
        if k != 0:
            return remainder(k * _below(exponent, k > 0))
        shift = Fraction(0)
    else:
        shift = k * Fraction(int(exponent.p), int(exponent.q))
    last = int(exponent) if whole and exponent > 0 else None
    series = power_series(_binomial(exponent), _over_first(a, signs), signs, last)
    return scaled(series, c**exponent, shift, signs)


def _below(exponent: Expr, less: bool) -> Fraction:
    """A fraction a little below an irrational exponent (above it if not `less`)."""
    ends = enclosure(exponent, 25)
    if ends is None:
        raise unknown()
    end = ends[0] if less else ends[1]
    return Fraction(int(end.context.floor(end * 1000)) + (0 if less else 1), 1000)


def _power_of_remainder(a: Expansion, exponent: Expr) -> Expansion:
    assert a.order is not None
    if exponent.is_Integer and exponent > 0:
        return remainder(a.order * int(exponent))
    raise unknown()


def _repeated(a: Expansion, count: int, signs: Signs) -> Expansion:
    if len(a.terms) == 1 and a.order is None:
        k, c = a.terms[0]
        return Expansion(((k * count, signs.tidy(c**count)),))
    result, square = constant(Integer(1)), a
    while count:
        if count & 1:
            result = multiply(result, square, signs)
        count >>= 1
        if count:
            square = multiply(square, square, signs)
    return result


def _power_near_zero(a: Expansion, exponent: Expr, sign: UniformSign, signs: Signs) -> Expansion:
    """a^p, p > 0, where the first coefficient is >= 0 but may vanish in some directions.

    |x^p - y^p| <= |x - y|^p for p <= 1, and <= C |x - y| max(x, y)^(p-1) for p > 1; both need
    that a itself is nowhere negative, which is known only if all its terms are not.
    """
    known = sign is UniformSign.NOT_NEGATIVE and a.order is None
    if not (known and exponent.is_Rational and exponent > 0) or any(
        signs.of(value) not in (UniformSign.POSITIVE, UniformSign.NOT_NEGATIVE)
        for _, value in a.terms
    ):
        raise unknown()
    k, c = a.terms[0]
    p = Fraction(int(exponent.p), int(exponent.q))
    order = None
    if a.second is not None:
        order = a.second * p if p <= 1 else a.second + k * (p - 1)
    return collected(((k * p, c**exponent),), order, signs)


def odd_root(a: Expansion, degree: int, root: Callable[[Expr], Expr], signs: Signs) -> Expansion:
    """The real root of odd degree; `root` takes it of a coefficient."""
    if a.is_zero:
        return ZERO
    share = Fraction(1, degree)
    if not a.terms:
        assert a.order is not None
        return remainder(a.order * share)
    k, c = a.terms[0]
    sign = signs.of(c)
    if sign in (UniformSign.POSITIVE, UniformSign.NEGATIVE):
        series = power_series(_binomial(Rational(1, degree)), _over_first(a, signs), signs)
        return scaled(series, root(c), k * share, signs)
    # |cbrt x - cbrt y| <= C cbrt |x - y|.
    order = None if a.second is None else a.second * share
    return collected(((k * share, root(c)),), order, signs)


def sign_near(a: Expansion, signs: Signs) -> UniformSign:
    """The sign of `a` for all small t > 0."""
    if a.is_zero:
        return UniformSign.ZERO
    if not a.terms:
        return UniformSign.UNKNOWN
    sign = signs.of(a.terms[0][1])
    alone = len(a.terms) == 1 and a.order is None
    if sign in (UniformSign.POSITIVE, UniformSign.NEGATIVE) or alone:
        return sign
    for settled in (UniformSign.NOT_NEGATIVE, UniformSign.NOT_POSITIVE):
        of_one_sign = all(
            signs.of(value)
            in (
                settled,
                UniformSign.POSITIVE
                if settled is UniformSign.NOT_NEGATIVE
                else UniformSign.NEGATIVE,
            )
            for _, value in a.terms
        )
        if a.order is None and of_one_sign:
            return settled
    return UniformSign.MIXED if sign is UniformSign.MIXED else UniformSign.UNKNOWN


def absolute(a: Expansion, signs: Signs) -> Expansion:
    """|a|; where the first coefficient changes sign, ||x| - |y|| <= |x - y| leaves a remainder."""
    sign = sign_near(a, signs)
    if sign in (UniformSign.ZERO, UniformSign.POSITIVE, UniformSign.NOT_NEGATIVE) or not a.terms:
        return a
    if sign in (UniformSign.NEGATIVE, UniformSign.NOT_POSITIVE):
        return negative(a)
    k, c = a.terms[0]
    return collected(((k, sympy.Abs(c)),), a.second, signs)


def greatest(a: Expansion, b: Expansion, signs: Signs) -> Expansion:
    """max(a, b)."""
    difference = add(a, negative(b), signs)
    sign = sign_near(difference, signs)
    if sign in (UniformSign.ZERO, UniformSign.POSITIVE, UniformSign.NOT_NEGATIVE):
        return a
    if sign in (UniformSign.NEGATIVE, UniformSign.NOT_POSITIVE):
        return b
    if not difference.terms:
        return collected(a.terms, difference.order, signs)
    k = difference.terms[0][0]
    common = [term for term in a.terms if term[0] < k]
    at_k = sympy.Max(_coefficient(a, k), _coefficient(b, k))
    return collected(
        (*common, (k, at_k)), _least(difference.second, _after(a, k), _after(b, k)), signs
    )


def _coefficient(a: Expansion, exponent: Fraction) -> Expr:
    return dict(a.terms).get(exponent, Integer(0))


def _after(a: Expansion, exponent: Fraction) -> Fraction | None:
    """The first exponent past `exponent`, the remainder's included."""
    later = [k for k, _ in a.terms if k > exponent]
    return _least(a.order, *later[:1])


def common(branches: list[Expansion], signs: Signs) -> Expansion:
    """What all the branches agree on, with a remainder where they part."""
    whole = branches[0]
    for branch in branches[1:]:
        difference = add(whole, negative(branch), signs)
        if not difference.is_zero:
            whole = collected(whole.terms, _least(whole.order, difference.start), signs)
    return whole


def logarithm(a: Expansion, log: Callable[[Expr], Expr], signs: Signs) -> Expansion:
    """ln a: of c t^k (1 + r) it is ln c - k ln(1/t) + ln(1 + r)."""
    sign = sign_near(a, signs)
    if sign in (UniformSign.ZERO, UniformSign.NEGATIVE, UniformSign.NOT_POSITIVE):
        raise NoExpansionError(Obstruction.NOWHERE)
    if sign is UniformSign.MIXED:
        raise NoExpansionError(Obstruction.PARTLY)
    k, c = a.terms[0] if a.terms else (Fraction(0), Integer(0))
    if sign is not UniformSign.POSITIVE or signs.of(c) is not UniformSign.POSITIVE:
        raise unknown()
    series = power_series(
        lambda j: Integer(0) if j == 0 else Rational((-1) ** (j + 1), j),
        _over_first(a, signs),
        signs,
    )
    whole = add(constant(log(c)), series, signs)
    if k == 0:
        return whole
    power, of_logarithm = split(k)
    if of_logarithm != 0:
        return add(whole, remainder(-EPSILON if power != 0 else -_SLOWER), signs)
    grown = Expansion(((-EPSILON, Rational(-power.numerator, power.denominator)),))
    return add(whole, grown, signs)
