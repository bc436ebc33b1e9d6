"""Text of several lines that is set beside other text at its baseline."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from gradcli.frozen import dataclass, field
from gradcli.render.formula.runs import Run, Runs, Style, blank, width_of

CONTINUED: Final = 4
"""How far the second line of what was too long is moved in."""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Lines of text, and which of them stands on the line of the formulas beside.

    A picture that was too wide is in pieces under one another; then `last` is the line on which
    what follows stands.
    """

    lines: tuple[Runs, ...]
    baseline: int = 0
    last: int | None = None
    width: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        # Measured once: a picture is set beside others many times.
        object.__setattr__(self, "width", max(map(width_of, self.lines), default=0))

    @property
    def height(self) -> int:
        """How many lines."""
        return len(self.lines)

    @property
    def is_tall(self) -> bool:
        """Whether the lines are one formula in height, and not a line that goes on below."""
        return self.height > 1 and (self.last is None or self.baseline > 0)


def flat(runs: Runs) -> TextBlock:
    """One line."""
    return TextBlock((runs,))


def of_text(text: str, look: Style) -> TextBlock:
    """One line of one look."""
    return flat((Run(text, look),))


def beside(pictures: Iterable[TextBlock]) -> TextBlock:
    """The pictures from left to right, their baselines on one line."""
    row = [picture for picture in pictures if picture.lines]
    if len(row) == 1:
        return row[0]
    above = max((picture.baseline for picture in row), default=0)
    below = max((picture.height - picture.baseline for picture in row), default=1)
    lines: list[list[Run]] = [[] for _ in range(above + below)]
    for picture in row:
        width = picture.width
        top = above - picture.baseline
        for place, line in enumerate(lines):
            inside = 0 <= place - top < picture.height
            runs = picture.lines[place - top] if inside else ()
            line.extend((*runs, *blank(width - width_of(runs))))
    last = None
    if any(picture.last is not None for picture in row):
        end = row[-1]
        last = above if end.last is None else above + end.last - end.baseline
    return TextBlock(tuple(tuple(line) for line in lines), above, last)


def over(pictures: Iterable[TextBlock], baseline: int, *, centred: bool = True) -> TextBlock:
    """The pictures from top to bottom, centred or flush left; the baseline is given."""
    stack = list(pictures)
    width = max(picture.width for picture in stack)
    lines: list[Runs] = []
    for picture in stack:
        left = (width - picture.width) // 2 if centred else 0
        lines.extend((*blank(left), *line) for line in picture.lines)
    return TextBlock(tuple(lines), baseline)
