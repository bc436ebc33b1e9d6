"""The picture on a page that is about something else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from gradcli.narrative.document import Block, Figure
from gradcli.narrative.stories.common import Telling

# What is drawn is loaded with the picture: few pages have one.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from gradcli.calculus.answers.picture import Picture


class Pictured(Protocol):
    """An answer of which there may be a picture."""

    @property
    def picture(self) -> Picture | None:
        """The function around the point; None where it cannot be drawn.

        Raises:
            RefusedError: it cannot be drawn with floats.
        """


def pictured(answer: Pictured, telling: Telling) -> tuple[Block, ...]:
    """The picture, where pictures are asked for and there is one: the answer stands without it."""
    from gradcli.calculus.domain.refusal import RefusedError

    if not telling.plot:
        return ()
    try:
        figure = page_figure(answer)
    except RefusedError:
        return ()
    return () if figure is None else (figure,)


def page_figure(answer: Pictured, telling: Telling | None = None) -> Figure | None:
    """The picture of an answer as a block.

    Raises:
        RefusedError: it cannot be drawn with floats.
    """
    from gradcli.narrative.stories.pictures.figure import figure_of

    picture = answer.picture
    return None if picture is None else figure_of(picture)
