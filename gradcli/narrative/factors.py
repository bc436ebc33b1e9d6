"""Which factors may touch, which need a dot between them, and in what order a book has them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Final

from gradcli.narrative.box import (
    GREEK,
    Application,
    Binding,
    Box,
    Cases,
    Fence,
    Fenced,
    Fraction,
    Glyph,
    Role,
    Root,
    Row,
    Subscript,
    Superscript,
    reads_as_function,
)

ONE: Final = Glyph("1", Role.NUMBER)
_SIGNS: Final = (Glyph("−", Role.OPERATOR), Glyph("±", Role.OPERATOR))
_PRIME: Final = Glyph("′", Role.OPERATOR)


class Factors(Enum):
    """How the factors of a product stand: as they come, with a dot between all, or as in a book.

    Where numbers were put in for letters, 1 is no factor beside what is more than a number:
    1 · e² is e², and 1 · 2 stays. In order are they once nothing is left to derive: numbers before
    letters, letters before functions, and no factor 1.
    """

    AS_THEY_COME = "as they come"
    DOTTED = "dotted"
    PUT_IN = "put in"
    IN_ORDER = "in order"


def binding_of(part: Box) -> Binding:
    """How tightly a box holds together; whatever is not a row is an atom."""
    return part.binding if isinstance(part, Row) else Binding.ATOM


def is_negative(part: Box) -> bool:
    """Whether the box is one term with a minus before it, or with ± as in the laws."""
    return (
        isinstance(part, Row)
        and part.binding is Binding.SUM
        and len(part.parts) == 2
        and part.parts[0] in _SIGNS
    )


def in_book_order(factors: Sequence[Box]) -> list[Box]:
    """The factors but 1: numbers, letters, sums, powers of e, functions, what has a sign.

    Where several begin with a number they stay as they are: 3(x² + 1)² · 2x.
    """
    left = [part for factor in factors for part in _factors_of(factor) if part != ONE]
    if sum(map(_begins_with_figure, left)) < 2:
        left.sort(key=_rank)
    return left or [ONE]


def _factors_of(factor: Box) -> Sequence[Box]:
    """Those of a product, but for one that begins with a number: 2x stays together."""
    if binding_of(factor) is not Binding.PRODUCT or _begins_with_figure(factor):
        return (factor,)
    parts = factor.parts if isinstance(factor, Row) else ()
    return [part for part in parts if not (isinstance(part, Glyph) and part.text == "·")]


def _begins_with_figure(factor: Box) -> bool:
    while isinstance(factor, Row) and factor.binding is Binding.PRODUCT:
        factor = factor.parts[0]
    return begins_with_digit(factor)


def _rank(factor: Box) -> int:
    """The place of a factor among others; that of a product is the place of its last factor."""
    match factor:
        case Row(parts, Binding.PRODUCT):
            return max(map(_rank, parts))
        case Row(_, Binding.SUM) | Fenced(Row(_, Binding.SUM)):
            return 5 if is_negative(factor.inner if isinstance(factor, Fenced) else factor) else 2
        case Superscript(base):
            return 3 if isinstance(base, Glyph) and base.role is Role.CONSTANT else _rank(base)
        case Application():
            return 4
        case Fraction(Glyph(_, Role.NUMBER), Glyph(_, Role.NUMBER)) | Glyph(_, Role.NUMBER):
            return 0
        case Fenced() | Cases() | Fraction():
            return 2
        case _:
            return 1


def needs_dot(left: Box, right: Box) -> bool:
    """Whether two factors side by side could be read as something else."""
    if begins_with_digit(right) or _is_word(left) or _is_word(right):
        return True
    if _is_fenced_minus(left) or _is_fenced_minus(right):
        return True  # 4 · (−2): 4(−2) could be a function of −2, or a difference
    if isinstance(right, Fraction) or isinstance(left, Root):
        return True
    if isinstance(right, Fenced) and reads_as_function(left):
        return True
    match right:
        case Superscript(Fenced(), exponent) if exponent == _PRIME:
            return True  # u^v · (v ln u)′: nothing may look like its function
    if binding_of(left) is Binding.ATOM and isinstance(left, Row):
        return True  # a derivative: nothing may look like its argument
    if isinstance(right, Row):
        return True
    if isinstance(left, Application):
        return not isinstance(right, Application)
    return is_bars(left) and is_bars(right)


def begins_with_digit(part: Box) -> bool:
    """Whether the first sign of it is a figure."""
    while isinstance(part, Superscript | Subscript):
        part = part.base
    return isinstance(part, Glyph) and part.role is Role.NUMBER


def _is_word(part: Box) -> bool:
    """A name of several letters, which `a b` must not run into."""
    if isinstance(part, Superscript):
        part = part.base
    if isinstance(part, Subscript):
        return _is_word(part.base) or _is_word(part.index)
    return (
        isinstance(part, Glyph)
        and part.role in (Role.VARIABLE, Role.FUNCTION)
        and len(part.text) > 1
        and part.text not in GREEK
    )


def _is_fenced_minus(part: Box) -> bool:
    """−2 in parentheses."""
    return isinstance(part, Fenced) and part.fence is Fence.PARENTHESES and is_negative(part.inner)


def is_bars(part: Box) -> bool:
    """|a| or ‖a‖."""
    return isinstance(part, Fenced) and part.fence in (Fence.BARS, Fence.DOUBLE_BARS)
