"""A diagram in DOT, the language of Graphviz (graphviz.org/doc/info/lang.html)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from gradcli.narrative.box import Box
from gradcli.narrative.document import Diagram, Vertex
from gradcli.narrative.notation import relation
from gradcli.render.formula.glyphs import Charset, shown
from gradcli.render.formula.linear import linear

_HEAD: Final = """\
digraph {
  rankdir=LR;
  node [shape=box, style=rounded, fontname="serif"];
  edge [fontname="serif", fontsize=11];
"""


def dot(diagram: Diagram, name: str = "") -> str:
    """The diagram in DOT; the lines of a vertex are its equation and its notes.

    What is computed is framed by a box, what is given by an ellipse, the result by two lines.
    """
    used = {arrow.source for arrow in diagram.arrows}
    lines = [f"  label={_quoted((name,))};\n" if name else ""]
    for place, vertex in enumerate(diagram.vertices):
        look = ""
        if vertex.given:
            look = ", shape=ellipse"
        elif place not in used:
            look = ", peripheries=2"
        lines.append(f"  n{place} [label={_quoted(_lines(vertex))}{look}];\n")
    for arrow in diagram.arrows:
        label = _quoted((linear(arrow.label),))
        lines.append(f"  n{arrow.source} -> n{arrow.target} [label={label}];\n")
    return f"{_HEAD}{''.join(lines)}}}\n"


def _lines(vertex: Vertex) -> Iterator[str]:
    equation: Box = vertex.name
    if vertex.meaning is not None:
        equation = relation(vertex.name, "=", vertex.meaning)
    yield linear(equation)
    yield from map(linear, vertex.notes)


def _quoted(lines: Iterable[str]) -> str:
    """A label of several lines; a backslash and a quotation mark stand for themselves in it."""
    spelled = (
        shown(line, Charset.UNICODE).replace("\\", "\\\\").replace('"', '\\"') for line in lines
    )
    return '"' + r"\n".join(spelled) + '"'
