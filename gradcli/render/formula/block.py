"""A formula in several lines of text: fractions over a bar, cases behind a brace, roofed roots.

What fits in one line stays there (x² is `x²`, not an x with a raised 2): height is spent where it
spares the reader parentheses.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple, assert_never

from gradcli.narrative import box as boxes
from gradcli.render.formula.breadth import breadth, pieces_of
from gradcli.render.formula.fold import fold
from gradcli.render.formula.glyphs import Charset, spelled
from gradcli.render.formula.linear import (
    fences,
    has_limits,
    index_runs,
    is_infix,
    is_word,
    linear_part,
    look_of,
    raised,
    splits_above,
    splits_below,
    touches,
)
from gradcli.render.formula.runs import Run, Runs, Style, blank, text_of
from gradcli.render.formula.text_block import CONTINUED, TextBlock, beside, flat, of_text, over

# A quotient of so few signs reads as well in one line.
_SHORT: Final = 12
_SPACE: Final = of_text(" ", Style.TEXT)
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
    "⟨": "╱│╲",
    "⟩": "╲│╱",
}


def reads_better_tall(box: boxes.Box) -> bool:
    """Whether the formula holds something that one line can only show at length or with fences."""
    return fold(box, _reads_better_tall)


def _reads_better_tall(part: boxes.Box, drawn: Sequence[bool]) -> bool:
    if any(drawn) or isinstance(part, boxes.Cases | boxes.Matrix):
        return True
    if isinstance(part, boxes.Fraction):
        fences_needed = splits_above(part.above) or splits_below(part.below)
        return fences_needed or breadth(part.above) + breadth(part.below) > _SHORT
    return False


class _Drawn(NamedTuple):
    """A box in both forms, and which of them reads better."""

    picture: TextBlock
    line: Runs
    better_tall: bool


def tall(box: boxes.Box) -> TextBlock:
    """The formula in as many lines as it needs, and its baseline."""

    def draw(part: boxes.Box, drawn: Sequence[_Drawn]) -> _Drawn:
        lines = [each.line for each in drawn]
        line = linear_part(part, lines, Charset.UNICODE)
        better = _reads_better_tall(part, [each.better_tall for each in drawn])
        if isinstance(part, boxes.Fenced | boxes.Application | boxes.Root) and not better:
            return _Drawn(flat(line), line, better)  # ln(9/4), |x/2|
        pictures = [each.picture for each in drawn]
        if isinstance(part, boxes.Superscript) and pictures[1].height > 1:
            # Towers stay low: a quotient or a power in an exponent is set in one line.
            pictures[1] = flat(lines[1])
        return _Drawn(_draw(part, pictures), line, better)

    return fold(box, draw).picture


def tall_within(box: boxes.Box, room: int, levels: int = 6) -> TextBlock:
    """The formula in `room` columns: where it is wider, in pieces under one another.

    Sums go on below before a sign, also inside fractions and fences, down to so many `levels`.
    The picture is wider than `room` where that does not help.
    """
    whole = tall(box)
    if whole.width <= room or levels == 0:
        return whole
    match box:
        case boxes.Fraction(above, below):
            sides = [tall_within(side, room, levels - 1) for side in (above, below)]
            return _fraction(sides[0], sides[1])
        case boxes.Fenced(inner, fence):
            return _fenced(tall_within(inner, room - 2, levels - 1), fence)
        case boxes.Row():
            if box.binding is boxes.Binding.PRODUCT:
                within = _widest_within(box, whole.width, room, levels)
                if within.width <= room:
                    return within
            pieces = pieces_of(box, room - CONTINUED, _tall_width)
            if len(pieces) > 1:
                return _stacked([tall_within(each, room, levels - 1) for each in pieces])
            return _widest_within(box, whole.width, room, levels)
        case _:
            return whole


def _widest_within(row: boxes.Row, width: int, room: int, levels: int) -> TextBlock:
    """The row with the widest of its parts in pieces."""
    drawn = [tall(part) for part in row.parts]
    widest = max(range(len(drawn)), key=lambda place: drawn[place].width)
    spare = room - (width - drawn[widest].width)
    drawn[widest] = tall_within(row.parts[widest], spare, levels - 1)
    return _row(row, drawn)


def _tall_width(box: boxes.Box) -> int:
    return tall(box).width


def _stacked(pieces: Sequence[TextBlock]) -> TextBlock:
    """Pieces of one formula under one another, those behind the first moved in."""
    first, *others = pieces
    lines = list(first.lines)
    last = first.baseline
    for before, piece in pairwise((first, *others)):
        if max(before.height, piece.height) > 1:
            lines.append(())
        last = len(lines) + piece.baseline
        lines.extend((*blank(CONTINUED - 1), *line) for line in piece.lines)
    return TextBlock(tuple(lines), first.baseline, last)


def _draw(box: boxes.Box, drawn: Sequence[TextBlock]) -> TextBlock:
    match box:
        case boxes.Glyph(text):
            return of_text(spelled(text, Charset.UNICODE), look_of(box))
        case boxes.Row():
            return _row(box, drawn)
        case boxes.Fraction():
            return _fraction(drawn[0], drawn[1])
        case boxes.Superscript():
            return _superscript(drawn[0], drawn[1])
        case boxes.Subscript():
            if has_limits(box) and drawn[0].height == 1:
                return over([drawn[0], drawn[1]], 0)
            return beside([drawn[0], flat(index_runs(box, drawn[1].lines[0], Charset.UNICODE))])
        case boxes.Root(radicand):
            return _root(radicand, drawn)
        case boxes.Fenced(_, fence):
            return _fenced(drawn[0], fence)
        case boxes.Application(_, argument, fenced):
            if fenced:
                return beside([drawn[0], _fenced(drawn[1], boxes.Fence.PARENTHESES)])
            gap = [] if isinstance(argument, boxes.Fenced) else [_SPACE]
            return beside([drawn[0], *gap, drawn[1]])
        case boxes.Cases():
            return _cases(drawn)
        case boxes.Matrix(rows):
            return _matrix(drawn, len(rows[0]))
    assert_never(box)


def _row(row: boxes.Row, drawn: Sequence[TextBlock]) -> TextBlock:
    pictures: list[TextBlock] = []
    for place, own in enumerate(drawn):
        if is_infix(row, place):
            pictures.extend((_SPACE, own, _SPACE))
            continue
        if place and _apart(row, place, drawn):
            pictures.append(_SPACE)
        pictures.append(own)
    return beside(pictures)


def _apart(row: boxes.Row, place: int, drawn: Sequence[TextBlock]) -> bool:
    """Whether a space stands before the part at `place`."""
    before, part = row.parts[place - 1], row.parts[place]
    if isinstance(before, boxes.Glyph) and (before.text == "," or (place == 1 and is_word(before))):
        return True
    if row.binding is boxes.Binding.ATOM:
        if isinstance(before, boxes.Subscript) and "_" in text_of(drawn[place - 1].lines[0]):
            return True
        return isinstance(before, boxes.Fraction) and isinstance(part, boxes.Fenced)
    if not touches(row, place):
        # A minus before a bar would be read as a part of it.
        return place == 1 and isinstance(before, boxes.Glyph) and drawn[1].height > 1
    if isinstance(before, boxes.Application) or isinstance(part, boxes.Application):
        return True
    if boxes.stands_apart(before, part):
        return True
    if isinstance(part, boxes.Glyph) and part.role is boxes.Role.VECTOR:
        return not (isinstance(before, boxes.Glyph) and before.role is boxes.Role.NUMBER)
    return isinstance(before, boxes.Fraction) or isinstance(part, boxes.Fraction)


def _fraction(above: TextBlock, below: TextBlock) -> TextBlock:
    width = max(above.width, below.width)
    bar = of_text("─" * width, Style.OPERATOR)
    whole = over([above, bar, below], above.height)
    in_pieces = above.last is not None or below.last is not None
    return TextBlock(whole.lines, whole.baseline, whole.baseline if in_pieces else None)


def _superscript(base: TextBlock, exponent: TextBlock) -> TextBlock:
    if exponent.height == 1:
        figure = raised(text_of(exponent.lines[0]), Charset.UNICODE)
        if figure is not None:
            runs = exponent.lines[0]
            look = runs[0].look if len(runs) == 1 else Style.NUMBER
            if base.height == 1:
                return beside([base, of_text(figure, look)])
            return _corner(base, of_text(figure, look))
    return _shifted(base, exponent)


def _corner(base: TextBlock, figure: TextBlock) -> TextBlock:
    """A raised figure at the upper right of a base of several lines."""
    width = base.width
    top = (*base.lines[0], *blank(width - TextBlock((base.lines[0],)).width), *figure.lines[0])
    return TextBlock((top, *base.lines[1:]), base.baseline)


def _shifted(base: TextBlock, figure: TextBlock) -> TextBlock:
    """The figure to the right of the base, wholly above it."""
    lines = (*((*blank(base.width), *line) for line in figure.lines), *base.lines)
    return TextBlock(lines, base.baseline + figure.height)


def _root(radicand: boxes.Box, drawn: Sequence[TextBlock]) -> TextBlock:
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
        single = isinstance(radicand, boxes.Glyph | boxes.Subscript) or (
            isinstance(radicand, boxes.Fenced) and radicand.fence is boxes.Fence.PARENTHESES
        )
        inside = under if single else _fenced(under, boxes.Fence.PARENTHESES)
        return beside([of_text(sign, Style.FUNCTION), inside])
    roof = of_text("_" * under.width, Style.FUNCTION)
    body: list[Runs] = list(under.lines)
    left = [mark.rjust(len(sign)) for mark in ["│"] * (len(body) - 1) + [sign]]
    lines: list[Runs] = [(*blank(len(sign)), *roof.lines[0])]
    lines.extend((Run(mark, Style.FUNCTION), *line) for mark, line in zip(left, body, strict=True))
    return TextBlock(tuple(lines), under.baseline + 1)


def _fenced(inner: TextBlock, fence: boxes.Fence) -> TextBlock:
    left, right = fences(fence, Charset.UNICODE)
    return beside([_side(left, inner), inner, _side(right, inner)])


def _side(sign: str, inner: TextBlock) -> TextBlock:
    """A fence as tall as what it holds."""
    if inner.height == 1:
        return of_text(sign, Style.FENCE)
    top, middle, bottom = tuple(_TALL[sign])
    signs = [top, *[middle] * (inner.height - 2), bottom]
    return TextBlock(tuple((Run(each, Style.FENCE),) for each in signs), inner.baseline)


def _cases(drawn: Sequence[TextBlock]) -> TextBlock:
    values, held = drawn[::2], drawn[1::2]
    width = max(value.width for value in values)
    rows = [
        beside([value, flat(blank(width - value.width + 2)), condition])
        for value, condition in zip(values, held, strict=True)
    ]
    body = over(rows, 0, centred=False)
    middle = (body.height - 1) // 2
    body = TextBlock(body.lines, middle)
    if body.height == 1:
        return beside([of_text("{ ", Style.FENCE), body])
    signs = [("⎧", "⎨", "⎩")[(row > 0) + (row == body.height - 1)] for row in range(body.height)]
    signs = [sign if row != middle else "⎨" for row, sign in enumerate(signs)]
    signs = ["⎪" if sign == "⎨" and row != middle else sign for row, sign in enumerate(signs)]
    if body.height == 2:
        signs = ["⎰", "⎱"]
    brace = TextBlock(tuple((Run(f"{sign} ", Style.FENCE),) for sign in signs), middle)
    return beside([brace, body])


def _matrix(drawn: Sequence[TextBlock], columns: int) -> TextBlock:
    """The entries in columns, the baselines of a row on one line, between tall brackets."""
    widths = [max(each.width for each in drawn[place::columns]) for place in range(columns)]
    rows = []
    for start in range(0, len(drawn), columns):
        parts: list[TextBlock] = []
        for place, (entry, width) in enumerate(
            zip(drawn[start : start + columns], widths, strict=True)
        ):
            if place:
                parts.append(flat(blank(2)))
            spare = width - entry.width
            parts.extend((flat(blank(spare // 2)), entry, flat(blank(spare - spare // 2))))
        rows.append(beside(parts))
    body = over(rows, 0, centred=False)
    return _fenced(TextBlock(body.lines, (body.height - 1) // 2), boxes.Fence.BRACKETS)
