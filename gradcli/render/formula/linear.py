"""A formula in one line of text: `x²y`, `√(x + 1)`, `(2x + 1)/(y² + 1)`.

Fractions and powers lose their height here, so this is where the parentheses come in that only one
line needs. In ASCII the same line reads `x^2 y`, `sqrt(x + 1)`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, assert_never

from gradcli.late import pattern
from gradcli.narrative import box as boxes
from gradcli.render.formula.fold import fold
from gradcli.render.formula.glyphs import LOWERED, RAISED, Charset, spelled
from gradcli.render.formula.runs import Run, Runs, Style, text_of

# What may stand raised and still be read: x², x⁻¹, eˣ, e⁻ˣ, xⁿ⁻¹; e²ˣ is too easily missed.
_RAISABLE: Final = pattern(r"−?\d{1,4}|−?[a-z]|[a-z][+−]\d|′+")
# Letters stay as they are (u_x): only half of them have a lowered form, and u_y is not one.
_LOWERABLE: Final = pattern(r"\d{1,4}")
_ROOT_SIGNS: Final = {"3": "∛", "4": "∜"}


def linear(box: boxes.Box, charset: Charset = Charset.UNICODE) -> str:
    """The formula in one line."""
    return text_of(linear_runs(box, charset))


def linear_runs(box: boxes.Box, charset: Charset = Charset.UNICODE) -> Runs:
    """The formula in one line, each sign with its look."""

    def draw(part: boxes.Box, drawn: Sequence[Runs]) -> Runs:
        return linear_part(part, drawn, charset)

    return fold(box, draw)


def raised(exponent: str, charset: Charset) -> str | None:
    """The exponent in raised figures, or None where it has no such form."""
    compact = exponent.replace(" ", "")
    if charset is Charset.ASCII:
        return compact if compact and not compact.strip("'") else None
    if not _RAISABLE.fullmatch(compact) or any(sign not in RAISED for sign in compact):
        return None
    return "".join(RAISED[sign] for sign in compact)


def lowered(index: str, charset: Charset) -> str | None:
    """The index in lowered figures, or None where it has no such form."""
    if charset is Charset.ASCII or not _LOWERABLE.fullmatch(index):
        return None
    if any(sign not in LOWERED for sign in index):
        return None
    return "".join(LOWERED[sign] for sign in index)


def look_of(sign: boxes.Glyph) -> Style:
    """A sign's look is its role."""
    return Style(sign.role.value)


def _fence(text: str) -> Run:
    return Run(text, Style.FENCE)


def _parenthesised(runs: Runs) -> Runs:
    return (_fence("("), *runs, _fence(")"))


def linear_part(box: boxes.Box, drawn: Sequence[Runs], charset: Charset) -> Runs:
    """One box in one line, when its parts are drawn already."""
    match box:
        case boxes.Glyph(text):
            return (Run(spelled(text, charset), look_of(box)),)
        case boxes.Row(parts):
            return _row(
                box, [_as_part(part, runs, box) for part, runs in zip(parts, drawn, strict=True)]
            )
        case boxes.Fraction(above, below):
            over = _parenthesised(drawn[0]) if splits_above(above) else drawn[0]
            under = _parenthesised(drawn[1]) if splits_below(below) else drawn[1]
            return (*over, Run("/", Style.OPERATOR), *under)
        case boxes.Superscript(_, exponent):
            return (*drawn[0], *_exponent(exponent, drawn[1], charset))
        case boxes.Subscript():
            return (*drawn[0], *index_runs(box, drawn[1], charset))
        case boxes.Root(radicand):
            return _root(radicand, drawn, charset)
        case boxes.Fenced(_, fence):
            left, right = fences(fence, charset)
            return (_fence(left), *drawn[0], _fence(right))
        case boxes.Application(_, argument, fenced):
            if fenced:
                return (*drawn[0], *_parenthesised(drawn[1]))
            gap = () if isinstance(argument, boxes.Fenced) else (Run(" ", Style.TEXT),)
            return (*drawn[0], *gap, *drawn[1])
        case boxes.Cases():
            return _cases(drawn)
        case boxes.Matrix(rows):
            return _matrix(drawn, len(rows[0]))
    assert_never(box)


