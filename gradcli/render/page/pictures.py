"""A figure on an HTML page or in a notebook: its panels as SVG, and the legend as a list."""

from __future__ import annotations

from typing import Final

from gradcli.narrative.document import Figure
from gradcli.render.page.drawer import Spelling
from gradcli.render.picture.svg import inline, sample

_MAIN: Final = 428
_BESIDE: Final = 284
_ALONE: Final = 620

_STYLE: Final = """
.gradcli figure.picture{margin:1.2em 0}
.gradcli .panels{display:flex;flex-wrap:wrap;gap:.5em;align-items:flex-start}
.gradcli figure.picture figcaption{font-size:.93em;margin-top:.4em}
.gradcli ul.legend{list-style:none;margin:0;padding:0}
.gradcli ul.legend li{display:flex;gap:.7em;align-items:baseline;margin:.15em 0}
.gradcli ul.legend svg{flex:none;position:relative;top:.05em}
.gradcli .picture .gc-ink{stroke:var(--ink)}.gradcli .picture .gc-ink-area{fill:var(--ink)}
.gradcli .picture .gc-soft{stroke:var(--soft)}.gradcli .picture .gc-soft-area{fill:var(--soft)}
.gradcli .picture .gc-gradient{stroke:var(--up)}.gradcli .picture .gc-gradient-area{fill:var(--up)}
.gradcli .picture .gc-direction{stroke:var(--way)}
.gradcli .picture .gc-direction-area{fill:var(--way)}
.gradcli .picture .gc-projection{stroke:var(--accent)}
.gradcli .picture .gc-projection-area{fill:var(--accent)}
.gradcli .picture .gc-curve{stroke:var(--rate)}.gradcli .picture .gc-curve-area{fill:var(--rate)}
"""
_LIGHT: Final = "--up:#c44e00;--way:#0072b2;--rate:#00755a;"
_DARK: Final = "--up:#f5934e;--way:#62bdf0;--rate:#4cc9a4;"
# A notebook may be light or dark: mixed with the colour of its text, each stands out on both.
_MIXED: Final = "".join(
    f"--{name}:color-mix(in srgb,currentColor 30%,{colour});"
    for name, colour in (("up", "#e0661a"), ("way", "#1f8fd0"), ("rate", "#0f9d7c"))
)


ON_PAGE: Final = (
    f"{_STYLE}.gradcli{{{_LIGHT}}}\n@media (prefers-color-scheme:dark){{.gradcli{{{_DARK}}}}}\n"
)
IN_NOTEBOOK: Final = f"{_STYLE}.gradcli{{{_MIXED}}}\n"


def html_figure(figure: Figure, prose: Spelling) -> str:
    """The figure as one element."""
    first, *others = figure.panels
    panels = [inline(first, _MAIN if others else _ALONE, 400)]
    height = _MAIN * first.window.height / first.window.width if first.equal else 400
    panels += [inline(each, _BESIDE, height) for each in others]
    legend = "".join(
        f'<li><svg aria-hidden="true" width="34" height="12" viewBox="0 0 34 12">'
        f"{sample(entry.sign)}</svg><span>{prose(entry.text)}</span></li>\n"
        for entry in figure.legend
    )
    notes = "".join(f"<div>{prose(note)}</div>\n" for note in figure.notes)
    drawn = "\n".join(panels)
    return (
        f'<figure class="picture"><div class="panels">{drawn}</div>\n'
        f'<figcaption><ul class="legend">\n{legend}</ul>{notes}</figcaption></figure>'
    )
