"""The picture of a function around a point as a block: its panels, its legend, its words."""

from __future__ import annotations

from gradcli.calculus.answers.picture import Picture
from gradcli.calculus.levels.shapes import Area, Curve, Mark, Role, Sign
from gradcli.calculus.levels.turning import Turning
from gradcli.narrative.box import Box
from gradcli.narrative.document import Figure, Panel, PanelKind
from gradcli.narrative.stories.pictures.alt import contour_told, rate_told
from gradcli.narrative.stories.pictures.legend import legend, notes
from gradcli.narrative.stories.pictures.of_graph import figure_of_graph
from gradcli.narrative.stories.pictures.shown import Shown


def figure_of(picture: Picture, size: tuple[int, int] | None = None) -> Figure:
    """The panels with all that is said of them."""
    if picture.graph is not None:
        return figure_of_graph(picture, picture.graph, size)
    assert picture.contour is not None
    shown = Shown(picture, picture.contour)
    panels = [_contour(shown)]
    if picture.turning is not None:
        panels.append(_rate(shown, picture.turning))
    return Figure(tuple(panels), tuple(legend(shown)), tuple(notes(shown)), size)


def _contour(shown: Shown) -> Panel:
    drawn = shown.drawn
    labels: list[tuple[Sign, Box]] = [
        (Role.GRADIENT, shown.name_of_arrow),
        (Role.DIRECTION, shown.w),
    ]
    if any(level.own for level in drawn.levels):
        labels.append((Curve.OWN, shown.value))
    if drawn.plateau is not None:
        labels.append((Area.PLATEAU, shown.value))
    across, up = shown.axes
    return Panel(
        PanelKind.CONTOUR,
        drawn.window,
        drawn.equal,
        across,
        up,
        contour_told(shown),
        drawn.levels,
        drawn.spacing,
        drawn.arrows,
        drawn.strokes,
        drawn.dots if shown.picture.at is not None or shown.picture.path else (),
        drawn.outside,
        drawn.plateaus,
        tuple(labels),
    )


def _rate(shown: Shown, turning: Turning) -> Panel:
    labels: list[tuple[Sign, Box]] = [
        (Mark.TOP, shown.name_of_arrow),
        (Mark.DIRECTION, shown.w),
    ]
    return Panel(
        PanelKind.RATE,
        turning.window,
        False,
        shown.theta,
        shown.rate,
        rate_told(shown, turning),
        strokes=turning.strokes,
        dots=turning.dots,
        labels=tuple(labels),
    )
