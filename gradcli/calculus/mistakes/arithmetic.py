"""Numbers worked out wrongly, where what was to be worked out is right: 3^2 as 3 * 2.

Only slips that have a pattern are here. That a product is another number than it is explains every
number there is, and so no one answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from gradcli.calculus.numbers.numeric import FLOATS, OutsideRealsError, evaluate
from gradcli.field import expression as ex
from gradcli.field.from_sympy import UnrealError
from gradcli.field.substitution import with_parts
from gradcli.field.to_sympy import ToSympy
from gradcli.frozen import dataclass

_ZERO: Final = ex.Number(Fraction(0))
_ONE: Final = ex.Number(Fraction(1))
_TWO: Final = ex.Number(Fraction(2))
_HALF_TURN: Final = ex.Number(Fraction(180))
_MOST: Final = 60
# What is worked out at 0 or 1 and often taken for another number: cos 0 for 0, ln 1 for 1.
_VALUES_OFTEN_WRONG: Final = {
    ("sin", 0): _ONE,
    ("cos", 0): _ZERO,
    ("log", 1): _ONE,
    ("exp", 0): _ZERO,
}
_OF_ANGLES: Final = ("sin", "cos", "tan")


@dataclass(frozen=True, slots=True, eq=False)
class Miscalculation:
    """A part of a formula in numbers, and what it was taken for."""

    of: ex.Node
    taken_as: ex.Node


def miscalculated(root: ex.Node) -> Iterator[tuple[Miscalculation, ex.Node]]:
    """A formula in which all letters have values, with one such slip wherever one can be made."""
    made = 0
    for node in ex.postorder(root):
        for other in _slips(node):
            yield Miscalculation(node, other), _with(root, node, other)
            made += 1
            if made >= _MOST:
                return


def differs_in_numbers(right: ex.Node, given: ex.Node) -> bool:
    """Whether two formulas have the same terms, and only the numbers before them are others."""
    canonical = ToSympy()
    ours, theirs = (canonical(each).as_coefficients_dict() for each in (right, given))
    return ours.keys() == theirs.keys() and dict(ours) != dict(theirs)


def _with(root: ex.Node, old: ex.Node, new: ex.Node) -> ex.Node:
    done: dict[ex.Node, ex.Node] = {}
    for node in ex.postorder(root):
        done[node] = new if node is old else with_parts(node, done)
    return done[root]


def _value(node: ex.Node) -> float | None:
    if ex.variables_of(node):
        return None
    try:
        return float(evaluate(node, {}, FLOATS))
    except (OutsideRealsError, UnrealError, OverflowError, ZeroDivisionError, ValueError):
        return None


def _is_negative(node: ex.Node) -> bool:
    value = _value(node)
    return value is not None and value < 0


def _slips(node: ex.Node) -> Iterator[ex.Node]:
    match node:
        case ex.Power(base, exponent):
            yield from _of_power(base, exponent)
        case ex.Product(factors):
            yield from _of_product(factors)
        case ex.Negative(operand):
            yield from _of_minus(operand)
        case ex.Quotient(above, ex.Sum(terms)):
            yield ex.Sum(tuple(ex.Quotient(above, each) for each in terms))
        case ex.Sum((ex.Quotient(a, b), ex.Quotient(c, d))):
            yield ex.Quotient(ex.Sum((a, c)), ex.Sum((b, d)))
        case ex.Call("sqrt", (ex.Sum(terms),)):
            yield ex.Sum(tuple(ex.Call("sqrt", (each,)) for each in terms))
        case ex.Call(function, (argument,)):
            value = _value(argument)
            if value is not None and (function, value) in _VALUES_OFTEN_WRONG:
                yield _VALUES_OFTEN_WRONG[function, int(value)]
            elif value and function in _OF_ANGLES:
                degrees = ex.Quotient(ex.Product((ex.Constant("pi"), argument)), _HALF_TURN)
                yield ex.Call(function, (degrees,))
        case (
            ex.Sum()
            | ex.Quotient()
            | ex.Call()
            | ex.Number()
            | ex.Constant()
            | ex.Variable()
            | ex.Piecewise()
        ):
            return


def _of_power(base: ex.Node, exponent: ex.Node) -> Iterator[ex.Node]:
    """3^2 as 3 * 2, (-3)^2 as -3^2, 2^-1 as -2, e^0 as 0, (a + b)^2 as a^2 + b^2."""
    value = _value(exponent)
    if value == 0:
        yield _ZERO
        yield base
        return
    if value is None or not value.is_integer():
        return
    if value < 0:
        turned = exponent.operand if isinstance(exponent, ex.Negative) else ex.Negative(exponent)
        yield ex.Negative(ex.Power(base, turned))
        yield ex.Power(base, turned)
        return
    yield ex.Product((base, exponent))
    if _is_negative(base):
        size = base.operand if isinstance(base, ex.Negative) else ex.Negative(base)
        yield ex.Negative(ex.Power(size, exponent)) if value % 2 == 0 else ex.Power(size, exponent)
    if isinstance(base, ex.Sum):
        yield ex.Sum(tuple(ex.Power(each, exponent) for each in base.terms))


def _of_product(factors: tuple[ex.Node, ...]) -> Iterator[ex.Node]:
    """2 * 3^2 as (2 * 3)^2, 2(3 + 1) as 2 * 3 + 1, a minus too many or too few, 0 * a as a."""
    if any(map(_is_negative, factors)):
        yield ex.Negative(ex.Product(factors))
    nothing = [each for each in factors if _value(each) == 0]
    if nothing:
        left = tuple(each for each in factors if each not in nothing)
        yield left[0] if len(left) == 1 else ex.Product(left) if left else _ONE
    for place, factor in enumerate(factors):
        others = (*factors[:place], *factors[place + 1 :])
        match factor:
            case ex.Power(base, exponent) if place:
                before = factors[place - 1]
                if not isinstance(before, ex.Power):
                    inside = ex.Power(ex.Product((before, base)), exponent)
                    yield _product((*factors[: place - 1], inside, *factors[place + 1 :]))
            case ex.Sum((first, *rest)):
                yield ex.Sum((_product((*others, first)), *rest))
            case _:
                continue


def _product(factors: tuple[ex.Node, ...]) -> ex.Node:
    return factors[0] if len(factors) == 1 else ex.Product(factors)


def _of_minus(operand: ex.Node) -> Iterator[ex.Node]:
    """-(-2) as -2, -3^2 as (-3)^2, -(a + b) as -a + b."""
    if _is_negative(operand):
        yield operand
    match operand:
        case ex.Power(_, ex.Number(value)) if value.denominator == 1 and value % 2 == 0:
            yield operand
        case ex.Sum((first, *rest)):
            yield ex.Sum((ex.Negative(first), *rest))
        case _:
            return
