"""What an exercise is up to the names of its variables, its signs and its numbers.

x^2 y + 3 and 5 t s^4 - 1 are alike. Whole and fractional exponents are numbers as well; e and pi
are not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations

from gradcli.field import expression as ex

_NUMBER = "#"


def likeness(tree: ex.Node) -> str:
    """The same text for two functions that are alike, and for no others."""
    names = sorted(ex.variables_of(tree))
    letters = "xyzuvw"[: len(names)]
    return min(_text(tree, dict(zip(names, each, strict=True))) for each in permutations(letters))


def _text(node: ex.Node, names: Mapping[str, str]) -> str:
    match node:
        case ex.Number():
            return _NUMBER
        case ex.Constant(name):
            return name
        case ex.Variable(name):
            return names[name]
        case ex.Negative(operand):
            return _text(operand, names)
        case ex.Sum(terms):
            return f"({' + '.join(_in_order(terms, names, once=True))})"
        case ex.Product(factors):
            return _product([each for each in _in_order(factors, names) if each != _NUMBER])
        case ex.Quotient(above, below):
            under = _text(below, names)
            return _text(above, names) if under == _NUMBER else f"{_text(above, names)}/{under}"
        case ex.Power(base, exponent):
            return f"{_text(base, names)}^{_text(exponent, names)}"
        case ex.Call(function, arguments):
            return f"{function}({', '.join(_text(each, names) for each in arguments)})"
        case ex.Piecewise():
            raise TypeError(node)  # no exercise has pieces


def _product(factors: Sequence[str]) -> str:
    return "*".join(factors) or _NUMBER


def _in_order(
    parts: Sequence[ex.Node], names: Mapping[str, str], *, once: bool = False
) -> list[str]:
    """The parts, sorted; of several numbers in a sum one is left."""
    texts = sorted(_text(each, names) for each in parts)
    numbers = texts.count(_NUMBER)
    if once and numbers > 1:
        texts = [_NUMBER, *(each for each in texts if each != _NUMBER)]
    return texts
