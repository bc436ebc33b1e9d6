"""A formula in presentation MathML, as the browsers of today draw it and screen readers say it.

Multiplication and function application that are not written out are there as invisible operators,
so that `xy` is not read as one name.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final, assert_never

from gradcli.narrative.box import (
    Application,
    Binding,
    Box,
    Cases,
    Fence,
    Fenced,
    Fraction,
    Glyph,
    Matrix,
    Role,
    Root,
    Row,
    Subscript,
    Superscript,
    marked,
    stands_apart,
)
from gradcli.render.formula.fold import fold
from gradcli.render.formula.glyphs import GREEK_LETTERS
from gradcli.render.formula.linear import has_limits, is_infix, is_word, touches

_MARKS: Final = {"hat": "^", "bar": "¯", "tilde": "~", "dot": "˙", "ddot": "¨"}
_TIMES: Final = "<mo>&#x2062;</mo>"
_APPLY: Final = "<mo>&#x2061;</mo>"
# MathML Core leaves no room beside a function's name, as TeX does.
_THIN: Final = '<mspace width="0.17em"></mspace>'


def mathml(box: Box, *, display: bool = False) -> str:
    """A whole `math` element; `display` sets it large, on a line of its own."""
    mode = ' display="block"' if display else ""
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML"{mode}>{inner(box)}</math>'


def inner(box: Box) -> str:
    """What stands inside the `math` element: one element."""
    return fold(box, _draw)


def _draw(box: Box, drawn: Sequence[str]) -> str:
    match box:
        case Glyph():
            return _sign(box)
        case Row():
            return _row(box, drawn)
        case Fraction():
            return f"<mfrac>{drawn[0]}{drawn[1]}</mfrac>"
        case Superscript(_, exponent) if exponent == Glyph("′", Role.OPERATOR):
            # The prime is raised already, in text fonts as in those for mathematics.
            return f'<mrow>{drawn[0]}<mo form="postfix" lspace="0" rspace="0">′</mo></mrow>'
        case Superscript():
            return f"<msup>{drawn[0]}{drawn[1]}</msup>"
        case Subscript() if has_limits(box):
            return f"<munder>{drawn[0]}{drawn[1]}</munder>"
        case Subscript():
            over = marked(box)
            if over is None:
                return f"<msub>{drawn[0]}{drawn[1]}</msub>"
            mark, index = over
            # As an accent it would touch the letter wherever no font for mathematics is installed.
            letter = f'<mover>{drawn[0]}<mo stretchy="false">{_MARKS[mark]}</mo></mover>'
            return letter if index is None else f"<msub>{letter}{_sign(index)}</msub>"
        case Root():
            if len(drawn) == 1:
                return f"<msqrt>{drawn[0]}</msqrt>"
            return f"<mroot>{drawn[0]}{drawn[1]}</mroot>"
        case Fenced(_, fence):
            return _fenced(drawn[0], fence)
        case Application(_, argument, fenced):
            if fenced:
                behind = _fenced(drawn[1], Fence.PARENTHESES)
            else:
                behind = drawn[1] if isinstance(argument, Fenced) else f"{_THIN}{drawn[1]}"
            return f"<mrow>{drawn[0]}{_APPLY}{behind}</mrow>"
        case Cases():
            rows = "".join(
                f"<mtr><mtd>{value}</mtd><mtd>{held}</mtd></mtr>"
                for value, held in zip(drawn[::2], drawn[1::2], strict=True)
            )
            brace = '<mo fence="true" form="prefix" stretchy="true">{</mo>'
            return f'<mrow>{brace}<mtable class="cases">{rows}</mtable></mrow>'
        case Matrix(entries):
            columns = len(entries[0])
            cells = [f"<mtd>{entry}</mtd>" for entry in drawn]
            starts = range(0, len(cells), columns)
            rows = "".join(f"<mtr>{''.join(cells[at : at + columns])}</mtr>" for at in starts)
            left, right = (f'<mo fence="true" stretchy="true">{each}</mo>' for each in "[]")
            return f"<mrow>{left}<mtable>{rows}</mtable>{right}</mrow>"
    assert_never(box)


def _sign(sign: Glyph) -> str:
    text = escape(GREEK_LETTERS.get(sign.text, sign.text))
    match sign.role:
        case Role.VARIABLE | Role.CONSTANT | Role.FUNCTION:
            return f"<mi>{text}</mi>"
        case Role.VECTOR:
            return f"<mi>{''.join(map(_bold, text))}</mi>"
        case Role.NUMBER:
            return f"<mn>{text}</mn>"
        case Role.RELATION if text.isalpha():
            return f"<mtext>{text}</mtext>"
        case Role.OPERATOR | Role.RELATION:
            return "<mi>d</mi>" if text == "d" else f"<mo>{text}</mo>"
    assert_never(sign.role)


def _bold(sign: str) -> str:
    """A small letter or a figure in bold, which MathML has by its own sign alone."""
    if sign.isdecimal():
        return chr(0x1D7CE + int(sign))
    return chr(0x1D41A + ord(sign) - ord("a"))


def _row(row: Row, drawn: Sequence[str]) -> str:
    pieces: list[str] = []
    for place, (part, own) in enumerate(zip(row.parts, drawn, strict=True)):
        before = row.parts[place - 1] if place else None
        if touches(row, place):
            pieces.append(_TIMES)
            if (
                isinstance(part, Application)
                or isinstance(before, Application)
                or (before is not None and stands_apart(before, part))
            ):
                pieces.append(_THIN)
        if row.binding is Binding.ATOM and isinstance(before, Fraction):
            pieces.append(_THIN)
        if is_word(part):
            left = "\u00a0" if place else ""
            right = "\u00a0" if place + 1 < len(drawn) else ""
            pieces.append(own.replace("<mtext>", f"<mtext>{left}").replace("</", f"{right}</"))
        elif isinstance(part, Glyph) and part.text == ",":
            pieces.append('<mo separator="true" lspace="0" rspace="0.3em">,</mo>')
        elif isinstance(part, Glyph) and part.text in "+−" and not is_infix(row, place):
            pieces.append(f'<mo form="prefix">{part.text}</mo>')
        elif row.binding is Binding.ATOM and isinstance(part, Glyph) and part.text in "∂∇":
            pieces.append(f'<mo form="prefix" lspace="0" rspace="0">{part.text}</mo>')
        else:
            pieces.append(own)
    return f"<mrow>{''.join(pieces)}</mrow>"


_STRETCHED: Final = ("<mfrac", "<msqrt", "<mroot", "<mtable")


def _fenced(inside: str, fence: Fence) -> str:
    left, right = fence.value[0], fence.value[-1]
    # A fence that need not grow keeps to its text size: fonts draw the stretched one with room.
    stretchy = "true" if any(tall in inside for tall in _STRETCHED) else "false"
    look = f'fence="true" stretchy="{stretchy}" lspace="0" rspace="0"'
    opening = f'<mo form="prefix" {look}>{left}</mo>'
    closing = f'<mo form="postfix" {look}>{right}</mo>'
    return f"<mrow>{opening}{inside}{closing}</mrow>"


def rows(boxes: Sequence[Box]) -> str:
    """Formulas under one another, flush left."""
    body = "".join(f"<mtr><mtd>{inner(box)}</mtd></mtr>" for box in boxes)
    return f'<mtable class="rows" displaystyle="true">{body}</mtable>'
