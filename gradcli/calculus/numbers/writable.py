"""Which exact numbers can be written as a text that is read again.

The language refuses e to a power of a thousand million, and pi to a power of a hundred thousand:
nothing that is worked out from such numbers ends. What has one in it is no answer either.
"""

from __future__ import annotations

from typing import Final

from sympy import Expr, Rational, preorder_traversal

from gradcli.calculus.numbers.constants import nearest_float
from gradcli.field.fast_sympy.heads import head, is_exponential
from gradcli.field.functions import FUNCTIONS, in_sympy
from gradcli.field.functions.record import Growth

LARGEST_ARGUMENT: Final = 2**30
LARGEST_EXPONENT: Final = 100_000
# e to so large a negative power is nothing at all, and read as such.
_SMALLEST_ARGUMENT: Final = -(2**64)
_GROWING: Final = in_sympy(
    record for record in FUNCTIONS.values() if record.growth is Growth.EXPONENTIAL
)


def is_writable(constant: Expr) -> bool:
    """Whether what is written for a constant can be read again."""
    if constant.is_Rational:
        return True
    if all(max(abs(int(n.p)), int(n.q)) <= LARGEST_EXPONENT for n in constant.atoms(Rational)):
        return True
    return not any(map(_is_beyond, preorder_traversal(constant)))


def _is_beyond(form: Expr) -> bool:
    if is_exponential(form):
        exponent = form.args[-1]
        return not _lies(exponent, _SMALLEST_ARGUMENT, LARGEST_ARGUMENT)
    if form.is_Pow:
        base, exponent = form.args
        if base.is_Rational:
            return False
        most = LARGEST_EXPONENT if exponent.is_Rational else LARGEST_ARGUMENT
        return not _lies(exponent, -most, most)
    return head(form) in _GROWING and not _lies(form.args[0], -LARGEST_ARGUMENT, LARGEST_ARGUMENT)


def _lies(constant: Expr, least: int, most: int) -> bool:
    if constant.free_symbols:
        return True
    if constant.is_Rational:
        return bool(least <= constant <= most)
    near = nearest_float(constant)
    return near is not None and least <= near <= most
