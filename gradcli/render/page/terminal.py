"""A document on a terminal: the layout of the text formats, in colour, fractions over their bar.

The colours are of middle brightness, so that each stands out by 4 to 1 or more on black as on
white; what is most of the text keeps the terminal's own colour. Rich is loaded here alone, and
only when something is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO
from types import MappingProxyType
from typing import Final

from gradcli.narrative.document import Document
from gradcli.render.formula.glyphs import Charset
from gradcli.render.formula.runs import Runs, Style
from gradcli.render.page.layout import Setting, document_lines, trimmed

STYLES: Final = MappingProxyType(
    {
        Style.VARIABLE: "",
        Style.NUMBER: "color(31)",
        Style.CONSTANT: "color(31)",
        Style.FUNCTION: "color(30)",
        Style.OPERATOR: "",
        Style.RELATION: "",
        Style.VECTOR: "bold",
        Style.FENCE: "",
        Style.TEXT: "",
        Style.STRONG: "bold",
        Style.CODE: "color(133)",
        Style.RULE: "color(133)",
        Style.REASON: "color(244)",
        Style.STEP: "bold color(133)",
        Style.TITLE: "bold",
        Style.PART: "bold",
        Style.HEADER: "bold",
        Style.CAPTION: "italic",
        Style.RESULT: "bold color(64)",
        Style.NOTE: "bold color(31)",
        Style.WARNING: "bold color(166)",
        Style.REFUSED: "bold color(160)",
        Style.CHECKED: "bold color(64)",
        Style.ERROR: "bold color(160)",
        Style.HELP: "bold color(31)",
        Style.CARET: "bold color(160)",
        Style.GUTTER: "color(244)",
        # Told apart by brightness as well, for who sees no difference of hue.
        Style.LEVEL: "color(244)",
        Style.OWN_LEVEL: "bold",
        Style.GRADIENT: "bold color(166)",
        Style.DIRECTION: "bold color(31)",
        Style.PROJECTION: "color(133)",
        Style.CURVE: "color(64)",
    }
)
"""The one table that says how each look is shown."""


def terminal(
    document: Document,
    *,
    width: int = 80,
    charset: Charset = Charset.UNICODE,
    colour: bool = True,
) -> str:
    """The document as text with ANSI colours (none at all where `colour` is false)."""
    setting = Setting(width, charset, tall=True, ruled=True)
    return coloured(document_lines(document, setting), colour=colour)


def coloured(lines: Sequence[Runs], *, colour: bool = True) -> str:
    """Lines of runs as text, each run in the style of its look."""
    if not colour:
        return "".join(f"{trimmed(line)}\n" for line in lines)
    from rich.console import Console  # noqa: PLC0415  a command without colour never loads it
    from rich.text import Text  # noqa: PLC0415

    out = StringIO()
    # The lines are laid out already: Rich only paints, and must neither wrap nor crop them.
    console = Console(
        file=out,
        force_terminal=True,
        color_system="256",
        no_color=False,
        legacy_windows=False,
        highlight=False,
        width=1_000_000,
    )
    for line in lines:
        room = len(trimmed(line))
        text = Text()
        for run in line:
            text.append(run.text[: max(room - len(text), 0)], STYLES[run.look])
        console.print(text, soft_wrap=True)
    return out.getvalue()
