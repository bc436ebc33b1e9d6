"""The first lines of every answer: the function as it was typed, and how it was read.

It needs no SymPy, so that on a terminal they can stand on the screen while SymPy is loaded.
"""

from __future__ import annotations

from collections.abc import Sequence

from gradcli.field.expression import Node
from gradcli.language.writing import write
from gradcli.narrative.document import Block, Code, Equations, Line, Paragraph, Words
from gradcli.narrative.notation import box, value_of, variable


def opening(function: str, variables: Sequence[str], tree: Node) -> tuple[Block, ...]:
    """f(x, y) = x²y, and the same as text that can be typed again."""
    left = value_of(function, [variable(name) for name in variables])
    return (
        Equations((Line(left, "=", box(tree)),)),
        Paragraph((Words("Read as "), Code(write(tree, variables)), Words("."))),
    )
