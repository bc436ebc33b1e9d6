"""A figure in LaTeX: one `tikzpicture` a panel, and the legend as a list; nothing but TikZ."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from types import MappingProxyType
from typing import Final, TypeAlias

from gradcli.calculus.levels.shapes import Area, Curve, Mark, Place, Role, Sign, Trace, Window
from gradcli.frozen import dataclass
from gradcli.narrative.box import Box
from gradcli.narrative.document import Entry, Figure, Panel, PanelKind, Sentence
from gradcli.render.formula.latex import latex
from gradcli.render.formula.linear import linear
from gradcli.render.picture import scene
from gradcli.render.picture.labels import Sheet, names_of_arrows

Prose: TypeAlias = Callable[[Sentence], str]

_WIDTH: Final = 8.6  # centimetres
_BESIDE: Final = 5.4
_POINT: Final = 2.54 / 72  # a typographic point
PACKAGE: Final = r"\usepackage{tikz}"
_COLOURS: Final = MappingProxyType(
    {"gcgradient": "C44E00", "gcdirection": "0072B2", "gcprojection": "8A3A8A", "gccurve": "00755A"}
)
# Above the top of the curve of rates there is no room inside the frame.
_SIDES: Final = {Mark.DIRECTION: "above right", Mark.TOP: "below"}
_STYLES: Final[MappingProxyType[Sign, str]] = MappingProxyType(
    {
        Curve.OTHER: "gray, line width=0.4pt",
        Curve.OWN: "line width=1.3pt",
        Role.GRADIENT: "gcgradient, line width=1.8pt, ->",
        Role.DIRECTION: "gcdirection, line width=1.2pt, ->",
        Role.LEG: "gcdirection, line width=0.6pt, dashed",
        Role.PROJECTION: "gcprojection, line width=1.1pt, dash pattern=on 5pt off 2pt, ->",
        Role.LEVEL: "line width=0.7pt, ->",
        Trace.CIRCLE: "gray, line width=0.5pt, dotted",
        Trace.FOOT: "gcprojection, line width=0.6pt, dotted",
        Trace.RIGHT_ANGLE: "line width=0.6pt",
        Trace.RATE: "gccurve, line width=1.2pt",
        Trace.CURVE: "gccurve, line width=1.2pt",
        Trace.TANGENT: "gcgradient, line width=1pt",
        Trace.SECANT: "gcprojection, line width=0.6pt, dashed",
        Trace.PATH: "gcdirection, line width=1pt, ->",
        Trace.JUMP: "gccurve, line width=0.9pt, dash pattern=on 5pt off 2pt",
        Area.PLATEAU: "gray!60!black, line width=0.3pt",
        Mark.POINT: "black",
        Mark.TOP: "gcgradient",
        Mark.ZERO: "black",
        Mark.LOWEST: "gray",
        Mark.DIRECTION: "gcdirection",
        Mark.NUDGE: "gcprojection",
        Mark.STEP: "gcdirection",
        Mark.END: "gcgradient",
    }
)


@dataclass(frozen=True, slots=True)
class _Frame:
    """How places of a window become centimetres."""

    window: Window
    width: float
    height: float

    def at(self, place: Place) -> str:
        """The place as TikZ writes it."""
        x, y = self.place(place)
        return f"({x:.3f},{y:.3f})"

    def place(self, place: Place) -> Place:
        """The place in the drawing."""
        return (
            (place[0] - self.window.left) / self.window.width * self.width,
            (place[1] - self.window.bottom) / self.window.height * self.height,
        )

    def back(self, at: Place) -> Place:
        """The place of the window that is drawn there."""
        return (
            self.window.left + at[0] / self.width * self.window.width,
            self.window.bottom + at[1] / self.height * self.window.height,
        )

    def sheet(self) -> Sheet:
        """The drawing, for what stands in it."""
        return Sheet(self.place, (0.0, 0.0), (self.width, self.height), _half, _POINT)


def _half(label: Box) -> Place:
    """Half the size of a label in footnote size."""
    return 2.3 * _POINT * len(linear(label)) + 1.5 * _POINT, 4.5 * _POINT


def tikz(figure: Figure, prose: Prose) -> str:
    """The panels in a row and the legend below; `prose` spells the sentences."""
    first, *others = figure.panels
    height = _height(first, _WIDTH)
    drawn = [_panel(first, _WIDTH, height), *(_panel(each, _BESIDE, height) for each in others)]
    colours = "".join(
        rf"\definecolor{{{name}}}{{HTML}}{{{code}}}" + "\n" for name, code in _COLOURS.items()
    )
    lines = [_entry(each, prose) for each in figure.legend] + [
        f"{prose(note)}" for note in figure.notes
    ]
    legend = "\\\\\n".join(lines)
    pictures = "\\hfill\n".join(drawn)
    return f"{colours}\\noindent\n{pictures}\n\\par\\smallskip\n{{\\small\n{legend}\\par}}\n"


def tikz_file(figure: Figure, prose: Prose) -> str:
    """A whole document that compiles as it is."""
    return (
        "\\documentclass{article}\n\\usepackage[utf8]{inputenc}\n"
        "\\usepackage{amsmath,amssymb}\n"
        "\\usepackage[paperwidth=18cm,paperheight=16cm,margin=0.8cm]{geometry}\n"
        f"{PACKAGE}\n\\setlength{{\\parindent}}{{0pt}}\n\\pagestyle{{empty}}\n"
        f"\\begin{{document}}\n{tikz(figure, prose)}\\end{{document}}\n"
    )


def _height(panel: Panel, width: float) -> float:
    if not panel.equal:
        return 0.7 * width
    return min(width * panel.window.height / panel.window.width, 1.6 * width)


def _panel(panel: Panel, width: float, height: float) -> str:
    if panel.equal:
        width = height * panel.window.width / panel.window.height
    frame = _Frame(panel.window, width, height)
    return (
        "\\begin{tikzpicture}[>=stealth, font=\\footnotesize, "
        "baseline=(current bounding box.north)]\n"
        f"{''.join(f'  {line}{chr(10)}' for line in _lines(panel, frame))}"
        "\\end{tikzpicture}"
    )


def _lines(panel: Panel, frame: _Frame) -> Iterator[str]:
    window = panel.window
    for box in panel.outside:
        low, high = frame.at((box.left, box.bottom)), frame.at((box.right, box.top))
        yield rf"\fill[gray!22] {low} rectangle {high};"
    for plateau in panel.plateaus:
        for line in scene.hatching(plateau.boxes, window) if plateau.own else ():
            yield _draw(line, frame, _STYLES[Area.PLATEAU])
    corner = frame.at((window.right, window.top))
    yield rf"\draw[gray] (0,0) rectangle {corner};"
    for tick in scene.ticks_across(panel):
        at = frame.at((tick.at, window.bottom))
        yield rf"\draw[gray] {at} -- +(0,-0.08) node[below] {{{_number(tick.text)}}};"
    for tick in scene.ticks_up(panel):
        at = frame.at((window.left, tick.at))
        yield rf"\draw[gray] {at} -- +(-0.08,0) node[left] {{{_number(tick.text)}}};"
    right = frame.at((window.right, window.bottom))
    yield rf"\node[below=0.4cm] at {right} {{${latex(panel.across)}$}};"
    top = frame.at((window.left, window.top))
    yield rf"\node[above left] at {top} {{${latex(panel.up)}$}};"
    if panel.kind is not PanelKind.CONTOUR and window.bottom < 0 < window.top:
        ends = frame.at((window.left, 0.0)), frame.at((window.right, 0.0))
        yield rf"\draw[gray, dotted] {ends[0]} -- {ends[1]};"
    names = names_of_arrows(panel, frame.sheet())
    yield from _levels(panel, frame, [frame.back(each.at) for each in names])
    for plateau in panel.plateaus:
        own = panel.label(Area.PLATEAU) if plateau.own else None
        text = _number(scene.number(plateau.value)) if own is None else f"${latex(own)}$"
        yield _value(text, frame.at(plateau.at), own=own is not None)
    for stroke in panel.strokes:
        for part in scene.clipped(stroke.line, window):
            yield _draw(part, frame, _STYLES[stroke.trace])
    for arrow in panel.arrows:
        for part in scene.clipped((arrow.start, arrow.end), window):
            yield _draw(part, frame, _STYLES[arrow.role])
    for name in names:
        style = _STYLES[name.arrow.role].split(",", maxsplit=1)[0]
        x, y = name.at
        yield rf"\node[{style}, inner sep=0pt] at ({x:.3f},{y:.3f}) {{${latex(name.label)}$}};"
    for dot in panel.dots:
        colour = _STYLES[dot.mark]
        yield _dot(dot.mark, frame.at(dot.at))
        label = panel.label(dot.mark)
        if label is not None:
            side = _SIDES.get(dot.mark, "above")
            yield rf"\node[{colour}, {side}] at {frame.at(dot.at)} {{${latex(label)}$}};"


def _dot(mark: Mark, at: str) -> str:
    """A dot in the shape of its kind."""
    colour, corners = _STYLES[mark], scene.CORNERS.get(mark)
    if mark in scene.RINGS:
        return rf"\draw[{colour}, line width=0.8pt, fill=white] {at} circle (1.8pt);"
    if corners is None:
        return rf"\fill[{colour}] {at} circle (2pt);"
    shape = " -- ".join(f"({2 * a:.1f}pt,{2 * b:.1f}pt)" for a, b in corners)
    return rf"\fill[{colour}, shift={{{at}}}] {shape} -- cycle;"


def _draw(line: Sequence[Place], frame: _Frame, style: str) -> str:
    return rf"\draw[{style}] {' -- '.join(map(frame.at, line))};"


def _levels(panel: Panel, frame: _Frame, names: Sequence[Place]) -> Iterator[str]:
    avoid = [*scene.obstacles(panel), *names]
    for level in sorted(panel.levels, key=lambda each: each.own):
        style = _STYLES[Curve.OWN if level.own else Curve.OTHER]
        for line in level.lines:
            yield _draw(line, frame, style)
    for level in sorted(panel.levels, key=lambda each: not each.own):
        places = scene.label_places(level, panel.window, avoid)
        if places:
            own = panel.label(Curve.OWN) if level.own else None
            text = _number(scene.number(level.value)) if own is None else f"${latex(own)}$"
            avoid.append(places[0].at)
            yield _value(text, frame.at(places[0].at), own=level.own)


def _value(text: str, at: str, *, own: bool) -> str:
    """A value on its curve or area."""
    colour = "" if own else ", text=gray!60!black"
    return rf"\node[fill=white, inner sep=1pt, scale=0.8{colour}] at {at} {{{text}}};"


def _number(text: str) -> str:
    """A number as it stands at an axis, in mathematics mode."""
    mantissa, power, exponent = text.replace("−", "-").partition("e")
    degrees = mantissa.endswith("°")
    mantissa = mantissa.removesuffix("°")
    if power:
        return rf"${mantissa}\cdot 10^{{{exponent}}}$"
    return rf"${mantissa}^\circ$" if degrees else f"${mantissa}$"


def _entry(entry: Entry, prose: Prose) -> str:
    style = _STYLES[entry.sign]
    if isinstance(entry.sign, Mark):
        dot = _dot(entry.sign, "(0.35,0)")
        sample = rf"\tikz[baseline=-0.6ex]{{\useasboundingbox (0,0) (0.7,0);{dot}}}"
    elif isinstance(entry.sign, Area):
        slants = " ".join(rf"({x:.2f},-0.1) -- +(0.2,0.2)" for x in (0.05, 0.2, 0.35, 0.5))
        sample = rf"\tikz[baseline=-0.6ex]\draw[{style}] {slants};"
    else:
        sample = rf"\tikz[baseline=-0.6ex, >=stealth]\draw[{style}] (0,0) -- (0.7,0);"
    return rf"\makebox[1cm][l]{{{sample}}}{prose(entry.text)}"
