"""Numbers worked out wrongly, where what was to be worked out is right: 3^2 as 3 * 2.

Only slips that have a pattern are here. That a product is another number than it is explains every
number there is, and so no one answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from gradcli.calculus.numbers.numeric import FLOATS, OutsideRealsError, evaluate
from gradcli.field.expression import (
    Call,
    Constant,
    Negative,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    Variable,
    postorder,
    variables_of,
)
from gradcli.field.from_sympy import UnrealError
from gradcli.field.substitution import with_parts
from gradcli.field.to_sympy import ToSympy
from gradcli.frozen import dataclass

_ZERO: Final = Number(Fraction(0))
_ONE: Final = Number(Fraction(1))
_TWO: Final = Number(Fraction(2))
_HALF_TURN: Final = Number(Fraction(180))
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

    of: Node
    taken_as: Node


def miscalculated(root: Node) -> Iterator[tuple[Miscalculation, Node]]:
    """A formula in which all letters have values, with one such slip wherever one can be made."""
    made = 0
    for node in postorder(root):
        for other in _slips(node):
            yield Miscalculation(node, other), _with(root, node, other)
            made += 1
            if made >= _MOST:
                return


def differs_in_numbers(right: Node, given: Node) -> bool:
    """Whether two formulas have the same terms, and only the numbers before them are others."""
    canonical = ToSympy()
    ours, theirs = (canonical(each).as_coefficients_dict() for each in (right, given))
    return ours.keys() == theirs.keys() and dict(ours) != dict(theirs)


def _with(root: Node, old: Node, new: Node) -> Node:
    done: dict[Node, Node] = {}
    for node in postorder(root):
        done[node] = new if node is old else with_parts(node, done)
    return done[root]


def _value(node: Node) -> float | None:
    if variables_of(node):
        return None
    try:
        return float(evaluate(node, {}, FLOATS))
    except (OutsideRealsError, UnrealError, OverflowError, ZeroDivisionError, ValueError):
        return None


def _is_negative(node: Node) -> bool:
    value = _value(node)
    return value is not None and value < 0


def _slips(node: Node) -> Iterator[Node]:
    match node:
        case Power(base, exponent):
            yield from _of_power(base, exponent)
        case Product(factors):
            yield from _of_product(factors)
        case Negative(operand):
            yield from _of_minus(operand)
        case Quotient(above, Sum(terms)):
            yield Sum(tuple(Quotient(above, each) for each in terms))
        case Sum((Quotient(a, b), Quotient(c, d))):
            yield Quotient(Sum((a, c)), Sum((b, d)))
        case Call("sqrt", (Sum(terms),)):
            yield Sum(tuple(Call("sqrt", (each,)) for each in terms))
        case Call(function, (argument,)):
            value = _value(argument)
            if value is not None and (function, value) in _VALUES_OFTEN_WRONG:
                yield _VALUES_OFTEN_WRONG[function, int(value)]
            elif value and function in _OF_ANGLES:
                degrees = Quotient(Product((Constant("pi"), argument)), _HALF_TURN)
                yield Call(function, (degrees,))
        case Sum() | Quotient() | Call() | Number() | Constant() | Variable() | Piecewise():
            return


def _of_power(base: Node, exponent: Node) -> Iterator[Node]:
    """3^2 as 3 * 2, (-3)^2 as -3^2, 2^-1 as -2, e^0 as 0, (a + b)^2 as a^2 + b^2."""
    value = _value(exponent)
    if value == 0:
        yield _ZERO
        yield base
        return
    if value is None or not value.is_integer():
        return
    if value < 0:
        turned = exponent.operand if isinstance(exponent, Negative) else Negative(exponent)
        yield Negative(Power(base, turned))
        yield Power(base, turned)
        return
    yield Product((base, exponent))
    if _is_negative(base):
        size = base.operand if isinstance(base, Negative) else Negative(base)
        yield Negative(Power(size, exponent)) if value % 2 == 0 else Power(size, exponent)
    if isinstance(base, Sum):
        yield Sum(tuple(Power(each, exponent) for each in base.terms))


def _of_product(factors: tuple[Node, ...]) -> Iterator[Node]:
    """2 * 3^2 as (2 * 3)^2, 2(3 + 1) as 2 * 3 + 1, a minus too many or too few, 0 * a as a."""
    if any(map(_is_negative, factors)):
        yield Negative(Product(factors))
    nothing = [each for each in factors if _value(each) == 0]
    if nothing:
        left = tuple(each for each in factors if each not in nothing)
        yield left[0] if len(left) == 1 else Product(left) if left else _ONE
    for place, factor in enumerate(factors):
        others = (*factors[:place], *factors[place + 1 :])
        match factor:
            case Power(base, exponent) if place:
                before = factors[place - 1]
                if not isinstance(before, Power):
                    inside = Power(Product((before, base)), exponent)
                    yield _product((*factors[: place - 1], inside, *factors[place + 1 :]))
            case Sum((first, *rest)):
                yield Sum((_product((*others, first)), *rest))
            case _:
                continue


def _product(factors: tuple[Node, ...]) -> Node:
    return factors[0] if len(factors) == 1 else Product(factors)


def _of_minus(operand: Node) -> Iterator[Node]:
    """-(-2) as -2, -3^2 as (-3)^2, -(a + b) as -a + b."""
    if _is_negative(operand):
        yield operand
    match operand:
        case Power(_, Number(value)) if value.denominator == 1 and value % 2 == 0:
            yield operand
        case Sum((first, *rest)):
            yield Sum((Negative(first), *rest))
        case _:
            return
