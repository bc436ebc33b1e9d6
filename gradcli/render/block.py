"""A formula in several lines of text: fractions over a bar, cases behind a brace, roofed roots.

What fits in one line stays there (x² is `x²`, not an x with a raised 2): height is spent where it
spares the reader parentheses.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, assert_never

from gradcli.narrative.box import (
    Application,
    Binding,
    Box,
    Cases,
    Fence,
    Fenced,
    Fraction,
    Root,
    Row,
    Sign,
    Subscript,
    Superscript,
)
from gradcli.render.breadth import pieces_of
from gradcli.render.fold import fold
from gradcli.render.linear import (
    fences,
    is_infix,
    is_word,
    linear_part,
    look_of,
    lowered,
    raised,
    touches,
)
from gradcli.render.picture import CONTINUED, Picture, beside, flat, of_text, over
from gradcli.render.runs import Look, Run, Runs, blank, text_of
from gradcli.render.signs import Charset, spelled

_SPACE: Final = of_text(" ", Look.TEXT)
# Top, middle, bottom and (for braces) the waist of a fence that is taller than one line.
_TALL: Final = {
    "(": "⎛⎜⎝",
    ")": "⎞⎟⎠",
    "[": "⎡⎢⎣",
    "]": "⎤⎥⎦",
    "|": "│││",
    "‖": "║║║",
    "⌊": "⎢⎢⎣",
    "⌋": "⎥⎥⎦",
    "⌈": "⎡⎢⎢",
    "⌉": "⎤⎥⎥",
}


def reads_better_tall(box: Box) -> bool:
    """Whether the formula holds something that one line can only show with extra parentheses."""

    def judge(part: Box, drawn: Sequence[bool]) -> bool:
        if any(drawn) or isinstance(part, Cases):
            return True
        if isinstance(part, Fraction):
            return any(_is_composite(side) for side in (part.above, part.below))
        return False

    return fold(box, judge)


def _is_composite(side: Box) -> bool:
    return isinstance(side, Fraction) or (isinstance(side, Row) and side.binding < Binding.ATOM)


def tall(box: Box) -> Picture:
    """The formula in as many lines as it needs, and its baseline."""

    def draw(part: Box, drawn: Sequence[tuple[Picture, Runs]]) -> tuple[Picture, Runs]:
        lines = [line for _, line in drawn]
        pictures = [picture for picture, _ in drawn]
        if isinstance(part, Superscript) and pictures[1].height > 1:
            # Towers stay low: a quotient or a power in an exponent is set in one line.
            pictures[1] = flat(lines[1])
        return _draw(part, pictures), linear_part(part, lines, Charset.UNICODE)

    return fold(box, draw)[0]


def tall_within(box: Box, room: int) -> Picture:
    """The formula in `room` columns: where it is wider, in pieces under one another.

    The picture is wider than `room` where no piece is small enough.
    """
    whole = tall(box)
    if whole.width <= room:
        return whole
    if isinstance(box, Fraction):
        return _fraction(_stacked(box.above, room), _stacked(box.below, room))
    return _stacked(box, room)


def _stacked(box: Box, room: int) -> Picture:
    def measure(part: Box) -> int:
        return tall(part).width

    first, *others = (tall(piece) for piece in pieces_of(box, room - CONTINUED, measure))
    if not others:
        return first
    lines = [first]
    for before, other in pairwise((first, *others)):
        if max(before.height, other.height) > 1:
            lines.append(flat(()))
        lines.append(Picture(tuple((*blank(CONTINUED - 1), *line) for line in other.lines)))
    return over(lines, first.baseline, centred=False)


def _draw(box: Box, drawn: Sequence[Picture]) -> Picture:
    match box:
        case Sign(text):
            return of_text(spelled(text, Charset.UNICODE), look_of(box))
        case Row():
            return _row(box, drawn)
        case Fraction():
            return _fraction(drawn[0], drawn[1])
        case Superscript():
            return _superscript(drawn[0], drawn[1])
        case Subscript():
            index = lowered(text_of(drawn[1].lines[0]), Charset.UNICODE)
            if index is not None and drawn[1].height == 1:
                return beside([drawn[0], of_text(index, Look.VARIABLE)])
            return _shifted(drawn[0], drawn[1], down=True)
        case Root(radicand):
            return _root(radicand, drawn)
        case Fenced(_, fence):
            return _fenced(drawn[0], fence)
        case Application(_, argument, fenced):
            if fenced:
                return beside([drawn[0], _fenced(drawn[1], Fence.PARENTHESES)])
            gap = [] if isinstance(argument, Fenced) else [_SPACE]
            return beside([drawn[0], *gap, drawn[1]])
        case Cases():
            return _cases(drawn)
    assert_never(box)


def _row(row: Row, drawn: Sequence[Picture]) -> Picture:
    pictures: list[Picture] = []
    for place, own in enumerate(drawn):
        if is_infix(row, place):
            pictures.extend((_SPACE, own, _SPACE))
            continue
        if place and _apart(row, place, drawn):
            pictures.append(_SPACE)
        pictures.append(own)
    return beside(pictures)


def _apart(row: Row, place: int, drawn: Sequence[Picture]) -> bool:
    """Whether a space stands before the part at `place`."""
    before, part = row.parts[place - 1], row.parts[place]
    if isinstance(before, Sign) and (before.text == "," or (place == 1 and is_word(before))):
        return True
    if row.binding is Binding.ATOM:
        return isinstance(before, Fraction) and isinstance(part, Fenced)
    if not touches(row, place):
        # A minus before a bar would be read as a part of it.
        return place == 1 and isinstance(before, Sign) and drawn[1].height > 1
    if isinstance(before, Application) or isinstance(part, Application):
        return True
    return isinstance(before, Fraction) or isinstance(part, Fraction)


def _fraction(above: Picture, below: Picture) -> Picture:
    width = max(above.width, below.width)
    bar = of_text("─" * width, Look.OPERATOR)
    return over([above, bar, below], above.height)


def _superscript(base: Picture, exponent: Picture) -> Picture:
    if exponent.height == 1:
        figure = raised(text_of(exponent.lines[0]), Charset.UNICODE)
        if figure is not None:
            runs = exponent.lines[0]
            look = runs[0].look if len(runs) == 1 else Look.NUMBER
            if base.height == 1:
                return beside([base, of_text(figure, look)])
            return _corner(base, of_text(figure, look))
    return _shifted(base, exponent, down=False)


def _corner(base: Picture, figure: Picture) -> Picture:
    """A raised figure at the upper right of a base of several lines."""
    width = base.width
    top = (*base.lines[0], *blank(width - Picture((base.lines[0],)).width), *figure.lines[0])
    return Picture((top, *base.lines[1:]), base.baseline)


def _shifted(base: Picture, figure: Picture, *, down: bool) -> Picture:
    """The figure to the right of the base, wholly above or wholly below it."""
    if down:
        moved = Picture(figure.lines, base.baseline - base.height)
        lines = (*base.lines, *((*blank(base.width), *line) for line in moved.lines))
        return Picture(lines, base.baseline)
    lines = (*((*blank(base.width), *line) for line in figure.lines), *base.lines)
    return Picture(lines, base.baseline + figure.height)


def _root(radicand: Box, drawn: Sequence[Picture]) -> Picture:
    under = drawn[0]
    degree = drawn[1] if len(drawn) == 2 else None
    figure = None
    if degree is not None:
        text = text_of(degree.lines[0])
        figure = {"3": "∛", "4": "∜"}.get(text) if degree.height == 1 else None
        if figure is None and degree.height == 1:
            small = raised(text, Charset.UNICODE)
            figure = f"{small}√" if small else f"({text})√"
    sign = figure or "√"
    if under.height == 1:
        single = isinstance(radicand, Sign | Subscript) or (
            isinstance(radicand, Fenced) and radicand.fence is Fence.PARENTHESES
        )
        inside = under if single else _fenced(under, Fence.PARENTHESES)
        return beside([of_text(sign, Look.FUNCTION), inside])
    roof = of_text("_" * under.width, Look.FUNCTION)
    body: list[Runs] = list(under.lines)
    left = [mark.rjust(len(sign)) for mark in ["│"] * (len(body) - 1) + [sign]]
    lines: list[Runs] = [(*blank(len(sign)), *roof.lines[0])]
    lines.extend((Run(mark, Look.FUNCTION), *line) for mark, line in zip(left, body, strict=True))
    return Picture(tuple(lines), under.baseline + 1)


def _fenced(inner: Picture, fence: Fence) -> Picture:
    left, right = fences(fence, Charset.UNICODE)
    return beside([_side(left, inner), inner, _side(right, inner)])


def _side(sign: str, inner: Picture) -> Picture:
    """A fence as tall as what it holds."""
    if inner.height == 1:
        return of_text(sign, Look.FENCE)
    top, middle, bottom = tuple(_TALL[sign])
    signs = [top, *[middle] * (inner.height - 2), bottom]
    return Picture(tuple((Run(each, Look.FENCE),) for each in signs), inner.baseline)


def _cases(drawn: Sequence[Picture]) -> Picture:
    values, held = drawn[::2], drawn[1::2]
    width = max(value.width for value in values)
    rows = [
        beside([value, flat(blank(width - value.width + 2)), condition])
        for value, condition in zip(values, held, strict=True)
    ]
    body = over(rows, 0, centred=False)
    middle = (body.height - 1) // 2
    body = Picture(body.lines, middle)
    if body.height == 1:
        return beside([of_text("{ ", Look.FENCE), body])
    signs = [("⎧", "⎨", "⎩")[(row > 0) + (row == body.height - 1)] for row in range(body.height)]
    signs = [sign if row != middle else "⎨" for row, sign in enumerate(signs)]
    signs = ["⎪" if sign == "⎨" and row != middle else sign for row, sign in enumerate(signs)]
    if body.height == 2:
        signs = ["⎰", "⎱"]
    brace = Picture(tuple((Run(f"{sign} ", Look.FENCE),) for sign in signs), middle)
    return beside([brace, body])


def tall_text(box: Box) -> str:
    """The formula as text of several lines, without spaces at their ends."""
    return "\n".join(text_of(line).rstrip() for line in tall(box).lines)