def fences(fence: boxes.Fence, charset: Charset) -> tuple[str, str]:
    """What stands left and right."""
    if charset is Charset.UNICODE:
        return fence.value[0], fence.value[-1]
    match fence:
        case boxes.Fence.FLOOR:
            return "floor(", ")"
        case boxes.Fence.CEILING:
            return "ceil(", ")"
        case boxes.Fence.DOUBLE_BARS:
            return "||", "||"
        case boxes.Fence.ANGLES:
            return "<", ">"
        case _:
            return fence.value[0], fence.value[-1]


def index_runs(box: boxes.Subscript, index: Runs, charset: Charset) -> Runs:
    """The index behind its base: x₁, u_y, lim_(t → 0)."""
    look = Style.VARIABLE if has_limits(box) else _base_look(box)
    figures = lowered(text_of(index), charset)
    if figures is not None:
        return (Run(figures, look),)
    # f_xy: letters in a row hold together as one does.
    together = isinstance(box.index, boxes.Row) and box.index.binding is boxes.Binding.ATOM
    if isinstance(box.index, boxes.Glyph) or together:
        return (Run(f"_{text_of(index)}", look),)
    return (Run("_", look), *_parenthesised(index))


def has_limits(box: boxes.Subscript) -> bool:
    """Whether the index stands under its base where there is height: lim."""
    return isinstance(box.base, boxes.Glyph) and box.base.text in (
        "lim",
        "max",
        "min",
        "sup",
        "inf",
    )


def _base_look(box: boxes.Subscript) -> Style:
    return look_of(box.base) if isinstance(box.base, boxes.Glyph) else Style.VARIABLE


def splits_above(box: boxes.Box) -> bool:
    """Whether a slash behind this would be read as belonging to its last part alone."""
    if isinstance(box, boxes.Row):
        if box.binding is boxes.Binding.PRODUCT:
            return splits_above(box.parts[-1])
        return box.binding < boxes.Binding.PRODUCT
    return isinstance(box, boxes.Fraction) or (
        isinstance(box, boxes.Application) and not box.fenced
    )


def splits_below(box: boxes.Box) -> bool:
    """Whether only the first part of this would be read as what stands below the slash."""
    if isinstance(box, boxes.Row):
        return box.binding < boxes.Binding.ATOM
    return isinstance(box, boxes.Fraction)


def _as_part(part: boxes.Box, runs: Runs, row: boxes.Row) -> Runs:
    """A quotient inside a product keeps its parts together."""
    inside_product = row.binding is boxes.Binding.PRODUCT and len(row.parts) > 1
    return _parenthesised(runs) if inside_product and isinstance(part, boxes.Fraction) else runs


def _exponent(exponent: boxes.Box, runs: Runs, charset: Charset) -> Runs:
    text = text_of(runs)
    figure = raised(text, charset)
    if figure is not None:
        return (Run(figure, runs[0].look if len(runs) == 1 else Style.NUMBER),)
    caret = Run("^", Style.OPERATOR)
    if isinstance(exponent, boxes.Glyph) or (
        isinstance(exponent, boxes.Fenced) and exponent.fence is boxes.Fence.PARENTHESES
    ):
        return (caret, *runs)
    return (caret, *_parenthesised(runs))


def _root(radicand: boxes.Box, drawn: Sequence[Runs], charset: Charset) -> Runs:
    degree = text_of(drawn[1]) if len(drawn) == 2 else None
    if charset is Charset.ASCII:
        if degree is None or degree == "3":
            name = "sqrt" if degree is None else "cbrt"
            return (Run(name, Style.FUNCTION), *_parenthesised(drawn[0]))
        comma = Run(", ", Style.OPERATOR)
        return (Run("root", Style.FUNCTION), *_parenthesised((*drawn[0], comma, *drawn[1])))
    single = isinstance(radicand, boxes.Glyph | boxes.Subscript) or (
        isinstance(radicand, boxes.Fenced) and radicand.fence is boxes.Fence.PARENTHESES
    )
    under = drawn[0] if single else _parenthesised(drawn[0])
    sign = "√"
    if degree is not None:
        sign = _ROOT_SIGNS.get(degree) or f"{raised(degree, charset) or f'({degree})'}√"
    return (Run(sign, Style.FUNCTION), *under)


