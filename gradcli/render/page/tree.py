"""The order in which the steps of a derivation are told: opening, the parts' steps, closing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from gradcli.frozen import dataclass, replace
from gradcli.narrative.document import Line, Sentence, Step


@dataclass(frozen=True, slots=True)
class Opening:
    """A step begins; `depth` is 0 for the outermost."""

    step: Step
    depth: int


@dataclass(frozen=True, slots=True)
class Closing:
    """A step ends, with the lines that put its parts together.

    Behind steps of parts the first line says again what is being derived, so that the reader
    need not look for where the chain began.
    """

    step: Step
    depth: int
    lines: tuple[Line, ...]

    @property
    def headed(self) -> tuple[Sentence, tuple[Line, ...]]:
        """The reason of the first line, for a heading that it has with the number, and the lines.

        Without steps of parts there is none: the lines go on from those of the opening.
        """
        if not self.step.children or not self.lines:
            return (), self.lines
        first, *others = self.lines
        return first.reason, (replace(first, reason=()), *others)


Event: TypeAlias = Opening | Closing


def walk(steps: Sequence[Step]) -> Iterator[Event]:
    """Each step's opening and closing in the order of reading, however deep the tree."""
    stack: list[Event] = [Opening(step, 0) for step in reversed(steps)]
    while stack:
        event = stack.pop()
        yield event
        if isinstance(event, Closing):
            continue
        step, depth = event.step, event.depth
        stack.append(Closing(step, depth, _closing_lines(step)))
        stack.extend(Opening(child, depth + 1) for child in reversed(step.children))


def _closing_lines(step: Step) -> tuple[Line, ...]:
    if not step.closing or not step.children or not step.opening:
        return step.closing
    first, *others = step.closing
    if first.left is not None:
        return step.closing
    return (replace(first, left=step.opening[0].left), *others)
