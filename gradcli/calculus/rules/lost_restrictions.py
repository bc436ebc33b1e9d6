"""Restrictions that the canonical form has lost: x^2/x is x, but only where x is not 0.

SymPy cancels, and what is left is defined at points where the function as typed is not. At a point
`gradcli.calculus.domain.domain` evaluates the tree as written; this module finds the same
restrictions for formulas.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Set
from typing import Final, assert_never

import sympy
from sympy import Add, Expr, Mul

from gradcli.calculus.clean_up.polynomials import divided, is_sum_of_squares, shared_factor
from gradcli.calculus.clean_up.squares import squares_as_one
from gradcli.calculus.domain.restriction import (
    OF_FUNCTIONS,
    OVER,
    RESTRICTIONS,
    Lost,
    Restriction,
)
from gradcli.field import expression as ex
from gradcli.field.fast_sympy.heads import head, is_exponential
from gradcli.field.fast_sympy.sympy_build import HALF, TWO, apply, begins_with_minus, power
from gradcli.field.forms import parts_of_forms
from gradcli.field.functions import FUNCTIONS
from gradcli.field.functions.record import Requirement
from gradcli.field.scalar_field import ScalarField


def lost_restrictions(
    field: ScalarField, shortened: Iterable[tuple[Expr, Expr]] = ()
) -> tuple[Lost, ...]:
    """The restrictions on the variables that the canonical form no longer shows.

    Nor does a formula that was `shortened`: the pairs are what the rules gave, and what is given in
    its place. Restrictions that every real number satisfies are left out: x^2 + 1 is never 0.
    """
    whole = parts_of_forms([field.expression])
    powers = [part for part in whole if part.is_Pow]
    below = {power.base for power in powers if begins_with_minus(power.exp)}
    rooted = {power.base for power in powers if not power.exp.is_Integer}
    logarithms = {part.args[0] for part in whole if head(part) == "log"}
    lost: dict[Lost, None] = {}
    for node in ex.postorder(field.tree):
        for argument, restriction in _asked(node, field):
            match restriction:
                case Restriction.NOT_ZERO:
                    shown = argument in below and not _divides(argument, node, field)
                    kept = shown or argument.is_nonzero or argument in logarithms
                case Restriction.POSITIVE:
                    kept = argument in logarithms or argument.is_positive
                case Restriction.NOT_ONE:
                    kept = _shows_base(argument, node, field, below)
                case Restriction.NOT_NEGATIVE | Restriction.FRACTIONAL_POWER:
                    kept = argument in rooted or argument in logarithms or argument.is_nonnegative
                case _:
                    # The derivative of 0^u is the constant 0, which asks nothing of u.
                    kept = argument.is_positive
            if not kept:
                lost[Lost(argument, restriction)] = None
        if isinstance(node, ex.Call):
            for found in _of_function(node, field, whole, rooted):
                lost[found] = None
    for found in _by_shortening(field, shortened):
        lost[found] = None
    implied = _divided_by_bases(lost)
    return tuple(
        each
        for each in lost
        if each.restriction is not Restriction.NOT_ZERO or each.argument not in implied
    )


def domain_of(field: ScalarField) -> tuple[Lost, ...]:
    """All that the function as typed asks of its variables; none where that cannot be told whole.

    What every real number satisfies is left out, and what follows from the rest: x ≠ 0 beside
    x > 0. Nothing is told of a function with cases, which may divide where it never does so by 0.
    """
    asked: dict[tuple[tuple[Expr, ...], bool], Lost] = {}
    moving = frozenset(field.arguments)
    for node in ex.postorder(field.tree):
        if isinstance(node, ex.Piecewise):
            return ()
        for found in _needed(node, field):
            if found is None:
                return ()
            letters = {each.name for part in found.asked_of for each in part.free_symbols}
            if letters.isdisjoint(moving) or _always_holds(found):
                continue
            # That a base is not 1 stands beside what else is asked of it.
            key = (found.asked_of, found.restriction is Restriction.NOT_ONE)
            before = asked.get(key)
            asked[key] = found if before is None else _both(before, found)
    # Where x y > 0, x is not 0 either.
    implied = {
        factor.base if factor.is_Pow else factor
        for each in asked.values()
        if each.restriction in (Restriction.POSITIVE, Restriction.NOT_ZERO)
        for factor in Mul.make_args(each.argument)
        if factor != each.argument
    } | _divided_by_bases(asked.values())
    never_zero = implied | {
        each.argument
        for each in asked.values()
        if each.restriction in (Restriction.POSITIVE, Restriction.NOT_ZERO)
    }
    return tuple(
        each
        for each in asked.values()
        if not (
            (each.restriction is Restriction.NOT_ZERO and each.argument in implied)
            or (
                each.restriction is Restriction.NOT_BOTH_ZERO
                and not never_zero.isdisjoint(each.asked_of)
            )
        )
    )


_SIGNS: Final = (Restriction.NOT_ZERO, Restriction.NOT_NEGATIVE, Restriction.POSITIVE)


def _both(one: Lost, other: Lost) -> Lost:
    """u ≥ 0 and u ≠ 0 is u > 0; of others the first one is kept.

    A base u of a power that varies may be 0 here and there, but not where u ≠ 0 is asked as well.
    """
    signs = (*_SIGNS, Restriction.POSITIVE_BASE)
    if one.restriction == other.restriction or one.restriction not in signs:
        return one
    if other.restriction not in signs:
        return other
    both = {one.restriction, other.restriction}
    if both == {Restriction.NOT_NEGATIVE, Restriction.POSITIVE_BASE}:
        return Lost(one.argument, Restriction.POSITIVE_BASE)
    return Lost(one.argument, Restriction.POSITIVE)


def _needed(node: ex.Node, field: ScalarField) -> Iterator[Lost | None]:
    """What one operation asks of its operands; None for what cannot be told in one relation."""
    match node:
        case ex.Power(base, exponent) if ex.variables_of(exponent):
            raised, moving = field.canonical(base), frozenset(field.arguments)
            if raised.is_positive:
                return
            # x^n has values for all x where n is such a whole number, and 0^u is another matter.
            is_asked = moving & ex.variables_of(exponent) and moving & ex.variables_of(base)
            yield Lost(raised, Restriction.POSITIVE_BASE) if is_asked and raised != 0 else None
        case ex.Power(base, exponent) if ex.variables_of(base):
            raised, degree = field.canonical(base), field.canonical(exponent)
            if degree.is_Integer:
                if degree < 0:
                    yield Lost(raised, Restriction.NOT_ZERO)
            elif not degree.is_number:
                yield None
            else:
                is_above = bool(degree.is_positive)
                yield Lost(raised, _SIGNS[1] if is_above else Restriction.POSITIVE)
        case ex.Quotient():
            for argument, restriction in _asked(node, field):
                inner = argument.args[0] if head(argument) == "Abs" else argument
                yield Lost(inner, restriction)
        case ex.Call("log", (argument, *base)) if ex.variables_of(node):
            for part in (argument, *base):
                inner = field.canonical(part)
                if ex.variables_of(part) and not is_exponential(inner):
                    yield _of_logarithm(inner)
            for part in base:
                if ex.variables_of(part):
                    yield Lost(field.canonical(part), Restriction.NOT_ONE)
        case ex.Call("root", (_, ex.Number(count))) if count % 2:
            return
        case ex.Call("sqrt" | "root", (radicand, *_)):
            if ex.variables_of(radicand):
                coefficient, inner = field.canonical(radicand).as_coeff_Mul()
                yield Lost(inner if coefficient > 0 else -inner, Restriction.NOT_NEGATIVE)
        case ex.Call(function, arguments) if ex.variables_of(node):
            domain = FUNCTIONS[function].domain
            if domain is None or domain.requirement is Requirement.NONE:
                return
            if domain.requirement is Requirement.NOT_BOTH_ZERO:
                first, second = map(field.canonical, arguments)
                yield Lost(first, Restriction.NOT_BOTH_ZERO, function, second)
                return
            wanted = RESTRICTIONS.get(domain.requirement)
            if wanted is None or len(arguments) != 1:
                yield None
                return
            is_named = wanted is not Restriction.NOT_ZERO
            yield Lost(field.canonical(arguments[0]), wanted, function if is_named else "")


def _of_logarithm(inner: Expr) -> Lost:
    """ln u needs u > 0; of a square, or of |u|, u ≠ 0."""
    if head(inner) == "Abs":
        return Lost(inner.args[0], Restriction.NOT_ZERO)
    if inner.is_Pow and inner.exp.is_Integer and inner.exp % 2 == 0:
        return Lost(inner.base, Restriction.NOT_ZERO)
    if is_sum_of_squares(inner):
        return Lost(inner, Restriction.NOT_ZERO)
    return Lost(inner, Restriction.POSITIVE)


def _always_holds(asked: Lost) -> bool:
    """Whether every real number is seen to satisfy it: x^2 + 1 > 0."""
    form = squares_as_one(asked.argument)
    match asked.restriction:
        case Restriction.NOT_ZERO:
            return _is_never_zero(form) or (_sign_of_quadratic(form) or 0) != 0
        case Restriction.NOT_BOTH_ZERO:
            alone = (Lost(each, Restriction.NOT_ZERO) for each in asked.asked_of)
            return any(map(_always_holds, alone))
        case Restriction.NOT_ONE:
            return _always_holds(Lost(asked.argument - 1, Restriction.NOT_ZERO))
        case Restriction.POSITIVE | Restriction.POSITIVE_BASE:
            seen = is_sum_of_squares(form, positive=True) or _sign_of_quadratic(form) == 1
            return seen or (not form.is_polynomial() and bool(form.is_positive))
        case Restriction.NOT_NEGATIVE:
            seen = is_sum_of_squares(form) or _sign_of_quadratic(form) in (0, 1)
            return seen or (not form.is_polynomial() and bool(form.is_nonnegative))
        case Restriction.WITHIN_ONE:
            return head(form) in ("sin", "cos", "tanh")
        case (
            Restriction.FRACTIONAL_POWER
            | Restriction.POSITIVE_EXPONENT
            | Restriction.STRICTLY_WITHIN_ONE
            | Restriction.AT_LEAST_ONE
            | Restriction.OUTSIDE_ONE
            | Restriction.STRICTLY_OUTSIDE_ONE
            | Restriction.COSINE_NOT_ZERO
            | Restriction.SINE_NOT_ZERO
        ):
            return False
    assert_never(asked.restriction)


def _sign_of_quadratic(form: Expr) -> int | None:
    """1 and -1 of a quadratic in one variable that keeps its sign, 0 of one that is >= 0 so."""
    if len(form.free_symbols) != 1:
        return None
    (x,) = form.free_symbols
    terms = dict(each.as_coeff_Mul()[::-1] for each in Add.make_args(form) if each.free_symbols)
    constant, square = form.as_coeff_Add()[0], power(x, TWO)
    if not terms.keys() <= {x, square} or square not in terms:
        return None
    a, b, c = terms[square], terms.get(x, 0), constant
    if not all(each.is_Rational for each in (a, c)):
        return None
    discriminant = b * b - 4 * a * c
    if discriminant < 0:
        return 1 if a > 0 else -1
    return 0 if discriminant == 0 and a > 0 else None


def _is_never_zero(form: Expr) -> bool:
    """Whether a divisor is seen to be 0 nowhere: 1 + x^2, e^x.

    Of a polynomial SymPy would ask with all of its functions.
    """
    if not form.is_polynomial():
        return bool(form.is_nonzero)
    if form.is_Mul or form.is_Pow:
        factors = form.args if form.is_Mul else form.args[:1]
        return all(factor.is_Number or _is_never_zero(factor) for factor in factors)
    constant, rest = form.as_coeff_Add()
    squares = [each.as_coeff_Mul() for each in Add.make_args(rest)] if rest != 0 else []
    even = all(
        factor.is_Pow and factor.exp.is_Integer and factor.exp % 2 == 0
        for _, powers in squares
        for factor in Mul.make_args(powers)
    )
    numbers = [constant, *(number for number, _ in squares)]
    return even and (all(n > 0 for n in numbers) or all(n < 0 for n in numbers))


def _by_shortening(field: ScalarField, shortened: Iterable[tuple[Expr, Expr]]) -> Iterator[Lost]:
    """What the function asks, the rules' own formula for a derivative shows, and that given not."""
    differing = [(raw, given) for raw, given in shortened if raw != given]
    if not differing:
        return
    asked = dict.fromkeys(
        each for node in ex.postorder(field.tree) for each in _asked_of_derivatives(node, field)
    )
    # sec x and tan x ask the same of x: it is said once.
    alike = {(each.argument, each.restriction): each for each in reversed(asked)}
    for raw, given in differing if asked else ():
        before, after = _Shown(raw), _Shown(given)
        for found in reversed(alike.values()):
            if before.shows(found) and not after.shows(found):
                yield found


