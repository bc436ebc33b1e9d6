"""Formulas in which one sign, digit, letter or exponent was written otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from fractions import Fraction
from itertools import islice
from typing import Final

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
)
from gradcli.field.substitution import with_parts

_MOST: Final = 300
_MOST_REGROUPED: Final = 12
_FURTHER: Final = (2, -2, 3, -3)
_SQUARE: Final = 2
_SISTERS: Final = {"sin": "cos", "cos": "sin"}


def slips_of(root: Node) -> Iterator[Node]:
    """The formula with one such slip, wherever one can be made."""
    order = list(postorder(root))
    made = 0
    for node in order:
        for other in _slips(node):
            yield _with(root, node, other)
            made += 1
            if made >= _MOST:
                return


def other_signs(root: Node) -> Iterator[Node]:
    """The formula with one sign lost, or of a term the opposite one."""
    for node in postorder(root):
        match node:
            case Negative(operand):
                yield _with(root, node, operand)
            case Sum(terms):
                for place, term in enumerate(terms):
                    yield _with(root, node, _with_term_turned(terms, place, term))
            case _:
                continue


def _with_term_turned(terms: tuple[Node, ...], place: int, term: Node) -> Node:
    turned = term.operand if isinstance(term, Negative) else Negative(term)
    return Sum((*terms[:place], turned, *terms[place + 1 :]))


def other_letters(root: Node, letters: Collection[str]) -> Iterator[Node]:
    """The formula with one letter that is another one of these."""
    for node in postorder(root):
        if isinstance(node, Variable):
            yield from (_with(root, node, Variable(each)) for each in letters if each != node.name)


def other_numbers(root: Node) -> Iterator[Node]:
    """The formula with one number that is another one of its size."""
    for node in postorder(root):
        if isinstance(node, Number):
            for other in (
                *(node.value + step for step in _FURTHER),
                node.value * 2,
                node.value / 2,
            ):
                if other > 0:
                    yield _with(root, node, Number(other))


def wrong_algebra(root: Node) -> Iterator[Node]:
    """The formula where a minus, a factor or a divisor has reached one term of a sum alone."""
    for node in postorder(root):
        for other in _reaching_one_term(node):
            yield _with(root, node, other)


def _reaching_one_term(node: Node) -> Iterator[Node]:
    match node:
        case Negative(Sum((first, *rest))):
            yield Sum((Negative(first), *rest))
        case Quotient(Sum((first, *rest)), below):
            yield Sum((Quotient(first, below), *rest))
            match below:
                case Power(base, Number(value)) if value == _SQUARE:
                    pass
                case base:
                    pass
            for place, term in enumerate((first, *rest)):
                others = [each for each in (first, *rest) if each is not term]
                if base is below:
                    yield Sum((Quotient(term, base), *others))
                else:
                    left = [Quotient(each, base) for each in others]
                    yield Quotient(Sum((term, *left) if place == 0 else (*left, term)), base)
        case Product(factors):
            for factor in factors:
                around = tuple(each for each in factors if each is not factor)
                if isinstance(factor, Sum) and around:
                    for term in factor.terms:
                        beside = tuple(each for each in factor.terms if each is not term)
                        yield Sum((Product((*around, term)), *beside))
        case _:
            return


def miscopied(root: Node) -> Iterator[Node]:
    """The formula copied wrong: with a slip, or with sine and cosine exchanged."""
    yield from slips_of(root)
    for node in postorder(root):
        match node:
            case Call(function, arguments) if function in _SISTERS:
                yield _with(root, node, Call(_SISTERS[function], arguments))


def split(root: Node) -> Iterator[Node]:
    """The formula with the function of a sum written as the sum of its values: f(a) + f(b)."""
    for node in postorder(root):
        match node:
            case Call(function, (Sum(terms),)):
                yield _with(root, node, Sum(tuple(Call(function, (each,)) for each in terms)))
            case Power(Sum(terms), exponent):
                yield _with(root, node, Sum(tuple(Power(each, exponent) for each in terms)))
                # (x - y)^2 as x^2 - y^2.
                yield _with(root, node, Sum(tuple(_signed(each, exponent) for each in terms)))
            case Power(base, Sum(terms)):
                yield _with(root, node, Sum(tuple(Power(base, each) for each in terms)))
            case Quotient(above, Sum(terms)):
                yield _with(root, node, Sum(tuple(Quotient(above, each) for each in terms)))


def _signed(term: Node, exponent: Node) -> Node:
    if isinstance(term, Negative):
        return Negative(Power(term.operand, exponent))
    return Power(term, exponent)


def regrouped(root: Node) -> Iterator[Node]:
    """The formula read with an exponent in another place: sin(x)^2 for sin(x^2), or the other."""
    return islice(_regrouped(root), _MOST_REGROUPED)


def _regrouped(root: Node) -> Iterator[Node]:
    for node in postorder(root):
        match node:
            case Call(function, (Power(base, exponent),)):
                yield _with(root, node, Power(Call(function, (base,)), exponent))
            case Power(Call(function, (argument,)), exponent):
                yield _with(root, node, Call(function, (Power(argument, exponent),)))


def _with(root: Node, old: Node, new: Node) -> Node:
    done: dict[Node, Node] = {}
    for node in postorder(root):
        done[node] = new if node is old else with_parts(node, done)
    return done[root]


def _with_another_digit(number: int) -> Iterator[Fraction]:
    """The number one more or less, with one digit that is another, or turned round."""
    digits = str(number)
    found = {number + 1, number - 1}
    for place in range(len(digits)):
        found |= {int(digits[:place] + other + digits[place + 1 :]) for other in "0123456789"}
    if not digits.endswith("0"):
        found.add(int(digits[::-1]))
    # A factor 1 is not written: cos 3x for 3 cos 3x is no other digit.
    unlike = {number} if number == _SQUARE else {number, 1}
    yield from (Fraction(each) for each in sorted(found - unlike) if each > 0)


def _slips(node: Node) -> Iterator[Node]:
    match node:
        case Number(value):
            if value.denominator == 1:
                yield from map(Number, _with_another_digit(value.numerator))
            else:
                for step in (1, -1):
                    yield Number(value + step)
            yield Negative(node)
        case Negative(operand):
            yield operand
        case Sum(terms):
            for place, term in enumerate(terms):
                yield _with_term_turned(terms, place, term)
        case Power(base, exponent) if not isinstance(exponent, Number):
            if isinstance(exponent, Negative):
                yield Power(base, exponent.operand)
        case Power(base, Number(value)):
            if value == 2:
                yield base
        case Variable() | Call():
            yield Power(node, Number(Fraction(2)))
            yield Negative(node)
        case Product(factors):
            # An exponent 1 is one as well: 8y for 8x y.
            for place, factor in enumerate(factors):
                if isinstance(factor, Variable):
                    others = (*factors[:place], *factors[place + 1 :])
                    yield others[0] if len(others) == 1 else Product(others)
        case Constant() | Quotient() | Piecewise():
            return
