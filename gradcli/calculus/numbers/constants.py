"""Decisions about constants: their signs, whether they are 0, their decimal digits.

Rational numbers answer at once. Anything else is enclosed in an interval, with more digits until
0 is outside; what still looks like 0 is *proved* to be 0 (a separation bound for algebraic
numbers, identities for logarithms and arcs, an expression that vanishes whatever its
transcendental parts are), or the answer is UNDECIDED. No float is ever compared.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from enum import Enum
from fractions import Fraction
from functools import lru_cache
from operator import is_
from typing import Any, Final

import sympy
from sympy import Expr
from sympy.core.evalf import PrecisionExhausted

from gradcli.calculus.numbers.algebraic import is_algebraic, separation_bits
from gradcli.calculus.numbers.decimals import decimal_of, decimal_of_number
from gradcli.calculus.numbers.intervals import UndecidedError, intervals
from gradcli.calculus.numbers.numeric import (
    OutsideRealsError,
    context_of,
    evaluate,
)
from gradcli.calculus.numbers.one_root import multiplied_out
from gradcli.calculus.numbers.saturation import enclosure_by_rests
from gradcli.field.fast_sympy.heads import head, is_exponential
from gradcli.field.fast_sympy.sympy_build import UNREAL
from gradcli.field.forms import is_named_and_positive, spelled_out
from gradcli.field.from_sympy import UnrealError, from_sympy
from gradcli.field.functions import in_sympy, of_families
from gradcli.field.functions.circular import ANGLE_OF_A_POINT
from gradcli.field.functions.record import Family
from gradcli.field.to_sympy import ToSympy

_DIGITS = (25, 60, 150)
_MORE_DIGITS = (600, 2400, 4800)
_SMALL = 1e-100
_NARROW = 1e-6
_LARGEST_PROOF = 6000  # digits
_LARGEST_REWRITING = 150  # operations
_LARGEST_FACTORED = 10**24
_LARGEST_EXPANDED = 24
_MOST_TERMS = 2_000
_LARGEST_POWER_OF_E = 500
_MOST_NESTED = 2


UNENDING: Final[type[Exception]] = PrecisionExhausted
"""What SymPy raises where the whole part of a number has more than a hundred digits."""


class Sign(Enum):
    """Where a real constant lies."""

    NEGATIVE = -1
    ZERO = 0
    POSITIVE = 1
    UNDECIDED = None

    def meets(self, relation: str) -> bool | None:
        """Whether a number of this sign is so related to 0: > 0, != 0; None where it is open."""
        match self:
            case Sign.UNDECIDED:
                return None
            case Sign.ZERO:
                return relation in ("=", "<=", ">=")
            case Sign.POSITIVE:
                return relation in (">", ">=", "!=")
            case Sign.NEGATIVE:
                return relation in ("<", "<=", "!=")


def sign_of(constant: Expr) -> Sign:
    """The sign of a real constant (an expression without variables).

    UNDECIDED where it looks like 0 and no proof was found, and for what is not a finite real
    number (zoo, nan, an infinity, a complex number).
    """
    if constant.is_Rational:
        p = constant.p
        return Sign.POSITIVE if p > 0 else Sign.NEGATIVE if p < 0 else Sign.ZERO
    if constant.is_NumberSymbol:
        return Sign.POSITIVE
    return _sign_of_irrational(constant)


def is_zero(constant: Expr) -> bool | None:
    """Whether a real constant is 0; None where that is undecided."""
    sign = sign_of(constant)
    return None if sign is Sign.UNDECIDED else sign is Sign.ZERO


def compare(left: Expr, right: Expr) -> Sign:
    """The sign of `left - right`."""
    return sign_of(left - right)


def exactly_at(values: Mapping[str, Expr]) -> ToSympy:
    """The forms of trees at a point, their comparisons of constants decided as here.

    Numbers a + b sqrt(n) are multiplied out, and sums that are whole numbers are these.
    """
    return ToSympy(
        values,
        sign=lambda constant: sign_of(constant).value,
        constant=settled,
        whole=settled_sum,
    )


def whole_number(constant: Expr) -> int | None:
    """The whole number that a real constant is; None where it is none, or that is undecided."""
    if constant.is_Rational:
        return int(constant.p) if constant.q == 1 else None
    ends = enclosure(constant, _DIGITS[0])
    if ends is None or ends[1] - ends[0] > _NARROW:
        return None
    nearest = int(context_of(_DIGITS[0]).nint((ends[0] + ends[1]) / 2))
    if not ends[0] <= nearest <= ends[1]:
        return None
    return nearest if is_zero(constant - nearest) else None


def settled(constant: Expr) -> Expr:
    """A constant as the number a + b sqrt(n) or the whole number that it is."""
    return settled_sum(multiplied_out(constant))


def settled_sum(constant: Expr) -> Expr:
    """sin(1)^2 + cos(1)^2 as 1."""
    if constant.is_Rational or constant.free_symbols or not constant.has(sympy.Function):
        return constant
    number = whole_number(constant)
    return constant if number is None else sympy.Integer(number)


def enclosure(constant: Expr, digits: int) -> tuple[Any, Any] | None:
    """Two mpmath numbers between which `constant` lies, computed with `digits` digits.

    None where it cannot be enclosed with so many digits, and for what has letters in it.
    """
    if constant.free_symbols:
        return None
    try:
        interval = evaluate(from_sympy(constant), {}, intervals(digits))
    except (UnrealError, OutsideRealsError, UndecidedError, OverflowError):
        return None
    context = context_of(digits)
    below, above = interval._mpi_
    return context.make_mpf(below), context.make_mpf(above)


def _sign_between(ends: tuple[Any, Any] | None) -> Sign:
    if ends is None:
        return Sign.UNDECIDED
    below, above = ends
    if below > 0:
        return Sign.POSITIVE
    if above < 0:
        return Sign.NEGATIVE
    return Sign.ZERO if below == above == 0 else Sign.UNDECIDED


@lru_cache(maxsize=4096)
def _sign_of_irrational(constant: Expr) -> Sign:
    if constant.free_symbols or constant.has(*UNREAL):
        return Sign.UNDECIDED
    ends: tuple[Any, Any] | None = None
    for digits in _DIGITS:
        ends = enclosure(constant, digits)
        sign = _sign_between(ends)
        if sign is not Sign.UNDECIDED:
            return sign
    sign = _sign_between(enclosure_by_rests(constant, _DIGITS[1]))
    if sign is not Sign.UNDECIDED:
        return sign
    # The difference of two large numbers does not look like 0 before their digits are used up.
    for digits in _MORE_DIGITS:
        small = ends is not None and max(-ends[0], ends[1]) < _SMALL
        if ends is None or (small and not _saturates(constant)):
            break
        ends = enclosure(constant, digits)
        sign = _sign_between(ends)
        if sign is not Sign.UNDECIDED:
            return sign
    if is_named_and_positive(constant):
        return Sign.POSITIVE
    sign = _by_structure(constant)
    return _proof(constant) if sign is Sign.UNDECIDED else sign


_CIRCULAR: Final = frozenset({"sin", "cos", "tan", "cot"})
SATURATING: Final = frozenset({"sigmoid", "tanh", "erf", "coth", "softplus"})
_SATURATED: Final = 18  # an argument from which on some differ from it by less than 10^-140
_OUT_OF_SIGHT: Final = 1300  # beyond e^-1300 no number of digits that is worth its time shows any


def _saturates(constant: Expr) -> bool:
    """Whether a function in it is so near its bound that the rest takes digits to be seen.

    1 - sigmoid(800) is no 0, though it looks like one to 340 digits.
    """
    for part in constant.atoms(sympy.Function, sympy.Pow):
        if head(part) not in SATURATING and not is_exponential(part):
            continue
        argument = part.exp if part.is_Pow else part.args[0]
        ends = enclosure(argument, _DIGITS[0])
        if ends is None:
            continue
        size = max(-ends[0], ends[1])
        exponent = size * size if head(part) == "erf" else size
        if size > _SATURATED and exponent <= _OUT_OF_SIGHT:
            return True
    return False


def _by_structure(constant: Expr) -> Sign:
    """The sign of what is too large or too small to be enclosed, by the signs of its parts."""
    if constant.is_Mul:
        signs = [sign_of(factor) for factor in constant.args]
        if Sign.UNDECIDED in signs:
            return Sign.UNDECIDED
        return Sign(math.prod(sign.value for sign in signs))
    if head(constant) == "HeldRoot":
        return Sign.POSITIVE
    if constant.is_Pow or head(constant) == "exp":
        base, exponent = constant.as_base_exp()
        is_real = sign_of(exponent) is not Sign.UNDECIDED
        return Sign.POSITIVE if is_real and sign_of(base) is Sign.POSITIVE else Sign.UNDECIDED
    return Sign.UNDECIDED


def _proof(constant: Expr) -> Sign:
    """The sign of what looks like 0 to 150 digits."""
    if is_algebraic(constant):
        return _sign_of_algebraic(constant)
    constant = spelled_out(constant)
    if any(head(part) == "sinc" for part in sympy.preorder_traversal(constant)):
        constant = constant.replace(sympy.sinc, _sine_by_argument)
    if not _is_tame(constant):
        return Sign.UNDECIDED
    # 1000 ln a - 1000 ln b is 0 where ln a - ln b is, and a^1000 is never looked at.
    _, primitive = constant.primitive()
    try:
        is_proved = any(vanishes(form) for form in _rewritings(primitive))
    except ZeroDivisionError:
        # SymPy's 15 digits of what it divides by are all lost, as of 1/asinh(10^-20)^2.
        return Sign.UNDECIDED
    return Sign.ZERO if is_proved else Sign.UNDECIDED


def _sine_by_argument(argument: Expr) -> Expr:
    """The sinc of a constant, by its definition where that is certainly not 0."""
    at_zero = is_zero(argument)
    return sympy.sinc(argument) if at_zero is not False else sympy.sin(argument) / argument


def _is_tame(constant: Expr) -> bool:
    """Whether it can be multiplied out, and the numbers in it factored, in a moment."""
    if sympy.count_ops(constant) > _LARGEST_REWRITING:
        return False
    for node in sympy.preorder_traversal(constant):
        if node.is_Rational and max(abs(node.p), node.q) > _LARGEST_FACTORED:
            return False
        if node.is_Pow and node.exp.is_Integer and abs(node.exp) > _LARGEST_EXPANDED:
            return False
        if is_exponential(node):
            power = node.as_base_exp()[1]
            # e^(9999/10) is a power of e^(1/10), and would be multiplied out as one.
            if power.is_Rational and abs(power.p) > _LARGEST_POWER_OF_E:
                return False
    return _terms(constant) <= _MOST_TERMS


def _terms(form: Expr) -> int:
    """How many terms a form has at most once it is multiplied out."""
    if form.is_Add:
        return sum(map(_terms, form.args))
    if form.is_Mul:
        return math.prod(map(_terms, form.args))
    if form.is_Pow and form.exp.is_Integer:
        terms, times = _terms(form.base), abs(int(form.exp))
        return math.comb(terms + times - 1, times)
    return 1


def _sign_of_algebraic(constant: Expr) -> Sign:
    digits = separation_bits(constant) * 0.30103 + 10
    if digits > _LARGEST_PROOF:
        return Sign.UNDECIDED
    # The interval's width may be some digits more than its precision.
    ends = enclosure(constant, int(digits) + 40)
    sign = _sign_between(ends)
    if ends is None or sign is not Sign.UNDECIDED:
        return sign
    width = max(-ends[0], ends[1])
    return Sign.ZERO if width < context_of(15).mpf(10) ** (-int(digits)) else Sign.UNDECIDED


def _rewritings(constant: Expr) -> Iterator[Expr]:
    """Forms that are 0 exactly if `constant`, which is near 0, is."""
    yield sympy.expand(constant)
    # ln 6 = ln 2 + ln 3.
    yield sympy.expand(sympy.expand_log(constant, force=True, factor=True))
    flat = _flat(constant, {})
    by_exponentials = _of_families(flat, _BY_EXPONENTIALS)
    if by_exponentials:
        yield sympy.expand(flat.rewrite(by_exponentials, sympy.exp))
    by_logarithms = _of_families(flat, _BY_LOGARITHMS)
    if by_logarithms:
        # acosh 2 = ln(2 + sqrt 3).
        yield from _rewritings(flat.rewrite(by_logarithms, sympy.log))
        return
    if any(map(_is_irrational_power, sympy.preorder_traversal(constant))):
        yield _powers_by_exponent(constant)
    expanded = sympy.expand(constant)
    terms = sympy.Add.make_args(expanded)
    # e^(k ln a) is a^k, and sin(k t) a polynomial of degree k.
    if any(abs(term.as_coeff_Mul(rational=True)[0].p) > _LARGEST_EXPANDED for term in terms):
        return
    # e^s = 1 for s = 0 alone: ln(1 + e) = 1 + ln(1 + 1/e).
    if any(term.has(sympy.log) for term in terms):
        power = sympy.exp(constant)
        if _terms(power) <= _MOST_TERMS:
            yield sympy.powsimp(sympy.expand(power)) - 1
    # sin s = 0 only for s = 0 while s is small; the same holds of tan.
    if _of_families(constant, _ARCS):
        yield sympy.expand_trig(sympy.sin(expanded))


def _of_families(form: Expr, names: frozenset[str]) -> list[type[Expr]]:
    """The functions of these names that stand in a form, as SymPy has them."""
    parts = sympy.preorder_traversal(form)
    return list(dict.fromkeys(part.func for part in parts if head(part) in names))


def _flat(form: Expr, letters: dict[Expr, Expr], depth: int = 0) -> Expr:
    """A letter for each function that is to be rewritten and stands within two others.

    What vanishes for all values of these does for theirs; and SymPy, which looks at the sign of
    each part again and again, works on three within one another for a minute.
    """
    if head(form) in _BY_EXPONENTIALS | _BY_LOGARITHMS | _ARCS:
        if depth == _MOST_NESTED:
            return letters.setdefault(form, sympy.Dummy(real=True))
        depth += 1
    if not form.args:
        return form
    args = [_flat(part, letters, depth) for part in form.args]
    return form if all(map(is_, args, form.args)) else form.func(*args)


def _is_irrational_power(form: Expr) -> bool:
    return bool(
        form.is_Pow and form.base.is_Rational and form.base > 0 and not form.exp.is_Rational
    )


def _powers_by_exponent(constant: Expr) -> Expr:
    """A letter for each a^b = e^(b ln a), the same one where b ln a is: 2^(ln 5) = 5^(ln 2)."""
    letters: dict[Expr, Expr] = {}

    def letter_of(base: Expr, exponent: Expr) -> Expr:
        whole = sympy.expand_log(exponent * sympy.log(base), force=True, factor=True)
        return letters.setdefault(sympy.expand(whole), sympy.Dummy(positive=True))

    powers = {part for part in sympy.preorder_traversal(constant) if _is_irrational_power(part)}
    return constant.xreplace({part: letter_of(part.base, part.exp) for part in powers})


def vanishes(form: Expr) -> bool:
    """Whether `form` is 0 whatever numbers its transcendental parts are."""
    stand_ins: dict[Expr, Expr] = {}
    powers = filter(is_exponential, form.atoms(sympy.exp, sympy.Pow))
    numbers = [_rational_factor(each)[0] for each in powers]
    step = sympy.Rational(
        math.gcd(*(int(number.p) for number in numbers)) or 1,
        math.lcm(*(int(number.q) for number in numbers)),
    )
    numerator = sympy.fraction(sympy.together(_with_stand_ins(form, stand_ins, step)))[0]
    if numerator == 0:
        return True
    if _terms(numerator) > _MOST_TERMS:
        return False
    if not stand_ins:
        return is_algebraic(numerator) and _sign_of_algebraic(numerator) is Sign.ZERO
    try:
        coefficients = sympy.Poly(sympy.expand(numerator), *stand_ins.values()).coeffs()
    except sympy.PolynomialError:
        return False
    return all(
        coefficient == 0
        or (is_algebraic(coefficient) and _sign_of_algebraic(coefficient) is Sign.ZERO)
        for coefficient in coefficients
    )


def _rational_factor(power: Expr) -> tuple[Expr, Expr]:
    """The rational number and the rest in the exponent of a power of e; 1 and the power else."""
    if not is_exponential(power):
        return sympy.S.One, power
    number, rest = power.as_base_exp()[1].as_coeff_Mul(rational=True)
    return number, rest


def _with_stand_ins(form: Expr, stand_ins: dict[Expr, Expr], step: Expr) -> Expr:
    """`form` with a letter in place of each part that is not algebraic.

    e^(4/3) and e^(-2/3) are powers of e^(2/3), where `step` is 2/3: one letter for all of them.
    """
    if is_algebraic(form):
        return form
    if form.is_Add or form.is_Mul:
        return form.func(*(_with_stand_ins(part, stand_ins, step) for part in form.args))
    if is_exponential(form):
        number, rest = _rational_factor(form)
        if 0 < abs(number / step) <= _LARGEST_EXPANDED:
            root = stand_ins.setdefault(sympy.exp(rest * step), sympy.Dummy(real=True))
            return root ** (number / step)
    if form.is_Pow and form.exp.is_Integer:
        return _with_stand_ins(form.base, stand_ins, step) ** form.exp
    return stand_ins.setdefault(form, sympy.Dummy(real=True))


_ARCS: Final = in_sympy((*of_families(Family.INVERSE_CIRCULAR), ANGLE_OF_A_POINT))
_BY_LOGARITHMS: Final = in_sympy(of_families(Family.INVERSE_HYPERBOLIC))
_BY_EXPONENTIALS: Final = in_sympy(of_families(Family.CIRCULAR, Family.HYPERBOLIC))


def decimal(constant: Expr, digits: int = 4) -> str | None:
    """`constant` to `digits` significant decimal digits, correctly rounded: `9.604`.

    Digits before the point are never rounded away, up to fifteen; a number that is larger, or
    below 10^-6, is written `1.234*10^20`. A rational number that ends sooner is written as it is
    (`0.5`). A tie goes to the even digit. None for what is not a finite real number, or cannot be
    enclosed.
    """
    if constant.is_Rational:
        return decimal_of(Fraction(int(constant.p), int(constant.q)), digits)
    # Correct rounding needs more digits only while the number lies very near to a tie, is the
    # small rest of a function that has nearly reached its bound, or that of a large angle.
    more = _saturates(constant) or not _CIRCULAR.isdisjoint(
        map(head, sympy.preorder_traversal(constant))
    )
    for extra in (10, 40, 150, *(_MORE_DIGITS if more else ())):
        ends = enclosure(constant, digits + extra + 15)
        if ends is None:
            continue
        below, above = (decimal_of_number(end, digits) for end in ends)
        if below == above:
            return below
    ends = enclosure_by_rests(constant, digits + 25)
    if ends is not None:
        below, above = (decimal_of_number(end, digits) for end in ends)
        if below == above:
            return below
    return "0" if sign_of(constant) is Sign.ZERO else None


def decided_float(constant: Expr) -> float | None:
    """`constant` as a float of which six digits, and so the sign, are certain; else None."""
    if constant.is_Rational:
        return nearest_float(constant)
    ends = enclosure(constant, 60)
    if ends is None or abs(ends[1] - ends[0]) > 1e-6 * min(abs(ends[0]), abs(ends[1])):
        return None
    return nearest_float(constant)


def nearest_float(constant: Expr) -> float | None:
    """`constant` as a float; None for what is not a finite real number or too large for one."""
    try:
        if constant.is_Rational:
            return int(constant.p) / int(constant.q)
    except OverflowError:
        return None
    ends = enclosure(constant, 40)
    if ends is None:
        return None
    # What digits do not tell from 0 may be 0: cos(1)^2 + sin(1)^2 - 1.
    if ends[0] < 0 < ends[1] and sign_of(constant) is Sign.ZERO:
        return 0.0
    nearest = float((ends[0] + ends[1]) / 2)
    return nearest if math.isfinite(nearest) else None
