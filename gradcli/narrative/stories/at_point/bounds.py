"""Bounds on what the partials leave over, in words: the inequalities, one line each."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import Final, assert_never

import sympy
from sympy import Add, Expr, Rational, Symbol

from gradcli.calculus.numbers.orders import split
from gradcli.calculus.point.bounds.facts import LOGARITHMS, Fact, FactKind
from gradcli.calculus.point.bounds.squeeze import Squeezed
from gradcli.calculus.point.bounds.vanishing import Vanishing
from gradcli.field.expression import Call, Variable
from gradcli.narrative import notation as nt
from gradcli.narrative.box import Box
from gradcli.narrative.document import Line, Sentence
from gradcli.narrative.letters import FOR_FUNCTIONS, Letters
from gradcli.narrative.phrases import formula, joined, sentence

_LARGEST: Final = 10
_MOST_TERMS: Final = 4  # of a longer bound only its size is told


def bounded_by_hand(
    found: Squeezed, size: Box, letters: tuple[str, ...], free: Letters
) -> tuple[Line, ...]:
    """|R| <= a bound <= C |h|^p, and |R|/|h| <= C |h|^(p - 1)."""
    squares = Add(*(Symbol(letter, real=True) ** 2 for letter in letters))
    half = sympy.sqrt(squares)
    # Of |h|^p the number before it is told first: 2(h^2 + k^2).
    whole = _times(found.constant, half**found.exponent * found.beside)
    divided = _times(found.constant, half ** (found.exponent - 1) * found.beside)
    length = formula(half)
    why = [_why(fact, free) for fact in found.facts]
    # Said of the first inequality that is shown, it holds of those that follow from that.
    short = (
        ()
        if found.within is None
        else sentence(", for steps no longer than ", formula(found.within))
    )
    lines: list[Line] = []
    left: Box | None = size
    bound = formula(found.bound * found.beside)
    if bound not in (size, whole) and len(Add.make_args(found.bound)) <= _MOST_TERMS:
        reason = (*_since(why), *short) if why else ()
        lines.append(Line(left, "≤", bound, reason))
        left, why, short = None, [], () if why else short
    sizes = [nt.absolute(nt.variable(letter)) for letter in letters]
    reason = (*_since([*why, sentence(_each_at_most(sizes, length))]), *short)
    lines.append(Line(left, "≤", whole, reason))
    lines.append(Line(nt.fraction_of(size, length), "≤", divided, sentence("which tends to 0")))
    return tuple(lines)


def bounded_by_a_limit(found: Vanishing, size: Box, letters: tuple[str, ...]) -> tuple[Line, ...]:
    """|R|/|h| <= |w|, and w tends to 0."""
    length = nt.square_root(
        nt.sum_of([nt.power_of(nt.variable(letter), nt.number(2)) for letter in letters])
    )
    left = nt.fraction_of(size, length)
    sizes = [nt.absolute(nt.variable(letter)) for letter in letters]
    lines = [
        Line(left, "≤", formula(found.bound), sentence("since ", _each_at_most(sizes, length)))
    ]
    for letter, factor in found.factors:
        tends = nt.relation(nt.variable(letter.name), "→", nt.number(0))
        lines.append(Line(formula(factor), "→", nt.number(0), sentence("as ", tends)))
    return tuple(lines)


def _times(constant: Expr, power: Expr) -> Box:
    if constant == 1:
        return formula(power)
    return formula(constant) if power == 1 else nt.product_of([formula(constant), formula(power)])


def _each_at_most(sizes: list[Box], length: Box) -> Box:
    """|h|, |k| <= sqrt(h^2 + k^2)."""
    return nt.relation(nt.listed(sizes), "≤", length)


def _since(reasons: list[Sentence]) -> Sentence:
    """`since a, b and c`."""
    *first, last = reasons
    start = joined(first, ", ")
    return (*sentence("since "), *joined([start, last], " and "))


def _why(fact: Fact, free: Letters) -> Sentence:
    """The inequality, as one reads it, and where it comes from if that is not everyday use."""
    inequality = _inequality(fact, free)
    match fact.kind:
        case FactKind.TAYLOR:
            # Of (M h^2 + 2 N |h| |k| + L k^2)/2 the second partials are at most M, N and L.
            assert fact.by is not None
            terms = [term.as_coeff_Mul() for term in Add.make_args(fact.by)]
            bounds = sorted({2 * n if _is_square(size) else n for n, size in terms})
            return sentence(
                inequality,
                " by Taylor's formula (no second partial is larger there than ",
                formula(bounds[-1]),
                ")",
            )
        case FactKind.IN_CASE:
            return sentence(inequality, " in that case")
        case (
            FactKind.WITHIN_ONE
            | FactKind.ANGLE
            | FactKind.NO_MORE_THAN_ITSELF
            | FactKind.SERIES
            | FactKind.AT_MOST
            | FactKind.PART
            | FactKind.MEANS
            | FactKind.BETWEEN
            | FactKind.DEFINITE
            | FactKind.LOGARITHM
            | FactKind.EXPONENTIAL
            | FactKind.LOWER_POWER
            | FactKind.WHOLE_PART
        ):
            return sentence(inequality)
    assert_never(fact.kind)


def _is_square(size: Expr) -> bool:
    """Whether it is h^2, not |h| |k|."""
    return len(size.free_symbols) == 1


def _inequality(fact: Fact, free: Letters) -> Box:
    u = Variable(free.pick(FOR_FUNCTIONS))
    match fact.kind:
        case FactKind.WITHIN_ONE:
            return nt.relation(nt.absolute(nt.typeset(Call(str(fact.of), (u,)))), "≤", nt.number(1))
        case FactKind.ANGLE:
            angle = nt.absolute(nt.typeset(Call(str(fact.of), (u,))))
            return nt.relation(angle, "≤", formula(sympy.pi / 2))
        case FactKind.NO_MORE_THAN_ITSELF:
            within = nt.absolute(nt.typeset(Call(str(fact.of), (u,))))
            return nt.relation(within, "≤", nt.absolute(nt.typeset(u)))
        case FactKind.LOGARITHM:
            size = nt.absolute(nt.typeset(Call("log", (u,))))
            assert fact.by is not None
            times = dict(LOGARITHMS)[fact.by]
            return nt.relation(size, "≤", formula(times / Symbol(u.name) ** fact.by))
        case FactKind.EXPONENTIAL:
            assert fact.by is not None
            number = Symbol(u.name)
            most = sympy.factorial(fact.by) / number**fact.by
            return nt.relation(formula(sympy.exp(-number)), "≤", formula(most))
        case FactKind.WHOLE_PART:
            part = nt.absolute(nt.typeset(Call(str(fact.of), (u,))))
            return nt.relation(part, "≤", nt.sum_of([nt.absolute(nt.typeset(u)), nt.number(1)]))
        case FactKind.SERIES:
            assert isinstance(fact.of, Expr)
            assert fact.by is not None
            return nt.relation(nt.absolute(formula(fact.of)), "≤", formula(fact.by))
        case (
            FactKind.TAYLOR
            | FactKind.AT_MOST
            | FactKind.PART
            | FactKind.MEANS
            | FactKind.BETWEEN
            | FactKind.DEFINITE
            | FactKind.LOWER_POWER
            | FactKind.IN_CASE
        ):
            assert isinstance(fact.of, Expr)
            assert fact.by is not None
            return nt.relation(formula(fact.of), "≤", formula(fact.by))
    assert_never(fact.kind)


def length_to(letters: tuple[str, ...], exponent: Fraction, *, divided: bool = False) -> Box:
    """|h|^p, and that over |h| if `divided`; also where it is |h| over a power of ln(1/|h|)."""
    power, of_logarithm = split(exponent)
    if power == 1 and of_logarithm < 0:
        # Asked for late: an import of these functions by name loads them for every page.
        length = sympy.sqrt(Add(*(Symbol(letter, real=True) ** 2 for letter in letters)))
        times = Rational(of_logarithm.numerator, of_logarithm.denominator)
        return formula((1 if divided else length) * sympy.log(1 / length) ** times)
    squares = nt.sum_of([nt.power_of(nt.variable(letter), nt.number(2)) for letter in letters])
    return _to_the(squares, plain_exponent(exponent) - divided)


def plain_exponent(exponent: Fraction) -> Fraction:
    """A plain exponent that bounds small steps as well: 3/2 for 1999/1000, 2 for 40.

    Where a logarithm stands beside the power, as in |h|^(3/2) ln |h|, it is a lower one, 5/4.
    """
    if exponent > _LARGEST:
        return Fraction(2)
    power, of_logarithm = split(exponent)
    if power > 1 and of_logarithm < 0:
        # |h|^p over a logarithm is less than |h|^p.
        exponent = power
    if exponent.denominator <= _LARGEST or exponent <= 1:
        return exponent
    parts = 2
    while floor(parts * exponent) <= parts:
        parts *= 2
    return Fraction(floor(parts * exponent), parts)


def _to_the(squares: Box, exponent: Fraction) -> Box:
    """The length of a step to a power, of the sum of the squares of its components."""
    half = exponent / 2
    if half == 1:
        return squares
    return (
        nt.square_root(squares)
        if 2 * half == 1
        else nt.power_of(squares, nt.number(Rational(half)))
    )
