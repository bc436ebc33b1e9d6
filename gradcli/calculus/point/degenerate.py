"""Critical points at which the second-derivative test is silent: decided where there is a proof.

Of f - f(P) three things are looked at. Along a curve to P its first term has a sign: two curves
with opposite signs show that P is neither a minimum nor a maximum. In all directions at once, the
first term may be a form that is positive in every one: then P is a strict minimum (for weights
p_i, of the curves P + (c_i t^p_i); Lojasiewicz, and for two variables any book on Newton polygons).
And f - f(P) may be seen to have one sign by its form: a square, a sum of squares (those of its part
of second degree completed), or a function at the end of its range, as the cosine where it is 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from itertools import islice, pairwise
from itertools import product as choices
from typing import Final, TypeAlias

import sympy
from sympy import Expr, Integer, Symbol

from gradcli.calculus.limits.expand import expand
from gradcli.calculus.limits.expansion import (
    NoExpansionError,
    UniformSign,
)
from gradcli.calculus.limits.limits import Neighbourhood, along, straight
from gradcli.calculus.limits.uniform_sign import (
    directions,
    in_all_directions,
    is_never_negative,
    letters,
)
from gradcli.calculus.numbers.constants import Sign, sign_of
from gradcli.calculus.numbers.factoring import factors_of
from gradcli.calculus.point.critical import (
    BothSides,
    CriticalKind,
    LeadingForm,
    OnCurve,
    OneSign,
    OppositeSigns,
    Proof,
)
from gradcli.calculus.point.one_sign import extremum_by_form
from gradcli.field.expression import Negative, Sum
from gradcli.field.fast_sympy.sympy_build import difference, negate, product, total
from gradcli.field.from_sympy import from_sympy
from gradcli.field.scalar_field import Point, ScalarField
from gradcli.field.size import size
from gradcli.frozen import dataclass

# Of the terms in all directions the first is looked for, and those behind it grow fast.
_REACHES: Final = (2, 4, 8)
_MOST_VARIABLES: Final = 4
_RAYS: Final = 24
_FLAT: Final = (Integer(7), Integer(-3), Integer(11), Integer(5))
_LARGEST: Final = 200  # nodes of a formula whose form is looked at
# Scalings (x, y) -> (t^a x, t^b y): curves such as y = c x^2 and y^2 = c x^3.
_WEIGHTS: Final = ((1, 2), (2, 1), (1, 3), (3, 1), (2, 3), (3, 2), (1, 4), (4, 1))


_Leading: TypeAlias = Callable[[tuple[int, ...]], LeadingForm | None]
"""The first term for each of the curves P + (c_i t^p_i)."""

_SENSES: Final = (Integer(1), Integer(-1), Integer(0))  # the last in more than two variables


@dataclass(frozen=True, slots=True)
class Decided:
    """What a critical point is, and why."""

    kind: CriticalKind
    proof: Proof


def decide(field: ScalarField, point: Point, value: Expr) -> Decided | None:
    """What a critical point of a function that is smooth there is; None where nothing proves it.

    `value` is f(P). The minimum or maximum may be one that is not strict: (y - x^2)^2.
    """
    if field.held or size(field.canonical(field.tree)) > _LARGEST:
        return None
    if len(field.variables) > _MOST_VARIABLES:
        return by_form(field, point, value)
    # Of the change alone the first term is told, and held against numbers.
    change = Sum((field.tree, Negative(from_sympy(value))))
    near = Neighbourhood(change, field.variables, point.coordinates)
    if len(field.variables) == 1:
        return _on_a_line(near)
    leading_of = cache(lambda powers: _leading(near, powers))
    seen = by_form(field, point, value)
    if seen is None:
        if _is_flat(near):
            return None
        opposite = _opposite_signs(near, leading_of)
        if opposite is not None:
            return Decided(CriticalKind.SADDLE, opposite)
    elif _is_quotient(field.expression, field.symbols):
        # The terms of a quotient in all directions take seconds.
        return seen
    # It may tell more than the form, that the minimum is strict.
    return _by_leading_form(near, leading_of) or seen


def _is_flat(near: Neighbourhood) -> bool:
    """Whether f - f(P) has no term on two lines to P, chosen so that hardly a form is 0 on both.

    Of what is constant, as csc(coth x tanh x), none is found on any curve, and each takes its time.
    """
    lines = (_FLAT[: len(near.variables)], _FLAT[::-1][: len(near.variables)])
    try:
        return not any(
            along(near, line, straight(len(line)), to_a_term=True).terms for line in lines
        )
    except NoExpansionError:
        return False


def _on_a_line(near: Neighbourhood) -> Decided | None:
    """By the first term on either side."""
    left, right = (_on_curve(near, (Integer(sense),), (1,)) for sense in (-1, 1))
    if left is None or right is None:
        return None
    match sign_of(left.leading), sign_of(right.leading):
        case Sign.POSITIVE, Sign.POSITIVE:
            return Decided(CriticalKind.MINIMUM, BothSides(left, right))
        case Sign.NEGATIVE, Sign.NEGATIVE:
            return Decided(CriticalKind.MAXIMUM, BothSides(left, right))
        case Sign.POSITIVE, Sign.NEGATIVE:
            return Decided(CriticalKind.NEITHER, OppositeSigns(left, right))
        case Sign.NEGATIVE, Sign.POSITIVE:
            return Decided(CriticalKind.NEITHER, OppositeSigns(right, left))
        case _:
            return None


def at_edge(field: ScalarField, point: Point, value: Expr, outward: Expr) -> CriticalKind | None:
    """What f(P) is where f has one variable and no value `outward`: by the first term inward."""
    if field.held or size(field.canonical(field.tree)) > _LARGEST:
        return None
    change = Sum((field.tree, Negative(from_sympy(value))))
    near = Neighbourhood(change, field.variables, point.coordinates)
    found = _on_curve(near, (negate(outward),), (1,))
    match None if found is None else sign_of(found.leading):
        case Sign.POSITIVE:
            return CriticalKind.MINIMUM
        case Sign.NEGATIVE:
            return CriticalKind.MAXIMUM
        case Sign.ZERO | Sign.UNDECIDED | None:
            return None


def _opposite_signs(near: Neighbourhood, leading_of: _Leading) -> OppositeSigns | None:
    up: OnCurve | None = None
    down: OnCurve | None = None
    for coefficients, powers in _curves(near, leading_of):
        found = _on_curve(near, coefficients, powers)
        match None if found is None else sign_of(found.leading):
            case Sign.POSITIVE:
                up = up or found
            case Sign.NEGATIVE:
                down = down or found
            case Sign.ZERO | Sign.UNDECIDED | None:
                pass
        if up is not None and down is not None:
            return OppositeSigns(up, down)
    return None


def _on_curve(
    near: Neighbourhood, coefficients: Sequence[Expr], powers: Sequence[int]
) -> OnCurve | None:
    try:
        found = along(near, coefficients, powers, to_a_term=True)
    except NoExpansionError:
        return None
    if not found.terms:
        return None
    exponent, leading = found.terms[0]
    return OnCurve(tuple(coefficients), tuple(powers), leading, exponent)


def _curves(
    near: Neighbourhood, leading_of: _Leading
) -> Iterator[tuple[tuple[Expr, ...], tuple[int, ...]]]:
    """Rays first, then curves, those between the zeros of the leading form.

    In more than two variables one of them goes like the square of the others, as in x = c y z.
    """
    dimension = len(near.variables)
    for direction in islice(directions(dimension), _RAYS):
        yield direction, straight(dimension)
    squared = tuple(
        tuple(2 if k == place else 1 for k in range(dimension)) for place in range(dimension)
    )
    for powers in (straight(2), *_WEIGHTS) if dimension == 2 else squared:
        leading = leading_of(powers)
        if leading is None:
            continue
        for place in (1, 0) if dimension == 2 else (powers.index(2),):
            for senses in choices(_SENSES[: min(dimension, 3)], repeat=dimension - 1):
                for other in _around_zeros(leading.form, place, senses):
                    yield (*senses[:place], other, *senses[place:]), powers


def _around_zeros(form: Expr, place: int, senses: Sequence[Expr]) -> list[Expr]:
    """Where a form is looked at, all its letters but one set to 1 or -1: about its zeros.

    Between and beyond them; at rational zeros too: there the next term of f has the sign.
    """
    names = letters(len(senses) + 1)
    other = names[place]
    held = (each for each in names if each != other)
    fixed = form.subs(dict(zip(held, senses, strict=True)))
    if not fixed.is_polynomial(other) or fixed.free_symbols != {other}:
        return []
    coefficients = sympy.Poly(fixed, other).all_coeffs()
    if not all(each.is_Rational for each in coefficients):
        return []
    # Logarithms that cancel would stay in the domain that SymPy finds by itself.
    poly = sympy.Poly(coefficients, other, domain=sympy.QQ)
    zeros = [(low + high) / 2 for (low, high), _ in poly.intervals(eps=sympy.Rational(1, 100))]
    if not zeros:
        return []
    middles = [(one + two) / 2 for one, two in pairwise(zeros)]
    rational = sorted(poly.ground_roots())
    return [*map(_plain, (zeros[0] - 1, *middles, zeros[-1] + 1)), *rational]


def _plain(number: Expr) -> Expr:
    """A number near by with a small denominator."""
    return sympy.Rational(Fraction(int(number.p), int(number.q)).limit_denominator(6))


def _leading(near: Neighbourhood, powers: tuple[int, ...]) -> LeadingForm | None:
    """The first term of f - f(P), as a function of the direction."""
    names = letters(len(powers))
    for reach in _REACHES:
        signs = in_all_directions(names, reach, plain=powers == straight(len(powers)))
        try:
            change = expand(near.tree, near.variables, near.point, names, powers, signs)
        except NoExpansionError:
            continue
        if change.terms:
            exponent, form = change.terms[0]
            return LeadingForm(form, powers, exponent)
    return None


def _by_leading_form(near: Neighbourhood, leading_of: _Leading) -> Decided | None:
    dimension = len(near.variables)
    names = letters(dimension)
    for powers in (straight(dimension), *(_WEIGHTS if dimension == 2 else ())):
        leading = leading_of(powers)
        if leading is None:
            continue
        signs = in_all_directions(names, _REACHES[-1], plain=powers == straight(dimension))
        match signs.of(leading.form):
            case UniformSign.POSITIVE:
                return Decided(CriticalKind.MINIMUM, leading)
            case UniformSign.NEGATIVE:
                return Decided(CriticalKind.MAXIMUM, leading)
            case (
                UniformSign.ZERO
                | UniformSign.NOT_NEGATIVE
                | UniformSign.NOT_POSITIVE
                | UniformSign.MIXED
                | UniformSign.UNKNOWN
            ):
                pass
    return None


def _is_quotient(form: Expr, names: Sequence[Symbol]) -> bool:
    """Whether it is a quotient of polynomials, and none itself."""
    return bool(form.is_rational_function(*names)) and not form.is_polynomial(*names)


def _by_squares(field: ScalarField, point: Point, change: Expr) -> Decided | None:
    """The terms of second degree in the steps are squares, and the others have their sign."""
    names = field.symbols
    if not change.is_polynomial(*names):
        return None
    steps = dict(zip(names, point.coordinates, strict=True))
    moved = sympy.Poly(change.xreplace({v: v + at for v, at in steps.items()}), *names)
    if not (moved.domain.is_ZZ or moved.domain.is_QQ):
        return None
    back = {v: v - at for v, at in steps.items()}
    for kind, poly in ((CriticalKind.MINIMUM, moved), (CriticalKind.MAXIMUM, -moved)):
        second = {powers: c for powers, c in poly.terms() if sum(powers) == 2}
        squares = _squares(sympy.Poly.from_dict(second, *names).as_expr(), names)
        rest = poly - sympy.Poly.from_dict(second, *names)
        if squares is None or not is_never_negative(rest.as_expr(), names):
            continue
        terms = (*squares, *sympy.Add.make_args(rest.as_expr()))
        form = total(*(each.xreplace(back) for each in terms))
        return Decided(kind, OneSign(form if poly is moved else negate(form)))
    return None


def _squares(form: Expr, names: Sequence[Symbol]) -> tuple[Expr, ...] | None:
    """A quadratic form as squares with positive numbers; None where it has a negative value.

    Lagrange's reduction: a x^2 + 2 x l + m = a (x + l/a)^2 + (m - l^2/a).
    """
    squares: list[Expr] = []
    for name in names:
        poly = sympy.Poly(form, name)
        leading, linear = poly.coeff_monomial(name**2), poly.coeff_monomial(name)
        if leading == 0 and linear == 0:
            continue
        if not leading > 0:
            return None
        squares.append(leading * (name + linear / (2 * leading)) ** 2)
        form = sympy.expand(form - squares[-1])
    return tuple(squares)


def by_form(field: ScalarField, point: Point, value: Expr) -> Decided | None:
    """The same by the form of f - f(P) alone.

    Squares, sums of them, and factors that are not 0 at P and so keep their sign near it.
    """
    if field.held or size(field.canonical(field.tree)) > _LARGEST:
        return None
    change = difference(field.expression, value)
    if change == 0:
        return None
    kind = extremum_by_form(change, field.symbols)
    if kind is not None:
        return Decided(kind, OneSign(change))
    seen = _by_squares(field, point, change)
    if seen is not None:
        return seen
    below_line: list[tuple[Expr, int]] = []
    above = change
    if _is_quotient(change, field.symbols):
        above, denominator = sympy.fraction(sympy.cancel(change))
        number, below_line = factors_of(denominator)
        above /= number
    if not above.is_polynomial(*field.symbols):
        return None
    content, factors = factors_of(above)
    at = dict(zip(field.symbols, point.coordinates, strict=True))
    if below_line:
        change = content * product(
            *(base**power for base, power in factors),
            *(base**-power for base, power in below_line),
        )
    signs = [sign_of(content)]
    open_factors = [
        base
        for base, power in (*factors, *below_line)
        if power % 2 and not is_never_negative(base, field.symbols)
    ]
    signs.extend(sign_of(base.subs(at)) for base in open_factors)
    if Sign.ZERO in signs or Sign.UNDECIDED in signs:
        return None
    below = signs.count(Sign.NEGATIVE) % 2
    kind = CriticalKind.MAXIMUM if below else CriticalKind.MINIMUM
    return Decided(kind, OneSign(change, tuple(open_factors)))