class _Shown:
    """What a formula asks of its letters, as one sees it: what stands below the line, and so on."""

    __slots__ = ("_below", "_calls", "_raised")

    def __init__(self, form: Expr) -> None:
        self._below: set[Expr] = set()
        self._raised: set[Expr] = set()
        self._calls: set[tuple[str, Expr]] = set()
        for part in parts_of_forms([form]):
            if part.is_Pow and not part.exp.is_Rational:
                self._raised.add(part.base)
                if all(map(begins_with_minus, Add.make_args(part.exp))):
                    self._below.update(_divisors(part.base))
            elif part.is_Pow and part.exp < 0:
                self._below.update(_divisors(part.base))
            elif part.is_Function and part.args:
                self._calls.add((head(part), part.args[0]))

    def shows(self, asked: Lost) -> bool:
        """Whether the formula has no value where the restriction is not kept."""
        argument = asked.argument
        match asked.restriction:
            case Restriction.NOT_ZERO:
                return ("log", argument) in self._calls or any(
                    below in self._below
                    for factor in _divisors(argument)
                    for below in (factor, -factor)
                )
            case Restriction.POSITIVE:
                return ("log", argument) in self._calls
            case Restriction.NOT_ONE:
                return _of_base(argument) in self._below
            case Restriction.POSITIVE_BASE:
                return argument in self._raised or ("log", argument) in self._calls
            case Restriction.COSINE_NOT_ZERO:
                return self._divides_by("cos", ("tan", "sec"), argument)
            case Restriction.SINE_NOT_ZERO:
                return self._divides_by("sin", ("cot", "csc"), argument)
        return False

    def _divides_by(self, below: str, calls: tuple[str, ...], argument: Expr) -> bool:
        return any((name, argument) in self._calls for name in calls) or any(
            head(base) == below and base.args[0] == argument for base in self._below
        )


