"""The picture of a function of one variable as a block."""

from __future__ import annotations

from gradcli.calculus.answers.picture import Picture
from gradcli.calculus.levels.curve import Graph
from gradcli.calculus.levels.shapes import Mark, Trace
from gradcli.narrative.box import Box
from gradcli.narrative.document import Entry, Figure, Panel, PanelKind, Sentence
from gradcli.narrative.notation import function_name, variable
from gradcli.narrative.phrases import enumerated, joined, sentence
from gradcli.narrative.stories.common import derivative_name, function_value, is_short, the_function
from gradcli.narrative.stories.pictures.numbers import about
from gradcli.narrative.stories.pictures.of_path import path_entries, path_told
from gradcli.narrative.stories.pictures.shown import named_place, no_value, value_of


def figure_of_graph(picture: Picture, graph: Graph, size: tuple[int, int] | None) -> Figure:
    """The graph with its tangent and its secants."""
    field = picture.field
    panel = Panel(
        PanelKind.CURVE,
        graph.window,
        False,
        variable(field.variables[0]),
        function_value(field),
        joined(_told(picture, graph)),
        strokes=graph.strokes,
        dots=graph.dots if picture.at is not None or picture.path else (),
        outside=graph.outside,
    )
    return Figure((panel,), tuple(_legend(picture, graph)), tuple(_notes(picture, graph)), size)


def _function(picture: Picture) -> Box:
    field = picture.field
    return the_function(field) if is_short(field.tree) else function_value(field)


def _told(picture: Picture, graph: Graph) -> list[Sentence]:
    """All that the picture shows, with its numbers."""
    window, x = graph.window, variable(picture.field.variables[0])
    told = [
        sentence(
            "The graph of ",
            _function(picture),
            " for ",
            x,
            " from ",
            about(window.left),
            " to ",
            about(window.right),
            ", with values from ",
            about(window.bottom),
            " to ",
            about(window.top),
            ".",
        )
    ]
    if graph.unclear:
        told.append(_unclear(picture))
    near = None if graph.at is None else graph.at.value
    if picture.at is not None and near is not None:
        value = value_of(picture, function_name(picture.field.function), near)
        told.append(sentence("At ", named_place(picture), " it has the value ", value, "."))
    if picture.path:
        told.append(path_told(picture.path))
    if graph.slope is not None:
        rises = "rises" if graph.slope > 0 else "falls" if graph.slope < 0 else "is level"
        told.append(
            sentence(
                "The tangent there has the slope ",
                about(graph.slope),
                f": to the right it {rises}",
                "." if graph.slope == 0 else ", by that much for each unit.",
            )
        )
    if graph.secants:
        told.append(_secants_told(graph))
    if graph.outside:
        told.append(
            sentence(
                "In the shaded part ", function_name(picture.field.function), no_value(picture)
            )
        )
    return told


def _secants_told(graph: Graph) -> Sentence:
    steps, rates = _secants(graph)
    through = (
        *sentence("The secants through the point and the one at a step of "),
        *enumerated(steps),
        *sentence(" to the right "),
    )
    if rates[1:] and len({*rates}) == 1:
        is_tangent = graph.slope is not None and about(graph.slope, 6) == rates[0]
        end = ", which is that of the tangent." if is_tangent else "."
        return (*through, *sentence("all have the slope ", rates[0], end))
    return (
        *through,
        *sentence("have the slopes "),
        *enumerated(rates),
        *sentence(": they turn into the tangent as the step shrinks."),
    )


def _secants(graph: Graph) -> tuple[list[Box], list[Box]]:
    """The steps and the slopes."""
    return (
        [about(step, 5) for step, _ in graph.secants],
        [about(rate, 6) for _, rate in graph.secants],
    )


def _legend(picture: Picture, graph: Graph) -> list[Entry]:
    entries = [] if graph.unclear else [Entry(Trace.CURVE, sentence(_function(picture)))]
    near = None if graph.at is None else graph.at.value
    if picture.at is not None and near is not None:
        value = value_of(picture, function_name(picture.field.function), near)
        told = sentence("the point at ", named_place(picture), ", where ", value)
        entries.append(Entry(Mark.POINT, told))
    entries += path_entries(picture.path)
    if graph.slope is not None:
        derivative = derivative_name(picture.field, picture.field.variables)
        told = sentence("the tangent: its slope is ", derivative, " there, ", about(graph.slope))
        entries.append(Entry(Trace.TANGENT, told))
    if graph.secants:
        steps, rates = _secants(graph)
        told = (*sentence("secants to a step of "), *enumerated(steps))
        if rates[1:] and len({*rates}) == 1:
            told = (*told, *sentence(", all of slope ", rates[0]))
        else:
            told = (*told, *sentence(", of slope "), *enumerated(rates))
        entries.append(Entry(Trace.SECANT, told))
    return entries


def _notes(picture: Picture, graph: Graph) -> list[Sentence]:
    if graph.unclear:
        return [_unclear(picture)]
    if not graph.outside:
        return []
    name = function_name(picture.field.function)
    return [sentence("In the part without a curve ", name, no_value(picture))]


def _unclear(picture: Picture) -> Sentence:
    """Why no curve is drawn where none can be trusted."""
    return sentence(
        "In this window ",
        function_name(picture.field.function),
        " changes faster than the picture can follow, or floats do not tell its values: its curve "
        "is not drawn. A smaller window may show more.",
    )
