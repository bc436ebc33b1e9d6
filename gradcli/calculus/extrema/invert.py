"""From the values of letters back to the variables: e^u = 2 is u = ln 2, cos u = 0 a family."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import sympy
from sympy import Expr, Symbol

from gradcli.calculus.extrema.atoms import Kind, Letter
from gradcli.calculus.extrema.ideals import TooHardError
from gradcli.calculus.numbers.constants import Sign, is_zero, sign_of
from gradcli.field.fast_sympy.heads import head
from gradcli.field.size import size
from gradcli.frozen import dataclass

_MOST_STEPS: Final = 24
_LARGEST_COSINE: Final = 8  # nodes


@dataclass(frozen=True, slots=True, eq=False)
class Equation:
    """`form` = `value` (+ `period` k for a whole number k)."""

    form: Expr
    value: Expr
    period: Expr | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Assignment:
    """Values of variables, in terms of whole numbers and of the variables that have none.

    Where none of them has a value, `left` may be an equation between them, left = 0.
    """

    values: Mapping[Symbol, Expr]
    integers: tuple[Symbol, ...]
    left: Expr | None = None


def inverted(
    letters: Sequence[Letter], bound: Mapping[Symbol, Expr], integers: Sequence[Symbol]
) -> Iterator[Assignment]:
    """All ways in which the variables give the letters these values. May give more.

    Raises:
        TooHardError: an equation is met that is not solved.
    """
    variables = [each.symbol for each in letters if each.kind is Kind.VARIABLE]
    values = {v: bound[v] for v in variables if v in bound}
    equations = list(_equations(letters, bound))
    yield from _solved(equations, variables, values, (), tuple(integers), _MOST_STEPS)


def _equations(letters: Sequence[Letter], bound: Mapping[Symbol, Expr]) -> Iterator[Equation]:
    for place, letter in enumerate(letters):
        if letter.symbol not in bound:
            continue
        value = bound[letter.symbol]
        match letter.kind:
            case Kind.VARIABLE | Kind.CONSTANT | Kind.COSINE | Kind.ROOT:
                pass  # the cosine goes with its sine; the power of a root is among the equations
            case Kind.EXPONENTIAL:
                yield Equation(letter.argument, sympy.log(value))
            case Kind.LOGARITHM:
                yield Equation(letter.argument, sympy.exp(value))
            case Kind.SINE:
                cosine = bound.get(letters[place + 1].symbol)
                if cosine is None:
                    raise TooHardError
                yield Equation(letter.argument, _angle(value, cosine), 2 * sympy.pi)
            case Kind.FUNCTION:
                yield Equation(letter.argument, _argument(letter, value))


def _angle(sine: Expr, cosine: Expr) -> Expr:
    """The angle from -pi to pi with this sine and cosine."""
    if size(cosine) > _LARGEST_COSINE:
        raise TooHardError  # a formula that is of use to nobody, and whose signs take long
    found = sympy.acos(cosine)
    match sign_of(sine):
        case Sign.NEGATIVE:
            return -found
        case Sign.POSITIVE | Sign.ZERO:
            return found
        case Sign.UNDECIDED:
            raise TooHardError


def _argument(letter: Letter, value: Expr) -> Expr:
    """u with h(u) = value, for functions that are one to one."""
    name = head(letter.whole)
    if name in ("atan", "asin", "acos"):
        return getattr(sympy, name.removeprefix("a"))(value)
    if name in ("asinh", "atanh", "acosh"):
        return getattr(sympy, name.removeprefix("a"))(value)
    if name == "erf" and is_zero(value):
        return sympy.Integer(0)
    raise TooHardError


def _solved(
    equations: Sequence[Equation],
    variables: Sequence[Symbol],
    values: Mapping[Symbol, Expr],
    used: tuple[Symbol, ...],
    spare: tuple[Symbol, ...],
    steps: int,
) -> Iterator[Assignment]:
    if steps < 0:
        raise TooHardError
    put = [
        Equation(_with(each.form, values), _with(each.value, values), each.period)
        for each in equations
    ]
    for place, each in enumerate(put):
        own = [v for v in variables if each.form.has(v)]
        if not own:
            if _contradicts(each):
                return
            continue
        rest = [*put[:place], *put[place + 1 :]]
        value, integers, left = each.value, used, spare
        if each.period is not None:
            if not spare:
                raise TooHardError
            value = value + each.period * spare[0]
            integers, left = (*used, spare[0]), spare[1:]
        if len(own) > 1 and not rest and not values and not _is_linear(each.form, own):
            yield Assignment({}, integers, sympy.expand(each.form - value))
            return
        for found in _for_one(each.form, value, own):
            known = {v: _with(e, found) for v, e in values.items()}
            yield from _solved(rest, variables, {**known, **found}, integers, left, steps - 1)
        return
    yield Assignment(values, used)


def _with(form: Expr, values: Mapping[Symbol, Expr]) -> Expr:
    return sympy.expand(form.subs(dict(values))) if values else form


def _is_linear(form: Expr, own: Sequence[Symbol]) -> bool:
    """Whether it is linear in one of the variables, with a number before it."""
    return any(
        form.is_polynomial(v) and sympy.degree(form, v) == 1 and sympy.Poly(form, v).LC().is_number
        for v in own
    )


def _contradicts(equation: Equation) -> bool:
    """Whether an equation between numbers is seen to be wrong."""
    difference = equation.form - equation.value
    if difference.free_symbols:
        raise TooHardError
    if difference.is_extended_real is False:
        return True
    if equation.period is not None:
        turns = difference / equation.period
        about = sympy.N(turns, 30)
        if not about.is_Float and not about.is_Integer:
            raise TooHardError  # what is not seen to be real
        near = sympy.Integer(round(float(about)))
        difference = turns - near
    found = is_zero(difference)
    if found is None:
        raise TooHardError
    return not found


def _for_one(form: Expr, value: Expr, own: Sequence[Symbol]) -> Iterator[Mapping[Symbol, Expr]]:
    """form = value, solved for one of its variables."""
    for variable in own:
        poly = sympy.Poly(form, variable) if form.is_polynomial(variable) else None
        if poly is not None and poly.degree() == 1 and poly.LC().is_number:
            a, b = poly.all_coeffs()
            yield {variable: sympy.expand((value - b) / a)}
            return
    if len(own) != 1 or value.free_symbols:
        raise TooHardError
    (variable,) = own
    if not form.is_polynomial(variable):
        raise TooHardError
    for root in real_roots_of(sympy.Poly(form - value, variable)):
        yield {variable: root}


def one_by_one(equations: Sequence[Expr], letters: Sequence[Symbol]) -> list[dict[Symbol, Expr]]:
    """Equations that give one letter after the other: y^2 = pi, and x = y.

    Raises:
        TooHardError: they are of another kind.
    """
    bounds: list[dict[Symbol, Expr]] = [{}]
    left, used = list(equations), set[Symbol]()
    while left:
        for equation in left:
            own = [letter for letter in letters if equation.has(letter) and letter not in used]
            if len(own) == 1 and not sympy.Poly(equation, own[0]).LC().has(*letters):
                break
        else:
            raise TooHardError
        left.remove(equation)
        used.add(own[0])
        bounds = [
            {**each, own[0]: root}
            for each in bounds
            for root in real_roots_of(sympy.Poly(equation.xreplace(each), own[0]))
        ]
    return bounds


def real_roots_of(poly: sympy.Poly) -> list[Expr]:
    """The real roots of a x^n + c, or of a quadratic, whose coefficients are numbers.

    Raises:
        TooHardError: it is of another kind.
    """
    degree = poly.degree()
    coefficients = poly.all_coeffs()
    if all(c == 0 for c in coefficients[1:-1]):
        ratio = -coefficients[-1] / coefficients[0]
        sign = sign_of(ratio)
        if sign is Sign.UNDECIDED:
            raise TooHardError
        if sign is Sign.ZERO:
            return [sympy.Integer(0)]
        size = abs(ratio) ** sympy.Rational(1, degree)
        if degree % 2:
            return [size if sign is Sign.POSITIVE else -size]
        return [size, -size] if sign is Sign.POSITIVE else []
    if degree != 2:
        raise TooHardError
    a, b, c = coefficients
    discriminant = sympy.expand(b**2 - 4 * a * c)
    match sign_of(discriminant):
        case Sign.NEGATIVE:
            return []
        case Sign.ZERO:
            return [-b / (2 * a)]
        case Sign.POSITIVE:
            half = sympy.sqrt(discriminant)
            return [(-b - half) / (2 * a), (-b + half) / (2 * a)]
        case Sign.UNDECIDED:
            raise TooHardError
