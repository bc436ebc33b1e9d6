"""A figure as an SVG file of its own: its panels side by side, the legend below, light and dark."""

from __future__ import annotations

from html import escape
from typing import Final

from gradcli.narrative.document import Figure
from gradcli.render.picture.scene import wrapped
from gradcli.render.picture.svg import FONT, alternative, dark, drawing, sample

_MAIN: Final = 560
_BESIDE: Final = 380
_BETWEEN: Final = 16
_EDGE: Final = 16
_LINE: Final = 19
_SIGN: Final = 6.6  # how wide a sign of the legend is, about
_PAPER: Final = "#ffffff"
_DARK_PAPER: Final = "#17191d"


def svg_file(figure: Figure, title: str) -> str:
    """The whole file."""
    first, *others = figure.panels
    main = drawing(first, _MAIN)
    parts = [_moved(main.body, _EDGE, _EDGE)]
    width = _EDGE + main.width
    for other in others:
        made = drawing(other, _BESIDE, main.height)
        parts.append(_moved(made.body, width + _BETWEEN, _EDGE))
        width += _BETWEEN + made.width
    width += _EDGE
    y = _EDGE + main.height + 2 * _EDGE
    signs = int((width - 2 * _EDGE - 46) / _SIGN)
    for entry in figure.legend:
        parts.append(_moved(sample(entry.sign), _EDGE, y - 10))
        for line in wrapped(entry.text, signs):
            parts.append(_line(_EDGE + 46, y, line))
            y += _LINE
    for note in figure.notes:
        for line in wrapped(note, signs):
            parts.append(_line(_EDGE, y, line))
            y += _LINE
    height = y
    alt = escape(alternative(figure.panels))
    style = (
        f"svg{{{FONT}}}@media (prefers-color-scheme:dark){{.gc-paper{{fill:{_DARK_PAPER}}}"
        f"{dark()}}}"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{alt}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}">\n'
        f"<title>{escape(title)}</title>\n<desc>{alt}</desc>\n<style>{style}</style>\n"
        f'<rect class="gc-paper" width="100%" height="100%" fill="{_PAPER}"/>\n'
        f"{''.join(parts)}</svg>\n"
    )


def _moved(body: str, x: float, y: float) -> str:
    return f'<g transform="translate({x:.1f} {y:.1f})">\n{body}</g>\n'


def _line(x: float, y: float, text: str) -> str:
    return (
        f'<text class="gc-ink-area" x="{x:.1f}" y="{y:.1f}" font-size="13" fill="#1d2125">'
        f"{escape(text)}</text>\n"
    )