def _cases(drawn: Sequence[Runs]) -> Runs:
    runs: list[Run] = [_fence("{")]
    for value, held in zip(drawn[::2], drawn[1::2], strict=True):
        if len(runs) > 1:
            runs.append(_fence("; "))
        runs.extend((*value, Run(" ", Style.TEXT), *held))
    return (*runs, _fence("}"))


def _matrix(drawn: Sequence[Runs], columns: int) -> Runs:
    """[6, 4; 4, 0]: a semicolon ends a row."""
    runs: list[Run] = [_fence("[")]
    for place, entry in enumerate(drawn):
        if place:
            runs.append(_fence(", " if place % columns else "; "))
        runs.extend(entry)
    return (*runs, _fence("]"))


def is_infix(row: boxes.Row, place: int) -> bool:
    """Whether the part at `place` is an operator or relation between two others."""
    part = row.parts[place]
    return (
        row.binding is not boxes.Binding.ATOM
        and isinstance(part, boxes.Glyph)
        and part.role in (boxes.Role.OPERATOR, boxes.Role.RELATION)
        and part.text != ","
        and place > 0
        and not is_infix(row, place - 1)
    )


def touches(row: boxes.Row, place: int) -> bool:
    """Whether the part at `place` is a factor written right behind the one before it."""
    if row.binding is not boxes.Binding.PRODUCT or place == 0:
        return False
    return not any(
        isinstance(part, boxes.Glyph) and part.role in (boxes.Role.OPERATOR, boxes.Role.RELATION)
        for part in row.parts[place - 1 : place + 1]
    )


def is_word(part: boxes.Box) -> bool:
    """`and`, `if`, `otherwise`: a word among the signs."""
    return (
        isinstance(part, boxes.Glyph) and part.role is boxes.Role.RELATION and part.text.isalpha()
    )


def _row(row: boxes.Row, drawn: Sequence[Runs]) -> Runs:
    space = Run(" ", Style.TEXT)
    runs: list[Run] = []
    for place, (part, own) in enumerate(zip(row.parts, drawn, strict=True)):
        if is_infix(row, place):
            runs.extend((space, *own, space))
            continue
        if place:
            before = row.parts[place - 1]
            follows_derivative = (
                row.binding is boxes.Binding.ATOM
                and isinstance(before, boxes.Fraction)
                and isinstance(part, boxes.Fenced)
            )
            first_word = place == 1 and is_word(before)
            comma = isinstance(before, boxes.Glyph) and before.text == ","
            # D_u f: the index ends before the name.
            indexed = row.binding is boxes.Binding.ATOM and "_" in text_of(drawn[place - 1])
            if (
                follows_derivative
                or indexed
                or comma
                or first_word
                or (touches(row, place) and _runs_together(before, text_of(drawn[place - 1]), own))
                or (touches(row, place) and boxes.stands_apart(before, part))
            ):
                runs.append(space)
        runs.extend(own)
    return tuple(runs)


def _runs_together(left: boxes.Box, left_text: str, right: Runs) -> bool:
    """Whether two factors side by side need a space to be told apart."""
    if right[0].look is Style.VECTOR:
        return not left_text.isdecimal()
    if isinstance(left, boxes.Application) or right[0].look is Style.FUNCTION:
        return right[0].text not in ("√", "∛", "∜")
    if isinstance(left, boxes.Superscript | boxes.Subscript) and re.search(r"[\^_]", left_text):
        return True
    words = re.search(r"[A-Za-z]{2,}$", left_text) or re.match(r"[A-Za-z]{2,}", right[0].text)
    return words is not None
