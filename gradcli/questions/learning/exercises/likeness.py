"""What an exercise is up to the names of its variables, its signs and its numbers.

x^2 y + 3 and 5 t s^4 - 1 are alike. Whole and fractional exponents are numbers as well; e and pi
are not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations

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
    variables_of,
)

_NUMBER = "#"


def likeness(tree: Node) -> str:
    """The same text for two functions that are alike, and for no others."""
    names = sorted(variables_of(tree))
    letters = "xyzuvw"[: len(names)]
    return min(_text(tree, dict(zip(names, each, strict=True))) for each in permutations(letters))


def _text(node: Node, names: Mapping[str, str]) -> str:
    match node:
        case Number():
            return _NUMBER
        case Constant(name):
            return name
        case Variable(name):
            return names[name]
        case Negative(operand):
            return _text(operand, names)
        case Sum(terms):
            return f"({' + '.join(_in_order(terms, names, once=True))})"
        case Product(factors):
            return _product([each for each in _in_order(factors, names) if each != _NUMBER])
        case Quotient(above, below):
            under = _text(below, names)
            return _text(above, names) if under == _NUMBER else f"{_text(above, names)}/{under}"
        case Power(base, exponent):
            return f"{_text(base, names)}^{_text(exponent, names)}"
        case Call(function, arguments):
            return f"{function}({', '.join(_text(each, names) for each in arguments)})"
        case Piecewise():
            raise TypeError(node)  # no exercise has pieces


def _product(factors: Sequence[str]) -> str:
    return "*".join(factors) or _NUMBER


def _in_order(parts: Sequence[Node], names: Mapping[str, str], *, once: bool = False) -> list[str]:
    """The parts, sorted; of several numbers in a sum one is left."""
    texts = sorted(_text(each, names) for each in parts)
    numbers = texts.count(_NUMBER)
    if once and numbers > 1:
        texts = [_NUMBER, *(each for each in texts if each != _NUMBER)]
    return texts