def _divisors(below: Expr) -> list[Expr]:
    """The parts of a denominator that are 0 where it is: of x^2 |y| they are x and y."""
    bases = [
        factor.base if factor.is_Pow else factor for factor in Mul.make_args(squares_as_one(below))
    ]
    return [base.args[0] if head(base) == "Abs" else base for base in bases]


def _asked_of_derivatives(node: ex.Node, field: ScalarField) -> Iterator[Lost]:
    """What an operation asks of its argument, and so do the formulas of its derivatives."""
    for argument, restriction in _asked(node, field):
        is_never = restriction is Restriction.NOT_ZERO and squares_as_one(argument).is_nonzero
        if not is_never:
            yield Lost(argument, restriction)
    match node:
        case ex.Power(base, exponent) if ex.variables_of(exponent) & frozenset(field.variables):
            raised = field.canonical(base)
            if raised.free_symbols and not raised.is_positive:
                yield Lost(raised, Restriction.POSITIVE_BASE)
        case ex.Call(function, (inner,)) if ex.variables_of(inner):
            domain = FUNCTIONS[function].domain
            over = None if domain is None else OVER.get(domain.requirement)
            if over is not None:
                yield Lost(field.canonical(inner), over, function)


def _divides(argument: Expr, node: ex.Node, field: ScalarField) -> bool:
    """Whether a part below the line goes into what stands above, or has a factor of it.

    (x^2 - 4)/(x + 2) has the derivative 1, and (x + 1)/(x^2 - 1) -1/(x - 1)^2.
    """
    if not isinstance(node, ex.Quotient):
        return False
    above = field.canonical(node.numerator)
    parts = (above, *Mul.make_args(above))
    if any(divided(part, argument) is not None for part in parts):
        return True
    common = [shared[0] for part in parts if (shared := shared_factor(part, argument)) is not None]
    return not all(is_sum_of_squares(factor, positive=True) for factor in common)


