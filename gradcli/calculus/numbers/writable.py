"""Which exact numbers can be written as a text that is read again.

The language refuses e to a power of a thousand million, and pi to a power of a hundred thousand:
nothing that is worked out from such numbers ends. What has one in it is no answer either.
"""

from __future__ import annotations

from typing import Final

from sympy import Expr, Rational, postorder_traversal, preorder_traversal

from gradcli.calculus.numbers.constants import enclosure, nearest_float
from gradcli.field.fast_sympy.heads import head, is_exponential
from gradcli.field.functions import FUNCTIONS, in_sympy
from gradcli.field.functions.record import Growth

LARGEST_ARGUMENT: Final = 2**30
LARGEST_EXPONENT: Final = 100_000
# e to so large a negative power is nothing at all, and read as such.
_SMALLEST_ARGUMENT: Final = -(2**64)
_FEW_DIGITS: Final = 25
_LARGEST_WORKED_OUT: Final = 2**16_384
_GROWING: Final = in_sympy(
    record for record in FUNCTIONS.values() if record.growth is Growth.EXPONENTIAL
)
_NEAR_POLES: Final = in_sympy(
    record for record in FUNCTIONS.values() if record.growth is Growth.POLES
)


def is_writable(constant: Expr) -> bool:
    """Whether what is written for a constant can be read again."""
    if constant.is_Rational:
        return True
    small = all(max(abs(int(n.p)), int(n.q)) <= LARGEST_EXPONENT for n in constant.atoms(Rational))
    if small and not any(map(_has_a_large_exponent, preorder_traversal(constant))):
        return True
    # Inner ones first: of an exponent that is beyond no number is asked for.
    return not any(map(_is_beyond, postorder_traversal(constant)))


def can_be_an_argument(constant: Expr) -> bool:
    """Whether a function of a constant is worked out in a moment.

    SymPy looks whether e^u or sin u could be folded by working it out, and takes as many digits for
    that as u has before its point: of u = e^(10^30) these would fill all memory. A rational number
    has its digits already.
    """
    if constant.is_Rational or constant.free_symbols:
        return True
    ends = enclosure(constant, _FEW_DIGITS)
    if ends is None:
        return is_writable(constant)
    return bool(max(-ends[0], ends[1]) < _LARGEST_WORKED_OUT)


def _has_a_large_exponent(form: Expr) -> bool:
    """Whether an exponent may be large although its numbers are small: it grows itself."""
    return _grows(form) and any(
        _grows(inner) or head(inner) in _NEAR_POLES for inner in preorder_traversal(form.args[-1])
    )


def _grows(form: Expr) -> bool:
    if form.is_Pow:
        return not form.exp.is_Rational
    return is_exponential(form) or head(form) in _GROWING


def _is_beyond(form: Expr) -> bool:
    if is_exponential(form):
        exponent = form.args[-1]
        return not _lies(exponent, _SMALLEST_ARGUMENT, LARGEST_ARGUMENT)
    if form.is_Pow:
        base, exponent = form.args
        if base.is_Rational and exponent.is_Rational:
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
