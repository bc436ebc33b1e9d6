"""Whether two formulas have values at the same points, told by what their operations ask for.

A formula has a value where all its operations have one. Where two formulas ask for the same, in
whatever order and however often, nobody has to look for a point at which only one has a value.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Final, TypeAlias

from sympy import Add, Expr, Integer, Mul, Rational, default_sort_key, expand

from gradcli.calculus.domain.nowhere import Nowhere
from gradcli.field import expression as ex
from gradcli.field.fast_sympy.sympy_build import negate, total
from gradcli.field.from_sympy import from_sympy
from gradcli.field.functions import FUNCTIONS
from gradcli.field.functions.record import Requirement, Zeros
from gradcli.field.to_sympy import ToSympy

_POWER: Final = "power "
_LARGEST: Final = 40  # operations
_MOST: Final = 12
_Asked: TypeAlias = tuple[str, Expr]
_NOT_ZERO, _NOT_NEGATIVE, _POSITIVE = (
    str(Requirement.NOT_ZERO),
    str(Requirement.NOT_NEGATIVE),
    str(Requirement.POSITIVE),
)


def have_one_domain(one: ex.Node, other: ex.Node, canonical: ToSympy) -> bool:
    """Whether two formulas are seen to have values at the same points; False where they are not."""
    asked = _asked_by(one, canonical)
    return asked is not None and asked == _asked_by(other, canonical)


def are_apart(one: ex.Node, other: ex.Node, canonical: ToSympy) -> bool:
    """Whether it is proved that at no point both formulas have a value.

    One asks that a is not negative and the other that b is not, and a + mb never is, for some
    number m > 0: as x and -x, of which one at least is asked to be positive.
    """
    ours, theirs = (_not_negative_by(each, canonical) for each in (one, other))
    return any(
        _exclude(a + _times(a, b) * b, is_strict or is_strict_too)
        for a, is_strict in ours
        for b, is_strict_too in theirs
        if max(a.count_ops(), b.count_ops()) <= _LARGEST
    )


def _times(a: Expr, b: Expr) -> Expr:
    """How often b is added to a, so that a letter goes out."""
    for letter in sorted(a.free_symbols & b.free_symbols, key=str):
        ours, theirs = a.coeff(letter), b.coeff(letter)
        if ours.is_Rational and theirs.is_Rational and ours * theirs < 0:
            return -ours / theirs
    return Integer(1)


def _exclude(form: Expr, is_strict: bool) -> bool:
    """Whether a sum is never what it is asked to be: positive, or not negative."""
    form = expand(form)
    if form.is_Rational:
        return bool(form <= 0) if is_strict else bool(form < 0)
    if not is_strict:
        return False
    logarithm = ex.Call("log", (from_sympy(form),))
    return logarithm in Nowhere(logarithm, ToSympy()).blamed


def _not_negative_by(tree: ex.Node, canonical: ToSympy) -> list[tuple[Expr, bool]]:
    """What a formula asks not to be negative, and whether it may not be 0 either."""
    found: list[tuple[Expr, bool]] = []
    for what, u in _asked_by(tree, canonical) or ():
        match what:
            case Requirement.POSITIVE:
                found.append((_of_its_sign(u), True))
            case Requirement.NOT_NEGATIVE:
                found.append((u, False))
            case Requirement.WITHIN_ONE | Requirement.STRICTLY_WITHIN_ONE:
                is_strict = what == str(Requirement.STRICTLY_WITHIN_ONE)
                found.extend([(1 - u, is_strict), (1 + u, is_strict)])
            case Requirement.AT_LEAST_ONE:
                found.append((u - 1, False))
            case Requirement.ZERO_TO_ONE:
                found.extend([(u, True), (1 - u, False)])
            case _ if what.startswith(_POWER):
                exponent = Rational(what.removeprefix(_POWER)) if _is_ratio(what) else None
                if exponent is not None and not exponent.is_Integer:
                    found.append((_of_its_sign(u) if exponent < 0 else u, bool(exponent < 0)))
            case _:
                # Outside of an interval, or not at a point: no one number is positive.
                continue
    return sorted(found, key=str)[:_MOST]


def _of_its_sign(form: Expr) -> Expr:
    """What is positive where a form is: of its factors odd powers alone tell its sign."""
    number, rest = form.as_coeff_Mul()
    odd = [
        base if exponent.is_odd else base**exponent
        for base, exponent in (each.as_base_exp() for each in Mul.make_args(rest))
        if not exponent.is_even
    ]
    return number * Mul(*odd)


def _is_ratio(what: str) -> bool:
    return what.removeprefix(_POWER).replace("/", "").removeprefix("-").isdigit()


def _asked_by(tree: ex.Node, canonical: ToSympy) -> set[_Asked] | None:
    """What all operations of a formula ask for; None where that depends on the case."""
    asked: set[_Asked] = set()
    for node in ex.postorder(tree):
        if isinstance(node, ex.Piecewise):
            return None
        asked.update(_asked_at(node, canonical))
    for what, form in list(asked):
        if what == _NOT_NEGATIVE and _neither_sign(form) in asked:
            asked.add((_POSITIVE, form))
    for what, form in list(asked):
        if what == _POSITIVE:
            asked -= {(_NOT_NEGATIVE, form), _neither_sign(form)}
    return asked


def _asked_at(node: ex.Node, canonical: ToSympy) -> Iterator[_Asked]:
    """What one operation asks of its arguments."""
    match node:
        case ex.Quotient(_, below):
            yield from _not_zero(below, canonical)
        case ex.Power(_, ex.Number(Fraction(denominator=1) as exponent)):
            if exponent <= 0:
                yield from _not_zero(node.base, canonical)
        case ex.Power(base, exponent):
            form = canonical(base)
            if form.is_number and form.is_positive:
                return
            # By the exponent too: x^(1/2) has a value at 0, and x^y may have none there.
            yield f"{_POWER}{canonical(exponent)}", form
        case ex.Call(function, (argument,)):
            domain = FUNCTIONS[function].domain
            if domain is None:
                yield function, canonical(argument)
            elif domain.requirement is not Requirement.NONE:
                yield str(domain.requirement), canonical(argument)
        case ex.Call(function, arguments):
            yield function, canonical(ex.Product(arguments))
            yield from ((f"{function} {i}", canonical(each)) for i, each in enumerate(arguments))


def _not_zero(node: ex.Node, canonical: ToSympy) -> Iterator[_Asked]:
    """That a product is not 0: none of its factors is."""
    match node:
        case ex.Negative(operand) | ex.Power(operand, ex.Number()):
            yield from _not_zero(operand, canonical)
        case ex.Product(factors):
            for factor in factors:
                yield from _not_zero(factor, canonical)
        case ex.Quotient(above, _):
            yield from _not_zero(above, canonical)
        case ex.Call("sqrt", (radicand,)):
            yield from _not_zero(radicand, canonical)
        case ex.Call(function, (_,)) if FUNCTIONS[function].zeros is Zeros.NEVER:
            return
        case ex.Number(value) if value:
            return
        case _:
            yield _neither_sign(canonical(node))


@lru_cache(maxsize=64)
def _neither_sign(form: Expr) -> _Asked:
    """That a form is not 0, or what is the same, its opposite."""
    # Term by term: where SymPy multiplies a sum by -1 it loads its tensors, a quarter of a second.
    opposite = total(*(negate(term) for term in Add.make_args(form)))
    return _NOT_ZERO, min(form, opposite, key=default_sort_key)
