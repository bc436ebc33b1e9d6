"""How wide a formula is when it is typeset, roughly, and where it may be broken into rows.

LaTeX and MathML break no displayed formula by themselves; what is wider than the page must be
broken before it reaches them. The measure is in signs: it need not be right, only not far wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, assert_never

from gradcli.frozen import dataclass
from gradcli.narrative import box as boxes
from gradcli.narrative.document import Formula, Line, Sentence
from gradcli.render.formula.fold import fold
from gradcli.render.formula.linear import is_infix
from gradcli.render.formula.places import BEFORE, DOTS

_RELATION: Final = 4
_BEFORE_REASON: Final = 4
_SMALL: Final = 0.7


def breadth(box: boxes.Box) -> int:
    """The width in signs."""
    width: float = fold(box, _measure)
    return round(width)


def _measure(box: boxes.Box, drawn: Sequence[float]) -> float:
    match box:
        case boxes.Glyph(text):
            return 1.0 if text in boxes.GREEK else float(len(text))
        case boxes.Row():
            signs = sum(is_infix(box, place) for place in range(len(box.parts)))
            return sum(drawn) + 1.6 * signs
        case boxes.Fraction():
            return max(drawn) + 0.5
        case boxes.Superscript() | boxes.Subscript():
            return drawn[0] + _SMALL * drawn[1]
        case boxes.Root():
            return drawn[0] + 1.5
        case boxes.Fenced():
            return drawn[0] + 1.5
        case boxes.Application(_, _, fenced):
            return drawn[0] + drawn[1] + (1.5 if fenced else 0.5)
        case boxes.Cases():
            return max(map(sum, zip(drawn[::2], drawn[1::2], strict=True)), default=0.0) + 4
        case boxes.Matrix(rows):
            columns = len(rows[0])
            widest = (max(drawn[place::columns]) for place in range(columns))
            return sum(widest) + 2 * columns
    assert_never(box)


def sentence_breadth(sentence: Sentence) -> int:
    """The width of a sentence in one line, in signs of a formula."""
    return sum(
        breadth(inline.box) if isinstance(inline, Formula) else len(inline.text)
        for inline in sentence
    )


def pieces_of(
    box: boxes.Box, room: int, measure: Callable[[boxes.Box], int] = breadth
) -> list[boxes.Box]:
    """The formula in pieces of at most `room`, each but the first beginning with its sign.

    Sums are broken before + and −, a product alone before a dot; what is one fraction stays one.
    """
    if not isinstance(box, boxes.Row) or box.binding is boxes.Binding.ATOM:
        return [box]
    signs = DOTS if box.binding is boxes.Binding.PRODUCT else BEFORE
    groups: list[list[boxes.Box]] = [[]]
    for place, part in enumerate(box.parts):
        sign = isinstance(part, boxes.Glyph) and part.text in signs and not part.text.isalpha()
        if sign and is_infix(box, place):
            groups.append([])
        groups[-1].append(part)
    lines: list[list[boxes.Box]] = []
    used = 0
    for group in groups:
        size = measure(boxes.Row(tuple(_begun(group, box.binding)), box.binding)) + 1
        if lines and used + size <= room:
            lines[-1].extend(group)
            used += size
        else:
            lines.append(group)
            used = size
    # The sign that the whole begins with is none between two parts: −0.1 stays −0.1.
    first, *others = lines
    return [
        boxes.Row(tuple(first), box.binding),
        *(boxes.Row(tuple(_begun(line, box.binding)), box.binding) for line in others),
    ]


def _begun(line: list[boxes.Box], binding: boxes.Binding) -> list[boxes.Box]:
    """A piece that begins with its sign: an empty sign before it keeps the sign's spacing."""
    first = line[0]
    if (
        isinstance(first, boxes.Glyph)
        and first.role in (boxes.Role.OPERATOR, boxes.Role.RELATION)
        and len(line) > 1
        and binding is not boxes.Binding.ATOM
    ):
        return [boxes.Glyph("", boxes.Role.NUMBER), *line]
    return line


# Chains of equations on a page.


@dataclass(frozen=True, slots=True)
class Planned:
    """How one line of a chain is set: its left side alone or not, its right side in pieces.

    `room` is what a piece may take; `beside` says that the reason stands beside the last piece.
    """

    line: Line
    alone: bool
    pieces: tuple[boxes.Box, ...]
    room: int
    beside: bool


def planned(lines: Sequence[Line], width: int) -> list[Planned]:
    """The lines of a chain for a page of `width` signs, aligned at their relations."""
    lefts = [0 if line.left is None else breadth(line.left) for line in lines]
    # Where any line of the chain has no room beside a wide left side, it stands alone.
    widest = max(breadth(line.right) for line in lines)
    alone = [4 * left > width and left + _RELATION + widest > width for left in lefts]
    column = max((left for left, apart in zip(lefts, alone, strict=True) if not apart), default=0)
    room = max(width - column - _RELATION, width // 3)
    pieces = [tuple(pieces_of(line.right, room)) for line in lines]
    # The reasons stand in one column, behind the longest line of all.
    extent = max(fitted_breadth(piece, room) for each in pieces for piece in each)
    end = column + _RELATION + extent + _BEFORE_REASON
    return [
        Planned(line, apart, each, room, end + sentence_breadth(line.reason) <= width)
        for line, apart, each in zip(lines, alone, pieces, strict=True)
    ]


def fitted_breadth(box: boxes.Box, room: int) -> int:
    """The width of a piece whose fraction may have rows above and below its bar."""
    return max(breadth(piece) for side in sides_of(box, room) for piece in side)


def sides_of(box: boxes.Box, room: int) -> tuple[list[boxes.Box], ...]:
    """The rows of a fraction that is too wide, above and below its bar; else the box alone."""
    if not isinstance(box, boxes.Fraction) or breadth(box) <= room:
        return ([box],)
    return (pieces_of(box.above, room), pieces_of(box.below, room))