def _of_base(base: Expr) -> Expr:
    """What a logarithm to this base divides by, but for a number: ln|x| for the base x^2."""
    return apply(sympy.log, base).as_coeff_Mul()[1]


def _divided_by_bases(asked: Iterable[Lost]) -> set[Expr]:
    """The divisors that are not 0 because a base is not 1: ln x beside x ≠ 1."""
    return {_of_base(each.argument) for each in asked if each.restriction is Restriction.NOT_ONE}


def _shows_base(base: Expr, node: ex.Node, field: ScalarField, below: Set[Expr]) -> bool:
    """Whether the base of a logarithm is seen not to be 1, or ln of it still divides.

    It has to do so in the form of the logarithm itself: log_x x is 1, whatever stands beside it.
    """
    if _always_holds(Lost(base, Restriction.NOT_ONE)):
        return True
    divisors = set(Mul.make_args(_of_base(base)))
    own = {part.base for part in parts_of_forms([field.canonical(node)]) if part.is_Pow}
    return divisors <= below and divisors <= own


def _of_function(
    node: ex.Call, field: ScalarField, whole: Collection[Expr], rooted: Set[Expr]
) -> Iterator[Lost]:
    """What an inverse function asks, where it was undone: sin(arcsin x) is x from -1 to 1."""
    domain = FUNCTIONS[node.function].domain
    restriction = None if domain is None else OF_FUNCTIONS.get(domain.requirement)
    if restriction is None or not ex.variables_of(node.arguments[0]):
        return
    own = [part for part in parts_of_forms([field.canonical(node)]) if part.is_Function]
    argument = field.canonical(node.arguments[0])
    # cos(arcsin x) is sqrt(1 - x^2), and sinh(arcosh x) sqrt(x - 1) sqrt(x + 1): nothing is lost.
    square = power(argument, TWO)
    shown = {1 - square, square - 1, argument - 1, 1 - 1 / square}
    if own and not any(part in whole for part in own) and rooted.isdisjoint(shown):
        yield Lost(argument, restriction, node.function)


