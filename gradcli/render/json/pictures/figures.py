"""Pictures as JSON: each panel with its levels, lines and arrows as numbers, and its words."""

from __future__ import annotations

from collections.abc import Iterable

from gradcli.calculus.levels.shapes import Area, Arrow, Curve, Level, Place, Plateau, Window
from gradcli.narrative.document import Figure, Panel
from gradcli.render.failure import Json
from gradcli.render.formula.linear import linear
from gradcli.render.formula.words import plainly


def figures_json(figures: Iterable[Figure]) -> list[Json]:
    """One object a panel."""
    return [_panel(panel, figure) for figure in figures for panel in figure.panels]


def _panel(panel: Panel, figure: Figure) -> Json:
    signs = {
        *(each.role for each in panel.arrows),
        *(each.trace for each in panel.strokes),
        *(each.mark for each in panel.dots),
        *(Curve.OWN if each.own else Curve.OTHER for each in panel.levels),
        *(Area.PLATEAU for each in panel.plateaus),
    }
    body: Json = {
        "kind": panel.kind.value,
        "axes": [linear(panel.across), linear(panel.up)],
        "window": _window(panel.window),
        "equal_axes": panel.equal,
    }
    if panel.spacing is not None:
        body["spacing"] = panel.spacing.value
        body["levels"] = [_level(each) for each in panel.levels]
        body["arrows"] = [_arrow(each) for each in panel.arrows]
    if panel.outside:
        body["outside"] = [_window(each) for each in panel.outside]
    if panel.plateaus:
        body["plateaus"] = [_plateau(each) for each in panel.plateaus]
    body["curves"] = [
        {"role": each.trace.value, "line": _places(each.line)}
        | ({} if each.value is None else {"value": each.value})
        for each in panel.strokes
    ]
    body["dots"] = [{"role": each.mark.value, "at": list(each.at)} for each in panel.dots]
    body["legend"] = [
        {"role": each.sign.value, "text": plainly(each.text)}
        for each in figure.legend
        if each.sign in signs
    ]
    notes = [plainly(each) for each in figure.notes]
    if notes and panel is figure.panels[0]:
        body["remarks"] = notes
    body["alt"] = plainly(panel.alt)
    return body


def _window(window: Window) -> list[list[float]]:
    return [[window.left, window.right], [window.bottom, window.top]]


def _places(line: Iterable[Place]) -> list[list[float]]:
    return [list(place) for place in line]


def _level(level: Level) -> Json:
    body: Json = {"value": level.value, "lines": [_places(line) for line in level.lines]}
    if level.touching:
        body["touching"] = level.touching
    if level.rims:
        body["rims"] = level.rims
    return body | ({"own": True} if level.own else {})


def _plateau(plateau: Plateau) -> Json:
    body: Json = {"value": plateau.value, "boxes": [_window(each) for each in plateau.boxes]}
    return body | ({"own": True} if plateau.own else {})


def _arrow(arrow: Arrow) -> Json:
    body: Json = {
        "role": arrow.role.value,
        "from": list(arrow.start),
        "to": list(arrow.end),
        "vector": list(arrow.vector),
    }
    return body | ({} if arrow.scale == 1 else {"scale": arrow.scale})
