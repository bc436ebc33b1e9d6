"""Bounds on what the partials leave over, in words: the inequalities, one line each."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import Final, assert_never

import sympy
from sympy import Add, Expr, Rational, Symbol

from gradcli.calculus.numbers.orders import split
from gradcli.calculus.point.squeeze import Fact, FactKind, Squeezed
from gradcli.calculus.point.vanishing import Vanishing
from gradcli.field.expression import Call, Variable
from gradcli.narrative import notation as nt
from gradcli.narrative.box import Box
from gradcli.narrative.document import Line
from gradcli.narrative.letters import FOR_FUNCTIONS, Letters
from gradcli.narrative.phrases import enumerated, formula, sentence

_LARGEST: Final = 10
_MOST_TERMS: Final = 3  # of a longer bound only its size is told


def bounded_by_hand(
    found: Squeezed, size: Box, letters: tuple[str, ...], free: Letters
) -> tuple[Line, ...]:
    """|R| <= a bound <= C |h|^p, and |R|/|h| <= C |h|^(p - 1)."""
    squares = nt.sum_of([nt.power_of(nt.variable(letter), nt.number(2)) for letter in letters])
    length = nt.square_root(squares)
    exponent = Fraction(int(found.exponent.p), int(found.exponent.q))
    whole = _times(found.constant, _to_the(squares, exponent))
    divided = _times(found.constant, _to_the(squares, exponent - 1))
    why = [_why(fact, free) for fact in found.facts]
    # Said of the first inequality that is shown, it holds of those that follow from that.
    short = sentence(", for steps no longer than 1") if found.short else ()
    lines: list[Line] = []
    left: Box | None = size
    bound = formula(found.bound)
    if bound not in (size, whole) and len(Add.make_args(found.bound)) <= _MOST_TERMS:
        reason = (*sentence("since ", *enumerated(why)), *short) if why else ()
        lines.append(Line(left, "≤", bound, reason))
        left, why, short = None, [], () if why else short
    sizes = [nt.absolute(nt.variable(letter)) for letter in letters]
    reason = (*sentence("since ", *enumerated([*why, _each_at_most(sizes, length)])), *short)
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


def _times(constant: Expr, power: Box) -> Box:
    return power if constant == 1 else nt.product_of([formula(constant), power])


def _each_at_most(sizes: list[Box], length: Box) -> Box:
    """|h|, |k| <= sqrt(h^2 + k^2)."""
    return nt.relation(nt.listed(sizes), "≤", length)


def _why(fact: Fact, free: Letters) -> Box:
    """The inequality, as one reads it."""
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
            return nt.relation(
                size, "≤", nt.fraction_of(nt.number(1), nt.square_root(nt.typeset(u)))
            )
        case FactKind.WHOLE_PART:
            part = nt.absolute(nt.typeset(Call(str(fact.of), (u,))))
            return nt.relation(part, "≤", nt.sum_of([nt.absolute(nt.typeset(u)), nt.number(1)]))
        case FactKind.SINE | FactKind.COSINE | FactKind.EXPONENTIAL:
            assert isinstance(fact.of, Expr)
            apart, most = _nearly(fact.kind, fact.of)
            return nt.relation(nt.absolute(formula(apart)), "≤", formula(most))
        case FactKind.PART | FactKind.MEANS:
            assert isinstance(fact.of, Expr)
            assert fact.by is not None
            return nt.relation(formula(fact.of), "≤", formula(fact.by))
    assert_never(fact.kind)


def _nearly(kind: FactKind, u: Expr) -> tuple[Expr, Expr]:
    if kind is FactKind.SINE:
        return sympy.sin(u) - u, sympy.Pow(sympy.Abs(u), 3, evaluate=False) / 6
    if kind is FactKind.COSINE:
        return sympy.cos(u) - 1, u**2 / 2
    return sympy.exp(u) - 1 - u, u**2


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
