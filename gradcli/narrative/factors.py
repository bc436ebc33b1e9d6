"""Which factors may touch, which need a dot between them, and in what order a book has them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Final

from gradcli.narrative import box as boxes

ONE: Final = boxes.Glyph("1", boxes.Role.NUMBER)
_SIGNS: Final = (boxes.Glyph("−", boxes.Role.OPERATOR), boxes.Glyph("±", boxes.Role.OPERATOR))
_PRIME: Final = boxes.Glyph("′", boxes.Role.OPERATOR)


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


def binding_of(part: boxes.Box) -> boxes.Binding:
    """How tightly a box holds together; whatever is not a row is an atom."""
    return part.binding if isinstance(part, boxes.Row) else boxes.Binding.ATOM


def is_negative(part: boxes.Box) -> bool:
    """Whether the box is one term with a minus before it, or with ± as in the laws."""
    return (
        isinstance(part, boxes.Row)
        and part.binding is boxes.Binding.SUM
        and len(part.parts) == 2
        and part.parts[0] in _SIGNS
    )


def in_book_order(factors: Sequence[boxes.Box]) -> list[boxes.Box]:
    """The factors but 1: numbers, letters, sums, powers of e, functions, what has a sign.

    Where several begin with a number they stay as they are: 3(x² + 1)² · 2x.
    """
    left = [part for factor in factors for part in _factors_of(factor) if part != ONE]
    if sum(map(_begins_with_figure, left)) < 2:
        left.sort(key=_rank)
    return left or [ONE]


def _factors_of(factor: boxes.Box) -> Sequence[boxes.Box]:
    """Those of a product, but for one that begins with a number: 2x stays together."""
    if binding_of(factor) is not boxes.Binding.PRODUCT or _begins_with_figure(factor):
        return (factor,)
    parts = factor.parts if isinstance(factor, boxes.Row) else ()
    return [part for part in parts if not (isinstance(part, boxes.Glyph) and part.text == "·")]


def _begins_with_figure(factor: boxes.Box) -> bool:
    while isinstance(factor, boxes.Row) and factor.binding is boxes.Binding.PRODUCT:
        factor = factor.parts[0]
    return begins_with_digit(factor)


def _rank(factor: boxes.Box) -> int:
    """The place of a factor among others; that of a product is the place of its last factor."""
    match factor:
        case boxes.Row(parts, boxes.Binding.PRODUCT):
            return max(map(_rank, parts))
        case boxes.Row(_, boxes.Binding.SUM) | boxes.Fenced(boxes.Row(_, boxes.Binding.SUM)):
            return (
                5
                if is_negative(factor.inner if isinstance(factor, boxes.Fenced) else factor)
                else 2
            )
        case boxes.Superscript(base):
            return (
                3
                if isinstance(base, boxes.Glyph) and base.role is boxes.Role.CONSTANT
                else _rank(base)
            )
        case boxes.Application():
            return 4
        case boxes.Fraction(
            boxes.Glyph(_, boxes.Role.NUMBER), boxes.Glyph(_, boxes.Role.NUMBER)
        ) | boxes.Glyph(_, boxes.Role.NUMBER):
            return 0
        case boxes.Fenced() | boxes.Cases() | boxes.Fraction():
            return 2
        case _:
            return 1


def needs_dot(left: boxes.Box, right: boxes.Box) -> bool:
    """Whether two factors side by side could be read as something else."""
    if begins_with_digit(right) or _is_word(left) or _is_word(right):
        return True
    if _is_fenced_minus(left) or _is_fenced_minus(right):
        return True  # 4 · (−2): 4(−2) could be a function of −2, or a difference
    if isinstance(right, boxes.Fraction) or isinstance(left, boxes.Root):
        return True
    if isinstance(right, boxes.Fenced) and boxes.reads_as_function(left):
        return True
    match right:
        case boxes.Superscript(boxes.Fenced(), exponent) if exponent == _PRIME:
            return True  # u^v · (v ln u)′: nothing may look like its function
    if binding_of(left) is boxes.Binding.ATOM and isinstance(left, boxes.Row):
        return True  # a derivative: nothing may look like its argument
    if isinstance(right, boxes.Row):
        return True
    if isinstance(left, boxes.Application):
        # ln x sin y could be the logarithm of the product.
        return not isinstance(right, boxes.Application) or _is_bare_logarithm(left)
    return (is_bars(left) and is_bars(right)) or _are_of_one_letter(left, right)


def _is_bare_logarithm(part: boxes.Application) -> bool:
    """A logarithm, or a power of one, whose argument stands without parentheses."""
    head = part.head
    while isinstance(head, boxes.Superscript | boxes.Subscript):
        head = head.base
    return not part.fenced and isinstance(head, boxes.Glyph) and head.text in ("ln", "log")


def _are_of_one_letter(left: boxes.Box, right: boxes.Box) -> bool:
    """x x and x² x: a doubled letter is read as a slip."""
    base = _base(left)
    is_letter = isinstance(base, boxes.Subscript) or (
        isinstance(base, boxes.Glyph) and base.role is boxes.Role.VARIABLE
    )
    return is_letter and base == _base(right)


def _base(part: boxes.Box) -> boxes.Box:
    if isinstance(part, boxes.Superscript) and part.exponent != _PRIME:
        return part.base
    return part


def begins_with_digit(part: boxes.Box) -> bool:
    """Whether the first sign of it is a figure."""
    while isinstance(part, boxes.Superscript | boxes.Subscript):
        part = part.base
    return isinstance(part, boxes.Glyph) and part.role is boxes.Role.NUMBER


def _is_word(part: boxes.Box) -> bool:
    """A name of several letters, which `a b` must not run into."""
    if isinstance(part, boxes.Superscript):
        part = part.base
    if isinstance(part, boxes.Subscript):
        return _is_word(part.base) or _is_word(part.index)
    return (
        isinstance(part, boxes.Glyph)
        and part.role in (boxes.Role.VARIABLE, boxes.Role.FUNCTION)
        and len(part.text) > 1
        and part.text not in boxes.GREEK
    )


def _is_fenced_minus(part: boxes.Box) -> bool:
    """−2 in parentheses."""
    return (
        isinstance(part, boxes.Fenced)
        and part.fence is boxes.Fence.PARENTHESES
        and is_negative(part.inner)
    )


def is_bars(part: boxes.Box) -> bool:
    """|a| or ‖a‖."""
    return isinstance(part, boxes.Fenced) and part.fence in (
        boxes.Fence.BARS,
        boxes.Fence.DOUBLE_BARS,
    )