def _asked(node: ex.Node, field: ScalarField) -> Iterator[tuple[Expr, Restriction]]:
    match node:
        case ex.Quotient(_, denominator) if ex.variables_of(denominator):
            for factor in Mul.make_args(field.canonical(denominator)):
                if factor.free_symbols and not is_exponential(factor):
                    yield (factor.base if factor.is_Pow else factor), Restriction.NOT_ZERO
        case ex.Power(base, exponent) if ex.variables_of(exponent) and field.canonical(base) == 0:
            yield field.canonical(exponent), Restriction.POSITIVE_EXPONENT
        case ex.Power(base, exponent) if ex.variables_of(base):
            degree = field.canonical(exponent)
            if degree.is_Integer and degree < 0:
                yield field.canonical(base), Restriction.NOT_ZERO
            elif degree.is_Rational and not degree.is_Integer:
                for argument, restriction in _of_even_root(field.canonical(base)):
                    is_even = degree.q % 2 == 0
                    yield argument, restriction if is_even else Restriction.FRACTIONAL_POWER
        case ex.Call("log", arguments) if ex.variables_of(node):
            for each in arguments:
                yield from _of_logarithmand(each, node, field)
            for base in arguments[1:]:
                if ex.variables_of(base):
                    yield field.canonical(base), Restriction.NOT_ONE
        case ex.Call("sqrt", (radicand,)) if ex.variables_of(radicand):
            yield from _of_even_root(field.canonical(radicand))
        case ex.Call("root", (radicand, ex.Number(count))) if (
            ex.variables_of(radicand) and count % 2 == 0
        ):
            yield from _of_even_root(field.canonical(radicand))


def _of_even_root(radicand: Expr) -> Iterator[tuple[Expr, Restriction]]:
    for part in parts_of_forms([power(radicand, HALF)]):
        if part.is_Pow and not part.exp.is_Integer and part.free_symbols:
            yield part.base, Restriction.NOT_NEGATIVE


def _of_logarithmand(
    argument: ex.Node, node: ex.Node, field: ScalarField
) -> Iterator[tuple[Expr, Restriction]]:
    """What a logarithm asks of its argument, and as much of its base."""
    if not ex.variables_of(argument):
        return
    for logarithm in parts_of_forms([apply(sympy.log, field.canonical(argument))]):
        if head(logarithm) == "log" and logarithm.free_symbols:
            yield logarithm.args[0], Restriction.POSITIVE
    form = parts_of_forms([field.canonical(node)])
    if not any(head(part) == "log" for part in form):
        yield field.canonical(argument), Restriction.POSITIVE
