"""One walk over boxes for all drawers, bottom up and without recursion.

A formula may be nested deeper than Python's stack, so no drawer calls itself: each says how one
box is drawn when its parts are drawn already.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from gradcli.narrative.box import Box, parts_of

Drawn = TypeVar("Drawn")


def fold(box: Box, draw: Callable[[Box, Sequence[Drawn]], Drawn]) -> Drawn:
    """What `draw(box, drawings of its parts)` makes of the whole; a shared part is drawn once."""
    done: dict[int, Drawn] = {}
    stack = [(box, False)]
    while stack:
        top, ready = stack.pop()
        if id(top) in done:
            continue
        parts = parts_of(top)
        if ready or not parts:
            done[id(top)] = draw(top, [done[id(part)] for part in parts])
        else:
            stack.append((top, True))
            stack.extend((part, False) for part in parts)
    return done[id(box)]
