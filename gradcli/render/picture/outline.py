"""A diagram as a tree in lines: each vertex above its operands, shared ones once in full."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import Final

from gradcli.frozen import dataclass
from gradcli.narrative.box import Box
from gradcli.narrative.document import Arrow, Diagram, Vertex
from gradcli.narrative.notation import relation
from gradcli.render.formula.breaking import break_formula
from gradcli.render.formula.glyphs import Charset, shown
from gradcli.render.formula.linear import linear_runs
from gradcli.render.formula.runs import Run, Runs, Style, blank, width_of

ABOVE: Final = "see above"
DEEPER: Final = "…"
_GAP: Final = 3
_NARROWEST: Final = 16  # columns that a vertex is given; below that the branch ends
_WIDEST: Final = 2  # of three parts of a line, for what stands left of the labels


@dataclass(frozen=True, slots=True, eq=False)
class Branch:
    """One line of the tree: a vertex, and the arrow that leads from it to the vertex above.

    `lasts` says of the line and of each one that it hangs on, from the root, whether it is the last
    of its siblings; `again` that the vertex stands further up in full, `cut` that its operands are
    not shown.
    """

    vertex: Vertex
    arrow: Arrow | None
    lasts: tuple[bool, ...]
    again: bool
    cut: bool

    @property
    def equation(self) -> Box:
        """`z = wx + b`; the name alone where that is all, or where it was said above."""
        vertex = self.vertex
        if vertex.meaning is None or self.again:
            return vertex.name
        return relation(vertex.name, "=", vertex.meaning)


def outline(diagram: Diagram, deepest: int | None = None) -> tuple[Branch, ...]:
    """The tree below every vertex from which no arrow leads on, the last of them first."""
    into: list[list[Arrow]] = [[] for _ in diagram.vertices]
    for each in diagram.arrows:
        into[each.target].append(each)
    used = {each.source for each in diagram.arrows}
    roots = [place for place in range(len(diagram.vertices)) if place not in used]
    waiting: list[tuple[int, Arrow | None, tuple[bool, ...]]] = [(root, None, ()) for root in roots]
    seen: set[int] = set()
    branches: list[Branch] = []
    while waiting:
        place, arrow, lasts = waiting.pop()
        operands = into[place]
        again = place in seen and bool(operands)
        cut = not again and bool(operands) and deepest is not None and len(lasts) >= deepest
        branches.append(Branch(diagram.vertices[place], arrow, lasts, again, cut))
        if again or cut:
            continue
        seen.add(place)
        for number, operand in enumerate(reversed(operands)):
            waiting.append((operand.source, operand, (*lasts, number == 0)))
    return tuple(branches)


# What leads to a line: below one that goes on, below one that does not; at it, and at the last.
_SIGNS: Final = MappingProxyType(
    {
        Charset.UNICODE: ("│  ", "   ", "├─ ", "└─ "),
        Charset.ASCII: ("|  ", "   ", "|- ", "`- "),
    }
)


def outline_lines(diagram: Diagram, width: int, charset: Charset) -> list[Runs]:
    """The tree in lines of at most `width` columns, the labels of the arrows in one column."""
    through, past, at, at_last = _SIGNS[charset]
    deepest = max(1, (width - _NARROWEST) // len(at))
    branches = outline(diagram, deepest)
    drawn: list[tuple[list[Runs], Runs]] = []
    for branch in branches:
        *before, last = branch.lasts or (False,)
        lead = "".join(past if each else through for each in before)
        first, rest = lead + (at_last if last else at), lead + (past if last else through)
        if not branch.lasts:
            first = rest = ""
        mark = f"  ({ABOVE})" if branch.again else ""
        if branch.cut:
            mark = f"  {shown(DEEPER, charset)}"
        room = width - len(first) - len(mark)
        pieces = break_formula(linear_runs(branch.equation, charset), room, room - 2)
        lines = [(*_guide(first), *pieces[0])]
        lines += [(*_guide(rest), *blank(2), *piece) for piece in pieces[1:]]
        if mark:
            lines[-1] = (*lines[-1], Run(mark, Style.REASON))
        label = () if branch.arrow is None else linear_runs(branch.arrow.label, charset)
        drawn.append((lines, label))
    return _beside(drawn, width)


def _guide(text: str) -> Runs:
    return (Run(text, Style.GUTTER),) if text else ()


def _beside(drawn: Sequence[tuple[list[Runs], Runs]], width: int) -> list[Runs]:
    """The label of each line beside it, in a column as far to the left as most lines allow."""
    ends = [width_of(lines[-1]) for lines, label in drawn if label]
    bound = _WIDEST * width // 3
    column = max((end for end in ends if end <= bound), default=0) + _GAP
    made: list[Runs] = []
    for lines, label in drawn:
        *others, last = lines
        made.extend(others)
        end = width_of(last)
        start = max(column, end + _GAP)
        if not label:
            made.append(last)
        elif start + width_of(label) <= width:
            made.append((*last, *blank(start - end), *label))
        else:
            made.append(last)
            pieces = break_formula(label, width - _GAP, width - _GAP)
            made.extend((*blank(_GAP), *piece) for piece in pieces)
    return made
